import { getContent } from '#contract/areas/content.ts';
import { Failure } from '#contract/failure.ts';
import { findOne } from '#data/read.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf } from '#runtime/party.ts';
import { submissionOf } from '#runtime/party-refs.ts';
import { contentWithMedia } from '#runtime/views/content-media.ts';

export const handler = endpoint(getContent, async (call) => {
  const party = partyOf(call.actor());
  const { campaignId, contentId } = call.params;
  const submission = await findOne(submissionOf(party, campaignId, contentId));
  if (submission?.campaignId !== campaignId) throw new Failure('not_found');
  return { status: 200, body: await contentWithMedia(submission, call.nowMs) };
});
