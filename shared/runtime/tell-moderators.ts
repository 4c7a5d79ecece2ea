import { replace } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { keys } from '#data/keys.ts';
import { listWaitingSince, type ModerationItem, ModerationItems, moderationItemRef } from '#data/moderation.ts';
import { isRefused } from '#domain/decision.ts';
import { isUntold, TELLS_AFTER_HOURS } from '#domain/moderation.ts';
import { isoOf } from './clock.ts';
import { systemCommitContext } from './system-commit.ts';

const HOUR_MS = 3_600_000;
/** How much later it may still be told: half of the day's hours are for other reminders, and some runs may fail. */
const LATE_HOURS = 20;
/** One commit notes it on each; what is left is told by the next run. */
const MOST_AT_ONCE = 50;

/** Tells moderators, in one notification, of all that has waited for them for a day and that they were not told of yet. Answers of how many things. */
export async function tellModerators(instant: number): Promise<number> {
  const since = (hours: number) => isoOf(instant - hours * HOUR_MS);
  const waiting = await listWaitingSince(since(TELLS_AFTER_HOURS + LATE_HOURS), since(TELLS_AFTER_HOURS));
  const untold = waiting.filter(isUntold).slice(0, MOST_AT_ONCE);
  return untold.length === 0 ? 0 : tellOf(untold);
}

async function tellOf(found: readonly ModerationItem[]): Promise<number> {
  const context = systemCommitContext();
  const outcome = await commit(context, {
    // The index may lag behind what was decided meanwhile.
    reads: Object.fromEntries(found.map(({ workspaceId, itemId }) => [itemId, moderationItemRef(workspaceId, itemId)])),
    decide: (state) => {
      const waiting = Object.values(state).flatMap((item) => (item && isUntold(item) ? [item] : []));
      const [first] = waiting;
      const nothing = { changes: [], answer: { status: 200, body: 0 } };
      if (!first) return nothing;
      const due = waiting.flatMap(({ unanswered }) => unanswered?.decideBy ?? []).sort();
      return {
        changes: waiting.map((item) => replace(ModerationItems, item, { ...item, toldAt: context.nowIso })),
        event: {
          type: 'ModerationWaits' as const,
          aggregateId: first.itemId,
          seq: first.version + 1,
          partition: keys.moderationItem(first.workspaceId, first.itemId).pk,
          data: { count: waiting.length, decideBy: due[0] ?? null },
        },
        answer: { status: 200, body: waiting.length },
      };
    },
  });
  if (isRefused(outcome)) throw new Error(`Telling moderators was refused: ${outcome.refused}.`);
  return outcome.body;
}
