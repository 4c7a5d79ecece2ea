import { listReconciliations } from '#contract/areas/payments.ts';
import { listReconciledDays, type ReconciliationItem } from '#data/reconciliation.ts';
import { endpoint } from '#runtime/endpoint.ts';

/** A month of days. */
const MOST_SHOWN = 31;

export const handler = endpoint(listReconciliations, async () => {
  const days = await listReconciledDays(MOST_SHOWN);
  const items = days.map(({ checkedAtMs, items: objects, ...day }) => ({
    ...day,
    items: objects.map((object) => ({
      ...object,
      provider: sideView(object.provider),
      ledger: sideView(object.ledger),
    })),
  }));
  return { status: 200, body: { items } };
});

function sideView(side: ReconciliationItem['items'][number]['provider']) {
  if (!side) return null;
  const { currency, amountMinor, feeMinor } = side;
  return { amount: { amountMinor, currency }, fee: { amountMinor: feeMinor, currency } };
}
