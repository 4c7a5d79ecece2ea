import type { MemberRole } from '#contract/permissions.ts';
import type { Entity } from '#data/entity.ts';
import { Actors, EmailOwners, type PendingSignUp, Users } from '#data/person.ts';
import { Brands, Members, Workspaces } from '#data/workspace.ts';
import type { Membership } from '#domain/place.ts';
import type { OwnRole } from '#domain/roles.ts';

interface NewItem {
  // biome-ignore lint/suspicious/noExplicitAny: each value goes with its own entity
  entity: Entity<any>;
  value: object;
}

/** The items of one person: account, what the authorizer reads, and the ownership of the address. */
export function personItems(
  person: Pick<
    PendingSignUp,
    'userId' | 'email' | 'emailHash' | 'name' | 'country' | 'timezone' | 'marketing' | 'termsAt'
  > & {
    role: OwnRole;
    influencerId: string | null;
    memberships: Record<string, Membership>;
  },
  nowIso: string,
): NewItem[] {
  const { userId, email, emailHash, name, country, timezone, marketing, termsAt, role, influencerId, memberships } =
    person;
  return [
    {
      entity: Users,
      value: {
        userId,
        email,
        name,
        country,
        timezone,
        consents: { termsAt, marketing },
        version: 1,
        createdAt: nowIso,
      },
    },
    { entity: Actors, value: { userId, role, influencerId, memberships, sessions: {}, lastWorkspaceId: null } },
    { entity: EmailOwners, value: { emailHash, userId } },
  ];
}

/** A person's place in a workspace. */
export function memberItem(
  workspaceId: string,
  person: { userId: string; name: string; email: string },
  role: MemberRole,
  nowIso: string,
): NewItem {
  return {
    entity: Members,
    value: { workspaceId, userId: person.userId, name: person.name, email: person.email, role, joinedAt: nowIso },
  };
}

/** All items of an account that a confirmed sign-up opens: for a brand with its workspace and default brand. */
export function accountItems(pending: PendingSignUp, nowIso: string): NewItem[] {
  const { as, ids, userId, name, email, country, timezone } = pending;
  if (as === 'influencer') {
    return personItems({ ...pending, role: 'influencer', influencerId: ids.influencerId, memberships: {} }, nowIso);
  }
  const { workspaceId, brandId } = ids;
  const companyName = pending.organisation ?? name;
  return [
    ...personItems(
      {
        ...pending,
        role: 'guest',
        influencerId: null,
        memberships: { [workspaceId]: { role: 'owner', brandId, joinedAt: nowIso } },
      },
      nowIso,
    ),
    {
      entity: Workspaces,
      value: {
        workspaceId,
        name: companyName,
        country,
        timezone,
        defaultBrandId: brandId,
        version: 1,
        createdAt: nowIso,
      },
    },
    memberItem(workspaceId, { userId, name, email }, 'owner', nowIso),
    {
      entity: Brands,
      value: {
        workspaceId,
        brandId,
        companyName,
        industry: 'Not said yet',
        contactInfo: { name, email },
        version: 1,
        updatedAt: nowIso,
      },
    },
  ];
}
