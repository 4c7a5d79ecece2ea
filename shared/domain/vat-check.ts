import { isTaxNumber } from './tax-number.ts';
import { EU_COUNTRIES } from './tax-rules.ts';

/** What the tax authorities say of a VAT number: issued and in use · not known to them · nobody could be asked. */
export const VAT_STATES = ['valid', 'invalid', 'not_checked'] as const;
export type VatState = (typeof VAT_STATES)[number];

/** What was said of a number, and when. */
export interface VatCheck {
  state: VatState;
  checkedAt: string;
}

/** A number as VIES asks for it: the member state by its own letters, and what follows them; undefined for what is no VAT number of the EU. */
export function vatNumberOf(tax: {
  country: string;
  number: string | null;
}): { state: string; number: string } | undefined {
  const { country, number } = tax;
  if (number === null || !EU_COUNTRIES.has(country) || !isTaxNumber(number, country)) return undefined;
  return { state: number.slice(0, 2), number: number.slice(2) };
}
