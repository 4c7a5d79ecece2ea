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
  refund_credited: 'refunded',
  charged_back: 'refunded',
  clawed_back: 'refunded',
  late_refunded: 'refunded',
  late_refund_failed: 'refunded',
} as const satisfies Partial<Record<EntryKind, string>>;

/** Kinds without a line about a contract, such as a loss of the platform, are in nobody's share. */
function statusAfter({ kind }: LedgerShareItem): (typeof STATUS_AFTER)[keyof typeof STATUS_AFTER] {
  if (!Object.hasOwn(STATUS_AFTER, kind)) throw new Error(`A share of an influencer cannot be of kind ${kind}.`);
  return STATUS_AFTER[kind as keyof typeof STATUS_AFTER];
}

/** What an entry adds to the money that is held of a contract, as a multiple of what it is about. */
const HELD_BY: Partial<Record<EntryKind, 1 | -1>> = {
  funded: 1,
  voided: 1,
  refund_voided: 1,
  refund_failed: 1,
  reserved: -1,
  refund_reserved: -1,
  charged_back: -1,
};

/** What an entry says went back to the brand, as a multiple of what it is about. */
const BACK_BY: Partial<Record<EntryKind, 1 | -1>> = { refunded: 1, charged_back: 1, refund_failed: -1 };

/** The money of one contract, by what its entries are about; it may be in parts that are paid in and out one by one. Of money that was divided it is what was not given back. */
function earningOf(shares: readonly LedgerShareItem[]) {
  const newest = shares.at(-1) as LedgerShareItem;
  const sumOf = (of: (share: LedgerShareItem) => number) => shares.reduce((total, share) => total + of(share), 0);
  const isDivided = shares.some(({ kind }) => kind === 'posted');
  const paidIn = ({ kind }: LedgerShareItem, amountMinor: number) =>
    kind === 'funded' ? amountMinor : isDivided ? -(BACK_BY[kind] ?? 0) * amountMinor : 0;
  const heldMinor = sumOf((share) => (HELD_BY[share.kind] ?? 0) * netOf(share));
  return {
    newest,
    heldMinor,
    priceMinor: sumOf((share) => paidIn(share, share.priceMinor)),
    netMinor: sumOf((share) => paidIn(share, netOf(share))),
    status:
      heldMinor > 0
        ? ('held' as const)
        : isDivided && BACK_BY[newest.kind] === 1
          ? ('paid' as const)
          : statusAfter(newest),
  };
}

export const handler = endpoint(getEarnings, async (call) => {
  const shares = await readShares(call.influencer().influencerId);
  // What a payout was changed into says nothing about where the money of its contract is.
  const own = shares.filter(({ kind }) => kind !== 'exchanged');
  const contractIds = [...new Set(own.map(({ contractId }) => contractId))];
  const earnings = contractIds.map((wanted) => earningOf(own.filter(({ contractId }) => contractId === wanted)));
  return {
    status: 200,
    body: {
      totals: [...new Set(shares.map(({ currency }) => currency))].map((currency) =>
        totalsIn(currency, shares, earnings),
      ),
      contracts: earnings
        .sort((a, b) => (a.newest.occurredAt < b.newest.occurredAt ? 1 : -1))
        .map(({ newest, priceMinor, netMinor, status }) => ({
          contractId: newest.contractId,
          campaignId: newest.campaignId,
          price: { amountMinor: priceMinor, currency: newest.currency },
          net: { amountMinor: netMinor, currency: newest.currency },
          changedInto: changedInto(newest, shares),
          status,
          updatedAt: newest.occurredAt,
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

function totalsIn(
  currency: Currency,
  shares: readonly LedgerShareItem[],
  earnings: readonly { newest: LedgerShareItem; heldMinor: number }[],
) {
  const balances = balancesOf(shares.filter((share) => share.currency === currency));
  const sumOf = (is: RegExp) => ({
    amountMinor: balances
      .filter(({ account }) => is.test(account))
      .reduce((total, { amountMinor }) => total + amountMinor, 0),
    currency,
  });
  return {
    currency,
    // A hold carries the whole price; what is held for the influencer is the price less the fee.
    held: {
      amountMinor: earnings
        .filter(({ newest }) => newest.currency === currency)
        .reduce((total, { heldMinor }) => total + heldMinor, 0),
      currency,
    },
    onItsWay: sumOf(/^payable:/),
    paid: sumOf(/^paid:/),
    platformFees: sumOf(/^(fees|tax)$/),
  };
}
