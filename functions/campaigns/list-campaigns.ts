import { listCampaigns } from '#contract/areas/campaigns.ts';
import { type CampaignItem, Campaigns, campaignRef } from '#data/campaign.ts';
import { CampaignTags } from '#data/campaign-tags.ts';
import { indexes, partitions } from '#data/keys.ts';
import { findAll, listPage, type Page } from '#data/read.ts';
import type { CampaignStatus } from '#domain/campaign.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { campaignView } from '#runtime/views/campaign.ts';

export const handler = endpoint(listCampaigns, async (call) => {
  const { workspaceId } = call.member();
  const { limit, cursor, status, tag } = call.query;
  const scope = [indexes.campaignsOf(workspaceId), status ?? '', ...(tag === undefined ? [] : [tag])].join('|');
  const asked = { workspaceId, limit, status, after: await openCursor(cursor, scope, call.nowMs) };
  const page = await (tag === undefined ? listByDate(asked) : listTagged(tag, asked));
  return {
    status: 200,
    body: {
      items: page.items.map((campaign) => campaignView(campaign, call.nowMs)),
      nextCursor: await sealCursor(page.next, scope, call.nowMs),
    },
  };
});

interface Asked {
  workspaceId: string;
  limit: number;
  status: CampaignStatus | undefined;
  after: Page<never>['next'];
}

function listByDate({ workspaceId, limit, status, after }: Asked): Promise<Page<CampaignItem>> {
  const partition = indexes.campaignsOf(workspaceId);
  return listPage({
    ...{ entity: Campaigns, partition, index: 'gsi1', limit, newestFirst: true, after },
    where: { status },
  });
}

/** After so many reads a page is answered as it is, short or not: its cursor goes on from there. */
const MOST_ROUNDS = 10;

/** Ids tell when a campaign was begun, so that tags lie in the order of their campaigns. */
async function listTagged(tag: string, { workspaceId, limit, status, after }: Asked): Promise<Page<CampaignItem>> {
  const partition = partitions.campaignTags(workspaceId);
  const items: CampaignItem[] = [];
  let next = after;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const tagged = await listPage({
      ...{ entity: CampaignTags, partition, limit: limit - items.length, newestFirst: true, after: next },
      having: { list: 'tags', value: tag },
    });
    const [campaigns] = await findAll(tagged.items.map(({ campaignId }) => campaignRef(workspaceId, campaignId)));
    items.push(...campaigns.filter((one) => one !== undefined).filter((one) => !status || one.status === status));
    next = tagged.next;
    if (!next || items.length >= limit) break;
  }
  return { items, next };
}
