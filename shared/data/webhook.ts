import * as z from 'zod/mini';
import { ATTEMPT_OUTCOMES, DELIVERY_STATUSES, DISABLED_REASONS } from '#domain/webhook-delivery.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';

/** How long a delivery is kept, ms. */
export const DELIVERY_KEPT_MS = 30 * 86_400_000;

/** Where a workspace wants events sent; its secrets are wrapped by the platform's key. */
export const Webhooks = defineEntity({
  name: 'webhook',
  schema: z.object({
    workspaceId: z.string(),
    webhookId: z.string(),
    url: z.string(),
    description: z.string(),
    events: z.array(z.string()),
    status: z.enum(['active', 'disabled']),
    disabledReason: z.nullable(z.enum(DISABLED_REASONS)),
    wrappedSecret: z.string(),
    /** The secret before the last rotation. */
    oldSecret: z.nullable(z.object({ wrapped: z.string(), untilMs: z.int() })),
    failures: z.int(),
    failingSinceMs: z.nullable(z.int()),
    lastFailureAtMs: z.nullable(z.int()),
    createdBy: z.string(),
    createdAt: z.string(),
    version: z.int(),
  }),
  key: (webhook) => keys.webhook(webhook.workspaceId, webhook.webhookId),
});
export type WebhookItem = ValueOf<typeof Webhooks>;

/** One event for one webhook, with every attempt to send it. */
export const Deliveries = defineEntity({
  name: 'webhook_delivery',
  schema: z.object({
    workspaceId: z.string(),
    webhookId: z.string(),
    deliveryId: z.string(),
    type: z.string(),
    payload: z.string(),
    status: z.enum(DELIVERY_STATUSES),
    attempts: z.array(
      z.object({
        at: z.string(),
        durationMs: z.int(),
        outcome: z.enum(ATTEMPT_OUTCOMES),
        responseStatus: z.nullable(z.int()),
        response: z.string(),
      }),
    ),
    /** Attempts made so far, also those no longer remembered. */
    attemptCount: z.int(),
    /** Attempts made before the round that runs: a redelivery begins a new one. */
    attemptsBefore: z.int(),
    /** Attempts of one round. */
    mostAttempts: z.int(),
    nextAttemptAtMs: z.nullable(z.int()),
    createdAt: z.string(),
    expiresAtMs: z.int(),
    version: z.int(),
  }),
  key: (delivery) => keys.delivery(delivery.workspaceId, delivery.webhookId, delivery.deliveryId),
  index: (delivery) => ({ ttl: Math.ceil(delivery.expiresAtMs / 1000) }),
});
export type DeliveryItem = ValueOf<typeof Deliveries>;

export const webhookRef = (workspaceId: string, webhookId: string) =>
  ref(Webhooks, keys.webhook(workspaceId, webhookId));

export const deliveryRef = (workspaceId: string, webhookId: string, deliveryId: string) =>
  ref(Deliveries, keys.delivery(workspaceId, webhookId, deliveryId));

/** A delivery that has not been attempted yet. */
export function newDelivery(
  named: Pick<DeliveryItem, 'workspaceId' | 'webhookId' | 'deliveryId' | 'type' | 'payload' | 'mostAttempts'>,
  now: { nowMs: number; nowIso: string },
): DeliveryItem {
  return {
    ...named,
    ...{ status: 'pending', attempts: [], attemptCount: 0, attemptsBefore: 0, nextAttemptAtMs: now.nowMs },
    ...{ createdAt: now.nowIso, expiresAtMs: now.nowMs + DELIVERY_KEPT_MS, version: 1 },
  };
}
