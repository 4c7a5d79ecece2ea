import { listWorkspaces } from '#contract/areas/workspaces.ts';
import { Failure } from '#contract/failure.ts';
import { findAll } from '#data/read.ts';
import { memberRef, workspaceRef } from '#data/workspace.ts';
import { endpoint } from '#runtime/endpoint.ts';

export const handler = endpoint(listWorkspaces, async (call) => {
  const actor = call.actor();
  if (actor.kind !== 'member' && actor.kind !== 'guest') throw new Failure('not_allowed');
  const current = actor.kind === 'member' ? actor.workspaceId : null;
  const ids = [...(current ? [current] : []), ...(actor.otherWorkspaceIds ?? [])];
  const [workspaces, members] = await findAll(
    ids.map((id) => workspaceRef(id)),
    ids.map((id) => memberRef(id, actor.userId)),
  );
  const items = ids.flatMap((workspaceId, at) => {
    const [workspace, member] = [workspaces[at], members[at]];
    if (!workspace || !member) return [];
    const { name, kind, branding } = workspace;
    const { role, joinedAt } = member;
    return [{ workspaceId, name, kind, branding, role, joinedAt, current: workspaceId === current }];
  });
  return { status: 200, body: { items: items.sort((a, b) => a.joinedAt.localeCompare(b.joinedAt)) } };
});
