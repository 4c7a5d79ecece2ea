import { takeStripeConnectWebhook } from '#contract/areas/payments.ts';
import { setting } from '#runtime/config.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { takeWebhook } from './webhook.ts';

export const handler = endpoint(takeStripeConnectWebhook, (call) =>
  takeWebhook(call, { secretName: setting('STRIPE_CONNECT_WEBHOOK_SECRET_NAME'), live: setting('STAGE') === 'prod' }),
);
