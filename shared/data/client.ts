import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export interface TableAccess {
  document: DynamoDBDocumentClient;
  tableName: string;
}

let access: TableAccess | undefined;

/** The table of this function, by its TABLE_NAME; one client per container. */
export function table(): TableAccess {
  access ??= openTable(tableNameFromEnvironment());
  return access;
}

/** A client for a table by name; `endpoint` only for tests on the embedded engine. */
export function openTable(
  tableName: string,
  client: DynamoDBClient = new DynamoDBClient({ maxAttempts: 3 }),
): TableAccess {
  return {
    tableName,
    document: DynamoDBDocumentClient.from(client, {
      marshallOptions: { removeUndefinedValues: true },
      unmarshallOptions: {},
    }),
  };
}

/** Puts another table in place, for tests. */
export function setTable(replacement: TableAccess | undefined): void {
  access = replacement;
}

let nameOf: () => string = () => {
  throw new Error('The table name is not set: shared/runtime sets it when a function loads.');
};

/** Tells the data layer how to learn the table's name (the runtime reads the environment). */
export function setTableName(read: () => string): void {
  nameOf = read;
}

function tableNameFromEnvironment(): string {
  return nameOf();
}
