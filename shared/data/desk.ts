import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { table } from './client.ts';
import { indexes } from './keys.ts';

/** Kinds of things on the desk of a workspace. */
export type DeskKind = 'ACTIVITY' | 'APPLICATION' | 'BUDGET' | 'CAMPAIGN' | 'CONTRACT' | 'OFFER' | 'SUBMISSION';

/** Index keys of a thing that a workspace has to do with now; the index is sparse, so that what is done with costs nothing. */
export function onDesk(workspaceId: string, kind: DeskKind, id: string): { gsi4pk: string; gsi4sk: string } {
  return { gsi4pk: indexes.desk(workspaceId), gsi4sk: `NOW#${kind}#${id}` };
}

/** Every budget of a workspace and every campaign that has not ended, raw, as the index has them. */
export async function readBudgetDesk(workspaceId: string): Promise<Record<string, unknown>[]> {
  const { document, tableName } = table();
  const items: Record<string, unknown>[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const answer = await document.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: 'gsi4',
        KeyConditionExpression: 'gsi4pk = :pk AND gsi4sk BETWEEN :from AND :to',
        // Nothing else sorts between the two kinds.
        ExpressionAttributeValues: {
          ':pk': indexes.desk(workspaceId),
          ':from': 'NOW#BUDGET#',
          ':to': 'NOW#CAMPAIGN#~',
        },
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    );
    items.push(...(answer.Items ?? []));
    start = answer.LastEvaluatedKey;
  } while (start);
  return items;
}

/** Index keys of live content; they sort before everything else by the day it went live, so that old content is never read. */
export function measuredOnDesk(workspaceId: string, liveAt: string, contentId: string) {
  return { gsi4pk: indexes.desk(workspaceId), gsi4sk: `LIVE#${liveAt.slice(0, 10)}#${contentId}` };
}

/**
 * Raw items on the desk of a workspace, with content that went live since that day (YYYY-MM-DD), in one call. One page of the index (1 MB)
 * is read and no more; `isComplete` is false when there was more, in which case the oldest content is what is missing.
 */
export async function readDesk(
  workspaceId: string,
  liveSinceOn: string,
): Promise<{ items: Record<string, unknown>[]; isComplete: boolean }> {
  const { document, tableName } = table();
  const answer = await document.send(
    new QueryCommand({
      TableName: tableName,
      IndexName: 'gsi4',
      KeyConditionExpression: 'gsi4pk = :pk AND gsi4sk BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':pk': indexes.desk(workspaceId),
        ':from': `LIVE#${liveSinceOn}`,
        ':to': 'NOW#~',
      },
      ScanIndexForward: false,
    }),
  );
  return { items: answer.Items ?? [], isComplete: answer.LastEvaluatedKey === undefined };
}
