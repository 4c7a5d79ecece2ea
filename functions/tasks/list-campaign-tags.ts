import { listCampaignTags } from '#contract/areas/tasks.ts';
import { CampaignTags, campaignTagsRef } from '#data/campaign-tags.ts';
import { partitions } from '#data/keys.ts';
import { findOne, listPage } from '#data/read.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';

export const handler = endpoint(listCampaignTags, async (call) => {
  const { workspaceId } = call.member();
  const { limit, cursor, campaignId } = call.query;
  if (campaignId !== undefined) {
    const one = await findOne(campaignTagsRef(workspaceId, campaignId));
    return { status: 200, body: { items: one ? [{ campaignId, tags: one.tags }] : [], nextCursor: null } };
  }
  const partition = partitions.campaignTags(workspaceId);
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
