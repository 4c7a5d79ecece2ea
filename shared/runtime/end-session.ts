import type { Endpoint } from '#contract/endpoint.ts';
import { update } from '#data/change.ts';
import { keys, partitions } from '#data/keys.ts';
import { actorRef } from '#data/person.ts';
import type { Call } from './endpoint.ts';

/** Ends sessions at once: the authorizer refuses their tokens from the next request on, and their refresh secrets are gone. */
export async function endSession<E extends Endpoint>(
  call: Call<E>,
  userId: string,
  sessionIds: readonly string[],
  reason: 'log_out' | 'reuse' | 'password_reset',
): Promise<void> {
  if (sessionIds.length === 0) return;
  await call.commit({
    reads: { actor: actorRef(userId) },
    decide: ({ actor }) => ({
      changes: actor
        ? [
            update(actorRef(userId).key, { unset: sessionIds.map((id) => `sessions.${id}`) }, [
              { path: 'pk', is: 'present' },
            ]),
            ...sessionIds.map((id) => ({ kind: 'delete' as const, key: keys.session(userId, id), when: [] })),
          ]
        : [],
      ...(actor
        ? {
            event: {
              type: 'SessionEnded' as const,
              aggregateId: sessionIds[0] as string,
              seq: call.nowMs,
              partition: partitions.user(userId),
              data: { userId, sessionIds: [...sessionIds], reason },
            },
          }
        : {}),
      answer: { status: 200, body: { done: true } } as never,
    }),
  });
}
