import type { EventDraft } from '#contract/events.ts';
import type { Change } from '#data/change.ts';
import { type DisputeItem, Disputes, writeEntry } from '#data/dispute.ts';
import type { HoldItem } from '#data/hold.ts';
import { replaceBoth } from '#data/two-sided.ts';
import { type Refused, refuse } from '#domain/decision.ts';
import type { DisputeOutcome, Entered } from '#domain/dispute.ts';
import { divided, freedFrom, frozenBy, isAllFrozen } from '#domain/dispute-parts.ts';
import { withDispute, withoutDispute } from '#domain/lifecycle.ts';
import { changeStatus } from '../campaign-transition.ts';
import { writeParts } from '../money/settle-payment.ts';
import { amountsOf, disputeEvent } from './dispute-event.ts';
import type { Frozen } from './dispute-refs.ts';

/** The money a dispute is about stays where it is; its campaign shows the dispute when nothing else of the contract goes on. */
export function freeze(
  { disputeId, milestone, isOfCampaign }: Pick<DisputeItem, 'disputeId' | 'milestone' | 'isOfCampaign'>,
  { hold, campaign }: { hold: HoldItem } & Frozen,
  nowIso: string,
): Change[] {
  const after = isOfCampaign && campaign && withDispute(campaign, nowIso);
  return [
    ...writeParts(hold, frozenBy(hold, disputeId, milestone), { disputeId }),
    ...(campaign && after && after !== campaign ? changeStatus(campaign, after, '') : []),
  ];
}

/** What ends a dispute: it and its last entry, the money free for where it goes, the campaign as it was before, and the event. */
export interface Ended {
  changes: Change[];
  event: EventDraft;
}

/** Why nothing can be decided about the money of a dispute: it is no longer frozen by it. */
export function whyNotFrozen(
  { disputeId }: Pick<DisputeItem, 'disputeId'>,
  hold: HoldItem | undefined,
): Refused<'already_released'> | undefined {
  if (hold && isAllFrozen(hold, disputeId)) return undefined;
  return refuse('already_released', 'The bank or the provider took this money back; the dispute ends by itself.');
}

/** Ends a dispute as was decided; refuses when the money is no longer frozen by it, since then nothing is left to decide on. */
export function endDispute(
  before: DisputeItem,
  { dispute, entry }: Pick<Entered, 'dispute'> & Partial<Entered>,
  { hold, campaign }: Frozen,
  nowIso: string,
): Ended | Refused<'already_released'> {
  const { outcome } = dispute;
  if (!outcome) throw new Error(`The dispute ${before.disputeId} is to end without an outcome.`);
  const gone = outcome.result === 'overtaken' ? undefined : whyNotFrozen(before, hold);
  if (gone) return gone;
  const after = before.isOfCampaign !== false && campaign && withoutDispute(campaign, nowIso);
  const { result, by: decidedBy } = outcome;
  return {
    changes: [
      ...replaceBoth(Disputes, before, dispute),
      ...(entry ? writeEntry(entry) : []),
      ...(hold ? unfreeze(hold, before.disputeId, outcome) : []),
      ...(campaign && after && after !== campaign ? changeStatus(campaign, after, before.brandName) : []),
    ],
    event: disputeEvent('DisputeClosed', dispute, before.version + 1, {
      ...{ result, decidedBy },
      ...amountsOf(before, outcome),
    }),
  };
}

/** The hold goes on: as the outcome says, or, when it says nothing of money, as before. What the bank disputes as well stays frozen for that. */
function unfreeze(hold: HoldItem, disputeId: string, outcome: DisputeOutcome): Change[] {
  const isDecided = outcome.by === 'agreement' || outcome.by === 'staff';
  const after = isDecided ? divided(hold, disputeId, outcome) : freedFrom(hold, disputeId);
  return writeParts(hold, after);
}
