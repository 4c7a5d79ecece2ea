import * as z from 'zod/mini';
import { CURRENCIES } from '#domain/currencies.ts';
import { contractsIn, ENTRY_KINDS, type LedgerEntry, type Party, shareFor } from '#domain/ledger.ts';
import { type Chains, type Hash, type Sealed, sealEntry } from '#domain/ledger-chain.ts';
import { type Change, create } from './change.ts';
import { defineEntity, type Storing, type ValueOf } from './entity.ts';
import { indexes, keys, LEDGER_DAY_SHARDS, partitions, shardOf } from './keys.ts';
import { listRaw, listShards, readKeys } from './read.ts';

const entry = {
  entryId: z.string(),
  kind: z.enum(ENTRY_KINDS),
  currency: z.enum(CURRENCIES),
  lines: z.array(
    z.object({
      ...{ account: z.string(), amountMinor: z.int(), contractId: z.optional(z.string()) },
      /** Entries from before it was kept say of no line which milestone it is for. */
      milestone: z.optional(z.int()),
    }),
  ),
  workspaceId: z.string(),
  campaignId: z.string(),
  paymentId: z.string(),
  contractIds: z.array(z.string()),
  /** Whose each contract is, in the same order. */
  influencerIds: z.array(z.string()),
  /** The provider's object behind it: a charge, transfer or refund. */
  providerId: z.optional(z.string()),
  occurredAt: z.string(),
  /** The event that says what was done, and its name. Entries from before entries were sealed have neither, nor a place in a chain. */
  eventId: z._default(z.string(), ''),
  action: z._default(z.string(), ''),
};

type Attributes = Readonly<Record<string, unknown>>;

/**
 * Where every line is about the one contract of an entry and the same milestone, which is nearly always, `own` and `milestone` say so once instead of each line:
 * that keeps a release within 1 KB, in which the table counts.
 */
const linesOnce: Storing = {
  write(value) {
    const { lines, contractIds } = value as unknown as Pick<LedgerItem, 'lines' | 'contractIds'>;
    const of = lines[0]?.milestone;
    const isOwn =
      contractIds.length === 1 &&
      lines.every(({ contractId, milestone }) => contractId === contractIds[0] && milestone === of);
    if (!isOwn) return { ...value };
    const once = { own: true, ...(of === undefined ? {} : { milestone: of }) };
    return { ...value, ...once, lines: lines.map(({ account, amountMinor }) => ({ account, amountMinor })) };
  },
  read({ own, milestone, ...item }) {
    if (own !== true) return item;
    const { lines, contractIds } = item as { lines?: Attributes[]; contractIds?: string[] };
    const once = { contractId: contractIds?.[0], ...(milestone === undefined ? {} : { milestone }) };
    return { ...item, lines: lines?.map((line) => ({ ...line, ...once })) };
  },
};

/** The workspace of an entry is in its key, and nowhere else. */
const entryOnce: Storing = {
  write(value) {
    const { workspaceId, ...rest } = linesOnce.write(value);
    return rest;
  },
  read: (item) => ({ workspaceId: workspaceIn(String(item.pk)), ...linesOnce.read(item) }),
};

function workspaceIn(partition: string): string | undefined {
  return /^WSP#([^#]+)#LEDGER$/.exec(partition)?.[1];
}

/** The ledger of a workspace: immutable entries, never changed and never removed. */
export const LedgerEntries = defineEntity({
  name: 'ledger_entry',
  schema: z.object({
    ...entry,
    /** Its place in the chain of each contract and payment that it is about. */
    links: z._default(
      z.array(
        z.object({
          chain: z.string(),
          seq: z.int(),
          after: z.nullable(z.object({ entryId: z.string(), checksum: z.string() })),
        }),
      ),
      [],
    ),
    /** SHA-256 of everything above. */
    checksum: z._default(z.string(), ''),
  }),
  stored: entryOnce,
  key: (value) => keys.ledgerEntry(value.workspaceId, value.entryId),
  index: ({ entryId, occurredAt }) => ({
    gsi3pk: indexes.ledgerDay(dayOf(occurredAt), shardOf(entryId, LEDGER_DAY_SHARDS)),
    gsi3sk: occurredAt,
  }),
});
export type LedgerItem = ValueOf<typeof LedgerEntries>;

/** What an influencer sees of an entry: the lines about one contract of theirs. */
export const LedgerShares = defineEntity({
  name: 'ledger_share',
  schema: z.object({
    ...entry,
    influencerId: z.string(),
    contractId: z.string(),
    priceMinor: z.int(),
    feeMinor: z.int(),
  }),
  stored: linesOnce,
  key: (value) => keys.ledgerShare(value.influencerId, value.entryId, value.contractId),
});
export type LedgerShareItem = ValueOf<typeof LedgerShares>;

/** What an entry is about, besides its money. */
export interface EntryFacts {
  workspaceId: string;
  campaignId: string;
  paymentId: string;
  providerId?: string | undefined;
  occurredAt: string;
  /** The event of the same commit that says what was done, and its name. */
  eventId: string;
  action: string;
  /** The contracts it is about, and whose they are. */
  parties: readonly Party[];
  /** The chains it belongs to; the same commit writes each one's new head into its hold or payment. */
  chains: Chains;
  hash: Hash;
}

