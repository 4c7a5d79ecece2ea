import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll } from 'vitest';
import { openTable, setTable, type TableAccess } from '#data/client.ts';
import { type Engine, startEngine } from '#local/engine.ts';

let made = 0;

/** A fresh table of the product's shape on the embedded engine for the tests of this file; the data layer uses it. */
export function prepareTestTable(): { access: () => TableAccess; items: () => Promise<Record<string, unknown>[]> } {
  let engine: Engine | undefined;
  let access: TableAccess | undefined;
  beforeAll(async () => {
    engine = await startEngine();
    made += 1;
    const tableName = `test-${process.pid}-${made}`;
    const client = new DynamoDBClient({
      endpoint: engine.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const indexes = ['gsi1', 'gsi2', 'gsi3', 'gsi4'];
    await client.send(
      new CreateTableCommand({
        TableName: tableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: ['pk', 'sk', ...indexes.flatMap((name) => [`${name}pk`, `${name}sk`])].map((name) => ({
          AttributeName: name,
          AttributeType: 'S' as const,
        })),
        KeySchema: keySchema('pk', 'sk'),
        GlobalSecondaryIndexes: indexes.map((name) => ({
          IndexName: name,
          KeySchema: keySchema(`${name}pk`, `${name}sk`),
          Projection: { ProjectionType: 'ALL' as const },
        })),
      }),
    );
    access = openTable(tableName, client);
    setTable(access);
  });
  afterAll(async () => {
    setTable(undefined);
    await engine?.stop();
  });
  const current = (): TableAccess => {
    if (!access) throw new Error('The test table exists only while tests run.');
    return access;
  };
  return {
    access: current,
    items: async () =>
      (await current().document.send(new ScanCommand({ TableName: current().tableName, ConsistentRead: true })))
        .Items ?? [],
  };
}

function keySchema(hash: string, range: string) {
  return [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ];
}
