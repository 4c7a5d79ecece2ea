import * as z from 'zod/mini';
import { defineEntity, type ValueOf } from './entity.ts';
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
