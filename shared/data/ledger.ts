import * as z from 'zod/mini';
import { CURRENCIES } from '#domain/currencies.ts';
import { ENTRY_KINDS, type LedgerEntry, shareOf } from '#domain/ledger.ts';
import { type Change, create } from './change.ts';
import { defineEntity, type ValueOf } from './entity.ts';
import { indexes, keys } from './keys.ts';
import { listAll } from './read.ts';

const entry = {
  entryId: z.string(),
  kind: z.enum(ENTRY_KINDS),
  currency: z.enum(CURRENCIES),
  lines: z.array(z.object({ account: z.string(), amountMinor: z.int(), contractId: z.optional(z.string()) })),
  workspaceId: z.string(),
  campaignId: z.string(),
  paymentId: z.string(),
  contractIds: z.array(z.string()),
  /** Whose each contract is, in the same order. */
  influencerIds: z.array(z.string()),
  /** The provider's object behind it: a charge, transfer or refund. */
  providerId: z.optional(z.string()),
  occurredAt: z.string(),
};

/** The ledger of a workspace: immutable entries, never changed and never removed. */
export const LedgerEntries = defineEntity({
  name: 'ledger_entry',
  schema: z.object(entry),
  key: (value) => keys.ledgerEntry(value.workspaceId, value.entryId),
  index: (value) => ({
    gsi3pk: indexes.ledgerDay(dayOf(value.occurredAt)),
    gsi3sk: `${value.occurredAt}#${value.entryId}`,
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
  /** The contracts it moves money of, and whose they are. */
  parties: readonly { contractId: string; influencerId: string; priceMinor: number; feeMinor: number }[];
}

/** An entry with the share each influencer sees; all new. */
export function recordEntry(recorded: LedgerEntry, { parties, ...facts }: EntryFacts): Change[] {
  const item = {
    ...recorded,
    ...facts,
    contractIds: parties.map(({ contractId }) => contractId),
    influencerIds: parties.map(({ influencerId }) => influencerId),
  };
  const shares = parties.map(({ contractId, influencerId, priceMinor, feeMinor }) =>
    create(LedgerShares, {
      ...item,
      ...shareOf(recorded, contractId),
      contractIds: [contractId],
      influencerIds: [influencerId],
      contractId,
      influencerId,
      priceMinor,
      feeMinor,
    }),
  );
  return [create(LedgerEntries, item), ...shares];
}

/** Campaigns whose ledger got entries between two instants less than a day apart, ISO 8601, each once; as the index has them. */
export async function listCampaignsMoved(
  sinceIso: string,
  untilIso: string,
): Promise<{ workspaceId: string; campaignId: string }[]> {
  const days = [...new Set([dayOf(sinceIso), dayOf(untilIso)])];
  const entries = await Promise.all(
    days.map((day) =>
      listAll({ entity: LedgerEntries, index: 'gsi3', partition: indexes.ledgerDay(day), from: sinceIso }),
    ),
  );
  const campaigns = entries
    .flat()
    .map(({ workspaceId, campaignId }) => [campaignId, { workspaceId, campaignId }] as const);
  return [...new Map(campaigns).values()];
}

/** `2026-11-20` of an ISO 8601 instant. */
function dayOf(iso: string): string {
  return iso.slice(0, '2026-11-20'.length);
}
