import { getLedger } from '#contract/areas/payments.ts';
import { balancesOf, totalsOf, withRunningBalances } from '#domain/ledger.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { ledgerOwnerOf } from '#runtime/money/ledger-owner.ts';
import { pageOf, readLedger } from '#runtime/money/read-ledger.ts';

export const handler = endpoint(getLedger, async (call) => {
  const { limit, cursor, workspaceId, campaignId } = call.query;
  const owner = ledgerOwnerOf(call.actor(), workspaceId);
  const scope = `ledger|${JSON.stringify(owner)}|${campaignId ?? ''}`;
  const position = await openCursor(cursor, scope, call.nowMs);
  const entries = await readLedger(owner, campaignId);
  const shown = withRunningBalances(entries).map(({ lines, currency, ...entry }) => ({
    entryId: entry.entryId,
    kind: entry.kind,
    campaignId: entry.campaignId,
    paymentId: entry.paymentId,
    contractIds: entry.contractIds,
    lines: lines.map(({ account, contractId = null, milestone = null, amountMinor, balanceMinor }) => ({
      ...{ account, contractId, milestone },
      amount: { amountMinor, currency },
      balance: { amountMinor: balanceMinor, currency },
    })),
    cause: entry.eventId === '' ? null : { eventId: entry.eventId, action: entry.action },
    providerId: ('workspaceId' in owner && entry.providerId) || null,
    occurredAt: entry.occurredAt,
  }));
  const nameOf = ({ entryId, contractIds }: (typeof shown)[number]) => `${entryId}#${contractIds.join()}`;
  const before = position?.before as string | undefined;
  const { items, next } = pageOf(shown.reverse(), nameOf, { limit, before });
  const balances = balancesOf(entries);
  return {
    status: 200,
    body: {
      items,
      nextCursor: await sealCursor(next, scope, call.nowMs),
      balances: balances.map(({ account, currency, amountMinor }) => ({ account, balance: { amountMinor, currency } })),
      totals: totalsOf(balances).map(({ amountMinor, currency }) => ({ amountMinor, currency })),
    },
  };
});
