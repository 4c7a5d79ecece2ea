/** DynamoDB's expression language as far as the product speaks it, on plain values; what it does not know it refuses. */

export type Value = string | number | boolean | null | Value[] | { [name: string]: Value };
export type Item = Record<string, Value>;

/** What an expression's aliases stand for. */
export interface Aliases {
  names: Record<string, string>;
  values: Record<string, Value>;
}

/** What the table says to a request it does not accept. */
export class Invalid extends Error {
  override readonly name = 'ValidationException';
}

type Operand = (item: Item | undefined, aliases: Aliases) => Value | undefined;
type Test = (item: Item | undefined, aliases: Aliases) => boolean;
type Edit = { clause: string; path: string[]; to?: Operand };

const TOKEN = /\s*([#:]?[A-Za-z_0-9]+|<>|<=|>=|[=<>(),.+])/y;

class Reader {
  private readonly tokens: string[] = [];

  constructor(text: string) {
    TOKEN.lastIndex = 0;
    let read = 0;
    for (let found = TOKEN.exec(text); found; found = TOKEN.exec(text)) {
      this.tokens.push(found[1] as string);
      read = TOKEN.lastIndex;
    }
    if (text.slice(read).trim() !== '') throw new Invalid(`Syntax error in the expression: ${text}`);
    this.tokens.reverse();
  }

  take(word: string): boolean {
    if (this.tokens.at(-1)?.toUpperCase() !== word) return false;
    this.tokens.pop();
    return true;
  }

  need(word: string): void {
    if (!this.take(word)) throw new Invalid(`Syntax error: "${word}" is missing before "${this.tokens.at(-1)}".`);
  }

  next(): string {
    const token = this.tokens.pop();
    if (token === undefined) throw new Invalid('Syntax error: the expression ends too early.');
    return token;
  }

  get isOver(): boolean {
    return this.tokens.length === 0;
  }
}

function readTest(reader: Reader): Test {
  let left = readAll(reader);
  while (reader.take('OR')) {
    const [one, other] = [left, readAll(reader)];
    left = (item, aliases) => one(item, aliases) || other(item, aliases);
  }
  return left;
}

function readAll(reader: Reader): Test {
  let left = readOne(reader);
  while (reader.take('AND')) {
    const [one, other] = [left, readOne(reader)];
    left = (item, aliases) => one(item, aliases) && other(item, aliases);
  }
  return left;
}

const COMPARED: Record<string, (order: number) => boolean> = {
  '<=': (order) => order <= 0,
  '>=': (order) => order >= 0,
  '<': (order) => order < 0,
  '>': (order) => order > 0,
};

function readOne(reader: Reader): Test {
  if (reader.take('(')) {
    const inner = readTest(reader);
    reader.need(')');
    return inner;
  }
  const word = reader.next();
  if (reader.take('(')) return readCall(reader, word);
  const left = readOperand(reader, word);
  const at = (operand: Operand, by: string): Test => {
    const fits = COMPARED[by] as (order: number) => boolean;
    return (item, aliases) => fits(orderOf(left(item, aliases), operand(item, aliases)));
  };
  if (reader.take('BETWEEN')) {
    const from = at(readOperand(reader), '>=');
    reader.need('AND');
    const until = at(readOperand(reader), '<=');
    return (item, aliases) => from(item, aliases) && until(item, aliases);
  }
  if (reader.take('IN')) {
    reader.need('(');
    const list = readList(reader);
    return (item, aliases) => list.some((one) => isSame(left(item, aliases), one(item, aliases)));
  }
  const by = reader.next();
  const right = readOperand(reader);
  if (COMPARED[by]) return at(right, by);
  if (by !== '=' && by !== '<>') throw new Invalid(`Syntax error: ${by} compares nothing.`);
  return (item, aliases) => isSame(left(item, aliases), right(item, aliases)) === (by === '=');
}

function readList(reader: Reader): Operand[] {
  const list = [readOperand(reader)];
  while (reader.take(',')) list.push(readOperand(reader));
  reader.need(')');
  return list;
}

const CALLS: Record<string, (first: Value | undefined, second: Value | undefined) => boolean> = {
  attribute_exists: (value) => value !== undefined,
  attribute_not_exists: (value) => value === undefined,
  begins_with: (text, start) => typeof text === 'string' && text.startsWith(String(start)),
};

function readCall(reader: Reader, name: string): Test {
  const call = CALLS[name];
  if (!call) throw new Invalid(`Invalid function name: ${name}`);
  const [first, second] = readList(reader);
  return (item, aliases) => call(first?.(item, aliases), second?.(item, aliases));
}

function readOperand(reader: Reader, word = reader.next()): Operand {
  if (word.startsWith(':')) return (_item, { values }) => defined(values[word], word);
  const path = readPath(reader, word);
  return (item, aliases) => valueAt(item, namesOf(path, aliases));
}

function readPath(reader: Reader, first: string): string[] {
  const path = [first];
  while (reader.take('.')) path.push(reader.next());
  return path;
}

function namesOf(path: readonly string[], { names }: Aliases): string[] {
  return path.map((step) => (step.startsWith('#') ? defined(names[step], step) : step));
}

function defined<T>(value: T | undefined, alias: string): T {
  if (value === undefined) throw new Invalid(`An expression attribute used in the expression is not defined: ${alias}`);
  return value;
}

function valueAt(item: Item | undefined, path: readonly string[]): Value | undefined {
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

function isSame(left: Value | undefined, right: Value | undefined): boolean {
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return left === right;
  const names = Object.keys(left);
  return (
    Array.isArray(left) === Array.isArray(right) &&
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && isSame((left as Item)[name], (right as Item)[name]))
  );
}

/** Reads each text once. */
function remembered<T>(read: (reader: Reader) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found) return found;
    const reader = new Reader(text);
    const made = read(reader);
    if (!reader.isOver) throw new Invalid(`Syntax error after a part of the expression: ${text}`);
    known.set(text, made);
    return made;
  };
}

