import * as z from 'zod/mini';
import { ATTEMPT_OUTCOMES, DELIVERY_STATUSES, DISABLED_REASONS } from '#domain/webhook-delivery.ts';
import { defineEndpoint } from '../endpoint.ts';
import { Done, Instant, id, page, pageQuery, text } from '../schemas.ts';
import { WEBHOOK_EVENT_TYPES } from '../webhook-events.ts';

/** How many webhooks a workspace may have. */
export const MAX_WEBHOOKS = 20;

/** How many deliveries one request sends again. */
export const REPEATED_AT_ONCE = 50;

/** How long the secret before a rotation signs beside the new one, hours. */
export const OLD_SECRET_HOURS = 24;

const EventTypes = z
  .array(z.enum(WEBHOOK_EVENT_TYPES))
  .check(z.minLength(1, 'must hold at least one event'), z.maxLength(WEBHOOK_EVENT_TYPES.length));
const Address = text(1, 2048);
const Description = text(0, 200);

export const Webhook = z.strictObject({
  webhookId: id('webhook'),
  url: z.string(),
  description: z.string(),
  events: z.array(z.enum(WEBHOOK_EVENT_TYPES)),
  status: z.enum(['active', 'disabled']),
  disabledReason: z.nullable(z.enum(DISABLED_REASONS)),
  /** Since when no attempt has succeeded; null when the last one did. */
  failingSince: z.nullable(Instant),
  /** Until when the secret before the last rotation signs as well. */
  oldSecretUntil: z.nullable(Instant),
  createdBy: id('user'),
  createdAt: Instant,
  version: z.int(),
});
z.globalRegistry.add(Webhook, { id: 'Webhook' });

export const DeliveryAttempt = z.strictObject({
  at: Instant,
  durationMs: z.int(),
  outcome: z.enum(ATTEMPT_OUTCOMES),
  responseStatus: z.nullable(z.int()),
  /** The beginning of what the receiver answered, as text; or why it could not be reached. */
  response: z.string(),
});
z.globalRegistry.add(DeliveryAttempt, { id: 'DeliveryAttempt' });

export const Delivery = z.strictObject({
  deliveryId: id('delivery'),
  webhookId: id('webhook'),
  /** What it tells, e.g. `offer.accepted`; `webhook.test` for a test. */
  type: z.string(),
  status: z.enum(DELIVERY_STATUSES),
  attempts: z.array(DeliveryAttempt),
  nextAttemptAt: z.nullable(Instant),
  /** The body that is sent, exactly. */
  payload: z.string(),
  createdAt: Instant,
});
z.globalRegistry.add(Delivery, { id: 'WebhookDelivery' });

const params = z.strictObject({ workspaceId: id('workspace') });
const webhookParams = z.strictObject({ ...params.shape, webhookId: id('webhook') });
const deliveryParams = z.strictObject({ ...webhookParams.shape, deliveryId: id('delivery') });

export const listWebhooks = defineEndpoint({
  id: 'integrations.list-webhooks',
  method: 'GET',
  path: '/workspaces/{workspaceId}/webhooks',
  allow: ['integration:manage'],
  params,
  responses: { 200: z.strictObject({ items: z.array(Webhook), most: z.literal(MAX_WEBHOOKS) }) },
  errors: ['not_found'],
  summary: 'The webhooks of a workspace, newest first.',
});

/** Not idempotent: the kept answer of a repeat would hold the secret. A repeat makes another webhook, which can be deleted. */
export const createWebhook = defineEndpoint({
  id: 'integrations.create-webhook',
  method: 'POST',
  path: '/workspaces/{workspaceId}/webhooks',
  allow: ['integration:manage'],
  params,
  body: z.strictObject({
    url: Address,
    events: EventTypes,
    description: z._default(Description, ''),
  }),
  responses: { 201: z.strictObject({ webhook: Webhook, secret: z.string() }) },
  errors: ['not_found', 'limit_reached'],
  summary: 'Have events sent to an https:// address. The answer alone holds the secret that signs them.',
});

export const getWebhook = defineEndpoint({
  id: 'integrations.get-webhook',
  method: 'GET',
  path: '/workspaces/{workspaceId}/webhooks/{webhookId}',
  allow: ['integration:manage'],
  params: webhookParams,
  responses: { 200: Webhook },
  errors: ['not_found'],
  summary: 'One webhook.',
});

