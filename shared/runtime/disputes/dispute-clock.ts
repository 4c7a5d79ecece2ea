import type { DisputeItem } from '#data/dispute.ts';
import type { DisputeClock } from '#domain/dispute.ts';
import { msOf } from '../clock.ts';

/** What the clock of a dispute sees. */
export function clockOf({ phase, dueAt, remindedHours }: DisputeItem): DisputeClock {
  return { phase, dueAtMs: dueAt === null ? null : msOf(dueAt), remindedHours };
}
