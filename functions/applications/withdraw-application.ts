import { withdrawApplication } from '#contract/areas/applications.ts';
import { Applications, markApplied, ownApplicationRef } from '#data/application.ts';
import { partitions } from '#data/keys.ts';
import { replaceBoth } from '#data/two-sided.ts';
import { decideApplication } from '#domain/application.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { applicationView } from '#runtime/views/application.ts';

export const handler = endpoint(withdrawApplication, async (call) => {
  const { influencerId } = call.influencer();
  const { applicationId } = call.params;
  return call.commit({
    reads: { application: ownApplicationRef(influencerId, applicationId) },
    decide: ({ application }) => {
      if (!application) return refuse('not_found');
      const next = decideApplication(application, { status: 'withdrawn', reason: null, nowIso: call.nowIso });
      if (isRefused(next)) return next;
      const { workspaceId, campaignId, campaignTitle: title } = next;
      return {
        changes: [...replaceBoth(Applications, application, next), markApplied(next)],
        event: {
          type: 'ApplicationWithdrawn',
          aggregateId: applicationId,
          seq: next.version,
          partition: partitions.campaign(workspaceId, campaignId),
          data: { workspaceId, campaignId, influencerId, title, applicationId },
        },
        answer: { status: 200, body: applicationView(next) },
      };
    },
  });
});
