import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accounts } from './accounts.ts';
import { chargedFor, paidByCharge, quoteCharge } from './charge.ts';
import { chargeLegs, lateRefundLegs, outsideLegs, refundLegs } from './charged-payment.ts';
import type { HoldStatus } from './contract.ts';
import type { Currency } from './currencies.ts';
import { isRefused } from './decision.ts';
import { cutPart, type PartOf, partIdOf, partsOf, splitOver } from './hold-parts.ts';
import {
  balancesOf,
  type LedgerEntry,
  netOf,
  planChargeBack,
  planClawBack,
  planDispute,
  planFunding,
  planLateRefund,
  planPosted,
  planRefund,
  planReserve,
  totalsOf,
} from './ledger.ts';
import { money } from './money.ts';
import { residualsOf, type ShownHold, type ShownPayment } from './residuals.ts';

const RATE = {
  rate: '1.25',
  on: '2026-11-20',
  source: 'Stripe',
  validUntil: '2026-11-20T13:00:00.000Z',
  quoteId: 'fxq_1',
};

describe('what a brand is charged in another currency', () => {
  it.each([
    ['euros for dollars', 100_001, 'USD', 'EUR', '1.25', 80_001],
    ['yen, which have no cents', 100_000, 'USD', 'JPY', '0.00641', 156_007],
    ['dinars, of which the last of three digits must be 0', 100_000, 'USD', 'KWD', '3.2573', 307_010],
    ['dollars for yen', 10_000, 'JPY', 'USD', '155.9', 6_415],
    ['krónur, which are sent times 100', 100_000, 'USD', 'ISK', '0.0078', 128_206],
  ] as const)('is the least that comes to the amount: %s', (_case, amountMinor, of, currency, rate, wanted) => {
    expect(quoteCharge(money(amountMinor, of), currency, { ...RATE, rate })).toMatchObject({
      amountMinor: wanted,
      currency,
    });
  });

  it.each([
    ['less than the provider charges in that currency', 50, 'HUF', '0.0031', 'amount_too_small'],
    ['more than it charges at once', 5_000_000, 'IDR', '0.00006', 'validation_failed'],
  ] as const)('is refused when it is %s', (_case, amountMinor, currency, rate, refused) => {
    expect(quoteCharge(money(amountMinor, 'USD'), currency, { ...RATE, rate })).toMatchObject({ refused });
  });

  it('is never given back beyond the part that goes back, and all of it for all', () => {
    const amounts = fc.integer({ min: 1, max: 99_999_999 });
    fc.assert(
      fc.property(
        amounts,
        amounts,
        amounts,
        fc.constantFrom<Currency>('EUR', 'KWD', 'JPY'),
        (charge, a, b, currency) => {
          const charged = money(currency === 'KWD' ? charge * 10 : charge, currency);
          const [part, whole] = [Math.min(a, b), Math.max(a, b)];
          const back = chargedFor(charged, part, whole);
          expect(back / charged.amountMinor).toBeLessThanOrEqual(part / whole);
          expect(chargedFor(charged, whole, whole)).toBe(charged.amountMinor);
          expect(paidByCharge(whole, charged.amountMinor, charged.amountMinor)).toBe(whole);
          if (currency === 'KWD') expect(back % 10).toBe(0);
        },
      ),
    );
  });
});

type Part = PartOf<ShownHold>;
const MOVES = [
  'cut',
  'refund',
  'refunded',
  'failed',
  'reserve',
  'post',
  'clawBack',
  'late',
  'lateFailed',
  'take',
  'give',
  'lose',
] as const;

/** The money of one contract that was paid in another currency, and all that is said of it. */
class Deal {
  hold: ShownHold;
  payment: ShownPayment & { charge: NonNullable<ShownPayment['charge']>; amountMinor: number };
  entries: LedgerEntry[] = [];
  private count = 0;

