import type { EventDraft } from '#contract/events.ts';
import { may } from '#contract/permissions.ts';
import { type Change, create, createOrReplace, replace, update } from '#data/change.ts';
import { type CommitContext, commit } from '#data/commit.ts';
import { keys, partitions } from '#data/keys.ts';
import { findTogether } from '#data/read.ts';
import {
  type RuleItem,
  type RuleRunItem,
  RuleRuns,
  type RuleStateItem,
  RuleStates,
  ruleRef,
  ruleRunRef,
} from '#data/rule.ts';
import { isRefused, type Refused, refuse } from '#domain/decision.ts';
import { actionText } from '#domain/rules/actions.ts';
import { judgeConditions, type Verdict } from '#domain/rules/conditions.ts';
import { RUN_KEPT_MS, type RuleAction } from '#domain/rules/rule.ts';
import { hourOf, runsIn, type StopReason, statusOfResults, whyNotRun } from '#domain/rules/run.ts';
import { startExecution } from '#platform/machines.ts';
import { isoOf } from '../clock.ts';
import { machineArn } from '../config.ts';
import { idFromEvent } from '../derived-id.ts';
import { DOINGS, type Effect } from './actions.ts';
import { callWebhook, inviteBest } from './reach-out.ts';
import {
  authorMay,
  factReads,
  factsOf,
  noteOf,
  type RuleCause,
  type RunState,
  ruleContext,
  runReads,
  stillStands,
  whyEnded,
} from './scene.ts';

const HOUR_MS = 3_600_000;
const NOTHING: { status: number; body: RuleRunItem | null } = { status: 200, body: null };

/** Runs a rule for an event, once however often the event is delivered; what a crash left undone is done by the next delivery. */
export async function runRule(cause: RuleCause, rule: RuleItem): Promise<void> {
  const run = await beginRun(cause, rule);
  if (run) await goOn(rule, run);
}

/** Goes on with a run whose wait is over, if its rule is still on and its conditions still hold; late and repeated calls find it elsewhere. */
export async function continueRun(waiting: {
  workspaceId: string;
  ruleId: string;
  runId: string;
  next: number;
}): Promise<void> {
  const { workspaceId, ruleId, runId, next } = waiting;
  const { rule, run } = await findTogether({
    rule: ruleRef(workspaceId, ruleId),
    run: ruleRunRef(workspaceId, ruleId, runId),
  });
  if (!run) return;
  const woken = run.status === 'waiting' && run.next === next ? await wake(run, rule) : run;
  if (rule && woken) await goOn(rule, woken);
}

/** Asks the conditions again, of what is so by now. */
async function wake(run: RuleRunItem, known: RuleItem | undefined): Promise<RuleRunItem> {
  const { workspaceId, ruleId, runId, campaignId, event } = run;
  const context = ruleContext(ruleId, run.depth);
  const authorId = known?.authorId ?? '';
  const answer = await commit(context, {
    reads: {
      ...runReads({ workspaceId, ruleId, authorId }, runId, campaignId),
      ...factReads(workspaceId, event.data),
    },
    decide: ({ tags, application, ...read }) => {
      if (read.run?.status !== 'waiting') return { changes: [], answer: { status: 200, body: read.run ?? run } };
      const why = whyEnded(read.run, read);
      if (why || !read.campaign) return endRun(read.run, read.state, why ?? 'campaign_gone', context.nowIso);
      const facts = factsOf(event.data, { campaign: read.campaign, tags, application }, context.nowIso);
      const { holds, reasons } = judgeConditions(event.type, read.rule?.conditions ?? known?.conditions ?? NONE, facts);
      const asked = { ...read.run, conditions: reasons };
      if (!holds) return endRun(asked, read.state, 'no_longer_met', context.nowIso);
      return moved(read.run, { ...asked, status: 'running', wakeAt: null });
    },
  });
  return isRefused(answer) ? run : (answer.body as RuleRunItem);
}
const NONE = { match: 'all' as const, groups: [] };

/** Notes a run's next state, and answers the run as it is then. */
function moved(before: RuleRunItem, after: RuleRunItem, more: readonly Change[] = []) {
  const run = { ...after, version: before.version + 1 };
  return { changes: [replace(RuleRuns, before, after), ...more], answer: { status: 200, body: run } };
}

/** How a rule ran last, in its state. */
function lastRun(state: RuleStateItem | undefined, run: RuleRunItem, nowIso: string): Change[] {
  if (!state) return [];
  const { workspaceId, ruleId, runId, status } = run;
  const set = { lastRun: { runId, status, at: nowIso } };
  return [
    update(keys.ruleState(workspaceId, ruleId), { set, add: { version: 1 } }, [{ path: 'version', is: 'present' }]),
  ];
}

function endRun(run: RuleRunItem, state: RuleStateItem | undefined, reason: StopReason, nowIso: string) {
  const ended: RuleRunItem = { ...run, status: 'stopped', reason, wakeAt: null, finishedAt: nowIso };
  return moved(run, ended, lastRun(state, ended, nowIso));
}

