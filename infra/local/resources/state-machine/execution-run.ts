import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Platform } from '#local/kernel.ts';
import { blockAt, type Definition, type State } from './definition.ts';
import {
  COLLECTIONS,
  decodeHead,
  decodeThread,
  type ExecutionStatus,
  encodeEvents,
  encodeHead,
  encodeThread,
  type Head,
  type HistoryEvent,
  type Thread,
  threadKey,
  ValueKeeper,
  type Write,
} from './documents.ts';
import type { Scope } from './expressions.ts';
import { HISTORY_LIMIT_EVENTS, HistoryFull } from './states-error.ts';

export const ROOT = '0';

/** Documents one write of the store may hold. */
const WRITE_LIMIT = 100;

/** One execution in memory: its lines of states, and what of them is not written yet. */
export class ExecutionRun {
  readonly head: Head;
  readonly definition: Definition;
  readonly threads = new Map<string, Thread>();
  readonly keeper: ValueKeeper;
  readonly platform: Platform;
  readonly #dirty = new Set<string>();
  #garbage: string[] = [];
  #events: HistoryEvent[] = [];
  #eventSize = 0;
  #traces: [kind: string, data: Record<string, unknown>][] = [];

  constructor(platform: Platform, head: Head, definition: Definition, keeper: ValueKeeper) {
    this.platform = platform;
    this.head = head;
    this.definition = definition;
    this.keeper = keeper;
  }

  /** Reads a running execution from the store; undefined when there is none of that ARN or it has ended. */
  static async load(platform: Platform, arn: string): Promise<ExecutionRun | undefined> {
    const { store } = platform;
    const keeper = new ValueKeeper(arn);
    const document = await store.get<Record<string, unknown>>(COLLECTIONS.head, arn);
    if (!document) return undefined;
    const head = await decodeHead(document, keeper, store);
    if (head.status !== 'RUNNING') return undefined;
    const kept = await store.get<{ definition: Definition }>(COLLECTIONS.definition, head.definitionHash);
    if (!kept) throw new Error(`The definition of the execution ${arn} is missing from the store; start with --fresh.`);
    const run = new ExecutionRun(platform, head, kept.definition, keeper);
    for (const { value } of await store.list<Record<string, unknown>>(COLLECTIONS.thread, `${arn}/`)) {
      const thread = await decodeThread(value, keeper, store);
      run.threads.set(thread.id, thread);
    }
    for (const thread of [...run.threads.values()]) if (!run.#isAlive(thread)) run.remove(thread);
    return run;
  }

  /** Children of a state that has gone on are swept after the write that did it; a crash between leaves them behind. */
  #isAlive(thread: Thread): boolean {
    if (thread.parent === undefined) return true;
    const parent = this.threads.get(thread.parent);
    if (parent?.phase !== 'children' || parent.children?.wave !== thread.wave) return false;
    // Newborns may be written ahead of the parent that tells of them.
    return (thread.index ?? 0) < (parent.children?.next ?? 0) && this.#isAlive(parent);
  }

  get root(): Thread {
    const root = this.threads.get(ROOT);
    if (!root) throw new Error(`The execution ${this.head.arn} has no thread.`);
    return root;
  }

  stateOf(thread: Thread): State {
    const state = blockAt(this.definition, thread.path).States[thread.state];
    if (!state) throw new Error(`The definition has no state "${thread.state}".`);
    return state;
  }

  add(thread: Thread): void {
    this.threads.set(thread.id, thread);
    this.touch(thread);
  }

  touch(thread: Thread): void {
    this.#dirty.add(thread.id);
  }

  remove(thread: Thread): void {
    this.threads.delete(thread.id);
    this.#dirty.delete(thread.id);
    this.#garbage.push(threadKey(this.head.arn, thread.id));
  }

