import {
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueAccessKey } from '#local/access-keys.ts';
import {
  functionResources,
  type TestApplication,
  tableResource,
  writeTestApplication,
} from '#local/test-application.ts';
import { startForTests, type TestPlatform } from '#local/testing.ts';
import { EngineStreams } from './table/table-streams.ts';
import { TransactionLocks } from './table/transaction-locks.ts';
import { type StreamRecord, tableStreams } from './table.ts';

const startMs = Date.UTC(2030, 0, 1);
const hourMs = 3_600_000;
const tableArn = 'arn:aws:dynamodb:us-east-1:000000000000:table/main';
const TableName = 'main';

let app: TestApplication;
let running: TestPlatform;
let db: DynamoDBClient;

function connect(to: TestPlatform, functionName = 'platform'): DynamoDBClient {
  const roleArn = functionName === 'platform' ? '' : `arn:aws:iam::000000000000:role/core-${functionName}Role`;
  const credentials = issueAccessKey(to.platform.dataDir, { functionName, roleArn });
  return new DynamoDBClient({ endpoint: to.platform.awsEndpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
}

const put = (pk: string, sk: string, more: Record<string, string> = {}): Promise<unknown> => {
  const texts = Object.fromEntries(
    Object.entries(more).map(([name, value]) => [name, name === 'ttl' ? { N: value } : { S: value }]),
  );
  return db.send(new PutItemCommand({ TableName, Item: { pk: { S: pk }, sk: { S: sk }, ...texts } }));
};
const indexed = async (gsi1pk: string): Promise<(string | undefined)[]> => {
  const input = {
    TableName,
    IndexName: 'gsi1',
    KeyConditionExpression: 'gsi1pk = :p',
    ExpressionAttributeValues: { ':p': { S: gsi1pk } },
  };
  return ((await db.send(new QueryCommand(input))).Items ?? []).map((item) => item.text?.S);
};
const streamed = async (): Promise<StreamRecord[]> =>
  (await tableStreams(running.platform).read(tableArn, undefined, 1000)).records;

beforeAll(async () => {
  const get = {
    Effect: 'Allow',
    Action: ['dynamodb:GetItem', 'dynamodb:PutItem'],
    Resource: { 'Fn::GetAtt': ['Main', 'Arn'] },
  };
  const resources = { Main: tableResource(), ...functionResources('Reader', 'x.handler', [get]) };
  app = writeTestApplication({ core: { Resources: resources } }, { 'x.mjs': 'export const handler = () => 1;' });
  running = await startForTests({ cdkOut: app.cdkOut, clock: { manualAtMs: startMs } });
  db = connect(running);
});
afterAll(async () => {
  await running?.stop();
  app?.remove();
});

describe('an index', () => {
  it('answers with what was there before, until its lag of at most two virtual seconds is over', async () => {
    await put('lag', '1', { gsi1pk: 'L', gsi1sk: '1', text: 'old' });
    expect(await indexed('L')).toEqual([]);
    await running.clock.advanceTo(running.clock.now() + 2000);
    expect(await indexed('L')).toEqual(['old']);
    await put('lag', '1', { gsi1pk: 'L', gsi1sk: '2', text: 'new' });
    expect(await indexed('L')).toEqual(['old']);
    await running.clock.advanceTo(running.clock.now() + 2000);
    expect(await indexed('L')).toEqual(['new']);
  });
});

describe('transactions', () => {
  it('that overlap with one in flight are cancelled, item by item', async () => {
    const locks = new TransactionLocks();
    let finish = (): void => undefined;
    const first = locks.transact(
      ['a', 'b'],
      () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
    );
    await expect(locks.transact(['c', 'b'], async () => undefined)).rejects.toMatchObject({
      code: 'TransactionCanceledException',
      extra: { CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }] },
    });
    await expect(locks.write('a', async () => undefined)).rejects.toMatchObject({
      code: 'TransactionConflictException',
    });
    await expect(locks.write('c', async () => 'written')).resolves.toBe('written');
    finish();
    await first;
    await expect(locks.transact(['b'], async () => 'done')).resolves.toBe('done');
  });

  it('at the same moment on one item are not all let through, and a cancelled one leaves nothing', async () => {
    await put('hot', '1', { text: 'x' });
    const add = {
      TableName,
      Key: { pk: { S: 'hot' }, sk: { S: '1' } },
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    };
    const results = await Promise.allSettled(
      Array.from({ length: 40 }, () => db.send(new TransactWriteItemsCommand({ TransactItems: [{ Update: add }] }))),
    );
    const refused = results.filter((result) => result.status === 'rejected');
    for (const { reason } of refused)
      expect(reason).toMatchObject({
        name: 'TransactionCanceledException',
        CancellationReasons: [{ Code: 'TransactionConflict' }],
      });
    const read = await db.send(new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName, Key: add.Key } }] }));
    expect(refused.length).toBeGreaterThan(0);
    expect(Number(read.Responses?.[0]?.Item?.n?.N)).toBe(40 - refused.length);
  });

  it('give the reasons of failed conditions in the form the SDK reads', async () => {
    const update = {
      TableName,
      Key: { pk: { S: 'none' }, sk: { S: '1' } },
      UpdateExpression: 'SET a = :a',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':a': { S: '1' } },
    };
    await expect(db.send(new TransactWriteItemsCommand({ TransactItems: [{ Update: update }] }))).rejects.toMatchObject(
      {
        name: 'TransactionCanceledException',
        CancellationReasons: [{ Code: 'ConditionalCheckFailed' }],
      },
    );
    await expect(db.send(new UpdateItemCommand(update))).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
    });
  });
});

