import { takeStripeWebhook } from '#contract/areas/payments.ts';
import { setting } from '#runtime/config.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { takeWebhook } from './webhook.ts';

export const handler = endpoint(takeStripeWebhook, (call) =>
  takeWebhook(call, { secretName: setting('STRIPE_WEBHOOK_SECRET_NAME'), live: setting('STAGE') === 'prod' }),
);
