import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chargeStep, payoutStep } from './charge-limits.ts';
import { CURRENCIES, type Currency } from './currencies.ts';
import { STANDARD_FEE } from './fee-tiers.ts';
import { feesOf } from './fees.ts';
import { type PaidOut, type Quote, quoteOf, settle } from './quote.ts';

const price = (amountMinor: number, currency: Currency = 'EUR') => ({ amountMinor, currency });
const quote = (edit: Partial<Parameters<typeof quoteOf>[0]> = {}) =>
  quoteOf({
    price: price(90_000),
    fee: STANDARD_FEE,
    quotedOn: '2026-11-20',
    dueOn: '2027-03-15',
    country: 'DE',
    ...edit,
  });
const paid = (edit: Partial<PaidOut> = {}): PaidOut => ({
  outcome: 'paid',
  priceMinor: 90_000,
  feeMinor: 9_000,
  takenBackMinor: 0,
  sentOn: '2027-03-18',
  ...edit,
});
const differing = (of: Quote, was: PaidOut) =>
  settle(of, was)
    .lines.filter(({ reason }) => reason !== 'as_quoted')
    .map(({ line, difference, reason }) => `${line} ${difference?.amountMinor ?? '–'} ${reason}`);

const anyPrice = fc
  .tuple(fc.constantFrom(...CURRENCIES), fc.integer({ min: 1, max: 99_999 }))
  .map(([currency, steps]) => price(steps * chargeStep(currency), currency));
const anyFee = fc.integer({ min: 0, max: 10_000 }).map((feeBps) => ({ ...STANDARD_FEE, feeBps }));

describe('a quote', () => {
  it('says what a price is for, who takes what of it and why, and when it arrives', () => {
    expect(quote()).toEqual({
      quotedOn: '2026-11-20',
      price: price(90_000),
      fee: { tier: 'standard', feeBps: 1000, from: null, amount: price(9_000) },
      tax: { amount: price(0), reason: 'no_withholding_rule' },
      rounding: price(0),
      net: price(81_000),
      payoutCurrency: null,
      exchange: null,
      arrival: {
        liveOn: '2027-03-15',
        releaseOn: '2027-03-18',
        from: '2027-03-22',
        until: '2027-03-29',
        country: 'DE',
        objectionHours: 72,
      },
    });
  });

  it.each([
    [24, '2027-03-16'],
    [36, '2027-03-17'],
    [336, '2027-03-29'],
  ])('says when it arrives by the %s hours to object', (objectionHours, releaseOn) => {
    expect(quote({ objectionHours }).arrival).toMatchObject({ releaseOn, objectionHours });
  });

  it('has parts of zero or more that sum to the price, and a net that banks can be sent, in every currency and at every fee', () => {
    fc.assert(
      fc.property(anyPrice, anyFee, (whole, fee) => {
        const { fee: taken, tax, rounding, net } = quote({ price: whole, fee });
        const parts = [taken.amount, tax.amount, rounding, net].map(({ amountMinor }) => amountMinor);
        expect(parts.reduce((total, part) => total + part, 0)).toBe(whole.amountMinor);
        expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
        expect(net.amountMinor % payoutStep(whole.currency)).toBe(0);
        expect(rounding.amountMinor).toBeLessThan(payoutStep(whole.currency));
        expect(taken.amount).toEqual(feesOf(whole, fee.feeBps).platformFee);
      }),
    );
  });

  it('sends forints whole and says what stays behind', () => {
    const { net, rounding } = quote({ price: price(1_234_550, 'HUF') });
    expect([net.amountMinor, rounding.amountMinor]).toEqual([1_111_000, 95]);
  });

  it('converts the net at a rate with its day and source, down to what banks are sent', () => {
    const told = { rate: '163.45', on: '2026-11-19', source: 'Stripe', validUntil: '2026-11-22T05:00:00.000Z' };
    const rate = { ...told, currency: 'JPY' as const };
    const { exchange, rounding } = quote({ exchange: rate });
    // 810.00 EUR × 163.45 = 132,394.5 JPY.
    expect(exchange).toEqual({ ...told, payout: price(132_394, 'JPY') });
    expect(rounding.amountMinor).toBe(0);
    expect(() => quote({ exchange: { ...rate, rate: '1,5' } })).toThrow('1,5 is not a rate');
  });

  it.each([
    ['over a weekend, elsewhere', '2026-11-20', null, '2026-11-23', '2026-11-25', '2026-12-02'],
    ['in the US', '2026-11-20', 'US', '2026-11-23', '2026-11-25', '2026-11-27'],
    ['in Japan, where payouts are weekly', '2026-11-20', 'JP', '2026-11-23', '2026-11-27', '2026-12-04'],
    ['over a leap day', '2028-02-25', 'US', '2028-02-28', '2028-03-01', '2028-03-03'],
    ['over the turn of a year', '2026-12-30', 'AU', '2027-01-02', '2027-01-05', '2027-01-07'],
  ])('estimates the arrival %s', (_case, dueOn, country, releaseOn, from, until) => {
    expect(quote({ dueOn, country }).arrival).toEqual({
      liveOn: dueOn,
      releaseOn,
      from,
      until,
      country,
      objectionHours: 72,
    });
  });
});

