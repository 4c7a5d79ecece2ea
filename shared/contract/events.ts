import * as z from 'zod/mini';
import { APPLICATION_DECISIONS } from '#domain/application.ts';
import { BRAND_STATES } from '#domain/brand-standing.ts';
import { CAMPAIGN_STATUSES } from '#domain/campaign.ts';
import { CLAW_BACK_STATUSES, CLAW_BACK_USES } from '#domain/claw-back.ts';
import { LIVE_CHECKS } from '#domain/content.ts';
import { DISPUTE_DECIDERS, DISPUTE_REASON_NAMES, DISPUTE_RESULTS } from '#domain/dispute.ts';
import { DOCUMENTS, PREFERENCES } from '#domain/documents.ts';
import type { FieldChange } from '#domain/field-change.ts';
import { LOG_IN_PROVIDERS } from '#domain/identity.ts';
import { INVOICE_KINDS } from '#domain/invoice-kinds.ts';
import { CAMPAIGN_COMMANDS } from '#domain/lifecycle-table.ts';
import { THREAD_SUBJECTS } from '#domain/message.ts';
import { MODERATION_DECISIONS } from '#domain/moderation.ts';
import { PAYOUT_ACCOUNT_STATUSES } from '#domain/payout-account.ts';
import { STUCK_REFUND_ACTIONS } from '#domain/refund-tries.ts';
import { ACTOR_KINDS, CAMPAIGN_GRANTS, MEMBER_ROLES } from '#domain/roles.ts';
import { RULE_EVENT_TYPES } from '#domain/rules/fields.ts';
import { STOP_REASONS } from '#domain/rules/run.ts';
import { UNSCREENED_FOR } from '#domain/screening.ts';
import { SOCIAL_STATES } from '#domain/social.ts';
import { TAX_FORMS } from '#domain/tax-form.ts';
import { UPLOAD_REASONS } from '#domain/upload.ts';
import { DISABLED_REASONS } from '#domain/webhook-delivery.ts';
import { Day, Instant, id, Money, SocialPlatform } from './schemas.ts';

/** Declares a version of an event: its past-tense name, what it says, and a sample kept as fixture. */
function event<const T extends string, S extends z.ZodMiniType>(type: T, version: number, data: S, sample: z.input<S>) {
  return { type, version, data, sample } as const;
}

const USR = 'usr_01JD0000000000000000000001';
const WSP = 'wsp_01JD0000000000000000000001';
const CMP = 'cmp_01JD0000000000000000000001';
const INF = 'inf_01JD0000000000000000000001';
const BRD = 'brd_01JD0000000000000000000001';
const APP = 'app_01JD0000000000000000000001';
const OFF = 'off_01JD0000000000000000000001';
const CTR = 'ctr_01JD0000000000000000000001';
const PIECE = { contractId: CTR, contentId: 'sub_01JD0000000000000000000001', deliverableId: 'reels' };

const PAY = 'pay_01JD0000000000000000000001';

const account = z.strictObject({
  userId: id('user'),
  workspaceId: z.optional(id('workspace')),
  influencerId: z.optional(id('influencer')),
});
const accepted = z.strictObject({ document: z.enum(DOCUMENTS), version: z.string() });
const session = z.strictObject({ userId: id('user'), sessionId: z.string() });
/** A change of what one logs in with: the person's other sessions end with it. */
const endingOthers = z.strictObject({ userId: id('user'), sessionIds: z.array(z.string()) });
const withProvider = z.extend(endingOthers, { provider: z.enum(LOG_IN_PROVIDERS) });
/** The workspace a session works in. */
const worksIn = z.optional(z.nullable(id('workspace')));
const campaign = z.strictObject({ workspaceId: id('workspace'), campaignId: id('campaign') });
const workspace = z.strictObject({ workspaceId: id('workspace') });
const titled = z.extend(campaign, { title: z.string() });
/** What every event of a request for publishing names: who asked. */
const publishing = z.extend(campaign, { title: z.string(), askedBy: id('user') });
/** What every event of a member names: who is affected. */
const member = z.extend(workspace, { userId: id('user') });
const brand = z.extend(workspace, { brandId: id('brand') });
const Role = z.enum(MEMBER_ROLES);
const ownership = z.extend(workspace, { fromUserId: id('user'), toUserId: id('user') });
/** Who is invited is known by the invitation alone: events hold no addresses. */
const invitation = z.extend(workspace, { invitationId: id('invitation'), role: Role });
const plain = z.optional(z.nullable(z.union([z.string(), z.number(), z.boolean()])));
/** Fields with what they were and what they are; only that they changed where the values are nobody else's business. */
const changes = z.array(z.strictObject({ field: z.string(), from: plain, to: plain }));
/** What every event of a deal names; `title` is the campaign's. */
const deal = z.extend(campaign, { influencerId: id('influencer'), title: z.string() });
const application = z.extend(deal, { applicationId: id('application') });
const offer = z.extend(deal, { offerId: id('offer'), version: z.int() });
/** What every event of a payment names: the contracts it is for, and its whole amount. */
const payment = z.extend(campaign, {
  paymentId: id('payment'),
  contractIds: z.array(id('contract')),
  amount: Money,
});
/** What every event of the held money of one contract names. */
const held = z.extend(campaign, {
  paymentId: id('payment'),
  contractId: id('contract'),
  influencerId: id('influencer'),
  amount: Money,
  /** Which part of the contract's money, and for which milestone; absent where it is in one part. */
  partId: z.optional(z.string()),
  milestone: z.optional(z.int()),
});
/** What every event of an adjustment names: what it puts right, and who proposed it. */
const adjustment = z.extend(campaign, {
  paymentId: id('payment'),
  adjustmentId: id('adjustment'),
  /** The provider's object that the ledger differs about. */
  objectId: z.string(),
  proposedBy: id('user'),
  /** The adjustment that this one undoes. */
  reverses: z.optional(id('adjustment')),
});
/** What every event of a second person's word on a release names: who began the release. */
const approval = z.extend(held, { begunBy: id('user') });
const content = z.extend(deal, {
  contractId: id('contract'),
  contentId: id('submission'),
  deliverableId: z.string(),
});
const social = z.strictObject({ influencerId: id('influencer'), platform: SocialPlatform });
/** A key of a workspace, and what of it can be changed. */
const apiKey = z.strictObject({ workspaceId: id('workspace'), keyId: id('apiKey') });
const keyTerms = z.strictObject({
  name: z.string(),
  ipAllowList: z.array(z.string()),
  expiresAt: z.nullable(Instant),
});
/** What every event of an outgoing webhook names, and what of it can be changed; of its address only the host is told. */
const webhook = z.strictObject({ workspaceId: id('workspace'), webhookId: id('webhook') });
const webhookTerms = z.strictObject({
  host: z.string(),
  events: z.array(z.string()),
  status: z.enum(['active', 'disabled']),
  description: z.string(),
});
/** Which attempt of which delivery is next. */
const nextAttempt = z.strictObject({ deliveryId: id('delivery'), attempt: z.int() });
const HOOK = { workspaceId: WSP, webhookId: 'whk_01JD0000000000000000000001' };
const HOOK_TERMS = {
  host: 'hooks.brand.example',
  events: ['offer.accepted'],
  status: 'active' as const,
  description: 'Our CRM',
};
const KEY = { workspaceId: WSP, keyId: 'key_01JD0000000000000000000001' };
const KEY_TERMS = { name: 'Reporting', ipAllowList: ['203.0.113.0/24'], expiresAt: null };
/** What every event of a rule names. */
const rule = z.strictObject({ workspaceId: id('workspace'), ruleId: id('rule'), name: z.string() });
const RULE = { workspaceId: WSP, ruleId: 'rul_01JD0000000000000000000001', name: 'Thank everybody who applies' };
/** What every event of a task names. */
const task = z.strictObject({
  workspaceId: id('workspace'),
  taskId: id('task'),
  title: z.string(),
  campaignId: z.optional(id('campaign')),
  /** Who is to do it from now on, where that is new. */
  assignedTo: z.optional(id('user')),
});
const TASK = {
  ...{ workspaceId: WSP, taskId: 'tsk_01JD0000000000000000000001', title: 'Send the briefing' },
  ...{ campaignId: CMP, assignedTo: USR },
};
/** The side that acted. */
const by = z.enum(['brand', 'influencer']);
/** What every event of a document names: whose it is, where it lies, and the influencers who hear of it. */
const document = z.strictObject({
  documentId: id('document'),
  title: z.string(),
  by,
  workspaceId: z.optional(id('workspace')),
  campaignId: z.optional(id('campaign')),
  campaignTitle: z.optional(z.string()),
  /** The influencer whose it is. */
  influencerId: z.optional(id('influencer')),
  openedTo: z.array(id('influencer')),
});
const DOCUMENT = {
  ...{ documentId: 'doc_01JD0000000000000000000001', title: 'Brand guide', by: 'brand' as const },
  ...{ workspaceId: WSP, campaignId: CMP, campaignTitle: 'Spring serum', openedTo: [INF] },
};
const proof = z.extend(campaign, { contractId: id('contract'), influencerId: id('influencer'), by });
const PROOF = { workspaceId: WSP, campaignId: CMP, contractId: CTR, influencerId: INF, by: 'influencer' as const };
const MEMBER = { workspaceId: WSP, userId: USR };
const OWNERSHIP = { workspaceId: WSP, fromUserId: USR, toUserId: 'usr_01JD0000000000000000000002' };
const INVITATION = { workspaceId: WSP, invitationId: 'ivt_01JD0000000000000000000001', role: 'manager' as const };
/** What the events of a template name. */
const campaignTemplate = z.strictObject({ workspaceId: id('workspace'), templateId: id('template'), name: z.string() });
const TEMPLATE = { workspaceId: WSP, templateId: 'tpl_01JD0000000000000000000001', name: 'Launch' };
const TITLED = { workspaceId: WSP, campaignId: CMP, title: 'Spring serum' };
const PUBLISHING = { ...TITLED, askedBy: USR };
const DEAL = { workspaceId: WSP, campaignId: CMP, influencerId: INF, title: 'Spring serum' };
const PAYMENT = {
  workspaceId: WSP,
  campaignId: CMP,
  paymentId: PAY,
  contractIds: [CTR],
  amount: { amountMinor: 90_000, currency: 'USD' as const },
};
const HELD = {
  workspaceId: WSP,
  campaignId: CMP,
  paymentId: PAY,
  contractId: CTR,
  influencerId: INF,
  amount: { amountMinor: 81_000, currency: 'USD' as const },
};

