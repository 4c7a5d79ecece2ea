import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';

let client: SQSClient | undefined;

/** A message of a FIFO queue: messages of a group come one after the other, and the same name within five minutes is one message. */
export interface OrderedMessage {
  group: string;
  name: string;
  body: unknown;
}

/** Sends up to ten messages to a FIFO queue; throws when the queue did not take all, so that the caller is retried. */
export async function sendOrdered(queueUrl: string, messages: readonly OrderedMessage[]): Promise<void> {
  client ??= new SQSClient({ maxAttempts: 3 });
  const answer = await client.send(
    new SendMessageBatchCommand({
      QueueUrl: queueUrl,
      Entries: messages.map(({ group, name, body }, index) => ({
        Id: String(index),
        MessageBody: JSON.stringify(body),
        MessageGroupId: group,
        MessageDeduplicationId: name,
      })),
    }),
  );
  if (answer.Failed?.length)
    throw new Error(`The queue did not take ${answer.Failed.length} of ${messages.length} messages.`);
}

/** Most entries SendMessageBatch takes at once. */
const BATCH = 10;

/** Sends messages to a queue without an order, to be received after a while (900 seconds at most); throws when the queue did not take one. */
export async function sendMessages(queueUrl: string, bodies: readonly string[], delaySeconds = 0): Promise<void> {
  client ??= new SQSClient({ maxAttempts: 3 });
  for (let start = 0; start < bodies.length; start += BATCH) {
    const answer = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: bodies.slice(start, start + BATCH).map((MessageBody, index) => ({
          Id: String(index),
          MessageBody,
          ...(delaySeconds > 0 && { DelaySeconds: delaySeconds }),
        })),
      }),
    );
    if (answer.Failed?.length) throw new Error(`The queue did not take ${answer.Failed.length} messages.`);
  }
}
