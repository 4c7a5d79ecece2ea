import type * as z from 'zod/mini';
import type { CONNECT_RESULTS, SocialAccount } from '#contract/areas/social.ts';
import type { Tone } from '../../ui/feedback.tsx';

export type SocialAccountView = z.output<typeof SocialAccount>;
export type ConnectResult = (typeof CONNECT_RESULTS)[number];

/** What the state of a connected account is called, and how it looks. */
export const ACCOUNT_STATES: Record<SocialAccountView['state'], { name: string; tone: Tone }> = {
  ok: { name: 'Connected', tone: 'good' },
  throttled: { name: 'Waiting for the platform', tone: 'attention' },
  reconnect_needed: { name: 'Connect again', tone: 'bad' },
  permission_needed: { name: 'Permission missing', tone: 'bad' },
  unavailable: { name: 'Platform not answering', tone: 'attention' },
};

/** How the visit to a platform's consent page ended. */
export const RESULTS: Record<ConnectResult, { title: string; text: string; tone: Tone }> = {
  connected: { title: 'Account connected', text: 'Its numbers are read every hour from now on.', tone: 'good' },
  denied: {
    title: 'Not connected',
    text: 'You did not allow it on the platform. Nothing was changed.',
    tone: 'attention',
  },
  expired: {
    title: 'That took too long',
    text: 'The link was good for ten minutes in one browser. Start again below.',
    tone: 'attention',
  },
  taken: {
    title: 'Connected elsewhere',
    text: 'Another creator has this account connected. Disconnect it there first.',
    tone: 'bad',
  },
  permission: {
    title: 'A permission is missing',
    text: 'Accord needs to read your profile and insights. Start again and allow both.',
    tone: 'attention',
  },
  unavailable: {
    title: 'The platform did not answer',
    text: 'Nothing was changed. Try again in a few minutes.',
    tone: 'attention',
  },
};

/** The result in an address, when it is one we know. */
export function findResult(value: unknown): ConnectResult | undefined {
  return typeof value === 'string' && Object.hasOwn(RESULTS, value) ? (value as ConnectResult) : undefined;
}
