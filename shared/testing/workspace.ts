import { type BrandStandingItem, BrandStandings, newStanding } from '#data/brand-standing.ts';
import { type Change, create } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { Actors, EmailOwners, Users } from '#data/person.ts';
import { Brands, type Workspace, Workspaces } from '#data/workspace.ts';
import { DEAL_DEFAULTS } from '#domain/objection.ts';
import type { MemberRole, OwnRole } from '#domain/roles.ts';
import { NO_LIMITS } from '#domain/spending-limits.ts';
import { memberItems } from '#runtime/account.ts';
import type { MemberActor } from '#runtime/actor.ts';
import { sha256 } from '#runtime/hash.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';
import { countedId } from './ids.ts';

const AT = '2026-11-01T00:00:00.000Z';

/** Writes items as they are. */
export async function write(...changes: readonly Change[]): Promise<void> {
  await commit(systemCommitContext(), { reads: {}, decide: () => ({ changes, answer: { status: 200, body: null } }) });
}

/** Test workspace `count`, with what a test says about it. */
export function aWorkspace(count: number, said: Partial<Workspace> = {}): Workspace {
  return {
    ...{ workspaceId: countedId('workspace', count), defaultBrandId: countedId('brand', count) },
    ...{ name: 'One', kind: 'brand', country: 'AT', timezone: 'Europe/Vienna', currency: 'EUR', locale: 'en' },
    branding: { colour: null, logoUrl: null },
    policies: { publishNeedsSecondMember: false, secondReleaserAboveMinor: null, twoFactorRequired: false },
    limits: NO_LIMITS,
    dealDefaults: DEAL_DEFAULTS,
    ...{ tax: null, ownershipOffer: null, closedAt: null },
    ...{ memberCount: 1, ownerCount: 1, brandCount: 1, version: 1, createdAt: AT },
    ...said,
  };
}

export interface TestPerson {
  userId: string;
  email: string;
  /** Where they work, and as what, in their one session. */
  actor: MemberActor;
}

/** The items of a person: their account, and on the actor item their part in a workspace and their session there. */
export function personChanges(
  userId: string,
  {
    role = 'guest',
    workspace,
    sessionId = 's-1',
  }: { role?: OwnRole; workspace?: { id: string; role: MemberRole }; sessionId?: string },
): Change[] {
  const email = `${userId.slice(-6)}@people.example`;
  const brandId = countedId('brand', 1);
  return [
    create(Users, {
      ...{ userId, email, name: `Person ${userId.slice(-3)}`, country: 'AT', timezone: 'UTC' },
      ...{ consents: { termsAt: AT, marketing: false }, version: 1, createdAt: AT },
    }),
    create(Actors, {
      ...{ userId, role, influencerId: role === 'influencer' ? countedId('influencer', 1) : null },
      memberships: workspace ? { [workspace.id]: { role: workspace.role, brandId, joinedAt: AT } } : {},
      sessions: { [sessionId]: { expiresAtMs: Date.UTC(2099, 0, 1), workspaceId: workspace?.id ?? null } },
      lastWorkspaceId: null,
    }),
    create(EmailOwners, { emailHash: sha256(email), userId }),
  ];
}

/** A brand that people of the platform know, whatever it is called. */
export function knownBrand(workspaceId: string, brandId: string): BrandStandingItem {
  return { ...newStanding(workspaceId, brandId, AT), state: 'verified', version: 1 };
}

let opened = 0;

/** Opens a workspace of its own with one person for each role named, as the product would have made it; its brand is verified unless said otherwise. */
export async function openWorkspace<const R extends readonly MemberRole[]>(
  roles: R,
  said: Partial<Workspace> = {},
  { isUnknown = false }: { isUnknown?: boolean } = {},
): Promise<{ workspaceId: string; brandId: string; people: { [I in keyof R]: TestPerson } }> {
  opened += 1;
  const count = 700 + opened;
  const ownerCount = roles.filter((role) => role === 'owner').length;
  const workspace = aWorkspace(count, { memberCount: roles.length, ownerCount, ...said });
  const { workspaceId, defaultBrandId: brandId } = workspace;
  const people = roles.map((role, index): TestPerson => {
    const userId = countedId('user', count * 100 + index);
    const actor: MemberActor = { kind: 'member', role, userId, sessionId: 's-1', workspaceId, brandId };
    return { userId, email: `${userId.slice(-6)}@people.example`, actor };
  });
  await write(
    create(Workspaces, workspace),
    create(Brands, {
      ...{ workspaceId, brandId, companyName: 'One', industry: 'Beauty' },
      contactInfo: { name: 'Ada', email: 'ada@one.example' },
      ...{ clientName: null, archivedAt: null, version: 1, updatedAt: AT },
    }),
    ...(isUnknown ? [] : [create(BrandStandings, knownBrand(workspaceId, brandId))]),
    ...people.flatMap(({ userId, email, actor }) => [
      ...personChanges(userId, { workspace: { id: workspaceId, role: actor.role } }),
      ...memberItems(workspaceId, { userId, email, name: `Person ${userId.slice(-3)}` }, actor.role, AT).map((item) =>
        create(item.entity, item.value),
      ),
    ]),
  );
  return { workspaceId, brandId, people: people as never };
}
