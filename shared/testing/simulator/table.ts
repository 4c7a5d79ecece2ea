import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { TableAccess } from '#data/client.ts';
import { type Aliases, conditionOf, Invalid, type Item, orderOf, updated, type Value } from './expressions.ts';

export type { Item } from './expressions.ts';

const INDEXES = ['gsi1', 'gsi2', 'gsi3', 'gsi4'];
const INDEX_KEYS = INDEXES.flatMap((name) => [`${name}pk`, `${name}sk`]);
const MOST_WRITES = 100;

/** One item as it was before a write and as it is after it; undefined where there is none. */
export interface Written {
  before: Item | undefined;
  after: Item | undefined;
}

/** A call that has begun: what it writes is locked until `finish` makes it, all at once. */
export interface Begun {
  finish: () => unknown;
  /** Nothing is written, and nothing stays locked. */
  abort: () => void;
}

type Input = Record<string, unknown>;
interface Write {
  kind: string;
  id: string;
  input: Input;
}

/** The product's table in memory: conditions, transactions, conflicts between them, and indexes that lag. */
export class MemoryTable {
  readonly name = 'simulated';
  /** Hears of every write, in order. */
  onWrite: (written: readonly Written[]) => void = () => {};
  /** Until when an index does not show what is written now, ms on the clock that `nowMs` reads; seen writes never go back. */
  indexedAtMs: () => number = () => 0;
  nowMs: () => number = () => 0;
  private readonly stored = new Map<string, Item>();
  private readonly indexed = new Map<string, Item>();
  private readonly unindexed: { atMs: number; id: string; item: Item | undefined }[] = [];
  private readonly locked = new Set<string>();

  /** The way into the table that the data layer takes; `through` may make every call wait, fail or be lost. */
  access(through: (begin: () => Begun, command: object) => Promise<unknown> = atOnce): TableAccess {
    const send = (command: object) => through(() => this.begin(command), command);
    return { tableName: this.name, document: { send } as unknown as TableAccess['document'] };
  }

  /** Every item, as it is stored; not to be changed. */
  items(): Item[] {
    return [...this.stored.values()];
  }

  /** An item as it is stored. */
  item(key: { pk: string; sk: string }): Item | undefined {
    return this.stored.get(idOf(key));
  }

  /** Puts everything back as it was when `items` were all of it. */
  restore(items: readonly Item[]): void {
    this.stored.clear();
    this.indexed.clear();
    this.unindexed.length = 0;
    for (const item of items) {
      this.stored.set(idOf(item), item);
      this.indexed.set(idOf(item), item);
    }
  }

  /** Takes a call up. Throws what DynamoDB says to a call that it refuses at once. */
  begin(command: object): Begun {
    const { input } = command as { input: Input };
    if (command instanceof TransactWriteCommand) return this.transact((input.TransactItems ?? []) as Input[]);
    for (const kind of [PutCommand, UpdateCommand, DeleteCommand])
      if (command instanceof kind) return this.single(kind.name.replace('Command', ''), input);
    return { finish: () => this.read(command, input), abort: () => {} };
  }

  private read(command: object, input: Input): unknown {
    if (command instanceof GetCommand) {
      const item = this.stored.get(idOf(input.Key));
      return item ? { Item: storable(item) } : {};
    }
    if (command instanceof BatchGetCommand) return this.batch((input.RequestItems ?? {}) as Record<string, Input>);
    if (command instanceof QueryCommand) return this.query(input);
    if (command instanceof ScanCommand) return { Items: storable(this.items()) };
    throw new Invalid(`This table does not know ${command.constructor.name}.`);
  }

  private batch(requests: Record<string, Input>): unknown {
    const ids = ((requests[this.name]?.Keys ?? []) as Item[]).map(idOf);
    if (new Set(ids).size < ids.length) throw new Invalid('Provided list of item keys contains duplicates');
    if (ids.length > MOST_WRITES) throw new Invalid('Too many items requested for the BatchGetItem call');
    const found = ids.flatMap((id) => this.stored.get(id) ?? []);
    return { Responses: { [this.name]: storable(found) }, UnprocessedKeys: {} };
  }

  private query(input: Input): unknown {
    const aliases = aliasesOf(input);
    const index = input.IndexName as string | undefined;
    if (index && (!INDEXES.includes(index) || input.ConsistentRead)) throw new Invalid('An index is read as it is.');
    const [pk, sk] = [`${index ?? ''}pk`, `${index ?? ''}sk`];
    const condition = String(input.KeyConditionExpression);
    const within = conditionOf(condition);
    // The first part names the partition, which most items are not of.
    const partition = aliases.values[condition.slice(condition.indexOf(':')).split(' ')[0] ?? ''];
    const keeps = input.FilterExpression === undefined ? undefined : conditionOf(String(input.FilterExpression));
    const direction = input.ScanIndexForward === false ? -1 : 1;
    const order = (one: Item, other: Item) =>
      direction * (orderOf(one[sk], other[sk]) || orderOf(one.pk, other.pk) || orderOf(one.sk, other.sk));
    const start = input.ExclusiveStartKey as Item | undefined;
    const all = [...(index ? this.shownByIndexes() : this.stored).values()]
      .filter((item) => item[pk] === partition && item[sk] !== undefined && within(item, aliases))
      .sort(order)
      .filter((item) => !start || order(start, item) < 0);
    const page = all.slice(0, Number(input.Limit ?? all.length));
    const last = page.length > 0 && page.length === input.Limit ? page.at(-1) : undefined;
    return {
      Items: storable(keeps ? page.filter((item) => keeps(item, aliases)) : page),
      ...(last
        ? { LastEvaluatedKey: Object.fromEntries([...new Set(['pk', 'sk', pk, sk])].map((name) => [name, last[name]])) }
        : {}),
    };
  }

