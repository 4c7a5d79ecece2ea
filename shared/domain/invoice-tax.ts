import { type Money, subtract, taxWithin } from './money.ts';
import { EU_COUNTRIES, TAX_SOURCES, type TaxRate, taxRateOn } from './tax-rules.ts';

export const TAX_TREATMENTS = [
  /** The supplier's own rate is contained in the price. */
  'standard',
  /** Nothing is charged: the customer, a business in another country, accounts for the tax. */
  'reverse_charge',
  /** The service is supplied where the customer is, and the supplier owes no tax there. */
  'outside_scope',
  /** No tax number of the supplier is on file. */
  'not_registered',
  /** There is no rule for the supplier's country. */
  'no_rule',
] as const;
export type TaxTreatment = (typeof TAX_TREATMENTS)[number];

/** What the tax of a supply depends on, of either side. */
export interface Taxable {
  /** ISO 3166-1 alpha-2, where known. */
  country: string | null;
  /** VAT or tax number on file. */
  taxNumber: string | null;
}

/** How a supply is taxed; an amount it is about contains the tax. */
export interface InvoiceTax {
  treatment: TaxTreatment;
  /** What the tax is called and whose it is; null where there is no line of tax. */
  line: { name: string; country: string; rateBps: number } | null;
  statement: string;
  /** Where the rule stands; null without one. */
  source: string | null;
}

/** The tax of a service for a business, by who supplies it to whom and the day of supply (YYYY-MM-DD). */
export function taxOf(supplier: Taxable, customer: Taxable, suppliedOn: string): InvoiceTax {
  const rate = supplier.country === null ? undefined : taxRateOn(supplier.country, suppliedOn);
  if (!rate) return withoutRule(supplier.country);
  const home = rate.country;
  const isAbroad = customer.country !== null && customer.country !== home;
  if (home !== 'US' && supplier.taxNumber === null)
    return {
      treatment: 'not_registered',
      line: null,
      statement: `No tax is shown: no VAT number of the supplier in ${home} is on file.`,
      source: null,
    };
  if (isAbroad && customer.taxNumber !== null && hasReverseCharge(customer.country))
    return reverseCharge(rate, customer);
  if (home === 'US')
    return {
      treatment: 'outside_scope',
      line: lineOf(rate, 0),
      statement: 'There is no federal sales tax in the United States; taxes of states are not part of this document.',
      source: rate.source,
    };
  if (isAbroad && !isSameArea(home, customer.country)) return outsideScope(rate);
  return {
    treatment: 'standard',
    line: lineOf(rate, rate.rateBps),
    statement: `The price contains ${rate.name} of ${percentText(rate.rateBps)}.`,
    source: rate.source,
  };
}

/** An amount that contains a tax as what it is without it and the tax; they sum to the amount. */
export function splitTax(amount: Money, rateBps: number): { taxable: Money; tax: Money } {
  const tax = taxWithin(amount, rateBps);
  return { taxable: subtract(amount, tax), tax };
}

/** `1900` → `19 %`, `550` → `5.5 %`. */
export function percentText(rateBps: number): string {
  return `${rateBps / 100} %`;
}

function lineOf({ name, country }: TaxRate, rateBps: number): NonNullable<InvoiceTax['line']> {
  return { name, country, rateBps };
}

function hasReverseCharge(country: string | null): boolean {
  return country === 'GB' || (country !== null && EU_COUNTRIES.has(country));
}

function isSameArea(home: string, country: string | null): boolean {
  return country !== null && EU_COUNTRIES.has(home) && EU_COUNTRIES.has(country);
}

/** The mention of article 226 (11a), or what HMRC asks for, with the number it is owed under. */
function reverseCharge(rate: TaxRate, { country, taxNumber }: Taxable): InvoiceTax {
  const isBritish = country === 'GB';
  const law = isBritish ? 'section 8 of the VAT Act 1994' : 'articles 44 and 196 of Council Directive 2006/112/EC';
  return {
    treatment: 'reverse_charge',
    line: lineOf(rate, 0),
    statement: `Reverse charge: the customer, ${taxNumber}, accounts for the VAT (${law}).`,
    source: isBritish ? TAX_SOURCES.gb : TAX_SOURCES.eu,
  };
}

function outsideScope(rate: TaxRate): InvoiceTax {
  const isBritish = rate.country === 'GB';
  return {
    treatment: 'outside_scope',
    line: lineOf(rate, 0),
    statement: isBritish
      ? 'Outside the scope of UK VAT: advertising for a customer outside of the United Kingdom (VAT Act 1994, section 7A and Schedule 4A).'
      : 'Outside the scope of EU VAT: advertising for a customer outside of the European Union (articles 44 and 59 of Council Directive 2006/112/EC).',
    source: isBritish ? TAX_SOURCES.gb : TAX_SOURCES.eu,
  };
}

function withoutRule(country: string | null): InvoiceTax {
  const whose = country === null ? 'a supplier whose country is not on file' : `suppliers in ${country}`;
  return {
    treatment: 'no_rule',
    line: null,
    statement: `No tax is shown: Accord has no tax rule for ${whose}. Whether tax is owed is the supplier's to find out.`,
    source: null,
  };
}
