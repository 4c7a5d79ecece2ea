import { disconnectSocialAccount } from '#contract/areas/social.ts';
import { createOrReplace, remove } from '#data/change.ts';
import { Influencers, influencerRef } from '#data/influencer.ts';
import { partitions } from '#data/keys.ts';
import { allSocialRefs, SocialAccounts, socialOwnerRef } from '#data/social.ts';
import { refuse } from '#domain/decision.ts';
import { withVerifiedLinks } from '#domain/social.ts';
import { endpoint } from '#runtime/endpoint.ts';

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
          data: { influencerId, platform },
        },
        answer: { status: 200, body: { done: true } },
      };
    },
  });
});
