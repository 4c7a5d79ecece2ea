import { createHash } from 'node:crypto';
import type { StateStore } from '#local/kernel.ts';

/** Collections of the state store. */
export const COLLECTIONS = {
  head: 'states-execution',
  thread: 'states-thread',
  event: 'states-event',
  value: 'states-value',
  definition: 'states-definition',
  /** Only names of executions to resume, so that a start does not read every execution there ever was. */
  running: 'states-running',
} as const;

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** One execution; its input and output are JSON values. */
export interface Head {
  arn: string;
  name: string;
  machineArn: string;
  machineName: string;
  roleArn: string;
  definitionHash: string;
  status: ExecutionStatus;
  startMs: number;
  stopMs?: number;
  /** When the whole execution times out, ms. */
  timeoutAtMs?: number;
  input: unknown;
  output?: unknown;
  error?: string;
  cause?: string;
  eventCount: number;
  /** Signs the task tokens of this execution. */
  secret: string;
  correlationId?: string;
}

/** A task that was scheduled and has not answered. */
export interface OpenTask {
  arguments: unknown;
  /** Set once a `.waitForTaskToken` call has been handed over; from then on only the token counts. */
  delivered?: boolean;
  token?: string;
  timeoutAtMs?: number;
  heartbeatSeconds?: number;
  heartbeatAtMs?: number;
}

/** The children of a Parallel or Map state that is running. */
export interface Children {
  /** Event id of the start; tells this run of the state from an earlier, retried one. */
  wave: number;
  total: number;
  /** Index of the next Map item to start; `total` for a Parallel. */
  next: number;
  failed: number;
  limit: number;
  /** How many Map items may fail. */
  tolerated: number;
  /** Whether the definition set a tolerance at all. */
  tolerant: boolean;
  /** The Map's items. */
  items?: unknown[];
}

/** One line of states: the execution itself, a branch of a Parallel, or an iteration of a Map. */
export interface Thread {
  /** '0' for the execution itself; a child is `<parent>/<wave>.<index>`. */
  id: string;
  parent?: string;
  wave?: number;
  index?: number;
  /** Where its states stand in the definition (see blockAt). */
  path: (string | number)[];
  state: string;
  phase: 'enter' | 'execute' | 'waiting' | 'backoff' | 'task' | 'children' | 'done' | 'failed';
  /** Counts entries, retries and re-arms: what comes back with an older number is stale. */
  epoch: number;
  enteredMs: number;
  input: unknown;
  variables: Record<string, unknown>;
  /** Retries so far, per retrier of the state. */
  retries: number[];
  dueAtMs?: number;
  task?: OpenTask;
  children?: Children;
  output?: unknown;
  mapItem?: { Index: number; Value: unknown };
  lastEventId: number;
}

/** One event as kept: details are under Step Functions' own key. */
export interface HistoryEvent {
  id: number;
  previousEventId: number;
  atMs: number;
  type: string;
  detailsKey?: string;
  details?: Record<string, unknown>;
}

/** A value inside a document: itself, or the name of a document of its own. */
type Stored = { v: unknown } | { ref: string };

/** One document to write; undefined deletes it. */
export interface Write {
  collection: string;
  id: string;
  value: unknown | undefined;
}

/** The ids of the root thread and of what hangs below it. */
export function threadKey(arn: string, threadId: string): string {
  return `${arn}/${threadId}`;
}

/** Fixed width, so that ids order as numbers. */
export function eventKey(arn: string, eventId: number): string {
  return `${arn}/${String(eventId).padStart(6, '0')}`;
}

/** Takes large values out of documents into documents of their own, named by content, so that each fits the store. */
export class ValueKeeper {
  readonly #arn: string;
  readonly #saved = new Set<string>();
  readonly #pending = new Map<string, unknown>();
  readonly #names = new WeakMap<object, string>();
  constructor(arn: string) {
    this.#arn = arn;
  }

