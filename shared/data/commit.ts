import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { isRefused, type Refused } from '#domain/decision.ts';
import { type Change, toTransactItem } from './change.ts';
import { table } from './client.ts';
import type { Ref } from './entity.ts';
import { type AuditPlaces, type EventDraftItem, type EventSource, eventItem } from './event.ts';
import { type Key, keys } from './keys.ts';
import { keyText, readKeys } from './read.ts';

/** How often a commit reads and decides again before it gives up. */
const MAX_ATTEMPTS = 8;
const IDEMPOTENCY_KEPT_MS = 24 * 3600 * 1000;

/** Who asks, when, and how a repeat is known; the same for every attempt of one request. */
export interface CommitContext {
  nowMs: number;
  /** The same instant, ISO 8601. */
  nowIso: string;
  /** No new attempt starts after this instant. */
  deadlineMs: number;
  correlationId: string;
  actor: EventDraftItem['actor'];
  /** From where, when somebody asked. */
  source?: EventSource | undefined;
  /** In whose logs an event is listed; in none without it. */
  auditPlaces?: ((draft: Pick<EventDraftItem, 'type' | 'data' | 'partition'>) => AuditPlaces) | undefined;
  /** Minted before the first attempt. */
  eventId: string;
  idempotency?: { owner: string; endpointId: string; keyHash: string; requestHash: string } | undefined;
  /** Uniform in [0, 1), for back-off. */
  jitter: () => number;
  clock: () => number;
}

export interface Answer {
  status: number;
  body: unknown;
}

/** What a decision wants written, what it says happened, and what the caller is told. */
export interface Decision<A extends Answer> {
  changes: readonly Change[];
  event?: Omit<EventDraftItem, 'eventId' | 'occurredAt' | 'correlationId' | 'actor' | 'schemaVersion'> & {
    schemaVersion?: number;
  };
  answer: A;
}

type Reads = Record<string, Ref<object> | undefined>;
export type StateOf<R extends Reads> = {
  [K in keyof R]: NonNullable<R[K]> extends Ref<infer T extends object> ? T | undefined : undefined;
};

export interface Command<R extends Reads, M, A extends Answer> {
  /** Items the decision needs, read in one consistent call. */
  reads: R;
  /** Anything the keys alone cannot name (a list); costs its own call. */
  more?: (state: StateOf<R>) => Promise<M>;
  /** `by` names the event that the commit writes, for what refers to it. */
  decide: (state: StateOf<R>, more: M, by: { eventId: string }) => Decision<A> | Refused;
  /** Called when nothing is decided, because the same request was answered before. */
  onReplay?: () => void;
}

/** An Idempotency-Key came back with another request behind it. */
export class IdempotencyMismatch extends Error {
  override readonly name = 'IdempotencyMismatch';
}

/** Too many others kept changing the same items; nothing was written. */
export class CommitContention extends Error {
  override readonly name = 'CommitContention';
}

/**
 * Reads, decides and writes in one conditional transaction: the changes, one event item and the idempotency result together or not at all.
 * A refusal comes back as a value; throws IdempotencyMismatch, CommitContention, or what the table throws.
 */
export async function commit<const R extends Reads, M, A extends Answer>(
  context: CommitContext,
  command: Command<R, M, A>,
): Promise<A | Refused> {
  for (let attempt = 1; ; attempt++) {
    const { state, replay } = await load(context, command.reads);
    if (replay) {
      command.onReplay?.();
      return replay as A;
    }
    const more = (await command.more?.(state)) as M;
    const decision = command.decide(state, more, context);
    if (isRefused(decision)) return (await findTwin(context, command)) ?? decision;
    const result = await tryWrite(context, decision);
    if (result.outcome === 'written') return decision.answer;
    if (result.outcome === 'refused') return result.refused;
    if (attempt >= MAX_ATTEMPTS || context.clock() >= context.deadlineMs)
      throw new CommitContention('Gave up after conflicting writes; nothing was written.');
    await backOff(attempt, context);
  }
}

/**
 * The answer of a twin of this request that was committed while this one read: then it is refused for what the twin has just done, and both are one request.
 */
async function findTwin<R extends Reads, M, A extends Answer>(
  context: CommitContext,
  { reads, onReplay }: Command<R, M, A>,
): Promise<A | undefined> {
  if (!context.idempotency) return undefined;
  // All of it once more: a function may make the calls it makes, and no other.
  const { replay } = await load(context, reads);
  if (replay) onReplay?.();
  return replay as A | undefined;
}

