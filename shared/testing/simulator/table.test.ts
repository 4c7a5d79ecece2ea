import { BatchGetCommand, GetCommand, QueryCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Change, type Condition, toTransactItem } from '#data/change.ts';
import type { TableAccess } from '#data/client.ts';
import { prepareTestTable } from '../table.ts';
import { MemoryTable } from './table.ts';

const engine = prepareTestTable();
let runs = 0;
/** What the calls of all runs came to. */
const met = new Set<unknown>();

/** One call as both tables get it; `at` puts the partitions of a run aside from those of the others. */
type Operation = (access: TableAccess, at: (name: string) => string) => Promise<unknown>;

const key = fc.record({ pk: fc.constantFrom('P', 'Q'), sk: fc.constantFrom('A#1', 'A#2', 'A#é', 'B', 'A') });
const ordered = fc.constantFrom(0, 1, -3, 2.5, 'a', 'ab', '\u{1f600}', '');
const scalar = fc.oneof(ordered, fc.constantFrom(true, null));
const name = fc.constantFrom('n', 't', 'version');
const path = fc.oneof(name, fc.constantFrom('m.n', 'm.x-y', 'm.t', 'gone.n'));
/** No two of them overlap, nor with what is added or unset. */
const settable = fc.constantFrom('n', 'version', 'm.n', 'm.x-y', 'gone.n');
const body = fc.record(
  {
    n: fc.integer({ min: -5, max: 5 }),
    t: fc.constantFrom('a', 'ab', 'b', 'é', '\u{1f600}'),
    version: fc.constantFrom(1, 2),
    m: fc.record({ n: fc.integer({ min: 0, max: 3 }), 'x-y': scalar }, { requiredKeys: [] }),
    list: fc.array(scalar, { maxLength: 3 }),
    packed: fc.uint8Array({ minLength: 1, maxLength: 3 }),
    unset: fc.constant(undefined),
    gsi1pk: fc.constantFrom('I', 'J'),
    gsi1sk: fc.constantFrom('1', '2', 'é', '\u{1f600}'),
  },
  { requiredKeys: [] },
);
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ path: fc.oneof(path, fc.constant('pk')), is: fc.constantFrom('absent' as const, 'present' as const) }),
  fc.record({ path, is: fc.constantFrom('=' as const, '<>' as const), value: scalar }),
  fc.record({ path, is: fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const), value: ordered }),
  fc.record({ path, is: fc.constant('in' as const), values: fc.array(scalar, { minLength: 1, maxLength: 3 }) }),
);
const when = fc.array(condition, { maxLength: 2 });
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), key, item: body, when }),
  fc.record({ kind: fc.constantFrom('delete' as const, 'check' as const), key, when }),
  fc.record(
    {
      kind: fc.constant('update' as const),
      key,
      when,
      set: fc.dictionary(settable, scalar, { minKeys: 1, maxKeys: 2 }),
      add: fc.dictionary(fc.constantFrom('count', 't'), fc.integer({ min: -2, max: 2 }), { maxKeys: 1 }),
      unset: fc.uniqueArray(fc.constantFrom('list', 'gsi1sk'), { maxLength: 2 }),
    },
    { requiredKeys: ['kind', 'key', 'when', 'set'] },
  ),
);

function at<T extends { pk: string }>(place: (name: string) => string, item: T): T {
  return { ...item, pk: place(item.pk) };
}

const transaction = fc.array(change, { minLength: 1, maxLength: 4 }).map(
  (changes): Operation =>
    ({ document, tableName }, place) => {
      const items = changes.map((one) => {
        const moved = at(place, one.key);
        const { gsi1pk, ...rest } = (one.item ?? {}) as { gsi1pk?: string };
        const item = { ...rest, ...(gsi1pk ? { gsi1pk: place(gsi1pk) } : {}), ...moved };
        const checked =
          one.kind === 'check' && one.when.length === 0 ? [{ path: 'pk', is: 'present' as const }] : one.when;
        return toTransactItem({ ...one, key: moved, when: checked, ...(one.item ? { item } : {}) }, tableName);
      });
      return document.send(new TransactWriteCommand({ TransactItems: items as never }));
    },
);

