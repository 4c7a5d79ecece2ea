import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { openFreshTable, TABLE_INDEXES } from '#testing/open-table.ts';
import { watchTransactions } from '#testing/watch-transactions.ts';
import { itemBytes, writeUnitsOf } from './write-units.ts';

const text = (length: number): string => 'x'.repeat(length);
const item = (bytes: number, more: object = {}) => ({ pk: 'p', sk: 's', body: text(bytes), ...more });
const indexed = (sk = 'a') => ({ gsi1pk: 'list', gsi1sk: sk });

describe('the size of an item as the table counts it', () => {
  it.each([
    ['a text', { a: 'text' }, 1 + 4],
    ['a text beyond ASCII', { a: '’' }, 1 + 3],
    ['numbers by their digits', { a: 7, b: 1234, c: -100_000 }, 1 + 2 + 1 + 3 + 1 + 3],
    ['true, and nothing', { a: true, b: null }, 2 + 2],
    ['bytes', { a: Buffer.from('abc') }, 1 + 3],
    ['a list', { a: ['x', 'y'] }, 1 + 3 + 2 * 2],
    ['a map', { a: { b: 'x' } }, 1 + 3 + 1 + 2],
    ['what is not stored', { a: undefined }, 1],
  ])('%s', (_what, given, bytes) => {
    expect(itemBytes(given)).toBe(bytes);
  });
});

describe('write units in a transaction', () => {
  it.each([
    ['a new small item', undefined, item(100), { table: 2, indexes: {}, total: 2 }],
    ['a check of a larger one', item(1500), item(1500), { table: 4, indexes: {}, total: 4 }],
    ['one that shrinks counts as it was', item(1500), item(10), { table: 4, indexes: {}, total: 4 }],
    ['one that enters an index', item(10), item(10, indexed()), { table: 2, indexes: { gsi1: 1 }, total: 3 }],
    ['one that leaves it', item(1500, indexed()), item(10), { table: 4, indexes: { gsi1: 2 }, total: 6 }],
    ['one that changes in it', item(10, indexed()), item(11, indexed()), { table: 2, indexes: { gsi1: 1 }, total: 3 }],
    ['one that moves in it', item(9, indexed()), item(9, indexed('b')), { table: 2, indexes: { gsi1: 2 }, total: 4 }],
    ['a check of one in it', item(9, indexed()), item(9, indexed()), { table: 2, indexes: {}, total: 2 }],
  ])('%s', (_what, before, after, expected) => {
    expect(writeUnitsOf(before, after, TABLE_INDEXES)).toEqual(expected);
  });

  it('are what the engine reports for the same transactions', async () => {
    const { engine, access } = await openFreshTable('units');
    try {
      const counted: number[] = [];
      watchTransactions(access, (writes) => {
        const units = writes.map(({ before, after }) => writeUnitsOf(before, after, TABLE_INDEXES).total);
        counted.push(units.reduce((sum, one) => sum + one, 0));
      });
      const reported: unknown[] = [];
      for (const TransactItems of transactions(access.tableName)) {
        const command = new TransactWriteCommand({ TransactItems, ReturnConsumedCapacity: 'TOTAL' });
        reported.push((await access.document.send(command)).ConsumedCapacity?.[0]?.CapacityUnits);
      }
      expect(counted).toEqual(reported);
      expect(counted).toHaveLength(3);
    } finally {
      await engine.stop();
    }
  });
});

function transactions(TableName: string) {
  const Key = (pk: string) => ({ pk, sk: 's' });
  const put = (pk: string, bytes: number, more: object = {}) => ({
    Put: { TableName, Item: { ...item(bytes, more), pk } },
  });
  const update = (pk: string, UpdateExpression: string) => ({
    Update: { TableName, Key: Key(pk), UpdateExpression, ExpressionAttributeValues: { ':v': 'short' } },
  });
  const check = { ConditionCheck: { TableName, Key: Key('c'), ConditionExpression: 'attribute_exists(pk)' } };
  return [
    [put('a', 1500, indexed()), put('b', 100), put('c', 2100, { gsi3pk: 'x', gsi3sk: 'y' })],
    [update('a', 'SET body = :v'), check],
    [update('b', 'SET gsi1pk = :v, gsi1sk = :v'), put('c', 100)],
  ];
}
