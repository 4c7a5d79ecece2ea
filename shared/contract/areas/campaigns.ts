import * as z from 'zod/mini';
import { MOST_QUESTIONS } from '#domain/applying.ts';
import { CAMPAIGN_STATUSES, DELIVERABLE_TYPES } from '#domain/campaign.ts';
import { READY_TEMPLATES } from '#domain/campaign-template.ts';
import { CAMPAIGN_OBJECTIVES, DRAFT_STEPS } from '#domain/draft.ts';
import { ID_PREFIXES } from '#domain/ids.ts';
import { LIFECYCLE } from '#domain/lifecycle-table.ts';
import { MOST_PLACES } from '#domain/places.ts';
import { defineEndpoint } from '../endpoint.ts';
import {
  CountryCode,
  CurrencyCode,
  Day,
  Done,
  HttpsUrl,
  Instant,
  id,
  Money,
  Niche,
  page,
  pageQuery,
  SocialPlatform,
  Tag,
  text,
} from '../schemas.ts';
import { screened } from '../screened.ts';

export const CampaignStatus = z.enum(CAMPAIGN_STATUSES);

export const Deliverable = z.strictObject({
  deliverableId: z.string().check(z.regex(/^[a-z0-9-]{1,40}$/, 'must be a short name of a-z, 0-9 and -')),
  type: z.enum(DELIVERABLE_TYPES),
  platform: SocialPlatform,
  count: z.int().check(z.gte(1), z.lte(100)),
  dueOn: z.optional(Day),
  priceRange: z.optional(z.strictObject({ min: Money, max: Money })),
});

export const TargetAudience = z.strictObject({
  niches: z._default(z.array(Niche).check(z.maxLength(10)), []),
  platforms: z._default(z.array(SocialPlatform).check(z.maxLength(3)), []),
  countries: z._default(z.array(CountryCode).check(z.maxLength(60)), []),
  minFollowers: z.optional(z.int().check(z.gte(0))),
  maxFollowers: z.optional(z.int().check(z.gte(0))),
});

export const CampaignObjective = z.enum(CAMPAIGN_OBJECTIVES);

const sentences = z._default(z.array(text(1, 300)).check(z.maxLength(20)), []);

/** What creators are to keep to in what they make. */
export const Guidelines = z.strictObject({
  dos: sentences,
  donts: sentences,
  hashtags: z._default(
    z
      .array(z.string().check(z.regex(/^[\p{L}\p{N}_]{1,60}$/u, 'must be letters, digits and _, without #')))
      .check(z.maxLength(20)),
    [],
  ),
  mentions: z._default(
    z
      .array(z.string().check(z.regex(/^[\w.]{1,60}$/, 'must be the name of an account, without @')))
      .check(z.maxLength(10)),
    [],
  ),
  references: z._default(z.array(HttpsUrl).check(z.maxLength(10)), []),
});
z.globalRegistry.add(Guidelines, { id: 'Guidelines' });

/** The terms that offers of a campaign begin with; each may be negotiated. */
export const CampaignTerms = z.strictObject({
  usageRights: z.optional(text(1, 2000)),
  revisionRounds: z.optional(z.int().check(z.gte(0), z.lte(10))),
  /** Content that the brand has not answered for so many days is approved. */
  reviewDays: z.optional(z.int().check(z.gte(1), z.lte(30))),
});
z.globalRegistry.add(CampaignTerms, { id: 'CampaignTerms' });

const READY_IDS = READY_TEMPLATES.map(({ templateId }) => templateId);

/** The id of a template, whoever made it. */
const TemplateId = z
  .string()
  .check(
    z.regex(
      new RegExp(`^(${ID_PREFIXES.template}_[0-9A-HJKMNP-TV-Z]{26}|${READY_IDS.join('|')})$`),
      'must be the id of a template',
    ),
  );

/** How many influencers a campaign takes. */
export const PlaceCount = z.int().check(z.gte(1), z.lte(MOST_PLACES));

