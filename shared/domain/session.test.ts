import { describe, expect, it } from 'vitest';
import { decideRefresh } from './session.ts';

const session = { secretHash: 'now', previousHash: 'before', rotatedAtMs: 1000, expiresAtMs: 100_000 };
const LIMITS = { graceMs: 10_000, idleMs: 90_000 };

describe('a refresh secret', () => {
  it.each<[string, string, number, string]>([
    ['the present one rotates', 'now', 50_000, 'rotate'],
    ['the one before answers within the grace time', 'before', 11_000, 'answer'],
    ['the one before is reuse after it', 'before', 11_001, 'reuse'],
    ['an older one is reuse', 'older', 2000, 'reuse'],
    ['the present one still rotates just before the session is idle for too long', 'now', 90_999, 'rotate'],
    ['nothing works after it was not used for too long', 'now', 91_000, 'ended'],
    ['nothing works at the absolute end', 'now', 100_000, 'ended'],
  ])('%s', (_case, hash, nowMs, verdict) => {
    expect(decideRefresh(session, hash, nowMs, LIMITS)).toBe(verdict);
  });
  it('of a session that is gone is over', () => expect(decideRefresh(undefined, 'now', 0, LIMITS)).toBe('ended'));
});
