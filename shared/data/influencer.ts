import * as z from 'zod/mini';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';
import { taxData, vatCheck } from './shapes.ts';

const shares = z.record(z.string(), z.number());

/** An influencer's profile. */
export const Influencers = defineEntity({
  name: 'influencer',
  schema: z.object({
    influencerId: z.string(),
    userId: z.string(),
    displayName: z.string(),
    bio: z.string(),
    socialLinks: z.array(
      z.object({ platform: z.string(), handle: z.string(), followers: z.int(), verified: z.optional(z.boolean()) }),
    ),
    niche: z.array(z.string()),
    audienceDemographics: z.optional(
      z.object({ countries: shares, ages: z.optional(shares), genders: z.optional(shares) }),
    ),
    mediaKitUrl: z.optional(z.string()),
    pastWork: z.optional(
      z.array(
        z.object({
          brandName: z.string(),
          title: z.string(),
          platform: z.string(),
          publishedOn: z.string(),
          url: z.optional(z.string()),
          views: z.optional(z.int()),
        }),
      ),
    ),
    geoLocation: z.object({ country: z.string(), city: z.optional(z.string()) }),
    languages: z.array(z.string()),
    /** Public when not said. */
    visibility: z.optional(z.enum(['public', 'unlisted'])),
    version: z.int(),
    updatedAt: z.string(),
  }),
  key: (influencer) => keys.influencer(influencer.influencerId),
});
export type Influencer = ValueOf<typeof Influencers>;

/** What invoices in an influencer's name say of them; nobody else sees it but whom they are made out to. */
export const InfluencerTaxes = defineEntity({
  name: 'influencer_tax',
  schema: z.object({
    influencerId: z.string(),
    tax: z.nullable(taxData),
    vatCheck: z.optional(vatCheck),
    version: z.int(),
    updatedAt: z.string(),
  }),
  key: (data) => keys.influencerTax(data.influencerId),
});
export type InfluencerTax = ValueOf<typeof InfluencerTaxes>;

export const influencerTaxRef = (influencerId: string) => ref(InfluencerTaxes, keys.influencerTax(influencerId));
export const influencerRef = (influencerId: string) => ref(Influencers, keys.influencer(influencerId));
