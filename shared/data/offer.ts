import * as z from 'zod/mini';
import { DELIVERABLE_TYPES } from '#domain/campaign.ts';
import { CURRENCIES } from '#domain/currencies.ts';
import { OPEN_STATUSES } from '#domain/lifecycle.ts';
import { OFFER_STATUSES } from '#domain/offer.ts';
import { RIGHTS_CHANNELS } from '#domain/usage-rights.ts';
import { type Change, create, createOrReplace, update } from './change.ts';
import { onDesk } from './desk.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { indexes, keys, offerPartition, partitions } from './keys.ts';
import { listAll, listRaw } from './read.ts';
import { money, platform, quote } from './shapes.ts';
import { createBoth, replaceBoth } from './two-sided.ts';

export const sideAct = z.object({ side: z.enum(['brand', 'influencer']), userId: z.string(), at: z.string() });

export const offerTerms = z.object({
  price: money,
  deliverables: z.array(
    z.object({ deliverableId: z.string(), type: z.enum(DELIVERABLE_TYPES), platform, count: z.int() }),
  ),
  dueOn: z.string(),
  usageRights: z.string(),
  rights: z.optional(
    z.object({
      channels: z.array(z.enum(RIGHTS_CHANNELS)),
      territories: z.array(z.string()),
      termDays: z.nullable(z.int()),
      paidAds: z.boolean(),
      whitelisting: z.boolean(),
    }),
  ),
  exclusivity: z.optional(z.object({ category: z.string(), days: z.int() })),
  extends: z.optional(z.string()),
  revisionRounds: z.int(),
  message: z.string(),
  reviewDays: z.optional(z.int()),
  objectionHours: z.optional(z.int()),
  milestones: z.optional(
    z.array(z.object({ title: z.string(), deliverableIds: z.array(z.string()), dueOn: z.string(), price: money })),
  ),
});

const versionFields = { number: z.int(), writtenBy: sideAct, terms: offerTerms, quote: z.optional(quote) };

