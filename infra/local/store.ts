import type { Engine } from './engine.ts';
import { AwsError, type StateStore } from './kernel.ts';

/** The table of the local services' own state; no template's table may have this name. */
export const stateTable = 'accord-local-state';

const maxBytes = 390_000;

/** Opens the state of the local services in the engine, making its table when missing. */
export async function openStore(engine: Engine): Promise<StateStore> {
  await createTable(engine);
  const store: StateStore = {
    async get(collection, id) {
      const answer = await engine.call('GetItem', {
        TableName: stateTable,
        Key: keyOf(collection, id),
        ConsistentRead: true,
      });
      return answer.Item ? JSON.parse(answer.Item.doc.S) : undefined;
    },
    async put(collection, id, value) {
      await engine.call('PutItem', { TableName: stateTable, Item: itemOf(collection, id, value) });
    },
    async write(writes) {
      if (writes.length === 0) return;
      if (writes.length > 100)
        throw new Error(`One write of the state store takes at most 100 documents, not ${writes.length}.`);
      await engine.call('TransactWriteItems', {
        TransactItems: writes.map(({ collection, id, value }) =>
          value === undefined
            ? { Delete: { TableName: stateTable, Key: keyOf(collection, id) } }
            : { Put: { TableName: stateTable, Item: itemOf(collection, id, value) } },
        ),
      });
    },
    async delete(collection, id) {
      await engine.call('DeleteItem', { TableName: stateTable, Key: keyOf(collection, id) });
    },
    async list(collection, prefix = '') {
      const items = await queryAll(engine, collection, prefix, ['sk', 'doc']);
      return items.map((item) => ({ id: item.sk?.S ?? '', value: JSON.parse(item.doc?.S ?? 'null') }));
    },
    async clear(collection) {
      const items = await queryAll(engine, collection, '', ['sk']);
      for (let at = 0; at < items.length; at += 25) {
        const requests = items
          .slice(at, at + 25)
          .map((item) => ({ DeleteRequest: { Key: keyOf(collection, item.sk?.S ?? '') } }));
        await engine.call('BatchWriteItem', { RequestItems: { [stateTable]: requests } });
      }
    },
  };
  return store;
}

type Item = Record<string, { S: string }>;

async function queryAll(engine: Engine, collection: string, prefix: string, attributes: string[]): Promise<Item[]> {
  const items: Item[] = [];
  let startKey: Item | undefined;
  do {
    const answer = await engine.call('Query', {
      TableName: stateTable,
      ConsistentRead: true,
      KeyConditionExpression: prefix ? 'pk = :c AND begins_with(sk, :p)' : 'pk = :c',
      ExpressionAttributeValues: { ':c': { S: collection }, ...(prefix ? { ':p': { S: prefix } } : {}) },
      ProjectionExpression: attributes.join(', '),
      ...(startKey ? { ExclusiveStartKey: startKey } : {}),
    });
    items.push(...answer.Items);
    startKey = answer.LastEvaluatedKey;
  } while (startKey);
  return items;
}

function keyOf(collection: string, id: string): Item {
  return { pk: { S: collection }, sk: { S: id } };
}

function itemOf(collection: string, id: string, value: unknown): Item {
  const doc = JSON.stringify(value);
  if (doc === undefined) throw new Error(`${collection}/${id} has no JSON form and cannot be kept.`);
  if (Buffer.byteLength(doc) > maxBytes)
    throw new Error(`${collection}/${id} is larger than ${maxBytes} bytes and cannot be kept.`);
  return { ...keyOf(collection, id), doc: { S: doc } };
}

async function createTable(engine: Engine): Promise<void> {
  try {
    await engine.call('CreateTable', {
      TableName: stateTable,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk'].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    });
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ResourceInUseException') throw error;
  }
}
