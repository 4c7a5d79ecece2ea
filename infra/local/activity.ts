import type { Activity } from './kernel.ts';

/** Activity, with what the clock and the console need beside it. */
export interface TrackedActivity extends Activity {
  /** Labels of the work in flight, oldest first. */
  inFlight(): string[];
  /** Resolves when nothing tracked is in flight, whatever timers are due; rejects with the labels after `timeoutMs` of real time. */
  quiet(timeoutMs?: number): Promise<void>;
  /** The clock tells here whether a timer is due at the present instant. */
  watchTimers(isDue: () => boolean): void;
  /** Wakes those who wait: something that counts for idleness has changed. */
  changed(): void;
}

/** Counts work in flight, so that tests and the clock can wait for the end of all of it. */
export function createActivity(): TrackedActivity {
  const running = new Map<number, string>();
  let nextId = 0;
  let waiters: (() => void)[] = [];
  let timerIsDue = () => false;

  const changed = (): void => {
    const woken = waiters;
    waiters = [];
    for (const wake of woken) wake();
  };
  const settled = async (isBusy: () => boolean, timeoutMs: number): Promise<void> => {
    const giveUpAt = performance.now() + timeoutMs;
    for (;;) {
      // Two turns of the event loop: what just ended may start the next thing from a callback.
      await nextTurn();
      await nextTurn();
      if (!isBusy()) return;
      if (!(await nextChange((wake) => waiters.push(wake), giveUpAt))) {
        const labels = [...running.values()].slice(0, 5).join(', ') || 'a due timer';
        throw new Error(`Still in flight after ${Math.round(timeoutMs / 1000)} s: ${labels}.`);
      }
    }
  };

  return {
    async run(label, work) {
      const id = nextId++;
      running.set(id, label);
      try {
        return await work();
      } finally {
        running.delete(id);
        if (running.size === 0) changed();
      }
    },
    idle: () => settled(() => running.size > 0 || timerIsDue(), 120_000),
    quiet: (timeoutMs = 120_000) => settled(() => running.size > 0, timeoutMs),
    inFlight: () => [...running.values()],
    watchTimers(isDue) {
      timerIsDue = isDue;
    },
    changed,
  };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** True when woken, false when `giveUpAt` (real ms of performance.now) came first. */
function nextChange(register: (wake: () => void) => void, giveUpAt: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), Math.max(0, giveUpAt - performance.now()));
    register(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
