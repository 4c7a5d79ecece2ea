export { COUNTRY_CODES } from '#domain/countries.ts';
