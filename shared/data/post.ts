import * as z from 'zod/mini';
import { POST_OCCASIONS, type PostOccasion } from '#domain/notice-plan.ts';
import { type Change, update } from './change.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { indexes, keys } from './keys.ts';
import { listAll } from './read.ts';

/** How long a post is kept after it was due, ms. */
const KEPT_MS = 7 * 86_400_000;

/** That something waits to be sent to a person together: the notifications name it. Until it is sent it is in the index of what is due. */
export const Posts = defineEntity({
  name: 'post',
  schema: z.object({
    userId: z.string(),
    postId: z.string(),
    occasion: z.enum(POST_OCCASIONS),
    dueAt: z.string(),
    /** A run that is sending it right now; nothing is put into it any more. */
    claimedAtMs: z.optional(z.int()),
    sentAt: z.optional(z.string()),
    /** Its SMS was counted, and so is not sent again with a mail that failed. */
    textedAt: z.optional(z.string()),
    expiresAtMs: z.int(),
  }),
  key: ({ userId, postId }) => keys.post(userId, postId),
  index: ({ userId, dueAt, sentAt, expiresAtMs }) => ({
    ...(sentAt ? {} : { gsi3pk: indexes.postsDue(), gsi3sk: `${dueAt}#${userId}` }),
    ttl: Math.ceil(expiresAtMs / 1000),
  }),
});
export type PostItem = ValueOf<typeof Posts>;

export const postRef = (userId: string, postId: string) => ref(Posts, keys.post(userId, postId));

/** The one post of a person for an occasion at a time. */
export function postIdOf(dueAt: string, occasion: PostOccasion): string {
  return `${dueAt}#${occasion}`;
}

/** Has something wait for a post, which there may be already; refused as `post_left` once somebody is sending it. */
export function joinPost(post: { userId: string; occasion: PostOccasion; dueAt: string; dueAtMs: number }): Change {
  const { userId, occasion, dueAt, dueAtMs } = post;
  const value = { userId, postId: postIdOf(dueAt, occasion), occasion, dueAt, expiresAtMs: dueAtMs + KEPT_MS };
  const { pk, sk, ...set } = Posts.toItem(value);
  return update(
    Posts.keyOf(value),
    { set },
    [
      { path: 'claimedAtMs', is: 'absent' },
      { path: 'sentAt', is: 'absent' },
    ],
    'post_left',
  );
}

/** The posts that are due and not sent yet, as the index knows them. */
export function listPostsDue(nowIso: string): Promise<PostItem[]> {
  return listAll({
    ...{ entity: Posts, index: 'gsi3', partition: indexes.postsDue() },
    // Whose is behind when it is due.
    ...{ from: '0', until: `${nowIso}#~` },
  });
}
