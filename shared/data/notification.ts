import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { NOTICE_GROUP_NAMES } from '#domain/notice-groups.ts';
import { type Change, update } from './change.ts';
import { table } from './client.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { indexes, keys, partitions } from './keys.ts';

/** How long a notification is kept, ms. */
export const NOTIFICATION_KEPT_MS = 180 * 86_400_000;

/** What one person was told; the unread ones are in a sparse index. */
export const Notifications = defineEntity({
  name: 'notification',
  schema: z.object({
    notificationId: z.string(),
    userId: z.string(),
    type: z.string(),
    title: z.string(),
    text: z.string(),
    path: z.nullable(z.string()),
    /** What it is about, of those that were made since people choose by that. */
    group: z.optional(z.enum(NOTICE_GROUP_NAMES)),
    kind: z.optional(z.string()),
    /** The campaign it is about. */
    about: z.optional(z.object({ workspaceId: z.string(), campaignId: z.string() })),
    /** The person does not want it in the app: it is only here to be sent. */
    hidden: z.optional(z.literal(true)),
    /** It is mailed by itself. */
    mail: z.boolean(),
    /** It is texted by itself, and when that was done. */
    sms: z.optional(z.literal(true)),
    textedAt: z.optional(z.string()),
    /** What it is mailed or texted with, instead. */
    mailPost: z.optional(z.string()),
    textPost: z.optional(z.string()),
    /** Until then the mail waits for the notification to be read. */
    mailAfter: z.optional(z.string()),
    readAt: z.nullable(z.string()),
    mailedAt: z.nullable(z.string()),
    /** A delivery that is sending the mail right now. */
    mailClaimedAtMs: z.optional(z.int()),
    createdAt: z.string(),
    expiresAtMs: z.int(),
  }),
  key: (notification) => keys.notification(notification.userId, notification.notificationId),
  index: (notification) => ({
    ...(notification.readAt || notification.hidden
      ? {}
      : { gsi1pk: indexes.unreadNotifications(notification.userId), gsi1sk: notification.notificationId }),
    ttl: Math.ceil(notification.expiresAtMs / 1000),
  }),
});
export type NotificationItem = ValueOf<typeof Notifications>;

export const notificationRef = (userId: string, notificationId: string) =>
  ref(Notifications, keys.notification(userId, notificationId));

/** Marks an unread notification as read. */
export function markRead(notification: NotificationItem, nowIso: string): Change {
  return update(
    keys.notification(notification.userId, notification.notificationId),
    { set: { readAt: nowIso }, unset: ['gsi1pk', 'gsi1sk'] },
    [{ path: 'pk', is: 'present' }],
  );
}

/** The unread ones of a person's newest `limit` notifications, strongly consistent, and whether there are older ones. */
export async function listUnreadOfNewest(
  userId: string,
  limit: number,
): Promise<{ unread: NotificationItem[]; hasOlder: boolean }> {
  const { document, tableName } = table();
  const answer = await document.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk',
      FilterExpression: 'attribute_exists(gsi1pk)',
      ExpressionAttributeValues: { ':pk': partitions.notifications(userId) },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: limit,
    }),
  );
  return {
    unread: (answer.Items ?? []).map((item) => Notifications.parse(item)),
    hasOlder: answer.LastEvaluatedKey !== undefined,
  };
}
