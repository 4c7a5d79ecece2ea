import type { RateClass } from './endpoint.ts';

/** Requests allowed per fixed window, per user (or per network address where no one is signed in). */
export const RATE_LIMITS: Record<RateClass, { limit: number; windowSeconds: number }> = {
  standard: { limit: 1000, windowSeconds: 3600 },
  search: { limit: 100, windowSeconds: 60 },
  payments: { limit: 10, windowSeconds: 60 },
  /** Each sends a mail to somebody who did not ask for it. */
  invitations: { limit: 60, windowSeconds: 3600 },
  /** Of one person in all talks: faster than anybody types. */
  messages: { limit: 40, windowSeconds: 60 },
  login: { limit: 5, windowSeconds: 900 },
  webhook: { limit: 6000, windowSeconds: 60 },
};

/** How long sessions live and what they are good for. */
export const SESSION_LIMITS = {
  /** A session ends then, however often it is used or refreshed. */
  absoluteDays: 30,
  /** A session that nobody uses ends sooner. */
  idleDays: 14,
  /** How long a step-up (POST /auth/step-up) opens what asks for one. */
  stepUpMinutes: 10,
} as const;

/** What a second factor is given: time to answer, and codes for the day the app is lost. */
export const SECOND_FACTOR_LIMITS = { logInMinutes: 5, enrolmentMinutes: 10, recoveryCodes: 10 } as const;

/**
 * A code by SMS: time to enter it and wrong ones (OWASP ASVS 5.0, 6.6.3), and how often one is sent to the same person and to the same number, whoever asks:
 * every SMS costs, and numbers that pay who is called are asked for on purpose.
 */
export const SMS_LIMITS = {
  minutes: 5,
  wrongCodes: 5,
  sends: [
    { limit: 1, seconds: 30 },
    { limit: 5, seconds: 3600 },
    { limit: 10, seconds: 86_400 },
  ],
} as const;

/** How many notifications somebody is sent by SMS, and for how long one is worth delivering; what is more comes in the app and by mail alone. */
export const NOTICE_SMS_LIMITS = {
  goodForSeconds: 4 * 3600,
  sends: [
    { limit: 5, seconds: 3600 },
    { limit: 20, seconds: 86_400 },
  ],
} as const;

/** What a change of the e-mail address is given: time to enter the mailed code (OWASP ASVS 5.0, 6.5.5), and wrong ones. */
export const EMAIL_CHANGE_LIMITS = { minutes: 10, wrongCodes: 5 } as const;

/** What somebody without a password is mailed to confirm that it is they: as for a change of the e-mail address. */
export const STEP_UP_CODE_LIMITS = { minutes: 10, wrongCodes: 5 } as const;

/** A visit at a provider of social log-in: time to come back, and then to fill in what a new account needs. */
export const SOCIAL_LOG_IN_LIMITS = { minutes: 10, signUpMinutes: 30 } as const;

/** How long a sign-up waits for its mailed code. */
export const SIGN_UP_DAYS = 7;

/** Largest request body the API takes, bytes. */
export const MAX_BODY_BYTES = 256 * 1024;
