import { MOST_DEPTH, RUNS_PER_HOUR } from './rule.ts';

/**
 * Conditions did not hold · it was held up, with the reason · it is at work · it waits · all of it was done · some of it was refused · none of it could be done.
 */
export const RUN_STATUSES = ['not_met', 'stopped', 'running', 'waiting', 'done', 'partly', 'refused'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

export const STOP_REASONS = [
  'depth',
  'rate',
  'author_gone',
  'author_may_not',
  'rule_changed',
  'campaign_gone',
  'no_longer_met',
] as const;
export type StopReason = (typeof STOP_REASONS)[number];

/** Why a run was held up, in one sentence that says how to mend it. */
export const STOP_WORDS: Record<StopReason, string> = {
  depth: `This came of ${MOST_DEPTH} runs in a row that triggered one another; it goes no further, because rules that trigger themselves would never end. Change the conditions so that they leave out what the rule does.`,
  rate: `The rule has run ${RUNS_PER_HOUR} times within this hour; what happens until the next one is left out, and not listed. Narrow its conditions down.`,
  author_gone: 'Who saved the rule last belongs to the workspace no more; save it again as somebody who may do this.',
  author_may_not: 'Who saved the rule last may not write rules any more; save it again as somebody who may.',
  rule_changed: 'The rule was changed, switched off or deleted meanwhile.',
  campaign_gone: 'The campaign is not there any more.',
  no_longer_met: 'After the wait the conditions did not hold any more.',
};

/** What a run is decided on. */
export interface RunFacts {
  /** How many runs in a row led to the event. */
  depth: number;
  /** How often the rule has run in this hour. */
  runsThisHour: number;
  /** Whether who saved the rule last is a member; and still may write rules. */
  author: { mayWrite: boolean } | undefined;
}

/** Why a rule whose conditions hold does not run; undefined when it does. */
export function whyNotRun({ depth, runsThisHour, author }: RunFacts): StopReason | undefined {
  if (depth >= MOST_DEPTH) return 'depth';
  if (!author) return 'author_gone';
  if (!author.mayWrite) return 'author_may_not';
  return runsThisHour >= RUNS_PER_HOUR ? 'rate' : undefined;
}

/** How one action went. */
export interface ActionResult {
  kind: string;
  says: string;
  state: 'done' | 'refused' | 'waited';
  /** What came of it, or why it was refused. */
  note: string | null;
  at: string;
}

/** How a run that has come to its end went. */
export function statusOfResults(results: readonly Pick<ActionResult, 'state'>[]): 'done' | 'partly' | 'refused' {
  const acted = results.filter(({ state }) => state !== 'waited');
  const refused = acted.filter(({ state }) => state === 'refused').length;
  if (refused === 0) return 'done';
  return refused === acted.length ? 'refused' : 'partly';
}

/** The clock hour of an instant, as runs are counted: YYYY-MM-DDTHH. */
export function hourOf(iso: string): string {
  return iso.slice(0, '2026-11-20T09'.length);
}

/** How often a rule has run in the hour of an instant, by what is kept of it. */
export function runsIn(state: { hour: string; runs: number } | undefined, iso: string): number {
  return state?.hour === hourOf(iso) ? state.runs : 0;
}
