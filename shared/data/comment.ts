import * as z from 'zod/mini';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';

const schema = z.object({
  commentId: z.string(),
  contentId: z.string(),
  workspaceId: z.string(),
  campaignId: z.string(),
  influencerId: z.string(),
  by: z.enum(['brand', 'influencer']),
  authorName: z.string(),
  text: z.string(),
  place: z.optional(
    z.object({
      uploadId: z.string(),
      atMs: z.optional(z.int()),
      xPermille: z.optional(z.int()),
      yPermille: z.optional(z.int()),
    }),
  ),
  /** The comment that began its thread. */
  replyTo: z.optional(z.string()),
  createdAt: z.string(),
});

/** What one side said about a piece of content, with each side a copy; never changed. */
export const Comments = {
  main: defineEntity({
    name: 'comment',
    schema,
    key: (comment) => keys.comment(comment.workspaceId, comment.campaignId, comment.contentId, comment.commentId),
  }),
  copy: defineEntity({
    name: 'comment_copy',
    schema,
    key: (comment) => keys.commentCopy(comment.influencerId, comment.contentId, comment.commentId),
  }),
} as const;
export type CommentItem = ValueOf<(typeof Comments)['main']>;

export const commentRef = (workspaceId: string, campaignId: string, contentId: string, commentId: string) =>
  ref(Comments.main, keys.comment(workspaceId, campaignId, contentId, commentId));
export const ownCommentRef = (influencerId: string, contentId: string, commentId: string) =>
  ref(Comments.copy, keys.commentCopy(influencerId, contentId, commentId));
