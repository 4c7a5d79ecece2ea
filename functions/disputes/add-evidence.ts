import { addEvidence } from '#contract/areas/disputes.ts';
import { type DisputeItem, Disputes, writeEntry } from '#data/dispute.ts';
import type { Ref } from '#data/entity.ts';
import { replaceBoth } from '#data/two-sided.ts';
import { stillReady, type UploadItem } from '#data/upload.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { decideEvidence } from '#domain/dispute.ts';
import { disputeEvent } from '#runtime/disputes/dispute-event.ts';
import { disputeOf, entryFileOf, sealedAt, uploadRefs, uploadsIn } from '#runtime/disputes/dispute-refs.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { actOf, partyOf } from '#runtime/party.ts';
import { disputeView } from '#runtime/views/dispute.ts';

type Reads = { dispute: Ref<DisputeItem> } & Record<`upload${number}`, Ref<UploadItem>>;

export const handler = endpoint(addEvidence, async (call) => {
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
      const entered = decideEvidence(
        before,
        { by: side, userId, text, links, files: uploads.map(entryFileOf) },
        sealedAt(call),
      );
      if (isRefused(entered)) return entered;
      const { dispute, entry } = entered;
      const version = before.version + 1;
      const isAnswer = entry.subject === 'answer';
      return {
        changes: [...replaceBoth(Disputes, before, dispute), ...writeEntry(entry), ...uploads.map(stillReady)],
        event: isAnswer
          ? disputeEvent('DisputeAnswered', dispute, version, { by: side, dueAt: dispute.dueAt })
          : disputeEvent('DisputeEvidenceAdded', dispute, version, { by: side }),
        answer: { status: 201, body: disputeView({ ...dispute, version }, side) },
      };
    },
  });
});
