import { beforeEach, describe, expect, it } from 'vitest';
import { createActivity } from '#local/activity.ts';
import { createManualClock, type PlatformClock } from '#local/clock.ts';
import { ClockAdvances } from './advance-clock.ts';

const startMs = Date.parse('2026-03-01T00:00:00Z');
const dayMs = 86_400_000;
let clock: PlatformClock;
let advances: ClockAdvances;
beforeEach(() => {
  clock = createManualClock(startMs, { activity: createActivity() });
  advances = new ClockAdvances(clock);
});

describe('advances of the clock', () => {
  it('go on by ms, or to a time in ms or as a date', async () => {
    await advances.start({ ms: dayMs }).done;
    expect(clock.now()).toBe(startMs + dayMs);
    await advances.start({ to: startMs + 2 * dayMs }).done;
    expect(clock.now()).toBe(startMs + 2 * dayMs);
    await advances.start({ to: '2026-03-08T00:00:00Z' }).done;
    expect(clock.now()).toBe(startMs + 7 * dayMs);
  });

  it('tell how far they have come while timers run', async () => {
    const seen: unknown[] = [];
    clock.at(startMs + dayMs, 'noon', () => void seen.push({ ...advances.latest(), nowMs: clock.now() }));
    await advances.start({ ms: 2 * dayMs }).done;
    expect(seen).toEqual([
      expect.objectContaining({
        status: 'running',
        fromMs: startMs,
        toMs: startMs + 2 * dayMs,
        nowMs: startMs + dayMs,
      }),
    ]);
    expect(advances.latest()).toMatchObject({ status: 'done', fromMs: startMs, toMs: startMs + 2 * dayMs });
  });

  it('wait for one another and each go as far as asked', async () => {
    const first = advances.start({ ms: dayMs });
    const second = advances.start({ ms: dayMs });
    expect(second.advance.status).toBe('waiting');
    await first.done;
    expect(await second.done).toMatchObject({ fromMs: startMs + dayMs, toMs: startMs + 2 * dayMs });
  });

  it('go on after one that failed, which says why', async () => {
    const stuck = new ClockAdvances({
      ...clock,
      advanceTo: (toMs) => (toMs > startMs + dayMs ? Promise.reject(new Error('no end')) : clock.advanceTo(toMs)),
    });
    await expect(stuck.start({ ms: 2 * dayMs }).done).rejects.toThrow('no end');
    expect(stuck.latest()).toMatchObject({ status: 'failed', error: 'no end' });
    expect(await stuck.start({ ms: dayMs }).done).toMatchObject({ status: 'done' });
  });

  it.each<[string, object]>([
    ['nothing', {}],
    ['both', { ms: 1, to: startMs + 1 }],
    ['a text for ms', { ms: '1' }],
    ['no number', { ms: Number.NaN }],
    ['time turned back by ms', { ms: -1 }],
    ['time turned back by date', { to: '2026-02-28' }],
    ['no date', { to: 'tomorrow' }],
    ['more than ten years', { ms: 3_661 * dayMs }],
  ])('refuse %s', (_what, target) => {
    expect(() => advances.start(target)).toThrow(expect.objectContaining({ status: 400 }));
    expect(clock.now()).toBe(startMs);
  });
});
