import { listGrants } from '#contract/areas/grants.ts';
import { Failure } from '#contract/failure.ts';
import { findOne } from '#data/read.ts';
import { memberRef } from '#data/workspace.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { grantsView } from '#runtime/views/grants.ts';

export const handler = endpoint(listGrants, async (call) => {
  const { workspaceId } = demandWorkspace(call.member(), call.params.workspaceId);
  const member = await findOne(memberRef(workspaceId, call.params.userId));
  if (!member) throw new Failure('not_found');
  return { status: 200, body: { items: grantsView(member.grants) } };
});
