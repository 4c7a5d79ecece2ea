import * as z from 'zod/mini';
import type { Key } from './keys.ts';

/** A kind of item: its schema, where it lives, and its index keys. */
export interface Entity<T extends object> {
  readonly name: string;
  parse(item: Record<string, unknown>): T;
  keyOf(value: T): Key;
  toItem(value: T): Record<string, unknown>;
}

export interface EntityDefinition<S extends z.ZodMiniObject> {
  name: string;
  schema: S;
  key: (value: z.output<S>) => Key;
  /** Index attributes (gsiNpk, gsiNsk) and `ttl`, computed from the value. */
  index?: (value: z.output<S>) => Record<string, string | number | undefined>;
}

/** Declares an entity; values are checked on the way in and out, index attributes never leak into them. */
export function defineEntity<S extends z.ZodMiniObject>(definition: EntityDefinition<S>): Entity<z.output<S>> {
  const { name, schema, key, index } = definition;
  return {
    name,
    parse: (item) => z.parse(schema, item),
    keyOf: key,
    toItem: (value) => {
      const checked = z.parse(schema, value);
      return { ...(checked as object), ...index?.(checked), ...key(checked), _et: name };
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
