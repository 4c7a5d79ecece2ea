import { findOne } from '#data/read.ts';
import { submissionRef } from '#data/submission.ts';
import { reaction } from '#runtime/reaction.ts';
import { trackContent } from '#runtime/social/track.ts';

/** Follows the numbers of content from when it is live. */
export const handler = reaction(['ContentWentLive'], async ({ data }, context) => {
  const submission = await findOne(submissionRef(data.workspaceId, data.campaignId, data.contentId));
  if (submission) await trackContent(submission, context);
});
