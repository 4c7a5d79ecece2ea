import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { E164, endOfNumber, nextSendAt, plainNumber, type SendLimit, withSend } from './phone.ts';

describe('a phone number', () => {
  it.each([
    ['+49 (151) 234-567 89', '+4915123456789'],
    ['0049 151/23456789', '+4915123456789'],
    ['+1.555.010.0199', '+15550100199'],
  ])('is taken as people write it: %s', (typed, plain) => {
    expect(plainNumber(typed)).toBe(plain);
    expect(plain).toMatch(E164);
  });

  it.each([
    ['without its country code', '0151 23456789'],
    ['with letters', '+49 CALL ME'],
    ['with a country code that begins with 0', '+049151234567'],
    ['too long for any country', '+4915123456789012'],
    ['too short for any country', '+49151'],
  ])('is refused %s', (_why, typed) => expect(plainNumber(typed)).not.toMatch(E164));

  it('is shown by its last two digits alone', () => expect(endOfNumber('+4915123456789')).toBe('89'));
});

describe('how often something is sent', () => {
  const LIMITS: readonly SendLimit[] = [
    { limit: 1, seconds: 30 },
    { limit: 3, seconds: 3600 },
    { limit: 5, seconds: 86_400 },
  ];

  it('is nobody’s business the first time', () => expect(nextSendAt([], LIMITS)).toBe(0));

  it('is held back by the limit that ends last', () => {
    expect(nextSendAt([1_000_000], LIMITS)).toBe(1_030_000);
    expect(nextSendAt([1_000_000, 1_040_000, 1_080_000], LIMITS)).toBe(1_000_000 + 3_600_000);
  });

  it('never is more than a limit allows in any stretch of time as long as it, whenever people ask', () => {
    const asks = fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 120 });
    fc.assert(
      fc.property(asks, (pausesSeconds) => {
        let [nowMs, kept] = [1_700_000_000_000, [] as number[]];
        const sent: number[] = [];
        for (const pause of pausesSeconds) {
          nowMs += pause * 1000;
          if (nextSendAt(kept, LIMITS) > nowMs) continue;
          kept = withSend(kept, nowMs, LIMITS);
          sent.push(nowMs);
        }
        for (const { limit, seconds } of LIMITS)
          for (const from of sent)
            expect(sent.filter((at) => at >= from && at < from + seconds * 1000).length).toBeLessThanOrEqual(limit);
        expect(kept.length).toBeLessThanOrEqual(5);
      }),
    );
  });
});
