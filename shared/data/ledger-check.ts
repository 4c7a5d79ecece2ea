import * as z from 'zod/mini';
import { CURRENCIES } from '#domain/currencies.ts';
import { defineEntity, type ValueOf } from './entity.ts';
import { keys, partitions } from './keys.ts';
import { listPage } from './read.ts';

/** How long a result is kept, ms. */
const KEPT_MS = 400 * 86_400_000;

/** What a check of the whole ledger found. */
export const LedgerChecks = defineEntity({
  name: 'ledger_check',
  schema: z.object({
    startedAt: z.string(),
    startedAtMs: z.int(),
    finishedAt: z.string(),
    workspaceCount: z.int(),
    campaignCount: z.int(),
    entryCount: z.int(),
    /** All of them; of the problems themselves only the first are kept. */
    problemCount: z.int(),
    problems: z.array(
      z.object({
        workspaceId: z.string(),
        campaignId: z.nullable(z.string()),
        entryId: z.nullable(z.string()),
        account: z.nullable(z.string()),
        problem: z.string(),
      }),
    ),
    /** What the accounts of each name hold together, by currency, minor units. */
    sums: z.array(z.object({ account: z.string(), currency: z.enum(CURRENCIES), amountMinor: z.int() })),
  }),
  key: (check) => keys.ledgerCheck(check.startedAt),
  index: (check) => ({ ttl: Math.ceil((check.startedAtMs + KEPT_MS) / 1000) }),
});
export type LedgerCheckItem = ValueOf<typeof LedgerChecks>;

/** The newest results, newest first. */
export async function listLedgerChecks(limit: number): Promise<LedgerCheckItem[]> {
  const { items } = await listPage({
    entity: LedgerChecks,
    partition: partitions.ledgerChecks(),
    newestFirst: true,
    limit,
  });
  return items;
}
