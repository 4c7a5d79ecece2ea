import * as z from 'zod/mini';
import { CURRENCIES } from '#domain/currencies.ts';
import { ID_PREFIXES, type IdKind, idPattern } from '#domain/ids.ts';
import { NICHES } from '#domain/niches.ts';
import { OBJECTION_HOURS } from '#domain/objection.ts';
import { E164, plainNumber } from '#domain/phone.ts';
import { LONGEST_TAG, plainTag } from '#domain/rules/tags.ts';
import { SITE_PATH } from '#domain/site-path.ts';
import { VAT_STATES } from '#domain/vat-check.ts';

const idSchemas = new Map<IdKind, z.ZodMiniString>();

/** A well-formed id of that kind. */
export function id(kind: IdKind): z.ZodMiniString {
  const known = idSchemas.get(kind);
  if (known) return known;
  const schema = z.string().check(z.regex(idPattern(kind), `must be a ${kind} id`));
  idSchemas.set(kind, schema);
  return schema;
}

/** A well-formed id of one of several kinds. */
export function anyId(...kinds: readonly IdKind[]): z.ZodMiniString {
  const prefixes = kinds.map((kind) => ID_PREFIXES[kind]).join('|');
  const pattern = idPattern(kinds[0] ?? 'user').source.replace(/^\^[a-z]+/, `^(${prefixes})`);
  return z
    .string()
    .check(z.regex(new RegExp(pattern), `must be the id of a thing of these kinds: ${kinds.join(', ')}`));
}

/** One line or more of text, trimmed, between `min` and `max` characters. */
export function text(min: number, max: number): z.ZodMiniString {
  return z.string().check(z.trim(), z.minLength(min), z.maxLength(max));
}

export const Email = z
  .string()
  .check(z.trim(), z.toLowerCase(), z.maxLength(254), z.email('must be an e-mail address'));
/** As people write it; kept as E.164. */
export const PhoneNumber = z
  .string()
  .check(
    z.maxLength(40),
    z.overwrite(plainNumber),
    z.regex(E164, 'must be a phone number with its country code, e.g. +49 151 23456789'),
  );
/** Where on this site somebody wants to go. */
export const SitePath = z
  .string()
  .check(z.maxLength(1000), z.regex(SITE_PATH, 'must be a path of this site, e.g. /campaigns'));
export const Instant = z.iso.datetime();
export const Day = z.iso.date();
export const CurrencyCode = z.enum(CURRENCIES);
/** ISO 3166-1 alpha-2. */
export const CountryCode = z.string().check(z.regex(/^[A-Z]{2}$/, 'must be a two-letter country code, e.g. DE'));
export const Timezone = z
  .string()
  .check(z.regex(/^[A-Za-z_]+(\/[A-Za-z0-9_+-]+)*$/, 'must be an IANA time zone, e.g. Europe/Berlin'), z.maxLength(64));
export const HttpsUrl = z.string().check(
  z.maxLength(2048),
  z.refine((value) => {
    try {
      return new URL(value).protocol === 'https:';
    } catch {
      return false;
    }
  }, 'must be an https:// address'),
);

/** What the time to object is checked by, hours. */
export const WITHIN_OBJECTION = [
  z.gte(OBJECTION_HOURS.least, `must be at least ${OBJECTION_HOURS.least} hours, so that there is a day to object`),
  z.lte(
    OBJECTION_HOURS.most,
    `must be at most ${OBJECTION_HOURS.most} hours, which is ${OBJECTION_HOURS.most / 24} days`,
  ),
] as const;
/** How long the brand may object once all is live, hours. */
export const ObjectionHours = z.int().check(...WITHIN_OBJECTION);

/** Zero or more minor units. */
export const Money = z.strictObject({
  amountMinor: z.int().check(z.gte(0), z.lte(99_999_999)),
  currency: CurrencyCode,
});
z.globalRegistry.add(Money, { id: 'Money', description: 'Integer minor units and ISO 4217 currency.' });

/** A balance may be below zero. */
export const Balance = z.strictObject({ amountMinor: z.int(), currency: CurrencyCode });
z.globalRegistry.add(Balance, { id: 'Balance' });

export const PLATFORMS = ['instagram', 'youtube', 'tiktok'] as const;
export const SocialPlatform = z.enum(PLATFORMS);

export { NICHES };
export const Niche = z.enum(NICHES);

export const Problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.optional(z.string()),
  issues: z.optional(z.array(z.strictObject({ path: z.string(), message: z.string() }))),
  correlationId: z.string(),
  retryAfterSeconds: z.optional(z.int()),
});
z.globalRegistry.add(Problem, { id: 'Problem', description: 'RFC 9457 problem details.' });

/** `?limit=&cursor=` of every list, with the fields a list adds. */
export function pageQuery<S extends z.core.$ZodLooseShape>(fields: S) {
  return z.strictObject({
    limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(100)), 20),
    cursor: z.optional(z.string().check(z.maxLength(2048))),
    ...fields,
  });
}

/** A page of a list. */
export function page<S extends z.ZodMiniType>(item: S) {
  return z.strictObject({ items: z.array(item), nextCursor: z.nullable(z.string()) });
}

/** An answer without content worth naming. */
export const Done = z.strictObject({ done: z.literal(true) });
z.globalRegistry.add(Done, { id: 'Done' });

/** What VIES, the European Commission's service, said of a VAT number; `not_checked` when it could not be asked. */
export const VatCheck = z.strictObject({ state: z.enum(VAT_STATES), checkedAt: Instant });
z.globalRegistry.add(VatCheck, { id: 'VatCheck' });

/** Legal name, address and tax number as invoices show them. */
export const TaxData = z.strictObject({
  legalName: text(1, 160),
  street: text(1, 160),
  postalCode: text(1, 20),
  city: text(1, 120),
  country: CountryCode,
  /** VAT or tax number as the country writes it; null for none. */
  number: z.nullable(text(2, 30)),
});

/** One tag, as it is kept: small letters. */
export const Tag = z
  .string()
  .check(z.overwrite(plainTag), z.minLength(1), z.maxLength(LONGEST_TAG, `must be at most ${LONGEST_TAG} characters`));

/** Whose deal it is about, in words, for people of the platform. */
export const DealNames = z.strictObject({
  campaignTitle: z.string(),
  brandName: z.string(),
  influencerName: z.string(),
});
z.globalRegistry.add(DealNames, { id: 'DealNames' });
