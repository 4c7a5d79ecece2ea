import { type Access, type AwsCall, AwsError } from '#local/kernel.ts';
import type { Item, TableDefinition } from './table-definition.ts';

// biome-ignore lint/suspicious/noExplicitAny: DynamoDB's own JSON
export type Input = Record<string, any>;

const transactActions: Record<string, string> = {
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  ConditionCheck: 'dynamodb:ConditionCheckItem',
};

const itemOperations = new Set(['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem']);

/** The operations that functions may use; whatever shapes tables belongs in the template. */
export const servedOperations = new Set([
  ...itemOperations,
  'Query',
  'Scan',
  'BatchGetItem',
  'BatchWriteItem',
  'TransactGetItems',
  'TransactWriteItems',
  'DescribeTable',
]);

/** The request body of a DynamoDB call; SerializationException when it is no JSON object. */
export function inputOf(call: Pick<AwsCall, 'body'>): Input {
  try {
    return JSON.parse(call.body.toString('utf8'));
  } catch {
    throw new AwsError('SerializationException', 'The request body is not JSON.');
  }
}

/** The table a name or ARN means; ResourceNotFoundException when the template has none. */
export function tableNamed(tables: Map<string, TableDefinition>, nameOrArn: unknown): TableDefinition {
  const name =
    String(nameOrArn ?? '')
      .split(':table/')
      .at(-1)
      ?.split('/')[0] ?? '';
  const table = tables.get(name);
  if (!table) throw new AwsError('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`);
  return table;
}

/** Every (action, ARN) a DynamoDB call needs, with the partition keys it touches for conditions on dynamodb:LeadingKeys. */
export function accessOf(tables: Map<string, TableDefinition>, operation: string, input: Input): Access[] {
  const one = (action: string, table: TableDefinition, items: Item[], index?: string): Access => ({
    action,
    resource: index ? `${table.arn}/index/${index}` : table.arn,
    context: { 'dynamodb:LeadingKeys': leadingKeys(table, items) },
  });
  if (operation === 'TransactWriteItems' || operation === 'TransactGetItems') {
    return (input.TransactItems ?? []).map((entry: Input) => {
      const [kind = '', request] = Object.entries(entry)[0] ?? [];
      const table = tableNamed(tables, request?.TableName);
      const action =
        operation === 'TransactGetItems' ? 'dynamodb:GetItem' : (transactActions[kind] ?? `dynamodb:${kind}`);
      return one(action, table, [request.Key ?? request.Item]);
    });
  }
  if (operation === 'BatchGetItem' || operation === 'BatchWriteItem') {
    return Object.entries<Input>(input.RequestItems ?? {}).map(([name, requests]) => {
      const items =
        operation === 'BatchGetItem'
          ? requests.Keys
          : (requests as unknown as Input[]).map((request) => request.PutRequest?.Item ?? request.DeleteRequest?.Key);
      return one(`dynamodb:${operation}`, tableNamed(tables, name), items);
    });
  }
  const table = tableNamed(tables, input.TableName);
  if (itemOperations.has(operation)) return [one(`dynamodb:${operation}`, table, [input.Key ?? input.Item])];
  const index = input.IndexName;
  const access = one(`dynamodb:${operation}`, table, [], index);
  const partition =
    operation === 'Query'
      ? queriedPartition(input, index ? table.indexKeys.get(index)?.[0] : table.keys[0])
      : undefined;
  return [
    partition === undefined
      ? { action: access.action, resource: access.resource }
      : { ...access, context: { 'dynamodb:LeadingKeys': [partition] } },
  ];
}

function leadingKeys(table: TableDefinition, items: Item[]): string[] {
  return items.map((item) => String(Object.values(item?.[table.keys[0] ?? ''] ?? {})[0] ?? ''));
}

function queriedPartition(input: Input, hashName: string | undefined): string | undefined {
  for (const [, name = '', value = ''] of String(input.KeyConditionExpression ?? '').matchAll(
    /(#?\w+)\s*=\s*(:\w+)/g,
  )) {
    const attribute = name.startsWith('#') ? input.ExpressionAttributeNames?.[name] : name;
    if (attribute === hashName) return String(Object.values(input.ExpressionAttributeValues?.[value] ?? {})[0]);
  }
  return undefined;
}
