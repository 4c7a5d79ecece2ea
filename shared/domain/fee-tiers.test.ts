import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFeeTiers } from '#contract/fee-tiers.ts';
import { TEST_TIERS } from '#testing/fees.ts';
import { type FeeTier, feeFor, problemsOfTiers, volumeMonths } from './fee-tiers.ts';

const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' as const });
const tier = (edit: Partial<FeeTier>) => ({ name: 'growth', feeBps: 800, fromMinor: { USD: 1 }, ...edit });
const [standard] = TEST_TIERS as [FeeTier];

describe('the fee by volume', () => {
  it.each([
    ['nothing released', usd(0), 'standard', 1000, null],
    ['a cent less than the first threshold', usd(99_999), 'standard', 1000, null],
    ['exactly the first threshold', usd(100_000), 'growth', 800, usd(100_000)],
    ['far above the last', usd(500_000_000), 'scale', 600, usd(1_000_000)],
    ['a currency without thresholds', { amountMinor: 500_000_000, currency: 'JPY' as const }, 'standard', 1000, null],
  ])('%s', (_case, released, name, feeBps, from) => {
    expect(feeFor(TEST_TIERS, released)).toEqual({ tier: name, feeBps, from });
  });

  it('never rises with the volume', () => {
    fc.assert(
      fc.property(fc.nat(2_000_000), fc.nat(2_000_000), (less, more) => {
        expect(feeFor(TEST_TIERS, usd(less + more)).feeBps).toBeLessThanOrEqual(feeFor(TEST_TIERS, usd(less)).feeBps);
      }),
    );
  });

  it.each([
    ['2026-11-20', '2026-11', '2025-12'],
    ['2026-12-31', '2026-12', '2026-01'],
    ['2027-01-01', '2027-01', '2026-02'],
  ])('counts twelve months, that of %s first', (today, first, last) => {
    const months = volumeMonths(today);
    expect([months.length, new Set(months).size, months[0], months.at(-1)]).toEqual([12, 12, first, last]);
  });
});

describe('a fee table', () => {
  it.each([
    ['is empty', [], /empty/],
    ['begins above nothing', [tier({})], /must hold from nothing/],
    ['takes more than applicants are shown', [{ ...standard, feeBps: 1001 }], /more than 1000/],
    ['has a tier that is no cheaper', [standard, tier({ feeBps: 1000 })], /must take less than standard/],
    ['has a later tier without a volume', [standard, tier({ fromMinor: {} })], /needs a volume/],
    [
      'has a later tier that begins earlier',
      [standard, tier({ fromMinor: { USD: 9 } }), tier({ name: 'scale', feeBps: 600, fromMinor: { USD: 9 } })],
      /scale must begin above growth in USD/,
    ],
    ['has a name twice', [standard, tier({ name: 'standard' })], /same name/],
  ] as [string, FeeTier[], RegExp][])('is refused when it %s', (_case, tiers, problem) => {
    expect(problemsOfTiers(tiers).join(' ')).toMatch(problem);
    expect(() => parseFeeTiers(JSON.stringify(tiers))).toThrow(problem);
  });

  it('is refused when it is malformed, and read when it is sound', () => {
    expect(() => parseFeeTiers('[{"name":"standard","feeBps":10.5,"fromMinor":{}}]')).toThrow(/0\.feeBps/);
    expect(() => parseFeeTiers('null')).toThrow(/malformed/);
    expect(parseFeeTiers(JSON.stringify(TEST_TIERS))).toEqual(TEST_TIERS);
  });
});
