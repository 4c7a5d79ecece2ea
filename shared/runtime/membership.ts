import { Failure } from '#contract/failure.ts';
import { type Change, create, update } from '#data/change.ts';
import { keys } from '#data/keys.ts';
import type { ActorItem } from '#data/person.ts';
import { changeWorkspace, countMember, type Member, type Workspace } from '#data/workspace.ts';
import { type Membership, placeIn, startingWorkspaceOf } from '#domain/place.ts';
import type { MemberRole } from '#domain/roles.ts';
import { memberItems } from './account.ts';
import { sha256 } from './hash.ts';

/** The caller, when they work in the workspace that a path names; throws not_found for any other, as for a missing one. */
export function demandWorkspace<M extends { workspaceId: string }>(member: M, workspaceId: string): M {
  if (member.workspaceId !== workspaceId) throw new Failure('not_found');
  return member;
}

/** Gives a person's actor item a part in a workspace, and lets their session work there. The item must not have that part yet. */
export function enterWorkspace(
  actor: Pick<ActorItem, 'userId'>,
  workspaceId: string,
  membership: Membership,
  sessionId: string,
): Change {
  return update(
    keys.actor(actor.userId),
    {
      set: {
        [`memberships.${workspaceId}`]: membership,
        [`sessions.${sessionId}.workspaceId`]: workspaceId,
        lastWorkspaceId: workspaceId,
      },
    },
    [
      { path: `memberships.${workspaceId}`, is: 'absent' },
      { path: `sessions.${sessionId}`, is: 'present' },
    ],
  );
}

/** What a new member's actor item says of their part. */
export function membershipIn(
  { defaultBrandId, policies }: Pick<Workspace, 'defaultBrandId' | 'policies'>,
  role: MemberRole,
  nowIso: string,
): Membership {
  return { role, brandId: defaultBrandId, joinedAt: nowIso, needsSecondFactor: policies.twoFactorRequired };
}

/** The items of a workspace that make a person a member of it. */
export function admitMember(
  workspace: Workspace,
  person: { userId: string; name: string; email: string },
  role: MemberRole,
  nowIso: string,
): Change[] {
  return [
    ...memberItems(workspace.workspaceId, person, role, nowIso).map(({ entity, value }) => create(entity, value)),
    countMember(workspace, role),
  ];
}

/** Gives a member another role, on both items that say it. */
export function setRole(
  { workspaceId, userId, role }: Pick<Member, 'workspaceId' | 'userId' | 'role'>,
  next: MemberRole,
): Change[] {
  return [
    update(keys.member(workspaceId, userId), { set: { role: next } }, [{ path: 'role', is: '=', value: role }]),
    update(keys.actor(userId), { set: { [`memberships.${workspaceId}.role`]: next } }, [
      { path: `memberships.${workspaceId}.role`, is: '=', value: role },
    ]),
  ];
}

/**
 * Ends a membership: from the next request on the person is no member. `gainedOwners` is what that does to the number of owners; an offer of ownership from
 * or to the person is void. A session named goes on in the workspace given.
 */
export function dismissMember(
  workspace: Workspace,
  member: Member,
  gainedOwners: number,
  session?: { sessionId: string; workspaceId: string | null },
): Change[] {
  const { workspaceId, userId, role } = member;
  return [
    { kind: 'delete', key: keys.member(workspaceId, userId), when: [{ path: 'role', is: '=', value: role }] },
    { kind: 'delete', key: keys.memberAddress(workspaceId, sha256(member.email)), when: [] },
    update(
      keys.actor(userId),
      {
        unset: [`memberships.${workspaceId}`],
        ...(session ? { set: { [`sessions.${session.sessionId}.workspaceId`]: session.workspaceId } } : {}),
      },
      [
        { path: `memberships.${workspaceId}.role`, is: '=', value: role },
        ...(session ? [{ path: `sessions.${session.sessionId}`, is: 'present' as const }] : []),
      ],
    ),
    changeWorkspace(workspace, {
      ...offerWithout(workspace, userId),
      add: { memberCount: -1, ownerCount: gainedOwners },
    }),
  ];
}

/** Where a person's session goes on when they belong to a workspace no more: the place to write, and as whom they act there. */
export function placeWithout(actor: ActorItem, workspaceId: string) {
  const { [workspaceId]: _left, ...memberships } = actor.memberships;
  const remaining = { ...actor, memberships };
  return placeIn(remaining, startingWorkspaceOf(remaining));
}

/** What becomes of an offer of ownership when a member's part changes: void when it is from or to them. */
export function offerWithout(workspace: Workspace, userId: string): { set?: { ownershipOffer: null } } {
  const offer = workspace.ownershipOffer;
  return offer?.fromUserId === userId || offer?.toUserId === userId ? { set: { ownershipOffer: null } } : {};
}
