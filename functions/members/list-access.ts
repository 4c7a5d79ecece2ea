import { listAccess } from '#contract/areas/grants.ts';
import { Failure } from '#contract/failure.ts';
import { campaignRef } from '#data/campaign.ts';
import { findOne } from '#data/read.ts';
import { findWorkspaceWithMembers } from '#data/workspace.ts';
import { endpoint } from '#runtime/endpoint.ts';

export const handler = endpoint(listAccess, async (call) => {
  const { workspaceId } = call.member();
  const { campaignId } = call.params;
  const found = await findWorkspaceWithMembers(workspaceId);
  const items = (found?.members ?? []).flatMap(({ userId, name, email, role, grants: all }) => {
    const grants = all?.[campaignId];
    return grants ? [{ userId, name, email, role, grants }] : [];
  });
  // Grants prove the campaign; only without any is it worth a read to tell an empty list from a missing campaign.
  if (items.length === 0 && !(await findOne(campaignRef(workspaceId, campaignId)))) throw new Failure('not_found');
  return { status: 200, body: { items } };
});
