import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { Done, Instant } from '../schemas.ts';
import { MailedCode } from './auth.ts';
import { Challenge, SecondFactorCode } from './two-factor.ts';

const SessionId = z.string().check(z.regex(/^[A-Za-z0-9-]{1,64}$/, 'must be the id of a session'));

export const SessionItem = z.strictObject({
  sessionId: SessionId,
  /** In words, e.g. “Firefox on Windows”. */
  device: z.string(),
  kind: z.enum(['computer', 'phone', 'tablet', 'other']),
  /** Where it was started: “this machine”, or the network address. */
  place: z.nullable(z.string()),
  startedAt: Instant,
  lastUsedAt: Instant,
  /** The last moment at which it can end; it ends sooner when it is not used. */
  endsAt: Instant,
  /** The session that asks. */
  current: z.boolean(),
});
z.globalRegistry.add(SessionItem, { id: 'Session' });

export const stepUp = defineEndpoint({
  id: 'auth.step-up',
  method: 'POST',
  path: '/auth/step-up',
  allow: ['account:self'],
  rate: 'login',
  body: z.strictObject({
    /** Of whoever has one. */
    password: z.optional(z.string().check(z.minLength(1), z.maxLength(128))),
    /** Of who has none: from POST /auth/step-up/code. */
    mailedCode: z.optional(MailedCode),
    /** Of your second factor, when there is one. */
    code: z.optional(SecondFactorCode),
    /** With a code from an SMS: what POST /auth/step-up/sms answered. */
    challenge: z.optional(Challenge),
  }),
  responses: { 200: z.strictObject({ validUntil: Instant }) },
  errors: [
    'wrong_password',
    'wrong_mailed_code',
    'code_expired',
    'second_factor_required',
    'wrong_code',
    'code_used',
    'challenge_expired',
    'session_ended',
  ],
  summary: 'Prove who uses this session; for ten minutes it may then call what asks for that (x-step-up).',
});

export const mailStepUpCode = defineEndpoint({
  id: 'auth.mail-step-up-code',
  method: 'POST',
  path: '/auth/step-up/code',
  allow: ['account:self'],
  rate: 'login',
  responses: { 202: Done },
  errors: ['password_set_already', 'session_ended'],
  summary: 'Mail a code that takes the place of the password in POST /auth/step-up, to who has none.',
});

export const listSessions = defineEndpoint({
  id: 'auth.list-sessions',
  method: 'GET',
  path: '/auth/sessions',
  allow: ['account:self'],
  responses: { 200: z.strictObject({ items: z.array(SessionItem) }) },
  errors: [],
  summary: 'Your live sessions, the last used first: device, place, start and last use.',
});

export const endOneSession = defineEndpoint({
  id: 'auth.end-session',
  method: 'DELETE',
  path: '/auth/sessions/{sessionId}',
  allow: ['account:self'],
  params: z.strictObject({ sessionId: SessionId }),
  responses: { 200: Done },
  errors: ['not_found'],
  summary: 'End one of your sessions at once.',
});

export const endOtherSessions = defineEndpoint({
  id: 'auth.end-other-sessions',
  method: 'DELETE',
  path: '/auth/sessions',
  allow: ['account:self'],
  responses: { 200: z.strictObject({ ended: z.int() }) },
  errors: [],
  summary: 'End all your sessions but the one that asks.',
});

export const sessionEndpoints = [stepUp, mailStepUpCode, listSessions, endOneSession, endOtherSessions] as const;
