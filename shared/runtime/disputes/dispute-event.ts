import type { EventDraft } from '#contract/events.ts';
import type { DisputeItem } from '#data/dispute.ts';
import { partitions } from '#data/keys.ts';
import type { Division, Entered } from '#domain/dispute.ts';
import { money } from '#domain/money.ts';

type DisputeEvent = Extract<EventDraft, { data: { disputeId: string; title: string } }>['type'];

/** The event of a dispute; `version` is the dispute's after it. */
export function disputeEvent(
  type: DisputeEvent,
  dispute: Omit<DisputeItem, 'version'>,
  version: number,
  more: object = {},
): EventDraft {
  const { workspaceId, campaignId, influencerId, campaignTitle: title, disputeId, contractId } = dispute;
  return {
    type,
    aggregateId: disputeId,
    seq: version,
    partition: partitions.campaign(workspaceId, campaignId),
    data: {
      ...{ workspaceId, campaignId, influencerId, title, disputeId, contractId },
      amount: money(dispute.amountMinor, dispute.currency),
      ...more,
    },
  } as EventDraft;
}

/** The event of something that was said in a dispute and did not end it; `version` is the dispute's after it. */
export function eventOf({ dispute, entry }: Entered, version: number): EventDraft {
  const { by } = entry;
  const { dueAt } = dispute;
  switch (entry.subject) {
    case 'answer':
      return disputeEvent('DisputeAnswered', dispute, version, { by, dueAt });
    case 'evidence':
      return disputeEvent('DisputeEvidenceAdded', dispute, version, { by });
    case 'decision':
      return disputeEvent('DisputeDecided', dispute, version, {
        finalAt: dueAt,
        ...amountsOf(dispute, entry.division ?? { influencerMinor: 0, brandMinor: 0 }),
      });
    case 'appeal':
      return disputeEvent('DisputeAppealed', dispute, version, { by, dueAt });
    case 'waiver':
      return disputeEvent('AppealWaived', dispute, version, { by });
    default:
      throw new Error(`A dispute is told of otherwise when a ${entry.subject} is entered.`);
  }
}

/** The two parts of what is held, as events tell them. */
export function amountsOf({ currency }: Pick<DisputeItem, 'currency'>, { influencerMinor, brandMinor }: Division) {
  return { toInfluencer: money(influencerMinor, currency), toBrand: money(brandMinor, currency) };
}
