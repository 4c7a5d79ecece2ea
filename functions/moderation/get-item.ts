import { getModerationItem } from '#contract/areas/moderation.ts';
import { Failure } from '#contract/failure.ts';
import { moderationItemRef } from '#data/moderation.ts';
import { findOne } from '#data/read.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { addressedMedia } from '#runtime/views/content-media.ts';
import { moderationEntryView } from '#runtime/views/moderation.ts';

export const handler = endpoint(getModerationItem, async (call) => {
  const item = await findOne(moderationItemRef(call.query.workspaceId, call.params.itemId));
  if (!item) throw new Failure('not_found');
  const shown = moderationEntryView(item, call.actor().userId);
  return {
    status: 200,
    body: {
      ...shown,
      media: await addressedMedia({ influencerId: item.content?.influencerId ?? '', media: item.media }, call.nowMs),
    },
  };
});