  /** The living children of a Parallel or Map, in order. */
  childrenOf(parent: Thread): Thread[] {
    const wave = parent.children?.wave;
    return [...this.threads.values()]
      .filter((thread) => thread.parent === parent.id && thread.wave === wave)
      .sort((one, other) => (one.index ?? 0) - (other.index ?? 0));
  }

  /** Removes everything below a thread. */
  removeBelow(parent: Thread): void {
    for (const thread of [...this.threads.values()]) if (thread.id.startsWith(`${parent.id}/`)) this.remove(thread);
  }

  /** Appends an event on a thread's line; throws HistoryFull when only the ending event still fits. */
  record(thread: Thread, type: string, detailsKey?: string, details?: Record<string, unknown>): number {
    const ends = type.startsWith('Execution') && type !== 'ExecutionStarted';
    if (!ends && this.head.eventCount >= HISTORY_LIMIT_EVENTS - 1) throw new HistoryFull();
    const id = ++this.head.eventCount;
    const event: HistoryEvent = { id, previousEventId: thread.lastEventId, atMs: this.platform.clock.now(), type };
    if (detailsKey && details) {
      event.detailsKey = detailsKey;
      event.details = details;
    }
    thread.lastEventId = id;
    this.#events.push(event);
    this.#eventSize += 200 + (details ? JSON.stringify(details).length : 0);
    return id;
  }

  /** A trace record that becomes visible together with the write. */
  trace(kind: string, data: Record<string, unknown>): void {
    this.#traces.push([kind, { executionArn: this.head.arn, machine: this.head.machineName, ...data }]);
  }

  /** Whether what is unwritten should be written before going on, to keep each write in the store's bounds. */
  get isFull(): boolean {
    return this.#dirty.size > 40 || this.#events.length > 200 || this.#eventSize > 1_000_000;
  }

  get isUnwritten(): boolean {
    return this.#dirty.size > 0 || this.#events.length > 0;
  }

