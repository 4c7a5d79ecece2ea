import { readNotification } from '#contract/areas/notifications.ts';
import { markRead, notificationRef } from '#data/notification.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { notificationView } from '#runtime/views/notification.ts';

export const handler = endpoint(readNotification, async (call) => {
  const { userId } = call.actor();
  return call.commit({
    reads: { notification: notificationRef(userId, call.params.notificationId) },
    decide: ({ notification }) => {
      if (!notification || notification.expiresAtMs <= call.nowMs) return refuse('not_found');
      const readAt = notification.readAt ?? call.nowIso;
      return {
        changes: notification.readAt ? [] : [markRead(notification, readAt)],
        answer: { status: 200 as const, body: notificationView({ ...notification, readAt }) },
      };
    },
  });
});
