import type { Issue } from './decision.ts';
import { isTaxNumber, plainTaxNumber } from './tax-number.ts';

interface TaxData {
  country: string;
  number: string | null;
}

/** What is wrong with tax data whose number is as it is kept. */
export function taxIssuesOf({ country, number }: TaxData): Issue[] {
  if (number === null || isTaxNumber(number, country)) return [];
  return [{ path: 'tax.number', message: `is not how a VAT or tax number of ${country} is written` }];
}

/** Tax data with its number as it is kept. */
export function keptTaxData<T extends TaxData>(tax: T): T {
  return { ...tax, number: tax.number === null ? null : plainTaxNumber(tax.number) };
}
