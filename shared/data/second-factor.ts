import * as z from 'zod/mini';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';

/** A code that was sent by SMS, as it is kept. */
const texted = z.object({
  /** Of the code with a salt. */
  codeHash: z.string(),
  salt: z.string(),
  wrongCodes: z.int(),
  expiresAtMs: z.int(),
});
export type TextedCode = z.output<typeof texted>;

/** A phone that codes are sent to: its number under the platform's key, and what may be told of it without that. */
const phone = z.object({
  wrappedNumber: z.string(),
  endsIn: z.string(),
  addedAt: z.string(),
});

/** The authenticator app of a person or their phone or both, and the recovery codes for the day it is lost. There is no item while there is no second factor. */
export const SecondFactors = defineEntity({
  name: 'second_factor',
  schema: z.object({
    userId: z.string(),
    /** The app's secret under the platform's key, when there is an app. */
    wrappedSecret: z.optional(z.string()),
    /** Where codes are sent by SMS, when there is such a number. */
    phone: z.optional(phone),
    /** The time step of the last code of the app that was taken; only later ones are. */
    lastStep: z.int(),
    /** Of the codes that are left. */
    recoveryHashes: z.array(z.string()),
    enabledAt: z.string(),
    version: z.int(),
  }),
  key: (factor) => keys.secondFactor(factor.userId),
});
export type SecondFactorItem = ValueOf<typeof SecondFactors>;

/**
 * What waits for a code: a log-in whose password was right, a secret that an app is to confirm, a number that an SMS is to confirm, or a step-up. Named by the
 * hash of a secret of 256 bits. A code that was sent by SMS stands on what it was sent for, and so is good for nothing else.
 */
export const Challenges = defineEntity({
  name: 'challenge',
  schema: z.object({
    challengeHash: z.string(),
    kind: z.enum(['log_in', 'enrolment', 'phone', 'step_up']),
    userId: z.string(),
    /** The session that will begin, or the one that enrols or steps up. */
    sessionId: z.string(),
    /** Under the platform's key: the token of the user pool for the log-in, the secret of the app, or the phone number; empty for a step-up. */
    wrapped: z.string(),
    /** The newest code that was sent by SMS for this. */
    texted: z.optional(texted),
    expiresAtMs: z.int(),
  }),
  key: (challenge) => keys.challenge(challenge.challengeHash),
  index: (challenge) => ({ ttl: Math.ceil(challenge.expiresAtMs / 1000) }),
});
export type ChallengeItem = ValueOf<typeof Challenges>;

/** When codes were last sent to a person or to a number, so that nobody is sent too many, nor made to pay for them. */
export const SmsSends = defineEntity({
  name: 'sms_sends',
  schema: z.object({
    /** The person's id, or the hash of the number. */
    to: z.string(),
    sentAtMs: z.array(z.int()),
    expiresAtMs: z.int(),
    version: z.int(),
  }),
  key: (sends) => keys.smsSends(sends.to),
  index: (sends) => ({ ttl: Math.ceil(sends.expiresAtMs / 1000) }),
});
export type SmsSendsItem = ValueOf<typeof SmsSends>;

export const smsSendsRef = (to: string) => ref(SmsSends, keys.smsSends(to));
export const secondFactorRef = (userId: string) => ref(SecondFactors, keys.secondFactor(userId));
export const challengeRef = (challengeHash: string) => ref(Challenges, keys.challenge(challengeHash));
