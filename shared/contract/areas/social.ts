import * as z from 'zod/mini';
import { SOCIAL_STATES } from '#domain/social.ts';
import { defineEndpoint } from '../endpoint.ts';
import { Done, Instant, id, SocialPlatform } from '../schemas.ts';

const count = z.nullable(z.int());

/** An account at a platform, and how pulling its numbers goes. */
export const SocialAccount = z.strictObject({
  platform: SocialPlatform,
  handle: z.string(),
  /** Null when the platform hides it. */
  followers: count,
  state: z.enum(SOCIAL_STATES),
  /** One sentence when not all is well. */
  stateReason: z.nullable(z.string()),
  throttledUntil: z.nullable(Instant),
  lastPulledAt: z.nullable(Instant),
  /** Null when the account has to be connected again first. */
  nextPullAt: z.nullable(Instant),
  /** Pieces of live content whose numbers come from this account. */
  trackedContent: z.int(),
  /** What proves the followers. */
  receiptId: z.nullable(id('receipt')),
  connectedAt: Instant,
});
z.globalRegistry.add(SocialAccount, { id: 'SocialAccount' });

const platformParams = z.strictObject({ platform: SocialPlatform });

export const listSocialAccounts = defineEndpoint({
  id: 'influencers.list-social-accounts',
  method: 'GET',
  path: '/influencers/social-accounts',
  allow: ['influencer:self'],
  responses: { 200: z.strictObject({ items: z.array(SocialAccount) }) },
  errors: [],
  summary: 'The connected social accounts and how pulling their numbers goes.',
});

export const connectSocialAccount = defineEndpoint({
  id: 'influencers.connect-social-account',
  method: 'POST',
  path: '/influencers/social-accounts/{platform}/connect',
  allow: ['influencer:self'],
  params: platformParams,
  responses: { 201: z.strictObject({ authorizeUrl: z.string(), expiresAt: Instant }) },
  errors: ['not_found'],
  summary:
    "Begin to connect an account: the address of the platform's consent page, good for ten minutes in this browser.",
});

/** How a connection ended; the page it leads to shows it. */
export const CONNECT_RESULTS = ['connected', 'denied', 'expired', 'taken', 'permission', 'unavailable'] as const;

export const finishSocialAccount = defineEndpoint({
  id: 'influencers.finish-social-account',
  method: 'GET',
  path: '/influencers/social-accounts/{platform}/callback',
  allow: 'anyone',
  params: platformParams,
  query: z.object({
    code: z.optional(z.string().check(z.maxLength(2000))),
    state: z.optional(z.string().check(z.maxLength(200))),
    error: z.optional(z.string().check(z.maxLength(200))),
  }),
  responses: { 303: z.strictObject({ location: z.string() }) },
  errors: ['not_found'],
  summary: `Where a platform sends the person back to; leads on to the site with ?result=${CONNECT_RESULTS.join('|')}.`,
});

export const disconnectSocialAccount = defineEndpoint({
  id: 'influencers.disconnect-social-account',
  method: 'DELETE',
  path: '/influencers/social-accounts/{platform}',
  allow: ['influencer:self'],
  params: platformParams,
  responses: { 200: Done },
  errors: ['not_found'],
  summary: 'Forget a connected account and its tokens; numbers pulled so far stay as they are.',
});

export const socialEndpoints = [
  listSocialAccounts,
  connectSocialAccount,
  finishSocialAccount,
  disconnectSocialAccount,
] as const;