export const updateWebhook = defineEndpoint({
  id: 'integrations.update-webhook',
  method: 'PATCH',
  path: '/workspaces/{workspaceId}/webhooks/{webhookId}',
  allow: ['integration:manage'],
  idempotent: true,
  params: webhookParams,
  body: z.strictObject({
    version: z.int(),
    url: z.optional(Address),
    events: z.optional(EventTypes),
    description: z.optional(Description),
    status: z.optional(z.enum(['active', 'disabled'])),
  }),
  responses: { 200: Webhook },
  errors: ['not_found', 'version_conflict'],
  summary: 'Change the address or the events of a webhook, disable it, or enable it again.',
});

export const deleteWebhook = defineEndpoint({
  id: 'integrations.delete-webhook',
  method: 'DELETE',
  path: '/workspaces/{workspaceId}/webhooks/{webhookId}',
  allow: ['integration:manage'],
  idempotent: true,
  params: webhookParams,
  responses: { 200: Done },
  errors: ['not_found'],
  summary: 'Delete a webhook; what still waits to be sent to it is given up.',
});

/** Not idempotent, as `createWebhook` is not; a repeat rotates again. */
export const rotateWebhookSecret = defineEndpoint({
  id: 'integrations.rotate-webhook-secret',
  method: 'POST',
  path: '/workspaces/{workspaceId}/webhooks/{webhookId}/rotate-secret',
  allow: ['integration:manage'],
  params: webhookParams,
  responses: { 200: z.strictObject({ webhook: Webhook, secret: z.string() }) },
  errors: ['not_found'],
  summary: `Replace the signing secret; for ${OLD_SECRET_HOURS} hours both sign, so that a receiver can change over.`,
});

export const testWebhook = defineEndpoint({
  id: 'integrations.test-webhook',
  method: 'POST',
  path: '/workspaces/{workspaceId}/webhooks/{webhookId}/test',
  allow: ['integration:manage'],
  idempotent: true,
  params: webhookParams,
  responses: { 202: Delivery },
  errors: ['not_found'],
  summary: 'Send a test event, once; also to a webhook that is disabled.',
});

export const listDeliveries = defineEndpoint({
  id: 'integrations.list-deliveries',
  method: 'GET',
  path: '/workspaces/{workspaceId}/webhooks/{webhookId}/deliveries',
  allow: ['integration:manage'],
  params: webhookParams,
  query: pageQuery({ status: z.optional(z.enum(DELIVERY_STATUSES)) }),
  responses: { 200: page(Delivery) },
  errors: ['not_found', 'bad_cursor'],
  summary: 'What was and is to be sent to a webhook in the last 30 days, newest first, with every attempt.',
});

export const repeatDelivery = defineEndpoint({
  id: 'integrations.repeat-delivery',
  method: 'POST',
  path: '/workspaces/{workspaceId}/webhooks/{webhookId}/deliveries/{deliveryId}/redeliver',
  allow: ['integration:manage'],
  idempotent: true,
  params: deliveryParams,
  responses: { 202: Delivery },
  errors: ['not_found', 'delivery_pending', 'webhook_disabled'],
  summary: 'Send a delivery again, with the same id and body; if it fails, it is retried as a new one.',
});

export const repeatDeliveries = defineEndpoint({
  id: 'integrations.repeat-deliveries',
  method: 'POST',
  path: '/workspaces/{workspaceId}/webhooks/{webhookId}/redeliver',
  allow: ['integration:manage'],
  idempotent: true,
  params: webhookParams,
  body: z
    .strictObject({
      from: Instant,
      until: Instant,
      /** Only those; without it both, but nothing that still waits. */
      status: z.optional(z.enum(['failed', 'delivered'])),
      /** Go on after this one: the `next` of the answer before. */
      after: z.optional(id('delivery')),
    })
    .check(z.refine(({ from, until }) => from < until, { error: 'must be later than from', path: ['until'] })),
  responses: { 202: z.strictObject({ queued: z.int(), next: z.nullable(id('delivery')) }) },
  errors: ['not_found', 'webhook_disabled'],
  summary: `Send what happened in a time again, oldest first, up to ${REPEATED_AT_ONCE} deliveries; while there are more, call again with \`after\`.`,
});

export const webhookEndpoints = [
  listWebhooks,
  createWebhook,
  getWebhook,
  updateWebhook,
  deleteWebhook,
  rotateWebhookSecret,
  testWebhook,
  listDeliveries,
  repeatDelivery,
  repeatDeliveries,
] as const;
