import { update } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { keys } from '#data/keys.ts';
import { findWorkspaceWithMembers } from '#data/workspace.ts';
import { reaction } from '#runtime/reaction.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';

/** What members do without naming a brand is for the default one: each carries it along, so that no request has to look it up. */
export const handler = reaction(['WorkspaceChanged'], async ({ data, correlationId }) => {
  if (!data.changes?.some(({ field }) => field === 'defaultBrandId')) return;
  const { workspaceId } = data;
  // As it is now: of two changes, the later one counts whichever is delivered last.
  const found = await findWorkspaceWithMembers(workspaceId);
  for (const { userId } of found?.members ?? []) {
    const brandId = found?.workspace.defaultBrandId;
    await commit(systemCommitContext({ correlationId }), {
      reads: {},
      decide: () => ({
        changes: [
          update(
            keys.actor(userId),
            { set: { [`memberships.${workspaceId}.brandId`]: brandId } },
            [{ path: `memberships.${workspaceId}`, is: 'present' }],
            'left_meanwhile',
          ),
        ],
        answer: { status: 200, body: null },
      }),
    });
  }
});
