/** How long after a failed attempt the next one follows, seconds: seven attempts within a day and a half. */
export const RETRY_WAITS_SECONDS = [60, 300, 1800, 7200, 28_800, 86_400] as const;

/** A webhook is disabled when so many attempts in a row have failed (counted at most once a minute) … */
export const FAILURES_TO_DISABLE = 10;
/** … over at least this time, ms. */
export const FAILING_MS_TO_DISABLE = 3 * 86_400_000;
const COUNTED_ONCE_IN_MS = 60_000;

/** Attempts that are remembered of one delivery. */
export const ATTEMPTS_KEPT = 30;

/** How an attempt ended: only `delivered`, an answer 200 to 299, is a success. */
export const ATTEMPT_OUTCOMES = [
  'delivered',
  'refused',
  'redirected',
  'timed_out',
  'unreachable',
  'address_refused',
] as const;
export type AttemptOutcome = (typeof ATTEMPT_OUTCOMES)[number];

export const DELIVERY_STATUSES = ['pending', 'delivered', 'failed'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

export const DISABLED_REASONS = ['by_hand', 'failing', 'gone'] as const;
export type DisabledReason = (typeof DISABLED_REASONS)[number];

/** How often one delivery is tried by itself. */
export const ATTEMPTS_OF_A_ROUND = RETRY_WAITS_SECONDS.length + 1;

/** What becomes of a delivery after its attempt number `number` of `most` in this round: done, given up, or due again. */
export function planAfterAttempt(
  outcome: AttemptOutcome,
  { number, most }: { number: number; most: number },
  nowMs: number,
): { status: DeliveryStatus; nextAttemptAtMs: number | null } {
  if (outcome === 'delivered') return { status: 'delivered', nextAttemptAtMs: null };
  const waitSeconds = number < most ? RETRY_WAITS_SECONDS[number - 1] : undefined;
  if (waitSeconds === undefined) return { status: 'failed', nextAttemptAtMs: null };
  return { status: 'pending', nextAttemptAtMs: nowMs + waitSeconds * 1000 };
}

/** How a webhook has fared since its last success. */
export interface WebhookHealth {
  failures: number;
  failingSinceMs: number | null;
  lastFailureAtMs: number | null;
}

export const HEALTHY: WebhookHealth = { failures: 0, failingSinceMs: null, lastFailureAtMs: null };

/** How a webhook fares after an attempt, and why it is to be disabled, if it is; undefined when nothing has to be written down. */
export function judgeHealth(
  health: WebhookHealth,
  attempt: { outcome: AttemptOutcome; responseStatus: number | null },
  nowMs: number,
): { health: WebhookHealth; disable: DisabledReason | null } | undefined {
  if (attempt.outcome === 'delivered') return health.failures > 0 ? { health: HEALTHY, disable: null } : undefined;
  // The receiver says that nothing will ever be there again (RFC 9110, 15.5.11).
  const isGone = attempt.responseStatus === 410;
  const { failures, failingSinceMs, lastFailureAtMs } = health;
  if (!isGone && lastFailureAtMs !== null && nowMs - lastFailureAtMs < COUNTED_ONCE_IN_MS) return undefined;
  const next = { failures: failures + 1, failingSinceMs: failingSinceMs ?? nowMs, lastFailureAtMs: nowMs };
  const isHopeless =
    next.failures >= FAILURES_TO_DISABLE && nowMs - next.failingSinceMs >= FAILING_MS_TO_DISABLE ? 'failing' : null;
  return { health: next, disable: isGone ? 'gone' : isHopeless };
}
