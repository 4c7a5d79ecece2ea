import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';

/** Most entries SendMessageBatch takes at once. */
const BATCH = 10;

let client: SQSClient | undefined;

/** Sends messages; throws when the queue did not take one. */
export async function sendMessages(queueUrl: string, bodies: readonly string[]): Promise<void> {
  client ??= new SQSClient({ maxAttempts: 3 });
  for (let start = 0; start < bodies.length; start += BATCH) {
    const answer = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: bodies.slice(start, start + BATCH).map((MessageBody, index) => ({ Id: String(index), MessageBody })),
      }),
    );
    if (answer.Failed?.length) throw new Error(`The queue did not take ${answer.Failed.length} messages.`);
  }
}
