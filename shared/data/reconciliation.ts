import * as z from 'zod/mini';
import { CURRENCIES } from '#domain/currencies.ts';
import { DRIFTS } from '#domain/reconciliation.ts';
import { defineEntity, type ValueOf } from './entity.ts';
import { keys, partitions } from './keys.ts';
import { listPage } from './read.ts';

/** How long a day's result is kept, ms. */
const KEPT_MS = 400 * 86_400_000;

const side = z.nullable(z.object({ currency: z.enum(CURRENCIES), amountMinor: z.int(), feeMinor: z.int() }));

/** How the ledger and the provider's balance agreed on a day, when that was last looked at. */
export const Reconciliations = defineEntity({
  name: 'reconciliation',
  schema: z.object({
    day: z.string(),
    checkedAt: z.string(),
    checkedAtMs: z.int(),
    matchedCount: z.int(),
    explainedCount: z.int(),
    unexplainedCount: z.int(),
    items: z.array(
      z.object({
        objectId: z.string(),
        outcome: z.enum(['explained', 'unexplained']),
        drift: z.enum(DRIFTS),
        explanation: z.string(),
        provider: side,
        ledger: side,
        workspaceId: z.nullable(z.string()),
        entryIds: z.array(z.string()),
        at: z.string(),
      }),
    ),
  }),
  key: (result) => keys.reconciliation(result.day),
  index: (result) => ({ ttl: Math.ceil((result.checkedAtMs + KEPT_MS) / 1000) }),
});
export type ReconciliationItem = ValueOf<typeof Reconciliations>;

/** The newest days, newest first. */
export async function listReconciledDays(limit: number): Promise<ReconciliationItem[]> {
  const { items } = await listPage({
    entity: Reconciliations,
    partition: partitions.reconciliations(),
    newestFirst: true,
    limit,
  });
  return items;
}
