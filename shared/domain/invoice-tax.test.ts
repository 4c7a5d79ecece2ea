import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CURRENCIES } from './currencies.ts';
import { splitTax, type Taxable, taxOf } from './invoice-tax.ts';
import { add, money, taxWithin } from './money.ts';
import { EU_COUNTRIES, TAX_RATES, taxRateOn } from './tax-rules.ts';

const DAY = '2026-11-20';
const de: Taxable = { country: 'DE', taxNumber: 'DE123456789' };
const fr: Taxable = { country: 'FR', taxNumber: 'FR12345678901' };
const gb: Taxable = { country: 'GB', taxNumber: 'GB123456789' };
const us: Taxable = { country: 'US', taxNumber: null };
const without = (party: Taxable): Taxable => ({ ...party, taxNumber: null });

describe('the tax of a service', () => {
  it.each([
    ['DE', 'USt', 1900],
    ['FR', 'TVA', 2000],
    ['ES', 'IVA', 2100],
    ['IT', 'IVA', 2200],
    ['GB', 'VAT', 2000],
  ])('is the standard rate of %s when both sides are there', (country, name, rateBps) => {
    expect(taxOf({ country, taxNumber: 'X' }, { country, taxNumber: null }, DAY)).toMatchObject({
      treatment: 'standard',
      line: { name, country, rateBps },
    });
  });

  it('is nothing in the United States, with a line that says why', () => {
    const { treatment, line, statement } = taxOf(us, us, DAY);
    expect([treatment, line?.rateBps]).toEqual(['outside_scope', 0]);
    expect(statement).toContain('no federal sales tax');
  });

  it.each([
    ['within the EU', fr, de, 'articles 44 and 196 of Council Directive 2006/112/EC'],
    ['from the EU to Britain', de, gb, 'section 8 of the VAT Act 1994'],
    ['from Britain to the EU', gb, de, 'articles 44 and 196'],
    ['from the United States to the EU', us, de, 'articles 44 and 196'],
    [
      'to a country of the EU that has no rate here',
      de,
      { country: 'AT', taxNumber: 'ATU12345678' },
      'articles 44 and 196',
    ],
  ])('is owed by the customer %s, who is named by their VAT number', (_case, supplier, customer, law) => {
    const tax = taxOf(supplier, customer, DAY);
    expect([tax.treatment, tax.line?.rateBps]).toEqual(['reverse_charge', 0]);
    expect(tax.statement).toMatch(/^Reverse charge: /);
    expect(tax.statement).toContain(law);
    expect(tax.statement).toContain(customer.taxNumber);
  });

  it.each([
    ['a customer elsewhere in the EU without a VAT number', de, without(fr), 'standard', 1900],
    ['a British customer without a VAT number', de, without(gb), 'outside_scope', 0],
    ['a customer outside of the EU', de, us, 'outside_scope', 0],
    ['a customer outside of Britain', gb, us, 'outside_scope', 0],
    ['a customer whose country is not known', de, { country: null, taxNumber: null }, 'standard', 1900],
  ])('is the supplier’s or none for %s', (_case, supplier, customer, treatment, rateBps) => {
    const tax = taxOf(supplier, customer, DAY);
    expect([tax.treatment, tax.line?.rateBps]).toEqual([treatment, rateBps]);
  });

  it('has no line without a VAT number of the supplier, and says so', () => {
    const tax = taxOf(without(de), de, DAY);
    expect([tax.treatment, tax.line]).toEqual(['not_registered', null]);
    expect(tax.statement).toContain('no VAT number');
  });

  it.each([['AT'], ['CH'], ['BR'], [null]])('has no line for a supplier in %s, and says so', (country) => {
    const tax = taxOf({ country, taxNumber: 'X123' }, de, DAY);
    expect([tax.treatment, tax.line, tax.source]).toEqual(['no_rule', null, null]);
    expect(tax.statement).toContain(country ?? 'not on file');
  });

  it('has the rate of the day of supply', () => {
    const on = (day: string) => taxOf(de, de, day).line?.rateBps;
    expect(['2020-06-30', '2020-07-01', '2020-12-31', '2021-01-01'].map(on)).toEqual([1900, 1600, 1600, 1900]);
    expect(taxOf(de, de, '2006-12-31').treatment).toBe('no_rule');
  });
});

describe('the table of rates', () => {
  it('has at most one rate for a country and a day, without a gap, and names where each stands', () => {
    for (const country of new Set(TAX_RATES.map((rate) => rate.country))) {
      const rates = TAX_RATES.filter((rate) => rate.country === country);
      expect(rates.filter(({ to }) => to === null)).toHaveLength(1);
      for (const rate of rates) {
        expect(rate.source).toMatch(/^https:\/\//);
        if (rate.to !== null) expect(taxRateOn(country, rate.to)).toBe(rate);
        expect(taxRateOn(country, rate.from)).toBe(rate);
        expect(rates.filter(({ from, to }) => from <= rate.from && (to === null || rate.from <= to))).toEqual([rate]);
      }
    }
    expect(EU_COUNTRIES.size).toBe(27);
  });
});

describe('a price with its tax in it', () => {
  it.each([
    [95_000, 1900, 15_168],
    [1, 2000, 0],
    [3, 2000, 1],
    [119, 1900, 19],
    [-95_000, 1900, -15_168],
    [95_000, 0, 0],
  ])('of %i at %i bps has %i of tax', (amountMinor, rateBps, tax) => {
    expect(taxWithin(money(amountMinor, 'EUR'), rateBps).amountMinor).toBe(tax);
  });

  it('is the sum of its parts, and the tax is the rate of what is without it to the minor unit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -99_999_999, max: 99_999_999 }),
        fc.constantFrom(...TAX_RATES.map(({ rateBps }) => rateBps)),
        fc.constantFrom(...CURRENCIES),
        (amountMinor, rateBps, currency) => {
          const { taxable, tax } = splitTax(money(amountMinor, currency), rateBps);
          expect(add(taxable, tax)).toEqual(money(amountMinor, currency));
          expect(Math.abs(tax.amountMinor - (taxable.amountMinor * rateBps) / 10_000)).toBeLessThanOrEqual(0.62);
          const back = splitTax(money(-amountMinor, currency), rateBps).tax.amountMinor;
          expect(back + tax.amountMinor).toBe(0);
        },
      ),
    );
  });

  it('takes no rate that is not whole', () => {
    expect(() => taxWithin(money(1, 'EUR'), 0.5)).toThrow('basis points');
    expect(() => taxWithin(money(1, 'EUR'), -1)).toThrow('basis points');
  });
});
