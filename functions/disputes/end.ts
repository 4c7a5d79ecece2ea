import type * as z from 'zod/mini';
import type { acceptSettlement, Dispute } from '#contract/areas/disputes.ts';
import type { ErrorCode } from '#contract/errors.ts';
import { type DisputeItem, Disputes, writeEntry } from '#data/dispute.ts';
import type { Ref } from '#data/entity.ts';
import { findTogether } from '#data/read.ts';
import { replaceBoth } from '#data/two-sided.ts';
import { isRefused, type Refused, refuse } from '#domain/decision.ts';
import type { Entered } from '#domain/dispute.ts';
import { eventOf } from '#runtime/disputes/dispute-event.ts';
import { disputeOf, frozenRefs } from '#runtime/disputes/dispute-refs.ts';
import { endDispute, whyNotFrozen } from '#runtime/disputes/end-dispute.ts';
import type { Call } from '#runtime/endpoint.ts';
import { partyOf, sideOf } from '#runtime/party.ts';
import { type DisputeReader, disputeView } from '#runtime/views/dispute.ts';

type Decide = (dispute: DisputeItem) => Entered | Refused<ErrorCode>;
/** What the calls that end a dispute, or lead to its end, have in common. */
type EndingCall = Pick<Call<typeof acceptSettlement>, 'commit' | 'nowIso' | 'onCampaign'>;
type PartyCall = EndingCall & Pick<Call<typeof acceptSettlement>, 'actor' | 'params'>;
type Answer = Promise<{ status: 200; body: z.input<typeof Dispute> }>;

/** One of the two sides ends a dispute of theirs, as far as it alone can. */
export function endByParty(call: PartyCall, decide: Decide): Answer {
  const party = partyOf(call.actor());
  return end(call, { ref: disputeOf(party, call.params.disputeId), reader: sideOf(party) }, decide);
}

/** Ends a dispute as was decided, in one commit with what hangs on its money; one that is not over by it only changes, and its money stays frozen. */
export function end(
  call: EndingCall,
  { ref, reader }: { ref: Ref<DisputeItem>; reader: DisputeReader },
  decide: Decide,
): Answer {
  return call.commit({
    reads: { dispute: ref },
    // The dispute once more, beside the money that hangs on it: who ended it in between is told as it is.
    more: async ({ dispute }) => dispute && findTogether({ ...frozenRefs(dispute), before: ref }),
    decide: (_state, found) => {
      if (!found?.before) return refuse('not_found');
      const { before, ...frozen } = found;
      call.onCampaign(before.campaignId);
      const decided = decide(before);
      if (isRefused(decided)) return decided;
      const { dispute, entry } = decided;
      const version = before.version + 1;
      const written = dispute.outcome
        ? endDispute(before, decided, frozen, call.nowIso)
        : (whyNotFrozen(before, frozen.hold) ?? {
            changes: [...replaceBoth(Disputes, before, dispute), ...writeEntry(entry)],
            event: eventOf(decided, version),
          });
      if (isRefused(written)) return written;
      return { ...written, answer: { status: 200, body: disputeView({ ...dispute, version }, reader) } };
    },
  });
}
