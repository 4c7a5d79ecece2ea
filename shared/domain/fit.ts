import type { TargetAudience } from './campaign.ts';
import { isOpenOn, type Listing } from './listing.ts';

/** What the fit looks at in an influencer's profile. */
export interface FitProfile {
  niche: readonly string[];
  socialLinks: readonly { platform: string; handle: string; followers: number }[];
  geoLocation: { country: string };
  audienceDemographics?: { countries: Record<string, number> } | undefined;
}

/** One reason for a fit, with the values of both sides it rests on. */
export interface FitReason {
  code: 'niche' | 'platform' | 'followers' | 'country' | 'audience';
  text: string;
  campaignValues: (string | number)[];
  profileValues: (string | number)[];
}

export type Misfit = 'ended' | 'niche' | 'platform' | 'followers' | 'country';

/** How well a campaign fits a profile, 0-100 with the reasons; or the first thing that rules it out. */
export type Fit = { fits: true; score: number; reasons: FitReason[] } | { fits: false; misfit: Misfit };

/** Points a part of the fit can bring; they sum to 100. */
const WEIGHTS = { niche: 40, platform: 20, followers: 20, country: 10, audience: 10 } as const;
/** Share of a part's points that an open wish ("any country") brings: less than a wish that is met. */
const OPEN_WISH = 0.5;

type Part = { share: number; reason?: FitReason };
type FitListing = Pick<Listing, 'targetAudience' | 'deliverables' | 'endDate'>;

/** Judges a listed campaign for a profile on a day (YYYY-MM-DD): all wishes of the campaign must be met. */
export function fitOf(listing: FitListing, profile: FitProfile, today: string): Fit {
  if (!isOpenOn(listing, today)) return { fits: false, misfit: 'ended' };
  const target = listing.targetAudience;
  const niche = fitNiche(target, profile);
  if (!niche) return { fits: false, misfit: 'niche' };
  const platforms = wantedPlatforms(listing);
  const links = profile.socialLinks.filter((link) => platforms.length === 0 || platforms.includes(link.platform));
  if (links.length === 0) return { fits: false, misfit: 'platform' };
  const inRange = links.filter(({ followers }) => isWithin(followers, target));
  if (inRange.length === 0) return { fits: false, misfit: 'followers' };
  const country = fitCountry(target, profile);
  if (!country) return { fits: false, misfit: 'country' };
  const parts: Record<keyof typeof WEIGHTS, Part> = {
    niche,
    platform: fitPlatform(platforms, inRange),
    followers: fitFollowers(target, inRange),
    country,
    audience: fitAudience(target, profile),
  };
  const names = Object.keys(WEIGHTS) as (keyof typeof WEIGHTS)[];
  const score = names.reduce((total, name) => total + WEIGHTS[name] * parts[name].share, 0);
  return {
    fits: true,
    score: Math.round(score),
    reasons: names.flatMap((name) => parts[name].reason ?? []),
  };
}

function fitNiche({ niches }: TargetAudience, profile: FitProfile): Part | undefined {
  if (niches.length === 0)
    return {
      share: OPEN_WISH,
      reason: {
        code: 'niche',
        text: `This campaign is open to every niche, so also to ${listed(profile.niche)}.`,
        campaignValues: [],
        profileValues: [...profile.niche],
      },
    };
  const shared = profile.niche.filter((niche) => niches.includes(niche));
  if (shared.length === 0) return undefined;
  return {
    // The more of what you post about is wanted, the better the fit.
    share: (shared.length / profile.niche.length + shared.length / niches.length) / 2,
    reason: {
      code: 'niche',
      text: `You post about ${listed(shared)}, which this campaign looks for.`,
      campaignValues: [...niches],
      profileValues: shared,
    },
  };
}

function wantedPlatforms({ targetAudience, deliverables }: FitListing): string[] {
  if (targetAudience.platforms.length > 0) return targetAudience.platforms;
  return [...new Set(deliverables.map(({ platform }) => platform))];
}

function isWithin(followers: number, { minFollowers, maxFollowers }: TargetAudience): boolean {
  return followers >= (minFollowers ?? 0) && followers <= (maxFollowers ?? Number.POSITIVE_INFINITY);
}

function fitPlatform(platforms: readonly string[], links: FitProfile['socialLinks']): Part {
  const met = [...new Set(links.map(({ platform }) => platform))];
  return {
    share: platforms.length === 0 ? OPEN_WISH : met.length / platforms.length,
    reason: {
      code: 'platform',
      text: `You publish on ${listed(met)}, where this campaign runs.`,
      campaignValues: [...platforms],
      profileValues: met,
    },
  };
}

function fitFollowers(target: TargetAudience, links: FitProfile['socialLinks']): Part {
  const { minFollowers, maxFollowers } = target;
  if (minFollowers === undefined && maxFollowers === undefined) return { share: OPEN_WISH };
  const best = links.reduce((most, link) => (link.followers > most.followers ? link : most));
  const wish =
    maxFollowers === undefined
      ? `at least ${minFollowers}`
      : minFollowers === undefined
        ? `at most ${maxFollowers}`
        : `${minFollowers} to ${maxFollowers}`;
  return {
    share: 1,
    reason: {
      code: 'followers',
      text: `Your ${best.followers} followers on ${best.platform} are what this campaign asks for (${wish}).`,
      campaignValues: [minFollowers, maxFollowers].filter((bound) => bound !== undefined),
      profileValues: [best.platform, best.followers],
    },
  };
}

function fitCountry({ countries }: TargetAudience, profile: FitProfile): Part | undefined {
  if (countries.length === 0) return { share: OPEN_WISH };
  const { country } = profile.geoLocation;
  if (!countries.includes(country)) return undefined;
  return {
    share: 1,
    reason: {
      code: 'country',
      text: `You are in ${country}, one of the countries of this campaign.`,
      campaignValues: [...countries],
      profileValues: [country],
    },
  };
}

function fitAudience({ countries }: TargetAudience, profile: FitProfile): Part {
  const audience = profile.audienceDemographics?.countries;
  if (!audience || countries.length === 0) return { share: 0 };
  const share = Math.min(
    1,
    countries.reduce((total, country) => total + (audience[country] ?? 0), 0),
  );
  if (share === 0) return { share };
  const percent = Math.round(share * 100);
  return {
    share,
    reason: {
      code: 'audience',
      text: `${percent}% of your audience is in ${listed(countries)}.`,
      campaignValues: [...countries],
      profileValues: [percent],
    },
  };
}

function listed(values: readonly string[]): string {
  if (values.length < 2) return values.join('');
  return `${values.slice(0, -1).join(', ')} and ${values.at(-1)}`;
}

/** Best first; equal scores by id, so that pages never overlap. */
export function byFit(a: { score: number; campaignId: string }, b: { score: number; campaignId: string }): number {
  return b.score - a.score || (a.campaignId < b.campaignId ? -1 : a.campaignId > b.campaignId ? 1 : 0);
}