  /** What stands in the document for a value; larger than `inlineLimit` characters of JSON goes out. */
  keep(value: unknown, inlineLimit = 8_192): Stored {
    if (value === undefined || value === null || typeof value === 'number' || typeof value === 'boolean')
      return { v: value };
    const known = typeof value === 'object' ? this.#names.get(value) : undefined;
    const json = known === undefined ? JSON.stringify(value) : '';
    if (known === undefined && json.length <= inlineLimit) return { v: value };
    const name = known ?? createHash('sha256').update(json).digest('hex');
    if (typeof value === 'object') this.#names.set(value, name);
    if (!this.#saved.has(name)) this.#pending.set(name, value);
    return { ref: name };
  }

  /** Writes the values that are not kept yet; to be done before the documents that name them. */
  async save(store: StateStore): Promise<void> {
    for (const [name, value] of this.#pending) {
      await store.put(COLLECTIONS.value, threadKey(this.#arn, name), { value });
      this.#saved.add(name);
      this.#pending.delete(name);
    }
  }

  async load(store: StateStore, stored: Stored | undefined): Promise<unknown> {
    if (stored === undefined) return undefined;
    if (!('ref' in stored)) return stored.v;
    const document = await store.get<{ value: unknown }>(COLLECTIONS.value, threadKey(this.#arn, stored.ref));
    if (!document)
      throw new Error(`A value of the execution ${this.#arn} is missing from the store; start with --fresh.`);
    this.#saved.add(stored.ref);
    if (typeof document.value === 'object' && document.value !== null) this.#names.set(document.value, stored.ref);
    return document.value;
  }
}

/** A thread as a document; with many variables even small values go out. */
export function encodeThread(thread: Thread, keeper: ValueKeeper, inlineLimit = 8_192): Record<string, unknown> {
  const keep = (value: unknown) => keeper.keep(value, inlineLimit);
  const document = {
    ...thread,
    input: keep(thread.input),
    output: keep(thread.output),
    variables: Object.fromEntries(Object.entries(thread.variables).map(([name, value]) => [name, keep(value)])),
    ...(thread.task ? { task: { ...thread.task, arguments: keep(thread.task.arguments) } } : {}),
    ...(thread.children ? { children: { ...thread.children, items: keep(thread.children.items) } } : {}),
    ...(thread.mapItem ? { mapItem: { Index: thread.mapItem.Index, Value: keep(thread.mapItem.Value) } } : {}),
  };
  if (inlineLimit > 256 && JSON.stringify(document).length > 60_000) return encodeThread(thread, keeper, 256);
  return document;
}

/** The thread of a document. */
export async function decodeThread(
  document: Record<string, unknown>,
  keeper: ValueKeeper,
  store: StateStore,
): Promise<Thread> {
  const load = (stored: unknown) => keeper.load(store, stored as Stored | undefined);
  const raw = document as unknown as Thread;
  const variables: Record<string, unknown> = {};
  for (const [name, stored] of Object.entries(raw.variables)) variables[name] = await load(stored);
  const thread: Thread = { ...raw, input: await load(raw.input), output: await load(raw.output), variables };
  if (raw.task) thread.task = { ...raw.task, arguments: await load(raw.task.arguments) };
  if (raw.children) {
    thread.children = { ...raw.children };
    const items = (await load(raw.children.items)) as unknown[] | undefined;
    if (items) thread.children.items = items;
  }
  if (raw.mapItem) thread.mapItem = { Index: raw.mapItem.Index, Value: await load(raw.mapItem.Value) };
  return thread;
}

export function encodeHead(head: Head, keeper: ValueKeeper): Record<string, unknown> {
  return { ...head, input: keeper.keep(head.input), output: keeper.keep(head.output) };
}

export async function decodeHead(
  document: Record<string, unknown>,
  keeper: ValueKeeper,
  store: StateStore,
): Promise<Head> {
  const raw = document as unknown as Head;
  return {
    ...raw,
    input: await keeper.load(store, raw.input as Stored),
    output: await keeper.load(store, raw.output as Stored | undefined),
  };
}

/** Events in documents of bounded size. */
export function encodeEvents(arn: string, events: readonly HistoryEvent[]): Write[] {
  const writes: Write[] = [];
  let page: HistoryEvent[] = [];
  let pageSize = 0;
  const close = () => {
    const first = page[0];
    if (first) writes.push({ collection: COLLECTIONS.event, id: eventKey(arn, first.id), value: page });
    page = [];
    pageSize = 0;
  };
  for (const event of events) {
    // A quarter more than the characters: the details are JSON inside JSON.
    const size = JSON.stringify(event).length;
    if (pageSize + size > 100_000) close();
    page.push(event);
    pageSize += size;
  }
  close();
  return writes;
}

/** Every event of an execution, oldest first. */
export async function readHistory(store: StateStore, arn: string): Promise<HistoryEvent[]> {
  const pages = await store.list<HistoryEvent[]>(COLLECTIONS.event, `${arn}/`);
  return pages.flatMap((page) => page.value);
}

/** The head of an execution with its values, or undefined when there is none of that ARN. */
export async function readHead(store: StateStore, arn: string): Promise<Head | undefined> {
  const document = await store.get<Record<string, unknown>>(COLLECTIONS.head, arn);
  return document && decodeHead(document, new ValueKeeper(arn), store);
}