const APPROVAL = { ...HELD, begunBy: USR };
const ADJUSTMENT = {
  ...{ workspaceId: WSP, campaignId: CMP, paymentId: PAY },
  adjustmentId: 'adj_01JD0000000000000000000001',
  objectId: 'ch_1',
  proposedBy: USR,
};

/** What every event of a dispute between the sides of a contract names: what is held and frozen. */
const dispute = z.extend(deal, { disputeId: id('dispute'), contractId: id('contract'), amount: Money });
const DISPUTE = {
  ...DEAL,
  disputeId: 'dsp_01JD0000000000000000000001',
  contractId: CTR,
  amount: { amountMinor: 90_000, currency: 'USD' as const },
};
/** What every event of a talk names; of what was said nothing is told. */
const talk = z.extend(deal, { threadId: id('thread'), about: z.enum(THREAD_SUBJECTS), number: z.int(), by });
const TALK = {
  ...DEAL,
  ...{ threadId: 'thr_01JD0000000000000000000001', about: 'contract' as const, number: 3, by: 'influencer' as const },
};
const division = { toInfluencer: Money, toBrand: Money };
const DIVISION = {
  toInfluencer: { amountMinor: 60_000, currency: 'USD' as const },
  toBrand: { amountMinor: 30_000, currency: 'USD' as const },
};

