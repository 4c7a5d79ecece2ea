import * as z from 'zod/mini';
import { WORKSPACE_KINDS } from '#domain/team.ts';
import { defineEndpoint } from '../endpoint.ts';
import { MEMBER_ROLES } from '../permissions.ts';
import {
  CountryCode,
  CurrencyCode,
  Done,
  Email,
  HttpsUrl,
  Instant,
  id,
  Money,
  ObjectionHours,
  TaxData,
  Timezone,
  text,
  VatCheck,
} from '../schemas.ts';
import { Me } from './auth.ts';
import { GrantsOnCampaign } from './grants.ts';
import { BrandProfile, brandFields } from './profiles.ts';

const Kind = z.enum(WORKSPACE_KINDS);
const Locale = z
  .string()
  .check(z.regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'must be a language, with or without a country, e.g. en or de-AT'));

const Branding = z.strictObject({
  colour: z.nullable(z.string().check(z.regex(/^#[0-9a-f]{6}$/, 'must be a colour like #14463c'))),
  logoUrl: z.nullable(HttpsUrl),
});

/** What the workspace has agreed on for itself. */
const Policies = z.strictObject({
  /** Publishing a campaign takes two members: one asks, another one approves. */
  publishNeedsSecondMember: z.boolean(),
  /** The money of a contract above this amount (or in another currency) is released when somebody else than who approved its content says so; null for none. */
  secondReleaserAboveMinor: z.nullable(z.int().check(z.gte(0), z.lte(99_999_999))),
  /** Members without a second factor can do nothing here but set one up. */
  twoFactorRequired: z.boolean(),
});

const most = z.nullable(z.int().check(z.gte(0), z.lte(9_999_999_999)));

/** The most the workspace spends, in minor units of its currency; null for no limit. */
const Limits = z.strictObject({
  /** What the budgets of the campaigns published in a calendar year (UTC) may come to together; ended ones count by what they used. */
  yearMinor: most,
  /** The budget of one campaign. */
  campaignMinor: most,
  /** The price of one contract that a member other than an owner may agree to. */
  contractMinor: most,
});

/** What new offers begin with; each may say something else. */
const DealDefaults = z.strictObject({
  /** How long the brand may object once all is live, before money is released. */
  objectionHours: ObjectionHours,
});

const settingFields = {
  name: text(1, 120),
  kind: Kind,
  country: CountryCode,
  timezone: Timezone,
  currency: CurrencyCode,
  locale: Locale,
};

export const WorkspaceSettings = z.strictObject({
  workspaceId: id('workspace'),
  ...settingFields,
  branding: Branding,
  policies: Policies,
  limits: Limits,
  dealDefaults: DealDefaults,
  /** Shown to owners and finance; null for others as well. */
  tax: z.nullable(TaxData),
  /** Of the VAT number in it; null where there is none of the European Union. */
  vatCheck: z.nullable(VatCheck),
  defaultBrandId: id('brand'),
  memberCount: z.int(),
  version: z.int(),
  createdAt: Instant,
});
z.globalRegistry.add(WorkspaceSettings, { id: 'WorkspaceSettings' });

export const MemberView = z.strictObject({
  userId: id('user'),
  name: z.string(),
  email: Email,
  role: z.enum(MEMBER_ROLES),
  joinedAt: Instant,
  /** What they may do on single campaigns, beside what their role gives. */
  grants: z.array(GrantsOnCampaign),
});
z.globalRegistry.add(MemberView, { id: 'Member' });

export const OwnershipOffer = z.strictObject({ fromUserId: id('user'), toUserId: id('user'), expiresAt: Instant });

export const WorkspaceView = z.strictObject({
  ...WorkspaceSettings.shape,
  /** An offer to take the ownership over that waits for an answer. */
  ownershipOffer: z.nullable(OwnershipOffer),
  members: z.array(MemberView),
});
z.globalRegistry.add(WorkspaceView, { id: 'Workspace' });

export const OwnWorkspace = z.strictObject({
  workspaceId: id('workspace'),
  name: z.string(),
  kind: Kind,
  branding: Branding,
  role: z.enum(MEMBER_ROLES),
  joinedAt: Instant,
  /** The one this session works in. */
  current: z.boolean(),
});
z.globalRegistry.add(OwnWorkspace, { id: 'OwnWorkspace' });

export const workspaceParams = z.strictObject({ workspaceId: id('workspace') });

export const listWorkspaces = defineEndpoint({
  id: 'workspaces.list-workspaces',
  method: 'GET',
  path: '/workspaces',
  allow: ['workspace:choose'],
  responses: { 200: z.strictObject({ items: z.array(OwnWorkspace) }) },
  errors: [],
  summary: 'The workspaces you belong to, with your role in each.',
});

export const createWorkspace = defineEndpoint({
  id: 'workspaces.create-workspace',
  method: 'POST',
  path: '/workspaces',
  allow: ['workspace:choose'],
  idempotent: true,
  body: z.strictObject({
    ...settingFields,
    kind: z._default(Kind, 'brand'),
    timezone: z._default(Timezone, 'UTC'),
    currency: z._default(CurrencyCode, 'USD'),
    locale: z._default(Locale, 'en'),
  }),
  responses: { 201: Me },
  errors: ['too_many_workspaces'],
  summary: 'Create another workspace, owned by you; this session works in it from then on.',
});

export const switchWorkspace = defineEndpoint({
  id: 'workspaces.switch-workspace',
  method: 'POST',
  path: '/workspaces/{workspaceId}/switch',
  allow: ['workspace:choose'],
  params: workspaceParams,
  responses: { 200: Me },
  errors: ['not_found'],
  summary: 'Work in another of your workspaces, in this session; your next sessions begin there.',
});

export const getWorkspace = defineEndpoint({
  id: 'workspaces.get-workspace',
  method: 'GET',
  path: '/workspaces/{workspaceId}',
  allow: ['workspace:read'],
  params: workspaceParams,
  responses: { 200: WorkspaceView },
  errors: ['not_found'],
  summary: 'A workspace with its members.',
});

export const updateWorkspace = defineEndpoint({
  id: 'workspaces.update-workspace',
  method: 'PATCH',
  path: '/workspaces/{workspaceId}',
  allow: ['workspace:manage'],
  idempotent: true,
  params: workspaceParams,
  body: z.strictObject({
    ...z.partial(z.strictObject(settingFields)).shape,
    branding: z.optional(z.partial(Branding)),
    policies: z.optional(z.partial(Policies)),
    limits: z.optional(z.partial(Limits)),
    dealDefaults: z.optional(z.partial(DealDefaults)),
    tax: z.optional(z.nullable(TaxData)),
    /** One of its brands that is not archived. */
    defaultBrandId: z.optional(id('brand')),
  }),
  responses: { 200: WorkspaceSettings },
  errors: ['not_found', 'validation_failed', 'brand_archived', 'no_second_member', 'step_up_required'],
  summary:
    'Change the settings of a workspace: what is not named stays as it is. Making a rule of the team laxer or a limit higher asks for the password again.',
});

export const leaveWorkspace = defineEndpoint({
  id: 'workspaces.leave-workspace',
  method: 'POST',
  path: '/workspaces/{workspaceId}/leave',
  allow: ['workspace:leave'],
  idempotent: true,
  params: workspaceParams,
  responses: { 200: Me },
  errors: ['not_found', 'last_owner'],
  summary: 'Leave a workspace; the last owner cannot.',
});

export const offerOwnership = defineEndpoint({
  id: 'workspaces.offer-ownership',
  method: 'POST',
  path: '/workspaces/{workspaceId}/ownership',
  allow: ['workspace:manage'],
  idempotent: true,
  stepUp: true,
  params: workspaceParams,
  body: z.strictObject({ userId: id('user') }),
  responses: { 201: OwnershipOffer },
  errors: ['not_found', 'already_owner', 'ownership_offered_already'],
  summary: 'Offer a member your ownership; it is theirs once they accept, within seven days.',
});

export const acceptOwnership = defineEndpoint({
  id: 'workspaces.accept-ownership',
  method: 'POST',
  path: '/workspaces/{workspaceId}/ownership/accept',
  allow: ['workspace:read'],
  idempotent: true,
  params: workspaceParams,
  responses: { 200: Me },
  errors: ['not_found', 'ownership_not_offered'],
  summary: 'Accept the ownership that was offered to you; who offered it becomes a manager.',
});

export const cancelOwnership = defineEndpoint({
  id: 'workspaces.cancel-ownership',
  method: 'DELETE',
  path: '/workspaces/{workspaceId}/ownership',
  allow: ['workspace:read'],
  idempotent: true,
  params: workspaceParams,
  responses: { 200: Done },
  errors: ['not_found', 'ownership_not_offered'],
  summary: 'Take an offer of ownership back as an owner, or decline it as the one it is made to.',
});

const Blocker = z.strictObject({
  kind: z.enum(['running_campaign', 'held_money', 'open_offer']),
  /** Of the campaign or the offer; null for money. */
  id: z.nullable(z.string()),
  /** The campaign's title, or whom the offer is to. */
  title: z.nullable(z.string()),
  amount: z.nullable(Money),
});

export const Closing = z.strictObject({
  /** What has to end first; nothing stands in the way when it is empty. */
  blockers: z.array(Blocker),
  /** Drafts nobody will be able to reach any more. */
  draftCount: z.int(),
});
z.globalRegistry.add(Closing, { id: 'Closing' });

export const getClosing = defineEndpoint({
  id: 'workspaces.get-closing',
  method: 'GET',
  path: '/workspaces/{workspaceId}/closing',
  allow: ['workspace:manage'],
  params: workspaceParams,
  responses: { 200: Closing },
  errors: ['not_found'],
  summary: 'What stands in the way of closing a workspace, and what would be lost.',
});

export const closeWorkspace = defineEndpoint({
  id: 'workspaces.close-workspace',
  method: 'POST',
  path: '/workspaces/{workspaceId}/close',
  allow: ['workspace:manage'],
  idempotent: true,
  stepUp: true,
  params: workspaceParams,
  body: z.strictObject({
    /** The name of the workspace, typed to confirm. */
    name: z.string().check(z.maxLength(120)),
  }),
  responses: { 200: Me },
  errors: [
    'not_found',
    'validation_failed',
    'workspace_holds_money',
    'workspace_has_running_campaigns',
    'workspace_has_open_offers',
  ],
  summary: 'Close a workspace for good: everybody in it loses their access at once.',
});

const brandParams = z.strictObject({ workspaceId: id('workspace'), brandId: id('brand') });
const clientName = z.nullable(text(1, 160));

export const listBrands = defineEndpoint({
  id: 'workspaces.list-brands',
  method: 'GET',
  path: '/workspaces/{workspaceId}/brands',
  allow: ['brand:read'],
  params: workspaceParams,
  responses: { 200: z.strictObject({ items: z.array(BrandProfile) }) },
  errors: ['not_found'],
  summary: 'Every brand of a workspace, the archived ones too.',
});

export const createBrand = defineEndpoint({
  id: 'workspaces.create-brand',
  method: 'POST',
  path: '/workspaces/{workspaceId}/brands',
  allow: ['brand:write'],
  idempotent: true,
  params: workspaceParams,
  body: z.strictObject({ ...brandFields, clientName: z._default(clientName, null) }),
  responses: { 201: BrandProfile },
  errors: ['not_found', 'validation_failed', 'too_many_brands'],
  summary: 'Add a brand; an agency names the client it stands for.',
});

export const updateBrand = defineEndpoint({
  id: 'workspaces.update-brand',
  method: 'PATCH',
  path: '/workspaces/{workspaceId}/brands/{brandId}',
  allow: ['brand:write'],
  idempotent: true,
  params: brandParams,
  body: z.strictObject({
    ...z.partial(z.strictObject(brandFields)).shape,
    clientName: z.optional(clientName),
    /** Takes an archived brand back into use. */
    archived: z.optional(z.literal(false)),
  }),
  responses: { 200: BrandProfile },
  errors: ['not_found', 'validation_failed'],
  summary: 'Change a brand, or take it out of the archive: what is not named stays as it is.',
});

export const archiveBrand = defineEndpoint({
  id: 'workspaces.archive-brand',
  method: 'DELETE',
  path: '/workspaces/{workspaceId}/brands/{brandId}',
  allow: ['brand:write'],
  idempotent: true,
  params: brandParams,
  responses: { 200: BrandProfile },
  errors: ['not_found', 'brand_is_default'],
  summary: 'Archive a brand: its campaigns go on, new ones cannot be made for it.',
});

export const workspaceEndpoints = [
  listWorkspaces,
  createWorkspace,
  switchWorkspace,
  getWorkspace,
  updateWorkspace,
  leaveWorkspace,
  offerOwnership,
  acceptOwnership,
  cancelOwnership,
  getClosing,
  closeWorkspace,
  listBrands,
  createBrand,
  updateBrand,
  archiveBrand,
] as const;
