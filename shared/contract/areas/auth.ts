import * as z from 'zod/mini';
import { DOCUMENTS } from '#domain/documents.ts';
import { defineEndpoint } from '../endpoint.ts';
import { ROLES } from '../permissions.ts';
import { CountryCode, Done, Email, Instant, id, Timezone, text } from '../schemas.ts';
import { GrantsOnCampaign } from './grants.ts';

export const Password = z.string().check(z.minLength(10, 'must have at least 10 characters'), z.maxLength(128));
export const MailedCode = z.string().check(z.regex(/^\d{6}$/, 'must be the six digits from the e-mail'));

export const Me = z.strictObject({
  userId: id('user'),
  email: Email,
  name: z.string(),
  role: z.enum(ROLES),
  country: CountryCode,
  timezone: z.string(),
  workspaceId: z.nullable(id('workspace')),
  influencerId: z.nullable(id('influencer')),
  /** What they may do on single campaigns of the workspace they work in, beside what their role gives. */
  grants: z.array(GrantsOnCampaign),
  /** What has to be accepted before going on (PUT /users/me/consents): there is a newer version, or none was accepted yet. */
  documentsDue: z.array(z.enum(DOCUMENTS)),
  createdAt: Instant,
});
z.globalRegistry.add(Me, { id: 'Me' });

export const SessionView = z.strictObject({
  accessToken: z.string(),
  expiresInSeconds: z.int(),
  user: Me,
});
z.globalRegistry.add(SessionView, { id: 'SessionView' });

/** A log-in whose password was right and whose second factor is still asked for. */
export const LogInChallenge = z.strictObject({
  challenge: z.string(),
  expiresAt: Instant,
  /** Whether an authenticator app is set up. */
  hasApp: z.boolean(),
  /** The last digits of the number that a code can be sent to (POST /auth/2fa/sms); null where none can. */
  phoneEndsIn: z.nullable(z.string()),
});
z.globalRegistry.add(LogInChallenge, { id: 'LogInChallenge' });

export const signUp = defineEndpoint({
  id: 'auth.sign-up',
  method: 'POST',
  path: '/auth/signup',
  allow: 'anyone',
  rate: 'login',
  idempotent: false,
  body: z.strictObject({
    as: z.enum(['brand', 'influencer']),
    email: Email,
    password: Password,
    name: text(1, 120),
    /** Brands name their organisation; it becomes their workspace. */
    organisation: z.optional(text(1, 120)),
    country: CountryCode,
    timezone: z._default(Timezone, 'UTC'),
    consents: z.strictObject({
      terms: z.literal(true, 'accept the terms to sign up'),
      marketing: z._default(z.boolean(), false),
    }),
  }),
  responses: { 202: z.strictObject({ status: z.literal('confirmation_sent') }) },
  errors: ['weak_password'],
  summary:
    'Open an account as brand or influencer; mails a code. The answer is the same whether or not the address is known.',
});

export const confirmSignUp = defineEndpoint({
  id: 'auth.confirm-sign-up',
  method: 'POST',
  path: '/auth/confirm',
  allow: 'anyone',
  rate: 'login',
  body: z.strictObject({ email: Email, code: MailedCode }),
  responses: { 200: Done },
  errors: ['wrong_code', 'code_expired', 'email_taken', 'not_your_sign_up'],
  summary: 'Confirm the e-mail address with the mailed code, in the browser that signed up (by its __Host-su cookie).',
});

export const resendCode = defineEndpoint({
  id: 'auth.resend-code',
  method: 'POST',
  path: '/auth/resend-code',
  allow: 'anyone',
  rate: 'login',
  body: z.strictObject({ email: Email }),
  responses: { 202: Done },
  errors: [],
  summary: 'Mail a new confirmation code, to the browser that signed up (by its __Host-su cookie).',
});

export const logIn = defineEndpoint({
  id: 'auth.log-in',
  method: 'POST',
  path: '/auth/login',
  allow: 'anyone',
  rate: 'login',
  body: z.strictObject({ email: Email, password: z.string().check(z.minLength(1), z.maxLength(128)) }),
  responses: { 200: z.union([SessionView, LogInChallenge]) },
  errors: ['wrong_credentials', 'account_not_confirmed'],
  summary:
    'Sign in: an access token (10 minutes) and the refresh cookie; or, with a second factor, a challenge for POST /auth/2fa/verify.',
});

export const refreshSession = defineEndpoint({
  id: 'auth.refresh-session',
  method: 'POST',
  path: '/auth/refresh',
  allow: 'anyone',
  rate: 'standard',
  responses: { 200: SessionView },
  errors: ['not_signed_in', 'session_ended', 'csrf_refused'],
  summary: 'Exchange the refresh cookie for a new access token; the cookie rotates, a reused one ends the session.',
});

export const logOut = defineEndpoint({
  id: 'auth.log-out',
  method: 'POST',
  path: '/auth/logout',
  allow: 'anyone',
  rate: 'standard',
  responses: { 200: Done },
  errors: ['csrf_refused'],
  summary: 'End this session at once and clear the cookie.',
});

export const forgotPassword = defineEndpoint({
  id: 'auth.forgot-password',
  method: 'POST',
  path: '/auth/forgot-password',
  allow: 'anyone',
  rate: 'login',
  body: z.strictObject({ email: Email }),
  responses: { 202: Done },
  errors: [],
  summary: 'Mail a code to set a new password; the same answer for every address.',
});

export const resetPassword = defineEndpoint({
  id: 'auth.reset-password',
  method: 'POST',
  path: '/auth/reset-password',
  allow: 'anyone',
  rate: 'login',
  body: z.strictObject({ email: Email, code: MailedCode, password: Password }),
  responses: { 200: Done },
  errors: ['wrong_code', 'code_expired', 'weak_password'],
  summary: 'Set a new password with the mailed code; ends every session.',
});

export const getMe = defineEndpoint({
  id: 'users.get-me',
  method: 'GET',
  path: '/users/me',
  allow: ['account:self'],
  responses: { 200: Me },
  errors: [],
  summary: 'Who is signed in.',
});

export const updateMe = defineEndpoint({
  id: 'users.update-me',
  method: 'PATCH',
  path: '/users/me',
  allow: ['account:self'],
  idempotent: true,
  body: z.strictObject({
    name: z.optional(text(1, 120)),
    country: z.optional(CountryCode),
    timezone: z.optional(Timezone),
  }),
  responses: { 200: Me },
  errors: ['version_conflict'],
  summary: 'Change name, country or time zone.',
});

export const authEndpoints = [
  signUp,
  confirmSignUp,
  resendCode,
  logIn,
  refreshSession,
  logOut,
  forgotPassword,
  resetPassword,
  getMe,
  updateMe,
] as const;
