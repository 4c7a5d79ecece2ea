import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { Done, Instant, PhoneNumber } from '../schemas.ts';
import { SessionView } from './auth.ts';

/** Six digits of an authenticator app or from an SMS, or a recovery code as it was shown. */
export const SecondFactorCode = z
  .string()
  .check(
    z.trim(),
    z.regex(/^(\d{6}|[0-9A-Za-z]{6}([- ]?[0-9A-Za-z]{6}){3})$/, 'must be six digits, or one of your recovery codes'),
  );

/** What a log-in, an enrolment or a step-up still has to answer with a code; good once and for minutes. */
export const Challenge = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_-]{43}$/, 'must be the challenge of a log-in, an enrolment or a step-up'));

const RecoveryCodes = z.strictObject({ recoveryCodes: z.array(z.string()) });
z.globalRegistry.add(RecoveryCodes, {
  id: 'RecoveryCodes',
  description: 'Each logs in once in place of the code of the app; shown this once.',
});

export const SecondFactor = z.strictObject({
  enabled: z.boolean(),
  enabledAt: z.nullable(Instant),
  recoveryCodesLeft: z.int(),
  /** Whether an authenticator app is set up. */
  hasApp: z.boolean(),
  /** Where codes are sent by SMS: the last digits of the number. */
  phone: z.nullable(z.strictObject({ endsIn: z.string(), addedAt: Instant })),
  /** Whether codes are sent by SMS here at all. */
  smsOffered: z.boolean(),
});
z.globalRegistry.add(SecondFactor, { id: 'SecondFactor' });

export const getSecondFactor = defineEndpoint({
  id: 'auth.get-second-factor',
  method: 'GET',
  path: '/auth/2fa',
  allow: ['account:self'],
  responses: { 200: SecondFactor },
  errors: [],
  summary: 'Whether your log-in asks for a second factor, of what kind, and how many recovery codes are left.',
});

export const enrolSecondFactor = defineEndpoint({
  id: 'auth.enrol-second-factor',
  method: 'POST',
  path: '/auth/2fa/enrol',
  allow: ['account:self'],
  stepUp: true,
  responses: {
    201: z.strictObject({
      challenge: z.string(),
      /** For typing into an app, base32. */
      secret: z.string(),
      /** For a QR code. */
      otpauthUri: z.string(),
      expiresAt: Instant,
    }),
  },
  errors: [],
  summary:
    'Begin with an authenticator app (TOTP): a secret, to be confirmed by a code of the app (POST /auth/2fa/verify).',
});

/** A code on its way by SMS: what is to be answered with it (POST /auth/2fa/verify, or POST /auth/step-up), and until when. */
const Texted = z.strictObject({
  challenge: z.string(),
  /** The last digits of the number. */
  endsIn: z.string(),
  /** When the code stops being good. */
  expiresAt: Instant,
});
z.globalRegistry.add(Texted, { id: 'TextedCode' });

export const enrolPhone = defineEndpoint({
  id: 'auth.enrol-phone',
  method: 'POST',
  path: '/auth/2fa/phone',
  allow: ['account:self'],
  rate: 'login',
  stepUp: true,
  body: z.strictObject({ number: PhoneNumber }),
  responses: { 201: Texted },
  errors: ['sms_not_offered', 'number_not_reached', 'provider_unavailable'],
  summary:
    'Begin with a phone: sends a code by SMS that proves the number (POST /auth/2fa/verify). An authenticator app is safer: numbers can be taken over.',
});

export const textCode = defineEndpoint({
  id: 'auth.text-code',
  method: 'POST',
  path: '/auth/2fa/sms',
  allow: 'anyone',
  rate: 'login',
  body: z.strictObject({ challenge: Challenge }),
  responses: { 200: Texted },
  errors: ['sms_not_offered', 'challenge_expired', 'phone_not_set', 'number_not_reached', 'provider_unavailable'],
  summary:
    'Send the code of a challenge by SMS: that of a log-in to the phone set up, that of an enrolled phone once more. It takes the place of the one before.',
});

export const textStepUpCode = defineEndpoint({
  id: 'auth.text-step-up-code',
  method: 'POST',
  path: '/auth/step-up/sms',
  allow: ['account:self'],
  rate: 'login',
  responses: { 201: Texted },
  errors: ['sms_not_offered', 'phone_not_set', 'number_not_reached', 'provider_unavailable'],
  summary: 'Send a code by SMS for POST /auth/step-up, to the phone set up; give it there with this challenge.',
});

export const removePhone = defineEndpoint({
  id: 'auth.remove-phone',
  method: 'DELETE',
  path: '/auth/2fa/phone',
  allow: ['account:self'],
  stepUp: true,
  responses: { 200: Done },
  errors: ['session_ended'],
  summary:
    'Send no more codes by SMS; ends your other sessions. Without an app, log-in asks for no second factor from then on.',
});

export const verifySecondFactor = defineEndpoint({
  id: 'auth.verify-second-factor',
  method: 'POST',
  path: '/auth/2fa/verify',
  allow: 'anyone',
  rate: 'login',
  body: z.strictObject({ challenge: Challenge, code: SecondFactorCode }),
  responses: { 200: z.union([SessionView, RecoveryCodes]) },
  errors: ['wrong_code', 'code_used', 'code_expired', 'challenge_expired', 'session_ended'],
  summary:
    'Answer a challenge with a code: that of a log-in (of the app, by SMS or a recovery code) begins the session; that of an enrolment sets the app or the phone up, ends your other sessions and shows new recovery codes.',
});

export const renewRecoveryCodes = defineEndpoint({
  id: 'auth.renew-recovery-codes',
  method: 'POST',
  path: '/auth/2fa/recovery-codes',
  allow: ['account:self'],
  stepUp: true,
  responses: { 200: RecoveryCodes },
  errors: ['second_factor_off'],
  summary: 'Ten new recovery codes in place of the old ones, shown once.',
});

export const disableSecondFactor = defineEndpoint({
  id: 'auth.disable-second-factor',
  method: 'DELETE',
  path: '/auth/2fa',
  allow: ['account:self'],
  stepUp: true,
  responses: { 200: Done },
  errors: [],
  summary: 'Log in without a second factor again; ends your other sessions.',
});

export const twoFactorEndpoints = [
  getSecondFactor,
  enrolSecondFactor,
  enrolPhone,
  textCode,
  textStepUpCode,
  removePhone,
  verifySecondFactor,
  renewRecoveryCodes,
  disableSecondFactor,
] as const;
