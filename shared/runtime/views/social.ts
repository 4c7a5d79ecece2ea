import type * as z from 'zod/mini';
import type { SocialAccount } from '#contract/areas/social.ts';
import type { SocialAccountItem } from '#data/social.ts';
import { isoOf } from '../clock.ts';

/** A connected account as its influencer sees it; no token leaves the table. */
export function socialAccountView(account: SocialAccountItem): z.input<typeof SocialAccount> {
  const at = (ms: number | null) => (ms === null ? null : isoOf(ms));
  return {
    platform: account.platform,
    handle: account.handle,
    followers: account.followers,
    state: account.state,
    stateReason: account.stateReason,
    throttledUntil: at(account.throttledUntilMs),
    lastPulledAt: account.lastPulledAt,
    nextPullAt: at(account.nextPullAtMs),
    trackedContent: account.tracked.length,
    receiptId: account.lastReceiptId,
    connectedAt: account.connectedAt,
  };
}
