/**
 * The server's clock as seen from here. Times on screens are relative to it, not to the visitor's clock, which may be wrong and which does
 * not follow when the platform's clock is advanced.
 */
let offsetMs = 0;
const listeners = new Set<() => void>();

/** Takes the `Date` header of an answer (whole seconds). */
export function noteServerDate(date: string, localNowMs: number = Date.now()): void {
  const serverMs = Date.parse(date);
  if (Number.isNaN(serverMs)) return;
  // The header is cut to whole seconds: half a second is the best guess of what was cut.
  const next = serverMs + 500 - localNowMs;
  if (Math.abs(next - offsetMs) < 2_000) return;
  offsetMs = next;
  for (const listener of listeners) listener();
}

/** Now by the server's clock, ms since the epoch. */
export function serverNowMs(): number {
  return Date.now() + offsetMs;
}

/** Calls back when the offset moves by more than two seconds; returns the way to stop. */
export function onServerTimeShift(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
