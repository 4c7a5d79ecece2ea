import { BatchGetCommand, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { table } from './client.ts';
import type { Entity, Ref } from './entity.ts';
import type { Key } from './keys.ts';

/** One item by key, strongly consistent; undefined when there is none. */
export async function findOne<T extends object>(wanted: Ref<T>): Promise<T | undefined> {
  const { document, tableName } = table();
  const { Item } = await document.send(new GetCommand({ TableName: tableName, Key: wanted.key, ConsistentRead: true }));
  return Item ? wanted.entity.parse(Item) : undefined;
}

/** Raw items by key in one strongly consistent call, keyed by `pk|sk`; at most 100 keys. */
export async function readKeys(wanted: readonly Key[]): Promise<Map<string, Record<string, unknown>>> {
  const found = new Map<string, Record<string, unknown>>();
  if (wanted.length === 0) return found;
  const { document, tableName } = table();
  if (wanted.length === 1) {
    const { Item } = await document.send(
      new GetCommand({ TableName: tableName, Key: wanted[0], ConsistentRead: true }),
    );
    if (Item) found.set(keyText(Item as unknown as Key), Item);
    return found;
  }
  let pending: Record<string, unknown>[] = [
    ...new Map(wanted.map(({ pk, sk }) => [`${pk}|${sk}`, { pk, sk }])).values(),
  ];
  for (let round = 0; pending.length > 0; round++) {
    if (round === 5) throw new Error('The table keeps leaving keys of a batch unread; try again.');
    const answer = await document.send(
      new BatchGetCommand({ RequestItems: { [tableName]: { Keys: pending, ConsistentRead: true } } }),
    );
    for (const item of answer.Responses?.[tableName] ?? []) found.set(keyText(item as unknown as Key), item);
    pending = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
  }
  return found;
}

export function keyText({ pk, sk }: Key): string {
  return `${pk}|${sk}`;
}

export interface Page<T> {
  items: T[];
  /** Where the next page starts; undefined on the last page. */
  next: Record<string, unknown> | undefined;
}

export interface ListQuery<T extends object> {
  entity: Entity<T>;
  partition: string;
  /** Only sort keys with this prefix. */
  prefix?: string;
  /** Only sort keys from this one on; not together with a prefix. */
  from?: string;
  /** Together with `from`: only sort keys up to this one. */
  until?: string;
  index?: 'gsi1' | 'gsi2' | 'gsi3' | 'gsi4';
  limit: number;
  newestFirst?: boolean;
  after?: Record<string, unknown> | undefined;
  /** Keep only items whose attributes have these values (evaluated by the table). */
  where?: Record<string, string | number | undefined>;
  /** Keep only items of which a list has this value (evaluated by the table). */
  having?: { list: string; value: string };
}

/** One page of a partition of the table or of an index; on the table itself the read is strongly consistent. */
export async function listPage<T extends object>(query: ListQuery<T>): Promise<Page<T>> {
  const { document, tableName } = table();
  const pk = query.index ? `${query.index}pk` : 'pk';
  const sk = query.index ? `${query.index}sk` : 'sk';
  const names: Record<string, string> = { '#pk': pk, '#et': '_et' };
  const values: Record<string, unknown> = { ':pk': query.partition, ':et': query.entity.name };
  let condition = '#pk = :pk';
  if (query.prefix !== undefined) {
    names['#sk'] = sk;
    values[':sk'] = query.prefix;
    condition += ' AND begins_with(#sk, :sk)';
  } else if (query.from !== undefined) {
    names['#sk'] = sk;
    values[':sk'] = query.from;
    condition += query.until === undefined ? ' AND #sk >= :sk' : ' AND #sk BETWEEN :sk AND :until';
    if (query.until !== undefined) values[':until'] = query.until;
  }
  const filters = ['#et = :et'];
  for (const [index, [name, value]] of Object.entries(query.where ?? {}).entries()) {
    if (value === undefined) continue;
    names[`#w${index}`] = name;
    values[`:w${index}`] = value;
    filters.push(`#w${index} = :w${index}`);
  }
  if (query.having) {
    names['#list'] = query.having.list;
    values[':had'] = query.having.value;
    filters.push('contains(#list, :had)');
  }
  const items: T[] = [];
  let start = query.after;
  for (let round = 0; round < 20; round++) {
    const answer = await document.send(
      new QueryCommand({
        TableName: tableName,
        ...(query.index ? { IndexName: query.index } : { ConsistentRead: true }),
        KeyConditionExpression: condition,
        FilterExpression: filters.join(' AND '),
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
        ScanIndexForward: !query.newestFirst,
        Limit: query.limit - items.length,
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    );
    items.push(...(answer.Items ?? []).map((item) => query.entity.parse(item)));
    start = answer.LastEvaluatedKey;
    if (!start || items.length >= query.limit) break;
  }
  return { items, next: start };
}

const PER_READ = 1000;

/** Every item of a partition of the table or of an index, or the first ones from `atMost` on; on the table itself each page is strongly consistent. */
export async function listAll<T extends object>(
  query: Omit<ListQuery<T>, 'limit' | 'after'>,
  atMost = Number.POSITIVE_INFINITY,
): Promise<T[]> {
  const all: T[] = [];
  let after: Record<string, unknown> | undefined;
  do {
    const page = await listPage({ ...query, limit: PER_READ, after });
    all.push(...page.items);
    after = page.next;
  } while (after && all.length < atMost);
  return all;
}

/** Every item of an index that lies in so many partitions, read at once, each in its own order. */
export async function listShards<T extends object>(
  shards: number,
  partitionOf: (shard: number) => string,
  query: Omit<ListQuery<T>, 'limit' | 'after' | 'partition'>,
): Promise<T[]> {
  const lists = Array.from({ length: shards }, (_, shard) => listAll({ ...query, partition: partitionOf(shard) }));
  return (await Promise.all(lists)).flat();
}

/** The first `limit` items of a partition (with sort keys of that prefix, from that one on, or up to that one) as they are stored, strongly consistent. */
export async function listRaw(
  partition: string,
  limit: number,
  range?: { prefix: string } | { from: string } | { upTo: string },
): Promise<Record<string, unknown>[]> {
  const [within, bound] = rangeCondition(range);
  const { document, tableName } = table();
  const answer = await document.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: within ? `pk = :pk AND ${within}` : 'pk = :pk',
      ExpressionAttributeValues: { ':pk': partition, ...(bound === undefined ? {} : { ':sk': bound }) },
      ConsistentRead: true,
      Limit: limit,
    }),
  );
  return answer.Items ?? [];
}

