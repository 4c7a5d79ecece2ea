import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openServiceBench, type ServiceBench } from '#local/testing-services.ts';
import { resourceTypes } from './queue.ts';

let bench: ServiceBench;
let sqs: SQSClient;

beforeEach(async () => {
  bench = await openServiceBench();
  sqs = new SQSClient(bench.clientConfig);
});

afterEach(async () => {
  sqs.destroy();
  await bench.close();
});

const open = async (name: string, properties: Record<string, unknown> = {}): Promise<string> => {
  const [type] = resourceTypes;
  if (!type) throw new Error('queue.ts exports no resource type.');
  return (await bench.start(type, name.replace('.fifo', ''), { QueueName: name, ...properties })).ref;
};
const send = (QueueUrl: string, MessageBody: string, more: Record<string, unknown> = {}) =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
const receive = async (QueueUrl: string, more: Record<string, unknown> = {}) =>
  (
    await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'], ...more }),
    )
  ).Messages ?? [];
const receivedBodies = async (url: string, more: Record<string, unknown> = {}) =>
  (await receive(url, more)).map(({ Body }) => Body);

describe('a standard queue', () => {
  it('hides a received message until its visibility timeout and counts receives', async () => {
    const url = await open('work', { VisibilityTimeout: 30 });
    await send(url, 'hello', { MessageAttributes: { kind: { DataType: 'String', StringValue: 'greeting' } } });
    const [first] = await receive(url, { MessageAttributeNames: ['All'] });
    expect(first).toMatchObject({ Body: 'hello', MessageAttributes: { kind: { StringValue: 'greeting' } } });
    expect(await receive(url)).toEqual([]);
    await bench.advance(30_000);
    const [second] = await receive(url);
    expect(second?.Attributes?.ApproximateReceiveCount).toBe('2');
    await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: second?.ReceiptHandle }));
    await bench.advance(60_000);
    expect(await receive(url)).toEqual([]);
  });

  it('delays, shows again at once on request, and purges', async () => {
    const url = await open('work');
    await send(url, 'later', { DelaySeconds: 10 });
    expect(await receivedBodies(url)).toEqual([]);
    await bench.advance(10_000);
    const [message] = await receive(url);
    await sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: url,
        ReceiptHandle: message?.ReceiptHandle,
        VisibilityTimeout: 0,
      }),
    );
    expect(await receivedBodies(url)).toEqual(['later']);
    await sqs.send(new PurgeQueueCommand({ QueueUrl: url }));
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }));
    expect(Attributes).toMatchObject({ ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesNotVisible: '0' });
  });

  it('answers a waiting receive when a message arrives', async () => {
    const url = await open('work');
    const waiting = receivedBodies(url, { WaitTimeSeconds: 20 });
    await send(url, 'arrived');
    expect(await waiting).toEqual(['arrived']);
  });

  it('moves a message received too often to the dead-letter queue', async () => {
    const dead = await open('dead');
    const deadLetterTargetArn = 'arn:aws:sqs:us-east-1:000000000000:dead';
    const url = await open('work', {
      VisibilityTimeout: 1,
      RedrivePolicy: { deadLetterTargetArn, maxReceiveCount: 2 },
    });
    await send(url, 'poison');
    for (let count = 0; count < 3; count++) {
      await receive(url);
      await bench.advance(1000);
    }
    const [message] = await receive(dead);
    expect(message).toMatchObject({
      Body: 'poison',
      Attributes: { DeadLetterQueueSourceArn: 'arn:aws:sqs:us-east-1:000000000000:work' },
    });
  });

  it('forgets messages past their retention', async () => {
    const url = await open('work', { MessageRetentionPeriod: 60 });
    await send(url, 'old');
    await bench.advance(60_000);
    expect(await receivedBodies(url)).toEqual([]);
  });

  it('refuses by the names of SQS', async () => {
    const url = await open('work', { MaximumMessageSize: 1024 });
    await expect(send(`${url}-none`, 'x')).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
    await expect(send(url, 'x'.repeat(1025))).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    await expect(sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: 'x' }))).rejects.toMatchObject({
      name: 'ReceiptHandleIsInvalid',
    });
    const Entries = ['a', 'a'].map((Id) => ({ Id, MessageBody: 'x' }));
    await expect(sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }))).rejects.toMatchObject({
      name: 'BatchEntryIdsNotDistinct',
    });
  });

  it('asks for the permission of each call on the queue', async () => {
    const url = await open('work');
    await send(url, 'x');
    await sqs.send(new GetQueueUrlCommand({ QueueName: 'work' }));
    expect(bench.asked).toEqual([
      'sqs:SendMessage arn:aws:sqs:us-east-1:000000000000:work',
      'sqs:GetQueueUrl arn:aws:sqs:us-east-1:000000000000:work',
    ]);
  });
});

describe('a FIFO queue', () => {
  it('keeps the order of a group and blocks it while one of its messages is in flight', async () => {
    const url = await open('work.fifo', { FifoQueue: true, ContentBasedDeduplication: true });
    for (const body of ['a1', 'a2', 'b1']) await send(url, body, { MessageGroupId: body[0] });
    const [first] = await receive(url, { MaxNumberOfMessages: 1 });
    expect(first?.Body).toBe('a1');
    expect(await receivedBodies(url)).toEqual(['b1']);
    await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first?.ReceiptHandle }));
    expect(await receivedBodies(url)).toEqual(['a2']);
  });

  it('takes a duplicate within 5 minutes for the same message, and later for a new one', async () => {
    const url = await open('work.fifo', { FifoQueue: true });
    const once = { MessageGroupId: 'g', MessageDeduplicationId: 'd' };
    const first = await send(url, 'one', once);
    const again = await send(url, 'one', once);
    expect(again.MessageId).toBe(first.MessageId);
    await bench.advance(5 * 60_000);
    expect((await send(url, 'one', once)).MessageId).not.toBe(first.MessageId);
    await expect(send(url, 'x', { MessageGroupId: 'g' })).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    await expect(send(url, 'x')).rejects.toMatchObject({ name: 'MissingParameter' });
  });
});
