import type { ResolvedResource } from '#local/kernel.ts';

/** One attribute value as DynamoDB writes it, e.g. {"S": "x"}. */
export type AttributeValue = Record<string, unknown>;
export type Item = Record<string, AttributeValue>;

/** The part of a table's template the local target goes by. */
export interface TableDefinition {
  name: string;
  arn: string;
  streamArn: string | undefined;
  /** Names of hash and range attribute. */
  keys: string[];
  /** Key attribute names (hash first) by index name. */
  indexKeys: Map<string, string[]>;
  ttlAttribute: string | undefined;
  /** Input of CreateTable. */
  createInput: Record<string, unknown>;
}

interface KeySchemaElement {
  AttributeName: string;
  KeyType: 'HASH' | 'RANGE';
}

interface SecondaryIndex {
  IndexName: string;
  KeySchema: KeySchemaElement[];
  Projection: unknown;
}

/** Reads AWS::DynamoDB::Table and AWS::DynamoDB::GlobalTable alike. */
export function readTable(resource: ResolvedResource): TableDefinition {
  const { properties, ref } = resource;
  const globals = readIndexes(properties.GlobalSecondaryIndexes);
  const locals = readIndexes(properties.LocalSecondaryIndexes);
  const ttl = properties.TimeToLiveSpecification;
  return {
    name: ref,
    arn: resource.attributes.Arn ?? '',
    streamArn: properties.StreamSpecification ? resource.attributes.StreamArn : undefined,
    keys: keyNames(properties.KeySchema),
    indexKeys: new Map([...globals, ...locals].map((index) => [index.IndexName, keyNames(index.KeySchema)])),
    ttlAttribute: ttl && ttl.Enabled !== false ? ttl.AttributeName : undefined,
    createInput: {
      TableName: ref,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: properties.KeySchema,
      AttributeDefinitions: properties.AttributeDefinitions,
      ...(globals.length > 0 ? { GlobalSecondaryIndexes: globals } : {}),
      ...(locals.length > 0 ? { LocalSecondaryIndexes: locals } : {}),
      // The lag of indexes is worked out from the stream, so every table has one in the engine.
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    },
  };
}

/** A text that is the same for the same primary key. */
export function itemKey(table: TableDefinition, item: Item): string {
  return JSON.stringify(table.keys.map((name) => item[name]));
}

/** The primary key alone. */
export function keyOf(table: TableDefinition, item: Item): Item {
  return pick(item, table.keys);
}

/** The named attributes that the item has. */
export function pick(item: Item, names: string[]): Item {
  return Object.fromEntries(names.flatMap((name) => (item[name] ? [[name, item[name]]] : [])));
}

function readIndexes(value: unknown): SecondaryIndex[] {
  return ((value ?? []) as SecondaryIndex[]).map(({ IndexName, KeySchema, Projection }) => ({
    IndexName,
    KeySchema,
    Projection,
  }));
}

function keyNames(schema: KeySchemaElement[]): string[] {
  const hash = schema.filter(({ KeyType }) => KeyType === 'HASH');
  const range = schema.filter(({ KeyType }) => KeyType === 'RANGE');
  return [...hash, ...range].map(({ AttributeName }) => AttributeName);
}
