import { closeWorkspace } from '#contract/areas/workspaces.ts';
import { update } from '#data/change.ts';
import { keys } from '#data/keys.ts';
import { actorRef, userRef } from '#data/person.ts';
import { changeWorkspace, findWorkspaceWithMembers, workspaceRef } from '#data/workspace.ts';
import type { ClosingBlocker } from '#domain/closing.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace, placeWithout } from '#runtime/membership.ts';
import { readClosing } from '#runtime/read-closing.ts';
import { meView } from '#runtime/views/person.ts';
import { workspaceEvent } from '#runtime/workspace-event.ts';

const REFUSALS = {
  held_money: 'workspace_holds_money',
  running_campaign: 'workspace_has_running_campaigns',
  open_offer: 'workspace_has_open_offers',
} as const satisfies Record<ClosingBlocker['kind'], string>;

export const handler = endpoint(closeWorkspace, async (call) => {
  const { workspaceId, userId, sessionId } = demandWorkspace(call.member(), call.params.workspaceId);
  return call.commit({
    reads: { workspace: workspaceRef(workspaceId), actor: actorRef(userId), user: userRef(userId) },
    more: async () => {
      const [found, { blockers }] = await Promise.all([
        findWorkspaceWithMembers(workspaceId),
        readClosing(workspaceId, call.nowIso),
      ]);
      return { members: found?.members ?? [], blockers };
    },
    decide: ({ workspace, actor, user }, { members, blockers }) => {
      if (!workspace || !actor || !user) return refuse('not_found');
      if (call.body.name.trim() !== workspace.name)
        return refuse('validation_failed', undefined, [
          { path: 'name', message: 'must be the name of the workspace, exactly as it is written' },
        ]);
      const [blocker] = blockers;
      if (blocker) return refuse(REFUSALS[blocker.kind]);
      const place = placeWithout(actor, workspaceId);
      const userIds = members.map((member) => member.userId);
      return {
        changes: [
          // Whoever joins meanwhile raises the version, so that nobody is left behind.
          changeWorkspace(workspace, { set: { closedAt: call.nowIso, ownershipOffer: null } }),
          ...userIds.map((memberId) =>
            update(
              keys.actor(memberId),
              {
                unset: [`memberships.${workspaceId}`],
                ...(memberId === userId ? { set: { [`sessions.${sessionId}.workspaceId`]: place.workspaceId } } : {}),
              },
              [{ path: `memberships.${workspaceId}`, is: 'present' }],
            ),
          ),
        ],
        event: workspaceEvent(workspace, 'WorkspaceClosed', { workspaceId, name: workspace.name, userIds }),
        answer: { status: 200, body: meView(user, place) },
      };
    },
  });
});
