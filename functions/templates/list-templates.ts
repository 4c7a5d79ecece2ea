import { listTemplates } from '#contract/areas/templates.ts';
import { CampaignTemplates } from '#data/campaign-template.ts';
import { partitions } from '#data/keys.ts';
import { listAll } from '#data/read.ts';
import { MOST_TEMPLATES, READY_TEMPLATES } from '#domain/campaign-template.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { templateView } from '#runtime/views/campaign-template.ts';

export const handler = endpoint(listTemplates, async (call) => {
  const partition = partitions.campaignTemplates(call.member().workspaceId);
  const own = await listAll({ entity: CampaignTemplates, partition, newestFirst: true }, MOST_TEMPLATES);
  return { status: 200, body: { items: [...own, ...READY_TEMPLATES].map(templateView), most: MOST_TEMPLATES } };
});
