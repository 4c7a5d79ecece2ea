import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HoldStatus } from './contract.ts';
import { type LedgerEntry, planFunding, planPosted, planRefund, planReserve, planVoided } from './ledger.ts';
import { residualsOf, type ShownMoney } from './residuals.ts';

const held = (price: number, fee: number, name = 'c1') => ({
  contractId: `ctr_${name}`,
  influencerId: `inf_${name}`,
  currency: 'EUR' as const,
  priceMinor: price,
  feeMinor: fee,
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
  ['charged back', [funded, planRefund('2', 'charged_back', hold)], 'refunded', budgetOf(1000, 0, 1000)],
];

describe('residuals of a campaign', () => {
  it.each(lives)('are none when the money is %s', (_name, entries, status, budget) => {
    expect(residualsOf({ holds: [{ ...hold, status }], budget, entries })).toEqual([]);
  });

  it('name the account of a hold that says something else than the ledger', () => {
    const shown: ShownMoney = { holds: [{ ...hold, status: 'released' }], budget: undefined, entries: [funded] };
    expect(residualsOf(shown)).toEqual([{ account: 'hold:ctr_c1', amountMinor: 1000 }]);
  });

  it('name a figure of the budget that was not moved along', () => {
    const shown: ShownMoney = { holds: [{ ...hold, status: 'funded' }], budget: budgetOf(0), entries: [funded] };
    expect(residualsOf(shown)).toEqual([{ account: 'budget:cmp_1:fundedMinor', amountMinor: 1000 }]);
  });

  it('name money of a contract that has no hold', () => {
    expect(residualsOf({ holds: [], budget: undefined, entries: [funded] })).toEqual([
      { account: 'hold:ctr_c1', amountMinor: 1000 },
    ]);
  });

  it('name an entry that does not sum to zero by its currency', () => {
    const lines = [{ account: 'fees', amountMinor: 5 }];
    const broken: LedgerEntry = { entryId: '9', kind: 'posted', currency: 'EUR', lines };
    expect(residualsOf({ holds: [], budget: undefined, entries: [broken] })).toEqual([
      { account: 'total:EUR', amountMinor: 5 },
    ]);
  });

  it('are found for any state but the ledger’s own, whatever the price', () => {
    const states: HoldStatus[] = ['unfunded', 'releasing', 'refunding', 'released', 'refunded'];
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 1e9 }), fc.constantFrom(...states), (price, status) => {
        const paid = held(price, 1);
        const entries = [planFunding('1', [paid])];
        expect(residualsOf({ holds: [{ ...paid, status: 'funded' }], budget: budgetOf(price), entries })).toEqual([]);
        expect(residualsOf({ holds: [{ ...paid, status }], budget: budgetOf(price), entries })).not.toEqual([]);
      }),
    );
  });
});
