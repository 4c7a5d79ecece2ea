import { readThread } from '#contract/areas/messages.ts';
import { type ThreadItem, Threads } from '#data/message.ts';
import { markRead, type NotificationItem, notificationRef } from '#data/notification.ts';
import { findOne } from '#data/read.ts';
import { replaceBoth } from '#data/two-sided.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { answeredTelling, decideRead } from '#domain/message.ts';
import { idFromEvent } from '#runtime/derived-id.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sideOf } from '#runtime/party.ts';
import { talkEvent, threadOf, writerOf } from '#runtime/talks.ts';
import { threadView } from '#runtime/views/message.ts';

export const handler = endpoint(readThread, async (call) => {
  const reader = writerOf(call.actor());
  const side = sideOf(reader);
  const { userId } = reader;
  const at = call.nowIso;
  const { number } = call.body;
  return call.commit({
    reads: { thread: threadOf(reader, call.params.threadId) },
    more: ({ thread }) => findTelling(thread, side, userId),
    decide: ({ thread }, telling) => {
      if (!thread) return refuse('not_found');
      call.onCampaign(thread.campaignId);
      const read = decideRead(thread, { side, userId, number, at });
      if (!read) return { changes: [], answer: { status: 200, body: threadView(thread, reader) } };
      if (isRefused(read)) return read;
      const { version, ...rest } = { ...thread, marks: read.marks };
      const after = { ...rest, version: version + 1 };
      return {
        changes: [...replaceBoth(Threads, thread, rest), ...(telling?.readAt === null ? [markRead(telling, at)] : [])],
        ...(read.isNewToSide ? { event: talkEvent('ThreadRead', after, { number, by: side }) } : {}),
        answer: { status: 200, body: threadView(after, reader) },
      };
    },
  });
});

/** The notification that told the person of what they read now: it is read with it, and no mail follows. */
async function findTelling(
  thread: ThreadItem | undefined,
  side: 'brand' | 'influencer',
  userId: string,
): Promise<NotificationItem | undefined> {
  const eventId = thread && answeredTelling(thread, side, userId);
  return eventId ? findOne(notificationRef(userId, idFromEvent('notification', eventId, userId, 0))) : undefined;
}
