import type { Endpoint } from '#contract/endpoint.ts';
import type { EventData, EventDraft } from '#contract/events.ts';
import { type Change, update } from '#data/change.ts';
import { keys, partitions } from '#data/keys.ts';
import { type ActorItem, actorRef } from '#data/person.ts';
import type { Call } from './endpoint.ts';

type Reason = EventData<'SessionEnded'>['reason'];

/** The items of sessions that end; the actor item loses its entries of them by `unset` of its own update. */
export function sessionItemRemovals(userId: string, sessionIds: readonly string[]): Change[] {
  return sessionIds.map((id) => ({ kind: 'delete', key: keys.session(userId, id), when: [] }));
}

/** Ends sessions in one commit, which the log of the workspace of the first one lists: the authorizer refuses their tokens from the next request on, and their refresh secrets are gone. */
export function sessionEnd(
  userId: string,
  sessionIds: readonly string[],
  reason: Reason,
  nowMs: number,
  workspaceId?: string | null,
): { changes: Change[]; event: EventDraft } {
  return {
    changes:
      sessionIds.length === 0
        ? []
        : [
            update(actorRef(userId).key, { unset: sessionIds.map((id) => `sessions.${id}`) }, [
              { path: 'pk', is: 'present' },
            ]),
            ...sessionItemRemovals(userId, sessionIds),
          ],
    event: {
      type: 'SessionEnded',
      aggregateId: sessionIds[0] ?? userId,
      seq: nowMs,
      partition: partitions.user(userId),
      data: { userId, sessionIds: [...sessionIds], reason, ...(workspaceId ? { workspaceId } : {}) },
    },
  };
}

type FactorChange = 'PasswordChanged' | 'EmailChanged' | 'SecondFactorEnabled' | 'SecondFactorDisabled';

/** With a change of what one logs in with, every session ends but the one that changes it (OWASP ASVS 5.0, 7.4.3); `set` is what else changes on the actor item. */
export function othersEnd(
  { userId, sessions }: Pick<ActorItem, 'userId' | 'sessions'>,
  sessionId: string,
  type: FactorChange,
  nowMs: number,
  set: Record<string, unknown> = {},
): { changes: Change[]; event: EventDraft } {
  const others = Object.keys(sessions).filter((id) => id !== sessionId);
  return {
    changes: [
      update(
        actorRef(userId).key,
        {
          // Also writes when there is no other one: the session that asks must be there still.
          set: { [`sessions.${sessionId}.usedAtMs`]: nowMs, ...set },
          unset: others.map((id) => `sessions.${id}`),
        },
        [{ path: `sessions.${sessionId}`, is: 'present' }],
        'session_ended',
      ),
      ...sessionItemRemovals(userId, others),
    ],
    event: {
      type,
      aggregateId: userId,
      seq: nowMs,
      partition: partitions.user(userId),
      data: { userId, sessionIds: others },
    },
  };
}

/** Ends sessions at once, for a handler whose answer does not depend on it. */
export async function endSession<E extends Endpoint>(
  call: Call<E>,
  userId: string,
  sessionIds: readonly string[],
  reason: Reason,
): Promise<void> {
  // That a password was reset is on record, and told, without a session as well.
  if (sessionIds.length === 0 && reason !== 'password_reset') return;
  await call.commit({
    reads: { actor: actorRef(userId) },
    decide: ({ actor }) => ({
      ...(actor
        ? sessionEnd(userId, sessionIds, reason, call.nowMs, actor.sessions[sessionIds[0] ?? '']?.workspaceId)
        : { changes: [] }),
      answer: { status: 200, body: { done: true } } as never,
    }),
  });
}
