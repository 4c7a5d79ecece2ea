import * as z from 'zod/mini';
import type { Key } from './keys.ts';

/** A kind of item: its schema, where it lives, and its index keys. */
export interface Entity<T extends object> {
  readonly name: string;
  parse(item: Record<string, unknown>): T;
  keyOf(value: T): Key;
  toItem(value: T): Record<string, unknown>;
}

/** How a value lies in the table where that is smaller than the value itself: each is the other's inverse. */
export interface Storing {
  write(value: Readonly<Record<string, unknown>>): Record<string, unknown>;
  /** Also takes items that were written before there was a smaller form. */
  read(item: Readonly<Record<string, unknown>>): Record<string, unknown>;
}

export interface EntityDefinition<S extends z.ZodMiniObject> {
  name: string;
  schema: S;
  key: (value: z.output<S>) => Key;
  /** Index attributes (gsiNpk, gsiNsk) and `ttl`, computed from the value. */
  index?: (value: z.output<S>) => Record<string, string | number | undefined>;
  /** Without it, attributes are the value's own. */
  stored?: Storing;
}

/** Declares an entity; values are checked on the way in and out, index attributes never leak into them. */
export function defineEntity<S extends z.ZodMiniObject>(definition: EntityDefinition<S>): Entity<z.output<S>> {
  const { name, schema, key, index, stored } = definition;
  return {
    name,
    parse: (item) => z.parse(schema, stored?.read(item) ?? item),
    keyOf: key,
    toItem: (value) => {
      const checked = z.parse(schema, value);
      const attributes = stored?.write(checked as Record<string, unknown>) ?? (checked as object);
      return { ...attributes, ...index?.(checked), ...key(checked), _et: name };
    },
  };
}

export type ValueOf<E> = E extends Entity<infer T> ? T : never;

/** A pointer to one item of an entity, for a commit's reads. */
export interface Ref<T extends object> {
  entity: Entity<T>;
  key: Key;
}

export function ref<T extends object>(entity: Entity<T>, key: Key): Ref<T> {
  return { entity, key };
}
