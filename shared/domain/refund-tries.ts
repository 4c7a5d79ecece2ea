/**
 * How long a refund that the provider refused waits for its next try, hours: after the last of them it is given up, ten days after it began, and people look at
 * it. What a bank or a balance refuses is often granted within days; what is refused for longer never is.
 */
export const REFUND_WAITS_HOURS = [1, 2, 4, 8, 24, 48, 72, 72] as const;

/** How long after that many refusals the next try waits, hours; undefined when there is none. */
export function refundWaitHours(refusals: number): number | undefined {
  return REFUND_WAITS_HOURS[refusals - 1];
}

/** What people of the platform do about a refund that was given up: it is tried anew, or the brand is owed the money. */
export const STUCK_REFUND_ACTIONS = ['retry', 'credit'] as const;
