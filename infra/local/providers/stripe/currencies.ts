/** Stripe's currency rules (docs.stripe.com/currencies) and the fees of this stand-in. */
import { invalidParam } from './errors.ts';
import { halfDollarIn } from './rates.ts';

const ZERO_DECIMAL = 'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' ');
const THREE_DECIMAL = 'bhd jod kwd omr tnd'.split(' ');
/** Zero-decimal in fact, sent as if they had two decimals, which must be 00. */
const SENT_TIMES_100 = 'isk ugx'.split(' ');
const TWO_DECIMAL =
  `usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob brl bsd bwp byn bzd cad cdf chf cny cop crc cve czk
  dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gtq gyd hkd hnl htg huf idr ils inr jmd kes kgs khr kyd kzt lak lbp lkr lrd lsl
  mad mdl mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd pab pen pgk php pkr pln qar ron rsd rub sar sbd scr sek
  sgd shp sle sos srd std szl thb tjs top try ttd twd tzs uah uyu uzs wst xcd yer zar zmw`.split(/\s+/);
const KNOWN = new Set([...ZERO_DECIMAL, ...THREE_DECIMAL, ...SENT_TIMES_100, ...TWO_DECIMAL]);

/** Smallest charge in minor units; currencies not named here need what half a US dollar is. */
// biome-ignore format: a table reads better dense
const MINIMUM: Record<string, number> = {
  usd: 50, aed: 200, aud: 50, bgn: 100, brl: 50, cad: 50, chf: 50, czk: 1500, dkk: 250, eur: 50, gbp: 30, hkd: 400,
  huf: 17500, inr: 50, jpy: 50, mxn: 1000, myr: 200, nok: 300, nzd: 50, pln: 200, ron: 200, sek: 300, sgd: 50, thb: 1000,
};

/** Fixed part of the fee in minor units where it is not 30. */
const FIXED_FEE: Record<string, number> = {
  eur: 25,
  gbp: 20,
  dkk: 180,
  nok: 200,
  sek: 180,
  hkd: 235,
  mxn: 300,
  jpy: 30,
};
const FEE_PER_MILLE = 29;
const MAX_DIGITS = 8;

/** The step amounts of a currency must be multiples of, in minor units. */
function step(currency: string): number {
  if (THREE_DECIMAL.includes(currency)) return 10;
  return SENT_TIMES_100.includes(currency) ? 100 : 1;
}

/** Payouts of these currencies must be whole units. */
export function payoutStep(currency: string): number {
  return ['huf', 'twd', 'isk', 'ugx'].includes(currency) ? 100 : step(currency);
}

/** An amount less what the currency has no coins for. */
export function wholeSteps(amountMinor: number, currency: string): number {
  return amountMinor - (amountMinor % step(currency));
}

/** Decimals shown to people. */
export function exponent(currency: string): number {
  if (ZERO_DECIMAL.includes(currency)) return 0;
  return THREE_DECIMAL.includes(currency) ? 3 : 2;
}

/** `1050 usd` → `$10.50 usd` as Stripe writes amounts in messages, without the sign for other currencies. */
export function shownAmount(amountMinor: number, currency: string): string {
  const digits = exponent(currency);
  const value = (amountMinor / 10 ** digits).toFixed(digits);
  return currency === 'usd' ? `$${value}` : `${value} ${currency}`;
}

/** The lowercase code, or 400 for a currency that is not one. */
export function checkedCurrency(given: string): string {
  const currency = given.toLowerCase();
  if (!KNOWN.has(currency)) {
    throw invalidParam(
      `Invalid currency: ${given}. Stripe currently supports these currencies: ${[...KNOWN].join(', ')}`,
      'currency',
    );
  }
  return currency;
}

/** 400 when the last digits of an amount name a part the currency does not have. */
export function checkStep(amountMinor: number, currency: string, param = 'amount'): void {
  const multiple = step(currency);
  if (amountMinor % multiple === 0) return;
  throw invalidParam(
    `Invalid amount: amounts in ${currency} must be divisible by ${multiple}; ${amountMinor} is not.`,
    param,
    'parameter_invalid_integer',
  );
}

/** 400 for a charge below the minimum, above 8 digits or with decimals the currency does not have. */
export function checkChargeAmount(amountMinor: number, currency: string): void {
  if (amountMinor >= 10 ** MAX_DIGITS) {
    const most = shownAmount(10 ** MAX_DIGITS - 1, currency);
    throw invalidParam(`Amount must be no more than ${most}`, 'amount', 'amount_too_large');
  }
  const least = MINIMUM[currency] ?? halfDollarIn(currency, exponent(currency));
  if (amountMinor < least) {
    throw invalidParam(`Amount must be at least ${shownAmount(least, currency)}`, 'amount', 'amount_too_small');
  }
  checkStep(amountMinor, currency);
}

/** What Stripe keeps of a charge: 2.9 % rounded half up plus the fixed part, never more than the charge. */
export function processingFee(amountMinor: number, currency: string): number {
  const multiple = step(currency);
  const fixed = FIXED_FEE[currency] ?? (multiple === 10 ? 100 : 30);
  const exact = Math.floor((amountMinor * FEE_PER_MILLE + 500) / 1000) + fixed;
  return Math.min(amountMinor, Math.ceil(exact / multiple) * multiple);
}
