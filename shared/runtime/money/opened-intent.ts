import { replace } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { type PaymentItem, Payments, paymentRef } from '#data/payment.ts';
import { isRefused } from '#domain/decision.ts';
import { askKey, nextAsk, SURELY_SEEN_MS } from '#domain/provider-ask.ts';
import { isoOf, msOf } from '../clock.ts';
import { systemCommitContext } from '../system-commit.ts';

/** The clocks of the provider and of whoever asked it may differ by so much, ms. */
const CLOCK_MS = 120_000;

/** What looks for the provider's object of a payment that was opened between two instants, by the id of the payment. */
interface Finder {
  findIntentOf: (paymentId: string, sinceMs: number, untilMs: number) => Promise<string | undefined>;
}

/** When the provider was asked first under the newest key. */
function askedSinceMs({ asked, createdAt }: PaymentItem): number {
  return msOf(asked?.at ?? createdAt);
}

/**
 * The provider's object of a payment, where it is known, or was asked for so long ago that it must be looked for. Undefined when asking for it once more under
 * its newest key is what finds it, or opens it.
 */
export async function findOpenedIntent(
  provider: Finder,
  payment: PaymentItem,
  nowMs: number,
): Promise<{ intentId: string | undefined } | undefined> {
  const { intentId, paymentId } = payment;
  if (intentId) return { intentId };
  const sinceMs = askedSinceMs(payment);
  if (nextAsk(sinceMs, nowMs) === 'ask') return undefined;
  const untilMs = sinceMs + SURELY_SEEN_MS + CLOCK_MS;
  return { intentId: await provider.findIntentOf(paymentId, sinceMs - CLOCK_MS, untilMs) };
}

/** The key under which the provider may be asked to open a payment, by who has looked for it and found nothing; undefined while it may only be looked for. */
export async function keyToOpen(
  payment: PaymentItem,
  by: { nowMs: number; correlationId?: string },
): Promise<string | undefined> {
  const { workspaceId, paymentId } = payment;
  const count = payment.asked?.count ?? 0;
  const next = nextAsk(askedSinceMs(payment), by.nowMs);
  if (next !== 'renew') return next === 'ask' ? askKey(paymentId, count) : undefined;
  const outcome = await commit(systemCommitContext(by), {
    reads: { now: paymentRef(workspaceId, paymentId) },
    decide: ({ now }) => {
      const isMine = now !== undefined && !now.intentId && (now.asked?.count ?? 0) === count;
      const renewed = { ...(now as PaymentItem), asked: { count: count + 1, at: isoOf(by.nowMs) } };
      const changes = isMine ? [replace(Payments, now, renewed)] : [];
      return { changes, answer: { status: 200, body: isMine } };
    },
  });
  return !isRefused(outcome) && outcome.body ? askKey(paymentId, count + 1) : undefined;
}
