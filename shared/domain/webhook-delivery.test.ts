import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ATTEMPTS_OF_A_ROUND,
  FAILING_MS_TO_DISABLE,
  HEALTHY,
  judgeHealth,
  planAfterAttempt,
  RETRY_WAITS_SECONDS,
  type WebhookHealth,
} from './webhook-delivery.ts';

const NOW = 1_795_176_000_000;
const HOUR = 3_600_000;
const round = { most: ATTEMPTS_OF_A_ROUND };

describe('a delivery after an attempt', () => {
  it('is done when the receiver took it, whichever attempt it was', () => {
    for (let number = 1; number <= ATTEMPTS_OF_A_ROUND; number++)
      expect(planAfterAttempt('delivered', { ...round, number }, NOW)).toEqual({
        status: 'delivered',
        nextAttemptAtMs: null,
      });
  });

  it('is due again after 1 min, 5 min, 30 min, 2 h, 8 h and 24 h, then given up', () => {
    const waits = Array.from({ length: ATTEMPTS_OF_A_ROUND }, (_, index) => {
      const { nextAttemptAtMs } = planAfterAttempt('refused', { ...round, number: index + 1 }, NOW);
      return nextAttemptAtMs === null ? null : (nextAttemptAtMs - NOW) / 1000;
    });
    expect(waits).toEqual([...RETRY_WAITS_SECONDS, null]);
    expect(planAfterAttempt('refused', { ...round, number: ATTEMPTS_OF_A_ROUND }, NOW).status).toBe('failed');
  });

  it('is not tried again by itself when it is a test', () => {
    expect(planAfterAttempt('timed_out', { number: 1, most: 1 }, NOW)).toEqual({
      status: 'failed',
      nextAttemptAtMs: null,
    });
  });
});

describe('a webhook', () => {
  const failed = { outcome: 'unreachable', responseStatus: null } as const;
  /** Fails every `everyMs` from now on, `count` times; the last judgement. */
  const failing = (count: number, everyMs: number) => {
    let health: WebhookHealth = HEALTHY;
    let disable: string | null = null;
    for (let index = 0; index < count; index++) {
      const judged = judgeHealth(health, failed, NOW + index * everyMs);
      if (judged) ({ health, disable } = judged);
    }
    return { health, disable };
  };

  it('is disabled when it has failed for three days, ten times in a row at least', () => {
    expect(failing(12, 6 * HOUR).disable).toBeNull();
    expect(failing(13, 6 * HOUR).disable).toBe('failing');
    expect(failing(9, 24 * HOUR).disable).toBeNull();
    expect(failing(1000, 60_000).disable).toBeNull();
  });

  it('is disabled at once when its receiver says that it is gone', () => {
    expect(judgeHealth(HEALTHY, { outcome: 'refused', responseStatus: 410 }, NOW)?.disable).toBe('gone');
  });

  it('begins anew with a success, of which only the first after failures is written down', () => {
    const { health } = failing(5, HOUR);
    expect(judgeHealth(health, { outcome: 'delivered', responseStatus: 200 }, NOW)).toEqual({
      health: HEALTHY,
      disable: null,
    });
    expect(judgeHealth(HEALTHY, { outcome: 'delivered', responseStatus: 200 }, NOW)).toBeUndefined();
  });

  it('counts a burst of failures within a minute as one', () => {
    expect(failing(100, 500).health.failures).toBe(1);
    expect(failing(121, 500).health.failures).toBe(2);
  });

  it('is never disabled before three days of failures have gone by, however they come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 8 * HOUR }), { maxLength: 60 }), (gaps) => {
        let health: WebhookHealth = HEALTHY;
        let nowMs = NOW;
        for (const gap of gaps) {
          nowMs += gap;
          const judged = judgeHealth(health, failed, nowMs);
          if (!judged) continue;
          health = judged.health;
          if (judged.disable)
            expect(nowMs - (health.failingSinceMs ?? nowMs)).toBeGreaterThanOrEqual(FAILING_MS_TO_DISABLE);
        }
      }),
    );
  });
});
