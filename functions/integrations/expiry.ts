import { Failure } from '#contract/failure.ts';
import { msOf } from '#runtime/clock.ts';

/** When a key ends, ms; null for never. Throws validation_failed for an instant that is over. */
export function expiryOf(expiresAt: string | null, nowMs: number): number | null {
  if (expiresAt === null) return null;
  const expiresAtMs = msOf(expiresAt);
  if (expiresAtMs > nowMs) return expiresAtMs;
  throw new Failure('validation_failed', undefined, {
    issues: [{ path: 'expiresAt', message: 'must lie in the future' }],
  });
}
