import type { PlatformClock } from '#local/clock.ts';
import { ConsoleError } from './http.ts';

const dayMs = 86_400_000;
const longestMs = 3_660 * dayMs;

/** One advance of the clock; times are virtual ms, `realMs` is real. */
export interface Advance {
  id: number;
  status: 'waiting' | 'running' | 'done' | 'failed';
  fromMs: number;
  toMs: number;
  realMs: number;
  error?: string;
}

/** The target of an advance as a request names it: `ms` to go on, or `to` as ms since the epoch or as a date. */
export interface AdvanceTarget {
  ms?: unknown;
  to?: unknown;
}

/** Advances the clock, one advance after the other, and tells how far each has come. */
export class ClockAdvances {
  readonly #clock: PlatformClock;
  #latest: (Advance & { startedReal: number }) | undefined;
  #nextId = 1;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(clock: PlatformClock) {
    this.#clock = clock;
  }

  /** The advance that runs, else the last one. */
  latest(): Advance | undefined {
    if (!this.#latest) return undefined;
    const { startedReal, ...advance } = this.#latest;
    return advance.status === 'running' ? { ...advance, realMs: elapsed(startedReal) } : advance;
  }

  /** Queues an advance; `done` resolves when time has come there and rejects with what went wrong. Throws ConsoleError 400. */
  start(target: AdvanceTarget): { advance: Advance; done: Promise<Advance> } {
    const targetAt = readTarget(target);
    const now = this.#clock.now();
    assertReachable(targetAt(now), now);
    const advance = { id: this.#nextId++, status: 'waiting', fromMs: now, toMs: targetAt(now), realMs: 0 } as Advance;
    const done = this.#queue.then(() => this.#run(advance, targetAt));
    this.#queue = done.catch(() => undefined);
    return { advance, done };
  }

  async #run(advance: Advance, targetAt: (nowMs: number) => number): Promise<Advance> {
    const startedReal = performance.now();
    const fromMs = this.#clock.now();
    // Counted from here: one that had to wait for another goes on as far as it was asked to.
    Object.assign(advance, { status: 'running', fromMs, toMs: Math.max(fromMs, targetAt(fromMs)) });
    const latest = Object.assign(advance, { startedReal });
    this.#latest = latest;
    try {
      await this.#clock.advanceTo(advance.toMs);
      advance.status = 'done';
    } catch (error) {
      advance.status = 'failed';
      advance.error = (error as Error).message;
      throw error;
    } finally {
      advance.realMs = elapsed(startedReal);
    }
    return advance;
  }
}

function readTarget({ ms, to }: AdvanceTarget): (nowMs: number) => number {
  if (typeof ms === 'number' && Number.isFinite(ms) && ms >= 0 && to === undefined) return (now) => now + ms;
  const at = typeof to === 'string' ? Date.parse(to) : to;
  if (typeof at === 'number' && Number.isFinite(at) && ms === undefined) return () => at;
  throw new ConsoleError(400, 'Give either ms, how far to go on in ms, or to, a time in ms or as an ISO 8601 date.');
}

function assertReachable(targetMs: number, nowMs: number): void {
  if (targetMs < nowMs)
    throw new ConsoleError(400, `The clock only goes on; it is ${new Date(nowMs).toISOString()} already.`);
  if (targetMs - nowMs > longestMs) throw new ConsoleError(400, 'One advance goes 3,660 days at most.');
}

function elapsed(sinceReal: number): number {
  return Math.round(performance.now() - sinceReal);
}
