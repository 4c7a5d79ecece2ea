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
export function systemCommitContext(cause: { correlationId?: string } = {}): CommitContext {
  const instant = nowMs();
  const eventId = newId('event');
  return {
    nowMs: instant,
    nowIso: isoOf(instant),
    deadlineMs: instant + BUDGET_MS,
    correlationId: cause.correlationId ?? eventId,
    actor: { kind: 'system' },
    ...auditContextOf(undefined, undefined),
    eventId,
    jitter,
    clock: nowMs,
  };
}
