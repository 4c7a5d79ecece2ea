import { readAll } from '#contract/areas/notifications.ts';
import { listUnreadOfNewest, markRead } from '#data/notification.ts';
import { endpoint } from '#runtime/endpoint.ts';

/** Writes of one transaction, with room for what else a commit holds. */
const AT_ONCE = 90;
/** How far back one call looks. */
const LOOKED_AT = 500;

export const handler = endpoint(readAll, async (call) => {
  const { userId } = call.actor();
  return call.commit({
    reads: {},
    more: () => listUnreadOfNewest(userId, LOOKED_AT),
    decide: (_state, { unread }) => ({
      changes: unread.slice(0, AT_ONCE).map((notification) => markRead(notification, call.nowIso)),
      answer: {
        status: 200 as const,
        body: { read: Math.min(unread.length, AT_ONCE), hasMore: unread.length > AT_ONCE },
      },
    }),
  });
});
