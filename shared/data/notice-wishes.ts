import * as z from 'zod/mini';
import { MAIL_TIMINGS } from '#domain/notice-plan.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';

/** How long the link of a mail switches its kind off, ms: longer than the thirty days that mail programs are promised (RFC 8058 names none; Gmail and Yahoo ask for two). */
export const UNSUBSCRIBE_KEPT_MS = 180 * 86_400_000;

/** How a person wants to be told what. There is no item for who never said. */
export const NoticeWishes = defineEntity({
  name: 'notice_wishes',
  schema: z.object({
    userId: z.string(),
    /** By kind; only what is otherwise than the table has it. */
    kinds: z.record(
      z.string(),
      z.object({ app: z.optional(z.boolean()), mail: z.optional(z.enum(MAIL_TIMINGS)), sms: z.optional(z.boolean()) }),
    ),
    quietHours: z.nullable(z.object({ fromHour: z.int(), untilHour: z.int() })),
    digest: z.object({ hour: z.int(), weekday: z.int() }),
    updatedAt: z.string(),
    version: z.int(),
  }),
  key: ({ userId }) => keys.noticeWishes(userId),
});
export type NoticeWishesItem = ValueOf<typeof NoticeWishes>;

/** What the link of one mail switches off, by the hash of its 256 random bits. */
export const UnsubscribeLinks = defineEntity({
  name: 'unsubscribe_link',
  schema: z.object({ secretHash: z.string(), userId: z.string(), kinds: z.array(z.string()), expiresAtMs: z.int() }),
  key: ({ userId, secretHash }) => keys.unsubscribeLink(userId, secretHash),
  index: ({ expiresAtMs }) => ({ ttl: Math.ceil(expiresAtMs / 1000) }),
});

export const noticeWishesRef = (userId: string) => ref(NoticeWishes, keys.noticeWishes(userId));
export const unsubscribeLinkRef = (userId: string, secretHash: string) =>
  ref(UnsubscribeLinks, keys.unsubscribeLink(userId, secretHash));
