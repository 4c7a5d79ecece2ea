/** ISO 3166-1 alpha-2 codes; their names come from the browser in the visitor's language. */
export const COUNTRY_CODES =
  'AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'.split(
    ' ',
  );

const regionNames = new Intl.DisplayNames(undefined, { type: 'region', fallback: 'code' });
const languageNames = new Intl.DisplayNames(undefined, { type: 'language', fallback: 'code' });

/** The name of a country in the visitor's language. */
export function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (regionNames.of(code) ?? code) : code;
}

/** The name of a language in the visitor's language. */
export function languageName(code: string): string {
  return languageNames.of(code) ?? code;
}

/** Countries by name. */
export function countries(): { code: string; name: string }[] {
  return COUNTRY_CODES.map((code) => ({ code, name: countryName(code) })).sort((a, b) => a.name.localeCompare(b.name));
}

/** Languages most audiences are spoken to in. */
export const LANGUAGE_CODES =
  'ar bn cs da de el en es fi fr he hi hu id it ja ko ms nl no pl pt ro ru sv th tr uk ur vi zh'.split(' ');

/** IANA time zones the browser knows; the given one is always among them. */
export function timezones(current?: string): string[] {
  const known = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);
  if (current) known.add(current);
  return [...known].sort();
}

/** The time zone of this browser. */
export function browserTimezone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

/** The likeliest country of the visitor, from the browser's languages; empty when none names one. */
export function browserCountry(languages: readonly string[] = navigator.languages): string {
  for (const language of languages) {
    const region = new Intl.Locale(language).region;
    if (region && COUNTRY_CODES.includes(region)) return region;
  }
  return '';
}
