import type { EventData } from '#contract/events.ts';
import type { MemberRole } from '#contract/permissions.ts';
import { ChainHeads } from '#data/audit-chain.ts';
import type { Entity } from '#data/entity.ts';
import { Actors, EmailOwners, type PendingSignUp, Users } from '#data/person.ts';
import { Brands, MemberAddresses, Members, type Workspace, Workspaces } from '#data/workspace.ts';
import { chainStart } from '#domain/audit-chain.ts';
import { type Acceptances, acceptAll, DOCUMENTS } from '#domain/documents.ts';
import { DEAL_DEFAULTS } from '#domain/objection.ts';
import type { Membership } from '#domain/place.ts';
import type { OwnRole } from '#domain/roles.ts';
import { NO_LIMITS } from '#domain/spending-limits.ts';
import { sha256, sha256Hex } from './hash.ts';

interface NewItem {
  // biome-ignore lint/suspicious/noExplicitAny: each value goes with its own entity
  entity: Entity<any>;
  value: object;
}

/** The items of one person: account, what the authorizer reads, and the ownership of the address. */
export function personItems(
  person: Pick<PendingSignUp, 'userId' | 'email' | 'emailHash' | 'name' | 'country' | 'timezone' | 'marketing'> & {
    /** When they accepted the documents; null where others opened the account for them, who are asked at their first log-in. */
    termsAt: string | null;
    /** The versions they accepted; those of now when not said. */
    accepted?: Acceptances | undefined;
    role: OwnRole;
    influencerId: string | null;
    memberships: Record<string, Membership>;
    /** They have no password. */
    passwordless?: true;
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
        consents: { accepted: termsAt === null ? {} : (person.accepted ?? acceptAll(termsAt)), marketing },
        version: 1,
        createdAt: nowIso,
      },
    },
    {
      entity: Actors,
      value: {
        ...{ userId, role, influencerId, memberships, sessions: {}, lastWorkspaceId: null },
        ...(person.passwordless ? { passwordless: true } : {}),
      },
    },
    { entity: EmailOwners, value: { emailHash, userId } },
  ];
}

/** What a new workspace is made from. */
export interface NewWorkspace
  extends Pick<Workspace, 'workspaceId' | 'name' | 'kind' | 'country' | 'timezone' | 'currency' | 'locale'> {
  /** Of its first brand, which is its default one. */
  brandId: string;
  owner: { userId: string; name: string; email: string };
}

/** A workspace with its first brand, its owner as its only member and the begin of its audit log; the owner's actor item is the caller's to change. */
export function workspaceItems({ brandId, owner, ...made }: NewWorkspace, nowIso: string): NewItem[] {
  const { workspaceId } = made;
  return [
    {
      entity: Workspaces,
      value: {
        ...made,
        branding: { colour: null, logoUrl: null },
        policies: { publishNeedsSecondMember: false, secondReleaserAboveMinor: null, twoFactorRequired: false },
        limits: NO_LIMITS,
        dealDefaults: DEAL_DEFAULTS,
        tax: null,
        defaultBrandId: brandId,
        ...{ memberCount: 1, ownerCount: 1, brandCount: 1 },
        ...{ ownershipOffer: null, closedAt: null },
        version: 1,
        createdAt: nowIso,
      },
    },
    ...memberItems(workspaceId, owner, 'owner', nowIso),
    // Its audit log begins with it: were it to begin with its first link, nobody would look for a first record that the stream has lost.
    { entity: ChainHeads, value: { workspaceId, ...chainStart(sha256Hex, workspaceId), version: 1 } },
    {
      entity: Brands,
      value: {
        workspaceId,
        brandId,
        companyName: made.name,
        industry: 'Not said yet',
        contactInfo: { name: owner.name, email: owner.email },
        clientName: null,
        archivedAt: null,
        version: 1,
        updatedAt: nowIso,
      },
    },
  ];
}

/** A person's part in a workspace, beside that on their actor item, and that their address is a member's. */
export function memberItems(
  workspaceId: string,
  { userId, name, email }: { userId: string; name: string; email: string },
  role: MemberRole,
  nowIso: string,
): NewItem[] {
  return [
    { entity: Members, value: { workspaceId, userId, name, email, role, joinedAt: nowIso } },
    { entity: MemberAddresses, value: { workspaceId, emailHash: sha256(email), userId } },
  ];
}

/** What an account is opened from. */
export type NewAccount = Omit<PendingSignUp, 'secretHash' | 'expiresAtMs' | 'version'> & { passwordless?: true };

/** All items of an account that a confirmed sign-up opens: for a brand with its workspace and default brand. */
export function accountItems(pending: NewAccount, nowIso: string): NewItem[] {
  const { as, ids, userId, name, email, country, timezone } = pending;
  if (as === 'influencer') {
    return personItems({ ...pending, role: 'influencer', influencerId: ids.influencerId, memberships: {} }, nowIso);
  }
  const { workspaceId, brandId } = ids;
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
    ...workspaceItems(
      {
        ...{ workspaceId, brandId, name: pending.organisation ?? name, kind: 'brand', country, timezone },
        ...{ currency: 'USD', locale: 'en', owner: { userId, name, email } },
      },
      nowIso,
    ),
  ];
}

/** What the opening of an account that somebody signed up for says: whose it is, and what they accepted and allowed. */
export function openedData({
  as,
  ids,
  userId,
  termsAt,
  marketing,
  ...pending
}: NewAccount): EventData<'AccountOpened'> {
  const accepted: Acceptances = pending.accepted ?? acceptAll(termsAt);
  return {
    userId,
    ...(as === 'brand' ? { workspaceId: ids.workspaceId } : { influencerId: ids.influencerId }),
    accepted: DOCUMENTS.flatMap((document) => {
      const version = accepted[document]?.version;
      return version ? [{ document, version }] : [];
    }),
    marketing,
  };
}