const updateAlone = fc
  .record({ key, by: fc.integer({ min: 0, max: 3 }), guarded: fc.boolean(), inMap: fc.boolean() })
  .map(
    (given): Operation =>
      ({ document, tableName }, place) =>
        document.send(
          new UpdateCommand({
            TableName: tableName,
            Key: at(place, given.key),
            UpdateExpression: `ADD #count :by SET t = :text${given.inMap ? ', m.n = m.n + :by' : ''} REMOVE gsi1pk, #list`,
            ...(given.guarded
              ? { ConditionExpression: 'attribute_not_exists(n) OR (n <= :by AND begins_with(t, :text))' }
              : {}),
            ExpressionAttributeNames: { '#count': 'count', '#list': 'list' },
            ExpressionAttributeValues: { ':by': given.by, ':text': 'a' },
            ReturnValues: 'ALL_NEW',
          }),
        ),
  );

const read = fc.uniqueArray(key, { minLength: 1, maxLength: 3, selector: ({ pk, sk }) => pk + sk }).map(
  (keys): Operation =>
    async ({ document, tableName }, place) => {
      const moved = keys.map((one) => at(place, one));
      if (moved.length === 1)
        return (await document.send(new GetCommand({ TableName: tableName, Key: moved[0], ConsistentRead: true })))
          .Item;
      const { Responses } = await document.send(
        new BatchGetCommand({ RequestItems: { [tableName]: { Keys: moved, ConsistentRead: true } } }),
      );
      return sorted(Responses?.[tableName] ?? []);
    },
);

const range = fc.constantFrom(
  { text: '', values: {} },
  { text: ' AND begins_with(#sk, :from)', values: { ':from': 'A#' } },
  { text: ' AND #sk >= :from', values: { ':from': 'A#2' } },
  { text: ' AND #sk < :from', values: { ':from': 'é' } },
  { text: ' AND #sk BETWEEN :from AND :to', values: { ':from': '1', ':to': 'é' } },
);
const query = fc
  .record({
    index: fc.constantFrom(undefined, 'gsi1'),
    partition: fc.constantFrom('P', 'Q', 'I', 'J'),
    range,
    limit: fc.constantFrom(undefined, 1, 2),
    newestFirst: fc.boolean(),
    filter: fc.constantFrom(undefined, 'attribute_exists(n)', '#t = :text', 'n > :zero AND #t <> :text'),
  })
  .map(
    (given): Operation =>
      async ({ document, tableName }, place) => {
        const prefix = given.index ?? '';
        const items: unknown[] = [];
        let start: Record<string, unknown> | undefined;
        const { filter = '' } = given;
        const values = { ':pk': place(given.partition), ...given.range.values };
        if (filter.includes(':text')) Object.assign(values, { ':text': 'a' });
        if (filter.includes(':zero')) Object.assign(values, { ':zero': 0 });
        const names = { '#pk': `${prefix}pk`, ...(given.range.text ? { '#sk': `${prefix}sk` } : {}) };
        do {
          const page = await document.send(
            new QueryCommand({
              TableName: tableName,
              ...(given.index ? { IndexName: given.index } : { ConsistentRead: true }),
              KeyConditionExpression: `#pk = :pk${given.range.text}`,
              ...(filter ? { FilterExpression: filter } : {}),
              ExpressionAttributeNames: filter.includes('#t') ? { ...names, '#t': 't' } : names,
              ExpressionAttributeValues: values,
              ScanIndexForward: !given.newestFirst,
              ...(given.limit ? { Limit: given.limit } : {}),
              ...(start ? { ExclusiveStartKey: start } : {}),
            }),
          );
          items.push(...(page.Items ?? []));
          start = page.LastEvaluatedKey;
        } while (start);
        return items;
      },
  );

