/**
 * The rates of value added and sales tax that invoices show, by the supplier's country and the day of supply. Making and publishing an
 * influencer's content is advertising, which has the standard rate everywhere here.
 *
 * `source` is the law or the authority's page that sets the rate, `checkedOn` the day it was compared: with the page itself where `seen` says
 * so, otherwise with published lists of rates.
 */
export interface TaxRate {
  country: 'US' | 'GB' | 'DE' | 'FR' | 'ES' | 'IT';
  name: string;
  /** Hundredths of a percent. */
  rateBps: number;
  /** First and last day of supply, YYYY-MM-DD; null while it holds. */
  from: string;
  to: string | null;
  source: string;
  seen: 'page' | 'lists';
  checkedOn: string;
}

const DE =
  'https://www.gesetze-im-internet.de/ustg_1980/__12.html (UStG § 12 (1); § 28 (1) for the second half of 2020)';
const FR = 'https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000026949518 (CGI article 278)';
const ES = 'https://www.boe.es/buscar/act.php?id=BOE-A-1992-28740 (Ley 37/1992, artículo 90)';
const IT = 'https://www.normattiva.it/uri-res/N2Ls?urn:nir:::1972;633~art16 (DPR 633/1972, articolo 16)';
const GB = 'https://www.gov.uk/vat-rates (VAT Act 1994, section 2)';
const US = 'https://www.irs.gov/businesses (the federal government has neither a VAT nor a sales tax)';

const checkedOn = '2026-11-20';
const lists = { seen: 'lists', checkedOn } as const;

export const TAX_RATES: readonly TaxRate[] = [
  { country: 'DE', name: 'USt', rateBps: 1900, from: '2007-01-01', to: '2020-06-30', source: DE, ...lists },
  { country: 'DE', name: 'USt', rateBps: 1600, from: '2020-07-01', to: '2020-12-31', source: DE, ...lists },
  { country: 'DE', name: 'USt', rateBps: 1900, from: '2021-01-01', to: null, source: DE, ...lists },
  { country: 'FR', name: 'TVA', rateBps: 2000, from: '2014-01-01', to: null, source: FR, ...lists },
  { country: 'ES', name: 'IVA', rateBps: 2100, from: '2012-09-01', to: null, source: ES, ...lists },
  { country: 'IT', name: 'IVA', rateBps: 2200, from: '2013-10-01', to: null, source: IT, seen: 'page', checkedOn },
  { country: 'GB', name: 'VAT', rateBps: 2000, from: '2011-01-04', to: null, source: GB, ...lists },
  { country: 'US', name: 'Sales tax', rateBps: 0, from: '2000-01-01', to: null, source: US, ...lists },
];

/** The member states of the European Union, whose VAT rules are one for services between businesses. */
export const EU_COUNTRIES: ReadonlySet<string> = /* @__PURE__ */ new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

/** The statements the rules demand, and where they stand. */
export const TAX_SOURCES = {
  /** Council Directive 2006/112/EC: place of supply (44, 45, 59), who owes the tax (196), what an invoice says (226). */
  eu: 'https://eur-lex.europa.eu/eli/dir/2006/112/oj (Directive 2006/112/EC, articles 44, 45, 59, 196 and 226)',
  /** Place of supply of services, reverse charge and advertising for customers elsewhere; its page was read. */
  gb: 'https://www.gov.uk/guidance/vat-place-of-supply-of-services-notice-741a (VAT Act 1994, sections 7A and 8, Schedule 4A)',
} as const;

/** The rate of a country that held on a day of supply (YYYY-MM-DD), if the table has one. */
export function taxRateOn(country: string, suppliedOn: string): TaxRate | undefined {
  return TAX_RATES.find(
    (rate) => rate.country === country && rate.from <= suppliedOn && (rate.to === null || suppliedOn <= rate.to),
  );
}
