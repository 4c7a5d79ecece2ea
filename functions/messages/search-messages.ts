import { searchMessages } from '#contract/areas/messages.ts';
import { lookThrough } from '#data/message.ts';
import { answersSearch } from '#domain/message.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { isReadable, NOTHING, readableTalks } from '#runtime/talks.ts';
import { messageView } from '#runtime/views/message.ts';

export const handler = endpoint(searchMessages, async (call) => {
  const talks = readableTalks(call.actor());
  if (!talks) return { status: 200, body: NOTHING };
  const { q, limit, cursor } = call.query;
  // Another search is another list: a cursor does not lead from one into another.
  const scope = JSON.stringify([talks.messages.partition, q, talks.campaigns]);
  const page = await lookThrough(talks.messages, (message) => isReadable(talks, message) && answersSearch(message, q), {
    limit,
    after: await openCursor(cursor, scope, call.nowMs),
  });
  return {
    status: 200,
    body: {
      items: page.items.map((message) => messageView(message, talks.party)),
      nextCursor: await sealCursor(page.next, scope, call.nowMs),
    },
  };
});
