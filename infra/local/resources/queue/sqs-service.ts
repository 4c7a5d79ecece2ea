import { createHash } from 'node:crypto';
import { AwsError, type AwsService, type Platform } from '../../kernel.ts';
import { type JsonBody, type JsonOperation, jsonService, type UnsignedCall } from '../json-service.ts';
import type { LocalQueue, MessageAttribute, QueueMessage, SendInput } from './local-queue.ts';

/** A waiting receive is tracked work and would hold up the virtual clock, so it never waits longer than this (real ms). */
const MAX_WAIT_MS = 1000;
const MAX_BATCH_ENTRIES = 10;

type Entry = Record<string, unknown> & { Id: string };

/** Amazon SQS in its JSON protocol, for the operations the product and its tools use. */
export function sqsService(platform: Platform, queues: Map<string, LocalQueue>): AwsService {
  const byName = (name: string): LocalQueue => {
    for (const queue of queues.values()) if (queue.name === name) return queue;
    throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
  };
  const queueOf = (body: JsonBody) =>
    byName(
      String(body.QueueUrl ?? '')
        .split('/')
        .at(-1) ?? '',
    );
  const operation = (
    action: string,
    run: (queue: LocalQueue, body: JsonBody, call: UnsignedCall) => Promise<unknown>,
  ): JsonOperation => ({
    access: (body) => [{ action: `sqs:${action}`, resource: arnOf(platform, String(body.QueueUrl ?? '')) }],
    run: (body, call) => run(queueOf(body), body, call),
  });
  return jsonService({
    signingName: 'sqs',
    targetPrefix: 'AmazonSQS',
    operations: {
      SendMessage: operation('SendMessage', async (queue, body) => sent(body, await queue.send(readSend(body)))),
      SendMessageBatch: operation('SendMessage', (queue, body) =>
        inBatch(body, async (entry) => sent(entry, await queue.send(readSend(entry)))),
      ),
      ReceiveMessage: operation('ReceiveMessage', async (queue, body) => {
        const messages = await receive(queue, body);
        return messages.length > 0 ? { Messages: messages.map((message) => present(message, body)) } : {};
      }),
      DeleteMessage: operation('DeleteMessage', async (queue, body) => queue.delete(String(body.ReceiptHandle))),
      DeleteMessageBatch: operation('DeleteMessage', (queue, body) =>
        inBatch(body, async (entry) => queue.delete(String(entry.ReceiptHandle))),
      ),
      ChangeMessageVisibility: operation('ChangeMessageVisibility', async (queue, body) =>
        queue.changeVisibility(String(body.ReceiptHandle), Number(body.VisibilityTimeout)),
      ),
      ChangeMessageVisibilityBatch: operation('ChangeMessageVisibility', (queue, body) =>
        inBatch(body, async (entry) =>
          queue.changeVisibility(String(entry.ReceiptHandle), Number(entry.VisibilityTimeout)),
        ),
      ),
      GetQueueAttributes: operation('GetQueueAttributes', async (queue, body) => ({
        Attributes: attributesOf(queue, body),
      })),
      GetQueueUrl: {
        access: (body) => [{ action: 'sqs:GetQueueUrl', resource: arnOf(platform, String(body.QueueName ?? '')) }],
        run: async (body) => ({ QueueUrl: platform.substituteOrigins(byName(String(body.QueueName ?? '')).url) }),
      },
      PurgeQueue: operation('PurgeQueue', async (queue) => queue.purge()),
    },
  });
}

function arnOf(platform: Platform, urlOrName: string): string {
  return `arn:aws:sqs:${platform.region}:${platform.account}:${urlOrName.split('/').at(-1)}`;
}

function readSend(entry: Record<string, unknown>): SendInput {
  return {
    body: String(entry.MessageBody ?? ''),
    ...(entry.MessageAttributes !== undefined && {
      messageAttributes: entry.MessageAttributes as Record<string, MessageAttribute>,
    }),
    ...(entry.DelaySeconds !== undefined && { delaySeconds: Number(entry.DelaySeconds) }),
    ...(entry.MessageGroupId !== undefined && { groupId: String(entry.MessageGroupId) }),
    ...(entry.MessageDeduplicationId !== undefined && { deduplicationId: String(entry.MessageDeduplicationId) }),
  };
}

