import { update } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { keys } from '#data/keys.ts';
import { findWorkspaceWithMembers } from '#data/workspace.ts';
import { reaction } from '#runtime/reaction.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';

const CARRIED: ReadonlySet<string> = new Set(['defaultBrandId', 'policies.twoFactorRequired']);

/** The default brand, and whether the workspace asks for a second factor: each member carries them along, so that no request has to look them up. */
export const handler = reaction(['WorkspaceChanged'], async ({ data, correlationId }) => {
  if (!data.changes?.some(({ field }) => CARRIED.has(field))) return;
  const { workspaceId } = data;
  // As it is now: of two changes, the later one counts whichever is delivered last.
  const found = await findWorkspaceWithMembers(workspaceId);
  if (!found) return;
  const { workspace, members } = found;
  for (const { userId } of members) {
    const { defaultBrandId: brandId, policies } = workspace;
    const part = `memberships.${workspaceId}`;
    await commit(systemCommitContext({ correlationId }), {
      reads: {},
      decide: () => ({
        changes: [
          update(
            keys.actor(userId),
            { set: { [`${part}.brandId`]: brandId, [`${part}.needsSecondFactor`]: policies.twoFactorRequired } },
            [{ path: part, is: 'present' }],
            'left_meanwhile',
          ),
        ],
        answer: { status: 200, body: null },
      }),
    });
  }
});
