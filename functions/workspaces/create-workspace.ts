import { createWorkspace } from '#contract/areas/workspaces.ts';
import { create } from '#data/change.ts';
import { actorRef, userRef } from '#data/person.ts';
import { refuse } from '#domain/decision.ts';
import { MAX_WORKSPACES } from '#domain/team.ts';
import { workspaceItems } from '#runtime/account.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { enterWorkspace } from '#runtime/membership.ts';
import { meView } from '#runtime/views/person.ts';
import { workspaceEvent } from '#runtime/workspace-event.ts';

export const handler = endpoint(createWorkspace, async (call) => {
  const { userId, sessionId } = call.actor();
  const [workspaceId, brandId] = [newId('workspace'), newId('brand')];
  return call.commit({
    reads: { actor: actorRef(userId), user: userRef(userId) },
    decide: ({ actor, user }) => {
      if (!actor || !user) return refuse('not_found');
      if (Object.keys(actor.memberships).length >= MAX_WORKSPACES) return refuse('too_many_workspaces');
      const { name, email } = user;
      const made = { ...call.body, workspaceId, brandId, owner: { userId, name, email } };
      const membership = { role: 'owner' as const, brandId, joinedAt: call.nowIso };
      return {
        changes: [
          ...workspaceItems(made, call.nowIso).map((item) => create(item.entity, item.value)),
          enterWorkspace(actor, workspaceId, membership, sessionId),
        ],
        event: workspaceEvent({ workspaceId, version: 0 }, 'WorkspaceCreated', { workspaceId, userId }),
        answer: { status: 201, body: meView(user, { role: 'owner', workspaceId, influencerId: null }) },
      };
    },
  });
});
