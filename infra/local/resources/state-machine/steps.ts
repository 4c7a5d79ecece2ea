import { type Catcher, type ChoiceRule, parseTaskResource, type Retrier, type State } from './definition.ts';
import type { Children, Thread } from './documents.ts';
import { definedOf, type ExecutionRun, ROOT } from './execution-run.ts';
import { evaluateInteger, evaluateString, evaluateTemplate, evaluationError } from './expressions.ts';
import { boundedJson, matchesError, StatesError } from './states-error.ts';

/** How many iterations of an inline Map run at once at most (Step Functions quota). */
const INLINE_CONCURRENCY = 40;
const MAX_SECONDS = 99_999_999;

/** Takes a thread one transition further; only for a thread in phase 'enter' or 'execute'. */
export async function stepThread(run: ExecutionRun, thread: Thread): Promise<void> {
  const state = run.stateOf(thread);
  if (thread.phase === 'enter') enter(run, thread, state);
  await guarded(run, thread, state, () => execute(run, thread, state));
}

/** A task's answer: the state goes on. */
export async function succeedTask(run: ExecutionRun, thread: Thread, result: unknown): Promise<void> {
  const state = run.stateOf(thread);
  const { resource, resourceType, direct } = describeResource(state);
  await guarded(run, thread, state, async () => {
    boundedJson(result, `The result of the task in the state '${thread.state}'`);
    if (direct)
      run.record(thread, 'LambdaFunctionSucceeded', 'lambdaFunctionSucceededEventDetails', { output: result });
    else run.record(thread, 'TaskSucceeded', 'taskSucceededEventDetails', { resourceType, resource, output: result });
    await finish(run, thread, state, result);
  });
}

/** A task's failure: retried, caught, or the end of its line. */
export async function failTask(run: ExecutionRun, thread: Thread, failure: StatesError): Promise<void> {
  const state = run.stateOf(thread);
  const { resource, resourceType, direct } = describeResource(state);
  const details = definedOf({ error: failure.error, cause: failure.reason });
  const outcome =
    failure.error === 'States.Timeout' || failure.error === 'States.HeartbeatTimeout' ? 'TimedOut' : 'Failed';
  if (direct) run.record(thread, `LambdaFunction${outcome}`, `lambdaFunction${outcome}EventDetails`, details);
  else run.record(thread, `Task${outcome}`, `task${outcome}EventDetails`, { resourceType, resource, ...details });
  await handleFailure(run, thread, state, failure);
}

/** A Wait that is over. */
export async function endWait(run: ExecutionRun, thread: Thread): Promise<void> {
  const state = run.stateOf(thread);
  await guarded(run, thread, state, () => finish(run, thread, state));
}

/** A retry back-off that is over. */
export function endBackoff(run: ExecutionRun, thread: Thread): void {
  thread.phase = 'execute';
  delete thread.dueAtMs;
  run.touch(thread);
}

async function guarded(run: ExecutionRun, thread: Thread, state: State, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (problem) {
    if (!(problem instanceof StatesError)) throw problem;
    recordEvaluation(run, thread, problem);
    await handleFailure(run, thread, state, problem);
  }
}

function recordEvaluation(run: ExecutionRun, thread: Thread, failure: StatesError): void {
  if (failure.error !== 'States.QueryEvaluationError') return;
  const details = definedOf({ error: failure.error, cause: failure.reason, location: failure.location });
  run.record(thread, 'EvaluationFailed', 'evaluationFailedEventDetails', { ...details, state: thread.state });
}

function enter(run: ExecutionRun, thread: Thread, state: State): void {
  thread.enteredMs = run.platform.clock.now();
  thread.retries = [];
  thread.epoch++;
  thread.phase = 'execute';
  run.touch(thread);
  run.record(thread, `${state.Type}StateEntered`, 'stateEnteredEventDetails', {
    name: thread.state,
    input: thread.input,
  });
  run.trace('execution.state', {
    state: thread.state,
    type: state.Type,
    ...(thread.id === ROOT ? {} : { branch: thread.id }),
  });
}

async function execute(run: ExecutionRun, thread: Thread, state: State): Promise<void> {
  switch (state.Type) {
    case 'Pass':
      return finish(run, thread, state);
    case 'Choice':
      return choose(run, thread, state);
    case 'Wait':
      return wait(run, thread, state);
    case 'Task':
      return scheduleTask(run, thread, state);
    case 'Parallel':
      return startParallel(run, thread, state);
    case 'Map':
      return startMap(run, thread, state);
    case 'Succeed':
      return finish(run, thread, state);
    case 'Fail':
      return fail(run, thread, state);
  }
}

