import { decideApplication as declared } from '#contract/areas/applications.ts';
import { applicationRef } from '#data/application.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { planDecision } from '#runtime/application-decision.ts';
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
      const planned = planDecision(application, { status, reason, nowIso: call.nowIso });
      if (isRefused(planned)) return planned;
      const { changes, event } = planned;
      return { changes, event, answer: { status: 200, body: applicationView(planned.application) } };
    },
  });
});
