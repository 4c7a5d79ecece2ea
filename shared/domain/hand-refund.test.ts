import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideHandRefund, type HandRefundable } from './hand-refund.ts';
import { cutOff, type PartedHold, partsOf } from './hold-parts.ts';
import { money } from './money.ts';

const part = (priceMinor: number, more: object = {}) =>
  ({ name: String(priceMinor), priceMinor, currency: 'USD', ...more }) as HandRefundable & { name: string };

describe('what a refund made at the provider by hand was for', () => {
  it.each<[string, (HandRefundable & { name: string })[], number, object]>([
    ['one whole', [part(100), part(200)], 100, { whole: [{ name: '100' }], heldMinor: 100, leftMinor: 0 }],
    ['a later one that fits whole', [part(300), part(200)], 200, { whole: [{ name: '200' }], heldMinor: 200 }],
    [
      'one whole and a piece of the next',
      [part(100), part(200)],
      150,
      { whole: [{ name: '100' }], piece: { part: { name: '200' }, backMinor: 50 }, heldMinor: 150, leftMinor: 0 },
    ],
    ['more than there is', [part(100)], 130, { whole: [{ name: '100' }], heldMinor: 100, leftMinor: 30 }],
    ['nothing that is held', [], 130, { whole: [], heldMinor: 0, leftMinor: 130 }],
    [
      'what the provider refused to give back, before others',
      [part(100), part(200, { refusal: {} })],
      200,
      { whole: [{ name: '200' }], leftMinor: 0 },
    ],
    [
      'a piece in whole steps of a currency, and what is below a step beyond it',
      [part(1000, { currency: 'KWD' })],
      505,
      { piece: { backMinor: 500, chargedMinor: 500 }, leftMinor: 5 },
    ],
    [
      'a piece of a charge in another currency',
      [part(1000, { charged: money(800, 'EUR') })],
      333,
      { piece: { backMinor: 416, chargedMinor: 333 }, heldMinor: 416, chargedMinor: 333, leftMinor: 0 },
    ],
    [
      'less than a cent of the campaign',
      [part(10, { charged: money(1000, 'JPY') })],
      50,
      { whole: [], leftMinor: 50, heldMinor: 0 },
    ],
  ])('%s', (_case, parts, amountMinor, made) => {
    expect(decideHandRefund(parts, amountMinor)).toMatchObject(made);
  });

  it('leaves nothing out and takes nothing twice, whatever is held: what went back and what stays are what there was', () => {
    const amount = fc.integer({ min: 2, max: 100_000 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(amount, fc.option(amount)), { minLength: 1, maxLength: 5 }),
        amount,
        (all, back) => {
          const holds = all.map(([priceMinor, charge], index) => {
            const charged = charge === null ? {} : { charged: money(charge, 'EUR') };
            const own = { contractId: `ctr_${index}`, feeMinor: Math.floor(priceMinor / 10), paymentId: 'pay_1' };
            return { ...own, priceMinor, currency: 'USD', status: 'funded', ...charged } as PartedHold;
          });
          const made = decideHandRefund(holds, back);
          const sum = (list: readonly PartedHold[]) => list.reduce((total, { priceMinor }) => total + priceMinor, 0);
          expect(made.chargedMinor + made.leftMinor).toBe(back);
          expect(made.heldMinor).toBe(sum(made.whole) + (made.piece?.backMinor ?? 0));
          if (!made.piece) return;
          const { part: whole, ...piece } = made.piece;
          const cut = cutOff(whole, '1', piece);
          const [kept, gone] = partsOf(cut.hold) as [PartedHold, PartedHold];
          expect([kept.priceMinor + gone.priceMinor, kept.feeMinor + gone.feeMinor]).toEqual([
            whole.priceMinor,
            whole.feeMinor,
          ]);
          expect(gone.priceMinor).toBe(piece.backMinor);
          expect(kept.priceMinor).toBeGreaterThan(0);
          if (!whole.charged) return;
          expect(gone.charged?.amountMinor).toBe(piece.chargedMinor);
          expect((kept.charged?.amountMinor ?? 0) + piece.chargedMinor).toBe(whole.charged.amountMinor);
        },
      ),
    );
  });
});