async function fail(run: ExecutionRun, thread: Thread, state: State): Promise<void> {
  const scope = run.scope(thread);
  const error = state.Error === undefined ? undefined : await evaluateString(state.Error, scope, 'Error');
  const cause = state.Cause === undefined ? undefined : await evaluateString(state.Cause, scope, 'Cause');
  await failThread(run, thread, { error, cause });
}

async function choose(run: ExecutionRun, thread: Thread, state: State): Promise<void> {
  const scope = run.scope(thread);
  for (const [index, rule] of (state.Choices ?? []).entries()) {
    const field = `Choices[${index}]/Condition`;
    const holds = await evaluateTemplate(rule.Condition, scope, field);
    if (typeof holds !== 'boolean')
      throw evaluationError(`The field '${field}' must be true or false, but is ${JSON.stringify(holds)}.`, field);
    if (holds)
      return leave(run, thread, state, rule, { fallback: thread.input, next: rule.Next, place: `Choices[${index}]/` });
  }
  if (state.Default === undefined) {
    throw new StatesError(
      'States.NoChoiceMatched',
      `No rule of the state '${thread.state}' matched and it has no Default.`,
    );
  }
  await leave(run, thread, state, state, { fallback: thread.input, next: state.Default, place: '' });
}

async function wait(run: ExecutionRun, thread: Thread, state: State): Promise<void> {
  const now = run.platform.clock.now();
  thread.dueAtMs = await dueTime(run, thread, state, now);
  if (thread.dueAtMs <= now) return finish(run, thread, state);
  thread.phase = 'waiting';
  run.touch(thread);
}

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

async function dueTime(run: ExecutionRun, thread: Thread, state: State, now: number): Promise<number> {
  const scope = run.scope(thread);
  if (state.Seconds !== undefined)
    return now + 1000 * (await evaluateInteger(state.Seconds, scope, 'Seconds', 0, MAX_SECONDS));
  const timestamp = await evaluateString(state.Timestamp, scope, 'Timestamp');
  const due = TIMESTAMP.test(timestamp) ? Date.parse(timestamp) : Number.NaN;
  if (Number.isNaN(due))
    throw evaluationError(
      `The field 'Timestamp' must be an ISO 8601 time with zone, but is "${timestamp}".`,
      'Timestamp',
    );
  return due;
}

async function scheduleTask(run: ExecutionRun, thread: Thread, state: State): Promise<void> {
  const now = run.platform.clock.now();
  const { resource, resourceType, direct, waitForToken } = describeResource(state);
  thread.task = { arguments: undefined, ...(waitForToken ? { token: run.newToken(thread) } : {}) };
  const scope = run.scope(thread);
  const input =
    state.Arguments === undefined ? thread.input : await evaluateTemplate(state.Arguments, scope, 'Arguments');
  boundedJson(input, `The input of the task in the state '${thread.state}'`);
  const timeout =
    state.TimeoutSeconds === undefined
      ? undefined
      : await evaluateInteger(state.TimeoutSeconds, scope, 'TimeoutSeconds', 1, MAX_SECONDS);
  const heartbeat =
    state.HeartbeatSeconds === undefined
      ? undefined
      : await evaluateInteger(state.HeartbeatSeconds, scope, 'HeartbeatSeconds', 1, MAX_SECONDS);
  thread.task.arguments = input;
  if (timeout !== undefined) thread.task.timeoutAtMs = now + timeout * 1000;
  if (heartbeat !== undefined)
    Object.assign(thread.task, { heartbeatSeconds: heartbeat, heartbeatAtMs: now + heartbeat * 1000 });
  thread.phase = 'task';
  run.touch(thread);
  const limits = definedOf({ timeoutInSeconds: timeout, heartbeatInSeconds: heartbeat });
  if (direct) {
    run.record(thread, 'LambdaFunctionScheduled', 'lambdaFunctionScheduledEventDetails', {
      resource,
      input,
      ...limits,
    });
    run.record(thread, 'LambdaFunctionStarted');
  } else {
    const { region } = run.platform;
    run.record(thread, 'TaskScheduled', 'taskScheduledEventDetails', {
      resourceType,
      resource,
      region,
      parameters: input,
      ...limits,
    });
    run.record(thread, 'TaskStarted', 'taskStartedEventDetails', { resourceType, resource });
  }
}

