import { deleteTemplate } from '#contract/areas/templates.ts';
import { CampaignTemplates, campaignTemplateRef } from '#data/campaign-template.ts';
import { remove } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { countBy, tallyRef } from '#data/tally.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';

export const handler = endpoint(deleteTemplate, async (call) => {
  const { workspaceId } = call.member();
  const { templateId } = call.params;
  return call.commit({
    reads: { template: campaignTemplateRef(workspaceId, templateId), tally: tallyRef(workspaceId, 'templates') },
    decide: ({ template, tally }) => {
      if (!template) return refuse('not_found');
      return {
        changes: [remove(CampaignTemplates, template), countBy(tally, workspaceId, 'templates', -1)],
        event: {
          type: 'CampaignTemplateDeleted',
          aggregateId: templateId,
          seq: 2,
          partition: partitions.workspace(workspaceId),
          data: { workspaceId, templateId, name: template.name },
        },
        answer: { status: 200, body: { done: true } },
      };
    },
  });
});
