import type { Entity } from './entity.ts';
import type { Key } from './keys.ts';

type Scalar = string | number | boolean | null;

/** One comparison on an attribute path; all of a list must hold. */
export type Condition =
  | { path: string; is: 'absent' | 'present' }
  | { path: string; is: '=' | '<>' | '<' | '<=' | '>' | '>='; value: Scalar }
  | { path: string; is: 'in'; values: readonly Scalar[] }
  /** Less than another attribute of the item, or that one is absent; holds for no item at all. */
  | { path: string; is: 'below'; other: string };

/** One write of a commit. Every write restates what it read: `absent`, a version, or conditions on values. */
export interface Change {
  kind: 'put' | 'update' | 'delete' | 'check';
  key: Key;
  item?: Record<string, unknown>;
  set?: Record<string, unknown>;
  add?: Record<string, number>;
  unset?: readonly string[];
  when: readonly Condition[];
  /** The refusal this write's failed condition means; without it the commit reads and decides again. */
  otherwise?: string;
}

interface Versioned {
  version: number;
}

/** A new item; the same key must not exist. */
export function create<T extends object>(entity: Entity<T>, value: T, otherwise?: string): Change {
  return {
    kind: 'put',
    key: entity.keyOf(value),
    item: entity.toItem(value),
    when: [{ path: 'pk', is: 'absent' }],
    ...named(otherwise),
  };
}

/** A whole item in place of the version that was read; its version rises by one. */
export function replace<T extends Versioned>(entity: Entity<T>, before: T, after: Omit<T, 'version'>): Change {
  const value = { ...after, version: before.version + 1 } as T;
  return {
    kind: 'put',
    key: entity.keyOf(value),
    item: entity.toItem(value),
    when: [{ path: 'version', is: '=', value: before.version }],
  };
}

/** A new item, or one in place of the version that was read. */
export function createOrReplace<T extends Versioned>(
  entity: Entity<T>,
  before: T | undefined,
  after: Omit<T, 'version'>,
): Change {
  return before ? replace(entity, before, after) : create(entity, { ...after, version: 1 } as T);
}

/** Removes the version that was read. */
export function remove<T extends Versioned>(entity: Entity<T>, before: T): Change {
  return { kind: 'delete', key: entity.keyOf(before), when: [{ path: 'version', is: '=', value: before.version }] };
}

/** The item must still be in the version that was read. */
export function unchanged<T extends Versioned>(entity: Entity<T>, before: T): Change {
  return { kind: 'check', key: entity.keyOf(before), when: [{ path: 'version', is: '=', value: before.version }] };
}

/** The item must (still) be there, whatever it says. */
export function mustBeThere({ key }: { key: Key }): Change {
  return { kind: 'check', key, when: [{ path: 'pk', is: 'present' }] };
}

/** Attributes of an item changed in place under conditions on its values. */
export function update(
  key: Key,
  edit: { set?: Record<string, unknown>; add?: Record<string, number>; unset?: readonly string[] },
  when: readonly Condition[],
  otherwise?: string,
): Change {
  return { kind: 'update', key, ...edit, when, ...named(otherwise) };
}

function named(otherwise: string | undefined): { otherwise?: string } {
  return otherwise === undefined ? {} : { otherwise };
}

interface Expressions {
  names: Record<string, string>;
  values: Record<string, unknown>;
}

function namePath(path: string, out: Expressions): string {
  return path
    .split('.')
    .map((part) => {
      const alias = `#${part.replace(/[^A-Za-z0-9_]/g, (char) => `_${char.charCodeAt(0)}_`)}`;
      out.names[alias] = part;
      return alias;
    })
    .join('.');
}

function valueName(value: unknown, out: Expressions): string {
  const alias = `:v${Object.keys(out.values).length}`;
  out.values[alias] = value;
  return alias;
}

function conditionText(condition: Condition, out: Expressions): string {
  const path = namePath(condition.path, out);
  if ('other' in condition) {
    const other = namePath(condition.other, out);
    return `(attribute_not_exists(${other}) OR ${path} < ${other})`;
  }
  if (!('value' in condition) && !('values' in condition))
    return condition.is === 'absent' ? `attribute_not_exists(${path})` : `attribute_exists(${path})`;
  if ('values' in condition) return `${path} IN (${condition.values.map((value) => valueName(value, out)).join(', ')})`;
  return `${path} ${condition.is} ${valueName(condition.value, out)}`;
}

function updateText(change: Change, out: Expressions): string {
  const parts: string[] = [];
  const set = Object.entries(change.set ?? {}).filter(([, value]) => value !== undefined);
  const add = Object.entries(change.add ?? {});
  // ADD takes top-level attributes only; one inside another is set to its own value and more, and must be there.
  const inside = add.filter(([path]) => path.includes('.'));
  const texts = [
    ...set.map(([path, value]) => `${namePath(path, out)} = ${valueName(value, out)}`),
    ...inside.map(([path, value]) => `${namePath(path, out)} = ${namePath(path, out)} + ${valueName(value, out)}`),
  ];
  if (texts.length > 0) parts.push(`SET ${texts.join(', ')}`);
  const plain = add.filter(([path]) => !path.includes('.'));
  if (plain.length > 0)
    parts.push(`ADD ${plain.map(([path, value]) => `${namePath(path, out)} ${valueName(value, out)}`).join(', ')}`);
  if (change.unset?.length) parts.push(`REMOVE ${change.unset.map((path) => namePath(path, out)).join(', ')}`);
  return parts.join(' ');
}

/** A change as an element of TransactItems. */
export function toTransactItem(change: Change, tableName: string): Record<string, unknown> {
  const out: Expressions = { names: {}, values: {} };
  const updateExpression = change.kind === 'update' ? updateText(change, out) : undefined;
  const conditionExpression = change.when.map((condition) => conditionText(condition, out)).join(' AND ');
  const common = {
    TableName: tableName,
    ...(conditionExpression ? { ConditionExpression: conditionExpression } : {}),
    ...(Object.keys(out.names).length > 0 ? { ExpressionAttributeNames: out.names } : {}),
    ...(Object.keys(out.values).length > 0 ? { ExpressionAttributeValues: out.values } : {}),
  };
  if (change.kind === 'put') return { Put: { ...common, Item: change.item } };
  if (change.kind === 'delete') return { Delete: { ...common, Key: change.key } };
  if (change.kind === 'check') return { ConditionCheck: { ...common, Key: change.key } };
  return { Update: { ...common, Key: change.key, UpdateExpression: updateExpression } };
}
