import type { Entity } from '#data/entity.ts';
import { partitions } from '#data/keys.ts';
import { LedgerEntries, type LedgerItem, type LedgerShareItem, LedgerShares } from '#data/ledger.ts';
import { listAll } from '#data/read.ts';

/** Whose ledger is read: the whole one of a workspace, or an influencer's share. */
export type LedgerOwner = { workspaceId: string } | { influencerId: string };

/** A statement of more entries than this is read by campaign. */
const MOST_ENTRIES = 20_000;

/** Every entry an owner may see, oldest first, strongly consistent. */
export async function readLedger(owner: LedgerOwner, campaignId?: string): Promise<(LedgerItem | LedgerShareItem)[]> {
  return 'workspaceId' in owner
    ? readAll<LedgerItem>(LedgerEntries, partitions.ledger(owner.workspaceId), campaignId)
    : readShares(owner.influencerId, campaignId);
}

/** Every share of an influencer, oldest first. */
export function readShares(influencerId: string, campaignId?: string): Promise<LedgerShareItem[]> {
  return readAll<LedgerShareItem>(LedgerShares, partitions.influencerLedger(influencerId), campaignId);
}

function readAll<T extends object>(entity: Entity<T>, partition: string, campaignId?: string): Promise<T[]> {
  return listAll({ entity, partition, where: { campaignId } }, MOST_ENTRIES);
}

/** The part of a list before the entry a cursor names, newest first. */
export function pageOf<T>(
  newestFirst: readonly T[],
  nameOf: (item: T) => string,
  { limit, before }: { limit: number; before: string | undefined },
): { items: T[]; next: { before: string } | undefined } {
  const start = before === undefined ? 0 : newestFirst.findIndex((item) => nameOf(item) === before) + 1;
  const items = newestFirst.slice(start, start + limit);
  const last = items.at(-1);
  return { items, next: last && start + limit < newestFirst.length ? { before: nameOf(last) } : undefined };
}
