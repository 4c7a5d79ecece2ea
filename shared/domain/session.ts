/** What to do with a refresh secret: rotate it, answer without rotating (the other tab just did), or end the session. */
export type RefreshVerdict = 'rotate' | 'answer' | 'ended' | 'reuse';

/**
 * Judges a refresh secret by its hash. A session ends at its absolute end, or when it was not refreshed (and so not used) for `idleMs`. The secret before the last rotation still answers within the grace time, for two tabs that refresh at once;
 * any other known-looking secret is a reused one, which ends the session (RFC 9700, 4.14.2).
 */
export function decideRefresh(
  session: { secretHash: string; previousHash: string | null; rotatedAtMs: number; expiresAtMs: number } | undefined,
  presentedHash: string,
  nowMs: number,
  { graceMs, idleMs }: { graceMs: number; idleMs: number },
): RefreshVerdict {
  if (!session || session.expiresAtMs <= nowMs || nowMs - session.rotatedAtMs >= idleMs) return 'ended';
  if (presentedHash === session.secretHash) return 'rotate';
  if (presentedHash === session.previousHash && nowMs - session.rotatedAtMs <= graceMs) return 'answer';
  return 'reuse';
}
