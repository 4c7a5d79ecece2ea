import { enrolSecondFactor } from '#contract/areas/two-factor.ts';
import { SECOND_FACTOR_LIMITS } from '#contract/limits.ts';
import { create } from '#data/change.ts';
import { userRef } from '#data/person.ts';
import { Challenges } from '#data/second-factor.ts';
import { refuse } from '#domain/decision.ts';
import { isoOf } from '#runtime/clock.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { newSecret } from '#runtime/ids.ts';
import { wrapSecret } from '#runtime/second-factor.ts';
import { newTotpSecret, otpauthUriOf } from '#runtime/totp.ts';

export const handler = endpoint(enrolSecondFactor, async (call) => {
  const { userId, sessionId } = call.actor();
  const challenge = newSecret();
  const secret = newTotpSecret();
  const wrapped = await wrapSecret(userId, secret);
  const expiresAtMs = call.nowMs + SECOND_FACTOR_LIMITS.enrolmentMinutes * 60_000;
  return call.commit({
    reads: { user: userRef(userId) },
    decide: ({ user }) => {
      if (!user) return refuse('not_found');
      const waiting = { challengeHash: sha256(challenge), kind: 'enrolment' as const, userId, sessionId, expiresAtMs };
      const otpauthUri = otpauthUriOf(secret, user.email);
      return {
        changes: [create(Challenges, { ...waiting, wrapped })],
        answer: { status: 201, body: { challenge, secret, otpauthUri, expiresAt: isoOf(expiresAtMs) } },
      };
    },
  });
});
