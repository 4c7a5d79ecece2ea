import { getScreeningPolicy } from '#contract/areas/moderation.ts';
import { screeningPolicyRef } from '#data/moderation.ts';
import { findOne } from '#data/read.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { screeningPolicyView } from '#runtime/views/moderation.ts';

export const handler = endpoint(getScreeningPolicy, async (call) => {
  const policy = await findOne(screeningPolicyRef(call.member().workspaceId));
  return { status: 200, body: screeningPolicyView(policy) };
});
