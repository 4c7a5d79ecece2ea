import { disconnectSocialAccount } from '#contract/areas/social.ts';
import { create, createOrReplace, remove } from '#data/change.ts';
import { Influencers, influencerRef } from '#data/influencer.ts';
import { partitions } from '#data/keys.ts';
import {
  allSocialRefs,
  type EndedGrantItem,
  EndedGrants,
  type SocialAccountItem,
  SocialAccounts,
  socialOwnerRef,
} from '#data/social.ts';
import { refuse } from '#domain/decision.ts';
import { withVerifiedLinks } from '#domain/social.ts';
import { endpoint } from '#runtime/endpoint.ts';

/** How long the tokens may wait for the platform to take the grant back, ms. */
const KEPT_MS = 24 * 3_600_000;

export const handler = endpoint(disconnectSocialAccount, async (call) => {
  const { influencerId } = call.influencer();
  const { platform } = call.params;
  return call.commit({
    reads: { influencer: influencerRef(influencerId), ...allSocialRefs(influencerId) },
    decide: ({ influencer, ...accounts }) => {
      const account = accounts[platform];
      if (!account) return refuse('not_found');
      const others = Object.values(accounts).flatMap((one) => (one && one.platform !== platform ? [one] : []));
      const links = influencer && withVerifiedLinks(influencer.socialLinks, others);
      return {
        changes: [
          remove(SocialAccounts, account),
          create(EndedGrants, endedGrantOf(account, call.nowMs)),
          { kind: 'delete', key: socialOwnerRef(platform, account.platformUserId).key, when: [] },
          ...(influencer && links
            ? [createOrReplace(Influencers, influencer, { ...influencer, socialLinks: links, updatedAt: call.nowIso })]
            : []),
        ],
        event: {
          type: 'SocialAccountDisconnected',
          aggregateId: influencerId,
          seq: account.version + 1,
          partition: partitions.influencer(influencerId),
          data: { influencerId, platform, version: account.version },
        },
        answer: { status: 200, body: { done: true } },
      };
    },
  });
});

/** What it takes to give the grant back at the platform, which must not hold up the person. */
function endedGrantOf(account: SocialAccountItem, nowMs: number): EndedGrantItem {
  const { influencerId, platform, platformUserId, wrappedTokens, accessExpiresAtMs, version } = account;
  const expiresAtMs = nowMs + KEPT_MS;
  return {
    influencerId,
    platform,
    platformUserId,
    wrappedTokens,
    accessExpiresAtMs,
    version,
    attempts: 0,
    expiresAtMs,
  };
}
