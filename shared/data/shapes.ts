import * as z from 'zod/mini';
import { DELIVERABLE_TYPES } from '#domain/campaign.ts';
import { CURRENCIES } from '#domain/currencies.ts';
import { CAMPAIGN_OBJECTIVES } from '#domain/draft.ts';
import { TAX_REASONS } from '#domain/quote.ts';
import { CAMPAIGN_GRANTS } from '#domain/roles.ts';
import { VAT_STATES } from '#domain/vat-check.ts';

/** Parts that several entities store alike. */
export const money = z.object({ amountMinor: z.int(), currency: z.enum(CURRENCIES) });

/** Somebody of the platform, with their name as it was; the hash of their mailbox tells whether another account is theirs as well. */
export const admitted = z.object({ userId: z.string(), name: z.string(), mailbox: z.string() });

/** What a price means for the creator, as it was told on a day. */
export const quote = z.object({
  quotedOn: z.string(),
  price: money,
  fee: z.object({ tier: z.string(), feeBps: z.int(), from: z.nullable(money), amount: money }),
  tax: z.object({ amount: money, reason: z.enum(TAX_REASONS) }),
  rounding: money,
  net: money,
  payoutCurrency: z._default(z.nullable(z.enum(CURRENCIES)), null),
  exchange: z.nullable(
    z.object({ rate: z.string(), on: z.string(), source: z.string(), validUntil: z.string(), payout: money }),
  ),
  arrival: z.object({
    liveOn: z.string(),
    releaseOn: z.string(),
    from: z.string(),
    until: z.string(),
    country: z.nullable(z.string()),
    objectionHours: z.optional(z.int()),
  }),
});

/** The key under which the provider is asked for something: how many were used before it, and since when it is. */
export const askedKey = z.object({ count: z.int(), at: z.string() });

/** The last entry of the chain of a hold or a payment in the ledger. */
export const chainHead = z.object({ seq: z.int(), entryId: z.string(), checksum: z.string() });

export const platform = z.enum(['instagram', 'youtube', 'tiktok']);

export const deliverable = z.object({
  deliverableId: z.string(),
  type: z.enum(DELIVERABLE_TYPES),
  platform,
  count: z.int(),
  dueOn: z.optional(z.string()),
  priceRange: z.optional(z.object({ min: money, max: money })),
});

export const objective = z.enum(CAMPAIGN_OBJECTIVES);

/** What creators are to keep to. */
export const guidelines = z.object({
  dos: z.array(z.string()),
  donts: z.array(z.string()),
  hashtags: z.array(z.string()),
  mentions: z.array(z.string()),
  references: z.array(z.string()),
});

/** The terms that offers of a campaign begin with. */
export const campaignTerms = z.object({
  usageRights: z.optional(z.string()),
  revisionRounds: z.optional(z.int()),
  reviewDays: z.optional(z.int()),
});

/** How a campaign takes applications. */
export const applying = z.object({
  until: z.nullable(z.string()),
  questions: z.array(z.object({ questionId: z.string(), text: z.string(), required: z.boolean() })),
  places: z._default(z.nullable(z.int()), null),
});

/** What a member may do on single campaigns, by campaign id. */
export const campaignGrants = z.optional(z.record(z.string(), z.array(z.enum(CAMPAIGN_GRANTS))));

export const targetAudience = z.object({
  niches: z.array(z.string()),
  platforms: z.array(z.string()),
  countries: z.array(z.string()),
  minFollowers: z.optional(z.int()),
  maxFollowers: z.optional(z.int()),
});

/** Legal name, address and tax number of a party, as invoices show them. */
/** What VIES said of a VAT number, and when. */
export const vatCheck = z.object({ state: z.enum(VAT_STATES), checkedAt: z.string() });

export const taxData = z.object({
  legalName: z.string(),
  street: z.string(),
  postalCode: z.string(),
  city: z.string(),
  country: z.string(),
  number: z.nullable(z.string()),
});
