import { describe, expect, it } from 'vitest';
import { makeRoster } from './roster.ts';

describe('the invented roster', () => {
  const NOW = Date.parse('2026-11-20T12:00:00Z');
  const roster = makeRoster(300, NOW);

  it('is the same each time, and nobody twice', () => {
    expect(makeRoster(300, NOW)).toEqual(roster);
    expect(new Set(roster.map(({ email }) => email)).size).toBe(300);
    const handles = roster.flatMap(({ profile }) =>
      profile.socialLinks.map(({ platform, handle }) => platform + handle),
    );
    expect(new Set(handles).size).toBe(handles.length);
  });

  it('has a history: work for brands of the last two years, newest first, on the own accounts', () => {
    for (const { profile } of roster) {
      const days = profile.pastWork.map(({ publishedOn }) => Date.parse(publishedOn));
      expect(days.length).toBeGreaterThan(0);
      expect(days).toEqual([...days].sort((one, other) => other - one));
      expect(days.every((day) => day < NOW && NOW - day < 730 * 86_400_000)).toBe(true);
      for (const { platform, views } of profile.pastWork) {
        const link = profile.socialLinks.find((one) => one.platform === platform);
        expect(views).toBeGreaterThan(0);
        expect(views).toBeLessThan((link?.followers ?? 0) * 2);
      }
    }
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
