import { stepUp } from '#contract/areas/sessions.ts';
import { Failure } from '#contract/failure.ts';
import { SESSION_LIMITS } from '#contract/limits.ts';
import { update } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { actorRef } from '#data/person.ts';
import { refuse } from '#domain/decision.ts';
import { isPassword } from '#platform/users.ts';
import { isoOf } from '#runtime/clock.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { poolFailure, userPool } from '#runtime/session.ts';

export const handler = endpoint(stepUp, async (call) => {
  const { userId, sessionId } = call.actor();
  const isTheirs = await isPassword(userPool(), userId, call.body.password).catch((error: unknown) =>
    Promise.reject(poolFailure(error)),
  );
  if (!isTheirs) throw new Failure('wrong_password');
  return call.commit({
    reads: { actor: actorRef(userId) },
    decide: ({ actor }) => {
      if (!actor?.sessions[sessionId]) return refuse('session_ended');
      return {
        changes: [
          update(
            actorRef(userId).key,
            { set: { [`sessions.${sessionId}.steppedUpAtMs`]: call.nowMs } },
            [{ path: `sessions.${sessionId}`, is: 'present' }],
            'session_ended',
          ),
        ],
        event: {
          type: 'SessionSteppedUp',
          aggregateId: sessionId,
          seq: call.nowMs,
          partition: partitions.user(userId),
          data: { userId, sessionId },
        },
        answer: {
          status: 200,
          body: { validUntil: isoOf(call.nowMs + SESSION_LIMITS.stepUpMinutes * 60_000) },
        },
      };
    },
  });
});
