import { listComments } from '#contract/areas/content.ts';
import { Failure } from '#contract/failure.ts';
import { Comments } from '#data/comment.ts';
import { partitions } from '#data/keys.ts';
import { findOne, listPage } from '#data/read.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf } from '#runtime/party.ts';
import { submissionOf } from '#runtime/party-refs.ts';
import { commentView } from '#runtime/views/content.ts';

export const handler = endpoint(listComments, async (call) => {
  const party = partyOf(call.actor());
  const { campaignId, contentId } = call.params;
  const { limit, cursor } = call.query;
  const list =
    party.kind !== 'influencer'
      ? { entity: Comments.main, partition: partitions.comments(party.workspaceId, campaignId) }
      : {
          entity: Comments.copy,
          partition: partitions.influencerComments(party.influencerId),
          where: { campaignId },
        };
  const scope = `comments|${list.partition}|${campaignId}|${contentId}`;
  const after = await openCursor(cursor, scope, call.nowMs);
  const page = await listPage({ ...list, prefix: `${contentId}#`, limit, after });
  // A comment proves its content; only without any is it worth a read to tell an empty thread from missing content.
  if (page.items.length === 0) {
    const submission = await findOne(submissionOf(party, campaignId, contentId));
    if (submission?.campaignId !== campaignId) throw new Failure('not_found');
  }
  return {
    status: 200,
    body: { items: page.items.map(commentView), nextCursor: await sealCursor(page.next, scope, call.nowMs) },
  };
});
