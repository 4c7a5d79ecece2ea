import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { setTableName } from '#data/client.ts';
import type { Key } from '#data/keys.ts';
import { setting } from '#runtime/config.ts';
import { linkRecords } from '#runtime/link-audit.ts';
import { log } from '#runtime/log.ts';

setTableName(() => setting('TABLE_NAME'));

/** A new record of a workspace's audit log, as the stream tells of it. */
interface Arrived {
  sequence: string;
  workspaceId: string;
  key: Key;
}

/** Links each new audit record into the chain of its workspace; the batch goes on again from the first one that could not be, which harms none of the others. */
export async function handler(batch: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const arrived = batch.Records.flatMap((record) => arrivedIn(record));
  const failed = new Set<string>();
  for (const workspaceId of new Set(arrived.map((record) => record.workspaceId))) {
    const own = arrived.filter((record) => record.workspaceId === workspaceId);
    try {
      await linkRecords(
        workspaceId,
        own.map(({ key }) => key),
      );
    } catch (error) {
      failed.add(workspaceId);
      log.failure('audit records could not be linked', error, { workspaceId, count: own.length });
    }
  }
  const first = arrived.find(({ workspaceId }) => failed.has(workspaceId));
  return { batchItemFailures: first ? [{ itemIdentifier: first.sequence }] : [] };
}

function arrivedIn({ dynamodb }: DynamoDBRecord): Arrived[] {
  const { pk, sk, gsi1pk } = dynamodb?.NewImage ?? {};
  const workspaceId = /^WSP#([^#]+)#AUDIT$/.exec(gsi1pk?.S ?? '')?.[1];
  if (!workspaceId || !pk?.S || !sk?.S) return [];
  return [{ sequence: dynamodb?.SequenceNumber ?? '', workspaceId, key: { pk: pk.S, sk: sk.S } }];
}
