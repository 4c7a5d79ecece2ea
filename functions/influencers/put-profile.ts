import { putInfluencerProfile } from '#contract/areas/profiles.ts';
import { createOrReplace } from '#data/change.ts';
import { Influencers, influencerRef } from '#data/influencer.ts';
import { partitions } from '#data/keys.ts';
import { allSocialRefs } from '#data/social.ts';
import { withVerifiedLinks } from '#domain/social.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { influencerView } from '#runtime/views/person.ts';

export const handler = endpoint(putInfluencerProfile, async (call) => {
  const { influencerId, userId } = call.influencer();
  return call.commit({
    reads: { profile: influencerRef(influencerId), ...allSocialRefs(influencerId) },
    decide: ({ profile, ...accounts }) => {
      const connected = Object.values(accounts).flatMap((account) => account ?? []);
      const socialLinks = withVerifiedLinks(call.body.socialLinks, connected);
      const next = {
        ...call.body,
        socialLinks,
        influencerId,
        userId,
        version: (profile?.version ?? 0) + 1,
        updatedAt: call.nowIso,
      };
      return {
        changes: [createOrReplace(Influencers, profile, next)],
        event: {
          type: 'InfluencerProfileSaved',
          aggregateId: influencerId,
          seq: next.version,
          partition: partitions.influencer(influencerId),
          data: { influencerId },
        },
        answer: { status: 200, body: influencerView(next) },
      };
    },
  });
});