/** Every event, by name; the commit that changes state writes it, the stream publishes it. */
export const EVENTS = {
  /** With what was accepted and allowed at sign-up; whose account others opened has accepted nothing yet. */
  AccountOpened: event(
    'AccountOpened',
    1,
    z.extend(account, {
      accepted: z.optional(z.array(accepted)),
      marketing: z.optional(z.boolean()),
      /** Who vouched for the address, in place of a mailed code. */
      provider: z.optional(z.enum(LOG_IN_PROVIDERS)),
    }),
    { userId: USR, workspaceId: WSP, accepted: [{ document: 'terms', version: '2026-09-14' }], marketing: false },
  ),
  /** What was changed stays on the record alone, because it is personal. */
  AccountChanged: event('AccountChanged', 1, account, { userId: USR }),
  /** A person accepted documents, or gave or withdrew consents; `before` is the version accepted until then. */
  ConsentsChanged: event(
    'ConsentsChanged',
    1,
    z.strictObject({
      userId: id('user'),
      accepted: z.array(z.extend(accepted, { before: z.nullable(z.string()) })),
      changes: z.array(z.strictObject({ field: z.enum(PREFERENCES), from: z.boolean(), to: z.boolean() })),
    }),
    {
      userId: USR,
      accepted: [{ document: 'privacy', version: '2026-09-14', before: '2026-03-02' }],
      changes: [{ field: 'marketing', from: true, to: false }],
    },
  ),
  SessionStarted: event('SessionStarted', 1, z.extend(session, { workspaceId: worksIn }), {
    userId: USR,
    sessionId: 's-1',
    workspaceId: WSP,
  }),
  /** Somebody gave a wrong password for an account that exists, or a wrong second factor after the right password. */
  LogInFailed: event(
    'LogInFailed',
    1,
    z.strictObject({ userId: id('user'), step: z.enum(['password', 'second_factor']), workspaceId: worksIn }),
    { userId: USR, step: 'password', workspaceId: WSP },
  ),
  SessionRefreshed: event('SessionRefreshed', 1, session, { userId: USR, sessionId: 's-1' }),
  SessionEnded: event(
    'SessionEnded',
    1,
    z.strictObject({
      userId: id('user'),
      sessionIds: z.array(z.string()),
      reason: z.enum(['log_out', 'reuse', 'password_reset', 'revoked']),
      workspaceId: worksIn,
    }),
    {
      userId: USR,
      sessionIds: ['s-1'],
      reason: 'log_out',
    },
  ),
  /** The person proved again who uses the session. */
  SessionSteppedUp: event('SessionSteppedUp', 1, session, { userId: USR, sessionId: 's-1' }),
  PasswordChanged: event('PasswordChanged', 1, endingOthers, { userId: USR, sessionIds: ['s-2'] }),
  /** The first one, of somebody who logged in by a provider alone. */
  PasswordSet: event('PasswordSet', 1, endingOthers, { userId: USR, sessionIds: [] }),
  IdentityLinked: event('IdentityLinked', 1, withProvider, { userId: USR, sessionIds: [], provider: 'google' }),
  IdentityUnlinked: event('IdentityUnlinked', 1, withProvider, { userId: USR, sessionIds: [], provider: 'linkedin' }),
  EmailChangeRequested: event('EmailChangeRequested', 1, z.strictObject({ userId: id('user') }), { userId: USR }),
  EmailChanged: event('EmailChanged', 1, endingOthers, { userId: USR, sessionIds: [] }),
  SecondFactorEnabled: event('SecondFactorEnabled', 1, endingOthers, { userId: USR, sessionIds: ['s-2'] }),
  SecondFactorDisabled: event('SecondFactorDisabled', 1, endingOthers, { userId: USR, sessionIds: [] }),
  /** Codes may be sent to a phone from now on, besides an app or as the only second factor. */
  PhoneFactorAdded: event('PhoneFactorAdded', 1, z.extend(endingOthers, { endsIn: z.string() }), {
    userId: USR,
    sessionIds: ['s-2'],
    endsIn: '89',
  }),
  /** `last`: there was no app, so log-in asks for no second factor any more. */
  PhoneFactorRemoved: event(
    'PhoneFactorRemoved',
    1,
    z.extend(endingOthers, { endsIn: z.string(), last: z.boolean() }),
    {
      userId: USR,
      sessionIds: [],
      endsIn: '89',
      last: false,
    },
  ),
  RecoveryCodesRenewed: event('RecoveryCodesRenewed', 1, z.strictObject({ userId: id('user') }), { userId: USR }),
  /** In place of a code of the app: at the beginning of this session, or at its step-up. */
  RecoveryCodeUsed: event('RecoveryCodeUsed', 1, z.extend(session, { codesLeft: z.int(), workspaceId: worksIn }), {
    userId: USR,
    sessionId: 's-1',
    codesLeft: 9,
  }),
  WorkspaceCreated: event('WorkspaceCreated', 1, z.extend(workspace, { userId: id('user') }), {
    workspaceId: WSP,
    userId: USR,
  }),
  /** What was changed, old and new; of tax data only that it was. Earlier events do not say it. */
  WorkspaceChanged: event('WorkspaceChanged', 1, z.extend(workspace, { changes: z.optional(changes) }), {
    workspaceId: WSP,
    changes: [{ field: 'timezone', from: 'UTC', to: 'Europe/Berlin' }, { field: 'tax' }],
  }),
  /** A session of a person works in another workspace than before. */
  WorkspaceSwitched: event(
    'WorkspaceSwitched',
    1,
    z.strictObject({
      userId: id('user'),
      sessionId: z.string(),
      from: z.nullable(id('workspace')),
      to: id('workspace'),
    }),
    { userId: USR, sessionId: 's-1', from: null, to: WSP },
  ),
  /** Nobody belongs to it any more. */
  WorkspaceClosed: event(
    'WorkspaceClosed',
    1,
    z.extend(workspace, { name: z.string(), userIds: z.array(id('user')) }),
    {
      workspaceId: WSP,
      name: 'One',
      userIds: [USR],
    },
  ),
  OwnershipOffered: event('OwnershipOffered', 1, ownership, OWNERSHIP),
  /** Taken back, or declined; the event's actor says by whom. */
  OwnershipOfferEnded: event('OwnershipOfferEnded', 1, ownership, OWNERSHIP),
  OwnershipTransferred: event('OwnershipTransferred', 1, ownership, OWNERSHIP),
  MemberInvited: event('MemberInvited', 1, invitation, INVITATION),
  InvitationResent: event('InvitationResent', 1, invitation, INVITATION),
  InvitationRevoked: event('InvitationRevoked', 1, invitation, INVITATION),
  MemberJoined: event('MemberJoined', 1, z.extend(member, { role: Role, invitationId: id('invitation') }), {
    ...MEMBER,
    role: 'manager',
    invitationId: INVITATION.invitationId,
  }),
  MemberRoleChanged: event('MemberRoleChanged', 1, z.extend(member, { from: Role, to: Role }), {
    ...MEMBER,
    from: 'viewer',
    to: 'finance',
  }),
  /** What a member may do on one campaign, beside what their role gives; nothing more is an empty list. */
  MemberGrantsChanged: event(
    'MemberGrantsChanged',
    1,
    z.extend(member, {
      campaignId: id('campaign'),
      title: z.string(),
      from: z.array(z.enum(CAMPAIGN_GRANTS)),
      to: z.array(z.enum(CAMPAIGN_GRANTS)),
      /** Grants end with their campaign. */
      reason: z.enum(['changed', 'campaign_deleted']),
    }),
    { ...MEMBER, campaignId: CMP, title: 'Spring serum', from: [], to: ['campaign', 'budget'], reason: 'changed' },
  ),
  MemberRemoved: event('MemberRemoved', 1, z.extend(member, { role: Role, workspaceName: z.string() }), {
    ...MEMBER,
    role: 'viewer',
    workspaceName: 'One',
  }),
  MemberLeft: event('MemberLeft', 1, z.extend(member, { role: Role }), { ...MEMBER, role: 'viewer' }),
  BrandAdded: event('BrandAdded', 1, brand, { workspaceId: WSP, brandId: BRD }),
  BrandChanged: event('BrandChanged', 1, z.extend(brand, { changes }), {
    workspaceId: WSP,
    brandId: BRD,
    changes: [{ field: 'companyName', from: 'One', to: 'Two' }],
  }),
  BrandArchived: event('BrandArchived', 1, brand, { workspaceId: WSP, brandId: BRD }),
  /** People of the platform found that a brand is who it says it is, or no longer. */
  BrandVerificationChanged: event(
    'BrandVerificationChanged',
    1,
    z.extend(workspace, { brandId: id('brand'), state: z.enum(BRAND_STATES), reason: z.string() }),
    { workspaceId: WSP, brandId: BRD, state: 'verified', reason: 'The register of companies lists it.' },
  ),
  BrandProfileSaved: event(
    'BrandProfileSaved',
    1,
    z.strictObject({ workspaceId: id('workspace'), brandId: id('brand') }),
    { workspaceId: WSP, brandId: BRD },
  ),
  /** Operators brought a roster in; each influencer has a profile. */
  InfluencersImported: event(
    'InfluencersImported',
    1,
    z.strictObject({ influencerIds: z.array(id('influencer')).check(z.minLength(1), z.maxLength(15)) }),
    { influencerIds: [INF] },
  ),
  InfluencerProfileSaved: event('InfluencerProfileSaved', 1, z.strictObject({ influencerId: id('influencer') }), {
    influencerId: INF,
  }),
  CampaignCreated: event('CampaignCreated', 1, campaign, { workspaceId: WSP, campaignId: CMP }),
  /** An edit ends the request for publishing of whom it names, in the campaign of that title. */
  CampaignEdited: event(
    'CampaignEdited',
    1,
    z.extend(campaign, { askedBy: z.optional(id('user')), title: z.optional(z.string()) }),
    { workspaceId: WSP, campaignId: CMP },
  ),
  CampaignBudgetChanged: event('CampaignBudgetChanged', 1, z.extend(campaign, { from: Money, to: Money }), {
    ...{ workspaceId: WSP, campaignId: CMP },
    ...{ from: { amountMinor: 90_000, currency: 'USD' }, to: { amountMinor: 120_000, currency: 'USD' } },
  }),
  /** A draft waits for a moderator before it is published. */
  CampaignHeldBack: event('CampaignHeldBack', 1, titled, TITLED),
  /** A moderator did not let a draft through; one that they do is published. */
  CampaignRefused: event('CampaignRefused', 1, z.extend(titled, { reason: z.string(), isAppeal: z.boolean() }), {
    ...TITLED,
    reason: 'It insults a competitor.',
    isAppeal: false,
  }),
  /** Another moderator looks at it. */
  CampaignAppealed: event('CampaignAppealed', 1, titled, TITLED),
  CampaignPlacesChanged: event(
    'CampaignPlacesChanged',
    1,
    z.extend(campaign, { from: z.nullable(z.int()), to: z.nullable(z.int()) }),
    { workspaceId: WSP, campaignId: CMP, from: 5, to: 8 },
  ),
  /** A member asked for a draft to be published, where the workspace has another one do it; for a key, who made it. */
  PublishingAsked: event('PublishingAsked', 1, publishing, PUBLISHING),
  PublishingDeclined: event('PublishingDeclined', 1, publishing, PUBLISHING),
  PublishingWithdrawn: event('PublishingWithdrawn', 1, publishing, PUBLISHING),
  CampaignStatusChanged: event(
    'CampaignStatusChanged',
    1,
    z.extend(campaign, {
      title: z.string(),
      command: z.enum(CAMPAIGN_COMMANDS),
      from: z.enum(CAMPAIGN_STATUSES),
      to: z.enum(CAMPAIGN_STATUSES),
      /** Who asked for the publishing that another member approved. */
      askedBy: z.optional(id('user')),
      /** A moderator let it through, and published it with that. */
      isModerated: z.optional(z.boolean()),
      /** By how many days its days are later after a pause; absent for none. */
      movedDays: z.optional(z.int()),
    }),
    { workspaceId: WSP, campaignId: CMP, title: 'Spring serum', command: 'publish', from: 'draft', to: 'published' },
  ),
  NotificationCreated: event(
    'NotificationCreated',
    1,
    z.strictObject({
      userId: id('user'),
      notificationId: id('notification'),
      /** It goes out by itself, at once. */
      mail: z.boolean(),
      sms: z.optional(z.boolean()),
    }),
    { userId: USR, notificationId: 'ntf_01JD0000000000000000000001', mail: true, sms: false },
  ),
  /** Earlier events do not say the title. */
  CampaignDeleted: event('CampaignDeleted', 1, z.extend(campaign, { title: z.optional(z.string()) }), {
    workspaceId: WSP,
    campaignId: CMP,
    title: 'Spring serum',
  }),
  CampaignTemplateSaved: event('CampaignTemplateSaved', 1, campaignTemplate, TEMPLATE),
  CampaignTemplateDeleted: event('CampaignTemplateDeleted', 1, campaignTemplate, TEMPLATE),
  InvoiceTemplateSaved: event(
    'InvoiceTemplateSaved',
    1,
    z.extend(workspace, { prefix: z.nullable(z.string()), hasFooter: z.boolean(), hasLogo: z.boolean() }),
    { workspaceId: WSP, prefix: 'GLOW', hasFooter: true, hasLogo: false },
  ),
  /** Of the data itself nothing is said: the legal name and address of a sole trader are a person's. */
  InfluencerTaxSaved: event('InfluencerTaxSaved', 1, z.strictObject({ influencerId: id('influencer') }), {
    influencerId: INF,
  }),
  RateCardSaved: event('RateCardSaved', 1, z.strictObject({ influencerId: id('influencer') }), { influencerId: INF }),
  ApplicationSubmitted: event('ApplicationSubmitted', 1, application, { ...DEAL, applicationId: APP }),
  ApplicationDecided: event(
    'ApplicationDecided',
    1,
    z.extend(application, {
      status: z.enum(APPLICATION_DECISIONS),
      /** Nobody decided: the campaign ended before. */
      hasEnded: z.optional(z.boolean()),
    }),
    { ...DEAL, applicationId: APP, status: 'approved' },
  ),
  ApplicationWithdrawn: event('ApplicationWithdrawn', 1, application, { ...DEAL, applicationId: APP }),
  OfferSent: event('OfferSent', 1, offer, { ...DEAL, offerId: OFF, version: 1 }),
  OfferCountered: event('OfferCountered', 1, z.extend(offer, { by }), {
    ...DEAL,
    offerId: OFF,
    version: 2,
    by: 'influencer',
  }),
  /** Nobody has answered it yet; it is the turn of the side that did not write it. */
  OfferEndsSoon: event('OfferEndsSoon', 1, z.extend(offer, { by, hoursLeft: z.int(), expiresAt: Instant }), {
    ...{ ...DEAL, offerId: OFF, version: 2, by: 'influencer' },
    ...{ hoursLeft: 24, expiresAt: '2026-12-04T09:00:00.000Z' },
  }),
  OfferRejected: event('OfferRejected', 1, z.extend(offer, { by }), {
    ...DEAL,
    offerId: OFF,
    version: 1,
    by: 'influencer',
  }),
  OfferWithdrawn: event('OfferWithdrawn', 1, z.extend(offer, { by }), {
    ...DEAL,
    offerId: OFF,
    version: 1,
    by: 'brand',
  }),
  OfferAccepted: event('OfferAccepted', 1, z.extend(offer, { by, contractId: id('contract'), price: Money }), {
    ...DEAL,
    offerId: OFF,
    version: 1,
    by: 'influencer',
    contractId: CTR,
    price: { amountMinor: 90_000, currency: 'USD' },
  }),
  /** A side signed a version of a contract by a typed name; the last of both completes it. */
  ContractSigned: event(
    'ContractSigned',
    1,
    z.extend(deal, {
      contractId: id('contract'),
      by,
      documentVersion: z.int(),
      documentHash: z.string(),
      isComplete: z.boolean(),
    }),
    {
      ...DEAL,
      contractId: CTR,
      by: 'influencer',
      documentVersion: 1,
      documentHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      isComplete: false,
    },
  ),
  /** A side proposes to change a running contract. */
  AmendmentProposed: event(
    'AmendmentProposed',
    1,
    z.extend(deal, { contractId: id('contract'), by, documentVersion: z.int() }),
    { ...DEAL, contractId: CTR, by: 'brand', documentVersion: 2 },
  ),
  /** A proposed change was declined by the other side, or withdrawn. */
  AmendmentEnded: event(
    'AmendmentEnded',
    1,
    z.extend(deal, { contractId: id('contract'), by, documentVersion: z.int(), isWithdrawn: z.boolean() }),
    { ...DEAL, contractId: CTR, by: 'brand', documentVersion: 2, isWithdrawn: false },
  ),
  /** Both sides have agreed to other terms: the contract has its next version. */
  ContractAmended: event(
    'ContractAmended',
    1,
    z.extend(deal, { contractId: id('contract'), by, documentVersion: z.int() }),
    { ...DEAL, contractId: CTR, by: 'brand', documentVersion: 2 },
  ),
  /** The rights of use by a contract end soon. */
  RightsEnding: event(
    'RightsEnding',
    1,
    z.extend(deal, { contractId: id('contract'), documentVersion: z.int(), endsOn: Day, daysLeft: z.int() }),
    { ...DEAL, contractId: CTR, documentVersion: 1, endsOn: '2027-05-30', daysLeft: 30 },
  ),
  /** A side got out of a contract: what was held goes back, what was never paid in is no longer owed. */
  ContractCancelled: event(
    'ContractCancelled',
    1,
    z.extend(deal, { contractId: id('contract'), by, backToBrand: Money, noLongerOwed: Money }),
    {
      ...DEAL,
      contractId: CTR,
      by: 'influencer',
      backToBrand: { amountMinor: 90_000, currency: 'USD' },
      noLongerOwed: { amountMinor: 0, currency: 'USD' },
    },
  ),
  ContentSubmitted: event(
    'ContentSubmitted',
    1,
    z.extend(content, {
      /** Where its screening flagged something, a moderator looks first, or a service still looks at its pictures and films. */
      screening: z.optional(z.enum(['flagged', 'waits', 'screening'])),
      /** A service looks at its pictures and films, whatever else was found. */
      isScreening: z.optional(z.boolean()),
    }),
    { ...DEAL, ...PIECE, screening: 'flagged' },
  ),
  /** A moderator let it through to the brand, or not. */
  ContentModerated: event(
    'ContentModerated',
    1,
    z.extend(content, {
      decision: z.enum(MODERATION_DECISIONS),
      reason: z.string(),
      isAppeal: z.boolean(),
    }),
    { ...DEAL, ...PIECE, decision: 'refused', reason: 'It insults somebody.', isAppeal: false },
  ),
  /** A service has looked at its pictures and films, or its time for that is over. */
  ContentScreened: event(
    'ContentScreened',
    1,
    z.extend(content, { screening: z.enum(['passed', 'flagged', 'waits']) }),
    { ...DEAL, ...PIECE, screening: 'passed' },
  ),
  /** The brand's time to answer it is over, and nobody knows what its pictures show: a moderator looks until `decideBy`. */
  ContentUnanswered: event('ContentUnanswered', 1, z.extend(content, { decideBy: Instant }), {
    ...DEAL,
    ...PIECE,
    decideBy: '2026-11-22T08:00:00.000Z',
  }),
  /** Somebody of the brand has looked at its pictures and films for the first time. */
  ContentSeen: event('ContentSeen', 1, content, { ...DEAL, ...PIECE }),
  /** Whoever handed it in has another moderator look at it. */
  ModerationAppealed: event('ModerationAppealed', 1, content, { ...DEAL, ...PIECE }),
  /** So many things have waited for a moderator for a day; where content is among them that nobody answered, until when the first of it is to be decided. */
  ModerationWaits: event('ModerationWaits', 1, z.strictObject({ count: z.int(), decideBy: z.nullable(Instant) }), {
    count: 3,
    decideBy: '2026-11-22T08:00:00.000Z',
  }),
  /** How content is screened was changed; of the words themselves nothing is said. */
  ScreeningPolicySaved: event(
    'ScreeningPolicySaved',
    1,
    z.extend(workspace, { unscreened: z.enum(UNSCREENED_FOR), listed: z.int() }),
    { workspaceId: WSP, unscreened: 'brand', listed: 3 },
  ),
  ContentReviewed: event(
    'ContentReviewed',
    1,
    z.extend(content, {
      status: z.enum(['approved', 'changes_requested', 'rejected']),
      /** Where nobody answered in the time that was agreed on, and that approves it. */
      isSilent: z.optional(z.boolean()),
    }),
    { ...DEAL, ...PIECE, status: 'approved' },
  ),
  ContentWentLive: event('ContentWentLive', 1, content, { ...DEAL, ...PIECE }),
  /** The platform was asked for the post at the reported address. */
  ContentLiveChecked: event('ContentLiveChecked', 1, z.extend(content, { state: z.enum(LIVE_CHECKS) }), {
    ...DEAL,
    ...PIECE,
    state: 'found',
  }),
  ContentCommented: event('ContentCommented', 1, z.extend(content, { commentId: id('comment'), by }), {
    ...DEAL,
    ...PIECE,
    commentId: 'cmt_01JD0000000000000000000001',
    by: 'brand',
  }),
  /** Whether the other side is told: of the first message since it last looked. */
  MessageSent: event('MessageSent', 1, z.extend(talk, { messageId: id('message'), tells: z.boolean() }), {
    ...TALK,
    messageId: 'msg_01JD0000000000000000000001',
    tells: true,
  }),
  /** Somebody of a side read further than anybody of it had. */
  ThreadRead: event('ThreadRead', 1, talk, { ...TALK, by: 'brand' }),
  /** A file arrived and was looked at; the reason says why it was not taken. */
  UploadInspected: event(
    'UploadInspected',
    1,
    z.strictObject({
      /** Whose it is: an influencer's or a workspace's. */
      influencerId: z.optional(id('influencer')),
      workspaceId: z.optional(id('workspace')),
      uploadId: id('upload'),
      status: z.enum(['ready', 'rejected']),
      reason: z.nullable(z.enum(UPLOAD_REASONS)),
      /** Whose it was, and what they called it, where a scan for malware did not let it pass. */
      userId: z.optional(id('user')),
      fileName: z.optional(z.string()),
    }),
    { influencerId: INF, uploadId: 'upl_01JD0000000000000000000001', status: 'ready', reason: null },
  ),
  DocumentAdded: event('DocumentAdded', 1, document, DOCUMENT),
  DocumentVersionAdded: event('DocumentVersionAdded', 1, document, DOCUMENT),
  /** Others see it from now on; those it was opened to are named. */
  DocumentAccessChanged: event('DocumentAccessChanged', 1, document, DOCUMENT),
  /** Anyone who has the link sees a version of it until it ends. */
  DocumentLinkCreated: event('DocumentLinkCreated', 1, document, { ...DOCUMENT, openedTo: [] }),
  DocumentLinkEnded: event('DocumentLinkEnded', 1, document, { ...DOCUMENT, openedTo: [] }),
  DocumentDeleted: event('DocumentDeleted', 1, document, { ...DOCUMENT, openedTo: [] }),
  PaymentOpened: event('PaymentOpened', 1, payment, PAYMENT),
  PaymentFunded: event('PaymentFunded', 1, z.extend(payment, { influencerIds: z.array(id('influencer')) }), {
    ...PAYMENT,
    influencerIds: [INF],
  }),
  /** Declined, or given up; the code is the provider's. Another payment may have taken its place, for all but the contracts somebody got out of. */
  PaymentFailed: event(
    'PaymentFailed',
    1,
    z.extend(payment, {
      ...{ code: z.string(), canceled: z.boolean() },
      replacedBy: z.optional(z.strictObject({ paymentId: id('payment'), amount: Money })),
    }),
    { ...PAYMENT, code: 'card_declined', canceled: false },
  ),
  /** The card networks warn that it may be fraud; nothing of it is released before that instant. */
  PaymentWarned: event('PaymentWarned', 1, z.extend(payment, { warningId: z.string(), reviewUntil: Instant }), {
    ...PAYMENT,
    warningId: 'issfr_1',
    reviewUntil: '2026-12-04T09:00:00.000Z',
  }),
  /** What an influencer was paid for a contract is to be taken back, for that use. */
  ClawBackOrdered: event('ClawBackOrdered', 1, z.extend(held, { use: z.enum(CLAW_BACK_USES) }), {
    ...HELD,
    use: 'refund',
  }),
  /** Some or all of it has come back. */
  ClawBackChanged: event(
    'ClawBackChanged',
    1,
    z.extend(held, { use: z.enum(CLAW_BACK_USES), status: z.enum(CLAW_BACK_STATUSES), back: Money }),
    { ...HELD, use: 'refund', status: 'open', back: { amountMinor: 40_000, currency: 'USD' } },
  ),
  /** Two people decided that no more of it is taken: what is let go. */
  ClawBackDismissed: event('ClawBackDismissed', 1, z.extend(held, { reason: z.string(), isOrdered: z.boolean() }), {
    ...HELD,
    reason: 'The brand was paid twice by mistake of ours.',
    isOrdered: true,
  }),
  /** What came back was paid back to the brand. */
  ClawBackRefunded: event('ClawBackRefunded', 1, held, HELD),
  PaymentDisputed: event('PaymentDisputed', 1, z.extend(payment, { disputeId: z.string() }), {
    ...PAYMENT,
    disputeId: 'dp_1',
  }),
  /** Somebody refunded it at the provider by hand; `beyond` is what that gave beyond what was held, which the platform bears. */
  PaymentRefundedByHand: event(
    'PaymentRefundedByHand',
    1,
    z.extend(payment, {
      refundId: z.string(),
      refunded: Money,
      beyond: Money,
      /** Whose money was held, and is gone. */
      influencerIds: z.array(id('influencer')),
      /** Of whose money a piece went back, and what is left of it, which goes on. */
      partly: z.optional(
        z.strictObject({ contractId: id('contract'), influencerId: id('influencer'), back: Money, left: Money }),
      ),
    }),
    {
      ...PAYMENT,
      refundId: 're_1',
      refunded: PAYMENT.amount,
      beyond: { ...PAYMENT.amount, amountMinor: 0 },
      influencerIds: [INF],
      partly: { contractId: CTR, influencerId: INF, back: PAYMENT.amount, left: PAYMENT.amount },
    },
  ),
  PaymentDisputeClosed: event(
    'PaymentDisputeClosed',
    1,
    z.extend(payment, { disputeId: z.string(), outcome: z.enum(['won', 'lost']) }),
    { ...PAYMENT, disputeId: 'dp_1', outcome: 'won' },
  ),
  DisputeOpened: event(
    'DisputeOpened',
    1,
    z.extend(dispute, { by, reason: z.enum(DISPUTE_REASON_NAMES), dueAt: Instant }),
    {
      ...DISPUTE,
      by: 'brand',
      reason: 'not_as_agreed',
      dueAt: '2026-11-25T09:00:00.000Z',
    },
  ),
  DisputeAnswered: event('DisputeAnswered', 1, z.extend(dispute, { by, dueAt: Instant }), {
    ...DISPUTE,
    by: 'influencer',
    dueAt: '2026-12-02T09:00:00.000Z',
  }),
  DisputeEvidenceAdded: event('DisputeEvidenceAdded', 1, z.extend(dispute, { by }), { ...DISPUTE, by: 'brand' }),
  SettlementProposed: event('SettlementProposed', 1, z.extend(dispute, { by, ...division }), {
    ...DISPUTE,
    by: 'influencer',
    ...DIVISION,
  }),
  /** Those it concerns are reminded that the time for an answer, or for evidence of both, is nearly over. */
  DisputeReminded: event(
    'DisputeReminded',
    1,
    z.extend(dispute, { answerBy: z.nullable(by), dueAt: Instant, hoursLeft: z.int() }),
    { ...DISPUTE, answerBy: 'influencer', dueAt: '2026-11-25T09:00:00.000Z', hoursLeft: 24 },
  ),
  /** Somebody of the platform wants everything about a contract in one file. */
  DossierAsked: event('DossierAsked', 1, z.extend(deal, { contractId: id('contract') }), { ...DEAL, contractId: CTR }),
  /** The time of the two sides is over: staff decides. */
  DisputeHandedOver: event('DisputeHandedOver', 1, dispute, DISPUTE),
  /** Staff decided; it is final then, unless a side appeals before. */
  DisputeDecided: event('DisputeDecided', 1, z.extend(dispute, { finalAt: Instant, ...division }), {
    ...DISPUTE,
    finalAt: '2026-12-09T09:00:00.000Z',
    ...DIVISION,
  }),
  /** A side appealed; both may show more until then, and somebody else of staff decides. */
  DisputeAppealed: event('DisputeAppealed', 1, z.extend(dispute, { by, dueAt: Instant }), {
    ...DISPUTE,
    by: 'influencer',
    dueAt: '2026-12-08T09:00:00.000Z',
  }),
  /** A side will not appeal; the other one still may. */
  AppealWaived: event('AppealWaived', 1, z.extend(dispute, { by }), { ...DISPUTE, by: 'brand' }),
  DisputeClosed: event(
    'DisputeClosed',
    1,
    z.extend(dispute, { result: z.enum(DISPUTE_RESULTS), decidedBy: z.enum(DISPUTE_DECIDERS), ...division }),
    { ...DISPUTE, result: 'split', decidedBy: 'staff', ...DIVISION },
  ),
  ReleaseRequested: event('ReleaseRequested', 1, payment, PAYMENT),
  RefundRequested: event('RefundRequested', 1, payment, PAYMENT),
  /** The last content is approved, and the workspace wants somebody else to approve the release. */
  ReleaseApprovalAsked: event('ReleaseApprovalAsked', 1, z.extend(held, { begunBy: z.optional(id('user')) }), APPROVAL),
  ReleaseApproved: event('ReleaseApproved', 1, approval, APPROVAL),
  ReleaseDeclined: event('ReleaseDeclined', 1, approval, APPROVAL),
  /** It says so when a second person was wanted and none answered until the day it is paid out anyway. */
  ReleaseReserved: event(
    'ReleaseReserved',
    1,
    z.extend(held, { withoutSecondPerson: z.optional(z.literal(true)) }),
    HELD,
  ),
  ReleaseRefused: event('ReleaseRefused', 1, z.extend(held, { code: z.string() }), {
    ...HELD,
    code: 'insufficient_capabilities_for_transfer',
  }),
  PaymentReleased: event('PaymentReleased', 1, held, HELD),
  /** Money of a released contract was taken back from the influencer. */
  PaymentClawedBack: event('PaymentClawedBack', 1, held, HELD),
  RefundReserved: event('RefundReserved', 1, held, HELD),
  /** It is tried again, and given up in the end: then it is stuck until people of the platform decide. */
  RefundRefused: event('RefundRefused', 1, z.extend(held, { code: z.string(), stuck: z.optional(z.literal(true)) }), {
    ...HELD,
    code: 'charge_disputed',
  }),
  /** What people of the platform decided about a refund that was given up. */
  StuckRefundDecided: event('StuckRefundDecided', 1, z.extend(held, { action: z.enum(STUCK_REFUND_ACTIONS) }), {
    ...HELD,
    action: 'retry',
  }),
  PaymentRefunded: event('PaymentRefunded', 1, held, HELD),
  /** The time for which the provider may hold the money is nearly over. */
  HoldEndingSoon: event('HoldEndingSoon', 1, z.extend(held, { heldUntil: Instant, daysLeft: z.int() }), {
    ...HELD,
    heldUntil: '2027-02-18T09:00:00.000Z',
    daysLeft: 14,
  }),
  /** A side of a contract can show others that its money is held; what the link is, nobody is told. */
  ProofCreated: event('ProofCreated', 1, z.extend(proof, { proofId: id('proof') }), {
    ...PROOF,
    proofId: 'prf_01JD0000000000000000000001',
  }),
  ProofRevoked: event('ProofRevoked', 1, proof, PROOF),
  /** An admin proposed to put the ledger right about an object of the provider; only another one can have it posted. */
  AdjustmentProposed: event('AdjustmentProposed', 1, adjustment, ADJUSTMENT),
  /** It was declined, or whoever proposed it took it back. */
  AdjustmentClosed: event('AdjustmentClosed', 1, z.extend(adjustment, { state: z.enum(['declined', 'withdrawn']) }), {
    ...ADJUSTMENT,
    state: 'declined',
  }),
  AdjustmentPosted: event(
    'AdjustmentPosted',
    1,
    z.extend(adjustment, { decidedBy: id('user'), entryIds: z.array(id('entry')) }),
    {
      ...ADJUSTMENT,
      decidedBy: 'usr_01JD0000000000000000000002',
      entryIds: ['ent_01JD0000000000000000000001'],
    },
  ),
  InvoiceIssued: event(
    'InvoiceIssued',
    1,
    z.extend(held, { invoiceId: id('invoice'), kind: z.enum(INVOICE_KINDS), number: z.string() }),
    { ...HELD, invoiceId: 'inv_01JD0000000000000000000001', kind: 'brand_invoice', number: 'ACC-2026-000001' },
  ),
  /** An influencer wants the statement of a year on paper. */
  EarningsStatementAsked: event(
    'EarningsStatementAsked',
    1,
    z.strictObject({ influencerId: id('influencer'), year: z.string() }),
    { influencerId: INF, year: '2026' },
  ),
  InvoicePdfRendered: event(
    'InvoicePdfRendered',
    1,
    z.strictObject({
      workspaceId: id('workspace'),
      influencerId: id('influencer'),
      contractId: id('contract'),
      invoiceId: id('invoice'),
      kind: z.enum(INVOICE_KINDS),
      sha256: z.string(),
      sizeBytes: z.int(),
    }),
    {
      workspaceId: WSP,
      influencerId: INF,
      contractId: CTR,
      invoiceId: 'inv_01JD0000000000000000000001',
      kind: 'brand_invoice',
      sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      sizeBytes: 27_000,
    },
  ),
  RefundFailed: event('RefundFailed', 1, z.extend(held, { stuck: z.optional(z.literal(true)) }), HELD),
  PayoutAccountChanged: event(
    'PayoutAccountChanged',
    1,
    z.strictObject({
      influencerId: id('influencer'),
      status: z.enum(PAYOUT_ACCOUNT_STATUSES),
      payable: z.boolean(),
      // What it was before, null when it is new; earlier events say nothing of what follows either.
      was: z.optional(z.nullable(z.enum(PAYOUT_ACCOUNT_STATUSES))),
      /** By the provider's names: all that is wanted now, and what of it was not wanted before. */
      requirementsDue: z.optional(z.array(z.string())),
      newlyDue: z.optional(z.array(z.string())),
      dueAt: z.optional(z.nullable(Instant)),
      disabledReason: z.optional(z.nullable(z.string())),
    }),
    {
      ...{ influencerId: INF, status: 'payable', payable: true, was: 'payable' },
      requirementsDue: ['individual.verification.document'],
      newlyDue: ['individual.verification.document'],
      dueAt: '2026-12-04T09:00:00.000Z',
      disabledReason: null,
    },
  ),
  /** Something is wanted for a payout account by an instant; payouts end after it. */
  /** The W-8 of an influencer ends: its last day, and how many are left. */
  TaxFormEndingSoon: event(
    'TaxFormEndingSoon',
    1,
    z.strictObject({
      influencerId: id('influencer'),
      form: z.enum(TAX_FORMS),
      validUntil: z.string(),
      daysLeft: z.int(),
    }),
    { influencerId: INF, form: 'W-8BEN', validUntil: '2029-12-31', daysLeft: 60 },
  ),
  PayoutDetailsDueSoon: event(
    'PayoutDetailsDueSoon',
    1,
    z.strictObject({
      influencerId: id('influencer'),
      requirementsDue: z.array(z.string()),
      dueAt: Instant,
      daysLeft: z.int(),
    }),
    {
      influencerId: INF,
      requirementsDue: ['individual.verification.document'],
      dueAt: '2026-12-04T09:00:00.000Z',
      daysLeft: 3,
    },
  ),
  BankPayoutChanged: event(
    'BankPayoutChanged',
    1,
    z.strictObject({
      influencerId: id('influencer'),
      payoutId: z.string(),
      status: z.string(),
      // Earlier events do not say these.
      amount: z.optional(Money),
      failureCode: z.optional(z.nullable(z.string())),
      /** It had arrived and came back. */
      returned: z.optional(z.boolean()),
    }),
    {
      ...{ influencerId: INF, payoutId: 'po_1', status: 'failed', failureCode: 'account_closed', returned: true },
      amount: { amountMinor: 90_000, currency: 'USD' },
    },
  ),
  SocialAccountConnected: event('SocialAccountConnected', 1, social, { influencerId: INF, platform: 'instagram' }),
  SocialAccountDisconnected: event(
    'SocialAccountDisconnected',
    1,
    // Of the account when it was disconnected; earlier events do not say it.
    z.extend(social, { version: z.optional(z.int()) }),
    { influencerId: INF, platform: 'tiktok', version: 4 },
  ),
  /** Pulls began to fail, or work again. */
  SocialAccountStateChanged: event(
    'SocialAccountStateChanged',
    1,
    z.extend(social, { from: z.enum(SOCIAL_STATES), to: z.enum(SOCIAL_STATES) }),
    { influencerId: INF, platform: 'youtube', from: 'ok', to: 'reconnect_needed' },
  ),
  /** A platform was asked, and the profile says other followers or another handle since. */
  FollowersMeasured: event('FollowersMeasured', 1, social, { influencerId: INF, platform: 'instagram' }),
  /** A pull brought other numbers than before for content of these campaigns; which ones are read from each campaign. */
  MetricsPulled: event(
    'MetricsPulled',
    1,
    z.strictObject({ platform: SocialPlatform, campaigns: z.array(campaign).check(z.minLength(1), z.maxLength(100)) }),
    { platform: 'tiktok', campaigns: [{ workspaceId: WSP, campaignId: CMP }] },
  ),
  ApiKeyCreated: event('ApiKeyCreated', 1, z.extend(apiKey, { ...keyTerms.shape, scopes: z.array(z.string()) }), {
    ...KEY,
    ...KEY_TERMS,
    scopes: ['campaign:read'],
  }),
  ApiKeyChanged: event('ApiKeyChanged', 1, z.extend(apiKey, { before: keyTerms, after: keyTerms }), {
    ...KEY,
    before: KEY_TERMS,
    after: { ...KEY_TERMS, name: 'Reports' },
  }),
  ApiKeyRevoked: event('ApiKeyRevoked', 1, z.extend(apiKey, { name: z.string() }), { ...KEY, name: 'Reporting' }),
  WebhookCreated: event('WebhookCreated', 1, z.extend(webhook, webhookTerms.shape), { ...HOOK, ...HOOK_TERMS }),
  WebhookChanged: event('WebhookChanged', 1, z.extend(webhook, { before: webhookTerms, after: webhookTerms }), {
    ...HOOK,
    before: HOOK_TERMS,
    after: { ...HOOK_TERMS, status: 'disabled' },
  }),
  WebhookSecretRotated: event('WebhookSecretRotated', 1, webhook, HOOK),
  WebhookDeleted: event('WebhookDeleted', 1, z.extend(webhook, webhookTerms.shape), { ...HOOK, ...HOOK_TERMS }),
  /** The receiver has failed too long, or said that it is gone. */
  WebhookDisabled: event(
    'WebhookDisabled',
    1,
    z.extend(webhook, { host: z.string(), reason: z.enum(DISABLED_REASONS), failures: z.int() }),
    { ...HOOK, host: 'hooks.brand.example', reason: 'failing', failures: 12 },
  ),
  /** Somebody wants a test sent, or a delivery once more. */
  WebhookDeliveryRequested: event(
    'WebhookDeliveryRequested',
    1,
    z.extend(webhook, {
      ...nextAttempt.shape,
      kind: z.enum(['test', 'redelivery']),
      /** Those of the same time, where a whole time is sent again. */
      more: z.optional(z.array(nextAttempt)),
    }),
    { ...HOOK, deliveryId: 'dlv_01JD0000000000000000000001', kind: 'test', attempt: 1 },
  ),
  /** A rule was written, changed, switched on or off. */
  RuleSaved: event('RuleSaved', 1, z.extend(rule, { enabled: z.boolean(), isNew: z.boolean() }), {
    ...RULE,
    enabled: true,
    isNew: true,
  }),
  RuleDeleted: event('RuleDeleted', 1, rule, RULE),
  /** A rule tells members of something, in its own words. */
  RuleNotified: event(
    'RuleNotified',
    1,
    z.extend(campaign, {
      ruleId: id('rule'),
      name: z.string(),
      title: z.string(),
      roles: z.array(Role).check(z.minLength(1)),
      text: z.string(),
    }),
    { ...RULE, campaignId: CMP, title: 'Spring serum', roles: ['owner'], text: 'Somebody large applied.' },
  ),
  /** A rule was held up, so that it did not do what it says; told once an hour. */
  RuleStopped: event('RuleStopped', 1, z.extend(rule, { reason: z.enum(STOP_REASONS), authorId: id('user') }), {
    ...RULE,
    reason: 'depth',
    authorId: USR,
  }),
  /** What a campaign is sorted by was changed; `tags` are all that it has now. */
  CampaignTagged: event(
    'CampaignTagged',
    1,
    z.extend(campaign, {
      title: z.string(),
      tags: z.array(z.string()),
      added: z.array(z.string()),
      removed: z.array(z.string()),
    }),
    { workspaceId: WSP, campaignId: CMP, title: 'Spring serum', tags: ['vip'], added: ['vip'], removed: [] },
  ),
  /** A brand would like an influencer to apply to its campaign. */
  InfluencerInvited: event('InfluencerInvited', 1, z.extend(deal, { brandName: z.string() }), {
    ...DEAL,
    brandName: 'One',
  }),
  TaskAdded: event('TaskAdded', 1, task, TASK),
  TaskChanged: event('TaskChanged', 1, z.extend(task, { done: z.boolean() }), { ...TASK, done: true }),
  TaskDeleted: event('TaskDeleted', 1, task, TASK),
  /** A signed webhook was taken; what it says is looked up at the provider, never trusted. */
  ProviderEventReceived: event(
    'ProviderEventReceived',
    1,
    z.strictObject({
      providerEventId: z.string(),
      kind: z.string(),
      objectId: z.string(),
      account: z.optional(z.string()),
      /** When the provider made the event. */
      createdAtMs: z.optional(z.int()),
    }),
    {
      providerEventId: 'evt_1',
      kind: 'payment_intent.succeeded',
      objectId: 'pi_1',
      createdAtMs: 1_795_176_000_000,
    },
  ),
} as const;

