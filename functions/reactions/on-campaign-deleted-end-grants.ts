import { commit } from '#data/commit.ts';
import { findWorkspaceWithMembers, memberRef, workspaceRef } from '#data/workspace.ts';
import { refuse } from '#domain/decision.ts';
import { endGrants } from '#runtime/membership.ts';
import { reaction } from '#runtime/reaction.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';

/** What members were given on a campaign ends with it; a repeated delivery finds none left. */
export const handler = reaction(['CampaignDeleted'], async ({ data, correlationId }) => {
  const { workspaceId, campaignId, title = 'a campaign' } = data;
  const found = await findWorkspaceWithMembers(workspaceId);
  for (const { userId, grants } of found?.members ?? []) {
    if (!grants?.[campaignId]) continue;
    await commit(systemCommitContext({ correlationId }), {
      reads: { workspace: workspaceRef(workspaceId), member: memberRef(workspaceId, userId) },
      decide: ({ workspace, member }) => {
        if (!workspace || !member?.grants?.[campaignId]) return refuse('ended_already');
        const ended = endGrants(workspace, member, { campaignId, title, reason: 'campaign_deleted' });
        return { ...ended, answer: { status: 200, body: null } };
      },
    });
  }
});
