/** How much of a number is shown again: enough to know one's own by, too little to call it. */
const SHOWN_DIGITS = 2;

/** A number without what people put between its digits; two zeros in front are the plus of many countries. */
export function plainNumber(typed: string): string {
  return typed.replace(/[\s().\-/]/g, '').replace(/^00(?=\d)/, '+');
}

/** A country code that does not begin with 0, and at most 15 digits in all (ITU-T E.164). */
export const E164 = /^\+[1-9]\d{6,14}$/;

/** The last digits of a number: all that is shown of it. */
export function endOfNumber(number: string): string {
  return number.slice(-SHOWN_DIGITS);
}

/** At most so many within so many seconds. */
export interface SendLimit {
  limit: number;
  seconds: number;
}

/** When something may be sent again after what was sent so far, ms since the epoch; the past and the present mean now. Every limit counts over the time just before. */
export function nextSendAt(sentAtMs: readonly number[], limits: readonly SendLimit[]): number {
  const latestFirst = [...sentAtMs].sort((a, b) => b - a);
  const ends = limits.map(({ limit, seconds }) => {
    const oldest = latestFirst[limit - 1];
    return oldest === undefined ? 0 : oldest + seconds * 1000;
  });
  return Math.max(0, ...ends);
}

/** What is still to be known of what was sent, with one more: whatever a limit may count. */
export function withSend(sentAtMs: readonly number[], nowMs: number, limits: readonly SendLimit[]): number[] {
  const longestMs = Math.max(...limits.map(({ seconds }) => seconds)) * 1000;
  return [...sentAtMs.filter((sentMs) => sentMs > nowMs - longestMs), nowMs];
}
