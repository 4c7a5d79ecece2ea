import { switchWorkspace } from '#contract/areas/workspaces.ts';
import { update } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { actorRef, userRef } from '#data/person.ts';
import { refuse } from '#domain/decision.ts';
import { placeIn } from '#domain/place.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { meView } from '#runtime/views/person.ts';

export const handler = endpoint(switchWorkspace, async (call) => {
  const { userId, sessionId } = call.actor();
  const { workspaceId } = call.params;
  return call.commit({
    reads: { actor: actorRef(userId), user: userRef(userId) },
    decide: ({ actor, user }) => {
      if (!user || !actor?.memberships[workspaceId] || !actor.sessions[sessionId]) return refuse('not_found');
      const from = actor.sessions[sessionId].workspaceId;
      const answer = { status: 200 as const, body: meView(user, placeIn(actor, workspaceId)) };
      if (from === workspaceId) return { changes: [], answer };
      return {
        changes: [
          update(
            actorRef(userId).key,
            { set: { [`sessions.${sessionId}.workspaceId`]: workspaceId, lastWorkspaceId: workspaceId } },
            [
              { path: `sessions.${sessionId}.workspaceId`, is: '=', value: from },
              { path: `memberships.${workspaceId}`, is: 'present' },
            ],
          ),
        ],
        event: {
          type: 'WorkspaceSwitched',
          aggregateId: userId,
          seq: call.nowMs,
          partition: partitions.user(userId),
          data: { userId, sessionId, from, to: workspaceId },
        },
        answer,
      };
    },
  });
});
