import type * as z from 'zod/mini';
import type { Notification } from '#contract/areas/notifications.ts';
import type { NotificationItem } from '#data/notification.ts';

/** A stored notification as the API shows it. */
export function notificationView(notification: NotificationItem): z.input<typeof Notification> {
  return {
    notificationId: notification.notificationId,
    type: notification.type,
    group: notification.group ?? null,
    title: notification.title,
    text: notification.text,
    path: notification.path,
    isRead: notification.readAt !== null,
    createdAt: notification.createdAt,
  };
}
