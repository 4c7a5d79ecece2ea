import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chargeStep, largestCharge, payoutStep } from './charge-limits.ts';
import { CURRENCIES, type Currency } from './currencies.ts';
import { atRate, costAtRate, payoutAtRate, planExchange, type RateTable, rateBetween } from './exchange.ts';

const money = (amountMinor: number, currency: Currency) => ({ amountMinor, currency });
const table: RateTable = {
  takenAt: '2026-11-20T05:00:00.000Z',
  quotedUntil: '2026-11-21T17:00:00.000Z',
  validUntil: '2026-11-23T05:00:00.000Z',
  source: 'Stripe',
  feeBps: 100,
  dollars: { USD: '1', EUR: '1.25', JPY: '0.00640205', LBP: '0.0000111732', KWD: '3.25' },
};
const NOON = '2026-11-20T12:00:00.000Z';
const rate = (from: Currency, to: Currency, nowIso = NOON) => rateBetween(table, { from, to }, nowIso)?.rate;

const anyCurrency = fc.constantFrom(...CURRENCIES);
const anyRate = fc
  .tuple(fc.integer({ min: 100_000, max: 999_999 }), fc.integer({ min: 0, max: 10 }))
  .map(([digits, places]) => {
    const padded = String(digits).padStart(places + 1, '0');
    return places === 0 ? padded : `${padded.slice(0, -places)}.${padded.slice(-places)}`;
  });
const anyAmount = anyCurrency.chain((currency) =>
  fc
    .integer({ min: 1, max: Math.floor(largestCharge(currency) / chargeStep(currency)) })
    .map((steps) => money(steps * chargeStep(currency), currency)),
);

describe('the rate of a pair', () => {
  it.each<[Currency, Currency, string]>([
    ['EUR', 'USD', '1.2375'],
    ['USD', 'EUR', '0.792'],
    ['USD', 'JPY', '154.637'],
    ['JPY', 'USD', '0.00633802'],
    ['KWD', 'LBP', '287965'],
    ['LBP', 'KWD', '0.00000340352'],
    ['EUR', 'EUR', '0.99'],
  ])('%s to %s is what both are in dollars, less the fee, rounded down to six digits: %s', (from, to, text) => {
    expect(rate(from, to)).toBe(text);
  });

  it('names its day, its source and how long it may be accepted, and is not told once it is old', () => {
    expect(rateBetween(table, { from: 'USD', to: 'EUR' }, NOON)).toEqual({
      currency: 'EUR',
      rate: '0.792',
      on: '2026-11-20',
      source: 'Stripe',
      validUntil: table.validUntil,
    });
    expect(rate('USD', 'EUR', '2026-11-21T16:59:59.999Z')).toBe('0.792');
    expect(rate('USD', 'EUR', table.quotedUntil)).toBeUndefined();
    expect(rate('USD', 'GBP')).toBeUndefined();
    expect(rateBetween(undefined, { from: 'USD', to: 'EUR' }, NOON)).toBeUndefined();
  });
});

/** Whether an amount at a rate is below what a number holds exactly, in whatever currency: minor units differ by up to a thousand. */
const isCountable = ({ amountMinor }: { amountMinor: number }, at: string): boolean => amountMinor * Number(at) < 1e11;

describe('an amount at a rate', () => {
  it.each<[number, Currency, string, Currency, number]>([
    [81_000, 'EUR', '163.45', 'JPY', 132_394],
    [10_000, 'JPY', '0.00633802', 'USD', 6_338],
    [12_340, 'KWD', '3.2175', 'USD', 3_970],
    [10_000, 'USD', '0.3035', 'KWD', 30_350],
    [10_000, 'USD', '330.127', 'HUF', 3_301_270],
  ])('%i %s at %s is in %s %i', (amountMinor, from, at, to, changed) => {
    expect(atRate(money(amountMinor, from), to, at)).toEqual(money(changed, to));
  });

  it.each(['1,5', '', '-1', '1e3', '0', '0.000'])('is refused at “%s”', (text) => {
    expect(() => atRate(money(1, 'USD'), 'EUR', text)).toThrow('is not a rate');
  });

  it('is paid out in what banks are sent: forints whole, dinars in tens of fils', () => {
    expect(payoutAtRate(money(10_000, 'USD'), { currency: 'HUF', rate: '330.127' }).amountMinor).toBe(3_301_200);
    fc.assert(
      fc.property(anyAmount, anyCurrency, anyRate, (amount, currency, at) => {
        fc.pre(isCountable(amount, at));
        const payout = payoutAtRate(amount, { currency, rate: at }).amountMinor;
        expect(payout % payoutStep(currency)).toBe(0);
        const left = atRate(amount, currency, at).amountMinor - payout;
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left).toBeLessThan(payoutStep(currency));
      }),
    );
  });

  it('costs the least that gives it, in every pair of currencies: nothing is made or lost by changing', () => {
    fc.assert(
      fc.property(anyAmount, anyCurrency, anyRate, (wanted, from, at) => {
        const step = chargeStep(from);
        fc.pre(wanted.amountMinor / Number(at) < 1e11);
        const cost = costAtRate(wanted, from, at);
        expect(cost.amountMinor % step).toBe(0);
        expect(atRate(cost, wanted.currency, at).amountMinor).toBeGreaterThanOrEqual(wanted.amountMinor);
        const less = money(cost.amountMinor - step, from);
        if (less.amountMinor > 0)
          expect(atRate(less, wanted.currency, at).amountMinor).toBeLessThan(wanted.amountMinor);
      }),
    );
  });
});

