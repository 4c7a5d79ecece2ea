import { API_PREFIX } from '#contract/endpoint.ts';
import { type Change, create } from '#data/change.ts';
import { UNSUBSCRIBE_KEPT_MS, UnsubscribeLinks } from '#data/notice-wishes.ts';
import { setting } from './config.ts';
import { sha256 } from './hash.ts';
import { newSecret } from './ids.ts';

/** The ways out of a mail: the page for people, and the address that mail programs ask by themselves. */
export interface WayOut {
  stopUrl: string;
  unsubscribeUrl: string;
  /** Must be written before the mail is sent. */
  change: Change;
}

/** Makes a link that switches the mails of these kinds off for a person; undefined for none. Only its hash is kept. */
export function wayOutOf(userId: string, kinds: readonly string[], nowMs: number): WayOut | undefined {
  if (kinds.length === 0) return undefined;
  const secret = newSecret();
  const siteOrigin = setting('SITE_ORIGIN');
  const link = { secretHash: sha256(secret), userId, kinds: [...kinds], expiresAtMs: nowMs + UNSUBSCRIBE_KEPT_MS };
  return {
    // Behind the #, so that no server logs it.
    stopUrl: `${siteOrigin}/unsubscribe#${userId}.${secret}`,
    unsubscribeUrl: `${siteOrigin}${API_PREFIX}/unsubscribe/${userId}.${secret}`,
    change: create(UnsubscribeLinks, link),
  };
}
