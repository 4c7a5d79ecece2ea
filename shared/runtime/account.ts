import type { MemberRole, Role } from '#contract/permissions.ts';
import type { Entity } from '#data/entity.ts';
import { Actors, EmailOwners, type PendingSignUp, Users } from '#data/person.ts';
import { Brands, Members, Workspaces } from '#data/workspace.ts';

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
    role: Role;
    workspaceId: string | null;
    brandId: string | null;
    influencerId: string | null;
  },
  nowIso: string,
): NewItem[] {
  const {
    userId,
    email,
    emailHash,
    name,
    country,
    timezone,
    marketing,
    termsAt,
    role,
    workspaceId,
    brandId,
    influencerId,
  } = person;
  return [
    {
      entity: Users,
      value: {
        userId,
        email,
        name,
        role,
        country,
        timezone,
        workspaceId,
        influencerId,
        consents: { termsAt, marketing },
        version: 1,
        createdAt: nowIso,
      },
    },
    { entity: Actors, value: { userId, role, workspaceId, brandId, influencerId, sessions: {} } },
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
    return personItems(
      { ...pending, role: 'influencer', workspaceId: null, brandId: null, influencerId: ids.influencerId },
      nowIso,
    );
  }
  const { workspaceId, brandId } = ids;
  const companyName = pending.organisation ?? name;
  return [
    ...personItems({ ...pending, role: 'owner', workspaceId, brandId, influencerId: null }, nowIso),
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