/** A sealed entry with the share each influencer sees; all new. */
export function recordEntry(
  recorded: LedgerEntry,
  { parties, chains, hash, ...facts }: EntryFacts,
): { changes: Change[]; sealed: Sealed } {
  const item = {
    ...recorded,
    ...facts,
    contractIds: parties.map(({ contractId }) => contractId),
    influencerIds: parties.map(({ influencerId }) => influencerId),
  };
  // What is sealed is what is stored, and nothing else.
  const sealed = sealEntry(z.parse(z.object(entry), item), chains, hash);
  const moved = contractsIn(recorded);
  const shares = parties
    .filter(({ contractId }) => moved.includes(contractId))
    .map((party) => create(LedgerShares, shareFor(sealed, party)));
  return { changes: [create(LedgerEntries, sealed), ...shares], sealed };
}

/** Entries as they were found: those that are no longer what an entry is, by the id in their key. */
export interface FoundEntries {
  entries: LedgerItem[];
  unreadable: string[];
}

/** Reads what an item says; one that no longer is an entry, or lies under another's key, is unreadable. */
function sorted(items: readonly Record<string, unknown>[]): FoundEntries {
  const found: FoundEntries = { entries: [], unreadable: [] };
  for (const item of items) {
    const entryId = String(item.sk).slice(ENTRY_PREFIX.length);
    const entry = readable(item);
    if (entry?.entryId === entryId) found.entries.push(entry);
    else found.unreadable.push(entryId);
  }
  return found;
}

function readable(item: Record<string, unknown>): LedgerItem | undefined {
  try {
    return LedgerEntries.parse(item);
  } catch {
    // Whatever is wrong with it, it is for a person to look at.
    return undefined;
  }
}

const ENTRY_PREFIX = 'ENT#';
/** Keys of one call. */
const PER_READ = 100;

/** Every entry of the chains that end with these, back to their first ones, strongly consistent. */
export async function readChains(workspaceId: string, lastIds: readonly string[]): Promise<FoundEntries> {
  const found: FoundEntries = { entries: [], unreadable: [] };
  const asked = new Set<string>();
  let next = [...new Set(lastIds)];
  while (next.length > 0) {
    const batch = next.slice(0, PER_READ);
    for (const entryId of batch) asked.add(entryId);
    const items = await readKeys(batch.map((entryId) => keys.ledgerEntry(workspaceId, entryId)));
    const { entries, unreadable } = sorted([...items.values()]);
    found.entries.push(...entries);
    found.unreadable.push(...unreadable);
    const before = entries.flatMap(({ links }) => links.flatMap(({ after }) => (after ? [after.entryId] : [])));
    next = [...new Set([...next.slice(PER_READ), ...before])].filter((entryId) => !asked.has(entryId));
  }
  return found;
}

/** Entries of a workspace in the order of their ids, after one of them; none after the last. `lastId` is where the next page goes on. */
export async function listEntriesAfter(
  workspaceId: string,
  afterId: string,
  limit: number,
): Promise<FoundEntries & { lastId: string | undefined }> {
  // The character after every one that an id may have.
  const from = `${ENTRY_PREFIX}${afterId}${afterId === '' ? '' : '~'}`;
  const items = await listRaw(partitions.ledger(workspaceId), limit, { from });
  const last = items.at(-1);
  return { ...sorted(items), lastId: last && String(last.sk).slice(ENTRY_PREFIX.length) };
}

/** Entries of every workspace that were written on a day, e.g. `2026-11-20`, or from an instant of it on; as the index has them. */
export async function listEntriesOn(day: string, from?: string): Promise<LedgerItem[]> {
  const entries = await listShards(LEDGER_DAY_SHARDS, (shard) => indexes.ledgerDay(day, shard), {
    ...{ entity: LedgerEntries, index: 'gsi3' },
    ...(from === undefined ? {} : { from }),
  });
  return entries.sort((a, b) => (a.occurredAt < b.occurredAt ? -1 : a.occurredAt > b.occurredAt ? 1 : 0));
}

/** Campaigns whose ledger got entries between two instants less than a day apart, ISO 8601, each once; as the index has them. */
export async function listCampaignsMoved(
  sinceIso: string,
  untilIso: string,
): Promise<{ workspaceId: string; campaignId: string }[]> {
  const days = [...new Set([dayOf(sinceIso), dayOf(untilIso)])];
  const entries = await Promise.all(days.map((day) => listEntriesOn(day, sinceIso)));
  const campaigns = entries
    .flat()
    .map(({ workspaceId, campaignId }) => [campaignId, { workspaceId, campaignId }] as const);
  return [...new Map(campaigns).values()];
}

/** `2026-11-20` of an ISO 8601 instant. */
function dayOf(iso: string): string {
  return iso.slice(0, '2026-11-20'.length);
}
