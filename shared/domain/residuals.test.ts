import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HoldStatus } from './contract.ts';
import {
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
} from './ledger.ts';
import { residualsOf, type ShownHold, type ShownMoney } from './residuals.ts';

const held = (price: number, fee: number, name = 'c1') => ({
  contractId: `ctr_${name}`,
  influencerId: `inf_${name}`,
  currency: 'EUR' as const,
  priceMinor: price,
  feeMinor: fee,
  paymentId: 'pay_1',
});
const budgetOf = (funded: number, released = 0, refunded = 0, fees = 0) => ({
  campaignId: 'cmp_1',
  fundedMinor: funded,
  releasedMinor: released,
  refundedMinor: refunded,
  feesMinor: fees,
});

/** Each life of a contract's money: the entries, the state it ends in and the budget it leaves, for a price of 1000 and a fee of 100. */
const hold = held(1000, 100);
const funded = planFunding('1', [hold], 30);
const lives: [string, LedgerEntry[], HoldStatus, ReturnType<typeof budgetOf>][] = [
  ['not paid', [], 'unfunded', budgetOf(0)],
  ['paid', [funded], 'funded', budgetOf(1000)],
  ['being transferred', [funded, planReserve('2', hold)], 'releasing', budgetOf(1000)],
  ['transferred', [funded, planReserve('2', hold), planPosted('3', hold)], 'released', budgetOf(1000, 900, 0, 100)],
  ['refused', [funded, planReserve('2', hold), planVoided('3', hold)], 'funded', budgetOf(1000)],
  ['being refunded', [funded, planRefund('2', 'refund_reserved', hold)], 'refunding', budgetOf(1000)],
  [
    'refunded',
    [funded, planRefund('2', 'refund_reserved', hold), planRefund('3', 'refunded', hold)],
    'refunded',
    budgetOf(1000, 0, 1000),
  ],
  ['disputed', [funded], 'disputed', budgetOf(1000)],
  [
    'given back at the provider by hand',
    [funded, planRefund('2', 'charged_back', hold)],
    'refunded',
    budgetOf(1000, 0, 1000),
  ],
];
const none: ShownMoney = { holds: [], payments: [], budget: undefined, entries: [] };

/** The same for a disputed payment: what it took, how it ended, and what that leaves. */
const taken = planDispute(
  '2',
  { paymentId: 'pay_1', workspaceId: 'wsp_1', currency: 'EUR' },
  { withdrawnMinor: 1000, feeMinor: 15 },
);
const lost = (reserveMinor = 0) =>
  planLoss('9', { paymentId: 'pay_1', workspaceId: 'wsp_1', currency: 'EUR' }, { restMinor: 1000, reserveMinor });
const transferred = [planReserve('3', hold), planPosted('4', hold)];
const back = planClawBack('5', hold, { amountMinor: 900, paymentId: 'pay_1', isLost: false });
const disputes: [
  string,
  LedgerEntry[],
  Pick<ShownHold, 'status' | 'reserveMinor'>,
  'open' | 'lost',
  ReturnType<typeof budgetOf>,
][] = [
  ['open', [], { status: 'disputed' }, 'open', budgetOf(1000)],
  ['lost', [planChargeBack('3', hold, 'pay_1')], { status: 'refunded' }, 'lost', budgetOf(1000, 0, 1000)],
  ['lost after the release', [...transferred, lost()], { status: 'released' }, 'lost', budgetOf(1000, 900, 0, 100)],
  ['lost while a transfer is under way', [planReserve('3', hold)], { status: 'releasing' }, 'lost', budgetOf(1000)],
  [
    'open, and the payout taken back',
    [...transferred, back],
    { status: 'released', reserveMinor: 900 },
    'open',
    budgetOf(1000, 900, 0, 100),
  ],
  [
    'lost after the payout was taken back',
    [...transferred, back, lost(900)],
    { status: 'released', reserveMinor: 0 },
    'lost',
    budgetOf(1000, 900, 0, 100),
  ],
];