async function load<R extends Reads>(
  context: CommitContext,
  reads: R,
): Promise<{ state: StateOf<R>; replay: Answer | undefined }> {
  const idempotencyKey = context.idempotency && idempotencyKeyOf(context.idempotency);
  const wanted = Object.values(reads).flatMap((read) => (read ? [read.key] : []));
  const found = await readKeys(idempotencyKey ? [...wanted, idempotencyKey] : wanted);
  const replay = idempotencyKey && findReplay(found.get(keyText(idempotencyKey)), context);
  const state = Object.fromEntries(
    Object.entries(reads).map(([name, read]) => {
      const item = read && found.get(keyText(read.key));
      return [name, item && read.entity.parse(item)];
    }),
  ) as StateOf<R>;
  return { state, replay };
}

function idempotencyKeyOf({ owner, endpointId, keyHash }: NonNullable<CommitContext['idempotency']>): Key {
  return keys.idempotency(owner, endpointId, keyHash);
}

function findReplay(item: Record<string, unknown> | undefined, context: CommitContext): Answer | undefined {
  if (!item || Number(item.expiresAtMs) <= context.nowMs) return undefined;
  if (item.requestHash !== context.idempotency?.requestHash)
    throw new IdempotencyMismatch('The key belongs to another request.');
  return { status: Number(item.status), body: item.body };
}

type WriteResult = { outcome: 'written' } | { outcome: 'again' } | { outcome: 'refused'; refused: Refused };

async function tryWrite(context: CommitContext, decision: Decision<Answer>): Promise<WriteResult> {
  const { document, tableName } = table();
  const changes: Change[] = [...decision.changes];
  if (decision.event) changes.push(eventItem(context, decision.event));
  const items = [
    ...changes.map((change) => toTransactItem(change, tableName)),
    ...idempotencyPut(context, decision.answer, tableName),
  ];
  if (items.length === 0) return { outcome: 'written' };
  try {
    await document.send(new TransactWriteCommand({ TransactItems: items as never }));
    return { outcome: 'written' };
  } catch (error) {
    const reasons = cancellationReasons(error);
    if (!reasons) throw error;
    return judge(reasons, changes, context);
  }
}

/** The answer kept for repeats; a key that is past its time may be taken again, TTL is only garbage collection. */
function idempotencyPut(context: CommitContext, answer: Answer, tableName: string): Record<string, unknown>[] {
  if (!context.idempotency) return [];
  const expiresAtMs = context.nowMs + IDEMPOTENCY_KEPT_MS;
  const kept = {
    requestHash: context.idempotency.requestHash,
    status: answer.status,
    body: answer.body,
    expiresAtMs,
    ttl: Math.ceil(expiresAtMs / 1000),
  };
  return [
    {
      Put: {
        TableName: tableName,
        Item: { ...idempotencyKeyOf(context.idempotency), _et: 'idempotency', ...kept },
        ConditionExpression: 'attribute_not_exists(pk) OR expiresAtMs <= :now',
        ExpressionAttributeValues: { ':now': context.nowMs },
      },
    },
  ];
}

interface CancellationReason {
  Code?: string;
  Item?: Record<string, unknown>;
}

function cancellationReasons(error: unknown): CancellationReason[] | undefined {
  if (!(error instanceof Error) || error.name !== 'TransactionCanceledException') return undefined;
  return (error as Error & { CancellationReasons?: CancellationReason[] }).CancellationReasons;
}

const RETRIED = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

function judge(
  reasons: readonly CancellationReason[],
  changes: readonly Change[],
  context: CommitContext,
): WriteResult {
  const codes = reasons.map((reason) => reason.Code ?? 'None');
  const unexpected = codes.find((code) => code !== 'None' && code !== 'ConditionalCheckFailed' && !RETRIED.has(code));
  if (unexpected) throw new Error(`The table cancelled a commit: ${unexpected}.`);
  // The idempotency item is last; when it exists now, a twin of this request has been committed meanwhile.
  if (context.idempotency && codes[changes.length] === 'ConditionalCheckFailed') return { outcome: 'again' };
  if (codes.some((code) => RETRIED.has(code))) return { outcome: 'again' };
  const failed = changes.filter((_, index) => codes[index] === 'ConditionalCheckFailed');
  // A failed condition without a name means that what was read is outdated: only a new decision knows the right refusal.
  const [named] = failed;
  if (!named?.otherwise || failed.some((change) => change.otherwise === undefined)) return { outcome: 'again' };
  return { outcome: 'refused', refused: { refused: named.otherwise } };
}

async function backOff(attempt: number, context: CommitContext): Promise<void> {
  const ceilingMs = Math.min(20 * 2 ** attempt, 1000);
  await new Promise((resolve) => setTimeout(resolve, Math.floor(context.jitter() * ceilingMs)));
}
