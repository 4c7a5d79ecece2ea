import { listReconciliations } from '#contract/areas/payments.ts';
import { type DriftItem, listReconciledDays } from '#data/reconciliation.ts';
import { outcomeWith } from '#domain/adjustment.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { openProposal } from '#runtime/money/adjusted-day.ts';

/** A month of days. */
const MOST_SHOWN = 31;

export const handler = endpoint(listReconciliations, async (call) => {
  const days = await listReconciledDays(MOST_SHOWN);
  const items = days.map(({ checkedAtMs, version, items: objects, ...day }) => ({
    ...day,
    items: objects.map((object) => itemView(object, call.nowMs)),
  }));
  return { status: 200, body: { items } };
});

function itemView(item: DriftItem, nowMs: number) {
  const { found, adjustments, proposal: _proposal, provider, ledger, ...told } = item;
  return {
    ...told,
    explanation: outcomeWith({ ...item, outcome: found ?? item.outcome }, adjustments).explanation,
    provider: sideView(provider),
    ledger: sideView(ledger),
    adjustmentIds: adjustments.map(({ adjustmentId }) => adjustmentId),
    proposedId: openProposal(item, nowMs)?.adjustmentId ?? null,
  };
}

function sideView(side: DriftItem['provider']) {
  if (!side) return null;
  const { currency, amountMinor, feeMinor } = side;
  return { amount: { amountMinor, currency }, fee: { amountMinor: feeMinor, currency } };
}
