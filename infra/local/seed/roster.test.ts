import { describe, expect, it } from 'vitest';
import { makeRoster } from './roster.ts';

describe('the invented roster', () => {
  const roster = makeRoster(300);

  it('is the same each time, and nobody twice', () => {
    expect(makeRoster(300)).toEqual(roster);
    expect(new Set(roster.map(({ email }) => email)).size).toBe(300);
    const handles = roster.flatMap(({ profile }) =>
      profile.socialLinks.map(({ platform, handle }) => platform + handle),
    );
    expect(new Set(handles).size).toBe(handles.length);
  });

  it('has believable numbers: many small accounts and few large ones, audiences that add up, prices by reach', () => {
    const followers = roster
      .flatMap(({ profile }) => profile.socialLinks.map((link) => link.followers))
      .sort((a, b) => a - b);
    expect(followers[0]).toBeGreaterThanOrEqual(2_000);
    expect(followers.at(-1)).toBeLessThanOrEqual(900_000);
    expect(followers[Math.floor(followers.length / 2)]).toBeLessThan(60_000);
    for (const { profile, rateCard } of roster) {
      const { countries, ages, genders } = profile.audienceDemographics;
      for (const shares of [countries, ages, genders])
        expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(1.005);
      expect(rateCard.lines.every(({ price }) => price.amountMinor >= 6_000)).toBe(true);
    }
  });
});