  private shownByIndexes(): Map<string, Item> {
    const nowMs = this.nowMs();
    while (this.unindexed[0] && this.unindexed[0].atMs <= nowMs) {
      const { id, item } = this.unindexed.shift() as (typeof this.unindexed)[number];
      if (item) this.indexed.set(id, item);
      else this.indexed.delete(id);
    }
    return this.indexed;
  }

  private transact(elements: readonly Input[]): Begun {
    const writes = elements.map((element) => {
      const [kind, input] = Object.entries(element)[0] as [string, Input];
      return { kind, input, id: idOf(input.Key ?? input.Item) };
    });
    if (writes.length > MOST_WRITES) throw new Invalid(`A transaction has at most ${MOST_WRITES} writes.`);
    if (new Set(writes.map(({ id }) => id)).size < writes.length)
      throw new Invalid('Transaction request cannot include multiple operations on one item');
    const outcomes = writes.map((write) => this.judge(write));
    const codes = outcomes.map((outcome) => (typeof outcome === 'string' ? outcome : 'None'));
    if (codes.some((code) => code !== 'None')) throw cancelled(codes);
    return this.hold(writes, outcomes as Written[], () => ({}));
  }

  private single(kind: string, input: Input): Begun {
    const write = { kind, input, id: idOf(input.Key ?? input.Item) };
    const outcome = this.judge(write);
    if (outcome === 'TransactionConflict') throw named('TransactionConflictException', 'Transaction is ongoing');
    if (outcome === 'ConditionalCheckFailed')
      throw named('ConditionalCheckFailedException', 'The conditional request failed');
    if (typeof outcome === 'string') throw new Invalid('The update is not valid for this item.');
    return this.hold([write], [outcome], () =>
      input.ReturnValues === 'ALL_NEW' ? { Attributes: storable(outcome.after) } : {},
    );
  }

  /** What a write makes of its item, or the code for which it is refused. */
  private judge({ kind, id, input }: Write): Written | string {
    if (this.locked.has(id)) return 'TransactionConflict';
    const [before, aliases] = [this.stored.get(id), aliasesOf(input)];
    const condition = input.ConditionExpression;
    if (condition !== undefined && !conditionOf(String(condition))(before, aliases)) return 'ConditionalCheckFailed';
    if (kind === 'ConditionCheck') return { before, after: before };
    if (kind === 'Delete') return { before, after: undefined };
    if (kind === 'Put') return { before, after: kept(input.Item) };
    try {
      const after = updated(String(input.UpdateExpression), before ?? (input.Key as Item), aliases);
      return { before, after: kept(after) };
    } catch (error) {
      if (error instanceof Invalid) return 'ValidationError';
      throw error;
    }
  }

  private hold(writes: readonly Write[], outcomes: readonly Written[], answer: () => unknown): Begun {
    for (const { id } of writes) this.locked.add(id);
    const abort = () => {
      for (const { id } of writes) this.locked.delete(id);
    };
    const finish = () => {
      abort();
      for (const [at, { id, kind }] of writes.entries())
        if (kind !== 'ConditionCheck') this.keep(id, (outcomes[at] as Written).after);
      this.onWrite(outcomes.filter((_, at) => writes[at]?.kind !== 'ConditionCheck'));
      return answer();
    };
    return { finish, abort };
  }

  private keep(id: string, item: Item | undefined): void {
    if (item) this.stored.set(id, item);
    else this.stored.delete(id);
    // One item's writes become visible in their order, which one queue for all keeps.
    const atMs = Math.max(this.indexedAtMs(), this.unindexed.at(-1)?.atMs ?? 0);
    this.unindexed.push({ atMs, id, item });
  }
}

async function atOnce(begin: () => Begun): Promise<unknown> {
  return begin().finish();
}

function idOf(key: unknown): string {
  const { pk, sk } = (key ?? {}) as { pk?: unknown; sk?: unknown };
  if (typeof pk !== 'string' || typeof sk !== 'string' || pk === '' || sk === '')
    throw new Invalid('One or more parameter values were invalid: a key is two texts that are not empty.');
  return `${pk}|${sk}`;
}

function aliasesOf(input: Input): Aliases {
  const values = (input.ExpressionAttributeValues ?? {}) as Record<string, unknown>;
  return {
    names: (input.ExpressionAttributeNames ?? {}) as Record<string, string>,
    values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, storable(value) as Value])),
  };
}

/** An item as it is stored; refused when a key of an index is none. */
function kept(value: unknown): Item {
  const item = storable(value) as Item;
  for (const name of INDEX_KEYS)
    if (item[name] !== undefined && (typeof item[name] !== 'string' || item[name] === ''))
      throw new Invalid(`The key ${name} of an index is a text that is not empty.`);
  return item;
}

/** A copy as the client writes it: without what is undefined; refused where the table has no type for it. */
function storable(value: unknown): Value | undefined {
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

/** A transaction that was cancelled, with a reason for each of its writes. */
export function cancelled(codes: readonly string[]): Error {
  const error = named(
    'TransactionCanceledException',
    'Transaction cancelled, please refer cancellation reasons for specific reasons',
  );
  return Object.assign(error, { CancellationReasons: codes.map((Code) => ({ Code })) });
}

/** An error of the table, by its name. */
export function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
