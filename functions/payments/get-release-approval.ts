import { getReleaseApproval } from '#contract/areas/payments.ts';
import { Failure } from '#contract/failure.ts';
import { findTogether } from '#data/read.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { confirmReads, partInQuestion, releaseApprovalView } from '#runtime/money/confirm-release.ts';

export const handler = endpoint(getReleaseApproval, async (call) => {
  const found = await findTogether(confirmReads(call.member().workspaceId, call.params));
  if (!found.hold || !found.contract) throw new Failure('not_found');
  return { status: 200, body: releaseApprovalView(partInQuestion(found.hold), found.contract, found.workspace) };
});
