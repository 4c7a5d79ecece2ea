/**
 * How VAT and tax numbers are written, by country, without spaces, dots and dashes; the country's own letters are part of a VAT number of the EU.
 * Source: European Commission, VIES, "VAT identification number structure"; gov.uk, IRS and Swiss FTA for the others.
 */
const FORMS: Readonly<Record<string, RegExp>> = {
  AT: /^ATU\d{8}$/,
  BE: /^BE[01]\d{9}$/,
  BG: /^BG\d{9,10}$/,
  CH: /^CHE\d{9}(MWST|TVA|IVA)?$/,
  CY: /^CY\d{8}[A-Z]$/,
  CZ: /^CZ\d{8,10}$/,
  DE: /^DE\d{9}$/,
  DK: /^DK\d{8}$/,
  EE: /^EE\d{9}$/,
  ES: /^ES[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^FI\d{8}$/,
  FR: /^FR[A-HJ-NP-Z0-9]{2}\d{9}$/,
  GB: /^GB(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
  GR: /^EL\d{9}$/,
  HR: /^HR\d{11}$/,
  HU: /^HU\d{8}$/,
  IE: /^IE(\d{7}[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W])$/,
  IT: /^IT\d{11}$/,
  LT: /^LT(\d{9}|\d{12})$/,
  LU: /^LU\d{8}$/,
  LV: /^LV\d{11}$/,
  MT: /^MT\d{8}$/,
  NL: /^NL[A-Z0-9+*]{12}$/,
  NO: /^(NO)?\d{9}(MVA)?$/,
  PL: /^PL\d{10}$/,
  PT: /^PT\d{9}$/,
  RO: /^RO\d{2,10}$/,
  SE: /^SE\d{12}$/,
  SI: /^SI\d{8}$/,
  SK: /^SK\d{10}$/,
  US: /^\d{9}$/,
};
const ELSEWHERE = /^[A-Z0-9]{4,20}$/;

/** A VAT or tax number as it is kept: capital letters and digits only. */
export function plainTaxNumber(number: string): string {
  return number.toUpperCase().replace(/[\s.\-/]/g, '');
}

/** Whether a number, as it is kept, has the form its country gives such numbers; it says nothing about whether it was ever issued. */
export function isTaxNumber(number: string, country: string): boolean {
  return (FORMS[country] ?? ELSEWHERE).test(number);
}
