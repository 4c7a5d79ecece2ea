import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import type { EventDraft } from '#contract/events.ts';
import { TEST_EVENT_TYPE } from '#contract/webhook-events.ts';
import { type Change, replace } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { partitions } from '#data/keys.ts';
import { findTogether } from '#data/read.ts';
import { Deliveries, type DeliveryItem, deliveryRef, type WebhookItem, Webhooks, webhookRef } from '#data/webhook.ts';
import { ATTEMPTS_KEPT, judgeHealth, planAfterAttempt } from '#domain/webhook-delivery.ts';
import { postToReceiver } from '#providers/webhook-receiver.ts';
import { eachAtOnce } from '#runtime/at-once.ts';
import { isoOf, msOf, nowMs } from '#runtime/clock.ts';
import { log } from '#runtime/log.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';
import { DeliveryMessage, queueAttempt } from '#runtime/webhook-queue.ts';
import { signedHeaders, unwrapSigningSecret } from '#runtime/webhook-signature.ts';
import { webhookTargets } from '#runtime/webhook-targets.ts';

type Attempt = DeliveryItem['attempts'][number];

/** Makes the attempts that a batch names, side by side, since each may wait for a slow receiver; one that could not be written down comes back. */
export async function handler(batch: SQSEvent): Promise<SQSBatchResponse> {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  await eachAtOnce(batch.Records, batch.Records.length, async ({ messageId, body }) => {
    try {
      await attempt(z.parse(DeliveryMessage, JSON.parse(body)));
    } catch (error) {
      log.failure('a webhook could not be attempted', error);
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  });
  return { batchItemFailures };
}

async function attempt(message: DeliveryMessage): Promise<void> {
  const startedMs = nowMs();
  if (message.dueAtMs > startedMs) return queueAttempt(message, startedMs);
  const { workspaceId, webhookId, deliveryId } = message;
  const { delivery, webhook } = await findTogether({
    delivery: deliveryRef(workspaceId, webhookId, deliveryId),
    webhook: webhookRef(workspaceId, webhookId),
  });
  if (!delivery || !isExpected(delivery, message)) return;
  if (!webhook || !takes(webhook, delivery)) return giveUp(message);
  const made = await send(delivery, webhook, startedMs);
  const { nextAttemptAtMs } = planOf(delivery, message, made);
  // Before it is written down: after a crash in between, this message comes again and the attempt is made once more, but the next one is never lost.
  if (nextAttemptAtMs !== null)
    await queueAttempt({ ...message, attempt: message.attempt + 1, dueAtMs: nextAttemptAtMs }, startedMs);
  await writeDown(message, made);
  const { outcome, responseStatus, durationMs } = made;
  log.info('attempted a webhook', {
    ...{ workspaceId, aggregateId: deliveryId, attempt: message.attempt, code: outcome, durationMs },
    ...(responseStatus !== null && { status: responseStatus }),
  });
}

/** Messages come twice and late; only the one for the attempt that is next counts. */
function isExpected(delivery: DeliveryItem, { attempt: number }: DeliveryMessage): boolean {
  return delivery.status === 'pending' && delivery.attemptCount === number - 1;
}

/** Disabled webhooks still take tests, so that one can see whether to enable them. */
function takes(webhook: WebhookItem, { type }: DeliveryItem): boolean {
  return webhook.status === 'active' || type === TEST_EVENT_TYPE;
}

async function send(delivery: DeliveryItem, webhook: WebhookItem, startedMs: number): Promise<Attempt> {
  const { webhookId, wrappedSecret, oldSecret, url } = webhook;
  const wrapped = [wrappedSecret, ...(oldSecret && oldSecret.untilMs > startedMs ? [oldSecret.wrapped] : [])];
  const secrets = await Promise.all(wrapped.map((one) => unwrapSigningSecret(webhookId, one)));
  const { deliveryId: id, payload: body } = delivery;
  const headers = signedHeaders(secrets, { id, nowMs: startedMs, body });
  const answer = await postToReceiver({ url, targets: webhookTargets() }, { headers, body });
  return { ...answer, at: isoOf(startedMs), durationMs: nowMs() - startedMs };
}

function planOf(delivery: DeliveryItem, { attempt: number }: DeliveryMessage, made: Attempt) {
  const round = { number: number - delivery.attemptsBefore, most: delivery.mostAttempts };
  return planAfterAttempt(made.outcome, round, msOf(made.at));
}

/** Writes an attempt down with what becomes of the delivery and of its webhook. */
async function writeDown(message: DeliveryMessage, made: Attempt): Promise<void> {
  const { workspaceId, webhookId, deliveryId } = message;
  const context = systemCommitContext();
  await commit(context, {
    reads: {
      delivery: deliveryRef(workspaceId, webhookId, deliveryId),
      webhook: webhookRef(workspaceId, webhookId),
    },
    decide: ({ delivery, webhook }) => {
      const answer = { status: 200, body: null };
      if (!delivery || !isExpected(delivery, message)) return { changes: [], answer };
      const attempts = [...delivery.attempts, made].slice(-ATTEMPTS_KEPT);
      const next = { ...delivery, attempts, attemptCount: message.attempt, ...planOf(delivery, message, made) };
      const fared = webhook && delivery.type !== TEST_EVENT_TYPE ? howItFares(webhook, made, context.nowMs) : undefined;
      return {
        changes: [replace(Deliveries, delivery, next), ...(fared?.changes ?? [])],
        ...(fared?.event && { event: fared.event }),
        answer,
      };
    },
  });
}

function howItFares(
  webhook: WebhookItem,
  made: Attempt,
  instantMs: number,
): { changes: Change[]; event?: EventDraft } | undefined {
  const judged = judgeHealth(webhook, made, instantMs);
  if (!judged) return undefined;
  const { health, disable } = judged;
  const { workspaceId, webhookId, version } = webhook;
  if (!disable || webhook.status === 'disabled')
    return { changes: [replace(Webhooks, webhook, { ...webhook, ...health })] };
  return {
    changes: [replace(Webhooks, webhook, { ...webhook, ...health, status: 'disabled', disabledReason: disable })],
    event: {
      type: 'WebhookDisabled',
      aggregateId: webhookId,
      seq: version + 1,
      partition: partitions.workspace(workspaceId),
      data: { workspaceId, webhookId, host: new URL(webhook.url).host, reason: disable, failures: health.failures },
    },
  };
}

/** The webhook was deleted or disabled in the meantime: nothing more is sent. */
async function giveUp(message: DeliveryMessage): Promise<void> {
  const { workspaceId, webhookId, deliveryId } = message;
  await commit(systemCommitContext(), {
    reads: { delivery: deliveryRef(workspaceId, webhookId, deliveryId) },
    decide: ({ delivery }) => ({
      changes:
        delivery && isExpected(delivery, message)
          ? [replace(Deliveries, delivery, { ...delivery, status: 'failed', nextAttemptAtMs: null })]
          : [],
      answer: { status: 200, body: null },
    }),
  });
}