const schema = z.object({
  offerId: z.string(),
  workspaceId: z.string(),
  brandId: z.string(),
  brandName: z.string(),
  campaignId: z.string(),
  campaignTitle: z.string(),
  influencerId: z.string(),
  influencerName: z.string(),
  applicationId: z.nullable(z.string()),
  brandCountry: z.optional(z.string()),
  currency: z.enum(CURRENCIES),
  status: z.enum(OFFER_STATUSES),
  current: z.object(versionFields),
  expiresAt: z.string(),
  contractId: z.nullable(z.string()),
  reason: z.nullable(z.string()),
  reminded: z.optional(z.object({ number: z.int(), hours: z.int() })),
  version: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** An offer in its live state: the item in the workspace, and the influencer's copy. */
export const Offers = {
  main: defineEntity({
    name: 'offer',
    schema,
    key: (offer) => keys.offer(offer.workspaceId, offer.offerId),
    index: (offer) => ({
      gsi1pk: indexes.offersOf(offer.workspaceId),
      gsi1sk: `${offer.campaignId}#${offer.offerId}`,
      ...(offer.status === 'open' ? onDesk(offer.workspaceId, 'OFFER', offer.offerId) : {}),
    }),
  }),
  copy: defineEntity({
    name: 'offer_copy',
    schema,
    key: (offer) => keys.offerCopy(offer.influencerId, offer.offerId),
    // Versions lie between the copies in the influencer's partition; the index lists offers alone.
    index: (offer) => ({ gsi1pk: indexes.offersTo(offer.influencerId), gsi1sk: offer.offerId }),
  }),
} as const;
export type OfferItem = ValueOf<(typeof Offers)['main']>;

const versionSchema = z.object({
  offerId: z.string(),
  workspaceId: z.string(),
  influencerId: z.string(),
  ...versionFields,
});

/** One version of an offer, never changed: the item in the workspace, and the influencer's copy. */
export const OfferVersions = {
  main: defineEntity({
    name: 'offer_version',
    schema: versionSchema,
    key: (version) => keys.offerVersion(version.workspaceId, version.offerId, version.number),
  }),
  copy: defineEntity({
    name: 'offer_version_copy',
    schema: versionSchema,
    key: (version) => keys.offerVersionCopy(version.influencerId, version.offerId, version.number),
  }),
} as const;
export type OfferVersionItem = ValueOf<(typeof OfferVersions)['main']>;

/** Where a live offer stands among those that end. */
function endingAt({ expiresAt, offerId }: { expiresAt: string; offerId: string }): { gsi3pk: string; gsi3sk: string } {
  return { gsi3pk: indexes.offersEnding(), gsi3sk: `${expiresAt}#${offerId}` };
}

/** The one live offer of a campaign to an influencer. */
export const LiveOffers = defineEntity({
  name: 'live_offer',
  schema: z.object({
    influencerId: z.string(),
    campaignId: z.string(),
    offerId: z.string(),
    expiresAt: z.string(),
    version: z.int(),
  }),
  key: (live) => keys.liveOffer(live.influencerId, live.campaignId),
  index: endingAt,
});
export type LiveOfferItem = ValueOf<typeof LiveOffers>;

export const offerRef = (workspaceId: string, offerId: string) => ref(Offers.main, keys.offer(workspaceId, offerId));
export const ownOfferRef = (influencerId: string, offerId: string) =>
  ref(Offers.copy, keys.offerCopy(influencerId, offerId));
export const liveOfferRef = (influencerId: string, campaignId: string) =>
  ref(LiveOffers, keys.liveOffer(influencerId, campaignId));

/** A new offer with its first version and the guard that keeps it the only live one; `expired` is the guard of one past its time. */
export function writeNewOffer(offer: OfferItem, expired: LiveOfferItem | undefined): Change[] {
  const { influencerId, campaignId, offerId, expiresAt } = offer;
  return [
    ...createBoth(Offers, offer),
    ...writeVersion(offer),
    createOrReplace(LiveOffers, expired, { influencerId, campaignId, offerId, expiresAt }),
  ];
}

/** An offer with a further version, live for as long as that version says. */
export function writeCounter(before: OfferItem, after: OfferItem): Change[] {
  const { influencerId, campaignId, offerId, expiresAt } = after;
  return [
    ...replaceBoth(Offers, before, after),
    ...writeVersion(after),
    update(keys.liveOffer(influencerId, campaignId), { set: { expiresAt, ...endingAt(after) }, add: { version: 1 } }, [
      { path: 'offerId', is: '=', value: offerId },
    ]),
  ];
}

/** An offer that is over; the next one to the same influencer may come. */
export function writeClosedOffer(before: OfferItem, after: OfferItem): Change[] {
  const { influencerId, campaignId, offerId } = after;
  return [
    ...replaceBoth(Offers, before, after),
    {
      kind: 'delete',
      key: keys.liveOffer(influencerId, campaignId),
      when: [{ path: 'offerId', is: '=', value: offerId }],
    },
  ];
}

function writeVersion({ offerId, workspaceId, influencerId, current }: OfferItem): Change[] {
  const version = { offerId, workspaceId, influencerId, ...current };
  return [create(OfferVersions.main, version), create(OfferVersions.copy, version)];
}

/** Live offers that end after one instant and not after another, the nearest first; as the index has them, which may lag behind by seconds. */
export function listEndingOffers(fromIso: string, untilIso: string): Promise<LiveOfferItem[]> {
  return listAll({
    ...{ entity: LiveOffers, index: 'gsi3', partition: indexes.offersEnding() },
    // Behind the instant comes an id, whose letters are all before the last character that ends the range.
    ...{ from: `${fromIso}~`, until: `${untilIso}~` },
  });
}

/** The campaign must take offers when the commit is written; fails with campaign_not_open. */
export function stillDealing(workspaceId: string, campaignId: string): Change {
  return {
    kind: 'check',
    key: keys.campaign(workspaceId, campaignId),
    when: [{ path: 'status', is: 'in', values: OPEN_STATUSES }],
    otherwise: 'campaign_not_open',
  };
}

/** An offer with all its versions, oldest first, from the owner's own partition; one strongly consistent call. */
export async function findOfferWithVersions(
  owner: { workspaceId: string } | { influencerId: string },
  offerId: string,
): Promise<{ offer: OfferItem; versions: OfferVersionItem[] } | undefined> {
  const [side, items] =
    'workspaceId' in owner
      ? (['main', await listRaw(offerPartition(owner.workspaceId, offerId), 100)] as const)
      : ([
          'copy',
          await listRaw(partitions.influencer(owner.influencerId), 100, { prefix: `OFF#${offerId}` }),
        ] as const);
  const offer = items.find((item) => item._et === Offers[side].name);
  if (!offer) return undefined;
  const versions = items.filter((item) => item._et === OfferVersions[side].name);
  return { offer: Offers[side].parse(offer), versions: versions.map((item) => OfferVersions[side].parse(item)) };
}
