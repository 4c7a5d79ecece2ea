import { type Change, update } from '#data/change.ts';
import { type CommitContext, commit } from '#data/commit.ts';
import { findTogether } from '#data/read.ts';
import { type EndedGrantItem, EndedGrants, endedGrantRef, socialOwnerRef } from '#data/social.ts';
import type { SocialOutcome } from '#domain/social.ts';
import { socialClient } from '#providers/social/index.ts';
import { revokeGrant } from '#providers/social/revoke.ts';
import { log } from '#runtime/log.ts';
import { reaction } from '#runtime/reaction.ts';
import { socialAccess, unwrapTokens } from '#runtime/social/access.ts';

/** As often as Lambda gives an event that failed: once, and again after one and two minutes. */
const ATTEMPTS = 3;

/** The platform did not take the grant back yet. */
class NotRevoked extends Error {
  override readonly name = 'NotRevoked';
}

/** Gives back at the platform what a person allowed, and removes the tokens: as soon as the platform has answered, and after the last attempt in any case. */
export const handler = reaction(['SocialAccountDisconnected'], async ({ data }, context) => {
  const { influencerId, platform, version } = data;
  if (version === undefined) return;
  const { grant } = await findTogether({ grant: endedGrantRef(influencerId, platform, version) });
  if (!grant) return;
  const { owner } = await findTogether({ owner: socialOwnerRef(platform, grant.platformUserId) });
  // Connected anew meanwhile: platforms take back all that a person allowed, the new grant too.
  const isOver = owner !== undefined || grant.expiresAtMs <= context.nowMs;
  const outcome: SocialOutcome<null> = isOver ? { kind: 'token_invalid' } : await revoke(grant, context.nowMs);
  if (outcome.kind === 'ok' || outcome.kind === 'token_invalid') return shred(grant, context);
  const reason = 'reason' in outcome ? outcome.reason : outcome.kind;
  log.warn('a platform did not take a grant back', {
    provider: platform,
    aggregateId: influencerId,
    attempt: grant.attempts + 1,
    reason,
  });
  if (grant.attempts + 1 >= ATTEMPTS) return shred(grant, context);
  await write(context, [update(EndedGrants.keyOf(grant), { add: { attempts: 1 } }, [{ path: 'pk', is: 'present' }])]);
  throw new NotRevoked(`${platform} did not take the grant back: ${reason}.`);
});

async function revoke(grant: EndedGrantItem, nowMs: number): Promise<SocialOutcome<null>> {
  const { influencerId, platform, wrappedTokens, accessExpiresAtMs } = grant;
  const access = await socialAccess(platform, nowMs);
  const tokens = await unwrapTokens(influencerId, platform, wrappedTokens);
  // TikTok takes the access token only, which may have ended by itself.
  if (platform !== 'tiktok' || accessExpiresAtMs > nowMs) return revokeGrant(platform, access, tokens);
  const renewed = await socialClient(platform).renew(access, tokens);
  return renewed.kind === 'ok' ? revokeGrant(platform, access, renewed.value) : renewed;
}

function shred(grant: EndedGrantItem, context: CommitContext): Promise<void> {
  return write(context, [{ kind: 'delete', key: EndedGrants.keyOf(grant), when: [] }]);
}

async function write(context: CommitContext, changes: readonly Change[]): Promise<void> {
  await commit(context, { reads: {}, decide: () => ({ changes, answer: { status: 200, body: {} } }) });
}
