import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feesOf } from './fees.ts';
import {
  accounts,
  balanced,
  balancesOf,
  checkLedger,
  type HeldMoney,
  type LedgerEntry,
  planFunding,
  planPosted,
  planRefund,
  planReserve,
  planVoided,
  shareOf,
  totalsOf,
  withRunningBalances,
} from './ledger.ts';
import { money } from './money.ts';

const holdOf = (index: number, priceMinor: number): HeldMoney => ({
  contractId: `ctr_${index}`,
  influencerId: `inf_${index % 3}`,
  currency: 'EUR',
  priceMinor,
  feeMinor: feesOf(money(priceMinor, 'EUR')).platformFee.amountMinor,
});

/** What may happen to one funded hold, in order. */
const FATES = [
  [],
  ['reserve'],
  ['reserve', 'post'],
  ['reserve', 'void'],
  ['reserve', 'void', 'reserve', 'post'],
  ['refund_reserved'],
  ['refund_reserved', 'refunded'],
  ['refund_reserved', 'refund_voided'],
  ['refund_reserved', 'refunded', 'refund_failed', 'reserve', 'post'],
  ['charged_back'],
] as const;

function entriesFor(prices: readonly number[], fates: readonly number[], feeMinor: number): LedgerEntry[] {
  let count = 0;
  const next = () => `ent_${++count}`;
  const holds = prices.map((price, index) => holdOf(index, price));
  const later = holds.flatMap((hold, index) =>
    (FATES[(fates[index] ?? 0) % FATES.length] ?? []).map((act) => {
      if (act === 'reserve') return planReserve(next(), hold);
      if (act === 'post') return planPosted(next(), hold);
      if (act === 'void') return planVoided(next(), hold);
      return planRefund(next(), act, hold);
    }),
  );
  return [planFunding('ent_0', holds, feeMinor), ...later];
}

const world = fc.record({
  prices: fc.array(fc.integer({ min: 50, max: 9_999_999 }), { minLength: 1, maxLength: 12 }),
  fates: fc.array(fc.nat(100), { minLength: 12, maxLength: 12 }),
  feeMinor: fc.integer({ min: 0, max: 50_000 }),
});

describe('the ledger', () => {
  it('stays in balance through every fate of every hold', () => {
    fc.assert(
      fc.property(world, ({ prices, fates, feeMinor }) => {
        const entries = entriesFor(prices, fates, feeMinor);
        expect(checkLedger(entries)).toBeUndefined();
        for (const { amountMinor } of totalsOf(balancesOf(entries))) expect(amountMinor).toBe(0);
      }),
    );
  });

  it('keeps what came in: holds, reservations, debts, payments, fees and refunds sum to the prices', () => {
    fc.assert(
      fc.property(world, ({ prices, fates }) => {
        const inside = balancesOf(entriesFor(prices, fates, 0)).filter(({ account }) => account !== accounts.clearing);
        const sum = inside.reduce((total, { amountMinor }) => total + amountMinor, 0);
        expect(sum).toBe(prices.reduce((total, price) => total + price, 0));
        expect(inside.every(({ amountMinor }) => amountMinor >= 0)).toBe(true);
      }),
    );
  });

  it('gives each contract a share that balances by itself, and the last running balance is the balance', () => {
    fc.assert(
      fc.property(world, ({ prices, fates }) => {
        const entries = entriesFor(prices, fates, 7);
        const share = shareOf(entries[0] as LedgerEntry, 'ctr_0');
        expect(share.lines.map(({ amountMinor }) => amountMinor)).toEqual([-(prices[0] ?? 0), prices[0]]);
        const running = withRunningBalances(entries).flatMap(({ lines }) => lines);
        for (const { account, amountMinor } of balancesOf(entries))
          expect(running.findLast((line) => line.account === account)?.balanceMinor).toBe(amountMinor);
      }),
    );
  });

  const hold = holdOf(1, 10_000);
  it.each<[string, () => LedgerEntry, Record<string, number>]>([
    ['a funding', () => planFunding('e', [hold], 320), { clearing: -9680, 'hold:ctr_1': 10_000, providerFees: -320 }],
    [
      'a reservation',
      () => planReserve('e', hold),
      { 'hold:ctr_1': -10_000, 'payable:inf_1': 9000, 'reserved:ctr_1': 1000 },
    ],
    [
      'a posted transfer',
      () => planPosted('e', hold),
      { 'payable:inf_1': -9000, 'reserved:ctr_1': -1000, 'paid:inf_1': 9000, fees: 1000 },
    ],
    [
      'a voided transfer',
      () => planVoided('e', hold),
      { 'hold:ctr_1': 10_000, 'payable:inf_1': -9000, 'reserved:ctr_1': -1000 },
    ],
    ['a refund', () => planRefund('e', 'refunded', hold), { 'reserved:ctr_1': -10_000, refunds: 10_000 }],
    ['a refund that failed', () => planRefund('e', 'refund_failed', hold), { 'hold:ctr_1': 10_000, refunds: -10_000 }],
  ])('moves the money of %s', (_case, plan, expected) => {
    const found = Object.fromEntries(balancesOf([plan()]).map(({ account, amountMinor }) => [account, amountMinor]));
    expect(found).toEqual(expected);
  });

  it('has no fee line for a hold without a fee', () => {
    const free = { ...hold, feeMinor: 0 };
    expect(planPosted('e', free).lines).toHaveLength(2);
  });

  it.each<[string, LedgerEntry[], string]>([
    [
      'an entry out of balance',
      [
        {
          ...planFunding('a', [hold]),
          lines: [
            { account: 'clearing', amountMinor: -1 },
            { account: 'fees', amountMinor: 2 },
          ],
        },
      ],
      'a',
    ],
    ['the same entry twice', [planFunding('a', [hold]), planFunding('b', [hold]), planFunding('a', [hold])], 'a'],
    [
      'money released twice',
      [planFunding('a', [hold]), planReserve('b', hold), planPosted('c', hold), planPosted('d', hold)],
      'd',
    ],
    [
      'a refund of what is reserved',
      [planFunding('a', [hold]), planReserve('b', hold), planRefund('c', 'refund_reserved', hold)],
      'c',
    ],
    [
      'a line that moves nothing',
      [
        {
          ...planFunding('a', [hold]),
          lines: [
            { account: 'clearing', amountMinor: 0 },
            { account: 'fees', amountMinor: 0 },
          ],
        },
      ],
      'a',
    ],
  ])('names the first bad entry: %s', (_case, entries, entryId) => {
    expect(checkLedger(entries)?.entryId).toBe(entryId);
  });

  it('throws for lines that do not balance, a fraction, a mix of currencies and a fee above the price', () => {
    const base = planFunding('e', [hold]);
    expect(() => balanced({ ...base, lines: base.lines.slice(0, 1) })).toThrow('fewer than two lines');
    expect(() => planFunding('e', [{ ...hold, priceMinor: 0.5 }])).toThrow('whole number');
    expect(() => planFunding('e', [hold, { ...hold, currency: 'USD' }])).toThrow('cannot mix');
    expect(() => planFunding('e', [])).toThrow('at least one hold');
    expect(() => planReserve('e', { ...hold, feeMinor: 10_001 })).toThrow('not a part of its price');
  });
});