/** How the history names a task's resource: `lambda` and `invoke.waitForTaskToken`. */
export function describeResource(state: State): {
  resource: string;
  resourceType: string;
  direct: boolean;
  waitForToken: boolean;
} {
  const text = state.Resource ?? '';
  const { kind, waitForToken } = parseTaskResource(text);
  const direct = kind === 'lambda-direct';
  const service = text.split(':').slice(5);
  const resource = direct ? text : (service.at(-1) ?? '');
  return { resource, resourceType: direct ? 'lambda' : service.slice(0, -1).join(':'), direct, waitForToken };
}

/** What a child thread starts as. */
function childOf(parent: Thread, wave: number, index: number, startAt: string, input: unknown): Thread {
  return {
    id: `${parent.id}/${wave}.${index}`,
    parent: parent.id,
    wave,
    index,
    path: [...parent.path, parent.state, index],
    state: startAt,
    phase: 'enter',
    epoch: 0,
    enteredMs: 0,
    input,
    variables: {},
    retries: [],
    lastEventId: wave,
  };
}

async function startParallel(run: ExecutionRun, thread: Thread, state: State): Promise<void> {
  const input =
    state.Arguments === undefined
      ? thread.input
      : await evaluateTemplate(state.Arguments, run.scope(thread), 'Arguments');
  boundedJson(input, `The input of the branches of the state '${thread.state}'`);
  const branches = state.Branches ?? [];
  const wave = run.record(thread, 'ParallelStateStarted');
  thread.children = {
    wave,
    total: branches.length,
    next: branches.length,
    failed: 0,
    limit: branches.length,
    tolerated: 0,
    tolerant: false,
  };
  thread.phase = 'children';
  run.touch(thread);
  for (const [index, branch] of branches.entries()) run.add(childOf(thread, wave, index, branch.StartAt, input));
  if (branches.length === 0) await join(run, thread, state, thread.children);
}

async function startMap(run: ExecutionRun, thread: Thread, state: State): Promise<void> {
  const scope = run.scope(thread);
  const items = state.Items === undefined ? thread.input : await evaluateTemplate(state.Items, scope, 'Items');
  if (!Array.isArray(items))
    throw evaluationError(`The field 'Items' must be an array, but is ${typeof items}.`, 'Items');
  boundedJson(items, `The items of the state '${thread.state}'`);
  const concurrency =
    state.MaxConcurrency === undefined
      ? 0
      : await evaluateInteger(state.MaxConcurrency, scope, 'MaxConcurrency', 0, 10_000);
  const tolerated = await toleranceOf(run, thread, state, items.length);
  const wave = run.record(thread, 'MapStateStarted', 'mapStateStartedEventDetails', { length: items.length });
  thread.children = {
    wave,
    total: items.length,
    next: 0,
    failed: 0,
    limit: Math.min(concurrency || INLINE_CONCURRENCY, INLINE_CONCURRENCY),
    tolerated: tolerated ?? 0,
    tolerant: tolerated !== undefined,
    items,
  };
  thread.phase = 'children';
  run.touch(thread);
  await fillMap(run, thread, state, thread.children);
  if (items.length === 0) await join(run, thread, state, thread.children);
}

/** The lower of the two limits counts; undefined when the state sets neither. */
async function toleranceOf(
  run: ExecutionRun,
  thread: Thread,
  state: State,
  total: number,
): Promise<number | undefined> {
  const scope = run.scope(thread);
  const limits: number[] = [];
  if (state.ToleratedFailureCount !== undefined) {
    limits.push(await evaluateInteger(state.ToleratedFailureCount, scope, 'ToleratedFailureCount', 0, 10_000_000));
  }
  if (state.ToleratedFailurePercentage !== undefined) {
    const field = 'ToleratedFailurePercentage';
    const percentage = await evaluateTemplate(state.ToleratedFailurePercentage, scope, field);
    if (typeof percentage !== 'number' || percentage < 0 || percentage > 100)
      throw evaluationError(`The field '${field}' must be a number from 0 to 100.`, field);
    limits.push(Math.floor((total * percentage) / 100));
  }
  return limits.length === 0 ? undefined : Math.min(...limits);
}

