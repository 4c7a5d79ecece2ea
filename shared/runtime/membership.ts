import type { EventData, EventDraft } from '#contract/events.ts';
import { Failure } from '#contract/failure.ts';
import { campaignRef } from '#data/campaign.ts';
import { type Change, create, update } from '#data/change.ts';
import { keys } from '#data/keys.ts';
import type { ActorItem } from '#data/person.ts';
import { changeWorkspace, countMember, type Member, memberRef, type Workspace, workspaceRef } from '#data/workspace.ts';
import { type Membership, placeIn, startingWorkspaceOf } from '#domain/place.ts';
import type { CampaignGrant, MemberRole } from '#domain/roles.ts';
import { withGrantsOn } from '#domain/team.ts';
import { memberItems } from './account.ts';
import { sha256 } from './hash.ts';
import { workspaceEvent } from './workspace-event.ts';

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
 * Gives a member these grants on a campaign in place of those they had there, none with an empty list, on both items that say it. The same commit must restate
 * the version of the workspace that was read with the member: that is what keeps two changes of one member's grants apart.
 */
export function setGrants(
  { workspaceId, userId, role, grants }: Pick<Member, 'workspaceId' | 'userId' | 'role' | 'grants'>,
  campaignId: string,
  next: readonly CampaignGrant[],
): Change[] {
  const all = withGrantsOn(grants, campaignId, next);
  const edit = (path: string) => (all ? { set: { [path]: all } } : { unset: [path] });
  return [
    update(keys.member(workspaceId, userId), edit('grants'), [{ path: 'role', is: '=', value: role }]),
    update(keys.actor(userId), edit(`memberships.${workspaceId}.grants`), [
      { path: `memberships.${workspaceId}.role`, is: '=', value: role },
    ]),
  ];
}

/** What is read to change what a member may do on a campaign. */
export function grantReads(workspaceId: string, userId: string, campaignId: string) {
  return {
    workspace: workspaceRef(workspaceId),
    member: memberRef(workspaceId, userId),
    campaign: campaignRef(workspaceId, campaignId),
  };
}

/** Which grants are there before or after a change, and not both. */
export function changedGrants(from: readonly CampaignGrant[], to: readonly CampaignGrant[]): CampaignGrant[] {
  return [...from.filter((grant) => !to.includes(grant)), ...to.filter((grant) => !from.includes(grant))];
}

/** Takes away what a member has on a campaign, with the event that says so. */
export function endGrants(
  workspace: Workspace,
  member: Member,
  { campaignId, title, reason }: Pick<EventData<'MemberGrantsChanged'>, 'campaignId' | 'title' | 'reason'>,
): { changes: Change[]; event: EventDraft } {
  const { workspaceId, userId, grants } = member;
  const from = [...(grants?.[campaignId] ?? [])];
  return {
    changes: [...setGrants(member, campaignId, []), changeWorkspace(workspace, {})],
    event: workspaceEvent(workspace, 'MemberGrantsChanged', {
      ...{ workspaceId, userId, campaignId, title, from, to: [], reason },
    }),
  };
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
