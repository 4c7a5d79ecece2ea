import { describe, expect, it } from 'vitest';
import { isTaxNumber, plainTaxNumber } from './tax-number.ts';

describe('a tax number', () => {
  it.each([
    ['DE', 'DE 123 456 789'],
    ['AT', 'ATU12345678'],
    ['FR', 'FR-XX-123456789'],
    ['NL', 'NL123456789B01'],
    ['GR', 'EL123456789'],
    ['GB', 'GB 999 9999 73'],
    ['CH', 'CHE-123.456.789 MWST'],
    ['US', '12-3456789'],
    ['JP', 'T1234567890123'],
  ])('of %s may be written %s', (country, number) => {
    expect(isTaxNumber(plainTaxNumber(number), country)).toBe(true);
  });

  it.each([
    ['DE', '123456789'],
    ['DE', 'DE12345678'],
    ['DE', 'ATU12345678'],
    ['GR', 'GR123456789'],
    ['US', '123456789012'],
    ['JP', 'T1'],
    ['JP', 'not a number!'],
  ])('of %s is not %s', (country, number) => {
    expect(isTaxNumber(plainTaxNumber(number), country)).toBe(false);
  });
});
