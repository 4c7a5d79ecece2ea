import * as z from 'zod/mini';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';

/** The authenticator app of a person, and the recovery codes for the day it is lost. There is no item while there is no second factor. */
export const SecondFactors = defineEntity({
  name: 'second_factor',
  schema: z.object({
    userId: z.string(),
    /** The app's secret under the platform's key. */
    wrappedSecret: z.string(),
    /** The time step of the last code that was taken; only later ones are. */
    lastStep: z.int(),
    /** Of the codes that are left. */
    recoveryHashes: z.array(z.string()),
    enabledAt: z.string(),
    version: z.int(),
  }),
  key: (factor) => keys.secondFactor(factor.userId),
});
export type SecondFactorItem = ValueOf<typeof SecondFactors>;

/** What waits for a code: a log-in whose password was right, or a secret that an app is to confirm. Named by the hash of a secret of 256 bits. */
export const Challenges = defineEntity({
  name: 'challenge',
  schema: z.object({
    challengeHash: z.string(),
    kind: z.enum(['log_in', 'enrolment']),
    userId: z.string(),
    /** The session that will begin, or the one that enrols. */
    sessionId: z.string(),
    /** Under the platform's key: the token of the user pool for the log-in, or the secret of the enrolment. */
    wrapped: z.string(),
    expiresAtMs: z.int(),
  }),
  key: (challenge) => keys.challenge(challenge.challengeHash),
  index: (challenge) => ({ ttl: Math.ceil(challenge.expiresAtMs / 1000) }),
});
export type ChallengeItem = ValueOf<typeof Challenges>;

export const secondFactorRef = (userId: string) => ref(SecondFactors, keys.secondFactor(userId));
export const challengeRef = (challengeHash: string) => ref(Challenges, keys.challenge(challengeHash));
