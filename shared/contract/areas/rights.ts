import * as z from 'zod/mini';
import { RIGHTS_STATES } from '#domain/rights-ledger.ts';
import { defineEndpoint } from '../endpoint.ts';
import { Day, id, page, pageQuery } from '../schemas.ts';
import { Exclusivity, OfferTerms, UsageRights } from './offers.ts';

/** What a brand may do with content of an influencer by the newest version of a contract, and until when. */
export const RightsEntry = z.strictObject({
  contractId: id('contract'),
  documentVersion: z.int(),
  campaignId: id('campaign'),
  campaignTitle: z.string(),
  brandName: z.string(),
  influencerId: id('influencer'),
  influencerName: z.string(),
  /** The content it is about; none where it is that of an earlier contract. */
  deliverables: OfferTerms.shape.deliverables,
  /** Null where the contract says it in words only. */
  rights: z.nullable(UsageRights),
  usageRights: z.string(),
  exclusivity: z.nullable(Exclusivity),
  /** The day by which everything is live: rights to a piece begin with the day on which it is. */
  startsOn: Day,
  /** The last day; null for rights without end, and where only words say it. */
  endsOn: z.nullable(Day),
  daysLeft: z.nullable(z.int()),
  exclusiveUntil: z.nullable(Day),
  state: z.enum(RIGHTS_STATES),
});
z.globalRegistry.add(RightsEntry, { id: 'RightsEntry' });

export const listRights = defineEndpoint({
  id: 'rights.list-rights',
  method: 'GET',
  path: '/rights',
  allow: ['contract:read'],
  query: pageQuery({}),
  responses: { 200: page(RightsEntry) },
  errors: ['bad_cursor'],
  summary:
    'Rights to use content, those that end first before the others: what a workspace holds, or what brands hold of an influencer.',
});

export const rightsEndpoints = [listRights] as const;
