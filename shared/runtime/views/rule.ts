import type * as z from 'zod/mini';
import type { Rule, RuleRun } from '#contract/areas/rules.ts';
import type { Task } from '#contract/areas/tasks.ts';
import type { RuleItem, RuleRunItem, RuleStateItem } from '#data/rule.ts';
import type { TaskItem } from '#data/task.ts';
import { runsIn, STOP_WORDS } from '#domain/rules/run.ts';

/** A rule as the API shows it. */
export function ruleView(rule: RuleItem, state: RuleStateItem | undefined, nowIso: string): z.input<typeof Rule> {
  const { workspaceId: _owner, ...shown } = rule;
  return {
    ...(shown as z.input<typeof Rule>),
    lastRun: state?.lastRun ?? null,
    runsThisHour: runsIn(state, nowIso),
  };
}

/** What a rule did as the API shows it. */
export function ruleRunView(run: RuleRunItem): z.input<typeof RuleRun> {
  const { runId, ruleVersion, campaignId, campaignTitle, depth, status, conditions, results } = run;
  const { wakeAt, startedAt, finishedAt, reason, event } = run;
  return {
    ...{ runId, ruleVersion, campaignId, campaignTitle, depth, status, conditions, results },
    ...{ wakeAt, startedAt, finishedAt, event: event.type, occurredAt: event.occurredAt },
    reason: reason && { code: reason, text: STOP_WORDS[reason] },
  };
}

/** A task as the API shows it. */
export function taskView({ workspaceId: _owner, ...task }: TaskItem): z.input<typeof Task> {
  return task;
}