/** How a campaign takes applications. */
export const Applying = z.strictObject({
  /** The last day (UTC) on which one may apply; null for as long as the campaign is open. */
  until: z._default(z.nullable(Day), null),
  /** What everybody who applies is asked. */
  questions: z._default(
    z
      .array(
        z.strictObject({
          questionId: z.string().check(z.regex(/^[a-z0-9-]{1,40}$/, 'must be a short name of a-z, 0-9 and -')),
          text: text(1, 300),
          /** Without an answer nobody can apply. */
          required: z._default(z.boolean(), false),
        }),
      )
      .check(z.maxLength(MOST_QUESTIONS)),
    [],
  ),
  /** How many influencers it takes; null for as many as its budget reaches for. */
  places: z._default(z.nullable(PlaceCount), null),
});
z.globalRegistry.add(Applying, { id: 'Applying' });

const amountMinor = z.int().check(z.gte(1), z.lte(99_999_999));

const campaignFields = {
  title: text(1, 160),
  brief: z.string().check(z.trim(), z.maxLength(10_000)),
  budgetMin: amountMinor,
  budgetMax: amountMinor,
  currency: CurrencyCode,
  startDate: Day,
  endDate: Day,
  deliverables: z.array(Deliverable).check(z.maxLength(30)),
  targetAudience: TargetAudience,
  applying: Applying,
};

/** A draft that somebody asked to have published where the workspace has another member do it. */
export const Publishing = z.strictObject({
  state: z.enum(['asked', 'declined']),
  /** Who asked; for an API key, who made the key. */
  askedBy: id('user'),
  keyId: z.nullable(id('apiKey')),
  askedAt: Instant,
  declinedBy: z.nullable(id('user')),
  declinedAt: z.nullable(Instant),
  reason: z.nullable(z.string()),
});

/** What screening and moderators have said of a campaign before it is published. */
export const CampaignModeration = z.strictObject({
  ...screened,
  /** Under which moderators see it; null where none has to. */
  itemId: z.nullable(id('moderation')),
  /** It is the first campaign of a brand that is not verified, so that a moderator looks at it whatever it says. */
  isNewBrand: z.boolean(),
});
z.globalRegistry.add(CampaignModeration, { id: 'CampaignModeration' });

export const Campaign = z.strictObject({
  campaignId: id('campaign'),
  workspaceId: id('workspace'),
  brandId: id('brand'),
  brandName: z.nullable(z.string()),
  title: z.string(),
  objective: z.nullable(CampaignObjective),
  /** Empty in a draft in which it is not written yet. */
  brief: z.string(),
  guidelines: Guidelines,
  terms: CampaignTerms,
  /** Both 0 in a draft in which it is not said yet. */
  budget: z.strictObject({ min: Money, max: Money }),
  startDate: z.nullable(Day),
  endDate: z.nullable(Day),
  deliverables: z.array(Deliverable),
  targetAudience: TargetAudience,
  applying: Applying,
  status: CampaignStatus,
  /** Since when its days stand still; null unless it is paused. */
  pausedAt: z.nullable(Instant),
  /** What a draft lacks before it can be published, in the order of the steps in which it is written. */
  missing: z.array(z.strictObject({ step: z.enum(DRAFT_STEPS), path: z.string(), message: z.string() })),
  /** Null unless it is a draft that somebody asked to have published. */
  publishing: z.nullable(Publishing),
  /** What its screening and moderators said of it before it was published; null where nothing was found. */
  moderation: z.nullable(CampaignModeration),
  /** What does not keep it from being published, but should be known before. */
  warnings: z.array(z.strictObject({ path: z.string(), message: z.string() })),
  version: z.int(),
  createdAt: Instant,
  updatedAt: Instant,
});
z.globalRegistry.add(Campaign, { id: 'Campaign' });

