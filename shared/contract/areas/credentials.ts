import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { Done, Email } from '../schemas.ts';
import { MailedCode, Password } from './auth.ts';

export const changePassword = defineEndpoint({
  id: 'users.change-password',
  method: 'POST',
  path: '/users/me/password',
  allow: ['account:self'],
  stepUp: true,
  body: z.strictObject({
    currentPassword: z.string().check(z.minLength(1), z.maxLength(128)),
    newPassword: Password,
  }),
  responses: { 200: Done },
  errors: ['wrong_password', 'no_password_yet', 'weak_password', 'session_ended'],
  summary: 'Change the password; ends your other sessions. Who has none yet sets the first one (PUT).',
});

export const setPassword = defineEndpoint({
  id: 'users.set-password',
  method: 'PUT',
  path: '/users/me/password',
  allow: ['account:self'],
  stepUp: true,
  body: z.strictObject({ newPassword: Password }),
  responses: { 200: Done },
  errors: ['password_set_already', 'weak_password', 'session_ended'],
  summary: 'Set the first password of an account that was opened with a provider; ends your other sessions.',
});

export const requestEmailChange = defineEndpoint({
  id: 'users.request-email-change',
  method: 'POST',
  path: '/users/me/email',
  allow: ['account:self'],
  stepUp: true,
  rate: 'login',
  body: z.strictObject({ email: Email }),
  responses: { 202: Done },
  errors: [],
  summary:
    'Mail a code to a new address; the answer is the same whether or not the address is free. The old address is told.',
});

export const confirmEmailChange = defineEndpoint({
  id: 'users.confirm-email-change',
  method: 'POST',
  path: '/users/me/email/confirm',
  allow: ['account:self'],
  body: z.strictObject({ email: Email, code: MailedCode }),
  responses: { 200: Done },
  errors: ['wrong_code', 'code_expired', 'email_taken', 'session_ended'],
  summary: 'Log in with the new address from now on, by the code mailed to it; ends your other sessions.',
});

export const credentialEndpoints = [changePassword, setPassword, requestEmailChange, confirmEmailChange] as const;
