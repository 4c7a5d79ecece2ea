/** The present instant, ms since the epoch; the only place that asks for the time. */
export function nowMs(): number {
  return Date.now();
}

/** An instant as ISO 8601 UTC. */
export function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}

/** Seconds from an instant until a day begins (UTC), rounded up; zero or less when it has begun. */
export function secondsUntilDay(day: string, nowMilliseconds: number): number {
  return Math.ceil((Date.parse(`${day}T00:00:00Z`) - nowMilliseconds) / 1000);
}
