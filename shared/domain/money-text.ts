import { CURRENCY_EXPONENTS } from './currencies.ts';
import type { Money } from './money.ts';

const NO_BREAK_SPACE = '\u00a0';
const MINUS = '\u2212';

/** Money on paper, exact and the same for every reader: `EUR 1,234.50`, `JPY 1,235`, `KWD −0.125`. */
export function amountText({ amountMinor, currency }: Money): string {
  const exponent = CURRENCY_EXPONENTS[currency];
  const digits = String(Math.abs(amountMinor)).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent).replace(/\B(?=(\d{3})+$)/g, ',');
  const fraction = exponent === 0 ? '' : `.${digits.slice(-exponent)}`;
  return `${currency}${NO_BREAK_SPACE}${amountMinor < 0 ? MINUS : ''}${whole}${fraction}`;
}
