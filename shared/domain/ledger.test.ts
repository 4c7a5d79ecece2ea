import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accounts, CHART, isWithinBound, kindOf } from './accounts.ts';
import { feesOf } from './fees.ts';
import {
  balanced,
  balancesOf,
  type HeldMoney,
  type LedgerEntry,
  planChargeBack,
  planClawBack,
  planDispute,
  planExchanged,
  planExchangedBack,
  planFunding,
  planLoss,
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

const twoLines = (from: string, to: string) => [
  { account: from, amountMinor: -5 },
  { account: to, amountMinor: 5 },
];

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
        for (const entry of entries) expect(balanced(entry)).toBe(entry);
        for (const { amountMinor } of totalsOf(balancesOf(entries))) expect(amountMinor).toBe(0);
        for (const { account, amountMinor } of balancesOf(entries))
          expect(isWithinBound(account, amountMinor), account).toBe(true);
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
  const paid = { paymentId: 'pay_1', workspaceId: 'wsp_1', currency: 'EUR' as const };
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
    [
      'a refund that failed after a lost dispute',
      () => planRefund('e', 'recovered', hold),
      { losses: 10_000, refunds: -10_000 },
    ],
    [
      'a dispute and its fee',
      () => planDispute('e', paid, { withdrawnMinor: 10_000, feeMinor: 1500 }),
      { clearing: 11_500, 'disputes:pay_1': -10_000, providerFees: -1500 },
    ],
    [
      'a dispute that was won',
      () => planDispute('e', paid, { withdrawnMinor: -10_000, feeMinor: 0 }),
      { clearing: -10_000, 'disputes:pay_1': 10_000 },
    ],
    [
      'a dispute that is lost before the release',
      () => planChargeBack('e', hold, 'pay_1'),
      { 'disputes:pay_1': 10_000, 'hold:ctr_1': -10_000 },
    ],
    [
      'a dispute that is lost after the release',
      () => planLoss('e', paid, { restMinor: 10_000, reserveMinor: 0 }),
      { 'disputes:pay_1': 10_000, losses: -10_000 },
    ],
    [
      'a dispute that is lost after the payout was taken back',
      () => planLoss('e', paid, { restMinor: 10_000, reserveMinor: 9000 }),
      { 'disputes:pay_1': 10_000, losses: -1000, 'reserve:pay_1': -9000 },
    ],
    [
      'a dispute that is lost for less than the holds gave',
      () => planLoss('e', paid, { restMinor: -4000, reserveMinor: 0 }),
      { 'credit:wsp_1': 4000, 'disputes:pay_1': -4000 },
    ],
    [
      'a payout that is taken back',
      () => planClawBack('e', hold, { amountMinor: 9000, paymentId: 'pay_1', isLost: false }),
      { 'paid:inf_1': -9000, 'reserve:pay_1': 9000 },
    ],
    [
      'a payout that is taken back after the dispute was lost',
      () => planClawBack('e', hold, { amountMinor: 9000, paymentId: 'pay_1', isLost: true }),
      { losses: 9000, 'paid:inf_1': -9000 },
    ],
  ])('moves the money of %s', (_case, plan, expected) => {
    const found = Object.fromEntries(balancesOf([plan()]).map(({ account, amountMinor }) => [account, amountMinor]));
    expect(found).toEqual(expected);
  });

  it.each<[string, number, Record<string, number>]>([
    ['less than the net: the platform gains', 8_500, { exchange: 8_500, fx: 500, 'paid:inf_1': -9_000 }],
    ['more than the net: the platform loses', 9_600, { exchange: 9_600, fx: -600, 'paid:inf_1': -9_000 }],
    ['just the net', 9_000, { exchange: 9_000, 'paid:inf_1': -9_000 }],
  ])('changes a payout in two entries that balance each by itself, giving %s', (_case, givenMinor, expected) => {
    const payout = { amountMinor: 1_234_500, currency: 'JPY' as const };
    const { contractId, influencerId, currency } = hold;
    const legs = planExchanged(['e', 'f'], { contractId, influencerId, currency, netMinor: 9_000, givenMinor, payout });
    expect(totalsOf(balancesOf(legs))).toEqual([
      { currency, amountMinor: 0 },
      { currency: 'JPY', amountMinor: 0 },
    ]);
    const own = balancesOf(legs.slice(0, 1)).map(({ account, amountMinor }) => [account, amountMinor]);
    expect(Object.fromEntries(own)).toEqual(expected);
    expect(balancesOf(legs.slice(1))).toEqual([
      { account: 'exchange', currency: 'JPY', amountMinor: -1_234_500 },
      { account: 'paid:inf_1', currency: 'JPY', amountMinor: 1_234_500 },
    ]);
    const back = planExchangedBack(['g', 'h'], hold, {
      ...{ amountMinor: givenMinor, taken: payout, paymentId: 'pay_1', isLost: false },
    });
    const left = balancesOf([planPosted('p', hold), ...legs, ...back]).filter(({ amountMinor }) => amountMinor !== 0);
    expect(left.filter(({ account }) => /^(exchange|paid)/.test(account))).toEqual([]);
    expect(left).toContainEqual({ account: 'reserve:pay_1', currency, amountMinor: givenMinor });
    expect(
      planExchangedBack(['g', 'h'], hold, {
        ...{ amountMinor: 1, taken: { ...payout, amountMinor: 0 }, paymentId: 'pay_1', isLost: true },
      }),
    ).toHaveLength(1);
  });

  it('has no fee line for a hold without a fee', () => {
    const free = { ...hold, feeMinor: 0 };
    expect(planPosted('e', free).lines).toHaveLength(2);
  });

  it('has the same end whichever comes first, the loss of a dispute or what is taken back from the influencer', () => {
    const back = (isLost: boolean) => planClawBack('b', hold, { amountMinor: 9000, paymentId: 'pay_1', isLost });
    const loss = (reserveMinor: number) => planLoss('l', paid, { restMinor: 10_000, reserveMinor });
    const sum = (...entries: LedgerEntry[]) => balancesOf(entries).filter(({ amountMinor }) => amountMinor !== 0);
    expect(sum(back(false), loss(9000))).toEqual(sum(loss(0), back(true)));
  });

  it('knows an account by its chart: what it is for, and how far it may go', () => {
    expect(kindOf('hold:ctr_1')).toMatchObject({ name: 'hold', scope: 'contract' });
    expect(Object.keys(CHART)).toEqual(expect.arrayContaining(['receivable', 'credit', 'tax', 'fx', 'reserve']));
    expect(['hold', 'fees:x', 'cash', 'toString', ''].map(kindOf)).toEqual(Array(5).fill(undefined));
    expect([isWithinBound('fees', -1), isWithinBound('losses', -1), isWithinBound('losses', 1)]).toEqual([
      false,
      true,
      false,
    ]);
    expect(() => balanced({ ...planFunding('e', [hold]), lines: twoLines('cash', 'fees') })).toThrow(
      'not in the chart: cash',
    );
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
