import { CURRENCY_EXPONENTS, type Currency } from './currencies.ts';

/** Where a rule about currencies comes from: as the provider or a standard publishes it, or derived from that; and when it was compared. */
interface RuleSource {
  how: 'published' | 'derived';
  source: string;
  /** The page may say something else by now, and a copy of it may be older: compare again before a currency is relied on. */
  readOn: string;
}

/** The copy of the provider's page that the rules were compared with; it does not say of which day it is. */
const PAGE = 'docs.stripe.com/currencies, read as docs.stripe.com/currencies.md in a copy of unknown age';

/** The source of each column of the rules about currencies. */
export const CURRENCY_SOURCES = {
  codes: {
    how: 'derived',
    source: `${PAGE}: it says “more than 135” and lists them only for the country of an account. These are the ones of published lists of it that ISO 4217 still has; what an account may charge is for the provider to say.`,
    readOn: '2026-11-21',
  },
  // MGA is divided by five in ISO 4217; the provider moves it whole.
  exponents: {
    how: 'published',
    source: `ISO 4217 list one; without decimals, MGA among them, those of the provider's list at docs.stripe.com/currencies#zero-decimal`,
    readOn: '2026-11-21',
  },
  namedMinimums: {
    how: 'published',
    source: `${PAGE}, “Minimum and maximum charge amounts”: by the currency a charge is settled in, all 24 that it names`,
    readOn: '2026-11-21',
  },
  otherMinimums: {
    how: 'derived',
    source:
      'The same page names none: such a charge must come to the minimum of the currency it is settled in. What 0.60 US dollars are at rates of about November 2026, a fifth above 0.50, so that a small move of a rate makes none too small; the provider has the last word.',
    readOn: '2026-11-21',
  },
  maximums: {
    how: 'published',
    source: `${PAGE}: eight digits as they are sent, which every currency takes. IDR and INR take more, and by card COP, HUF, JPY and LBP, with figures that contradict each other there; that is not used.`,
    readOn: '2026-11-21',
  },
  sentTimes100: { how: 'published', source: `${PAGE}, “Special cases” (ISK, UGX)`, readOn: '2026-11-21' },
  chargeSteps: {
    how: 'published',
    source: 'docs.stripe.com/currencies#three-decimal: the last of three digits must be 0 (5.124 KWD is 5120 or 5130)',
    readOn: '2026-11-21',
  },
  payoutSteps: { how: 'published', source: `${PAGE}, “Special cases” (HUF, TWD)`, readOn: '2026-11-21' },
} as const satisfies Record<string, RuleSource>;

/** Smallest charges that the payment provider publishes, minor units. */
// biome-ignore format: a table reads better dense
const NAMED_MINIMUMS = {
  USD: 50, AED: 200, AUD: 50, BGN: 100, BRL: 50, CAD: 50, CHF: 50, CZK: 1500, DKK: 250, EUR: 50, GBP: 30, HKD: 400, HUF: 17_500, INR: 50,
  JPY: 50, MXN: 1000, MYR: 200, NOK: 300, NZD: 50, PLN: 200, RON: 200, SEK: 300, SGD: 50, THB: 1000,
} as const satisfies Partial<Record<Currency, number>>;

/** Smallest charges where it publishes none, minor units: derived, as CURRENCY_SOURCES says. */
// biome-ignore format: a table reads better dense
const OTHER_MINIMUMS = {
  AFN: 4000, ALL: 5000, AMD: 23_000, AOA: 56_000, ARS: 87_000, AWG: 110, AZN: 110, BAM: 110, BBD: 120, BDT: 7400, BHD: 230, BIF: 1800,
  BMD: 60, BND: 78, BOB: 420, BSD: 60, BWP: 810, BYN: 210, BZD: 130, CDF: 140_000, CLP: 570, CNY: 430, COP: 230_000, CRC: 30_000,
  CVE: 5800, DJF: 110, DOP: 3800, DZD: 7800, EGP: 2900, ETB: 9200, FJD: 140, FKP: 46, GEL: 170, GIP: 46, GMD: 4400, GNF: 5300, GTQ: 460,
  GYD: 13_000, HNL: 1600, HTG: 7900, IDR: 1_100_000, ILS: 200, ISK: 77, JMD: 9600, JOD: 430, KES: 7800, KGS: 5300, KHR: 250_000, KMF: 260,
  KRW: 880, KWD: 190, KYD: 50, KZT: 32_000, LAK: 1_400_000, LBP: 5_400_000, LKR: 19_000, LRD: 11_000, LSL: 1100, MAD: 560, MDL: 1100,
  MGA: 2700, MKD: 3200, MMK: 130_000, MNT: 220_000, MOP: 490, MUR: 2800, MVR: 930, MWK: 110_000, MZN: 3900, NAD: 1100, NGN: 87_000,
  NIO: 2300, NPR: 8600, OMR: 240, PAB: 60, PEN: 210, PGK: 260, PHP: 3600, PKR: 17_000, PYG: 4200, QAR: 220, RSD: 6100, RUB: 4800, RWF: 880,
  SAR: 230, SBD: 500, SCR: 840, SHP: 46, SLE: 1400, SOS: 35_000, SRD: 2400, SZL: 1100, TJS: 560, TND: 1800, TOP: 150, TRY: 2600, TTD: 410,
  TWD: 1900, TZS: 150_000, UAH: 2600, UGX: 2200, UYU: 2400, UZS: 720_000, VND: 16_000, VUV: 74, WST: 170, XAF: 350, XCD: 170, XOF: 350,
  XPF: 62, YER: 15_000, ZAR: 1100, ZMW: 1400,
} as const satisfies Record<Exclude<Currency, keyof typeof NAMED_MINIMUMS>, number>;

const MINIMUMS: Readonly<Record<Currency, number>> = { ...NAMED_MINIMUMS, ...OTHER_MINIMUMS };

/** Whether the smallest charge of a currency is what the provider publishes, or derived. */
export function minimumSource(currency: Currency): RuleSource {
  return currency in NAMED_MINIMUMS ? CURRENCY_SOURCES.namedMinimums : CURRENCY_SOURCES.otherMinimums;
}

/** Without decimals in fact, but sent to the provider as if they had two. */
export const SENT_TIMES_100: ReadonlySet<Currency> = new Set<Currency>(['ISK', 'UGX']);

/** Charged with decimals, paid out to banks without. */
const PAID_OUT_WHOLE: ReadonlySet<Currency> = new Set<Currency>(['HUF', 'TWD']);

/** The largest amount that can be charged in a currency, minor units. */
export function largestCharge(currency: Currency): number {
  return SENT_TIMES_100.has(currency) ? 999_999 : 99_999_999;
}

/** What every amount the provider moves must be a multiple of, minor units: it takes two decimals of three. */
export function chargeStep(currency: Currency): number {
  return CURRENCY_EXPONENTS[currency] === 3 ? 10 : 1;
}

/** The smallest amount that can be charged in a currency, minor units. */
export function smallestCharge(currency: Currency): number {
  return MINIMUMS[currency];
}

/** What a payout to a bank must be a multiple of, minor units: forints and Taiwan dollars are sent whole. */
export function payoutStep(currency: Currency): number {
  return PAID_OUT_WHOLE.has(currency) ? 100 : chargeStep(currency);
}
