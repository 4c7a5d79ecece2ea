import * as z from 'zod/mini';
import { NOTICE_GROUP_NAMES } from '#domain/notice-groups.ts';
import { defineEndpoint } from '../endpoint.ts';
import { Instant, id, page, pageQuery } from '../schemas.ts';

export const Notification = z.strictObject({
  notificationId: id('notification'),
  /** The event it tells of. */
  type: z.string(),
  /** What it is about; null for those of before they were divided so. */
  group: z.nullable(z.enum(NOTICE_GROUP_NAMES)),
  title: z.string(),
  text: z.string(),
  /** The screen that shows more, as a path of the site. */
  path: z.nullable(z.string()),
  isRead: z.boolean(),
  createdAt: Instant,
});
z.globalRegistry.add(Notification, { id: 'Notification' });

export const listNotifications = defineEndpoint({
  id: 'notifications.list-notifications',
  method: 'GET',
  path: '/notifications',
  allow: ['notification:self'],
  query: pageQuery({
    unread: z.optional(z.enum(['true', 'false'])),
    group: z.optional(z.enum(NOTICE_GROUP_NAMES)),
  }),
  responses: { 200: page(Notification) },
  errors: ['bad_cursor'],
  summary:
    'What you were told, newest first; with `unread=true` only what you have not read, with `group` only what is about that.',
});

export const UnreadCount = z.strictObject({
  unread: z.int(),
  /** There may be more among older ones than were counted. */
  isAtLeast: z.boolean(),
});
z.globalRegistry.add(UnreadCount, { id: 'UnreadCount' });

export const countUnread = defineEndpoint({
  id: 'notifications.count-unread',
  method: 'GET',
  path: '/notifications/count',
  allow: ['notification:self'],
  responses: { 200: UnreadCount },
  errors: [],
  summary: 'How many of your newest hundred notifications you have not read.',
});

export const readNotification = defineEndpoint({
  id: 'notifications.read-notification',
  method: 'POST',
  path: '/notifications/{notificationId}/read',
  allow: ['notification:self'],
  params: z.strictObject({ notificationId: id('notification') }),
  responses: { 200: Notification },
  errors: ['not_found'],
  summary: 'Mark a notification as read; one that is read stays as it is.',
});

export const readAll = defineEndpoint({
  id: 'notifications.read-all',
  method: 'POST',
  path: '/notifications/read-all',
  allow: ['notification:self'],
  responses: { 200: z.strictObject({ read: z.int(), hasMore: z.boolean() }) },
  errors: [],
  summary: 'Mark your newest unread notifications as read, up to ninety; with `hasMore` call again.',
});

export const notificationEndpoints = [listNotifications, countUnread, readNotification, readAll] as const;
