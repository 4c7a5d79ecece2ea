import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createActivity } from './activity.ts';
import { createClock, createManualClock } from './clock.ts';

describe('advancing the clock', () => {
  it('runs every due timer at its own instant, in order, those that timers set included', async () => {
    const dues = fc.array(fc.integer({ min: 1, max: 1000 }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(dues, async (delays) => {
        const clock = createManualClock(1_000_000, { activity: createActivity() });
        const ran: number[] = [];
        for (const delay of delays) {
          clock.at(1_000_000 + delay, 'outer', () => {
            ran.push(clock.now());
            clock.at(clock.now() + 7, 'inner', () => void ran.push(clock.now()));
          });
        }
        await clock.advanceTo(1_002_000);
        const wanted = delays.flatMap((delay) => [1_000_000 + delay, 1_000_007 + delay]).sort((a, b) => a - b);
        expect(ran).toEqual(wanted);
        expect(clock.now()).toBe(1_002_000);
      }),
      { numRuns: 50 },
    );
  });

  it('waits for what a timer started before it goes on', async () => {
    const activity = createActivity();
    const clock = createManualClock(1, { activity });
    const order: string[] = [];
    clock.at(10, 'first', () => {
      void activity.run('follow-up', async () => {
        for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
        order.push(`follow-up at ${clock.now()}`);
      });
    });
    clock.at(20, 'second', () => void order.push(`second at ${clock.now()}`));
    await clock.advanceTo(30);
    expect(order).toEqual(['follow-up at 10', 'second at 20']);
  });

  it('stops a loop of timers that never ends with a sentence that names it', async () => {
    const clock = createManualClock(1, { activity: createActivity(), maxRuns: 100 });
    const again = (): void => void clock.at(clock.now(), 'tight loop', again);
    again();
    await expect(clock.advanceTo(2)).rejects.toThrow(/ran 100 timers without end; the next would be "tight loop"/);
    clock.stop();
  });

  it('does not run what was cancelled, and tells of what failed', async () => {
    const failed: string[] = [];
    const clock = createManualClock(1, {
      activity: createActivity(),
      onError: (label, error) => void failed.push(`${label}: ${(error as Error).message}`),
    });
    clock.at(5, 'cancelled', () => void failed.push('ran')).cancel();
    clock.at(5, 'broken', () => {
      throw new Error('no');
    });
    await clock.advanceTo(9);
    expect(failed).toEqual(['broken: no']);
  });
});

describe('a running clock', () => {
  it('keeps its offset before anything of the new instant runs, so that no crash turns time back', async () => {
    const kept: number[] = [];
    const clock = createClock({
      activity: createActivity(),
      offsetMs: 5000,
      persist: async (offsetMs) => void kept.push(offsetMs),
    });
    const dueAtMs = clock.now() + 3_600_000;
    const seen: number[] = [];
    clock.at(dueAtMs, 'later', () => void seen.push(kept.length, clock.now()));
    await clock.advanceTo(dueAtMs + 1000);
    clock.stop();
    expect(seen[0]).toBe(1);
    expect(seen[1]).toBeGreaterThanOrEqual(dueAtMs);
    expect(kept.at(-1)).toBe(clock.offsetMs());
  });

  it('runs what is due without being advanced, and is idle only then', async () => {
    const activity = createActivity();
    const clock = createClock({ activity });
    let ran = false;
    clock.at(clock.now(), 'now', () => {
      ran = true;
    });
    await activity.idle();
    clock.stop();
    expect(ran).toBe(true);
  });
});