/** A condition, filter or key condition as a test of an item, or of none. */
export const conditionOf = remembered(readTest);

const editsOf = remembered((reader) => {
  const edits: Edit[] = [];
  while (!reader.isOver) {
    const clause = reader.next().toUpperCase();
    if (clause !== 'SET' && clause !== 'ADD' && clause !== 'REMOVE') throw new Invalid(`Unknown clause: ${clause}`);
    do {
      const path = readPath(reader, reader.next());
      if (clause === 'SET') reader.need('=');
      edits.push(clause === 'REMOVE' ? { clause, path } : { clause, path, to: readSum(reader) });
    } while (reader.take(','));
  }
  return edits;
});

function readSum(reader: Reader): Operand {
  const left = readOperand(reader);
  if (!reader.take('+')) return left;
  const right = readOperand(reader);
  return (item, aliases) => {
    const before = left(item, aliases);
    return before === undefined ? undefined : sum(before, right(item, aliases));
  };
}

/** The item after an update; every right side sees the item before it, which stays as it is. */
export function updated(text: string, before: Item, aliases: Aliases): Item {
  const after = { ...before };
  for (const { clause, path: written, to } of editsOf(text)) {
    const path = namesOf(written, aliases);
    const given = to?.(before, aliases);
    if (to && given === undefined) throw new Invalid('The expression refers to an attribute that does not exist.');
    const value = clause === 'ADD' ? sum(valueAt(before, path) ?? 0, given) : given;
    const parent = ownAt(after, path.slice(0, -1));
    if (value === undefined) delete parent[path.at(-1) as string];
    else parent[path.at(-1) as string] = value;
  }
  return after;
}

/** The map at a path, copied on the way there, so that what it was before stays as it is. */
function ownAt(item: Item, path: readonly string[]): Item {
  let at = item;
  for (const step of path) {
    const inner = Object.hasOwn(at, step) ? at[step] : undefined;
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner))
      throw new Invalid('The document path provided in the update expression is invalid for update');
    at[step] = { ...inner };
    at = at[step] as Item;
  }
  return at;
}

function sum(left: Value, right: Value | undefined): number {
  if (typeof left !== 'number' || typeof right !== 'number')
    throw new Invalid('An operand in the update expression has an incorrect data type');
  return left + right;
}
