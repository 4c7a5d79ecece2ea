import { countMessages } from '#contract/areas/messages.ts';
import { listPage } from '#data/read.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { isReadable, readableTalks } from '#runtime/talks.ts';
import { threadView } from '#runtime/views/message.ts';

/** In how many talks is looked. */
const LOOKED_AT = 100;

export const handler = endpoint(countMessages, async (call) => {
  const talks = readableTalks(call.actor());
  if (!talks) return { status: 200, body: { unread: 0, threads: 0, isAtLeast: false } };
  const page = await listPage({ ...talks.threads, index: 'gsi1', newestFirst: true, limit: LOOKED_AT });
  const unread = page.items
    .filter((thread) => isReadable(talks, thread))
    .map((thread) => threadView(thread, talks.party).unread)
    .filter((count) => count > 0);
  return {
    status: 200,
    body: {
      unread: unread.reduce((sum, count) => sum + count, 0),
      threads: unread.length,
      isAtLeast: page.next !== undefined,
    },
  };
});
