/** The form encoding of Stripe's v1 API and the typed reading of its parameters. */
import { invalidParam } from './errors.ts';

/** A decoded form: strings, lists and hashes of them. */
export type Raw = string | Raw[] | { [name: string]: Raw };
export type RawHash = { [name: string]: Raw };

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);
const MAX_LIST_INDEX = 1000;

function child(node: RawHash, name: string): RawHash {
  const found = node[name];
  if (typeof found === 'object' && !Array.isArray(found)) return found;
  const made: RawHash = Object.create(null);
  node[name] = made;
  return made;
}

function asLists(node: Raw): Raw {
  if (typeof node === 'string' || Array.isArray(node)) return node;
  const names = Object.keys(node);
  if (names.length > 0 && names.every((name) => /^\d+$/.test(name))) {
    return names
      .sort((a, b) => Number(a) - Number(b))
      .slice(0, MAX_LIST_INDEX)
      .map((name) => asLists(node[name] as Raw));
  }
  for (const name of names) node[name] = asLists(node[name] as Raw);
  return node;
}

/** Decodes `a[b][0]=x&c[]=y` into nested hashes and lists; names that would reach a prototype are refused with 400. */
export function decodeForm(text: string): RawHash {
  const root: RawHash = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) {
    const path = [...name.matchAll(/[^[\]]+|\[\]/g)].map((match) => match[0]);
    if (path.length === 0) continue;
    if (path.some((part) => FORBIDDEN.has(part))) throw invalidParam(`Invalid parameter name: ${name}`, name);
    let node = root;
    for (const part of path.slice(0, -1)) node = child(node, part);
    const last = path[path.length - 1] as string;
    node[last === '[]' ? String(Object.keys(node).length) : last] = value;
  }
  for (const name of Object.keys(root)) root[name] = asLists(root[name] as Raw);
  return root;
}

/** Same text for the same parameters whatever their order; what an idempotency key is compared by. */
export function canonicalForm(raw: Raw): string {
  if (typeof raw === 'string') return JSON.stringify(raw);
  if (Array.isArray(raw)) return `[${raw.map(canonicalForm).join(',')}]`;
  const names = Object.keys(raw).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalForm(raw[name] as Raw)}`).join(',')}}`;
}

/** Reads one parameter; throws a StripeRefusal that names it. */
export interface Field<T, R extends boolean = boolean> {
  required: R;
  parse(raw: Raw, name: string): T;
}
export type Spec = Record<string, Field<unknown>>;
export type Params<S extends Spec> = {
  [K in keyof S]: S[K] extends Field<infer T, true> ? T : S[K] extends Field<infer T> ? T | undefined : never;
};

const optional = <T>(parse: (raw: Raw, name: string) => T): Field<T, false> => ({ required: false, parse });

/** The same field, refused when missing or empty. */
export const need = <T>(field: Field<T>): Field<T, true> => ({ required: true, parse: field.parse });

export const str = (maxLength = 5000): Field<string, false> =>
  optional((raw, name) => {
    if (typeof raw !== 'string') throw invalidParam(`Invalid string: ${JSON.stringify(raw)}`, name);
    if (raw.length > maxLength) {
      throw invalidParam(
        `Invalid string: must be at most ${maxLength} characters`,
        name,
        'parameter_invalid_string_length',
      );
    }
    return raw;
  });

export const int = (): Field<number, false> =>
  optional((raw, name) => {
    if (typeof raw !== 'string' || !/^-?\d{1,15}$/.test(raw)) {
      throw invalidParam(
        `Invalid integer: ${typeof raw === 'string' ? raw : JSON.stringify(raw)}`,
        name,
        'parameter_invalid_integer',
      );
    }
    return Number(raw);
  });

/** A whole number of at least 1. */
export const positive = (): Field<number, false> =>
  optional((raw, name) => {
    const value = int().parse(raw, name);
    if (value < 1) {
      throw invalidParam('This value must be greater than or equal to 1.', name, 'parameter_invalid_integer');
    }
    return value;
  });

export const bool = (): Field<boolean, false> =>
  optional((raw, name) => {
    if (raw !== 'true' && raw !== 'false') throw invalidParam(`Invalid boolean: ${String(raw)}`, name);
    return raw === 'true';
  });

