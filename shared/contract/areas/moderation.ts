import * as z from 'zod/mini';
import { BRAND_STATES } from '#domain/brand-standing.ts';
import { LIFECYCLE } from '#domain/lifecycle-table.ts';
import { CONTENT_MODERATION_STATES, MODERATION_DECISIONS, MODERATION_ITEM_STATES } from '#domain/moderation.ts';
import { SCREENING_ACTIONS, SCREENING_CHECKS, UNSCREENED_FOR } from '#domain/screening.ts';
import { defineEndpoint } from '../endpoint.ts';
import { HttpsUrl, Instant, id, page, pageQuery, text } from '../schemas.ts';
import { ScreeningFinding, screened } from '../screened.ts';
import { Campaign, campaignParams } from './campaigns.ts';
import { BrandProfile } from './profiles.ts';
import { Medium } from './uploads.ts';

/** What screening and moderators have said of a piece of content; checks that passed are left out. */
export const ContentModeration = z.strictObject({
  ...screened,
  /** `unanswered`: the brand's time to answer is over and nobody knows what its pictures show; a moderator looks, and the brand may still answer. */
  state: z.enum(CONTENT_MODERATION_STATES),
  /** Since when the time that the brand has to answer runs, where a moderator looked first; null for since it was handed in. */
  clearedAt: z.nullable(Instant),
  /** Until when a moderator decides on what nobody answered. */
  decideBy: z.nullable(Instant),
});
z.globalRegistry.add(ContentModeration, { id: 'ContentModeration' });

export const ModerationEntry = z.strictObject({
  itemId: id('moderation'),
  workspaceId: id('workspace'),
  campaignId: id('campaign'),
  /** Content for a campaign, or the campaign itself before it is published. */
  kind: z.enum(['content', 'campaign']),
  contentId: z.nullable(id('submission')),
  /** Of a campaign: its brand, and whether that is not verified and this its first campaign. */
  brand: z.nullable(z.strictObject({ brandId: id('brand'), isNew: z.boolean() })),
  campaignTitle: z.string(),
  brandName: z.string(),
  /** Of content its caption; of a campaign all that it says. */
  caption: z.string(),
  mediaUrls: z.array(HttpsUrl),
  /** With addresses that show the files only where one item is read. */
  media: z.array(Medium),
  findings: z.array(ScreeningFinding),
  score: z.int(),
  state: z.enum(MODERATION_ITEM_STATES),
  decisions: z.array(
    z.strictObject({
      decision: z.enum(MODERATION_DECISIONS),
      reason: z.string(),
      by: z.strictObject({ userId: id('user'), name: z.string() }),
      at: Instant,
    }),
  ),
  appeal: z.nullable(z.strictObject({ text: z.string(), at: Instant })),
  waitsSince: Instant,
  /** Of content that the brand has not answered in its time: how long that was, and until when a moderator decides; letting it through approves it. */
  unanswered: z.nullable(z.strictObject({ reviewDays: z.int(), decideBy: Instant })),
  /** Whether the reader may decide it: an appeal is for another moderator than the first. */
  mayDecide: z.boolean(),
});
z.globalRegistry.add(ModerationEntry, { id: 'ModerationEntry' });

export const ScreeningPolicy = z.strictObject({
  /** What is done about what a check flags: nothing, show it to both sides, or have a moderator look before the brand may approve. */
  actions: z.strictObject(
    Object.fromEntries(SCREENING_CHECKS.map((check) => [check, z.enum(SCREENING_ACTIONS)])) as {
      [K in (typeof SCREENING_CHECKS)[number]]: z.ZodMiniEnum<{ off: 'off'; show: 'show'; hold: 'hold' }>;
    },
  ),
  competitors: z.array(text(2, 60)).check(z.maxLength(100)),
  bannedWords: z.array(text(2, 60)).check(z.maxLength(200)),
  /** Who looks at what could not be screened: the brand in its review, or a moderator before. */
  unscreened: z.enum(UNSCREENED_FOR),
});
z.globalRegistry.add(ScreeningPolicy, { id: 'ScreeningPolicy' });

export const listModerationQueue = defineEndpoint({
  id: 'moderation.list-queue',
  method: 'GET',
  path: '/moderation/queue',
  allow: ['moderation:decide'],
  query: pageQuery({}),
  responses: { 200: page(ModerationEntry) },
  errors: ['bad_cursor'],
  summary: 'What waits for a moderator, the longest waiting first.',
});

const itemParams = z.strictObject({ itemId: id('moderation') });

export const getModerationItem = defineEndpoint({
  id: 'moderation.get-item',
  method: 'GET',
  path: '/moderation/{itemId}',
  allow: ['moderation:decide'],
  params: itemParams,
  query: z.strictObject({ workspaceId: id('workspace') }),
  responses: { 200: ModerationEntry },
  errors: ['not_found'],
  summary: 'One thing that a moderator looks at, with its files and what was decided about it.',
});

export const decideModerationItem = defineEndpoint({
  id: 'moderation.decide-item',
  method: 'POST',
  path: '/moderation/{itemId}/decide',
  allow: ['moderation:decide'],
  idempotent: true,
  params: itemParams,
  body: z.strictObject({
    workspaceId: id('workspace'),
    decision: z.enum(MODERATION_DECISIONS),
    /** Both sides read it. */
    reason: text(3, 1000),
  }),
  responses: { 200: ModerationEntry },
  errors: [
    ...(['not_found', 'moderation_closed', 'same_person'] as const),
    ...(['campaign_not_ready', 'spending_limit_exceeded', 'campaign_limit_exceeded'] as const),
  ],
  summary:
    'Let content through to the brand, or a campaign through, which publishes it; or neither, with a reason. An appeal is decided by another moderator.',
});

