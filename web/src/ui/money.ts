import { CURRENCY_EXPONENTS, type Currency } from '#domain/currencies.ts';
import type { Money } from '#domain/money.ts';

export type ParsedAmount =
  | { amountMinor: number }
  | { problem: 'empty' | 'not_a_number' | 'too_precise' | 'too_large' };

/** One kind of digits in every locale: those that are typed, and that a fraction is put together with. */
const DIGITS = { numberingSystem: 'latn' } as const;

/** The decimal and group characters of a locale. */
export function separatorsOf(locale: string | undefined): { decimal: string; group: string } {
  const parts = new Intl.NumberFormat(locale, {
    ...DIGITS,
    minimumFractionDigits: 1,
    useGrouping: 'always',
  }).formatToParts(12_345.6);
  const find = (type: string) => parts.find((part) => part.type === type)?.value;
  return { decimal: find('decimal') ?? '.', group: find('group') ?? ',' };
}

/**
 * Reads what a person typed in major units as whole minor units, with the exponent of the currency table and without ever going through a
 * fraction. Both `1,250.50` and `1.250,50` are understood; where a lone separator could be either, the locale decides.
 */
export function parseMajor(text: string, currency: Currency, locale?: string): ParsedAmount {
  const exponent = CURRENCY_EXPONENTS[currency];
  const bare = text.replace(/[\s'’_]/g, '');
  if (bare === '') return { problem: 'empty' };
  if (!/^\d[\d.,]*$/.test(bare) && !/^[.,]\d+$/.test(bare)) return { problem: 'not_a_number' };
  const decimal = decimalCharacterOf(bare, locale);
  const at = decimal ? bare.lastIndexOf(decimal) : -1;
  const whole = at < 0 ? bare : bare.slice(0, at);
  const fraction = at < 0 ? '' : bare.slice(at + 1);
  if (!isWellGrouped(whole, locale) || /[.,]/.test(fraction)) return { problem: 'not_a_number' };
  if (fraction.replace(/0+$/, '').length > exponent) return { problem: 'too_precise' };
  const digits = whole.replace(/[.,]/g, '') + fraction.slice(0, exponent).padEnd(exponent, '0');
  const amountMinor = Number(digits);
  return Number.isSafeInteger(amountMinor) ? { amountMinor } : { problem: 'too_large' };
}

function decimalCharacterOf(bare: string, locale: string | undefined): string | undefined {
  const dot = bare.lastIndexOf('.');
  const comma = bare.lastIndexOf(',');
  if (dot < 0 && comma < 0) return undefined;
  if (dot >= 0 && comma >= 0) return dot > comma ? '.' : ',';
  const only = dot >= 0 ? '.' : ',';
  if (bare.indexOf(only) !== bare.lastIndexOf(only)) return undefined;
  // `1.250`: a group or a fraction? Three digits after a lone separator are a group unless the locale says it is its decimal sign.
  const looksLikeGroup = /^\d{1,3}[.,]\d{3}$/.test(bare) && !bare.startsWith('0');
  return looksLikeGroup && separatorsOf(locale).decimal !== only ? undefined : only;
}

/** In thousands; where the locale groups so, as in India, only the last group has three digits. */
function isWellGrouped(whole: string, locale: string | undefined): boolean {
  if (/^\d*$|^\d{1,3}(\.\d{3})+$|^\d{1,3}(,\d{3})+$/.test(whole)) return true;
  const groups = new Intl.NumberFormat(locale, DIGITS)
    .formatToParts(1_234_567)
    .filter(({ type }) => type === 'integer');
  return groups[1]?.value.length === 2 && /^\d{1,2}(,\d{2})+,\d{3}$/.test(whole);
}

/** The major-unit text of whole minor units for an input, exact, e.g. 125050 USD → `1,250.50`. */
export function formatMajor(amountMinor: number, currency: Currency, locale?: string): string {
  const exponent = CURRENCY_EXPONENTS[currency];
  const { decimal } = separatorsOf(locale);
  const digits = String(Math.abs(amountMinor)).padStart(exponent + 1, '0');
  const whole = new Intl.NumberFormat(locale, DIGITS).format(BigInt(digits.slice(0, digits.length - exponent)));
  const fraction = exponent === 0 ? '' : decimal + digits.slice(-exponent);
  return (amountMinor < 0 ? '-' : '') + whole + fraction;
}

/** Money for reading, e.g. `$1,250.50`; a round amount keeps its cents, so that columns line up. */
export function formatMoney(money: Money, locale?: string): string {
  const exponent = CURRENCY_EXPONENTS[money.currency];
  const parts = new Intl.NumberFormat(locale, {
    ...DIGITS,
    style: 'currency',
    currency: money.currency,
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
  }).formatToParts(money.amountMinor < 0 ? -0 : 0);
  // Intl formats a zero for sign, symbol and their places; the digits are ours, exact for every amount.
  const number = formatMajor(Math.abs(money.amountMinor), money.currency, locale);
  return parts
    .map((part) =>
      part.type === 'integer' ? number : part.type === 'decimal' || part.type === 'fraction' ? '' : part.value,
    )
    .join('');
}

/** What a rule says about an amount, as people read it: rules speak in minor units, people do not. */
export function inMajorUnits(error: string | undefined, currency: Currency): string | undefined {
  if (error === undefined) return undefined;
  const bound = /^must be (at least|more than|at most|a multiple of) (\d+)(?: in [A-Z]{3})?(,.*)?$/i.exec(error);
  if (bound) return `Must be ${bound[1]} ${formatMoney({ amountMinor: Number(bound[2]), currency })}${bound[3] ?? ''}`;
  if (error !== 'Enter a number') return error;
  const places = CURRENCY_EXPONENTS[currency];
  return places === 0
    ? `Enter a whole amount; ${currency} has no smaller unit`
    : `Enter an amount with at most ${places} decimal places`;
}