function rangeCondition(
  range: { prefix: string } | { from: string } | { upTo: string } | undefined,
): [string, string] | [undefined, undefined] {
  if (!range) return [undefined, undefined];
  if ('prefix' in range) return ['begins_with(sk, :sk)', range.prefix];
  return 'from' in range ? ['sk >= :sk', range.from] : ['sk <= :sk', range.upTo];
}

/** What each reference names, in one strongly consistent call; undefined where there is nothing. */
export async function findTogether<const R extends Record<string, Ref<object>>>(
  reads: R,
): Promise<{ [K in keyof R]: R[K] extends Ref<infer T> ? T | undefined : never }> {
  const found = await readKeys(Object.values(reads).map(({ key }) => key));
  const entries = Object.entries(reads).map(([name, { entity, key }]) => {
    const item = found.get(keyText(key));
    return [name, item && entity.parse(item)];
  });
  return Object.fromEntries(entries) as never;
}

/** What each reference of each list names, in one strongly consistent call and in the order asked; at most 100 in all. */
export async function findAll<const L extends readonly (readonly Ref<object>[])[]>(
  ...lists: L
): Promise<{ [I in keyof L]: (L[I][number] extends Ref<infer T> ? T | undefined : never)[] }> {
  const found = await readKeys(lists.flatMap((list) => list.map(({ key }) => key)));
  return lists.map((list) =>
    list.map(({ entity, key }) => {
      const item = found.get(keyText(key));
      return item && entity.parse(item);
    }),
  ) as never;
}