export const BrandStanding = z.strictObject({
  brandId: id('brand'),
  workspaceId: id('workspace'),
  /** Its profile as its workspace wrote it; null until it did. */
  profile: z.nullable(BrandProfile),
  state: z.enum(BRAND_STATES),
  /** The name that was verified; under another one it is verified no more. */
  verifiedAs: z.nullable(z.string()),
  /** Its first campaign that a moderator let through; null while the next one waits for one. */
  clearedCampaignId: z.nullable(id('campaign')),
  decisions: z.array(
    z.strictObject({
      state: z.enum(BRAND_STATES),
      reason: z.string(),
      note: z.string(),
      /** Without an id for operators, who have no account. */
      by: z.strictObject({ userId: z.nullable(id('user')), name: z.string() }),
      at: Instant,
    }),
  ),
});
z.globalRegistry.add(BrandStanding, { id: 'BrandStanding' });

const standingParams = z.strictObject({ brandId: id('brand') });

export const getBrandStanding = defineEndpoint({
  id: 'moderation.get-brand',
  method: 'GET',
  path: '/moderation/brands/{brandId}',
  allow: ['moderation:decide'],
  params: standingParams,
  query: z.strictObject({ workspaceId: id('workspace') }),
  responses: { 200: BrandStanding },
  errors: ['not_found'],
  summary:
    'A brand as people of the platform know it: its profile, whether it is verified, and what was decided about that.',
});

export const verifyBrand = defineEndpoint({
  id: 'moderation.verify-brand',
  method: 'PUT',
  path: '/moderation/brands/{brandId}',
  allow: ['moderation:decide'],
  idempotent: true,
  params: standingParams,
  body: z.strictObject({
    workspaceId: id('workspace'),
    state: z.enum(BRAND_STATES),
    /** The brand reads it. */
    reason: text(3, 1000),
    /** How it was found out; people of the platform read it. */
    note: text(3, 1000),
  }),
  responses: { 200: BrandStanding },
  errors: ['not_found'],
  summary:
    'Say that a brand is who it says it is, so that its campaigns no longer wait for a moderator because of that; or take that back.',
});

export const getBrandVerification = defineEndpoint({
  id: 'brands.get-verification',
  method: 'GET',
  path: '/brands/{brandId}/verification',
  allow: ['brand:read'],
  params: standingParams,
  responses: {
    200: z.strictObject({
      brandId: id('brand'),
      state: z.enum(BRAND_STATES),
      /** The next campaign of it waits for a moderator. */
      nextCampaignWaits: z.boolean(),
      /** What was said with the last decision about it. */
      reason: z.nullable(z.string()),
      decidedAt: z.nullable(Instant),
    }),
  },
  errors: ['not_found'],
  summary: 'Whether a brand of the workspace is verified, and what that means for its next campaign.',
});

export const appealCampaign = defineEndpoint({
  id: 'campaigns.appeal-moderation',
  method: 'POST',
  path: '/campaigns/{campaignId}/appeal',
  allow: [LIFECYCLE.appeal.by],
  byGrant: 'path',
  idempotent: true,
  params: campaignParams,
  body: z.strictObject({ text: text(3, 2000) }),
  responses: { 200: Campaign },
  errors: ['not_found', 'moderation_not_refused', 'appeal_over', 'moderation_closed'],
  summary: 'Have another moderator look at a campaign that was not let through; once.',
});

export const appealModeration = defineEndpoint({
  id: 'moderation.appeal-content',
  method: 'POST',
  path: '/campaigns/{campaignId}/content/{contentId}/appeal',
  allow: ['content:submit'],
  idempotent: true,
  params: z.strictObject({ campaignId: id('campaign'), contentId: id('submission') }),
  body: z.strictObject({ text: text(3, 2000) }),
  responses: { 200: ContentModeration },
  errors: ['not_found', 'moderation_not_refused', 'appeal_over', 'moderation_closed'],
  summary: 'Have another moderator look at content that was not let through; once.',
});

export const getScreeningPolicy = defineEndpoint({
  id: 'moderation.get-policy',
  method: 'GET',
  path: '/moderation/policy',
  allow: ['workspace:read'],
  responses: { 200: ScreeningPolicy },
  errors: [],
  summary: 'How the content for the campaigns of the workspace is screened.',
});

export const putScreeningPolicy = defineEndpoint({
  id: 'moderation.put-policy',
  method: 'PUT',
  path: '/moderation/policy',
  allow: ['workspace:manage'],
  idempotent: true,
  body: ScreeningPolicy,
  responses: { 200: ScreeningPolicy },
  errors: ['validation_failed'],
  summary: 'Say how content is screened, from the next submission on.',
});

export const moderationEndpoints = [
  listModerationQueue,
  getModerationItem,
  decideModerationItem,
  getBrandStanding,
  verifyBrand,
  getBrandVerification,
  appealModeration,
  appealCampaign,
  getScreeningPolicy,
  putScreeningPolicy,
] as const;
