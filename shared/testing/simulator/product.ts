/** What of the product the simulator runs: the real handlers of the money path, by who calls them. */
import { type EventType, RELEASE_WAKING_EVENTS, TAKING_BACK_EVENTS, TURNING_EVENTS } from '#contract/events.ts';
import { handler as wakeByCampaign } from '#functions/reactions/on-campaign-status-changed-wake-release.ts';
import { handler as askSecondPerson } from '#functions/reactions/on-content-reviewed-ask-second-person.ts';
import { handler as takeBack } from '#functions/reactions/on-event-take-back.ts';
import { handler as wakeByTurn } from '#functions/reactions/on-event-wake-machines.ts';
import { handler as wakeByContent } from '#functions/reactions/on-event-wake-release.ts';
import { handler as creditClawedBack } from '#functions/reactions/on-payment-clawed-back-issue-credit-note.ts';
import { handler as creditDisputed } from '#functions/reactions/on-payment-dispute-closed-issue-credit-note.ts';
import { handler as wakeByVerdict } from '#functions/reactions/on-payment-dispute-closed-wake-release.ts';
import { handler as startRelease } from '#functions/reactions/on-payment-funded-start-release.ts';
import { handler as askInvoice } from '#functions/reactions/on-payment-released-issue-invoice.ts';
import { handler as wakeByAccount } from '#functions/reactions/on-payout-account-changed-wake-release.ts';
import { handler as settle } from '#functions/reactions/on-provider-event-received-settle.ts';
import { handler as restartRelease } from '#functions/reactions/on-refund-failed-restart-release.ts';
import { handler as wakeByRefund } from '#functions/reactions/on-refund-requested-wake-release.ts';
import { handler as wakeByApproval } from '#functions/reactions/on-release-approved-wake-release.ts';
import { handler as wakeByRequest } from '#functions/reactions/on-release-requested-wake-release.ts';
import { handler as reviewReleases } from '#functions/reactions/on-workspace-changed-review-releases.ts';
import type { ReactionHandler } from '#runtime/reaction.ts';
import { definition as escrowRelease } from '#workflows/escrow-release/definition.ts';
import { handler as advanceDispute } from '#workflows/escrow-release/steps/advance-dispute.ts';
import { handler as approveContent } from '#workflows/escrow-release/steps/approve-content.ts';
import { handler as checkGates } from '#workflows/escrow-release/steps/check-gates.ts';
import { handler as handOver } from '#workflows/escrow-release/steps/hand-over.ts';
import { handler as parkRelease } from '#workflows/escrow-release/steps/park-release.ts';
import { handler as refundLeftover } from '#workflows/escrow-release/steps/refund-leftover.ts';
import { handler as releaseHold } from '#workflows/escrow-release/steps/release-hold.ts';
import { handler as remindHold } from '#workflows/escrow-release/steps/remind-hold.ts';
import type { MachineDefinition } from './machine.ts';

/** Every reaction that money depends on, named as its file. */
export const REACTIONS: Readonly<Record<string, { to: EventType | readonly EventType[]; handler: ReactionHandler }>> = {
  'on-campaign-status-changed-wake-release': { to: 'CampaignStatusChanged', handler: wakeByCampaign },
  'on-event-take-back': { to: TAKING_BACK_EVENTS, handler: takeBack },
  'on-content-reviewed-ask-second-person': { to: 'ContentReviewed', handler: askSecondPerson },
  'on-event-wake-release': { to: RELEASE_WAKING_EVENTS, handler: wakeByContent },
  'on-event-wake-machines': { to: TURNING_EVENTS, handler: wakeByTurn },
  'on-payment-clawed-back-issue-credit-note': { to: 'PaymentClawedBack', handler: creditClawedBack },
  'on-payment-dispute-closed-issue-credit-note': { to: 'PaymentDisputeClosed', handler: creditDisputed },
  'on-payment-dispute-closed-wake-release': { to: 'PaymentDisputeClosed', handler: wakeByVerdict },
  'on-payment-funded-start-release': { to: 'PaymentFunded', handler: startRelease },
  'on-payment-released-issue-invoice': { to: 'PaymentReleased', handler: askInvoice },
  'on-payout-account-changed-wake-release': { to: 'PayoutAccountChanged', handler: wakeByAccount },
  'on-provider-event-received-settle': { to: 'ProviderEventReceived', handler: settle },
  'on-refund-failed-restart-release': { to: 'RefundFailed', handler: restartRelease },
  'on-refund-requested-wake-release': { to: 'RefundRequested', handler: wakeByRefund },
  'on-release-approved-wake-release': { to: 'ReleaseApproved', handler: wakeByApproval },
  'on-release-requested-wake-release': { to: 'ReleaseRequested', handler: wakeByRequest },
  'on-workspace-changed-review-releases': { to: 'WorkspaceChanged', handler: reviewReleases },
};

/** The reactions to an event. */
export const reactionsTo = (type: unknown): string[] =>
  Object.keys(REACTIONS).filter((name) => ([REACTIONS[name]?.to].flat() as unknown[]).includes(type));

/** The machines that move money, by the name they are started under. */
export const MACHINES: Readonly<Record<string, MachineDefinition>> = {
  'escrow-release': {
    definition: escrowRelease,
    steps: {
      AdvanceDispute: advanceDispute,
      ApproveContent: approveContent,
      CheckGates: checkGates,
      HandOver: handOver,
      ParkRelease: parkRelease,
      RefundLeftover: refundLeftover,
      ReleaseHold: releaseHold,
      RemindHold: remindHold,
    },
  },
};
