import { listModerationQueue } from '#contract/areas/moderation.ts';
import { indexes } from '#data/keys.ts';
import { pageModerationQueue } from '#data/moderation.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { moderationEntryView } from '#runtime/views/moderation.ts';

export const handler = endpoint(listModerationQueue, async (call) => {
  const { userId } = call.actor();
  const partition = indexes.moderationQueue();
  const { limit, cursor } = call.query;
  const queue = await pageModerationQueue(limit, await openCursor(cursor, partition, call.nowMs));
  return {
    status: 200,
    body: {
      items: queue.items.map((item) => moderationEntryView(item, userId)),
      nextCursor: await sealCursor(queue.next, partition, call.nowMs),
    },
  };
});
