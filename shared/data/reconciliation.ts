import * as z from 'zod/mini';
import { CURRENCIES } from '#domain/currencies.ts';
import { DRIFTS } from '#domain/reconciliation.ts';
import { type Change, create, replace } from './change.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
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
    /** Absent from days of before adjustments were kept with them. */
    version: z._default(z.int(), 0),
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
        paymentId: z._default(z.nullable(z.string()), null),
        entryIds: z.array(z.string()),
        at: z.string(),
        /** What the comparison alone came to, where adjustments stand; the sides and the explanation are without them as well. */
        found: z.optional(z.enum(['matched', 'explained', 'unexplained'])),
        adjustments: z._default(
          z.array(
            z.object({
              adjustmentId: z.string(),
              entryIds: z.array(z.string()),
              moves: z.array(z.object({ currency: z.enum(CURRENCIES), amountMinor: z.int(), feeMinor: z.int() })),
            }),
          ),
          [],
        ),
        /** An adjustment that waits for a second person, until then. */
        proposal: z.optional(z.object({ adjustmentId: z.string(), expiresAtMs: z.int() })),
      }),
    ),
  }),
  key: (result) => keys.reconciliation(result.day),
  index: (result) => ({ ttl: Math.ceil((result.checkedAtMs + KEPT_MS) / 1000) }),
});
export type ReconciliationItem = ValueOf<typeof Reconciliations>;
/** One object of a day that is not simply the same on both sides. */
export type DriftItem = ReconciliationItem['items'][number];

export const reconciliationRef = (day: string) => ref(Reconciliations, keys.reconciliation(day));

/** A day's result in place of the one that was read, or the first. */
export function putDay(before: ReconciliationItem | undefined, after: Omit<ReconciliationItem, 'version'>): Change {
  if (before && before.version > 0) return replace(Reconciliations, before, after);
  const change = create(Reconciliations, { ...after, version: 1 });
  return before ? { ...change, when: [{ path: 'version', is: 'absent' }] } : change;
}

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
