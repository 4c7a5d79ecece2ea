import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { CountryCode, Day, Email, HttpsUrl, Instant, id, Money, Niche, SocialPlatform, text } from '../schemas.ts';

export const brandFields = {
  companyName: text(1, 160),
  industry: text(1, 80),
  budgetRange: z.optional(z.strictObject({ min: Money, max: Money })),
  contactInfo: z.strictObject({ name: text(1, 120), email: Email, phone: z.optional(text(3, 40)) }),
  website: z.optional(HttpsUrl),
  description: z.optional(text(1, 2000)),
};

export const BrandProfile = z.strictObject({
  brandId: id('brand'),
  workspaceId: id('workspace'),
  ...brandFields,
  /** The client it stands for, of an agency. */
  clientName: z.nullable(z.string()),
  /** New campaigns cannot be made for it since. */
  archivedAt: z.nullable(Instant),
  version: z.int(),
  updatedAt: Instant,
});
z.globalRegistry.add(BrandProfile, { id: 'BrandProfile' });

export const getBrandProfile = defineEndpoint({
  id: 'brands.get-profile',
  method: 'GET',
  path: '/brands/profile',
  allow: ['brand:read'],
  responses: { 200: BrandProfile },
  errors: ['not_found'],
  summary: 'The default brand of the workspace.',
});

export const putBrandProfile = defineEndpoint({
  id: 'brands.put-profile',
  method: 'PUT',
  path: '/brands/profile',
  allow: ['brand:write'],
  idempotent: true,
  body: z.strictObject(brandFields),
  responses: { 200: BrandProfile },
  errors: ['version_conflict'],
  summary: 'Set the profile of the default brand.',
});

const share = z.number().check(z.gte(0), z.lte(1));

export const SocialLink = z.strictObject({
  platform: SocialPlatform,
  handle: text(1, 80),
  followers: z.int().check(z.gte(0), z.lte(2_000_000_000)),
  /** Said by the platform itself; what a request says here is ignored. */
  verified: z.optional(z.boolean()),
});

/** Work for a brand outside of Accord, as the influencer tells it: nobody has verified its numbers. */
export const PastWork = z.strictObject({
  brandName: text(1, 120),
  title: text(1, 160),
  platform: SocialPlatform,
  publishedOn: Day,
  url: z.optional(HttpsUrl),
  views: z.optional(z.int().check(z.gte(0), z.lte(20_000_000_000))),
});
z.globalRegistry.add(PastWork, { id: 'PastWork' });

const influencerFields = {
  displayName: text(1, 120),
  bio: text(1, 2000),
  socialLinks: z.array(SocialLink).check(z.minLength(1), z.maxLength(10)),
  niche: z.array(Niche).check(z.minLength(1), z.maxLength(6)),
  audienceDemographics: z.optional(
    z.strictObject({
      countries: z.record(CountryCode, share),
      ages: z.optional(z.record(text(1, 12), share)),
      genders: z.optional(z.record(text(1, 20), share)),
    }),
  ),
  mediaKitUrl: z.optional(HttpsUrl),
  pastWork: z._default(z.array(PastWork).check(z.maxLength(24)), []),
  geoLocation: z.strictObject({ country: CountryCode, city: z.optional(text(1, 120)) }),
  languages: z._default(
    z
      .array(z.string().check(z.regex(/^[a-z]{2}$/, 'must be a two-letter language code, e.g. en')))
      .check(z.maxLength(10)),
    [],
  ),
  /** `unlisted` keeps the profile out of the search of brands; whoever knows its id still sees it, as brands that deal with its owner do. */
  visibility: z._default(z.enum(['public', 'unlisted']), 'public'),
};

export const InfluencerProfile = z.strictObject({
  influencerId: id('influencer'),
  ...influencerFields,
  version: z.int(),
  updatedAt: Instant,
});
z.globalRegistry.add(InfluencerProfile, { id: 'InfluencerProfile' });

export const getOwnInfluencerProfile = defineEndpoint({
  id: 'influencers.get-profile',
  method: 'GET',
  path: '/influencers/profile',
  allow: ['influencer:self'],
  responses: { 200: InfluencerProfile },
  errors: ['not_found'],
  summary: 'My influencer profile.',
});

export const putInfluencerProfile = defineEndpoint({
  id: 'influencers.put-profile',
  method: 'PUT',
  path: '/influencers/profile',
  allow: ['influencer:self'],
  idempotent: true,
  body: z.strictObject(influencerFields),
  responses: { 200: InfluencerProfile },
  errors: ['version_conflict'],
  summary: 'Set my influencer profile.',
});

export const getInfluencer = defineEndpoint({
  id: 'influencers.get-influencer',
  method: 'GET',
  path: '/influencers/{influencerId}',
  allow: ['influencer:read'],
  params: z.strictObject({ influencerId: id('influencer') }),
  responses: { 200: InfluencerProfile },
  errors: ['not_found'],
  summary: 'The public profile of an influencer.',
});

export const profileEndpoints = [
  getBrandProfile,
  putBrandProfile,
  getOwnInfluencerProfile,
  putInfluencerProfile,
  getInfluencer,
] as const;
