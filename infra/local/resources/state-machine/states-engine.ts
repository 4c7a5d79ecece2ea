import { createHash, randomBytes } from 'node:crypto';
import { AwsError, type Platform, type Timer } from '#local/kernel.ts';
import { type Definition, hashDefinition, parseTaskResource } from './definition.ts';
import { COLLECTIONS, type Head, readHead, type Thread, ValueKeeper } from './documents.ts';
import { ExecutionRun, ROOT, readToken } from './execution-run.ts';
import { type AccessCheck, runTask } from './run-task.ts';
import { HISTORY_LIMIT_EVENTS, HistoryFull, PAYLOAD_LIMIT_BYTES, StatesError } from './states-error.ts';
import { endBackoff, endWait, failTask, stepThread, succeedTask } from './steps.ts';

/** A state machine of the template. */
export interface Machine {
  arn: string;
  name: string;
  roleArn: string;
  definition: Definition;
}

/** How long a standard machine remembers the name of an ended execution, ms. */
const NAME_MEMORY_MS = 90 * 24 * 3_600_000;

interface Armed {
  timers: Map<string, Timer>;
  /** Attempts whose call is under way, by thread and epoch. */
  calls: Set<string>;
}

/** Runs executions: each change of one is written before anything outside can see it, so that a new engine on the same store goes on. */
export class StatesEngine {
  readonly machines = new Map<string, Machine>();
  readonly #platform: Platform;
  readonly #checkAccess: AccessCheck;
  readonly #runs = new Map<string, ExecutionRun>();
  readonly #armed = new Map<string, Armed>();
  /** The last piece of work per execution: one thing at a time happens to each. */
  readonly #tails = new Map<string, Promise<unknown>>();
  /** Failures in a row of the platform itself, per execution. */
  readonly #failures = new Map<string, number>();
  #stopped = false;

  constructor(platform: Platform, checkAccess: AccessCheck) {
    this.#platform = platform;
    this.#checkAccess = checkAccess;
  }

