import * as z from 'zod/mini';
import { APPLICATION_DECISIONS, APPLICATION_STATUSES } from '#domain/application.ts';
import { MOST_QUESTIONS } from '#domain/applying.ts';
import { DELIVERABLE_TYPES } from '#domain/campaign.ts';
import { defineEndpoint } from '../endpoint.ts';
import {
  CountryCode,
  Day,
  HttpsUrl,
  Instant,
  id,
  Money,
  Niche,
  page,
  pageQuery,
  SocialPlatform,
  text,
} from '../schemas.ts';
import { Applying, CampaignTerms, campaignParams, Deliverable, Guidelines, TargetAudience } from './campaigns.ts';

const RateLine = z.strictObject({ platform: SocialPlatform, type: z.enum(DELIVERABLE_TYPES), price: Money });

export const RateCard = z.strictObject({
  influencerId: id('influencer'),
  lines: z.array(RateLine),
  version: z.int(),
  updatedAt: z.nullable(Instant),
});
z.globalRegistry.add(RateCard, { id: 'RateCard' });

export const getRateCard = defineEndpoint({
  id: 'influencers.get-rate-card',
  method: 'GET',
  path: '/influencers/rate-card',
  allow: ['influencer:self'],
  responses: { 200: RateCard },
  errors: [],
  summary: 'My usual prices; without lines and version 0 until they are set.',
});

export const putRateCard = defineEndpoint({
  id: 'influencers.put-rate-card',
  method: 'PUT',
  path: '/influencers/rate-card',
  allow: ['influencer:self'],
  idempotent: true,
  body: z.strictObject({ lines: z.array(RateLine).check(z.minLength(1), z.maxLength(100)) }),
  responses: { 200: RateCard },
  errors: ['validation_failed'],
  summary: 'Set my usual prices, one line per platform and kind of content.',
});

const FitReason = z.strictObject({
  code: z.enum(['niche', 'platform', 'followers', 'country', 'audience']),
  text: z.string(),
  campaignValues: z.array(z.union([z.string(), z.number()])),
  profileValues: z.array(z.union([z.string(), z.number()])),
});

const openCampaignFields = {
  campaignId: id('campaign'),
  title: z.string(),
  brandName: z.string(),
  brief: z.string(),
  budget: z.strictObject({ min: Money, max: Money }),
  startDate: z.nullable(Day),
  endDate: z.nullable(Day),
  deliverables: z.array(Deliverable),
  targetAudience: TargetAudience,
  applying: Applying,
  status: z.enum(['published', 'active']),
  listedAt: Instant,
};

export const FittingCampaign = z.strictObject({
  ...openCampaignFields,
  score: z.int().check(z.gte(0), z.lte(100)),
  reasons: z.array(FitReason).check(z.minLength(2)),
});
z.globalRegistry.add(FittingCampaign, { id: 'FittingCampaign' });

export const OpenCampaign = z.strictObject({
  ...openCampaignFields,
  guidelines: Guidelines,
  terms: CampaignTerms,
  /** Null when it does not fit the profile; `misfit` says by what. */
  fit: z.nullable(z.strictObject({ score: z.int(), reasons: z.array(FitReason) })),
  misfit: z.nullable(z.enum(['no_profile', 'ended', 'niche', 'platform', 'followers', 'country'])),
  /** How many have a contract, of those that `applying.places` lets in. */
  takenCount: z.int(),
  /** All places are taken: whoever applies now is on the waiting list. */
  isFull: z.boolean(),
  application: z.nullable(z.strictObject({ applicationId: id('application'), status: z.enum(APPLICATION_STATUSES) })),
});
z.globalRegistry.add(OpenCampaign, { id: 'OpenCampaign' });

export const listOpenCampaigns = defineEndpoint({
  id: 'influencers.list-open-campaigns',
  method: 'GET',
  path: '/influencers/campaigns',
  allow: ['influencer:self'],
  rate: 'search',
  query: pageQuery({
    niche: z.optional(Niche),
    platform: z.optional(SocialPlatform),
  }),
  responses: { 200: page(FittingCampaign) },
  errors: ['profile_incomplete', 'bad_cursor'],
  summary: 'Open campaigns that fit my profile, best first, with reasons.',
});

export const getOpenCampaign = defineEndpoint({
  id: 'influencers.get-open-campaign',
  method: 'GET',
  path: '/influencers/campaigns/{campaignId}',
  allow: ['influencer:self'],
  params: campaignParams,
  responses: { 200: OpenCampaign },
  errors: ['not_found'],
  summary: 'One open campaign, how it fits me, and where my application stands.',
});

export const ApplicationStatus = z.enum(APPLICATION_STATUSES);

export const Application = z.strictObject({
  applicationId: id('application'),
  campaignId: id('campaign'),
  campaignTitle: z.string(),
  brandName: z.string(),
  influencerId: id('influencer'),
  influencer: z.strictObject({
    displayName: z.string(),
    followers: z.int(),
    platforms: z.array(SocialPlatform),
    niches: z.array(Niche),
    country: CountryCode,
  }),
  proposalDetails: z.string(),
  proposedPrice: z.nullable(Money),
  /** Work to look at. */
  portfolioLinks: z.array(HttpsUrl),
  /** What the brief asked when they applied, and what they said to it. */
  answers: z.array(z.strictObject({ questionId: z.string(), question: z.string(), answer: z.string() })),
  status: ApplicationStatus,
  reason: z.nullable(z.string()),
  decidedAt: z.nullable(Instant),
  version: z.int(),
  createdAt: Instant,
  updatedAt: Instant,
});
z.globalRegistry.add(Application, { id: 'Application' });