/** Starts as many iterations as may run at once. */
async function fillMap(run: ExecutionRun, thread: Thread, state: State, children: Children): Promise<void> {
  const { wave, items = [] } = children;
  let running = run.childrenOf(thread).filter((child) => child.phase !== 'done' && child.phase !== 'failed').length;
  while (running < children.limit && children.next < children.total) {
    const index = children.next++;
    const mapItem = { Index: index, Value: items[index] };
    const scope = run.scope(thread);
    scope.states.context = { ...(scope.states.context as object), Map: { Item: mapItem } };
    const input =
      state.ItemSelector === undefined
        ? mapItem.Value
        : await evaluateTemplate(state.ItemSelector, scope, 'ItemSelector');
    boundedJson(input, `The input of the iteration ${index} of the state '${thread.state}'`);
    const child: Thread = { ...childOf(thread, wave, index, state.ItemProcessor?.StartAt ?? '', input), mapItem };
    run.record(child, 'MapIterationStarted', 'mapIterationStartedEventDetails', { name: thread.state, index });
    run.add(child);
    running++;
  }
  run.touch(thread);
}

/** All children have ended: their outputs, in order, are the result. */
async function join(run: ExecutionRun, thread: Thread, state: State, children: Children): Promise<void> {
  const ended = run.childrenOf(thread);
  if (ended.filter((child) => child.phase === 'done' || child.phase === 'failed').length < children.total) return;
  const result = ended.filter((child) => child.phase === 'done').map((child) => child.output);
  run.removeBelow(thread);
  delete thread.children;
  run.record(thread, `${state.Type}StateSucceeded`);
  await guarded(run, thread, state, async () => {
    boundedJson(result, `The result of the state '${thread.state}'`);
    await finish(run, thread, state, result);
  });
}

/** Ends a state well: its Output and Assign, then on to the next. `result` is undefined for states that have none. */
async function finish(run: ExecutionRun, thread: Thread, state: State, result?: unknown): Promise<void> {
  const fallback = result === undefined ? thread.input : result;
  await leave(run, thread, state, state, { fallback, next: state.Next, result, place: '' });
}

interface Leaving {
  /** The output when the state, rule or catcher has no Output of its own. */
  fallback: unknown;
  next: string | undefined;
  result?: unknown;
  errorOutput?: unknown;
  /** Prefix of the field names in errors. */
  place: string;
}

/** Evaluates Output and Assign (both against the values at entry), records the exit, and moves on. */
async function leave(
  run: ExecutionRun,
  thread: Thread,
  state: State,
  from: Pick<State | ChoiceRule | Catcher, 'Assign' | 'Output'>,
  leaving: Leaving,
): Promise<void> {
  const { result, errorOutput, place } = leaving;
  const scope = run.scope(thread, {
    ...(result === undefined ? {} : { result }),
    ...(errorOutput === undefined ? {} : { errorOutput }),
  });
  const output =
    from.Output === undefined ? leaving.fallback : await evaluateTemplate(from.Output, scope, `${place}Output`);
  const assigned =
    from.Assign === undefined
      ? undefined
      : ((await evaluateTemplate(from.Assign, scope, `${place}Assign`)) as Record<string, unknown>);
  boundedJson(output, `The output of the state '${thread.state}'`);
  const assignedJson = assigned && boundedJson(assigned, `What the state '${thread.state}' assigns`);
  // A long list of variables would make the event larger than a document may be.
  const shown =
    assignedJson === undefined
      ? {}
      : assignedJson.length > 50_000
        ? { assignedVariablesDetails: { truncated: true } }
        : { assignedVariables: assigned };
  run.record(thread, `${state.Type}StateExited`, 'stateExitedEventDetails', { name: thread.state, output, ...shown });
  if (assigned) thread.variables = { ...thread.variables, ...assigned };
  delete thread.task;
  delete thread.children;
  delete thread.dueAtMs;
  run.touch(thread);
  if (leaving.next === undefined) return endThread(run, thread, output);
  thread.state = leaving.next;
  thread.input = output;
  thread.phase = 'enter';
}

async function endThread(run: ExecutionRun, thread: Thread, output: unknown): Promise<void> {
  if (thread.parent === undefined) return run.end('SUCCEEDED', { output });
  thread.phase = 'done';
  thread.output = output;
  const { parent, state, children } = parentOf(run, thread);
  if (state.Type === 'Map') {
    run.record(thread, 'MapIterationSucceeded', 'mapIterationSucceededEventDetails', {
      name: parent.state,
      index: thread.index,
    });
  }
  await childEnded(run, parent, state, children);
}

