import { editHold } from '#data/hold.ts';
import { dueReminder, holdClock } from '#domain/hold-clock.ts';
import { msOf } from '../clock.ts';
import { heldEvent } from './move-hold.ts';
import { commitHold, type HoldName } from './release-hold.ts';

/** Notes that the time for which the money may be held is nearly over, once for each reminder. */
export function remindOfHold(name: HoldName, nowMs: number, partId?: string): Promise<boolean> {
  return commitHold(name, partId, (hold) => {
    if (hold.status !== 'funded' || !hold.heldUntil) return undefined;
    const heldUntil = { iso: hold.heldUntil, ms: msOf(hold.heldUntil) };
    const days = dueReminder({ heldUntilMs: heldUntil.ms, remindedDays: hold.remindedDays ?? null }, nowMs);
    if (days === undefined) return undefined;
    const { daysLeft } = holdClock(heldUntil, nowMs);
    return {
      changes: [editHold(hold, { remindedDays: days })],
      event: heldEvent('HoldEndingSoon', hold, hold.priceMinor, { heldUntil: heldUntil.iso, daysLeft }),
    };
  });
}