describe('a quote against what was paid', () => {
  it('is equal in every line when it was paid as agreed, in every currency', () => {
    expect(settle(quote(), paid())).toMatchObject({
      arrival: { sentOn: '2027-03-18', from: '2027-03-22', until: '2027-03-29', reason: 'as_quoted' },
    });
    fc.assert(
      fc.property(anyPrice, anyFee, (whole, fee) => {
        const of = quote({ price: whole, fee });
        const was = paid({ priceMinor: whole.amountMinor, feeMinor: of.fee.amount.amountMinor });
        expect(differing(of, was)).toEqual([]);
      }),
    );
  });

  it.each([
    ['what was taken back', { takenBackMinor: 1_000 }, ['net -1000 taken_back']],
    [
      'what went back to the brand',
      { outcome: 'refunded' as const },
      ['price -90000 refunded', 'platform_fee -9000 refunded', 'net -81000 refunded'],
    ],
    ['another fee, which nothing explains', { feeMinor: 9_001 }, ['platform_fee 1 unexplained', 'net -1 unexplained']],
  ])('differs by %s', (_case, edit, lines) => {
    expect(differing(quote(), paid(edit))).toEqual(lines);
  });

  it.each<[string, object, string[]]>([
    ['nothing, when what was promised arrived', {}, []],
    ['a few cents, as coins are whole', { payout: price(64_153, 'USD') }, ['payout 1 exchange_rounding']],
    [
      'what the rate moved beyond the fee of the platform',
      { givenMinor: 90_000, payout: price(60_000, 'USD') },
      ['payout -4152 rate_beyond_fee'],
    ],
    ['what nothing explains', { payout: price(60_000, 'USD') }, ['payout -4152 unexplained']],
    [
      'what was taken back, in both currencies',
      { takenBackMinor: 32_076 },
      ['net -40500 taken_back', 'payout -32076 taken_back'],
    ],
    ['a currency nobody spoke of', { payout: price(50_000, 'GBP') }, ['payout – other_currency']],
  ])('in another currency differs by %s', (_case, edit, lines) => {
    const told = { rate: '0.792', on: '2026-11-20', source: 'Stripe', validUntil: '2026-11-23T05:05:00.000Z' };
    const of = quote({ exchange: { ...told, currency: 'USD' } });
    const exchange = {
      ...{ rate: '0.75', on: '2027-03-18', givenMinor: 80_190, payout: price(64_152, 'USD'), takenBackMinor: 0 },
      transfers: 1,
      ...edit,
    };
    const takenBackMinor = exchange.takenBackMinor > 0 ? exchange.givenMinor / 2 : 0;
    expect(differing(of, paid({ exchange, takenBackMinor }))).toEqual(lines);
    expect(differing(of, paid({ outcome: 'refunded' })).at(-1)).toBe('payout -64152 refunded');
    const half = { priceMinor: 45_000, feeMinor: 4_500, isPartlyRefunded: true };
    const halfPayout = { ...exchange, payout: price(32_076, 'USD'), takenBackMinor: 0 };
    expect(differing(of, paid({ ...half, exchange: halfPayout })).at(-1)).toBe('payout -32076 refunded');
    expect(differing(of, paid()).at(-1)).toBe('payout – other_currency');
    expect(differing(quote(), paid({ exchange })).at(-1)).toMatch(/^payout – rate_of_the_day$/);
  });

  it.each([
    ['2027-03-05', 'earlier'],
    ['2027-03-18', 'as_quoted'],
    ['2027-04-02', 'later'],
  ])('says of money sent on %s that it comes %s', (sentOn, reason) => {
    expect(settle(quote(), paid({ sentOn })).arrival?.reason).toBe(reason);
  });
});
