import { listCampaigns } from '#contract/areas/campaigns.ts';
import { Campaigns } from '#data/campaign.ts';
import { indexes } from '#data/keys.ts';
import { listPage } from '#data/read.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { campaignView } from '#runtime/views/campaign.ts';

export const handler = endpoint(listCampaigns, async (call) => {
  const { workspaceId } = call.member();
  const { limit, cursor, status } = call.query;
  const partition = indexes.campaignsOf(workspaceId);
  const scope = `${partition}|${status ?? ''}`;
  const page = await listPage({
    entity: Campaigns,
    partition,
    index: 'gsi1',
    limit,
    newestFirst: true,
    after: await openCursor(cursor, scope, call.nowMs),
    where: { status },
  });
  return {
    status: 200,
    body: {
      items: page.items.map((campaign) => campaignView(campaign, call.nowMs)),
      nextCursor: await sealCursor(page.next, scope, call.nowMs),
    },
  };
});
