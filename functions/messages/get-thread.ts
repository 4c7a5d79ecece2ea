import { getThread } from '#contract/areas/messages.ts';
import { Failure } from '#contract/failure.ts';
import { findOne } from '#data/read.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf } from '#runtime/party.ts';
import { threadOf } from '#runtime/talks.ts';
import { threadView } from '#runtime/views/message.ts';

export const handler = endpoint(getThread, async (call) => {
  const party = partyOf(call.actor());
  const thread = await findOne(threadOf(party, call.params.threadId));
  if (!thread) throw new Failure('not_found');
  call.onCampaign(thread.campaignId);
  return { status: 200, body: threadView(thread, party) };
});
