import * as z from 'zod/mini';
import { sendMessages } from '#platform/queues.ts';
import { queueUrl } from './config.ts';

/** One attempt to be made: which, and when. */
export const DeliveryMessage = z.object({
  workspaceId: z.string(),
  webhookId: z.string(),
  deliveryId: z.string(),
  /** The number of the attempt, from 1; a message for one that has been made already is out of date. */
  attempt: z.int(),
  dueAtMs: z.int(),
});
export type DeliveryMessage = z.output<typeof DeliveryMessage>;

/** The longest that SQS keeps a message back, seconds. */
const LONGEST_DELAY_SECONDS = 900;

/** Queues an attempt. A long wait is made of several: each time the message comes too early it is sent on. */
export function queueAttempt(message: DeliveryMessage, nowMs: number): Promise<void> {
  const waitSeconds = Math.max(0, Math.ceil((message.dueAtMs - nowMs) / 1000));
  const delaySeconds = Math.min(waitSeconds, LONGEST_DELAY_SECONDS);
  return sendMessages(queueUrl('webhook-deliveries'), [JSON.stringify(message)], delaySeconds);
}