describe('residuals of a campaign', () => {
  it.each(lives)('are none when the money is %s', (_name, entries, status, budget) => {
    expect(residualsOf({ holds: [{ ...hold, status }], payments: [], budget, entries })).toEqual([]);
  });

  it.each(disputes)(
    'are none when a dispute is %s, and one when the bank has more than is said',
    (_name, entries, held, status, budget) => {
      const payment = (withdrawnMinor: number) => ({
        paymentId: 'pay_1',
        currency: 'USD' as const,
        states: {},
        dispute: { status },
        disputed: { withdrawnMinor },
      });
      const shown = { holds: [{ ...hold, ...held }], budget, entries: [funded, taken, ...entries] };
      expect(residualsOf({ ...shown, payments: [payment(1000)] })).toEqual([]);
      const other = { ...shown, entries: [...shown.entries, { ...taken, entryId: '99' }] };
      expect(residualsOf({ ...other, payments: [payment(1000)] })).toEqual([
        { account: 'disputes:pay_1', amountMinor: -1000 },
      ]);
    },
  );

  it('name the account of a hold that says something else than the ledger', () => {
    const shown: ShownMoney = { ...none, holds: [{ ...hold, status: 'released' }], entries: [funded] };
    expect(residualsOf(shown)).toEqual([{ account: 'hold:ctr_c1', amountMinor: 1000 }]);
  });

  it('name a figure of the budget that was not moved along', () => {
    const shown = { ...none, holds: [{ ...hold, status: 'funded' as const }], budget: budgetOf(0), entries: [funded] };
    expect(residualsOf(shown)).toEqual([{ account: 'budget:cmp_1:fundedMinor', amountMinor: 1000 }]);
  });

  it('name money of a contract that has no hold', () => {
    expect(residualsOf({ ...none, entries: [funded] })).toEqual([{ account: 'hold:ctr_c1', amountMinor: 1000 }]);
  });

  it('name what a payout was given for, or what came of it, where its hold says something else', () => {
    const legs = planExchanged(['4', '5'], {
      ...{ ...hold, netMinor: 900, givenMinor: 880 },
      payout: { amountMinor: 143_000, currency: 'JPY' },
    });
    const back = planExchangedBack(['6', '7'], hold, {
      ...{ amountMinor: 440, taken: { amountMinor: 71_500, currency: 'JPY' }, paymentId: 'pay_1', isLost: true },
    });
    const paidOut = [funded, planReserve('2', hold), planPosted('3', hold), ...legs];
    const said = (exchange: ShownHold['exchange'], edit: object = {}, entries: LedgerEntry[] = paidOut) =>
      residualsOf({
        holds: [{ ...hold, status: 'released', exchange, ...edit }],
        payments: [],
        budget: budgetOf(1000, 900, 0, 100),
        entries,
      });
    const exchange = { currency: 'JPY' as const, givenMinor: 880, payoutMinor: 143_000 };
    expect(said(exchange)).toEqual([]);
    expect(said(exchange, { clawedBackMinor: 440 }, [...paidOut, ...back])).toEqual([]);
    expect(said({ ...exchange, payoutMinor: 142_999 })).toEqual([{ account: 'exchange:ctr_c1:JPY', amountMinor: -1 }]);
    expect(said({ ...exchange, givenMinor: 900 })).toEqual([{ account: 'exchange:ctr_c1:EUR', amountMinor: -20 }]);
    expect(said(undefined)).toHaveLength(2);
  });

  it('name an entry that does not sum to zero by its currency', () => {
    const lines = [{ account: 'fees', amountMinor: 5 }];
    const broken: LedgerEntry = { entryId: '9', kind: 'posted', currency: 'EUR', lines };
    expect(residualsOf({ ...none, entries: [broken] })).toEqual([{ account: 'total:EUR', amountMinor: 5 }]);
  });

  it('are found for any state but the ledger’s own, whatever the price', () => {
    const states: HoldStatus[] = ['unfunded', 'releasing', 'refunding', 'released', 'refunded'];
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 1e9 }), fc.constantFrom(...states), (price, status) => {
        const paid = held(price, 1);
        const entries = [planFunding('1', [paid])];
        const shown = { payments: [], budget: budgetOf(price), entries };
        expect(residualsOf({ ...shown, holds: [{ ...paid, status: 'funded' }] })).toEqual([]);
        expect(residualsOf({ ...shown, holds: [{ ...paid, status }] })).not.toEqual([]);
      }),
    );
  });
});
