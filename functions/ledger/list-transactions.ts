import { listTransactions } from '#contract/areas/payments.ts';
import { openReservationsOf, transactionsOf } from '#domain/transactions.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { ledgerOwnerOf } from '#runtime/money/ledger-owner.ts';
import { pageOf, readLedger } from '#runtime/money/read-ledger.ts';

export const handler = endpoint(listTransactions, async (call) => {
  const { limit, cursor, type, workspaceId } = call.query;
  const owner = ledgerOwnerOf(call.actor(), workspaceId);
  const scope = `transactions|${JSON.stringify(owner)}|${type ?? ''}`;
  const position = await openCursor(cursor, scope, call.nowMs);
  const entries = await readLedger(owner);
  const open = openReservationsOf(entries);
  const all = entries
    .flatMap((entry) =>
      transactionsOf(entry, open).map(({ amountMinor, currency, ...transaction }) => ({
        ...transaction,
        amount: { amountMinor, currency },
        campaignId: entry.campaignId,
        timestamp: entry.occurredAt,
      })),
    )
    .filter((transaction) => type === undefined || transaction.type === type)
    .reverse();
  const before = position?.before as string | undefined;
  const { items, next } = pageOf(all, ({ transactionId, contractId }) => `${transactionId}#${contractId}`, {
    limit,
    before,
  });
  return { status: 200, body: { items, nextCursor: await sealCursor(next, scope, call.nowMs) } };
});
