import type { PaymentItem } from '#data/payment.ts';
import { msOf } from '../clock.ts';

/** How long the provider is sure to know an idempotency key, ms; after that the same call would open a second payment. */
const KEY_KEPT_MS = 23 * 3_600_000;

/** What looks for the provider's object of a payment by the id of the payment. */
interface Finder {
  findIntentOf: (paymentId: string) => Promise<string | undefined>;
}

/**
 * The provider's object of a payment, where it is known, or was opened so long ago that it must be looked for. Undefined when asking for it once more under the
 * key of the payment is what finds it, or opens it.
 */
export async function findOpenedIntent(
  provider: Finder,
  { intentId, paymentId, createdAt }: PaymentItem,
  nowMs: number,
): Promise<{ intentId: string | undefined } | undefined> {
  if (intentId) return { intentId };
  return msOf(createdAt) < nowMs - KEY_KEPT_MS ? { intentId: await provider.findIntentOf(paymentId) } : undefined;
}