function sent(
  entry: Record<string, unknown>,
  message: { messageId: string; sequence: string },
): Record<string, unknown> {
  return {
    MessageId: message.messageId,
    MD5OfMessageBody: md5(String(entry.MessageBody)),
    ...(entry.MessageGroupId !== undefined && { SequenceNumber: message.sequence }),
  };
}

async function inBatch(
  body: JsonBody,
  run: (entry: Entry) => Promise<unknown>,
): Promise<{ Successful: unknown[]; Failed: unknown[] }> {
  const entries = (body.Entries ?? []) as Entry[];
  if (entries.length === 0)
    throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (entries.length > MAX_BATCH_ENTRIES) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
    );
  }
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) {
    throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries have the same Id in the request.');
  }
  const Successful: unknown[] = [];
  const Failed: unknown[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...((await run(entry)) as object | undefined) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id: entry.Id, SenderFault: true, Code: error.code, Message: error.message });
    }
  }
  return { Successful, Failed };
}

async function receive(queue: LocalQueue, body: JsonBody): Promise<QueueMessage[]> {
  const max = Number(body.MaxNumberOfMessages ?? 1);
  if (!(max >= 1 && max <= 10)) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value ${max} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`,
    );
  }
  const visibility = body.VisibilityTimeout === undefined ? undefined : Number(body.VisibilityTimeout);
  const first = await queue.receive(max, visibility);
  const waitMs = Math.min(Number(body.WaitTimeSeconds ?? queue.settings.waitSeconds) * 1000, MAX_WAIT_MS);
  if (first.length > 0 || waitMs <= 0) return first;
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      stopListening();
      resolve();
    };
    const timer = setTimeout(end, waitMs);
    const stopListening = queue.onVisible(end);
  });
  return await queue.receive(max, visibility);
}

function present(message: QueueMessage, body: JsonBody): Record<string, unknown> {
  const wantedSystem = [...list(body.MessageSystemAttributeNames), ...list(body.AttributeNames)];
  const system = Object.entries(systemAttributes(message)).filter(
    ([name]) => wantedSystem.includes('All') || wantedSystem.includes(name),
  );
  const wanted = list(body.MessageAttributeNames);
  const own = Object.entries(message.messageAttributes).filter(
    ([name]) => wanted.includes('All') || wanted.includes('.*') || wanted.includes(name),
  );
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle,
    Body: message.body,
    MD5OfBody: md5(message.body),
    ...(system.length > 0 && { Attributes: Object.fromEntries(system) }),
    ...(own.length > 0 && { MessageAttributes: Object.fromEntries(own) }),
  };
}

/** The attributes that SQS itself gives a received message; all values are text. */
export function systemAttributes(message: QueueMessage): Record<string, string> {
  return {
    ApproximateReceiveCount: String(message.receiveCount),
    SentTimestamp: String(message.sentAt),
    SenderId: message.senderId,
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
    ...(message.groupId !== undefined && { MessageGroupId: message.groupId, SequenceNumber: message.sequence }),
    ...(message.deduplicationId !== undefined && { MessageDeduplicationId: message.deduplicationId }),
    ...(message.deadLetterSourceArn !== undefined && { DeadLetterQueueSourceArn: message.deadLetterSourceArn }),
  };
}

function attributesOf(queue: LocalQueue, body: JsonBody): Record<string, string> {
  const counts = queue.counts();
  const { settings } = queue;
  const all: Record<string, string> = {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(counts.visible),
    ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
    VisibilityTimeout: String(settings.visibilitySeconds),
    DelaySeconds: String(settings.delaySeconds),
    MessageRetentionPeriod: String(settings.retentionSeconds),
    MaximumMessageSize: String(settings.maxBytes),
    ReceiveMessageWaitTimeSeconds: String(settings.waitSeconds),
  };
  if (settings.fifo) all.FifoQueue = 'true';
  if (settings.redrive) {
    const { deadLetterArn, maxReceiveCount } = settings.redrive;
    all.RedrivePolicy = JSON.stringify({ deadLetterTargetArn: deadLetterArn, maxReceiveCount });
  }
  const wanted = list(body.AttributeNames);
  return Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes('All') || wanted.includes(name)));
}

/** SQS uses MD5 as a checksum of transport, which the SDK verifies; nothing secret hangs on it. */
export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
