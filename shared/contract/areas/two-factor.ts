import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { Done, Instant } from '../schemas.ts';
import { SessionView } from './auth.ts';

/** Six digits of an authenticator app, or a recovery code as it was shown. */
export const SecondFactorCode = z
  .string()
  .check(
    z.trim(),
    z.regex(/^(\d{6}|[0-9A-Za-z]{6}([- ]?[0-9A-Za-z]{6}){3})$/, 'must be six digits, or one of your recovery codes'),
  );

/** What a log-in or an enrolment still has to answer with a code; good once and for minutes. */
const Challenge = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/, 'must be the challenge of a log-in or an enrolment'));

const RecoveryCodes = z.strictObject({ recoveryCodes: z.array(z.string()) });
z.globalRegistry.add(RecoveryCodes, {
  id: 'RecoveryCodes',
  description: 'Each logs in once in place of the code of the app; shown this once.',
});

export const SecondFactor = z.strictObject({
  enabled: z.boolean(),
  enabledAt: z.nullable(Instant),
  recoveryCodesLeft: z.int(),
});
z.globalRegistry.add(SecondFactor, { id: 'SecondFactor' });

export const getSecondFactor = defineEndpoint({
  id: 'auth.get-second-factor',
  method: 'GET',
  path: '/auth/2fa',
  allow: ['account:self'],
  responses: { 200: SecondFactor },
  errors: [],
  summary: 'Whether your log-in asks for a second factor, and how many recovery codes are left.',
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

export const verifySecondFactor = defineEndpoint({
  id: 'auth.verify-second-factor',
  method: 'POST',
  path: '/auth/2fa/verify',
  allow: 'anyone',
  rate: 'login',
  body: z.strictObject({ challenge: Challenge, code: SecondFactorCode }),
  responses: { 200: z.union([SessionView, RecoveryCodes]) },
  errors: ['wrong_code', 'code_used', 'challenge_expired', 'session_ended'],
  summary:
    'Answer a challenge with a code: that of a log-in (also with a recovery code) begins the session; that of an enrolment turns the second factor on, ends your other sessions and shows the recovery codes.',
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
  verifySecondFactor,
  renewRecoveryCodes,
  disableSecondFactor,
] as const;