describe('what is sent for a payout in another currency', () => {
  const [net, fee] = [money(81_000, 'USD'), money(9_000, 'USD')];
  const promised = money(64_152, 'EUR');
  const send = (rateNow: string, edit: object = {}) =>
    planExchange({ net, fee, promised, now: { currency: 'EUR', rate: rateNow }, ...edit });

  it.each([
    ['the net, when the rate is what was told', '0.792', 81_000, 64_152, 0],
    ['less, when the currency of the payout fell: the platform gains', '0.8', 80_190, 64_152, 810],
    ['more, when it rose: the platform adds from its fee', '0.75', 85_536, 64_152, -4_536],
    ['all of the price at most: then the payout is what that is worth', '0.7', 90_000, 63_000, -9_000],
  ])('is %s', (_case, rateNow, givenMinor, payoutMinor, gainMinor) => {
    const planned = send(rateNow);
    expect([planned.given.amountMinor, planned.payout.amountMinor, planned.gain.amountMinor]).toEqual([
      givenMinor,
      payoutMinor,
      gainMinor,
    ]);
  });

  it.each([
    ['nothing was promised', undefined],
    ['another currency was promised than the account has now', money(50_000, 'GBP')],
  ])('is the net at the rate of the day where %s', (_case, other) => {
    expect(send('0.8', { promised: other })).toEqual({
      given: net,
      payout: money(64_800, 'EUR'),
      gain: money(0, 'USD'),
    });
  });

  it('never takes more than the price, and gives what was promised or all that the price is worth', () => {
    fc.assert(
      fc.property(
        anyAmount,
        fc.integer({ min: 0, max: 3000 }),
        anyCurrency,
        anyRate,
        fc.integer({ min: 800, max: 1250 }),
        (price, feeBps, currency, told, moved) => {
          const step = chargeStep(price.currency);
          const feeMinor = Math.floor((price.amountMinor * feeBps) / 10_000 / step) * step;
          const of = money(price.amountMinor - feeMinor, price.currency);
          fc.pre(of.amountMinor > 0 && isCountable(price, told));
          const goal = payoutAtRate(of, { currency, rate: told });
          fc.pre(goal.amountMinor > 0);
          const rateNow = scaled(told, moved);
          const plan = planExchange({
            net: of,
            fee: money(feeMinor, price.currency),
            promised: goal,
            now: { currency, rate: rateNow },
          });
          expect(plan.given.amountMinor).toBeLessThanOrEqual(price.amountMinor);
          expect(plan.given.amountMinor % step).toBe(0);
          expect(plan.given.amountMinor + plan.gain.amountMinor).toBe(of.amountMinor);
          expect(atRate(plan.given, currency, rateNow).amountMinor).toBeGreaterThanOrEqual(plan.payout.amountMinor);
          expect(plan.payout.amountMinor).toBeLessThanOrEqual(goal.amountMinor);
          if (plan.payout.amountMinor < goal.amountMinor) expect(plan.given.amountMinor).toBe(price.amountMinor);
        },
      ),
    );
  });
});

/** A rate times so many thousandths, exactly. */
function scaled(text: string, thousandths: number): string {
  const places = (text.split('.')[1]?.length ?? 0) + 3;
  const digits = String(BigInt(text.replace('.', '')) * BigInt(thousandths)).padStart(places + 1, '0');
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
