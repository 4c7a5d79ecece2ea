import type { TrackedActivity } from './activity.ts';
import type { Clock, Timer } from './kernel.ts';

/** The clock of the platform, with what the platform itself does with it. */
export interface PlatformClock extends Clock {
  /** Two 64-bit cells read by every worker: [0] frozen time in ms (0 = time runs), [1] offset to real time in ms. */
  readonly shared: SharedArrayBuffer;
  /** Virtual ms ahead of real time. */
  offsetMs(): number;
  /** Timers not yet run, next due first. */
  pending(): { dueAtMs: number; label: string }[];
  stop(): void;
}

interface ClockOptions {
  activity: TrackedActivity;
  /** Offset kept from an earlier run, ms; below zero while a demo world still lives in the past. */
  offsetMs?: number;
  /** Called before any timer of a new instant runs, so that time never goes back after a crash. */
  persist?: (offsetMs: number) => Promise<void>;
  onError?: (label: string, error: unknown) => void;
  /** Most timers one advance may run before it is taken for an endless loop. */
  maxRuns?: number;
}

interface Entry {
  dueAtMs: number;
  order: number;
  label: string;
  run: () => void | Promise<void>;
}

// Longest delay a Node timer takes, ms.
const maxDelayMs = 2_147_483_647;

/** Virtual time that runs with real time, some offset ahead of it or, at the beginning, behind it. */
export function createClock(options: ClockOptions): PlatformClock {
  const shared = new SharedArrayBuffer(16);
  const cells = new BigInt64Array(shared);
  Atomics.store(cells, 1, BigInt(Math.round(options.offsetMs ?? 0)));
  const offset = (): number => Number(Atomics.load(cells, 1));
  let latest = 0;
  const time: TimeSource = {
    // A real clock that is set back must not turn virtual time back.
    now: () => (latest = Math.max(latest, Date.now() + offset())),
    async moveTo(ms) {
      const next = Math.max(offset(), Math.round(ms - Date.now()));
      if (next === offset()) return;
      await options.persist?.(next);
      Atomics.store(cells, 1, BigInt(next));
    },
    offset,
    runs: true,
    shared,
  };
  return withTimers(time, options);
}

/** Virtual time that stands still until it is advanced, for tests of the parts. */
export function createManualClock(startMs: number, options: Omit<ClockOptions, 'offsetMs' | 'persist'>): PlatformClock {
  const shared = new SharedArrayBuffer(16);
  const cells = new BigInt64Array(shared);
  Atomics.store(cells, 0, BigInt(startMs));
  const time: TimeSource = {
    now: () => Number(Atomics.load(cells, 0)),
    async moveTo(ms) {
      if (ms > time.now()) Atomics.store(cells, 0, BigInt(Math.round(ms)));
    },
    offset: () => 0,
    runs: false,
    shared,
  };
  return withTimers(time, options);
}

interface TimeSource {
  now(): number;
  /** Never moves back. */
  moveTo(ms: number): Promise<void>;
  offset(): number;
  /** Whether time passes by itself. */
  runs: boolean;
  shared: SharedArrayBuffer;
}

function withTimers(time: TimeSource, options: ClockOptions): PlatformClock {
  const { activity, maxRuns = 200_000 } = options;
  const queue: Entry[] = [];
  let order = 0;
  let realTimer: NodeJS.Timeout | undefined;
  let advancing = false;
  let stopped = false;
  let advances: Promise<void> = Promise.resolve();

  const insert = (entry: Entry): void => {
    let at = queue.length;
    while (at > 0 && isBefore(entry, queue[at - 1])) at--;
    queue.splice(at, 0, entry);
  };
  const takeDue = (byMs: number): Entry | undefined => {
    const first = queue[0];
    return first && first.dueAtMs <= byMs ? queue.shift() : undefined;
  };
  const start = (entry: Entry): Promise<void> =>
    activity.run(`timer ${entry.label}`, async () => {
      try {
        await entry.run();
      } catch (error) {
        options.onError?.(entry.label, error);
      }
    });
  const arm = (): void => {
    clearTimeout(realTimer);
    const first = queue[0];
    // A frozen clock still runs what is due already.
    if (!first || advancing || stopped || (!time.runs && first.dueAtMs > time.now())) return;
    realTimer = setTimeout(fireDue, Math.min(Math.max(0, first.dueAtMs - time.now()), maxDelayMs));
  };
  const fireDue = (): void => {
    // Taken before any runs: a timer that sets another for this same instant must not hold up everything else.
    const due: Entry[] = [];
    for (let entry = takeDue(time.now()); entry; entry = takeDue(time.now())) due.push(entry);
    for (const entry of due) void start(entry);
    activity.changed();
    arm();
  };
  const advance = async (toMs: number): Promise<void> => {
    advancing = true;
    clearTimeout(realTimer);
    try {
      await activity.quiet();
      for (let runs = 0; ; runs++) {
        if (runs >= maxRuns)
          throw new Error(
            `Advancing the clock ran ${maxRuns} timers without end; the next would be "${queue[0]?.label}".`,
          );
        const next = queue[0];
        if (!next || next.dueAtMs > toMs) break;
        await time.moveTo(next.dueAtMs);
        queue.shift();
        await start(next);
        await activity.quiet();
      }
      await time.moveTo(toMs);
    } finally {
      advancing = false;
      arm();
    }
  };

  activity.watchTimers(() => !stopped && (queue[0]?.dueAtMs ?? Number.POSITIVE_INFINITY) <= time.now());
  return {
    now: time.now,
    at(dueAtMs, label, run): Timer {
      const entry: Entry = { dueAtMs, order: order++, label, run };
      insert(entry);
      arm();
      return {
        cancel() {
          const at = queue.indexOf(entry);
          if (at < 0) return;
          queue.splice(at, 1);
          activity.changed();
          arm();
        },
      };
    },
    advanceTo(toMs) {
      // One after another: two advances at once would each take the other's instants.
      const run = advances.then(() => advance(toMs));
      advances = run.catch(() => undefined);
      return run;
    },
    shared: time.shared,
    offsetMs: time.offset,
    pending: () => queue.map(({ dueAtMs, label }) => ({ dueAtMs, label })),
    stop() {
      stopped = true;
      clearTimeout(realTimer);
    },
  };
}

function isBefore(entry: Entry, other: Entry | undefined): boolean {
  if (!other) return false;
  return entry.dueAtMs < other.dueAtMs || (entry.dueAtMs === other.dueAtMs && entry.order < other.order);
}
