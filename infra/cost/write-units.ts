/** An item as the data layer has it, before it is marshalled. */
type Item = Readonly<Record<string, unknown>>;

/** Write units of one item in one transaction. */
export interface WriteUnits {
  /** Of the table, prepared and committed: two for each KB of 1024 bytes. */
  table: number;
  /** Of each index that the write touches. */
  indexes: Readonly<Record<string, number>>;
  /** All of them together. */
  total: number;
}

const KB = 1024;
/** A transaction writes every item twice: once to prepare it, once to commit it. */
const PREPARED_AND_COMMITTED = 2;

/**
 * What DynamoDB asks for one write of a transaction, from the item before and after it (undefined where there is none), for indexes that project everything. A
 * condition check is a write that changes nothing. By the developer guide's “Capacity unit consumption”: the larger of both sizes counts; an index is written
 * where its item is new, gone or different, and twice where its key changed. Indexes are written after the transaction and so not twice: that is what the
 * embedded engine reports, which its authors compared with DynamoDB (github.com/nubo-db/dynoxide, pull request 188).
 */
export function writeUnitsOf(
  before: Item | undefined,
  after: Item | undefined,
  indexNames: readonly string[],
): WriteUnits {
  const table = PREPARED_AND_COMMITTED * Math.max(unitsOf(before), unitsOf(after), 1);
  const isSame =
    before !== undefined && after !== undefined && JSON.stringify(sorted(before)) === JSON.stringify(sorted(after));
  const indexes: Record<string, number> = {};
  for (const name of indexNames) {
    const [was, is] = [keyIn(before, name), keyIn(after, name)];
    if (isSame || (was === undefined && is === undefined)) continue;
    const once = was === is ? Math.max(unitsOf(before), unitsOf(after)) : 0;
    const moved = was === is ? 0 : (was === undefined ? 0 : unitsOf(before)) + (is === undefined ? 0 : unitsOf(after));
    indexes[name] = once + moved;
  }
  const total = Object.values(indexes).reduce((sum, units) => sum + units, table);
  return { table, indexes, total };
}

/** The bytes that DynamoDB counts for an item: names and values, by its developer guide's “item sizes and formats”. */
export function itemBytes(item: Item): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + textBytes(name) + valueBytes(value), 0);
}

function unitsOf(item: Item | undefined): number {
  return item === undefined ? 0 : Math.ceil(itemBytes(item) / KB);
}

function keyIn(item: Item | undefined, index: string): string | undefined {
  const [pk, sk] = [item?.[`${index}pk`], item?.[`${index}sk`]];
  return pk === undefined || sk === undefined ? undefined : JSON.stringify([pk, sk]);
}

function valueBytes(value: unknown): number {
  if (value === undefined) return 0;
  if (value === null || typeof value === 'boolean') return 1;
  if (typeof value === 'string') return textBytes(value);
  if (typeof value === 'number') return numberBytes(value);
  if (value instanceof Uint8Array) return value.length;
  if (Array.isArray(value)) return 3 + value.reduce<number>((sum, one) => sum + 1 + valueBytes(one), 0);
  if (typeof value === 'object')
    return 3 + Object.entries(value).reduce((sum, [name, one]) => sum + 1 + textBytes(name) + valueBytes(one), 0);
  throw new Error(`Nobody knows how large a ${typeof value} is in the table.`);
}

/** About one byte for two significant digits and one more, and one for a minus. */
function numberBytes(value: number): number {
  const digits = String(Math.abs(value))
    .replace('.', '')
    .replace(/^0+|0+$/g, '').length;
  return Math.ceil(digits / 2) + 1 + (value < 0 ? 1 : 0);
}

function textBytes(text: string): number {
  return Buffer.byteLength(text);
}

/** With its names in order at every depth, so that equal items look equal. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => [name, sorted(one)]),
  );
}
