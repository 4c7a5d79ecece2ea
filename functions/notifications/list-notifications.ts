import { listNotifications } from '#contract/areas/notifications.ts';
import { indexes, partitions } from '#data/keys.ts';
import { Notifications } from '#data/notification.ts';
import { listPage } from '#data/read.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { notificationView } from '#runtime/views/notification.ts';

export const handler = endpoint(listNotifications, async (call) => {
  const { userId } = call.actor();
  const { limit, cursor, unread, group } = call.query;
  const onlyUnread = unread === 'true';
  const partition = onlyUnread ? indexes.unreadNotifications(userId) : partitions.notifications(userId);
  const page = await listPage({
    entity: Notifications,
    partition,
    ...(onlyUnread ? { index: 'gsi1' as const } : {}),
    limit,
    newestFirst: true,
    where: { group },
    after: await openCursor(cursor, partition, call.nowMs),
  });
  const current = page.items.filter(({ expiresAtMs, hidden }) => expiresAtMs > call.nowMs && !hidden);
  return {
    status: 200,
    body: { items: current.map(notificationView), nextCursor: await sealCursor(page.next, partition, call.nowMs) },
  };
});
