import type * as z from 'zod/mini';
import type { addEvidence, Dispute } from '#contract/areas/disputes.ts';
import type { ErrorCode } from '#contract/errors.ts';
import { type DisputeItem, Disputes, writeEntry } from '#data/dispute.ts';
import type { Ref } from '#data/entity.ts';
import { replaceBoth } from '#data/two-sided.ts';
import { stillReady, type UploadItem } from '#data/upload.ts';
import { isRefused, type Refused, refuse } from '#domain/decision.ts';
import type { Entered, Said } from '#domain/dispute.ts';
import type { Side } from '#domain/offer.ts';
import { eventOf } from '#runtime/disputes/dispute-event.ts';
import { disputeOf, entryFilesOf, uploadRefs, uploadsIn } from '#runtime/disputes/dispute-refs.ts';
import type { Call } from '#runtime/endpoint.ts';
import { actOf, partyOf } from '#runtime/party.ts';
import { disputeView } from '#runtime/views/dispute.ts';

type Reads = { dispute: Ref<DisputeItem> } & Record<`upload${number}`, Ref<UploadItem>>;
type SayingCall = Pick<Call<typeof addEvidence>, 'actor' | 'body' | 'commit' | 'nowIso' | 'onCampaign' | 'params'>;
type Decide = (dispute: DisputeItem, said: Said & { by: Side }) => Entered | Refused<ErrorCode>;

/** One of the two sides says something in a dispute of theirs, and shows what it has: words, links, files that are ready. */
export function say(call: SayingCall, decide: Decide): Promise<{ status: 201; body: z.input<typeof Dispute> }> {
  const party = partyOf(call.actor());
  const { side, userId } = actOf(party, call.nowIso);
  const { text, links, uploadIds } = call.body;
  return call.commit({
    reads: { dispute: disputeOf(party, call.params.disputeId), ...uploadRefs(party, uploadIds) } as Reads,
    decide: (state) => {
      const before = state.dispute;
      const uploads = uploadsIn(state, uploadIds);
      if (!before || !uploads) return refuse('not_found');
      call.onCampaign(before.campaignId);
      const files = entryFilesOf(uploads);
      if (isRefused(files)) return files;
      const entered = decide(before, { by: side, userId, text, links, files });
      if (isRefused(entered)) return entered;
      const { dispute, entry } = entered;
      const version = before.version + 1;
      return {
        changes: [...replaceBoth(Disputes, before, dispute), ...writeEntry(entry), ...uploads.map(stillReady)],
        event: eventOf(entered, version),
        answer: { status: 201, body: disputeView({ ...dispute, version }, side) },
      };
    },
  });
}
