import { listContent } from '#contract/areas/content.ts';
import { Failure } from '#contract/failure.ts';
import { campaignRef } from '#data/campaign.ts';
import { partitions } from '#data/keys.ts';
import { findOne, listPage } from '#data/read.ts';
import { Submissions } from '#data/submission.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf } from '#runtime/party.ts';
import { contentWithMedia } from '#runtime/views/content-media.ts';

export const handler = endpoint(listContent, async (call) => {
  const party = partyOf(call.actor());
  const { campaignId } = call.params;
  const { limit, cursor, status } = call.query;
  const list =
    party.kind !== 'influencer'
      ? {
          entity: Submissions.main,
          partition: partitions.campaign(party.workspaceId, campaignId),
          where: { status },
        }
      : {
          entity: Submissions.copy,
          partition: partitions.influencer(party.influencerId),
          where: { status, campaignId },
        };
  const scope = `content|${list.partition}|${campaignId}|${status ?? ''}`;
  const after = await openCursor(cursor, scope, call.nowMs);
  const page = await listPage({ ...list, prefix: 'SUB#', limit, newestFirst: true, after });
  // Content proves the campaign; only without any is it worth a read to tell an empty list from a missing campaign.
  if (
    party.kind !== 'influencer' &&
    page.items.length === 0 &&
    !(await findOne(campaignRef(party.workspaceId, campaignId)))
  )
    throw new Failure('not_found');
  const items = await Promise.all(page.items.map((item) => contentWithMedia(item, call.nowMs)));
  return { status: 200, body: { items, nextCursor: await sealCursor(page.next, scope, call.nowMs) } };
});
