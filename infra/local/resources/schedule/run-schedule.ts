import type { Platform, Timer } from '../../kernel.ts';
import { parseSchedule } from './expression.ts';

interface ScheduleState {
  /** What the rate counts from; virtual ms. */
  startedAt: number;
  /** The next run; absent when there is none any more. */
  nextAt?: number;
  /** A changed expression starts anew. */
  expression: string;
}

const COLLECTION = 'schedules';

/**
 * Runs `fire` at every due time of a schedule on the virtual clock, remembering the next one durably: runs missed while the platform was
 * off happen once at its start. Returns how to stop it.
 */
export async function startSchedule(
  platform: Platform,
  schedule: {
    id: string;
    expression: string;
    timezone?: string | undefined;
    startMs?: number | undefined;
    endMs?: number | undefined;
  },
  fire: (dueAtMs: number) => Promise<void>,
): Promise<() => void> {
  const { clock, store } = platform;
  const expression = `${schedule.expression} ${schedule.timezone ?? ''}`.trim();
  const stored = await store.get<ScheduleState>(COLLECTION, schedule.id);
  const known = stored?.expression === expression ? stored : undefined;
  const startedAt = known?.startedAt ?? Math.max(clock.now(), schedule.startMs ?? 0);
  const nextRun = parseSchedule(schedule.expression, schedule.timezone, startedAt);
  let timer: Timer | undefined;
  let stopped = false;

  const plan = async (nextAt: number | undefined): Promise<void> => {
    const within =
      nextAt !== undefined && (schedule.endMs === undefined || nextAt <= schedule.endMs) ? nextAt : undefined;
    const state: ScheduleState = { startedAt, expression, ...(within !== undefined && { nextAt: within }) };
    await store.put(COLLECTION, schedule.id, state);
    if (within === undefined || stopped) return;
    timer = clock.at(within, `schedule ${schedule.id}`, async () => {
      try {
        await fire(within);
      } finally {
        // From now on, not from the due time: what was missed while the platform was off is not made up for run by run.
        await plan(nextRun(Math.max(clock.now(), within)));
      }
    });
  };
  await plan(known ? known.nextAt : nextRun(Math.max(clock.now(), startedAt - 1)));
  return () => {
    stopped = true;
    timer?.cancel();
  };
}
