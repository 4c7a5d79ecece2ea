import * as z from 'zod/mini';
import { LOG_IN_PROVIDERS } from '#domain/identity.ts';
import { defineEndpoint } from '../endpoint.ts';
import { CountryCode, Done, Email, Instant, SitePath, Timezone, text } from '../schemas.ts';
import { LogInChallenge, SessionView, signUp } from './auth.ts';

const Provider = z.enum(LOG_IN_PROVIDERS);
const providerParams = z.strictObject({ provider: Provider });

/** The way to a provider, for this browser alone. */
const Begun = z.strictObject({ authorizeUrl: z.string(), expiresAt: Instant });
z.globalRegistry.add(Begun, { id: 'SocialLogInBegun' });

/** Somebody nobody knows yet: what the provider says of them, to go on with POST /auth/oauth/sign-up. */
export const SignUpOffer = z.strictObject({
  signUp: z.strictObject({ provider: Provider, email: Email, name: z.string() }),
});
z.globalRegistry.add(SignUpOffer, { id: 'SignUpOffer' });

/** One way to sign in. */
export const WayToSignIn = z.strictObject({
  provider: Provider,
  linked: z.boolean(),
  /** The address the provider gave when it was linked. */
  email: z.nullable(z.string()),
  linkedAt: z.nullable(Instant),
});
z.globalRegistry.add(WayToSignIn, { id: 'WayToSignIn' });

export const beginSocialLogIn = defineEndpoint({
  id: 'auth.begin-social-log-in',
  method: 'POST',
  path: '/auth/oauth/{provider}/begin',
  allow: 'anyone',
  rate: 'login',
  params: providerParams,
  /** Where to go on when it is done. */
  query: z.strictObject({ next: z.optional(SitePath) }),
  responses: { 201: Begun },
  errors: ['not_found'],
  summary: 'Begin to log in or sign up with a provider: the address to go to, good for ten minutes in this browser.',
});

/** How the visit at a provider ended; the page it leads to shows it. */
export const SOCIAL_RESULTS = ['proved', 'cancelled', 'expired', 'refused', 'unavailable'] as const;

export const takeSocialAnswer = defineEndpoint({
  id: 'auth.take-social-answer',
  method: 'GET',
  path: '/auth/oauth/callback',
  allow: 'anyone',
  query: z.object({
    code: z.optional(z.string().check(z.maxLength(4000))),
    state: z.optional(z.string().check(z.maxLength(200))),
    error: z.optional(z.string().check(z.maxLength(200))),
  }),
  responses: { 303: z.strictObject({ location: z.string() }) },
  errors: [],
  summary: `Where the user pool sends the person back to; leads on to the site with ?result=${SOCIAL_RESULTS.join('|')}, and with &next= where the visit was begun with one.`,
});

export const finishSocialLogIn = defineEndpoint({
  id: 'auth.finish-social-log-in',
  method: 'POST',
  path: '/auth/oauth/finish',
  allow: 'anyone',
  rate: 'login',
  responses: { 200: z.union([SessionView, LogInChallenge, SignUpOffer]) },
  errors: ['csrf_refused', 'social_log_in_expired', 'social_email_unverified', 'social_email_has_account'],
  summary:
    'Log in with what a provider has just proved in this browser (by its __Host-li cookie): as POST /auth/login answers; or, for somebody new, what a sign-up begins with.',
});

export const signUpSocially = defineEndpoint({
  id: 'auth.sign-up-socially',
  method: 'POST',
  path: '/auth/oauth/sign-up',
  allow: 'anyone',
  rate: 'login',
  body: z.strictObject({
    as: signUp.body.shape.as,
    name: text(1, 120),
    organisation: z.optional(text(1, 120)),
    country: CountryCode,
    timezone: z._default(Timezone, 'UTC'),
    consents: signUp.body.shape.consents,
  }),
  responses: { 201: Done },
  errors: ['csrf_refused', 'social_log_in_expired', 'social_email_unverified', 'social_email_has_account'],
  summary:
    'Open an account without a password, with the verified address of the provider (by the __Host-li cookie); POST /auth/oauth/finish then logs in.',
});

export const listIdentities = defineEndpoint({
  id: 'auth.list-identities',
  method: 'GET',
  path: '/auth/identities',
  allow: ['account:self'],
  responses: { 200: z.strictObject({ hasPassword: z.boolean(), items: z.array(WayToSignIn) }) },
  errors: [],
  summary: 'Your ways to sign in: whether there is a password, and each provider, linked or not.',
});

export const beginLinking = defineEndpoint({
  id: 'auth.begin-linking',
  method: 'POST',
  path: '/auth/identities/{provider}/begin',
  allow: ['account:self'],
  stepUp: true,
  params: providerParams,
  responses: { 201: Begun },
  errors: ['not_found', 'provider_linked_already'],
  summary: 'Begin to link a provider with your account: the address to go to, good for ten minutes in this session.',
});

export const linkIdentity = defineEndpoint({
  id: 'auth.link-identity',
  method: 'POST',
  path: '/auth/identities',
  allow: ['account:self'],
  responses: { 200: Done },
  errors: ['social_log_in_expired', 'identity_taken', 'provider_linked_already', 'session_ended'],
  summary:
    'Log in with what a provider has just proved in this session from now on (by its __Host-li cookie); ends your other sessions.',
});

export const unlinkIdentity = defineEndpoint({
  id: 'auth.unlink-identity',
  method: 'DELETE',
  path: '/auth/identities/{provider}',
  allow: ['account:self'],
  stepUp: true,
  params: providerParams,
  responses: { 200: Done },
  errors: ['not_found', 'only_way_to_sign_in', 'session_ended'],
  summary: 'Log in with a provider no more; ends your other sessions. Refused for the only way to sign in.',
});

export const identityEndpoints = [
  beginSocialLogIn,
  takeSocialAnswer,
  finishSocialLogIn,
  signUpSocially,
  listIdentities,
  beginLinking,
  linkIdentity,
  unlinkIdentity,
] as const;
