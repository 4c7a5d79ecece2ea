import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openTable, type TableAccess } from '#data/client.ts';
import { type Engine, startEngine } from '#local/engine.ts';

/** The indexes of the product's table; each projects everything. */
export const TABLE_INDEXES = ['gsi1', 'gsi2', 'gsi3', 'gsi4'] as const;

/** A fresh table of the product's shape in an embedded engine of its own. */
export async function openFreshTable(tableName: string): Promise<{ engine: Engine; access: TableAccess }> {
  const engine = await startEngine();
  const client = new DynamoDBClient({
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk', ...TABLE_INDEXES.flatMap((name) => [`${name}pk`, `${name}sk`])].map(
        (name) => ({ AttributeName: name, AttributeType: 'S' as const }),
      ),
      KeySchema: keySchema('pk', 'sk'),
      GlobalSecondaryIndexes: TABLE_INDEXES.map((name) => ({
        IndexName: name,
        KeySchema: keySchema(`${name}pk`, `${name}sk`),
        Projection: { ProjectionType: 'ALL' as const },
      })),
    }),
  );
  return { engine, access: openTable(tableName, client) };
}

function keySchema(hash: string, range: string) {
  return [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ];
}
