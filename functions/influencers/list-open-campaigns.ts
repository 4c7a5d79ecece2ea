import { listOpenCampaigns } from '#contract/areas/applications.ts';
import { Failure } from '#contract/failure.ts';
import { influencerRef } from '#data/influencer.ts';
import { listOpenCampaigns as readOpenCampaigns } from '#data/listing.ts';
import { findOne } from '#data/read.ts';
import { byFit, fitOf } from '#domain/fit.ts';
import { isClosedToApplicants } from '#domain/listing.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { fittingCampaignView } from '#runtime/views/application.ts';

export const handler = endpoint(listOpenCampaigns, async (call) => {
  const { influencerId } = call.influencer();
  const { limit, cursor, niche, platform } = call.query;
  const scope = `fitting|${influencerId}|${niche ?? ''}|${platform ?? ''}`;
  const after = (await openCursor(cursor, scope, call.nowMs)) as { score: number; campaignId: string } | undefined;
  const [profile, open] = await Promise.all([findOne(influencerRef(influencerId)), readOpenCampaigns(call.nowMs)]);
  if (!profile) throw new Failure('profile_incomplete', 'Fill in your profile to see the campaigns that fit it.');
  const today = call.nowIso.slice(0, '2026-11-20'.length);
  const fitting = open
    .filter((listing) => !isClosedToApplicants(listing, today))
    .filter(({ targetAudience }) => !niche || targetAudience.niches.includes(niche))
    .filter(({ targetAudience }) => !platform || targetAudience.platforms.includes(platform))
    .flatMap((listing) => {
      const fit = fitOf(listing, profile, today);
      return fit.fits ? [{ listing, fit, score: fit.score, campaignId: listing.campaignId }] : [];
    })
    .sort(byFit)
    // By place, not by count: what opened or closed meanwhile neither repeats nor hides a campaign.
    .filter((candidate) => !after || byFit(candidate, after) > 0);
  const shown = fitting.slice(0, limit);
  const last = fitting.length > limit ? shown.at(-1) : undefined;
  return {
    status: 200,
    body: {
      items: shown.map(({ listing, fit }) => fittingCampaignView(listing, fit)),
      nextCursor: await sealCursor(last && { score: last.score, campaignId: last.campaignId }, scope, call.nowMs),
    },
  };
});
