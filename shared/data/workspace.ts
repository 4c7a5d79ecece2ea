import * as z from 'zod/mini';
import { CURRENCIES } from '#domain/currencies.ts';
import { DEAL_DEFAULTS } from '#domain/objection.ts';
import { MEMBER_ROLES } from '#domain/roles.ts';
import { NO_LIMITS } from '#domain/spending-limits.ts';
import { WORKSPACE_KINDS } from '#domain/team.ts';
import { type Change, update } from './change.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { indexes, keys, partitions } from './keys.ts';
import { listAll, listPage, listRaw } from './read.ts';
import { campaignGrants, taxData, vatCheck } from './shapes.ts';

/** The tenant. Whatever changes who belongs to it raises its version, so that such changes follow one another. */
export const Workspaces = defineEntity({
  name: 'workspace',
  schema: z.object({
    workspaceId: z.string(),
    name: z.string(),
    kind: z.enum(WORKSPACE_KINDS),
    country: z.string(),
    timezone: z.string(),
    currency: z.enum(CURRENCIES),
    locale: z.string(),
    branding: z.object({ colour: z.nullable(z.string()), logoUrl: z.nullable(z.string()) }),
    policies: z.object({
      publishNeedsSecondMember: z.boolean(),
      secondReleaserAboveMinor: z.nullable(z.int()),
      /** Earlier items do not say it. */
      twoFactorRequired: z._default(z.boolean(), false),
    }),
    /** Minor units of its currency; earlier items have none. */
    limits: z._default(
      z.object({
        yearMinor: z.nullable(z.int()),
        campaignMinor: z.nullable(z.int()),
        contractMinor: z.nullable(z.int()),
      }),
      NO_LIMITS,
    ),
    /** What new offers begin with; earlier items do not say it. */
    dealDefaults: z._default(z.object({ objectionHours: z.int() }), DEAL_DEFAULTS),
    tax: z.nullable(taxData),
    vatCheck: z.optional(vatCheck),
    defaultBrandId: z.string(),
    memberCount: z.int(),
    ownerCount: z.int(),
    brandCount: z.int(),
    ownershipOffer: z.nullable(z.object({ fromUserId: z.string(), toUserId: z.string(), expiresAtMs: z.int() })),
    closedAt: z.nullable(z.string()),
    version: z.int(),
    createdAt: z.string(),
  }),
  key: (workspace) => keys.workspace(workspace.workspaceId),
  index: (workspace) => ({ gsi3pk: indexes.workspaces(), gsi3sk: workspace.workspaceId }),
});
export type Workspace = ValueOf<typeof Workspaces>;

/** A person in a workspace. */
export const Members = defineEntity({
  name: 'member',
  schema: z.object({
    workspaceId: z.string(),
    userId: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(MEMBER_ROLES),
    joinedAt: z.string(),
    /** What they may do on single campaigns beside that, as on their actor item. */
    grants: campaignGrants,
  }),
  key: (member) => keys.member(member.workspaceId, member.userId),
});
export type Member = ValueOf<typeof Members>;

/** That an address is a member's: an invitation to it is refused without knowing whose it is. */
export const MemberAddresses = defineEntity({
  name: 'member_address',
  schema: z.object({ workspaceId: z.string(), emailHash: z.string(), userId: z.string() }),
  key: (address) => keys.memberAddress(address.workspaceId, address.emailHash),
});

/** How long an invitation is kept after its end, seconds. */
const KEPT_AFTER_SECONDS = 30 * 86_400;

/** Somebody who was asked to join; the link's secret is stored by its hash. */
export const Invitations = defineEntity({
  name: 'invitation',
  schema: z.object({
    workspaceId: z.string(),
    invitationId: z.string(),
    email: z.string(),
    emailHash: z.string(),
    role: z.enum(MEMBER_ROLES),
    /** Of the account that accepting opens when there is none: a repeated acceptance opens the same. */
    newUserId: z.string(),
    invitedBy: z.string(),
    secretHash: z.string(),
    status: z.enum(['open', 'accepted', 'revoked']),
    sentAtMs: z.int(),
    expiresAtMs: z.int(),
    version: z.int(),
  }),
  key: (invitation) => keys.invitation(invitation.workspaceId, invitation.invitationId),
  index: (invitation) => ({ ttl: Math.ceil(invitation.expiresAtMs / 1000) + KEPT_AFTER_SECONDS }),
});
export type Invitation = ValueOf<typeof Invitations>;

