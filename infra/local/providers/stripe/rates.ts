/** Invented market rates of this stand-in, near those of November 2026, which move with its clock. */

/** Units of a currency for one US dollar. */
// biome-ignore format: a table reads better dense
const PER_DOLLAR: Readonly<Record<string, string>> = {
  aed: '3.6725', afn: '66', all: '83', amd: '382', aoa: '917', ars: '1450', aud: '1.53', awg: '1.79', azn: '1.70', bam: '1.69', bbd: '2',
  bdt: '122', bgn: '1.69', bhd: '0.376', bif: '2950', bmd: '1', bnd: '1.30', bob: '6.91', brl: '5.35', bsd: '1', bwp: '13.4', byn: '3.4',
  bzd: '2.01', cad: '1.40', cdf: '2200', chf: '0.80', clp: '935', cny: '7.11', cop: '3780', crc: '500', cve: '95.3', czk: '20.9',
  djf: '177.7', dkk: '6.45', dop: '62.5', dzd: '130', egp: '47.5', etb: '153', eur: '0.864', fjd: '2.28', fkp: '0.76', gbp: '0.76',
  gel: '2.70', gip: '0.76', gmd: '73', gnf: '8690', gtq: '7.66', gyd: '209', hkd: '7.78', hnl: '26.3', htg: '131', huf: '330',
  idr: '16700', ils: '3.25', inr: '89', isk: '127', jmd: '160', jod: '0.709', jpy: '156', kes: '129', kgs: '87.4', khr: '4010', kmf: '426',
  krw: '1465', kwd: '0.307', kyd: '0.83', kzt: '520', lak: '21700', lbp: '89500', lkr: '307', lrd: '180', lsl: '17.2', mad: '9.27',
  mdl: '17', mga: '4490', mkd: '53.2', mmk: '2100', mnt: '3560', mop: '8.01', mur: '46', mvr: '15.4', mwk: '1734', mxn: '18.4',
  myr: '4.14', mzn: '63.9', nad: '17.2', ngn: '1450', nio: '36.8', nok: '10.2', npr: '142', nzd: '1.78', omr: '0.385', pab: '1',
  pen: '3.38', pgk: '4.23', php: '58.8', pkr: '281', pln: '3.67', pyg: '7000', qar: '3.64', ron: '4.4', rsd: '101', rub: '79', rwf: '1455',
  sar: '3.75', sbd: '8.24', scr: '13.9', sek: '9.5', sgd: '1.305', shp: '0.76', sle: '23.2', sos: '571', srd: '38.5', szl: '17.2',
  thb: '32.4', tjs: '9.25', tnd: '2.95', top: '2.40', try: '42.4', ttd: '6.78', twd: '31.3', tzs: '2450', uah: '42.3', ugx: '3630',
  usd: '1', uyu: '39.8', uzs: '11900', vnd: '26350', vuv: '122', wst: '2.78', xaf: '567', xcd: '2.70', xof: '567', xpf: '103',
  yer: '238.5', zar: '17.3', zmw: '22.7',
};

/** How far a rate moves from its base at most, millionths. */
const SWING_PPM = 15_000;
const MILLION = 1_000_000;
const DAY_MS = 86_400_000;
/** Digits that Stripe writes a rate with. */
const SIGNIFICANT = 6;

/** What half a US dollar is in a currency, in whole units of it, rounded up to what a charge is counted in; `decimals` are those it is sent with. */
export function halfDollarIn(currency: string, decimals: number): number {
  return Math.ceil((Number(PER_DOLLAR[currency] ?? 1) * 10 ** decimals) / 2);
}

/** The market rate of a pair on the day of an instant: units of `to` for one of `from`. `fixed` are rates to the dollar that a test has set. */
export function marketRate(from: string, to: string, nowMs: number, fixed: Readonly<Record<string, string>>): number {
  return round(perDollar(to, nowMs, fixed) / perDollar(from, nowMs, fixed));
}

/** A rate less a fee of so many hundredths of a percent. */
export function lessFee(rate: number, feeBps: number): number {
  return round((rate * (10_000 - feeBps)) / 10_000);
}

function perDollar(currency: string, nowMs: number, fixed: Readonly<Record<string, string>>): number {
  const set = fixed[currency];
  if (set !== undefined) return Number(set);
  const base = Number(PER_DOLLAR[currency] ?? 1);
  if (currency === 'usd') return base;
  return (base * (MILLION + movePpm(currency, Math.floor(nowMs / DAY_MS)))) / MILLION;
}

/** How far a currency is from its base on a day: the same for the same day, always (FNV-1a over its name and the day). */
function movePpm(currency: string, day: number): number {
  let hash = 0x811c9dc5;
  for (const letter of `${currency}${day}`) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return (hash % (2 * SWING_PPM + 1)) - SWING_PPM;
}

function round(rate: number): number {
  return Number(rate.toPrecision(SIGNIFICANT));
}

/** An amount at a rate in the units both are sent in, rounded down; through whole numbers, as the rate is a decimal. */
export function converted(amount: number, rate: number, digits: { from: number; to: number }): number {
  const [shown = '0', power = '0'] = rate.toExponential().split('e');
  const [whole = '', fraction = ''] = shown.split('.');
  const shift = Number(power) - fraction.length + digits.to - digits.from;
  const exact = BigInt(amount) * BigInt(whole + fraction);
  return Number(shift >= 0 ? exact * 10n ** BigInt(shift) : exact / 10n ** BigInt(-shift));
}
