import type * as z from 'zod/mini';
import type { Delivery, Webhook } from '#contract/areas/webhooks-out.ts';
import { WEBHOOK_EVENT_TYPES } from '#contract/webhook-events.ts';
import type { DeliveryItem, WebhookItem } from '#data/webhook.ts';
import { isoOf } from '../clock.ts';

/** A webhook as its workspace sees it, without its secrets. */
export function webhookView(webhook: WebhookItem, nowMs: number): z.input<typeof Webhook> {
  const { webhookId, url, description, status, disabledReason, failingSinceMs, oldSecret } = webhook;
  const { createdBy, createdAt, version } = webhook;
  return {
    ...{ webhookId, url, description, status, disabledReason, createdBy, createdAt, version },
    events: WEBHOOK_EVENT_TYPES.filter((type) => webhook.events.includes(type)),
    failingSince: failingSinceMs === null ? null : isoOf(failingSinceMs),
    oldSecretUntil: oldSecret && oldSecret.untilMs > nowMs ? isoOf(oldSecret.untilMs) : null,
  };
}

/** A delivery as its workspace sees it. */
export function deliveryView(delivery: DeliveryItem): z.input<typeof Delivery> {
  const { deliveryId, webhookId, type, status, attempts, nextAttemptAtMs, payload, createdAt } = delivery;
  return {
    ...{ deliveryId, webhookId, type, status, attempts, payload, createdAt },
    nextAttemptAt: nextAttemptAtMs === null ? null : isoOf(nextAttemptAtMs),
  };
}

/** What of a webhook can be changed, as its events tell it: of the address only the host, since the rest may hold a receiver's own secret. */
export function webhookTerms({ url, events, status, description }: WebhookItem) {
  return { host: new URL(url).host, events, status, description };
}
