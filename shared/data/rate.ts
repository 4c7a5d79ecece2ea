import { type Key, keys } from './keys.ts';
import { updateAlone } from './update-alone.ts';

export interface RateVerdict {
  allowed: boolean;
  /** Seconds until the window ends. */
  retryAfterSeconds: number;
}

/** The index of the fixed window an instant falls in, and the seconds left of it. */
export function windowOf(nowMs: number, windowSeconds: number): { index: number; secondsLeft: number } {
  const index = Math.floor(nowMs / 1000 / windowSeconds);
  return { index, secondsLeft: Math.max(1, Math.ceil((index + 1) * windowSeconds - nowMs / 1000)) };
}

/** Counts one request of a subject that is no signed-in user (an address, a hashed e-mail) against a fixed window. */
export async function countRequest(
  subject: string,
  budget: { name: string; limit: number; windowSeconds: number },
  nowMs: number,
): Promise<RateVerdict> {
  const { index, secondsLeft } = windowOf(nowMs, budget.windowSeconds);
  const counted = await updateAlone({
    Key: keys.rate(subject, `${budget.name}#${index}`),
    UpdateExpression: 'ADD #count :one SET #ttl = :ttl',
    ExpressionAttributeNames: { '#count': 'count', '#ttl': 'ttl' },
    ExpressionAttributeValues: { ':one': 1, ':ttl': (index + 1) * budget.windowSeconds + 60 },
    ReturnValues: 'ALL_NEW',
  });
  return { allowed: Number(counted?.count) <= budget.limit, retryAfterSeconds: secondsLeft };
}

/** Name of the counter attribute on an actor item for a rate class and window. */
export function counterName(rateClass: string, windowIndex: number): string {
  return `rate_${rateClass}_${windowIndex}`;
}

/**
 * Counts one request of a session, notes when it was used and reads the actor item, in one call; undefined when there is no such user or session.
 * Counters of past windows are removed by `staleCounters` at the next log-in or refresh.
 */
export async function countActorRequest(
  { userId, sessionId }: { userId: string; sessionId: string },
  budget: { name: string; limit: number; windowSeconds: number },
  nowMs: number,
): Promise<{ item: Record<string, unknown>; verdict: RateVerdict } | undefined> {
  return countOn(keys.actor(userId), budget, nowMs, {
    update: 'SET #sessions.#session.#usedAtMs = :now',
    condition: 'attribute_exists(#sessions.#session)',
    names: { '#sessions': 'sessions', '#session': sessionId, '#usedAtMs': 'usedAtMs' },
    values: { ':now': nowMs },
  });
}

/** What is written down with a request besides its count, and what must be there for it. */
interface AlsoWritten {
  update: string;
  condition: string;
  names: Record<string, string>;
  values: Record<string, unknown>;
}

/** Counts one request on an item that exists and reads it, in one call; undefined when there is no such item. */
export async function countOn(
  key: Key,
  budget: { name: string; limit: number; windowSeconds: number },
  nowMs: number,
  also?: AlsoWritten,
): Promise<{ item: Record<string, unknown>; verdict: RateVerdict } | undefined> {
  const { index, secondsLeft } = windowOf(nowMs, budget.windowSeconds);
  const counter = counterName(budget.name, index);
  try {
    const item =
      (await updateAlone({
        Key: key,
        UpdateExpression: `ADD #counter :one${also ? ` ${also.update}` : ''}`,
        ConditionExpression: also?.condition ?? 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#counter': counter, ...also?.names },
        ExpressionAttributeValues: { ':one': 1, ...also?.values },
        ReturnValues: 'ALL_NEW',
      })) ?? {};
    return { item, verdict: { allowed: Number(item[counter]) <= budget.limit, retryAfterSeconds: secondsLeft } };
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return undefined;
    throw error;
  }
}

/** Counter attributes of an actor item whose window ended before `nowMs`. */
export function staleCounters(
  item: Record<string, unknown>,
  windowSecondsOf: (rateClass: string) => number | undefined,
  nowMs: number,
): string[] {
  return Object.keys(item).filter((name) => {
    const match = /^rate_([a-z]+)_(\d+)$/.exec(name);
    if (!match) return false;
    const windowSeconds = windowSecondsOf(match[1] as string);
    return windowSeconds === undefined || Number(match[2]) < windowOf(nowMs, windowSeconds).index;
  });
}
