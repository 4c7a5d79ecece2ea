import type { DeliveryItem } from '#data/webhook.ts';

/** A delivery that begins a new round of attempts now. */
export function repeated(delivery: DeliveryItem, nowMs: number): DeliveryItem {
  const { attemptCount, version } = delivery;
  const due = { status: 'pending' as const, attemptsBefore: attemptCount, nextAttemptAtMs: nowMs };
  return { ...delivery, ...due, version: version + 1 };
}
