/** The present instant, ms since the epoch; the only place that asks for the time. */
export function nowMs(): number {
  return Date.now();
}

/** An instant as ISO 8601 UTC. */
export function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}

/** An ISO 8601 instant as the Date that some libraries ask for. */
export function dateOf(iso: string): Date {
  return new Date(iso);
}

/** Seconds from an instant until a day begins (UTC), rounded up; zero or less when it has begun. */
export function secondsUntilDay(day: string, nowMilliseconds: number): number {
  return Math.ceil((Date.parse(`${day}T00:00:00Z`) - nowMilliseconds) / 1000);
}

/** The instant that many days (24 h each) after an instant, ISO 8601. */
export function daysLater(ms: number, days: number): string {
  return isoOf(ms + days * 24 * 3600 * 1000);
}

/** An ISO 8601 instant in ms. */
export function msOf(iso: string): number {
  return Date.parse(iso);
}
