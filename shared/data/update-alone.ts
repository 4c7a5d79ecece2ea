import { UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { table } from './client.ts';

/** How long to wait before each further attempt, ms: a transaction holds an item for the time of two round trips. */
const WAITS_MS = [10, 20, 40, 80, 160, 320];

/**
 * Updates one item outside a commit and gives the attributes asked for; throws what the table throws. DynamoDB refuses a single write while a transaction
 * holds the item (TransactionConflictException), and the SDK does not ask again by itself; nothing was written then, so this does.
 */
export async function updateAlone(
  input: Omit<UpdateCommandInput, 'TableName'>,
): Promise<Record<string, unknown> | undefined> {
  const { document, tableName } = table();
  for (let attempt = 0; ; attempt++) {
    try {
      const { Attributes } = await document.send(new UpdateCommand({ TableName: tableName, ...input }));
      return Attributes;
    } catch (error) {
      const waitMs = WAITS_MS[attempt];
      if ((error as Error).name !== 'TransactionConflictException' || waitMs === undefined) throw error;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}
