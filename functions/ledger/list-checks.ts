import { listLedgerChecks } from '#contract/areas/payments.ts';
import { listLedgerChecks as listResults } from '#data/ledger-check.ts';
import { totalsOf } from '#domain/ledger.ts';
import { endpoint } from '#runtime/endpoint.ts';

/** A month of nights. */
const MOST_SHOWN = 31;

export const handler = endpoint(listLedgerChecks, async () => {
  const results = await listResults(MOST_SHOWN);
  const items = results.map(({ startedAtMs, sums, ...result }) => ({
    ...result,
    sums: sums.map(({ account, currency, amountMinor }) => ({ account, balance: { amountMinor, currency } })),
    totals: totalsOf(sums).map(({ amountMinor, currency }) => ({ amountMinor, currency })),
  }));
  return { status: 200, body: { items } };
});