export type EventType = keyof typeof EVENTS;
export type EventData<T extends EventType> = z.output<(typeof EVENTS)[T]['data']>;

/** The events by which sessions end; their data names them. */
export const SESSION_ENDING_EVENTS = [
  'SessionEnded',
  'PasswordChanged',
  'PasswordSet',
  'IdentityLinked',
  'IdentityUnlinked',
  'EmailChanged',
  'SecondFactorEnabled',
  'SecondFactorDisabled',
  'PhoneFactorAdded',
  'PhoneFactorRemoved',
] as const satisfies readonly EventType[];

/** The events after which everything about a contract is wanted in one file: who decides on its money looks at it. */
export const DOSSIER_EVENTS = [
  'DossierAsked',
  'PaymentDisputed',
  'DisputeHandedOver',
] as const satisfies readonly EventType[];

/** The events after which something is to be had on paper. */
export const PAPER_EVENTS = [
  'InvoiceIssued',
  'EarningsStatementAsked',
  'OfferAccepted',
  'ContractSigned',
  'ContractAmended',
] as const satisfies readonly EventType[];

/** The events after which an influencer's balance at the provider may cover what is taken back of it: nobody waits for the provider's word of its own transfer. */
export const TAKING_BACK_EVENTS = [
  'ClawBackOrdered',
  'ClawBackDismissed',
  'PaymentReleased',
] as const satisfies readonly EventType[];

