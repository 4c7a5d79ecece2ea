import { listMessages } from '#contract/areas/messages.ts';
import { Failure } from '#contract/failure.ts';
import { listPage } from '#data/read.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf } from '#runtime/party.ts';
import { messagesOf } from '#runtime/talks.ts';
import { messageView } from '#runtime/views/message.ts';

export const handler = endpoint(listMessages, async (call) => {
  const party = partyOf(call.actor());
  const list = messagesOf(party, call.params.threadId);
  const after = await openCursor(call.query.cursor, list.partition, call.nowMs);
  const { limit } = call.query;
  const page = await listPage({ ...list, prefix: 'MSG#', newestFirst: true, limit, after });
  const [first] = page.items;
  // There is no talk without a message, and no page that begins after the last one.
  if (!first) throw new Failure('not_found');
  call.onCampaign(first.campaignId);
  return {
    status: 200,
    body: {
      items: page.items.map((message) => messageView(message, party)),
      nextCursor: first.number > limit ? await sealCursor(page.next, list.partition, call.nowMs) : null,
    },
  };
});
