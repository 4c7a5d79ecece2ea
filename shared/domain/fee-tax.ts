import type { Currency } from './currencies.ts';
import { type InvoiceTax, splitTax, type Taxable, taxOf } from './invoice-tax.ts';
import { money } from './money.ts';

/** Whom the platform's fee is for, as far as its tax depends on it. */
export interface FeeCustomer {
  /** ISO 3166-1 alpha-2, where known. */
  country: string | null;
  /** A tax number is on file. */
  hasNumber: boolean;
}

/** What of a fee is owed to a tax office, minor units, as it was when the fee was earned. */
export interface FeeTax extends FeeCustomer {
  taxMinor: number;
}

/**
 * The tax that the platform's fee contains, by who the platform is, whom it serves and the day of the release (YYYY-MM-DD): what is kept back was agreed as one
 * amount, so the tax is in it and not on top. It is decided when the fee is earned; ledger and invoice say the same, whatever is on file later. `number` is what a
 * document names the customer by.
 */
export function feeTaxOf(
  fee: { feeMinor: number; currency: Currency },
  platform: Taxable,
  { country, hasNumber }: FeeCustomer,
  suppliedOn: string,
  number = 'as on file',
): { taxMinor: number; tax: InvoiceTax } {
  const tax = taxOf(platform, { country, taxNumber: hasNumber ? number : null }, suppliedOn);
  const taxMinor = tax.line ? splitTax(money(fee.feeMinor, fee.currency), tax.line.rateBps).tax.amountMinor : 0;
  return { taxMinor, tax };
}
