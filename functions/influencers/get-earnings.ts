import { getEarnings } from '#contract/areas/payments.ts';
import type { LedgerShareItem } from '#data/ledger.ts';
import type { Currency } from '#domain/currencies.ts';
import { balancesOf, type EntryKind, netOf } from '#domain/ledger.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { readShares } from '#runtime/money/read-ledger.ts';

/** Where the money of a contract is after an entry of that kind. */
const STATUS_AFTER = {
  funded: 'held',
  reserved: 'on_its_way',
  posted: 'paid',
  voided: 'held',
  refund_reserved: 'refunded',
  refunded: 'refunded',
  refund_voided: 'held',
  refund_failed: 'held',
  charged_back: 'refunded',
  clawed_back: 'refunded',
} as const satisfies Partial<Record<EntryKind, string>>;

/** Kinds without a line about a contract, such as a loss of the platform, are in nobody's share. */
function statusAfter({ kind }: LedgerShareItem): (typeof STATUS_AFTER)[keyof typeof STATUS_AFTER] {
  if (!Object.hasOwn(STATUS_AFTER, kind)) throw new Error(`A share of an influencer cannot be of kind ${kind}.`);
  return STATUS_AFTER[kind as keyof typeof STATUS_AFTER];
}

export const handler = endpoint(getEarnings, async (call) => {
  const shares = await readShares(call.influencer().influencerId);
  // What a payout was changed into says nothing about where the money of its contract is.
  const own = shares.filter(({ kind }) => kind !== 'exchanged');
  const newest = new Map(own.map((share) => [share.contractId, share]));
  return {
    status: 200,
    body: {
      totals: [...new Set(shares.map(({ currency }) => currency))].map((currency) =>
        totalsIn(currency, shares, [...newest.values()]),
      ),
      contracts: [...newest.values()]
        .sort((a, b) => (a.occurredAt < b.occurredAt ? 1 : -1))
        .map((share) => ({
          contractId: share.contractId,
          campaignId: share.campaignId,
          price: { amountMinor: share.priceMinor, currency: share.currency },
          net: { amountMinor: netOf(share), currency: share.currency },
          changedInto: changedInto(share, shares),
          status: statusAfter(share),
          updatedAt: share.occurredAt,
        })),
    },
  };
});

/** What the payouts of a contract became in another currency than its own; null when none was changed. */
function changedInto({ contractId, currency }: LedgerShareItem, shares: readonly LedgerShareItem[]) {
  const arrived = balancesOf(
    shares.filter((one) => one.contractId === contractId && one.kind === 'exchanged' && one.currency !== currency),
  ).find(({ account }) => account.startsWith('paid:'));
  return arrived ? { amountMinor: arrived.amountMinor, currency: arrived.currency } : null;
}

function totalsIn(currency: Currency, shares: readonly LedgerShareItem[], newest: readonly LedgerShareItem[]) {
  const balances = balancesOf(shares.filter((share) => share.currency === currency));
  const sumOf = (prefix: string) => ({
    amountMinor: balances
      .filter(({ account }) => account.startsWith(prefix))
      .reduce((total, { amountMinor }) => total + amountMinor, 0),
    currency,
  });
  return {
    currency,
    // A hold carries the whole price; what is held for the influencer is the price less the fee.
    held: {
      amountMinor: newest
        .filter((share) => share.currency === currency && statusAfter(share) === 'held')
        .reduce((total, share) => total + netOf(share), 0),
      currency,
    },
    onItsWay: sumOf('payable:'),
    paid: sumOf('paid:'),
    platformFees: sumOf('fees'),
  };
}
