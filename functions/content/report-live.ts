import { reportLive } from '#contract/areas/content.ts';
import { addPiece, updateContract } from '#data/contract.ts';
import { partitions } from '#data/keys.ts';
import { ownSubmissionRef, Submissions } from '#data/submission.ts';
import { replaceBoth } from '#data/two-sided.ts';
import { decideLive } from '#domain/content.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { contentView } from '#runtime/views/content.ts';

export const handler = endpoint(reportLive, async (call) => {
  const { influencerId } = call.influencer();
  const { campaignId, contentId } = call.params;
  return call.commit({
    reads: { submission: ownSubmissionRef(influencerId, contentId) },
    decide: ({ submission }) => {
      if (submission?.campaignId !== campaignId) return refuse('not_found');
      const next = decideLive(submission, { liveUrl: call.body.url, nowIso: call.nowIso });
      if (isRefused(next)) return next;
      const { workspaceId, contractId, deliverableId, campaignTitle: title } = next;
      return {
        changes: [
          ...replaceBoth(Submissions, submission, next),
          ...updateContract(next, {
            add: addPiece(next, 'liveCount'),
            set: {
              lastLiveAt: call.nowIso,
              updatedAt: call.nowIso,
              ...(next.milestone === undefined ? {} : { [`progress.${next.milestone}.lastLiveAt`]: call.nowIso }),
            },
          }),
        ],
        event: {
          type: 'ContentWentLive',
          aggregateId: contentId,
          seq: next.version,
          partition: partitions.campaign(workspaceId, campaignId),
          data: { workspaceId, campaignId, influencerId, title, contractId, contentId, deliverableId },
        },
        answer: { status: 200, body: contentView(next) },
      };
    },
  });
});