function parentOf(run: ExecutionRun, thread: Thread): { parent: Thread; state: State; children: Children } {
  const parent = run.threads.get(thread.parent ?? '');
  if (!parent?.children) throw new Error(`The branch ${thread.id} of ${run.head.arn} has lost its parent.`);
  return { parent, state: run.stateOf(parent), children: parent.children };
}

async function childEnded(run: ExecutionRun, parent: Thread, state: State, children: Children): Promise<void> {
  await guarded(run, parent, state, async () => {
    if (state.Type === 'Map') await fillMap(run, parent, state, children);
    await join(run, parent, state, children);
  });
}

/** A line of states has failed: with it the execution, or its Parallel or Map. */
async function failThread(
  run: ExecutionRun,
  thread: Thread,
  failure: { error: string | undefined; cause: string | undefined },
): Promise<void> {
  if (thread.parent === undefined) return run.end('FAILED', failure);
  const { parent, state, children } = parentOf(run, thread);
  const own = new StatesError(failure.error ?? 'States.TaskFailed', failure.cause);
  if (state.Type === 'Map') {
    run.record(thread, 'MapIterationFailed', 'mapIterationFailedEventDetails', {
      name: parent.state,
      index: thread.index,
    });
    thread.phase = 'failed';
    run.touch(thread);
    run.removeBelow(thread);
    if (++children.failed <= children.tolerated) return childEnded(run, parent, state, children);
  }
  const exceeded = new StatesError(
    'States.ExceedToleratedFailureThreshold',
    'The specified tolerated failure threshold was exceeded',
  );
  const beyond = own.error === 'States.Runtime' || !children.tolerant ? own : exceeded;
  for (const child of run.childrenOf(parent)) {
    if (state.Type !== 'Map' || child.phase === 'done' || child.phase === 'failed') continue;
    run.record(child, 'MapIterationAborted', 'mapIterationAbortedEventDetails', {
      name: parent.state,
      index: child.index,
    });
  }
  run.removeBelow(parent);
  delete parent.children;
  run.record(parent, `${state.Type}StateFailed`);
  await handleFailure(run, parent, state, beyond);
}

/** Retry first, then Catch, then failure. */
async function handleFailure(run: ExecutionRun, thread: Thread, state: State, failure: StatesError): Promise<void> {
  run.touch(thread);
  run.removeBelow(thread);
  delete thread.task;
  delete thread.children;
  delete thread.dueAtMs;
  thread.epoch++;
  const index = (state.Retry ?? []).findIndex((retrier) => matchesError(retrier.ErrorEquals, failure.error));
  const retrier = state.Retry?.[index];
  const attempts = thread.retries[index] ?? 0;
  if (retrier && attempts < (retrier.MaxAttempts ?? 3)) {
    for (let before = thread.retries.length; before < index; before++) thread.retries[before] = 0;
    thread.retries[index] = attempts + 1;
    thread.phase = 'backoff';
    thread.dueAtMs = run.platform.clock.now() + delayMs(retrier, attempts, () => run.platform.random());
    return;
  }
  const at = (state.Catch ?? []).findIndex((catcher) => matchesError(catcher.ErrorEquals, failure.error));
  const catcher = state.Catch?.[at];
  if (!catcher) return failThread(run, thread, { error: failure.error, cause: failure.reason });
  const errorOutput = definedOf({ Error: failure.error, Cause: failure.reason });
  try {
    await leave(run, thread, state, catcher, {
      fallback: errorOutput,
      next: catcher.Next,
      errorOutput,
      place: `Catch[${at}]/`,
    });
  } catch (problem) {
    if (!(problem instanceof StatesError)) throw problem;
    // A catcher that itself cannot be evaluated is not caught again.
    recordEvaluation(run, thread, problem);
    await failThread(run, thread, { error: problem.error, cause: problem.reason });
  }
}

/** The back-off before the next attempt, ms; `attempts` have been retried already. */
export function delayMs(retrier: Retrier, attempts: number, random: () => number): number {
  const backoff = (retrier.IntervalSeconds ?? 1) * (retrier.BackoffRate ?? 2) ** attempts;
  const seconds = Math.min(backoff, retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY, MAX_SECONDS);
  return Math.round(1000 * (retrier.JitterStrategy === 'FULL' ? random() * seconds : seconds));
}