  constructor(prices: readonly number[], chargeMinor: number, settledMinor: number) {
    const priceMinor = prices.reduce((total, price) => total + price, 0);
    const charges = splitOver(chargeMinor, 'EUR', prices);
    const parts = prices.map((price, index) => [
      String(index + 1),
      {
        ...{ milestone: index + 1, priceMinor: price, feeMinor: Math.floor(price / 10), paymentId: 'pay_1' },
        ...{ status: 'funded' as HoldStatus, charged: money(charges[index] ?? 0, 'EUR') },
      },
    ]);
    const feeMinor = prices.reduce((total, price) => total + Math.floor(price / 10), 0);
    this.hold = {
      ...{ contractId: 'ctr_1', influencerId: 'inf_1', currency: 'USD', priceMinor, feeMinor },
      ...{ status: 'funded', paymentId: 'pay_1', parts: Object.fromEntries(parts) },
    };
    const charge = { currency: 'EUR' as const, amountMinor: chargeMinor, settledMinor };
    this.payment = { paymentId: 'pay_1', currency: 'USD', amountMinor: priceMinor, charge, states: {} };
    this.post(planFunding(this.id(), [this.hold]), ...chargeLegs(this.ids(), this.payment, charge));
  }

  id = () => {
    this.count += 1;
    return `ent_${this.count}`;
  };
  ids = () => [this.id(), this.id()] as const;
  post(...entries: LedgerEntry[]): void {
    this.entries.push(...entries.map((entry) => ({ ...entry, paymentId: 'pay_1' })));
  }

  edit(part: Part, edit: Partial<Part>): void {
    const id = partIdOf(part);
    const before = this.hold.parts?.[id];
    if (before) this.hold = { ...this.hold, parts: { ...this.hold.parts, [id]: { ...before, ...edit } } };
  }

  /** What the provider says it took or gives for so much, which is never quite what was quoted. */
  move(kind: (typeof MOVES)[number], at: number, share: number): void {
    const parts = partsOf(this.hold);
    const part = parts[at % parts.length] as Part;
    const settledMinor = Math.floor(part.priceMinor * (0.8 + share / 2));
    const isDisputed = this.payment.dispute?.status === 'open' || this.payment.dispute?.status === 'lost';
    const isFree = part.status === 'funded' && !isDisputed;
    if (kind === 'cut') {
      const cut = cutPart(this.hold, partIdOf(part), Math.floor(part.priceMinor * share));
      if (!isRefused(cut)) this.hold = cut.hold;
    } else if (kind === 'refund' && isFree) {
      this.post(planRefund(this.id(), 'refund_reserved', part));
      this.edit(part, { status: 'refunding' });
    } else if (kind === 'refunded' && part.status === 'refunding') {
      const made = { ...part, refundSettledMinor: settledMinor };
      this.post(planRefund(this.id(), 'refunded', part), ...refundLegs(this.ids(), made, 1));
      this.edit(part, { status: 'refunded', refundSettledMinor: settledMinor });
    } else if (kind === 'failed' && part.refundSettledMinor !== undefined) {
      this.post(...refundLegs(this.ids(), part, -1), planRefund(this.id(), 'refund_failed', part));
      this.edit(part, { status: 'funded', refundSettledMinor: undefined });
    } else if (kind === 'reserve' && isFree) {
      this.post(planReserve(this.id(), part));
      this.edit(part, { status: 'releasing' });
    } else if (kind === 'post' && part.status === 'releasing') {
      this.post(planPosted(this.id(), part));
      this.edit(part, { status: 'released' });
    } else this.moveLater(kind, part, share);
  }

