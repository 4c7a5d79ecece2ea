import type { Engine } from '#local/engine.ts';
import { internalsOf } from '#local/internals.ts';
import {
  AwsError,
  type Platform,
  type ResolvedResource,
  type ResourceType,
  type RunningResource,
} from '#local/kernel.ts';
import { stateTable } from '#local/store.ts';
import { startTtlSweep } from './table/sweep-ttl.ts';
import { readTable, type TableDefinition } from './table/table-definition.ts';
import { TableService } from './table/table-service.ts';
import type { TableStreams } from './table/table-streams.ts';

export type { StreamRecord, TableStreams } from './table/table-streams.ts';

const services = new WeakMap<Platform, TableService>();

/** The change streams of the platform's tables. */
export function tableStreams(platform: Platform): TableStreams {
  return serviceOf(platform).streams;
}

const identify: ResourceType['identify'] = ({ stack, logicalId, properties }, { account, region }) => {
  const name = String(properties.TableName ?? `${stack}-${logicalId}`);
  const arn = `arn:aws:dynamodb:${region}:${account}:table/${name}`;
  return { ref: name, attributes: { Arn: arn, StreamArn: `${arn}/stream/2025-01-01T00:00:00.000`, TableId: name } };
};

/** AWS::DynamoDB::Table and AWS::DynamoDB::GlobalTable (CDK's TableV2). */
export const resourceTypes: ResourceType[] = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'].map((type) => ({
  type,
  identify,
  start: startTable,
}));

async function startTable(resource: ResolvedResource, platform: Platform): Promise<RunningResource> {
  const table = readTable(resource);
  if (table.name === stateTable) throw new Error(`The table name ${stateTable} is kept for the local target itself.`);
  const { engine } = internalsOf(platform);
  const service = serviceOf(platform);
  await ensureTable(engine, table);
  await service.add(table);
  const sweep = table.ttlAttribute ? startTtlSweep(table, service, platform) : undefined;
  return {
    ...sweep,
    async reset() {
      await engine.call('DeleteTable', { TableName: table.name });
      await ensureTable(engine, table);
      await service.streams.forget(table.name);
      await service.add(table);
    },
  };
}

function serviceOf(platform: Platform): TableService {
  const known = services.get(platform);
  if (known) return known;
  const service = new TableService(platform);
  services.set(platform, service);
  platform.addService(service);
  return service;
}

/** Makes the table when the engine has none, and adds indexes that a newer template brings. */
async function ensureTable(engine: Engine, table: TableDefinition): Promise<void> {
  const existing = await engine.call('DescribeTable', { TableName: table.name }).catch((error: unknown) => {
    if (error instanceof AwsError && error.code === 'ResourceNotFoundException') return undefined;
    throw error;
  });
  if (!existing) {
    await engine.call('CreateTable', table.createInput);
    return;
  }
  const present = new Set(
    (existing.Table.GlobalSecondaryIndexes ?? []).map((index: { IndexName: string }) => index.IndexName),
  );
  const wanted = (table.createInput.GlobalSecondaryIndexes ?? []) as { IndexName: string }[];
  for (const index of wanted.filter(({ IndexName }) => !present.has(IndexName))) {
    await engine
      .call('UpdateTable', {
        TableName: table.name,
        AttributeDefinitions: table.createInput.AttributeDefinitions,
        GlobalSecondaryIndexUpdates: [{ Create: index }],
      })
      .catch((error: Error) => {
        throw new Error(
          `The kept table ${table.name} cannot take the new index ${index.IndexName} (${error.message}); start with --fresh.`,
        );
      });
  }
}
