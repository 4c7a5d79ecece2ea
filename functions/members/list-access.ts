import { listAccess } from '#contract/areas/grants.ts';
import { findWorkspaceWithMembers } from '#data/workspace.ts';
import { endpoint } from '#runtime/endpoint.ts';

// A campaign that there is not is one that nobody has a grant on: looking for it would cost a second read.
export const handler = endpoint(listAccess, async (call) => {
  const { workspaceId } = call.member();
  const { campaignId } = call.params;
  const found = await findWorkspaceWithMembers(workspaceId);
  const items = (found?.members ?? []).flatMap(({ userId, name, email, role, grants: all }) => {
    const grants = all?.[campaignId];
    return grants ? [{ userId, name, email, role, grants }] : [];
  });
  return { status: 200, body: { items } };
});