export const oneOf = <const V extends readonly string[]>(...values: V): Field<V[number], false> =>
  optional((raw, name) => {
    if (typeof raw !== 'string' || !values.includes(raw)) {
      throw invalidParam(`Invalid ${name}: must be one of ${values.join(', ')}`, name);
    }
    return raw as V[number];
  });

export const list = <T>(item: Field<T>): Field<T[], false> =>
  optional((raw, name) => {
    if (raw === '') return [];
    if (!Array.isArray(raw)) throw invalidParam('Invalid array', name);
    return raw.map((one, index) => item.parse(one, `${name}[${index}]`));
  });

/** A nested hash, its unknown parameters refused as at the top. */
export const hash = <S extends Spec>(spec: S): Field<Params<S>, false> =>
  optional((raw, name) => {
    if (typeof raw !== 'object' || Array.isArray(raw)) throw invalidParam('Invalid object', name);
    return readParams(raw, spec, name);
  });

/** A hash kept as it was sent. */
export const anyHash = (): Field<RawHash, false> =>
  optional((raw, name) => {
    if (typeof raw !== 'object' || Array.isArray(raw)) throw invalidParam('Invalid object', name);
    return raw;
  });

/** Up to 50 pairs, names ≤ 40 and values ≤ 500 characters; an empty value unsets its name, '' unsets all. */
export const metadata = (): Field<Record<string, string>, false> =>
  optional((raw, name) => {
    if (raw === '') return { '': '' };
    if (typeof raw !== 'object' || Array.isArray(raw)) throw invalidParam('Invalid object', name);
    const pairs = Object.entries(raw);
    if (pairs.length > 50) throw invalidParam('Metadata can have at most 50 keys.', name);
    for (const [key, value] of pairs) {
      if (typeof value !== 'string') throw invalidParam('Metadata values can only be strings.', `${name}[${key}]`);
      if (key.length > 40) throw invalidParam(`Invalid metadata key: ${key}; at most 40 characters`, name);
      if (value.length > 500) {
        throw invalidParam(`Metadata values can have up to 500 characters, but '${key}' has ${value.length}.`, name);
      }
    }
    return Object.fromEntries(pairs) as Record<string, string>;
  });

/** `created=1` or `created[gte]=1&created[lt]=2` (epoch seconds), as a test. */
export const createdRange = (): Field<(seconds: number) => boolean, false> =>
  optional((raw, name) => {
    if (typeof raw === 'string') {
      const exact = int().parse(raw, name);
      return (seconds: number) => seconds === exact;
    }
    const range = hash({ gt: int(), gte: int(), lt: int(), lte: int() }).parse(raw, name);
    return (seconds: number) =>
      (range.gt === undefined || seconds > range.gt) &&
      (range.gte === undefined || seconds >= range.gte) &&
      (range.lt === undefined || seconds < range.lt) &&
      (range.lte === undefined || seconds <= range.lte);
  });

/** Checks every parameter against the spec: unknown, missing and malformed ones are refused with 400. */
export function readParams<S extends Spec>(raw: RawHash, spec: S, within = ''): Params<S> {
  const full = (name: string) => (within ? `${within}[${name}]` : name);
  for (const name of Object.keys(raw)) {
    if (!Object.hasOwn(spec, name)) {
      throw invalidParam(`Received unknown parameter: ${full(name)}`, full(name), 'parameter_unknown');
    }
  }
  const params: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(spec)) {
    const given = raw[name];
    if (given === undefined) {
      if (field.required) throw invalidParam(`Missing required param: ${full(name)}.`, full(name), 'parameter_missing');
      continue;
    }
    if (field.required && given === '') {
      throw invalidParam(
        `You passed an empty string for '${full(name)}'. We assume empty values are an attempt to unset a parameter; however '${full(name)}' cannot be unset.`,
        full(name),
        'parameter_invalid_empty',
      );
    }
    params[name] = field.parse(given, full(name));
  }
  return params as Params<S>;
}

/** What an update leaves of the metadata: given names set, empty ones unset. */
export function mergeMetadata(
  before: Record<string, string>,
  given: Record<string, string> | undefined,
): Record<string, string> {
  if (!given) return before;
  if (Object.hasOwn(given, '')) return {};
  return Object.fromEntries(Object.entries({ ...before, ...given }).filter(([, value]) => value !== ''));
}
