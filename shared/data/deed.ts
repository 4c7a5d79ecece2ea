import * as z from 'zod/mini';
import type { Change } from './change.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys, partitions } from './keys.ts';
import { offerTerms, sideAct } from './offer.ts';
import { packed } from './packed.ts';
import { listAll } from './read.ts';
import { createBoth, replaceBoth } from './two-sided.ts';

const schema = z.object({
  contractId: z.string(),
  workspaceId: z.string(),
  influencerId: z.string(),
  campaignId: z.string(),
  number: z.int(),
  template: z.int(),
  brandName: z.string(),
  influencerName: z.string(),
  campaignTitle: z.string(),
  offerId: z.string(),
  offerVersion: z.int(),
  feeBps: z.int(),
  terms: offerTerms,
  countries: z.object({ brand: z.nullable(z.string()), influencer: z.nullable(z.string()) }),
  agreedAt: z.string(),
  documentHash: z.string(),
  signatures: z.array(
    z.object({ ...sideAct.shape, fullName: z.string(), address: z.string(), documentHash: z.string() }),
  ),
  pdf: z.optional(
    z.object({
      key: z.string(),
      sha256: z.string(),
      sizeBytes: z.int(),
      renderedAt: z.string(),
      /** How many signatures it shows. */
      signatures: z.int(),
    }),
  ),
  version: z.int(),
});

const stored = packed([
  'template',
  'brandName',
  'influencerName',
  'campaignTitle',
  'offerId',
  'offerVersion',
  'feeBps',
  'terms',
  'countries',
]);

/** One version of a contract as it is read and signed: beside the contract in the workspace, and the influencer's copy. */
export const Deeds = {
  main: defineEntity({
    name: 'deed',
    schema,
    stored,
    key: (deed) => keys.deed(deed.workspaceId, deed.contractId, deed.number),
  }),
  copy: defineEntity({
    name: 'deed_copy',
    schema,
    stored,
    key: (deed) => keys.deedCopy(deed.influencerId, deed.contractId, deed.number),
  }),
} as const;
export type DeedItem = ValueOf<(typeof Deeds)['main']>;

/** Whose partition a deed is read from. */
export type DeedOwner = { workspaceId: string } | { influencerId: string };

/** One version of a contract in the owner's own partition. */
export function deedRef(owner: DeedOwner, contractId: string, number: number) {
  return 'workspaceId' in owner
    ? ref(Deeds.main, keys.deed(owner.workspaceId, contractId, number))
    : ref(Deeds.copy, keys.deedCopy(owner.influencerId, contractId, number));
}

/** Every version of a contract, oldest first; one strongly consistent call. None for a contract from before there were any. */
export function listDeeds(owner: DeedOwner, contractId: string): Promise<DeedItem[]> {
  return 'workspaceId' in owner
    ? listAll({ entity: Deeds.main, partition: partitions.contract(owner.workspaceId, contractId), prefix: 'DEED#' })
    : listAll({
        entity: Deeds.copy,
        partition: partitions.influencer(owner.influencerId),
        prefix: `DEED#${contractId}#`,
      });
}

/** A version in place of what was read of it, or new where nothing was. */
export function writeDeed(before: DeedItem | undefined, after: Omit<DeedItem, 'version'>): Change[] {
  return before ? replaceBoth(Deeds, before, after) : createBoth(Deeds, { ...after, version: 1 });
}
