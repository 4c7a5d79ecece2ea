/** The present instant, ms since the epoch; the only place that asks for the time. */
export function nowMs(): number {
  return Date.now();
}

/** An instant as ISO 8601 UTC. */
export function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}
