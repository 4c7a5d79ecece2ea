import { COUNTRY_CODES } from '#domain/countries.ts';

// Names come from the browser in the visitor's language.
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
