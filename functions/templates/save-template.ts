import { saveTemplate } from '#contract/areas/templates.ts';
import { campaignRef } from '#data/campaign.ts';
import { CampaignTemplates } from '#data/campaign-template.ts';
import { create } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { countBy, tallyRef } from '#data/tally.ts';
import { contentOf, MOST_TEMPLATES } from '#domain/campaign-template.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { keyBehindRef, personBehind } from '#runtime/person-behind.ts';
import { templateView } from '#runtime/views/campaign-template.ts';

export const handler = endpoint(saveTemplate, async (call) => {
  const member = call.member();
  const { workspaceId } = member;
  const { campaignId, name } = call.body;
  const templateId = newId('template');
  return call.commit({
    reads: {
      campaign: campaignRef(workspaceId, campaignId),
      tally: tallyRef(workspaceId, 'templates'),
      key: keyBehindRef(member),
    },
    decide: ({ campaign, tally, key }) => {
      if (!campaign) return refuse('not_found');
      if ((tally?.count ?? 0) >= MOST_TEMPLATES)
        return refuse(
          'limit_reached',
          `A workspace may have ${MOST_TEMPLATES} templates; delete one that is not used.`,
        );
      const maker = personBehind(member, key);
      if (!maker) return refuse('api_key_invalid');
      const made = { createdBy: maker.userId, createdAt: call.nowIso, version: 1 };
      const template = { templateId, workspaceId, name, content: contentOf(campaign), ...made };
      return {
        changes: [create(CampaignTemplates, template), countBy(tally, workspaceId, 'templates', 1)],
        event: {
          type: 'CampaignTemplateSaved',
          aggregateId: templateId,
          seq: 1,
          partition: partitions.workspace(workspaceId),
          data: { workspaceId, templateId, name },
        },
        answer: { status: 201, body: templateView(template) },
      };
    },
  });
});