/** The events by which the machines of a contract and its campaign have something else to wait for. */
export const TURNING_EVENTS = [
  'DisputeOpened',
  'DisputeDecided',
  'DisputeAppealed',
  'DisputeClosed',
  'ContractCancelled',
  'ContractAmended',
  'StuckRefundDecided',
] as const satisfies readonly EventType[];

/** The events that rules may wait for: all of them name a workspace and a campaign. */
export const RULED_EVENTS = RULE_EVENT_TYPES satisfies readonly EventType[];

/** Events about content that move the release of its contract on. */
export const RELEASE_WAKING_EVENTS = [
  'ContentSubmitted',
  'ContentReviewed',
  'ContentModerated',
  'ContentScreened',
  'ContentWentLive',
] as const satisfies readonly EventType[];

/** The events by which people act with another role, with other grants or in another workspace, or have no part in a campaign any more. */
export const LEAVING_EVENTS = [
  'ApplicationDecided',
  'ApplicationWithdrawn',
  'WorkspaceCreated',
  'WorkspaceSwitched',
  'WorkspaceClosed',
  'OwnershipTransferred',
  'MemberJoined',
  'MemberRoleChanged',
  'MemberGrantsChanged',
  'MemberRemoved',
  'MemberLeft',
] as const satisfies readonly EventType[];

