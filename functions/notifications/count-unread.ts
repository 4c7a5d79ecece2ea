import { countUnread } from '#contract/areas/notifications.ts';
import { listUnreadOfNewest } from '#data/notification.ts';
import { endpoint } from '#runtime/endpoint.ts';

/** How many of the newest are looked at. */
const COUNTED = 100;

export const handler = endpoint(countUnread, async (call) => {
  const { unread, hasOlder } = await listUnreadOfNewest(call.actor().userId, COUNTED);
  const current = unread.filter(({ expiresAtMs }) => expiresAtMs > call.nowMs);
  return { status: 200, body: { unread: current.length, isAtLeast: hasOlder } };
});
