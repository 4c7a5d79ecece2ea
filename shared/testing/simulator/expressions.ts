/** Conditions, filters and key conditions in DynamoDB's expression language as far as the product speaks it; what it does not know it refuses. */

import { Invalid, type Item, isSame, orderOf, type Value, valueAt } from './values.ts';

/** What an expression's aliases stand for. */
export interface Aliases {
  names: Record<string, string>;
  values: Record<string, Value>;
}

/** A value as an expression names it. */
export type Operand = (item: Item | undefined, aliases: Aliases) => Value | undefined;
type Test = (item: Item | undefined, aliases: Aliases) => boolean;

const TOKEN = /\s*([#:]?[A-Za-z_0-9]+|<>|<=|>=|[=<>(),.+])/y;

/** The words of an expression, one after the other. */
export class Reader {
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

/** Reads a value: one that is given, or that of a path. */
export function readOperand(reader: Reader, word = reader.next()): Operand {
  if (word.startsWith(':')) return (_item, { values }) => defined(values[word], word);
  const path = readPath(reader, word);
  return (item, aliases) => valueAt(item, namesOf(path, aliases));
}

/** Reads the path that begins with a word. */
export function readPath(reader: Reader, first: string): string[] {
  const path = [first];
  while (reader.take('.')) path.push(reader.next());
  return path;
}

/** A path with what its aliases stand for. */
export function namesOf(path: readonly string[], { names }: Aliases): string[] {
  return path.map((step) => (step.startsWith('#') ? defined(names[step], step) : step));
}

function defined<T>(value: T | undefined, alias: string): T {
  if (value === undefined) throw new Invalid(`An expression attribute used in the expression is not defined: ${alias}`);
  return value;
}

/** Reads each text once. */
export function remembered<T>(read: (reader: Reader) => T): (text: string) => T {
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