  private moveLater(kind: (typeof MOVES)[number], part: Part, share: number): void {
    const { payment } = this;
    const { lateRefund, reserveMinor = 0 } = part;
    if (kind === 'clawBack' && part.status === 'released' && part.clawedBackMinor === undefined) {
      const amountMinor = Math.max(1, Math.floor(netOf(part) * share));
      this.post(planClawBack(this.id(), part, { amountMinor, paymentId: 'pay_1', isLost: false }));
      this.edit(part, { clawedBackMinor: amountMinor, reserveMinor: amountMinor });
    } else if (kind === 'late' && reserveMinor > 0 && part.charged) {
      const chargedMinor = chargedFor(part.charged, reserveMinor, part.priceMinor);
      const made = { amountMinor: reserveMinor, chargedMinor, settledMinor: reserveMinor + 7, refundId: 're_1' };
      const entry = planLateRefund(this.id(), part, { amountMinor: reserveMinor, paymentId: 'pay_1' });
      this.post(entry, ...lateRefundLegs(this.ids(), { ...part, lateRefund: made }, 1));
      this.edit(part, { lateRefund: made, reserveMinor: 0 });
    } else if (kind === 'lateFailed' && lateRefund) {
      const back = { amountMinor: -lateRefund.amountMinor, paymentId: 'pay_1' };
      this.post(...lateRefundLegs(this.ids(), part, -1), planLateRefund(this.id(), part, back));
      this.edit(part, { lateRefund: undefined, reserveMinor: lateRefund.amountMinor });
    } else if (kind === 'take' && !payment.dispute && partsOf(this.hold).every(({ status }) => status === 'funded')) {
      this.dispute(
        payment.amountMinor,
        Math.floor(payment.amountMinor * (0.8 + share / 2)),
        payment.charge.amountMinor,
      );
      this.payment.dispute = { status: 'open' };
    } else if (kind === 'give' && payment.dispute?.status === 'open') {
      const { chargedMinor = 0, settledMinor = 0 } = payment.disputed ?? {};
      this.dispute(-payment.amountMinor, -settledMinor, -chargedMinor);
      this.payment.dispute = { status: 'won' };
    } else if (kind === 'lose' && payment.dispute?.status === 'open') {
      for (const one of partsOf(this.hold)) {
        this.post(planChargeBack(this.id(), one, 'pay_1'));
        this.edit(one, { status: 'refunded' });
      }
      this.payment.dispute = { status: 'lost' };
    }
  }

  private dispute(withdrawnMinor: number, settledMinor: number, chargedMinor: number): void {
    const { disputed = { withdrawnMinor: 0, settledMinor: 0, chargedMinor: 0 }, charge } = this.payment;
    const paid = { paymentId: 'pay_1', workspaceId: 'wsp_1', currency: 'USD' as const };
    this.post(
      planDispute(this.id(), paid, { withdrawnMinor, feeMinor: 0 }),
      ...outsideLegs(this.ids(), accounts.clearing, {
        amount: money(withdrawnMinor, 'USD'),
        settledMinor,
        charged: money(chargedMinor, charge.currency),
      }),
    );
    this.payment.disputed = {
      withdrawnMinor: disputed.withdrawnMinor + withdrawnMinor,
      settledMinor: (disputed.settledMinor ?? 0) + settledMinor,
      chargedMinor: (disputed.chargedMinor ?? 0) + chargedMinor,
    };
  }
}

describe('the books of a payment in another currency', () => {
  it('balance in each currency and agree with what is shown after any order of refunds, releases and disputes', () => {
    const step = fc.record({
      kind: fc.constantFrom(...MOVES),
      // Mostly the same part, so that all of its way is walked.
      at: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(20) }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    const reached = new Set<string>();
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 100, max: 999_999 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 500, max: 9_999_999 }),
        fc.integer({ min: 500, max: 9_999_999 }),
        fc.array(step, { maxLength: 120, size: 'max' }),
        (prices, chargeMinor, settledMinor, steps) => {
          const deal = new Deal(prices, chargeMinor, settledMinor);
          for (const { kind, at, share } of steps) {
            const before = deal.entries.length;
            deal.move(kind, at, share);
            if (deal.entries.length > before) reached.add(kind);
            const balances = balancesOf(deal.entries);
            for (const { amountMinor } of totalsOf(balances)) expect(amountMinor).toBe(0);
            const of = (account: string, currency: Currency) =>
              balances.find((one) => one.account === account && one.currency === currency)?.amountMinor ?? 0;
            // Nothing is paid back in the campaign's currency, and never more than was charged in the payer's.
            expect(of(accounts.refunds, 'USD')).toBe(0);
            expect(of(accounts.refunds, 'EUR')).toBeGreaterThanOrEqual(0);
            expect(of(accounts.refunds, 'EUR')).toBeLessThanOrEqual(chargeMinor);
            // What the platform gained is what the exchange of both currencies says.
            expect(of(accounts.fx, 'EUR')).toBe(0);
          }
          const { hold, payment, entries } = deal;
          expect(residualsOf({ holds: [hold], payments: [payment], budget: undefined, entries })).toEqual([]);
          const charged = partsOf(hold).reduce((total, part) => total + (part.charged?.amountMinor ?? 0), 0);
          expect(charged).toBe(chargeMinor);
        },
      ),
      { numRuns: 150, seed: 5 },
    );
    expect([...reached].sort()).toEqual(MOVES.filter((kind) => kind !== 'cut').sort());
  });
});
