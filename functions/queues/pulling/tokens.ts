import { replace } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { type SocialAccountItem, SocialAccounts, socialAccountRef } from '#data/social.ts';
import type { SocialOutcome } from '#domain/social.ts';
import { socialClient } from '#providers/social/index.ts';
import { type SocialAccess, unwrapTokens, wrapTokens } from '#runtime/social/access.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';

const DAY_MS = 86_400_000;
/** Tokens are renewed this long before they end. */
const EARLY_MS = 2 * 3_600_000;
/** Instagram's token of sixty days is renewed every week, as sixty days without a renewal end it for good. */
const WEEK_MS = 7 * DAY_MS;

function isDue(account: SocialAccountItem, nowMs: number): boolean {
  if (account.platform === 'instagram') return nowMs - account.tokensIssuedAtMs > WEEK_MS;
  return account.accessExpiresAtMs - nowMs < EARLY_MS;
}

/** An access token that works, renewed when it is time; new tokens are stored before they are used, as the old ones may be dead already. */
export async function accessTokenOf(
  account: SocialAccountItem,
  access: SocialAccess,
  nowMs: number,
): Promise<SocialOutcome<string>> {
  const { influencerId, platform } = account;
  const tokens = await unwrapTokens(influencerId, platform, account.wrappedTokens);
  if (!isDue(account, nowMs)) return { kind: 'ok', value: tokens.accessToken };
  const renewed = await socialClient(platform).renew(access, tokens);
  // Until the old token has ended, a platform that does not renew it now can be asked again with the next pull.
  if (renewed.kind !== 'ok')
    return account.accessExpiresAtMs > nowMs && renewed.kind !== 'token_invalid'
      ? { kind: 'ok', value: tokens.accessToken }
      : renewed;
  const wrappedTokens = await wrapTokens(influencerId, platform, renewed.value);
  await commit(systemCommitContext(), {
    reads: { current: socialAccountRef(influencerId, platform) },
    decide: ({ current }) => {
      // Connected anew meanwhile: those tokens are newer.
      if (!current || current.wrappedTokens !== account.wrappedTokens)
        return { changes: [], answer: { status: 200, body: {} } };
      const next = {
        ...current,
        wrappedTokens,
        tokensIssuedAtMs: nowMs,
        accessExpiresAtMs: nowMs + renewed.value.accessSeconds * 1000,
      };
      return { changes: [replace(SocialAccounts, current, next)], answer: { status: 200, body: {} } };
    },
  });
  return { kind: 'ok', value: renewed.value.accessToken };
}