  /** Writes every change in one transaction, then tells the traces. */
  async flush(): Promise<void> {
    if (!this.isUnwritten) return;
    const { arn } = this.head;
    const { store } = this.platform;
    const writes: Write[] = encodeEvents(arn, this.#events);
    const newborns: Write[] = [];
    for (const id of this.#dirty) {
      const thread = this.threads.get(id);
      if (!thread) continue;
      const isNewborn = thread.epoch === 0 && thread.parent !== undefined;
      const value = encodeThread(thread, this.keeper);
      (isNewborn ? newborns : writes).push({ collection: COLLECTIONS.thread, id: threadKey(arn, id), value });
    }
    const isRunning = this.head.status === 'RUNNING';
    writes.push({ collection: COLLECTIONS.head, id: arn, value: encodeHead(this.head, this.keeper) });
    if (!isRunning) writes.push({ collection: COLLECTIONS.running, id: arn, value: undefined });
    await this.keeper.save(store);
    // One write holds a hundred documents; newborns beyond it go first, and count for nothing until their parent is written.
    while (newborns.length + writes.length > WRITE_LIMIT && newborns.length > 0)
      await store.write(newborns.splice(0, WRITE_LIMIT));
    await store.write([...writes, ...newborns]);
    this.#events = [];
    this.#eventSize = 0;
    this.#dirty.clear();
    for (const [kind, data] of this.#traces) this.platform.trace.emit(kind, data, this.head.correlationId);
    this.#traces = [];
    await this.#sweep();
  }

  /** Not atomic on purpose: a leftover is recognised when the execution is read again. */
  async #sweep(): Promise<void> {
    const keys = this.#garbage;
    this.#garbage = [];
    for (let at = 0; at < keys.length; at += 50) {
      const writes = keys.slice(at, at + 50).map((id) => ({ collection: COLLECTIONS.thread, id, value: undefined }));
      await this.platform.store.write(writes);
    }
  }

  /** Ends the execution; nothing of it runs any more. */
  end(
    status: Exclude<ExecutionStatus, 'RUNNING'>,
    result: { output?: unknown; error?: string | undefined; cause?: string | undefined },
  ): void {
    const { head } = this;
    const root = this.root;
    const failure = definedOf({ error: result.error, cause: result.cause });
    const succeeded = status === 'SUCCEEDED';
    const name = { SUCCEEDED: 'Succeeded', FAILED: 'Failed', TIMED_OUT: 'TimedOut', ABORTED: 'Aborted' }[status];
    this.record(
      root,
      `Execution${name}`,
      `execution${name}EventDetails`,
      succeeded ? { output: result.output } : failure,
    );
    head.status = status;
    head.stopMs = this.platform.clock.now();
    if (succeeded) head.output = result.output;
    Object.assign(head, failure);
    for (const thread of [...this.threads.values()]) this.remove(thread);
    this.trace('execution.ended', { status, ...failure });
  }

  /** What the expressions of a thread's present state see. */
  scope(thread: Thread, more: { result?: unknown; errorOutput?: unknown } = {}): Scope {
    const { clock } = this.platform;
    return {
      states: { input: thread.input, context: this.#context(thread), ...more },
      variables: this.#variables(thread),
      nowMs: clock.now(),
      random: () => this.platform.random(),
    };
  }

  #variables(thread: Thread): Record<string, unknown> {
    const parent = thread.parent === undefined ? undefined : this.threads.get(thread.parent);
    return parent ? { ...this.#variables(parent), ...thread.variables } : thread.variables;
  }

  #context(thread: Thread): Record<string, unknown> {
    const { head } = this;
    const mapItem = this.#mapItem(thread);
    return {
      Execution: {
        Id: head.arn,
        Input: head.input,
        Name: head.name,
        RoleArn: head.roleArn,
        StartTime: new Date(head.startMs).toISOString(),
        RedriveCount: 0,
      },
      StateMachine: { Id: head.machineArn, Name: head.machineName },
      State: {
        Name: thread.state,
        EnteredTime: new Date(thread.enteredMs).toISOString(),
        RetryCount: thread.retries.reduce((sum, count) => sum + (count ?? 0), 0),
      },
      ...(thread.task?.token ? { Task: { Token: thread.task.token } } : {}),
      ...(mapItem ? { Map: { Item: mapItem } } : {}),
    };
  }

  #mapItem(thread: Thread): Thread['mapItem'] {
    if (thread.mapItem || thread.parent === undefined) return thread.mapItem;
    const parent = this.threads.get(thread.parent);
    return parent && this.#mapItem(parent);
  }

  /** A task token for the thread's present task: opaque to functions, signed, and naming its thread and attempt. */
  newToken(thread: Thread): string {
    const body = JSON.stringify([this.head.arn, thread.id, thread.epoch]);
    return Buffer.from(JSON.stringify([body, signatureOf(body, this.head.secret)])).toString('base64url');
  }
}

/** What a task token says; undefined for a text that is no token. */
export function readToken(
  token: string,
): { arn: string; threadId: string; epoch: number; isSignedWith(secret: string): boolean } | undefined {
  try {
    const [body, signature] = JSON.parse(Buffer.from(token, 'base64url').toString()) as [string, string];
    const [arn, threadId, epoch] = JSON.parse(body) as [string, string, number];
    if (
      typeof arn !== 'string' ||
      typeof threadId !== 'string' ||
      typeof epoch !== 'number' ||
      typeof signature !== 'string'
    )
      return undefined;
    return {
      arn,
      threadId,
      epoch,
      isSignedWith: (secret) => {
        const expected = Buffer.from(signatureOf(body, secret));
        const given = Buffer.from(signature);
        return expected.length === given.length && timingSafeEqual(expected, given);
      },
    };
  } catch {
    return undefined;
  }
}

function signatureOf(body: string, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('base64url');
}

/** An object without its undefined members. */
export function definedOf<T extends Record<string, unknown>>(object: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}
