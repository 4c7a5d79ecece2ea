import { getContent } from '#contract/areas/content.ts';
import { Failure } from '#contract/failure.ts';
import { findOne } from '#data/read.ts';
import { ownSubmissionRef, submissionRef } from '#data/submission.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf } from '#runtime/party.ts';
import { contentView } from '#runtime/views/content.ts';

export const handler = endpoint(getContent, async (call) => {
  const party = partyOf(call.actor());
  const { campaignId, contentId } = call.params;
  const submission = await findOne(
    party.kind === 'member'
      ? submissionRef(party.workspaceId, campaignId, contentId)
      : ownSubmissionRef(party.influencerId, contentId),
  );
  if (submission?.campaignId !== campaignId) throw new Failure('not_found');
  return { status: 200, body: contentView(submission) };
});