  /** Takes up every execution that was running when the platform stopped. */
  async resume(): Promise<void> {
    const { store } = this.#platform;
    for (const { id } of await store.list(COLLECTIONS.running)) {
      await this.#within(id, async (run) => {
        if (run) await this.#advance(run);
        else await store.delete(COLLECTIONS.running, id);
        // One execution that cannot go on must not keep the others from it.
      }).catch(() => undefined);
    }
  }

  /** Stops timers and ignores whatever still comes back; the store keeps all that is needed to go on. */
  stop(): void {
    this.#stopped = true;
    for (const arn of [...this.#armed.keys()]) this.#disarm(arn);
    this.#runs.clear();
  }

  /** Forgets every execution. */
  async reset(): Promise<void> {
    await Promise.allSettled(this.#tails.values());
    for (const arn of [...this.#armed.keys()]) this.#disarm(arn);
    this.#runs.clear();
    for (const collection of Object.values(COLLECTIONS)) await this.#platform.store.clear(collection);
  }

  /** Starts an execution; the same name and input while it runs gives the same answer. Throws AwsError as StartExecution does. */
  async start(
    machine: Machine,
    request: { name: string; input: string; correlationId?: string },
  ): Promise<{ arn: string; startMs: number }> {
    const input = parseInput(request.input);
    const arn = `${machine.arn.replace(':stateMachine:', ':execution:')}:${request.name}`;
    return this.#within(arn, async () => {
      const earlier = await readHead(this.#platform.store, arn);
      if (earlier) {
        if (earlier.status === 'RUNNING' && JSON.stringify(earlier.input) === JSON.stringify(input))
          return { arn, startMs: earlier.startMs };
        if (earlier.status === 'RUNNING' || (earlier.stopMs ?? 0) + NAME_MEMORY_MS > this.#platform.clock.now()) {
          throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
        }
        await this.#forget(arn);
      }
      const run = await this.#create(machine, arn, request, input);
      this.#runs.set(arn, run);
      // Started is already true in the store; what follows need not hold up the answer.
      this.#background(arn, (found) => found && this.#advance(found));
      return { arn, startMs: run.head.startMs };
    });
  }

  async #create(
    machine: Machine,
    arn: string,
    request: { name: string; correlationId?: string },
    input: unknown,
  ): Promise<ExecutionRun> {
    const { store, clock } = this.#platform;
    const definitionHash = hashDefinition(machine.definition);
    if (!(await store.get(COLLECTIONS.definition, definitionHash))) {
      await store.put(COLLECTIONS.definition, definitionHash, { definition: machine.definition });
    }
    const startMs = clock.now();
    const timeout = machine.definition.TimeoutSeconds;
    const head: Head = {
      arn,
      name: request.name,
      machineArn: machine.arn,
      machineName: machine.name,
      roleArn: machine.roleArn,
      definitionHash,
      status: 'RUNNING',
      startMs,
      ...(timeout === undefined ? {} : { timeoutAtMs: startMs + timeout * 1000 }),
      input,
      eventCount: 0,
      secret: randomBytes(16).toString('base64url'),
      ...(request.correlationId === undefined ? {} : { correlationId: request.correlationId }),
    };
    const run = new ExecutionRun(this.#platform, head, machine.definition, new ValueKeeper(arn));
    const root: Thread = {
      id: ROOT,
      path: [],
      state: machine.definition.StartAt,
      phase: 'enter',
      epoch: 0,
      enteredMs: startMs,
      input,
      variables: {},
      retries: [],
      lastEventId: 0,
    };
    run.add(root);
    run.record(root, 'ExecutionStarted', 'executionStartedEventDetails', { input, roleArn: machine.roleArn });
    run.trace('execution.started', { name: request.name });
    // Before the execution itself: a name too many to resume does no harm, one missing would lose the execution.
    await store.put(COLLECTIONS.running, arn, {});
    await run.flush();
    return run;
  }

  /** Removes what is left of an ended execution whose name is used anew. */
  async #forget(arn: string): Promise<void> {
    const { store } = this.#platform;
    for (const collection of [COLLECTIONS.thread, COLLECTIONS.event, COLLECTIONS.value]) {
      for (const { id } of await store.list(collection, `${arn}/`)) await store.delete(collection, id);
    }
  }

  /** Ends a running execution as StopExecution does; for one that has ended, gives when. Throws ExecutionDoesNotExist. */
  async abort(arn: string, reason: { error?: string; cause?: string }): Promise<{ stopMs: number }> {
    return this.#within(arn, async (run) => {
      if (!run) {
        const head = await readHead(this.#platform.store, arn);
        if (!head) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
        return { stopMs: head.stopMs ?? this.#platform.clock.now() };
      }
      run.end('ABORTED', { error: reason.error, cause: reason.cause });
      await this.#settle(run);
      return { stopMs: run.head.stopMs ?? 0 };
    });
  }

  /** Takes a task's answer by its token. Throws InvalidToken, TaskDoesNotExist, TaskTimedOut as SendTask* do. */
  async answerTask(token: string, answer: { output: unknown } | { failure: StatesError } | 'heartbeat'): Promise<void> {
    const read = readToken(token);
    if (!read) throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
    await this.#within(read.arn, async (run) => {
      const head = run?.head ?? (await readHead(this.#platform.store, read.arn));
      if (!head) throw new AwsError('TaskDoesNotExist', "Task does not exist: 'No task is known by this token'");
      if (!read.isSignedWith(head.secret)) throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
      // A deadline that has passed counts even when its timer has not come round yet.
      if (run) await this.#advance(run);
      const thread = run?.threads.get(read.threadId);
      if (
        !run ||
        !thread?.task ||
        thread.phase !== 'task' ||
        thread.epoch !== read.epoch ||
        thread.task.token !== token
      ) {
        throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
      }
      if (answer === 'heartbeat') {
        if (thread.task.heartbeatSeconds === undefined) return;
        thread.task.heartbeatAtMs = this.#platform.clock.now() + thread.task.heartbeatSeconds * 1000;
        run.touch(thread);
      } else {
        await this.#transition(run, () =>
          'output' in answer ? succeedTask(run, thread, answer.output) : failTask(run, thread, answer.failure),
        );
      }
      // The answer is safe once this is written; the states after it run on their own.
      await run.flush();
      this.#background(read.arn, (found) => found && this.#advance(found));
    });
  }

  /** Does work on one execution, after all earlier work on it; the run is undefined when the execution is not running. */
  #within<T>(arn: string, work: (run: ExecutionRun | undefined) => Promise<T>): Promise<T> {
    const turn = async (): Promise<T> => {
      if (this.#stopped) throw new Error('The interpreter of state machines has stopped.');
      try {
        let run = this.#runs.get(arn);
        if (!run) {
          run = await ExecutionRun.load(this.#platform, arn);
          if (run) this.#runs.set(arn, run);
        }
        const result = await work(run);
        this.#failures.delete(arn);
        return result;
      } catch (problem) {
        // Memory may be ahead of the store now: the next piece of work reads it again.
        if (this.#runs.get(arn)?.isUnwritten) {
          this.#runs.delete(arn);
          this.#disarm(arn);
        }
        if (!(problem instanceof AwsError)) this.#tryLater(arn, problem);
        throw problem;
      }
    };
    const tail = this.#tails.get(arn) ?? Promise.resolve();
    const result = this.#platform.activity.run(`execution ${arn}`, () => tail.then(turn));
    const settled = result.then(
      () => undefined,
      () => undefined,
    );
    this.#tails.set(arn, settled);
    void settled.then(() => {
      if (this.#tails.get(arn) === settled) this.#tails.delete(arn);
    });
    return result;
  }

  /** As #within, for work nobody waits for; what goes wrong has been told and will be tried again. */
  #background(arn: string, work: (run: ExecutionRun | undefined) => Promise<void> | undefined): void {
    this.#within(arn, async (run) => work(run)).catch(() => undefined);
  }

  /** A failure of the platform, not of the execution, must not leave it lying: the store knows where to go on. */
  #tryLater(arn: string, problem: unknown): void {
    if (this.#stopped) return;
    const { clock, trace } = this.#platform;
    const failures = (this.#failures.get(arn) ?? 0) + 1;
    this.#failures.set(arn, failures);
    trace.emit('execution.broken', { executionArn: arn, problem: String(problem), failures });
    const waitMs = Math.min(5_000 * 2 ** (failures - 1), 3_600_000);
    clock.at(clock.now() + waitMs, `${arn} again`, () => {
      if (!this.#stopped) this.#background(arn, (run) => run && this.#advance(run));
    });
  }

  /** Runs one change; a full history ends the execution whatever it was. */
  async #transition(run: ExecutionRun, change: () => Promise<void>): Promise<void> {
    try {
      await change();
    } catch (problem) {
      if (!(problem instanceof HistoryFull)) throw problem;
      run.end('FAILED', {
        error: 'States.Runtime',
        cause: `The execution reached the maximum number of history events (${HISTORY_LIMIT_EVENTS}).`,
      });
    }
  }

  /** Takes every line of states as far as it goes without waiting, writes, and then starts calls and timers. */
  async #advance(run: ExecutionRun): Promise<void> {
    if (
      run.head.status === 'RUNNING' &&
      run.head.timeoutAtMs !== undefined &&
      run.head.timeoutAtMs <= this.#platform.clock.now()
    ) {
      run.end('TIMED_OUT', {});
    }
    while (run.head.status === 'RUNNING') {
      const thread = [...run.threads.values()].find((each) => this.#isReady(each));
      if (!thread) break;
      await this.#transition(run, () => this.#move(run, thread));
      if (run.isFull) await run.flush();
    }
    await this.#settle(run);
  }

  #isReady(thread: Thread): boolean {
    if (thread.phase === 'enter' || thread.phase === 'execute') return true;
    const now = this.#platform.clock.now();
    if (thread.phase === 'waiting' || thread.phase === 'backoff') return (thread.dueAtMs ?? 0) <= now;
    return thread.phase === 'task' && deadlineOf(thread).atMs <= now;
  }

  async #move(run: ExecutionRun, thread: Thread): Promise<void> {
    switch (thread.phase) {
      case 'waiting':
        return endWait(run, thread);
      case 'backoff':
        return endBackoff(run, thread);
      case 'task':
        return failTask(run, thread, new StatesError(deadlineOf(thread).error));
      default:
        return stepThread(run, thread);
    }
  }

  async #settle(run: ExecutionRun): Promise<void> {
    await run.flush();
    const { arn } = run.head;
    if (run.head.status !== 'RUNNING') {
      this.#runs.delete(arn);
      this.#disarm(arn);
      return;
    }
    this.#arm(run);
  }

  #disarm(arn: string): void {
    for (const timer of this.#armed.get(arn)?.timers.values() ?? []) timer.cancel();
    this.#armed.delete(arn);
  }

  /** Brings timers and calls into line with the threads. */
  #arm(run: ExecutionRun): void {
    const { arn, timeoutAtMs } = run.head;
    const armed = this.#armed.get(arn) ?? { timers: new Map(), calls: new Set() };
    this.#armed.set(arn, armed);
    const wanted = new Map<string, number>();
    if (timeoutAtMs !== undefined) wanted.set('execution', timeoutAtMs);
    for (const thread of run.threads.values()) {
      const dueAtMs = thread.phase === 'task' ? deadlineOf(thread).atMs : thread.dueAtMs;
      if (dueAtMs !== undefined && dueAtMs !== Number.POSITIVE_INFINITY)
        wanted.set(`${thread.id}#${thread.epoch}#${dueAtMs}`, dueAtMs);
      if (thread.phase === 'task' && thread.task?.delivered !== true) this.#call(run, thread, armed);
    }
    for (const [key, timer] of armed.timers) {
      if (wanted.has(key)) continue;
      timer.cancel();
      armed.timers.delete(key);
    }
    for (const [key, dueAtMs] of wanted) {
      if (armed.timers.has(key)) continue;
      const timer = this.#platform.clock.at(dueAtMs, `${run.head.machineName} ${run.head.name}`, () =>
        this.#onTimer(arn, armed, key),
      );
      armed.timers.set(key, timer);
    }
  }

  async #onTimer(arn: string, armed: Armed, key: string): Promise<void> {
    armed.timers.delete(key);
    if (this.#stopped) return;
    await this.#within(arn, async (run) => {
      if (run) await this.#advance(run);
    });
  }

  /** Makes a task's call, once per attempt and process; after a crash the next process makes it again. */
  #call(run: ExecutionRun, thread: Thread, armed: Armed): void {
    const key = `${thread.id}#${thread.epoch}`;
    if (armed.calls.has(key)) return;
    armed.calls.add(key);
    const { arn, correlationId, machineName, machineArn, roleArn } = run.head;
    const { id, epoch } = thread;
    const resource = parseTaskResource(run.stateOf(thread).Resource ?? '');
    const call = {
      platform: this.#platform,
      resource,
      arguments: thread.task?.arguments,
      // A role that was changed since counts, as it would there.
      roleArn: this.machines.get(machineArn)?.roleArn ?? roleArn,
      machineName,
      correlationId,
      executionArn: arn,
      attemptId: createHash('sha256').update(`${arn} ${key}`).digest('hex').slice(0, 40),
      checkAccess: this.#checkAccess,
    };
    void this.#platform.activity.run(`task ${machineName} ${thread.state}`, async () => {
      const outcome = await runTask(call).then(
        (result) => ({ result }),
        (problem: unknown) => ({
          failure: problem instanceof StatesError ? problem : new StatesError('States.TaskFailed', String(problem)),
        }),
      );
      if (this.#stopped) return;
      this.#background(arn, (found) => {
        // Only in its turn: to work that waits ahead of it the task is still open, and would be called again.
        armed.calls.delete(key);
        return found && this.#taskReturned(found, { id, epoch, waitForToken: resource.waitForToken }, outcome);
      });
    });
  }

  async #taskReturned(
    run: ExecutionRun,
    attempt: { id: string; epoch: number; waitForToken: boolean },
    outcome: { result: unknown } | { failure: StatesError },
  ): Promise<void> {
    const thread = run.threads.get(attempt.id);
    if (thread?.phase !== 'task' || thread.epoch !== attempt.epoch || !thread.task) return;
    if ('failure' in outcome) await this.#transition(run, () => failTask(run, thread, outcome.failure));
    else if (attempt.waitForToken) {
      const { task } = thread;
      await this.#transition(run, async () => {
        run.record(thread, 'TaskSubmitted', 'taskSubmittedEventDetails', { output: outcome.result });
        task.delivered = true;
        run.touch(thread);
      });
    } else await this.#transition(run, () => succeedTask(run, thread, outcome.result));
    await this.#advance(run);
  }
}

/** When an open task times out, and as what; never when neither limit is set. */
function deadlineOf(thread: Thread): { atMs: number; error: string } {
  const timeoutAtMs = thread.task?.timeoutAtMs ?? Number.POSITIVE_INFINITY;
  const heartbeatAtMs = thread.task?.heartbeatAtMs ?? Number.POSITIVE_INFINITY;
  return heartbeatAtMs < timeoutAtMs
    ? { atMs: heartbeatAtMs, error: 'States.HeartbeatTimeout' }
    : { atMs: timeoutAtMs, error: 'States.Timeout' };
}

function parseInput(text: string): unknown {
  if (Buffer.byteLength(text) > PAYLOAD_LIMIT_BYTES) {
    throw new AwsError('ValidationException', `The input is larger than ${PAYLOAD_LIMIT_BYTES} bytes.`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new AwsError('InvalidExecutionInput', "Invalid State Machine Execution Input: 'The input is not JSON'");
  }
}
