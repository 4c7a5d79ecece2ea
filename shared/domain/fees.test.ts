import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chargeStep, largestCharge } from './charge-limits.ts';
import { CURRENCIES } from './currencies.ts';
import { feesOf } from './fees.ts';

it('splits a price the provider can charge into a fee and a net that it can move, which sum to the price', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...CURRENCIES),
      fc.integer({ min: 1, max: 99_999 }),
      fc.integer({ min: 0, max: 10_000 }),
      (currency, steps, feeBps) => {
        const amountMinor = steps * chargeStep(currency);
        const { platformFee, net } = feesOf({ amountMinor, currency }, feeBps);
        expect(platformFee.amountMinor + net.amountMinor).toBe(amountMinor);
        expect(net.amountMinor % chargeStep(currency)).toBe(0);
        expect(net.amountMinor).toBeGreaterThanOrEqual(0);
      },
    ),
  );
  expect(feesOf({ amountMinor: 12_350, currency: 'KWD' })).toMatchObject({
    platformFee: { amountMinor: 1240 },
    net: { amountMinor: 11_110 },
  });
  expect(feesOf({ amountMinor: 12_350, currency: 'USD' }).platformFee.amountMinor).toBe(1235);
});

it('knows that some amounts are sent with two digits more', () => {
  expect(largestCharge('USD')).toBe(99_999_999);
  expect(largestCharge('ISK')).toBe(999_999);
});
