import type { verifySecondFactor } from '#contract/areas/two-factor.ts';
import { Failure } from '#contract/failure.ts';
import { replace } from '#data/change.ts';
import { actorRef, userRef } from '#data/person.ts';
import { type ChallengeItem, SecondFactors, secondFactorRef } from '#data/second-factor.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { takeCode } from '#domain/second-factor.ts';
import { unwrap } from '#platform/envelope.ts';
import { PoolError, refreshUser } from '#platform/users.ts';
import { setting } from './config.ts';
import type { Call, HandlerAnswer } from './endpoint.ts';
import { newSecret } from './ids.ts';
import { readSecondFactorCode } from './second-factor.ts';
import { challengeAnswered, recoveryCodeUsed } from './second-factor-changes.ts';
import { poolFailure, userPool } from './session.ts';
import { cookieOf, planSession } from './start-session.ts';

type Verify = typeof verifySecondFactor;

/** Begins the session of a log-in whose password was right, when the code is. */
export async function beginByCode(call: Call<Verify>, waiting: ChallengeItem): Promise<HandlerAnswer<Verify>> {
  const { userId, sessionId, wrapped } = waiting;
  const planned = { userId, sessionId, wrappedToken: wrapped, secret: newSecret() };
  const answer = await call.commit({
    reads: { actor: actorRef(userId), user: userRef(userId), factor: secondFactorRef(userId) },
    more: async ({ factor }) => {
      const code = await readSecondFactorCode(factor, call.body.code, call.nowMs, waiting.texted);
      const taken = factor && code && takeCode(factor, code);
      // Only a right code is worth a token.
      return { code, tokens: taken && !isRefused(taken) ? await tokensOf(waiting) : undefined };
    },
    decide: ({ actor, user, factor }, { code, tokens }) => {
      // Without a second factor, since it was turned off meanwhile, the password is to be shown again.
      if (!actor || !user || !factor || !code) return refuse('challenge_expired');
      const taken = takeCode(factor, code);
      if (isRefused(taken)) return taken;
      if (!tokens) return refuse('challenge_expired');
      const { changes, event, me } = planSession(call, planned, { actor, user });
      const { accessToken, expiresInSeconds } = tokens;
      const used = { userId, sessionId, codesLeft: taken.recoveryHashes.length, workspaceId: event.data.workspaceId };
      return {
        changes: [challengeAnswered(waiting), replace(SecondFactors, factor, { ...factor, ...taken }), ...changes],
        event: code.kind === 'recovery_code' ? recoveryCodeUsed(used, call.nowMs) : event,
        answer: { status: 200, body: { accessToken, expiresInSeconds, user: me } },
      };
    },
  });
  return { ...answer, cookies: [cookieOf(planned)] };
}

async function tokensOf({ userId, sessionId, wrapped }: ChallengeItem) {
  const token = await unwrap(setting('KEY_ID'), wrapped, { userId, sessionId });
  return refreshUser(userPool(), userId, token).catch((error: unknown) => {
    // The pool took the log-in back meanwhile, as it does after a change of the password.
    if (error instanceof PoolError && error.refusal !== 'too_many') throw new Failure('challenge_expired');
    throw poolFailure(error);
  });
}