/** What came of a call: its answer, or by what name it was refused. */
async function outcomeOf(call: Promise<unknown>): Promise<unknown> {
  try {
    const answer = withoutMetadata(await call);
    met.add('answered');
    return answer;
  } catch (error) {
    const { name: code, CancellationReasons: reasons } = error as Error & { CancellationReasons?: { Code?: string }[] };
    for (const word of reasons?.map(({ Code }) => Code) ?? [code]) met.add(word);
    return reasons ? { code, reasons: reasons.map(({ Code = 'None' }) => Code) } : { code };
  }
}

function withoutMetadata(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return answer;
  const { $metadata, ...rest } = answer as Record<string, unknown>;
  return rest;
}

function sorted(items: readonly Record<string, unknown>[]): unknown[] {
  return [...items].sort((one, other) => (`${one.pk}|${one.sk}` < `${other.pk}|${other.sk}` ? -1 : 1));
}

describe('the table in memory', () => {
  it('answers and refuses any order of calls as the engine does', async () => {
    const operation = fc.oneof({ arbitrary: transaction, weight: 4 }, updateAlone, read, query);
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 40, size: 'max' }), async (operations) => {
        runs += 1;
        const place = (partition: string) => `${partition}${runs}`;
        const memory = new MemoryTable();
        for (const call of operations) {
          const inMemory = await outcomeOf(call(memory.access(), place));
          expect(inMemory).toEqual(await outcomeOf(call(engine.access(), place)));
        }
        const own = (await engine.items()).filter(({ pk }) => String(pk) === place('P') || String(pk) === place('Q'));
        expect(sorted(memory.items())).toEqual(sorted(own));
      }),
      { numRuns: 25, seed: 20_261_120 },
    );
    expect([...met]).toEqual(expect.arrayContaining(['answered', 'ConditionalCheckFailed', 'ValidationError']));
  });

  const write = (memory: MemoryTable, sk: string) =>
    memory.begin(
      new TransactWriteCommand({
        TransactItems: [{ Put: { TableName: memory.name, Item: { pk: 'P', sk, gsi1pk: 'I', gsi1sk: sk } } }],
      }),
    );
  const listed = async (memory: MemoryTable) => {
    const { Items } = await memory.access().document.send(
      new QueryCommand({
        TableName: memory.name,
        IndexName: 'gsi1',
        KeyConditionExpression: 'gsi1pk = :pk',
        ExpressionAttributeValues: { ':pk': 'I' },
      }),
    );
    return Items?.map(({ sk }) => sk);
  };

  it('cancels a transaction that meets another one under way, and a single write too', () => {
    const memory = new MemoryTable();
    const first = write(memory, 'a');
    expect(() => write(memory, 'a')).toThrowError(
      expect.objectContaining({ CancellationReasons: [{ Code: 'TransactionConflict' }] }),
    );
    const alone = new UpdateCommand({
      TableName: memory.name,
      Key: { pk: 'P', sk: 'a' },
      UpdateExpression: 'REMOVE t',
    });
    expect(() => memory.begin(alone)).toThrowError(expect.objectContaining({ name: 'TransactionConflictException' }));
    write(memory, 'b').finish();
    first.finish();
    expect(memory.items().map(({ sk }) => sk)).toEqual(['b', 'a']);
    write(memory, 'a').abort();
    write(memory, 'a').finish();
  });

  it('shows a write in its indexes only after their lag, and in its order', async () => {
    const memory = new MemoryTable();
    let nowMs = 0;
    memory.stored.nowMs = () => nowMs;
    memory.stored.indexedAtMs = () => nowMs + 5000;
    write(memory, 'a').finish();
    memory.stored.indexedAtMs = () => nowMs + 1000;
    write(memory, 'b').finish();
    nowMs = 4999;
    expect(await listed(memory)).toEqual([]);
    nowMs = 5000;
    expect(await listed(memory)).toEqual(['a', 'b']);
  });
});
