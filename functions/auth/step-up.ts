import { stepUp } from '#contract/areas/sessions.ts';
import { Failure } from '#contract/failure.ts';
import { SESSION_LIMITS } from '#contract/limits.ts';
import { replace, update } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { actorRef } from '#data/person.ts';
import { SecondFactors, secondFactorRef } from '#data/second-factor.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { takeCode } from '#domain/second-factor.ts';
import { isPassword } from '#platform/users.ts';
import { isoOf } from '#runtime/clock.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { readSecondFactorCode } from '#runtime/second-factor.ts';
import { recoveryCodeUsed } from '#runtime/second-factor-changes.ts';
import { poolFailure, userPool } from '#runtime/session.ts';

export const handler = endpoint(stepUp, async (call) => {
  const { userId, sessionId } = call.actor();
  const isTheirs = await isPassword(userPool(), userId, call.body.password).catch((error: unknown) =>
    Promise.reject(poolFailure(error)),
  );
  if (!isTheirs) throw new Failure('wrong_password');
  return call.commit({
    reads: { actor: actorRef(userId), factor: secondFactorRef(userId) },
    more: ({ factor }) => readSecondFactorCode(factor, call.body.code, call.nowMs),
    decide: ({ actor, factor }, code) => {
      if (!actor?.sessions[sessionId]) return refuse('session_ended');
      if (factor && !code) return refuse('second_factor_required');
      const taken = factor && code && takeCode(factor, code);
      if (taken && isRefused(taken)) return taken;
      const proved = update(
        actorRef(userId).key,
        { set: { [`sessions.${sessionId}.steppedUpAtMs`]: call.nowMs } },
        [{ path: `sessions.${sessionId}`, is: 'present' }],
        'session_ended',
      );
      return {
        changes: [proved, ...(factor && taken ? [replace(SecondFactors, factor, { ...factor, ...taken })] : [])],
        event:
          taken && code?.kind === 'recovery_code'
            ? recoveryCodeUsed({ userId, sessionId, codesLeft: taken.recoveryHashes.length }, call.nowMs)
            : {
                type: 'SessionSteppedUp',
                aggregateId: sessionId,
                seq: call.nowMs,
                partition: partitions.user(userId),
                data: { userId, sessionId },
              },
        answer: { status: 200, body: { validUntil: isoOf(call.nowMs + SESSION_LIMITS.stepUpMinutes * 60_000) } },
      };
    },
  });
});
