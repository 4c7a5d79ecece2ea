import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TargetAudience } from './campaign.ts';
import { byFit, type FitProfile, fitOf } from './fit.ts';

const target: TargetAudience = {
  niches: ['beauty', 'wellness'],
  platforms: ['instagram'],
  countries: ['DE', 'AT'],
  minFollowers: 10_000,
  maxFollowers: 500_000,
};
const listing = (edit: Partial<TargetAudience> = {}, endDate: string | null = '2026-12-31') => ({
  targetAudience: { ...target, ...edit },
  deliverables: [],
  endDate,
});
const profile: FitProfile = {
  niche: ['beauty', 'fitness'],
  socialLinks: [{ platform: 'instagram', handle: 'mara', followers: 48_000 }],
  geoLocation: { country: 'DE' },
};
const TODAY = '2026-12-01';

describe('fitOf', () => {
  it('gives reasons that name the values of both sides', () => {
    const fit = fitOf(listing(), profile, TODAY);
    if (!fit.fits) throw new Error(`does not fit: ${fit.misfit}`);
    expect(fit.reasons.map(({ code }) => code)).toEqual(['niche', 'platform', 'followers', 'country']);
    expect(fit.reasons[0]).toEqual({
      code: 'niche',
      text: 'You post about beauty, which this campaign looks for.',
      campaignValues: ['beauty', 'wellness'],
      profileValues: ['beauty'],
    });
    expect(fit.reasons[2]).toMatchObject({ campaignValues: [10_000, 500_000], profileValues: ['instagram', 48_000] });
  });

  it.each([
    ['ended', listing({}, '2026-11-30'), profile],
    ['niche', listing({ niches: ['gaming'] }), profile],
    ['platform', listing({ platforms: ['youtube'] }), profile],
    ['followers', listing({ minFollowers: 48_001 }), profile],
    ['followers', listing({ maxFollowers: 47_999 }), profile],
    ['country', listing({ countries: ['US'] }), profile],
    [
      'followers',
      listing(),
      {
        ...profile,
        socialLinks: [
          { platform: 'instagram', handle: 'mara', followers: 9_999 },
          { platform: 'tiktok', handle: 'mara', followers: 90_000 },
        ],
      },
    ],
  ] as const)('rules out by %s', (misfit, campaign, candidate) => {
    expect(fitOf(campaign, candidate as FitProfile, TODAY)).toEqual({ fits: false, misfit });
  });

  it.each([
    ['the last day', listing({}, TODAY)],
    ['the lowest count of followers', listing({ minFollowers: 48_000 })],
    ['the highest count of followers', listing({ maxFollowers: 48_000 })],
    ['no wish at all', listing({ niches: [], platforms: [], countries: [] })],
    ['no end', listing({}, null)],
  ])('fits on the boundary: %s', (_case, campaign) => {
    expect(fitOf(campaign, profile, TODAY).fits).toBe(true);
  });

  it('scores a campaign that wants more of what the profile offers higher', () => {
    const score = (edit: Partial<TargetAudience>, who = profile) => {
      const fit = fitOf(listing(edit), who, TODAY);
      return fit.fits ? fit.score : -1;
    };
    expect(score({ niches: ['beauty', 'fitness'] })).toBeGreaterThan(score({}));
    expect(score({})).toBeGreaterThan(score({ platforms: ['instagram', 'youtube'] }));
    expect(score({}, { ...profile, audienceDemographics: { countries: { DE: 0.7 } } })).toBeGreaterThan(score({}));
  });

  it('always stays within 0-100 and gives at least two reasons', () => {
    const niche = fc.constantFrom('beauty', 'wellness', 'gaming', 'fitness');
    const platform = fc.constantFrom('instagram', 'youtube', 'tiktok');
    const country = fc.constantFrom('DE', 'AT', 'US');
    const followers = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(
        fc.record({
          niches: fc.uniqueArray(niche),
          platforms: fc.uniqueArray(platform),
          countries: fc.uniqueArray(country),
          minFollowers: fc.option(followers, { nil: undefined }),
          maxFollowers: fc.option(followers, { nil: undefined }),
        }),
        fc.record({
          niche: fc.uniqueArray(niche, { minLength: 1 }),
          socialLinks: fc.array(fc.record({ platform, handle: fc.constant('x'), followers }), { minLength: 1 }),
          geoLocation: fc.record({ country }),
          audienceDemographics: fc.option(
            fc.record({ countries: fc.dictionary(country, fc.double({ min: 0, max: 1, noNaN: true })) }),
            { nil: undefined },
          ),
        }),
        (wishes, who) => {
          const fit = fitOf(listing(wishes), who, TODAY);
          if (!fit.fits) return;
          expect(fit.score).toBeGreaterThanOrEqual(0);
          expect(fit.score).toBeLessThanOrEqual(100);
          expect(fit.reasons.length).toBeGreaterThanOrEqual(2);
        },
      ),
    );
  });
});

it('byFit is a total order: best first, then by id', () => {
  const candidates = [
    { score: 50, campaignId: 'b' },
    { score: 90, campaignId: 'c' },
    { score: 50, campaignId: 'a' },
  ];
  expect(candidates.sort(byFit).map(({ campaignId }) => campaignId)).toEqual(['c', 'a', 'b']);
});
