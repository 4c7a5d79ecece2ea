import { stepUp } from '#contract/areas/sessions.ts';
import type { ErrorCode } from '#contract/errors.ts';
import type { EventDraft } from '#contract/events.ts';
import { Failure } from '#contract/failure.ts';
import { SESSION_LIMITS, STEP_UP_CODE_LIMITS } from '#contract/limits.ts';
import { type Change, replace, update } from '#data/change.ts';
import { StepUpCodes, stepUpCodeRef } from '#data/identity.ts';
import { partitions } from '#data/keys.ts';
import { actorRef } from '#data/person.ts';
import { type ChallengeItem, challengeRef, SecondFactors, secondFactorRef } from '#data/second-factor.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { takeCode } from '#domain/second-factor.ts';
import { isPassword } from '#platform/users.ts';
import { isoOf } from '#runtime/clock.ts';
import { type Call, endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { judgeMailedCode } from '#runtime/mailed-code.ts';
import { readSecondFactorCode } from '#runtime/second-factor.ts';
import { challengeAnswered, recoveryCodeUsed, wrongTextedCode } from '#runtime/second-factor-changes.ts';
import { poolFailure, userPool } from '#runtime/session.ts';

type StepUp = Call<typeof stepUp>;

export const handler = endpoint(stepUp, async (call) => {
  const { userId, sessionId } = call.actor();
  const { mailedCode, code: given, challenge } = call.body;
  if (mailedCode === undefined) await demandPassword(call, userId);
  // What is wrong although something was written: how often, so that a stolen session does not try them all.
  let wrong: ErrorCode | undefined;
  const answer = await call.commit({
    reads: {
      actor: actorRef(userId),
      factor: secondFactorRef(userId),
      mailed: mailedCode === undefined ? undefined : stepUpCodeRef(userId),
      waiting: challenge === undefined ? undefined : challengeRef(sha256(challenge)),
    },
    more: ({ factor, waiting }) => readSecondFactorCode(factor, given, call.nowMs, waiting?.texted),
    decide: ({ actor, factor, mailed, waiting }, code) => {
      const validUntil = isoOf(call.nowMs + SESSION_LIMITS.stepUpMinutes * 60_000);
      const answer = { status: 200 as const, body: { validUntil } };
      if (!actor?.sessions[sessionId]) return refuse('session_ended');
      if (challenge !== undefined && !isOf(call, waiting)) return refuse('challenge_expired');
      if (mailedCode !== undefined) {
        const verdict = judgeMailedCode(actor.passwordless ? mailed : undefined, mailedCode, {
          nowMs: call.nowMs,
          wrongCodes: STEP_UP_CODE_LIMITS.wrongCodes,
        });
        if (verdict === 'code_expired') return refuse('code_expired');
        wrong = verdict === 'wrong_code' ? 'wrong_mailed_code' : undefined;
        if (wrong && !mailed) return refuse(wrong);
        if (wrong && mailed)
          return {
            changes: [replace(StepUpCodes, mailed, { ...mailed, wrongCodes: mailed.wrongCodes + 1 })],
            answer,
          };
      }
      if (factor && !code) return refuse('second_factor_required');
      const taken = factor && code && takeCode(factor, code);
      if (taken && isRefused(taken)) {
        // Of the codes here, the mailed one alone is answered as expired: what an SMS was sent for is begun anew.
        if (taken.refused === 'code_expired') return refuse('challenge_expired');
        if (taken.refused !== 'wrong_code' || !waiting?.texted) return taken;
        wrong = taken.refused;
        return { changes: wrongTextedCode(waiting), answer };
      }
      wrong = undefined;
      const used = taken && code?.kind === 'recovery_code' && { codesLeft: taken.recoveryHashes.length };
      return {
        changes: [
          proved(call),
          ...(factor && taken ? [replace(SecondFactors, factor, { ...factor, ...taken })] : []),
          // A mailed code is good once, and so is one from an SMS.
          ...(mailed ? [replace(StepUpCodes, mailed, { ...mailed, expiresAtMs: call.nowMs })] : []),
          ...(waiting ? [challengeAnswered(waiting)] : []),
        ],
        event: used ? recoveryCodeUsed({ userId, sessionId, ...used }, call.nowMs) : steppedUp(call),
        answer,
      };
    },
  });
  if (wrong) throw new Failure(wrong);
  return answer;
});

/** Whether a code was sent for a step-up of this session, and not too long ago to be answered. */
function isOf(call: StepUp, waiting: ChallengeItem | undefined): boolean {
  const { userId, sessionId } = call.actor();
  return (
    waiting?.kind === 'step_up' &&
    waiting.userId === userId &&
    waiting.sessionId === sessionId &&
    waiting.expiresAtMs > call.nowMs
  );
}

function proved(call: StepUp): Change {
  const { userId, sessionId } = call.actor();
  return update(
    actorRef(userId).key,
    { set: { [`sessions.${sessionId}.steppedUpAtMs`]: call.nowMs } },
    [{ path: `sessions.${sessionId}`, is: 'present' }],
    'session_ended',
  );
}

function steppedUp(call: StepUp): EventDraft {
  const { userId, sessionId } = call.actor();
  const data = { userId, sessionId };
  return {
    type: 'SessionSteppedUp',
    aggregateId: sessionId,
    seq: call.nowMs,
    partition: partitions.user(userId),
    data,
  };
}

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
