import { decideApplication as declared } from '#contract/areas/applications.ts';
import { Applications, applicationRef, markApplied } from '#data/application.ts';
import { partitions } from '#data/keys.ts';
import { replaceBoth } from '#data/two-sided.ts';
import { decideApplication } from '#domain/application.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { applicationView } from '#runtime/views/application.ts';

export const handler = endpoint(declared, async (call) => {
  const { workspaceId } = call.member();
  const { applicationId } = call.params;
  const { status, reason = null } = call.body;
  return call.commit({
    reads: { application: applicationRef(workspaceId, applicationId) },
    decide: ({ application }) => {
      if (!application) return refuse('not_found');
      call.onCampaign(application.campaignId);
      const next = decideApplication(application, { status, reason, nowIso: call.nowIso });
      if (isRefused(next)) return next;
      const { campaignId, influencerId, campaignTitle: title } = next;
      return {
        changes: [...replaceBoth(Applications, application, next), markApplied(next)],
        event: {
          type: 'ApplicationDecided',
          aggregateId: applicationId,
          seq: next.version,
          partition: partitions.campaign(workspaceId, campaignId),
          data: { workspaceId, campaignId, influencerId, title, applicationId, status },
        },
        answer: { status: 200, body: applicationView(next) },
      };
    },
  });
});
