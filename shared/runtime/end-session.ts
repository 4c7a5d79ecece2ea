import type { Endpoint } from '#contract/endpoint.ts';
import type { EventData, EventDraft } from '#contract/events.ts';
import { type Change, update } from '#data/change.ts';
import { keys, partitions } from '#data/keys.ts';
import { type ActorItem, actorRef } from '#data/person.ts';
import type { LogInProvider } from '#domain/identity.ts';
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
  // Whoever chose a password by a mailed code has one from then on.
  const gone = [...sessionIds.map((id) => `sessions.${id}`), ...(reason === 'password_reset' ? ['passwordless'] : [])];
  return {
    changes:
      gone.length === 0
        ? []
        : [
            update(actorRef(userId).key, { unset: gone }, [{ path: 'pk', is: 'present' }]),
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
type PhoneChange =
  | { type: 'PhoneFactorAdded'; endsIn: string }
  | { type: 'PhoneFactorRemoved'; endsIn: string; last: boolean };

/** With a change of what one logs in with, every session ends but the one that changes it (OWASP ASVS 5.0, 7.4.3); `set` is what else changes on the actor item. */
export function othersEnd(
  { userId, sessions }: Pick<ActorItem, 'userId' | 'sessions'>,
  sessionId: string,
  type: FactorChange,
  nowMs: number,
  set: Record<string, unknown> = {},
): { changes: Change[]; event: EventDraft } {
  const { others, changes } = endOthers({ userId, sessions }, sessionId, nowMs, { set });
  return {
    changes,
    event: {
      type,
      aggregateId: userId,
      seq: nowMs,
      partition: partitions.user(userId),
      data: { userId, sessionIds: others },
    },
  };
}

/** What ends the other sessions with a phone that codes are sent to, or no longer. */
export function phoneChanged(
  actor: Pick<ActorItem, 'userId' | 'sessions'>,
  sessionId: string,
  nowMs: number,
  change: PhoneChange,
): { changes: Change[]; event: EventDraft } {
  const { userId } = actor;
  const hasSecondFactor = change.type === 'PhoneFactorAdded' || !change.last;
  const { others, changes } = endOthers(actor, sessionId, nowMs, { set: { hasSecondFactor } });
  const common = { aggregateId: userId, seq: nowMs, partition: partitions.user(userId) };
  const { type, ...said } = change;
  return { changes, event: { type, ...common, data: { userId, sessionIds: others, ...said } } as EventDraft };
}

/** What ends the other sessions when somebody has other ways to sign in than before: a provider linked or unlinked, or a first password. */
export function waysChanged(
  actor: Pick<ActorItem, 'userId' | 'sessions'>,
  sessionId: string,
  nowMs: number,
  change: { type: 'IdentityLinked' | 'IdentityUnlinked'; provider: LogInProvider } | { type: 'PasswordSet' },
): { changes: Change[]; event: EventDraft } {
  const { userId } = actor;
  const unset = change.type === 'PasswordSet' ? ['passwordless'] : [];
  const { others, changes } = endOthers(actor, sessionId, nowMs, { unset });
  const common = { aggregateId: userId, seq: nowMs, partition: partitions.user(userId) };
  const data = { userId, sessionIds: others };
  return {
    changes,
    event:
      change.type === 'PasswordSet'
        ? { type: change.type, ...common, data }
        : { type: change.type, ...common, data: { ...data, provider: change.provider } },
  };
}

/** The changes that end every session of somebody but one, and what else changes on the actor item with them. */
function endOthers(
  { userId, sessions }: Pick<ActorItem, 'userId' | 'sessions'>,
  sessionId: string,
  nowMs: number,
  { set = {}, unset = [] }: { set?: Record<string, unknown>; unset?: readonly string[] } = {},
): { others: string[]; changes: Change[] } {
  const others = Object.keys(sessions).filter((id) => id !== sessionId);
  return {
    others,
    changes: [
      update(
        actorRef(userId).key,
        {
          // Also writes when there is no other one: the session that asks must be there still.
          set: { [`sessions.${sessionId}.usedAtMs`]: nowMs, ...set },
          unset: [...others.map((id) => `sessions.${id}`), ...unset],
        },
        [{ path: `sessions.${sessionId}`, is: 'present' }],
        'session_ended',
      ),
      ...sessionItemRemovals(userId, others),
    ],
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