const moneySchema = z.object({ amountMinor: z.int(), currency: z.string() });

/** A brand of a workspace. */
export const Brands = defineEntity({
  name: 'brand',
  schema: z.object({
    workspaceId: z.string(),
    brandId: z.string(),
    companyName: z.string(),
    industry: z.string(),
    budgetRange: z.optional(z.object({ min: moneySchema, max: moneySchema })),
    contactInfo: z.object({ name: z.string(), email: z.string(), phone: z.optional(z.string()) }),
    website: z.optional(z.string()),
    description: z.optional(z.string()),
    /** Of an agency: whom the brand belongs to. */
    clientName: z.nullable(z.string()),
    archivedAt: z.nullable(z.string()),
    version: z.int(),
    updatedAt: z.string(),
  }),
  key: (brand) => keys.brand(brand.workspaceId, brand.brandId),
});
export type Brand = ValueOf<typeof Brands>;

export const workspaceRef = (workspaceId: string) => ref(Workspaces, keys.workspace(workspaceId));
export const memberRef = (workspaceId: string, userId: string) => ref(Members, keys.member(workspaceId, userId));
export const memberAddressRef = (workspaceId: string, emailHash: string) =>
  ref(MemberAddresses, keys.memberAddress(workspaceId, emailHash));
export const invitationRef = (workspaceId: string, invitationId: string) =>
  ref(Invitations, keys.invitation(workspaceId, invitationId));
export const brandRef = (workspaceId: string, brandId: string) => ref(Brands, keys.brand(workspaceId, brandId));

/** The workspace in the version that was read, changed in place. */
export function changeWorkspace(
  workspace: Workspace,
  edit: { set?: Record<string, unknown>; add?: Record<string, number> },
): Change {
  return update(keys.workspace(workspace.workspaceId), { ...edit, add: { ...edit.add, version: 1 } }, [
    { path: 'version', is: '=', value: workspace.version },
  ]);
}

/** One member more in the workspace that was read. */
export function countMember(workspace: Workspace, role: Member['role'] | undefined): Change {
  return changeWorkspace(workspace, { add: { memberCount: 1, ownerCount: Number(role === 'owner') } });
}

/** A workspace and its members (at most MAX_MEMBERS), in one strongly consistent call. */
export async function findWorkspaceWithMembers(
  workspaceId: string,
): Promise<{ workspace: Workspace; members: Member[] } | undefined> {
  // Members and the workspace itself lie side by side at the end of the partition.
  const items = await listRaw(partitions.workspace(workspaceId), 400, { from: 'MEMBER#' });
  const workspace = items.find((item) => item._et === Workspaces.name);
  if (!workspace) return undefined;
  return {
    workspace: Workspaces.parse(workspace),
    members: items.filter((item) => item._et === Members.name).map((item) => Members.parse(item)),
  };
}

/** The workspace after one of them in the order of their ids, or the first after ''; closed ones included, undefined after the last. As the index has them. */
export async function findWorkspaceAfter(workspaceId: string): Promise<string | undefined> {
  const { items } = await listPage({
    entity: Workspaces,
    index: 'gsi3',
    partition: indexes.workspaces(),
    // The character after every one that an id may have.
    from: workspaceId === '' ? 'wsp_' : `${workspaceId}~`,
    limit: 1,
  });
  return items[0]?.workspaceId;
}

/** Every brand of a workspace, strongly consistent. */
export function listBrandsOf(workspaceId: string): Promise<Brand[]> {
  return listAll({ entity: Brands, partition: partitions.workspace(workspaceId), prefix: 'BRAND#' });
}

/** Every invitation of a workspace that is kept, strongly consistent. */
export function listInvitationsOf(workspaceId: string): Promise<Invitation[]> {
  return listAll({ entity: Invitations, partition: partitions.invitations(workspaceId) });
}
