import { stepUp } from '#contract/areas/sessions.ts';
import { Failure } from '#contract/failure.ts';
import { SESSION_LIMITS, STEP_UP_CODE_LIMITS } from '#contract/limits.ts';
import { replace, update } from '#data/change.ts';
import { StepUpCodes, stepUpCodeRef } from '#data/identity.ts';
import { partitions } from '#data/keys.ts';
import { actorRef } from '#data/person.ts';
import { SecondFactors, secondFactorRef } from '#data/second-factor.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { takeCode } from '#domain/second-factor.ts';
import { isPassword } from '#platform/users.ts';
import { isoOf } from '#runtime/clock.ts';
import { type Call, endpoint } from '#runtime/endpoint.ts';
import { judgeMailedCode } from '#runtime/mailed-code.ts';
import { readSecondFactorCode } from '#runtime/second-factor.ts';
import { recoveryCodeUsed } from '#runtime/second-factor-changes.ts';
import { poolFailure, userPool } from '#runtime/session.ts';

type StepUp = Call<typeof stepUp>;

export const handler = endpoint(stepUp, async (call) => {
  const { userId, sessionId } = call.actor();
  const { mailedCode, code: given } = call.body;
  if (mailedCode === undefined) await demandPassword(call, userId);
  let isRight = true;
  const answer = await call.commit({
    reads: {
      actor: actorRef(userId),
      factor: secondFactorRef(userId),
      mailed: mailedCode === undefined ? undefined : stepUpCodeRef(userId),
    },
    more: ({ factor }) => readSecondFactorCode(factor, given, call.nowMs),
    decide: ({ actor, factor, mailed }, code) => {
      const answer = {
        status: 200 as const,
        body: { validUntil: isoOf(call.nowMs + SESSION_LIMITS.stepUpMinutes * 60_000) },
      };
      if (!actor?.sessions[sessionId]) return refuse('session_ended');
      if (mailedCode !== undefined) {
        const verdict = judgeMailedCode(actor.passwordless ? mailed : undefined, mailedCode, {
          nowMs: call.nowMs,
          wrongCodes: STEP_UP_CODE_LIMITS.wrongCodes,
        });
        isRight = verdict === 'right';
        if (!isRight && (!mailed || verdict === 'code_expired'))
          return refuse(verdict === 'code_expired' ? 'code_expired' : 'wrong_mailed_code');
        // Counted on record, so that a stolen session does not try them all.
        if (!isRight && mailed)
          return {
            changes: [replace(StepUpCodes, mailed, { ...mailed, wrongCodes: mailed.wrongCodes + 1 })],
            answer,
          };
      }
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
        changes: [
          proved,
          ...(factor && taken ? [replace(SecondFactors, factor, { ...factor, ...taken })] : []),
          // A mailed code is good once.
          ...(mailed ? [replace(StepUpCodes, mailed, { ...mailed, expiresAtMs: call.nowMs })] : []),
        ],
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
        answer,
      };
    },
  });
  if (!isRight) throw new Failure('wrong_mailed_code');
  return answer;
});

async function demandPassword({ body }: StepUp, userId: string): Promise<void> {
  if (body.password === undefined)
    throw new Failure('validation_failed', undefined, {
      issues: [{ path: 'password', message: 'is needed, or a mailed code of who has no password' }],
    });
  const isTheirs = await isPassword(userPool(), userId, body.password).catch((error: unknown) =>
    Promise.reject(poolFailure(error)),
  );
  if (!isTheirs) throw new Failure('wrong_password');
}
