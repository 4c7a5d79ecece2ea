import * as z from 'zod/mini';
import { rightsEndOn } from '#domain/usage-rights.ts';
import type { Change } from './change.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { indexes, keys, partitions } from './keys.ts';
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
  /** A later version holds in its place. */
  isSuperseded: z.optional(z.boolean()),
  /** The last reminder of the end of its rights, days before. */
  remindedDays: z.optional(z.int()),
  version: z.int(),
});
type Value = z.output<typeof schema>;

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

/** Sorted behind every day. */
const NO_END = '9999-12-31';

function endOf({ terms }: Value): string | null {
  return terms.rights ? rightsEndOn(terms.dueOn, terms.rights) : null;
}

/** The place of a version that holds in a list of rights, those that end first before the others. */
function inLedger(deed: Value, partition: string): Record<string, string> {
  if (deed.isSuperseded) return {};
  return { gsi1pk: partition, gsi1sk: `${endOf(deed) ?? NO_END}#${deed.contractId}` };
}

/** The place of a version whose rights end in what reminders go through. */
function withEnd(deed: Value): Record<string, string> {
  const endsOn = endOf(deed);
  return deed.isSuperseded || endsOn === null
    ? {}
    : { gsi3pk: indexes.rightsEnding(), gsi3sk: `${endsOn}#${deed.contractId}` };
}

/** One version of a contract as it is read and signed: beside the contract in the workspace, and the influencer's copy. */
export const Deeds = {
  main: defineEntity({
    name: 'deed',
    schema,
    stored,
    key: (deed) => keys.deed(deed.workspaceId, deed.contractId, deed.number),
    index: (deed) => ({ ...inLedger(deed, indexes.rightsOf(deed.workspaceId)), ...withEnd(deed) }),
  }),
  copy: defineEntity({
    name: 'deed_copy',
    schema,
    stored,
    key: (deed) => keys.deedCopy(deed.influencerId, deed.contractId, deed.number),
    index: (deed) => inLedger(deed, indexes.rightsBy(deed.influencerId)),
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

/** Versions whose rights end on one of these days, the nearest first; as the index has them, which may lag behind by seconds. */
export function listRightsEnding({ from, until }: { from: string; until: string }): Promise<DeedItem[]> {
  return listAll({
    ...{ entity: Deeds.main, index: 'gsi3', partition: indexes.rightsEnding(), from, until: `${until}#~` },
  });
}

/** A version in place of what was read of it, or new where nothing was. */
export function writeDeed(before: DeedItem | undefined, after: Omit<DeedItem, 'version'>): Change[] {
  return before ? replaceBoth(Deeds, before, after) : createBoth(Deeds, { ...after, version: 1 });
}
