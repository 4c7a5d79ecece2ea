import type { WebhookTargets } from '#domain/webhook-address.ts';
import { setting } from './config.ts';

/** Where this stage may send webhooks; only the stage of one machine says that loopback is among that. */
export function webhookTargets(): WebhookTargets {
  return setting('WEBHOOK_TARGETS') === 'public-and-loopback' ? 'public-and-loopback' : 'public';
}
