import type { Endpoint } from '#contract/endpoint.ts';
import type { EventDraft } from '#contract/events.ts';
import type { Change } from '#data/change.ts';
import { keys, partitions } from '#data/keys.ts';
import { actorRef } from '#data/person.ts';
import { startingWorkspaceOf } from '#domain/place.ts';
import type { Call } from './endpoint.ts';
import { unknownUserOf } from './session.ts';

/** Removed by its time to live; nobody reads it. */
const MISS_KEPT_SECONDS = 3600;

interface FailedLogIn {
  step: 'password' | 'second_factor';
  userId: string | undefined;
  /** Hash of the address, or the person. */
  subject: string;
  /** What else is written with it. */
  also?: readonly Change[];
}

/**
 * Puts a failed log-in on the record of the person it was tried for. For an address without an account as much is read and written, so that the time of the
 * answer does not tell either; `subject` is the hash of the address.
 */
export async function noteFailedLogIn<E extends Endpoint>(
  call: Call<E>,
  { step, userId, subject, also = [] }: FailedLogIn,
): Promise<void> {
  await call.commit({
    reads: { actor: actorRef(userId ?? unknownUserOf(subject)) },
    decide: ({ actor }) => {
      const answer = { status: 200, body: { done: true } } as never;
      if (!userId) return { changes: [missOf(subject, call.nowMs)], answer };
      const event: EventDraft = {
        type: 'LogInFailed',
        aggregateId: userId,
        seq: call.nowMs,
        partition: partitions.user(userId),
        data: { userId, step, workspaceId: actor ? startingWorkspaceOf(actor) : null },
      };
      return { changes: also, event, answer };
    },
  });
}

function missOf(emailHash: string, nowMs: number): Change {
  const key = keys.missedLogIn(emailHash);
  const ttl = Math.ceil(nowMs / 1000) + MISS_KEPT_SECONDS;
  return { kind: 'put', key, item: { ...key, _et: 'missed_log_in', ttl }, when: [] };
}