describe('permissions', () => {
  it.each<[string, () => Promise<unknown>, string]>([
    [
      'an item of a transaction',
      () =>
        reader().send(
          new TransactWriteItemsCommand({
            TransactItems: [{ Put: { TableName, Item: key() } }, { Delete: { TableName, Key: key() } }],
          }),
        ),
      `dynamodb:DeleteItem on resource: ${tableArn} `,
    ],
    [
      'a condition check',
      () =>
        reader().send(
          new TransactWriteItemsCommand({
            TransactItems: [{ ConditionCheck: { TableName, Key: key(), ConditionExpression: 'attribute_exists(pk)' } }],
          }),
        ),
      `dynamodb:ConditionCheckItem on resource: ${tableArn} `,
    ],
    [
      'an index',
      () =>
        reader().send(
          new QueryCommand({
            TableName,
            IndexName: 'gsi1',
            KeyConditionExpression: 'gsi1pk = :p',
            ExpressionAttributeValues: { ':p': { S: '1' } },
          }),
        ),
      `dynamodb:Query on resource: ${tableArn}/index/gsi1 `,
    ],
  ])('are asked for %s', async (_what, send, wanted) => {
    await expect(send()).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(wanted),
    });
  });

  it('do not reach the state of the platform, nor a table the template does not have', async () => {
    const state = new PutItemCommand({ TableName: 'accord-local-state', Item: key() });
    await expect(reader().send(state)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  const key = (): Record<string, { S: string }> => ({ pk: { S: 'p' }, sk: { S: '1' } });
  const reader = (): DynamoDBClient => connect(running, 'Reader');
});

describe('the stream', () => {
  it('tells a reader from any position the same, whether it was read before or not', async () => {
    const streams = tableStreams(running.platform);
    const from = await streams.latest(tableArn);
    for (let count = 1; count <= 5; count++) await put('tail', String(count), { word: `w${count}` });
    const sequences = ({ records }: { records: StreamRecord[] }) =>
      records.map(({ dynamodb }) => dynamodb.SequenceNumber);
    const remembered = sequences(await streams.read(tableArn, from));
    expect(remembered).toHaveLength(5);
    for (const [at, position] of remembered.entries()) {
      expect(sequences(await streams.read(tableArn, position))).toEqual(remembered.slice(at + 1));
      expect(sequences(await streams.read(tableArn, position, 2))).toEqual(remembered.slice(at + 1, at + 3));
    }
    const afresh = new EngineStreams(
      running.platform,
      new Map([[TableName, { name: TableName, arn: tableArn } as never]]),
    );
    expect(sequences(await afresh.read(tableArn, from))).toEqual(remembered);
    expect(sequences(await afresh.read(tableArn, remembered[2]))).toEqual(remembered.slice(3));
  });

  it('has every change in order, and its readers hear of it', async () => {
    const streams = tableStreams(running.platform);
    const from = await streams.latest(tableArn);
    let heard = 0;
    const stop = streams.onWrite(tableArn, () => void heard++);
    await put('s', '1', { text: 'a' });
    await put('s', '1', { text: 'b' });
    stop();
    const { records, lastSequenceNumber } = await streams.read(`${tableArn}/stream/2025-01-01T00:00:00.000`, from);
    expect(
      records.map(({ eventName, dynamodb }) => [eventName, dynamodb.OldImage?.text, dynamodb.NewImage?.text]),
    ).toEqual([
      ['INSERT', undefined, { S: 'a' }],
      ['MODIFY', { S: 'a' }, { S: 'b' }],
    ]);
    expect(heard).toBe(2);
    expect(records[0]).toMatchObject({
      awsRegion: 'us-east-1',
      eventSource: 'aws:dynamodb',
      eventSourceARN: `${tableArn}/stream/2025-01-01T00:00:00.000`,
    });
    expect((await streams.read(tableArn, lastSequenceNumber)).records).toEqual([]);
  });
});

describe('time to live', () => {
  it('removes expired items late, within 48 virtual hours, and says in the stream that it did', async () => {
    const now = running.clock.now();
    for (let at = 0; at < 12; at++) await put('ttl', String(at), { ttl: String(Math.floor(now / 1000) + 60) });
    await put('ttl', 'later', { ttl: String(Math.floor(now / 1000) + 100 * 3600) });
    const left = async (): Promise<string[]> => {
      const query = { TableName, KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': { S: 'ttl' } } };
      return ((await db.send(new QueryCommand(query))).Items ?? []).map((item) => item.sk?.S ?? '');
    };
    await running.clock.advanceTo(now + 13 * hourMs);
    const afterOneSweep = (await left()).length;
    expect(afterOneSweep).toBeGreaterThan(1);
    expect(afterOneSweep).toBeLessThan(13);
    await running.clock.advanceTo(now + 49 * hourMs);
    expect(await left()).toEqual(['later']);
    const removals = (await streamed()).filter(
      ({ eventName, dynamodb }) => eventName === 'REMOVE' && dynamodb.Keys.pk?.S === 'ttl',
    );
    expect(removals).toHaveLength(12);
    for (const { userIdentity } of removals)
      expect(userIdentity).toEqual({ type: 'Service', principalId: 'dynamodb.amazonaws.com' });
  });
});
