/** What the table stores, how values compare, and which of them it takes. */

export type Value = string | number | boolean | null | Value[] | { [name: string]: Value };
export type Item = Record<string, Value>;

/** What the table says to a request it does not accept. */
export class Invalid extends Error {
  override readonly name = 'ValidationException';
}

/** The value at a path; undefined where there is none. */
export function valueAt(item: Item | undefined, path: readonly string[]): Value | undefined {
  let at: Value | undefined = item;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || Array.isArray(at)) return undefined;
    at = Object.hasOwn(at, step) ? at[step] : undefined;
  }
  return at;
}

/** The order of two values of the same type; NaN, which fits no comparison, for any other two. */
export function orderOf(left: Value | undefined, right: Value | undefined): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left !== 'string' || typeof right !== 'string') return Number.NaN;
  // By UTF-8 bytes, which differs from JavaScript's order beyond U+D7FF.
  if (/[\ud800-\uffff]/.test(left + right)) return Buffer.compare(Buffer.from(left), Buffer.from(right));
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Whether two values are the same, whatever they hold. */
export function isSame(left: Value | undefined, right: Value | undefined): boolean {
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return left === right;
  const names = Object.keys(left);
  return (
    Array.isArray(left) === Array.isArray(right) &&
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && isSame((left as Item)[name], (right as Item)[name]))
  );
}

/** The sum of two numbers; refused for anything else. */
export function sum(left: Value, right: Value | undefined): number {
  if (typeof left !== 'number' || typeof right !== 'number')
    throw new Invalid('An operand in the update expression has an incorrect data type');
  return left + right;
}

/** A copy as the client writes it: without what is undefined; refused where the table has no type for it. */
export function storable(value: unknown): Value | undefined {
  if (value === null || value === undefined || typeof value === 'string' || typeof value === 'boolean')
    return value as Value | undefined;
  if (typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
  // Bytes are kept whole: no expression looks into them.
  if (value instanceof Uint8Array) return new Uint8Array(value) as unknown as Value;
  if (Array.isArray(value)) return value.map(storable).filter((one) => one !== undefined);
  if (typeof value !== 'object' || ![Object.prototype, null].includes(Object.getPrototypeOf(value)))
    throw new Invalid(`The table has no type for ${String(value)}.`);
  const copy: Item = {};
  for (const [name, of] of Object.entries(value)) {
    const kept = storable(of);
    if (kept !== undefined) copy[name] = kept;
  }
  return copy;
}
