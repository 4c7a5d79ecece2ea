import { listCampaignTags } from '#contract/areas/tasks.ts';
import { CampaignTags } from '#data/campaign-tags.ts';
import { partitions } from '#data/keys.ts';
import { listPage } from '#data/read.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';

export const handler = endpoint(listCampaignTags, async (call) => {
  const partition = partitions.campaignTags(call.member().workspaceId);
  const { limit, cursor } = call.query;
  const page = await listPage({
    ...{ entity: CampaignTags, partition, limit, newestFirst: true },
    after: await openCursor(cursor, partition, call.nowMs),
  });
  return {
    status: 200,
    body: {
      items: page.items.map(({ campaignId, tags }) => ({ campaignId, tags })),
      nextCursor: await sealCursor(page.next, partition, call.nowMs),
    },
  };
});
