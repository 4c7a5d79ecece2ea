import { BatchGetCommand, GetCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { type Aliases, conditionOf } from './expressions.ts';
import { Invalid, type Item, orderOf, storable, type Value } from './values.ts';

const INDEXES = ['gsi1', 'gsi2', 'gsi3', 'gsi4'];
const INDEX_KEYS = INDEXES.flatMap((name) => [`${name}pk`, `${name}sk`]);
const MOST_READS = 100;

/** What a call is given. */
export type Input = Record<string, unknown>;

/** The items of a table with its indexes, which lag behind, and how both are read. */
export class Stored {
  /** By their ids. */
  readonly items = new Map<string, Item>();
  /** Until when an index does not show what is written now, ms on the clock that `nowMs` reads; seen writes never go back. */
  indexedAtMs: () => number = () => 0;
  nowMs: () => number = () => 0;
  private readonly tableName: string;
  private readonly indexed = new Map<string, Item>();
  private readonly unindexed: { atMs: number; id: string; item: Item | undefined }[] = [];

  constructor(tableName: string) {
    this.tableName = tableName;
  }

  /** Keeps an item in place of what was there; undefined removes it. */
  keep(id: string, item: Item | undefined): void {
    if (item) this.items.set(id, item);
    else this.items.delete(id);
    // One item's writes become visible in their order, which one queue for all keeps.
    const atMs = Math.max(this.indexedAtMs(), this.unindexed.at(-1)?.atMs ?? 0);
    this.unindexed.push({ atMs, id, item });
  }

  /** What a reading call is answered with. */
  read(command: object, input: Input): unknown {
    if (command instanceof GetCommand) {
      const item = this.items.get(idOf(input.Key));
      return item ? { Item: storable(item) } : {};
    }
    if (command instanceof BatchGetCommand) return this.batch((input.RequestItems ?? {}) as Record<string, Input>);
    if (command instanceof QueryCommand) return this.query(input);
    if (command instanceof ScanCommand) return { Items: storable([...this.items.values()]) };
    throw new Invalid(`This table does not know ${command.constructor.name}.`);
  }

  private batch(requests: Record<string, Input>): unknown {
    const ids = ((requests[this.tableName]?.Keys ?? []) as Item[]).map(idOf);
    if (new Set(ids).size < ids.length) throw new Invalid('Provided list of item keys contains duplicates');
    if (ids.length > MOST_READS) throw new Invalid('Too many items requested for the BatchGetItem call');
    const found = ids.flatMap((id) => this.items.get(id) ?? []);
    return { Responses: { [this.tableName]: storable(found) }, UnprocessedKeys: {} };
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
    const all = [...(index ? this.shownByIndexes() : this.items).values()]
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
}

/** An item's key in one text; refused when it is none. */
export function idOf(key: unknown): string {
  const { pk, sk } = (key ?? {}) as { pk?: unknown; sk?: unknown };
  if (typeof pk !== 'string' || typeof sk !== 'string' || pk === '' || sk === '')
    throw new Invalid('One or more parameter values were invalid: a key is two texts that are not empty.');
  return `${pk}|${sk}`;
}

/** What the aliases of a call's expressions stand for. */
export function aliasesOf(input: Input): Aliases {
  const values = (input.ExpressionAttributeValues ?? {}) as Record<string, unknown>;
  return {
    names: (input.ExpressionAttributeNames ?? {}) as Record<string, string>,
    values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, storable(value) as Value])),
  };
}

/** An item as it is stored; refused when a key of an index is none. */
export function kept(value: unknown): Item {
  const item = storable(value) as Item;
  for (const name of INDEX_KEYS)
    if (item[name] !== undefined && (typeof item[name] !== 'string' || item[name] === ''))
      throw new Invalid(`The key ${name} of an index is a text that is not empty.`);
  return item;
}