/** What a commit says happened. */
export type EventDraft = {
  [T in EventType]: {
    type: T;
    aggregateId: string;
    seq: number;
    partition: string;
    data: EventData<T>;
    /** Old and new where they are personal: kept on the record, never published. */
    changes?: readonly FieldChange[];
  };
}[EventType];

/** Who caused an event: a person, a key of a workspace, a rule of one, or the platform itself. */
export const EventActor = z.strictObject({
  kind: z.enum(ACTOR_KINDS),
  userId: z.optional(id('user')),
  keyId: z.optional(id('apiKey')),
  /** The rule that did it, or of whose doing it came. */
  ruleId: z.optional(id('rule')),
  /** How many runs of rules in a row led to it. */
  depth: z.optional(z.int()),
});

/** An event as it is stored, published and handed to reactions. */
export const EventEnvelope = z.strictObject({
  eventId: id('event'),
  type: z.enum(Object.keys(EVENTS) as [EventType, ...EventType[]]),
  schemaVersion: z.int(),
  occurredAt: Instant,
  correlationId: z.string(),
  aggregateId: z.string(),
  seq: z.int(),
  actor: EventActor,
  data: z.record(z.string(), z.unknown()),
});

export type EventActor = z.output<typeof EventActor>;
export type EventEnvelope = z.output<typeof EventEnvelope>;
