import type { Platform } from '#local/kernel.ts';
import type { BusEvent } from '#local/resources/event-bus/put-events.ts';
import { eventRouter } from '#local/resources/event-bus.ts';
import type { LocalQueue, QueueMessage } from '#local/resources/queue/local-queue.ts';
import { queues } from '#local/resources/queue.ts';
import { ConsoleError } from './http.ts';

const batchSize = 10;
const hideSeconds = 60;

/** What a redrive did: how many messages went back to where they had failed, and which ones stay and why. */
export interface RedriveResult {
  redriven: number;
  kept: { messageId: string; reason: string }[];
}

/** Sends every visible message of a queue back to where it failed; throws ConsoleError 404 when there is no such queue. */
export async function redriveQueue(platform: Platform, arn: string): Promise<RedriveResult> {
  const queue = queues(platform).get(arn);
  if (!queue) throw new ConsoleError(404, `There is no queue ${arn}.`);
  return platform.activity.run(`redrive ${queue.name}`, async () => {
    const result: RedriveResult = { redriven: 0, kept: [] };
    const back: string[] = [];
    // All are taken before one goes back: what fails again at once must not be taken twice.
    for (const message of await takeAll(queue)) {
      const { messageId, receiptHandle = '' } = message;
      const reason = await sendBack(platform, queue, message).catch((error: Error) => error.message);
      if (reason === undefined) {
        result.redriven += 1;
        // Sent before it is deleted: after a crash between the two it is there twice rather than not at all.
        await queue.delete(receiptHandle);
        continue;
      }
      result.kept.push({ messageId, reason });
      back.push(receiptHandle);
    }
    for (const handle of back) await queue.changeVisibility(handle, 0);
    return result;
  });
}

async function takeAll(queue: LocalQueue): Promise<QueueMessage[]> {
  const taken: QueueMessage[] = [];
  for (;;) {
    const batch = await queue.receive(batchSize, hideSeconds);
    if (batch.length === 0) return taken;
    taken.push(...batch);
  }
}

/** Undefined once the message is where it failed, else why it cannot go there. */
async function sendBack(platform: Platform, queue: LocalQueue, message: QueueMessage): Promise<string | undefined> {
  if (message.deadLetterSourceArn) return toSourceQueue(platform, message.deadLetterSourceArn, message);
  const attribute = (name: string): string | undefined => message.messageAttributes[name]?.StringValue;
  const ruleArn = attribute('RULE_ARN');
  if (ruleArn) return toRule(platform, ruleArn, message);
  const scheduled = attribute('SCHEDULE_ARN') ? attribute('TARGET_ARN') : undefined;
  if (scheduled) return toFunction(platform, scheduled, parse(message.body));
  const record = parse(message.body) as { requestContext?: { functionArn?: string }; requestPayload?: unknown };
  if (record?.requestContext?.functionArn) {
    if (!('requestPayload' in record))
      return 'It names positions of the table stream and holds no content; the sweeper finds what was not published.';
    return toFunction(platform, record.requestContext.functionArn.replace(/:\$LATEST$/, ''), record.requestPayload);
  }
  const senders = platform
    .resources('AWS::Lambda::Function')
    .filter(({ properties }) => properties.DeadLetterConfig?.TargetArn === queue.arn);
  if (attribute('RequestID') && senders.length === 1)
    return toFunction(platform, senders[0]?.attributes.Arn ?? '', parse(message.body));
  return 'It does not say where it came from.';
}

async function toSourceQueue(platform: Platform, arn: string, message: QueueMessage): Promise<string | undefined> {
  const source = queues(platform).get(arn);
  if (!source) return `Its queue ${arn} is not in the templates any more.`;
  const { body, messageAttributes, senderId, groupId, messageId } = message;
  // A FIFO queue would take the first deduplication id for the message it has seen.
  const fifo = groupId === undefined ? {} : { groupId, deduplicationId: messageId };
  await source.send({ body, messageAttributes, senderId, ...fifo });
  return undefined;
}

async function toRule(platform: Platform, ruleArn: string, message: QueueMessage): Promise<string | undefined> {
  if (!platform.resources('AWS::Events::Rule').some(({ attributes }) => attributes.Arn === ruleArn))
    return `Its rule ${ruleArn} is not in the templates any more.`;
  await eventRouter(platform).fireRule(ruleArn, parse(message.body) as BusEvent);
  return undefined;
}

async function toFunction(platform: Platform, arn: string, payload: unknown): Promise<string | undefined> {
  if (platform.resource(arn)?.type !== 'AWS::Lambda::Function') return `Its target ${arn} is not a function.`;
  await platform.functions.invokeAsync(arn, payload);
  return undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
