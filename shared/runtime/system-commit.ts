import type { EventActor } from '#contract/events.ts';
import { setTableName } from '#data/client.ts';
import type { CommitContext } from '#data/commit.ts';
import { auditContextOf } from './audit-source.ts';
import { isoOf, nowMs } from './clock.ts';
import { setting } from './config.ts';
import { jitter, newId } from './ids.ts';

setTableName(() => setting('TABLE_NAME'));

/** How long a background commit may go on trying, ms; below every background function's timeout. */
const BUDGET_MS = 20_000;

/** The commit context of work the platform does by itself (reactions, steps, schedules, operations). */
export function systemCommitContext(cause: { correlationId?: string; actor?: EventActor } = {}): CommitContext {
  const instant = nowMs();
  const eventId = newId('event');
  return {
    nowMs: instant,
    nowIso: isoOf(instant),
    deadlineMs: instant + BUDGET_MS,
    correlationId: cause.correlationId ?? eventId,
    // What comes of the doing of a rule says so, so that rules that trigger themselves are known by it.
    actor: { kind: 'system', ...chainOf(cause.actor) },
    ...auditContextOf(undefined, undefined),
    eventId,
    jitter,
    clock: nowMs,
  };
}

function chainOf({ ruleId, depth }: Partial<EventActor> = {}): { ruleId?: string; depth?: number } {
  return ruleId === undefined || depth === undefined ? {} : { ruleId, depth };
}