export const applyToCampaign = defineEndpoint({
  id: 'applications.apply-to-campaign',
  method: 'POST',
  path: '/influencers/campaigns/{campaignId}/apply',
  allow: ['application:write'],
  idempotent: true,
  params: campaignParams,
  body: z.strictObject({
    proposalDetails: text(1, 5000),
    proposedPrice: z.optional(Money),
    portfolioLinks: z._default(z.array(HttpsUrl).check(z.maxLength(5)), []),
    /** To the questions of the brief; those that are required must be among them. */
    answers: z._default(
      z
        .array(z.strictObject({ questionId: z.string().check(z.maxLength(40)), answer: text(1, 2000) }))
        .check(z.maxLength(MOST_QUESTIONS)),
      [],
    ),
  }),
  responses: { 201: Application },
  errors: [
    'not_found',
    'already_applied',
    'campaign_not_open',
    'applications_closed',
    'profile_incomplete',
    'own_campaign',
    'validation_failed',
  ],
  summary: 'Ask to join an open campaign of somebody else; on its waiting list where all its places are taken.',
});

export const listOwnApplications = defineEndpoint({
  id: 'applications.list-own-applications',
  method: 'GET',
  path: '/influencers/applications',
  allow: ['application:write'],
  query: pageQuery({ status: z.optional(ApplicationStatus) }),
  responses: { 200: page(Application) },
  errors: ['bad_cursor'],
  summary: 'My applications, newest first.',
});

export const listCampaignApplications = defineEndpoint({
  id: 'applications.list-campaign-applications',
  method: 'GET',
  path: '/brands/campaigns/{campaignId}/applications',
  allow: ['application:read'],
  params: campaignParams,
  query: pageQuery({ status: z.optional(ApplicationStatus) }),
  responses: { 200: page(Application) },
  errors: ['not_found', 'bad_cursor'],
  summary: 'Who applied to a campaign, newest first.',
});

const applicationParams = z.strictObject({ applicationId: id('application') });

export const withdrawApplication = defineEndpoint({
  id: 'applications.withdraw-application',
  method: 'DELETE',
  path: '/applications/{applicationId}',
  allow: ['application:write'],
  idempotent: true,
  params: applicationParams,
  responses: { 200: Application },
  errors: ['not_found', 'application_not_pending'],
  summary: 'Take back my application; a new one may follow.',
});

export const decideApplication = defineEndpoint({
  id: 'applications.decide-application',
  method: 'PUT',
  path: '/applications/{applicationId}/status',
  allow: ['application:decide'],
  byGrant: 'thing',
  idempotent: true,
  params: applicationParams,
  body: z.strictObject({ status: z.enum(APPLICATION_DECISIONS), reason: z.optional(text(1, 1000)) }),
  responses: { 200: Application },
  errors: ['not_found', 'application_not_pending', 'campaign_full', 'campaign_over'],
  summary: 'Approve or reject an application, or keep it on the waiting list for now.',
});

/** How many applications are decided on by one request. */
export const DECIDED_AT_ONCE = 50;

const Decided = z.strictObject({
  applicationId: id('application'),
  /** Decided now · as it was asked for already · refused, for the reason that `code` names · not come to in the time there is: ask again. */
  outcome: z.enum(['decided', 'unchanged', 'refused', 'not_reached']),
  code: z.nullable(z.enum(['not_found', 'application_not_pending', 'campaign_full', 'campaign_over', 'too_busy'])),
  /** As it is now; null where there is none with that id. */
  application: z.nullable(Application),
});

export const decideApplications = defineEndpoint({
  id: 'applications.decide-applications',
  method: 'POST',
  path: '/campaigns/{campaignId}/applications/decisions',
  allow: ['application:decide'],
  byGrant: 'path',
  params: campaignParams,
  body: z.strictObject({
    decisions: z
      .array(
        z.strictObject({
          applicationId: id('application'),
          status: z.enum(APPLICATION_DECISIONS),
          reason: z.optional(text(1, 1000)),
        }),
      )
      .check(
        z.minLength(1),
        z.maxLength(DECIDED_AT_ONCE),
        z.refine((list) => new Set(list.map(({ applicationId }) => applicationId)).size === list.length, {
          error: 'must name each application once',
        }),
      ),
  }),
  responses: {
    200: z.strictObject({ decisions: z.array(Decided), decidedCount: z.int(), refusedCount: z.int() }),
  },
  errors: ['not_found', 'validation_failed'],
  summary:
    'Decide on up to 50 applications, each by itself: what is refused keeps nothing else back, and asking again changes nothing that is decided.',
});

export const applicationEndpoints = [
  getRateCard,
  putRateCard,
  listOpenCampaigns,
  getOpenCampaign,
  applyToCampaign,
  listOwnApplications,
  listCampaignApplications,
  withdrawApplication,
  decideApplication,
  decideApplications,
] as const;
