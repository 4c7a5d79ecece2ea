import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideExplains, movesOf, planAdjustment } from '#domain/adjustment.ts';
import { isRefused } from '#domain/decision.ts';
import { differencesOf, linesFor } from './lines-for.ts';

describe('suggested lines', () => {
  it('always balance and make up for exactly what differs', () => {
    const side = fc.record({
      amount: fc.record({ amountMinor: fc.integer({ min: -1e6, max: 1e6 }), currency: fc.constantFrom('USD', 'EUR') }),
      feeMinor: fc.integer({ min: -1000, max: 1000 }),
    });
    fc.assert(
      fc.property(fc.option(side), fc.option(side), (one, other) => {
        const view = (of: typeof one) =>
          of && { amount: of.amount, fee: { amountMinor: of.feeMinor, currency: of.amount.currency } };
        const item = { provider: view(one), ledger: view(other) };
        const lines = linesFor(differencesOf(item), () => 'losses').map(({ account, amount }) => ({
          account,
          ...amount,
        }));
        const entries = planAdjustment(lines, 'wsp_1', ['ent_1', 'ent_2']);
        if (isRefused(entries)) throw new Error(entries.detail);
        const plain = (of: typeof one) => of && { ...of.amount, feeMinor: of.feeMinor };
        expect(decideExplains({ provider: plain(one), ledger: plain(other) }, movesOf(entries))).toEqual({
          explains: true,
        });
      }),
    );
  });
});