/** The run of an event, new or as an earlier delivery left it; undefined where the rule does not run for it. */
async function beginRun(cause: RuleCause, known: RuleItem): Promise<RuleRunItem | undefined> {
  const { workspaceId, ruleId } = known;
  const depth = cause.actor?.depth ?? 0;
  const runId = idFromEvent('ruleRun', cause.eventId, ruleId);
  const context = ruleContext(ruleId, depth + 1, cause);
  const campaignId = String(cause.data.campaignId);
  const answer = await commit(context, {
    reads: { ...runReads(known, runId, campaignId), ...factReads(workspaceId, cause.data) },
    decide: ({ tags, application, ...read }) => {
      const { rule, run, campaign, author, state } = read;
      if (run) return { changes: [], answer: { status: 200, body: run } };
      // The index is a moment behind: what is switched off, changed or gone by now is left, as if it had been so at the event.
      if (!rule?.enabled || rule.version !== known.version || !campaign) return { changes: [], answer: NOTHING };
      const facts = factsOf(cause.data, { campaign, tags, application }, context.nowIso);
      const verdict = judgeConditions(cause.type, rule.conditions, facts);
      const begun = newRun(cause, { runId, rule, title: campaign.title, depth, verdict }, context);
      if (!verdict.holds) return { changes: [create(RuleRuns, begun)], answer: { status: 200, body: begun } };
      const runsThisHour = runsIn(state, context.nowIso);
      const why = whyNotRun({ depth, runsThisHour, author: author && { mayWrite: may(author.role, 'rule:write') } });
      if (why || !author)
        return stopAtOnce(rule, { ...begun, status: 'stopped', reason: why ?? 'author_gone' }, read, context);
      const running: RuleRunItem = { ...begun, status: 'running', finishedAt: null };
      return {
        changes: [
          create(RuleRuns, running),
          countRun(running, state, context.nowIso, runsThisHour + 1),
          ...stillStands(rule, author),
        ],
        answer: { status: 200, body: running },
      };
    },
  });
  return isRefused(answer) ? undefined : (answer.body ?? undefined);
}

function newRun(
  { eventId, type, occurredAt, data }: RuleCause,
  about: { runId: string; rule: RuleItem; title: string; depth: number; verdict: Verdict },
  { nowMs, nowIso }: CommitContext,
): RuleRunItem {
  const { runId, rule, title, depth, verdict } = about;
  return {
    ...{ workspaceId: rule.workspaceId, ruleId: rule.ruleId, runId, ruleVersion: rule.version },
    event: { eventId, type, occurredAt, data },
    ...{ campaignId: String(data.campaignId), campaignTitle: title, depth: depth + 1 },
    ...{ status: 'not_met', reason: null, conditions: verdict.reasons, results: [], next: 0 },
    ...{ wakeAt: null, startedAt: nowIso, finishedAt: nowIso, expiresAtMs: nowMs + RUN_KEPT_MS, version: 1 },
  };
}

function countRun(run: RuleRunItem, state: RuleStateItem | undefined, nowIso: string, runs: number): Change {
  const { workspaceId, ruleId, runId, status } = run;
  return createOrReplace(RuleStates, state, {
    ...{ workspaceId, ruleId, hour: hourOf(nowIso), runs },
    ...{ toldHour: state?.toldHour ?? null, fullHour: state?.fullHour ?? null },
    lastRun: { runId, status, at: nowIso },
  });
}

/** A run that does nothing. Its author is told once an hour; what the cap of an hour leaves out is noted once, or noting it would be the flood. */
function stopAtOnce(rule: RuleItem, run: RuleRunItem, { state, author }: RunState, { nowIso }: CommitContext) {
  const { workspaceId, ruleId, name, authorId } = rule;
  const hour = hourOf(nowIso);
  const isFull = run.reason === 'rate';
  if (isFull && state?.fullHour === hour) return { changes: [], answer: NOTHING };
  const wasTold = state?.toldHour === hour;
  const kept = createOrReplace(RuleStates, state, {
    ...{ workspaceId, ruleId, hour, runs: runsIn(state, nowIso), toldHour: hour },
    fullHour: isFull ? hour : (state?.fullHour ?? null),
    lastRun: { runId: run.runId, status: run.status, at: nowIso },
  });
  const event: EventDraft = {
    ...{ type: 'RuleStopped', aggregateId: ruleId, seq: (state?.version ?? 0) + 1 },
    partition: partitions.workspace(workspaceId),
    data: { workspaceId, ruleId, name, reason: run.reason ?? 'depth', authorId },
  };
  return {
    changes: [create(RuleRuns, run), kept],
    ...(author && !wasTold ? { event } : {}),
    answer: { status: 200, body: run },
  };
}

/** Does what is left to do of a run, one action after the other, until it ends or waits. */
async function goOn(rule: RuleItem, begun: RuleRunItem): Promise<void> {
  let run = begun;
  while (run.status === 'running') run = await takeTurn(rule, run);
  if (run.status === 'waiting' && run.wakeAt !== null) {
    const { workspaceId, ruleId, runId, next, wakeAt } = run;
    // Also when it was begun before: a second beginning under the same name is none.
    await startExecution(machineArn('rule-wait'), `${runId}-${next}`, { workspaceId, ruleId, runId, next, wakeAt });
  }
}

