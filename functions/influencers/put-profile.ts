import { putInfluencerProfile } from '#contract/areas/profiles.ts';
import { Failure } from '#contract/failure.ts';
import { createOrReplace } from '#data/change.ts';
import { Influencers, influencerRef } from '#data/influencer.ts';
import { partitions } from '#data/keys.ts';
import { allSocialRefs } from '#data/social.ts';
import { withVerifiedLinks } from '#domain/social.ts';
import { daysLater } from '#runtime/clock.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { influencerView } from '#runtime/views/person.ts';

/** A day of latitude: today is tomorrow in some time zones. */
function demandPast(pastWork: readonly { publishedOn: string }[], nowMs: number): void {
  const latest = daysLater(nowMs, 1).slice(0, 10);
  const issues = pastWork.flatMap(({ publishedOn }, index) =>
    publishedOn > latest ? [{ path: `pastWork.${index}.publishedOn`, message: 'must not be in the future' }] : [],
  );
  if (issues.length > 0) throw new Failure('validation_failed', undefined, { issues });
}

export const handler = endpoint(putInfluencerProfile, async (call) => {
  const { influencerId, userId } = call.influencer();
  demandPast(call.body.pastWork, call.nowMs);
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