export const createCampaign = defineEndpoint({
  id: 'campaigns.create-campaign',
  method: 'POST',
  path: '/brands/campaigns',
  aliases: [{ method: 'POST', path: '/campaigns' }],
  allow: ['campaign:write'],
  byGrant: 'never',
  idempotent: true,
  body: z
    .strictObject({
      ...campaignFields,
      brief: z.optional(campaignFields.brief),
      budgetMin: z.optional(amountMinor),
      budgetMax: z.optional(amountMinor),
      objective: z.optional(CampaignObjective),
      guidelines: z.optional(Guidelines),
      terms: z.optional(CampaignTerms),
      /** What it begins with; what is said here beside it counts instead of what the template says. */
      templateId: z.optional(TemplateId),
      /** One of the workspace's brands that is not archived; its default one when none is named. */
      brandId: z.optional(id('brand')),
      currency: z._default(CurrencyCode, 'USD'),
      startDate: z.optional(Day),
      endDate: z.optional(Day),
      deliverables: z.optional(campaignFields.deliverables),
      targetAudience: z.optional(TargetAudience),
      applying: z.optional(Applying),
    })
    .check(
      z.refine(({ budgetMin = 0, budgetMax = budgetMin }) => budgetMin <= budgetMax, {
        path: ['budgetMax'],
        error: 'must not be below budgetMin',
      }),
    ),
  responses: { 201: Campaign },
  errors: ['validation_failed', 'brand_archived'],
  summary: 'Create a campaign as a draft; all but its title may follow.',
});

export const listCampaigns = defineEndpoint({
  id: 'campaigns.list-campaigns',
  method: 'GET',
  path: '/brands/campaigns',
  allow: ['campaign:read'],
  /** With a tag, those alone that are sorted by it. */
  query: pageQuery({ status: z.optional(CampaignStatus), tag: z.optional(Tag) }),
  responses: { 200: page(Campaign) },
  errors: ['bad_cursor'],
  summary: 'The campaigns of the workspace, newest first.',
});

export const campaignParams = z.strictObject({ campaignId: id('campaign') });

export const getCampaign = defineEndpoint({
  id: 'campaigns.get-campaign',
  method: 'GET',
  path: '/campaigns/{campaignId}',
  allow: ['campaign:read'],
  params: campaignParams,
  responses: { 200: Campaign },
  errors: ['not_found'],
  summary: 'One campaign.',
});

export const updateCampaign = defineEndpoint({
  id: 'campaigns.update-campaign',
  method: 'PATCH',
  path: '/campaigns/{campaignId}',
  allow: [LIFECYCLE.edit.by],
  byGrant: 'path',
  idempotent: true,
  params: campaignParams,
  body: z.strictObject({
    version: z.int(),
    title: z.optional(campaignFields.title),
    /** null takes it out again. */
    objective: z.optional(z.nullable(CampaignObjective)),
    brief: z.optional(campaignFields.brief),
    guidelines: z.optional(Guidelines),
    terms: z.optional(CampaignTerms),
    budgetMin: z.optional(amountMinor),
    budgetMax: z.optional(amountMinor),
    /** null takes the day out again. */
    startDate: z.optional(z.nullable(Day)),
    endDate: z.optional(z.nullable(Day)),
    deliverables: z.optional(campaignFields.deliverables),
    targetAudience: z.optional(TargetAudience),
    applying: z.optional(Applying),
  }),
  responses: { 200: Campaign },
  errors: ['not_found', 'version_conflict', 'campaign_not_editable', 'validation_failed'],
  summary: 'Edit a draft; `version` is the one you read.',
});

export const deleteCampaign = defineEndpoint({
  id: 'campaigns.delete-campaign',
  method: 'DELETE',
  path: '/campaigns/{campaignId}',
  allow: [LIFECYCLE.delete.by],
  byGrant: 'path',
  idempotent: true,
  params: campaignParams,
  responses: { 200: Done },
  errors: ['not_found', 'campaign_not_editable'],
  summary: 'Delete a draft.',
});

export const campaignEndpoints = [createCampaign, listCampaigns, getCampaign, updateCampaign, deleteCampaign] as const;