/** Does the next action of a run and notes that, in one commit wherever the action is one. */
async function takeTurn(rule: RuleItem, run: RuleRunItem): Promise<RuleRunItem> {
  const action = rule.version === run.ruleVersion ? rule.actions[run.next] : undefined;
  const contextOf = () => ruleContext(rule.ruleId, run.depth);
  const reads = runReads(rule, run.runId, run.campaignId);
  const before = await findTogether(reads);
  const { campaign, author } = before;
  const isAllowed = action && campaign && author && !whyEnded(run, before) && authorMay(author, action, run.campaignId);
  if (!isAllowed) return note(rule, run, action, refuse('not_allowed'));
  const reaching = { rule, run, campaign, index: run.next, contextOf };
  if (action.kind === 'invite') return note(rule, run, action, await inviteBest(reaching, action));
  if (action.kind === 'webhook') return note(rule, run, action, await callWebhook(reaching, action));
  if (action.kind === 'wait') return note(rule, run, action, null);
  const doing = DOINGS[action.kind] as (typeof DOINGS)['notify'];
  const context = contextOf();
  const outcome = await commit(context, {
    reads: { ...doing.reads?.(run, action as never, { campaign, author }), ...reads },
    decide: (state, _more, { eventId }) => {
      const { campaign: now, author: by, rule: current, run: at } = state;
      // Somebody changed something meanwhile: nothing is done, and what that means is noted below.
      if (
        !at ||
        at.version !== run.version ||
        !now ||
        !by ||
        !current ||
        whyEnded(at, state) ||
        !authorMay(by, action, run.campaignId)
      )
        return refuse('not_allowed');
      const turn = { rule: current, run: at, campaign: now, author: by, index: run.next, now: { ...context, eventId } };
      const effect = doing.plan(turn, action as never, state);
      if (isRefused(effect)) return effect;
      const stands = { ...effect, changes: [...effect.changes, ...stillStands(current, by)] };
      return withNote({ run: at, rule: current, state: state.state, campaign: now }, action, stands, context);
    },
  });
  return isRefused(outcome) ? note(rule, run, action, outcome) : (outcome.body as RuleRunItem);
}

/** Notes what came of an action that is more than one commit, or nothing: a refusal, what was reached, or that a wait begins. */
async function note(
  rule: RuleItem,
  run: RuleRunItem,
  action: RuleAction | undefined,
  came: string | null | Refused,
): Promise<RuleRunItem> {
  const context = ruleContext(rule.ruleId, run.depth);
  const answer = await commit(context, {
    reads: runReads(rule, run.runId, run.campaignId),
    decide: ({ run: at, ...read }) => {
      // Another delivery of the same event was faster.
      if (!at || at.version !== run.version) return { changes: [], answer: { status: 200, body: at ?? null } };
      const why = whyEnded(at, read);
      if (why || !action || !read.campaign) return endRun(at, read.state, why ?? 'rule_changed', context.nowIso);
      const isRefusal = typeof came === 'object' && came !== null;
      const effect = isRefusal ? came : { changes: [], note: came };
      return withNote({ run: at, rule, state: read.state, campaign: read.campaign }, action, effect, context);
    },
  });
  if (isRefused(answer)) throw new Error('What came of an action could not be noted.');
  return (answer.body as RuleRunItem | null) ?? { ...run, status: 'stopped' };
}

/** A run after one more action, with what the action writes: it goes on, waits or has come to its end. */
function withNote(
  {
    run,
    rule,
    state,
    campaign,
  }: { run: RuleRunItem; rule: RuleItem; state: RuleStateItem | undefined; campaign: { title: string } },
  action: RuleAction,
  effect: Effect | Refused,
  { nowMs, nowIso }: CommitContext,
) {
  const said = { kind: action.kind, says: actionText(action, campaign), at: nowIso };
  const result = isRefused(effect)
    ? { ...said, state: 'refused' as const, note: noteOf(effect) }
    : { ...said, state: action.kind === 'wait' ? ('waited' as const) : ('done' as const), note: effect.note };
  const results = [...run.results, result];
  const next = run.next + 1;
  const isOver = next === rule.actions.length;
  const after: RuleRunItem = {
    ...{ ...run, results, next },
    status: isOver ? statusOfResults(results) : action.kind === 'wait' ? 'waiting' : 'running',
    wakeAt: action.kind === 'wait' ? isoOf(nowMs + action.hours * HOUR_MS) : null,
    finishedAt: isOver ? nowIso : null,
  };
  const { changes = [], event } = isRefused(effect) ? {} : effect;
  const shows = after.status === 'running' ? [] : lastRun(state, after, nowIso);
  return { ...moved(run, after, [...changes, ...shows]), ...(event ? { event } : {}) };
}
