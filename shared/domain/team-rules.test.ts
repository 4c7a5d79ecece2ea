import { describe, expect, it } from 'vitest';
import { beginsToNeedTwo, isLaxer, refuseUnfollowable, type TeamRules } from './team-rules.ts';

const none: TeamRules = { publishNeedsSecondMember: false, secondReleaserAboveMinor: null, twoFactorRequired: false };
const all: TeamRules = { publishNeedsSecondMember: true, secondReleaserAboveMinor: 1_000, twoFactorRequired: true };
const owner = { publish: true, review: true, release: true };
const manager = { publish: true, review: true, release: false };
const finance = { publish: false, review: false, release: true };
const viewer = { publish: false, review: false, release: false };

describe('the rules of a team', () => {
  it.each<[string, TeamRules, TeamRules, boolean]>([
    ['stay as they are', all, all, false],
    ['begin', none, all, false],
    ['let one publish alone', all, { ...all, publishNeedsSecondMember: false }, true],
    ['ask for no second factor', all, { ...all, twoFactorRequired: false }, true],
    ['let more go out by one', all, { ...all, secondReleaserAboveMinor: 1_001 }, true],
    ['let everything go out by one', all, { ...all, secondReleaserAboveMinor: null }, true],
    ['let less go out by one', all, { ...all, secondReleaserAboveMinor: 999 }, false],
  ])('%s: laxer or not', (_case, before, after, expected) => {
    expect(isLaxer(before, after)).toBe(expected);
  });

  it.each([
    ['an owner alone', [owner], true, true],
    ['an owner and viewers', [owner, viewer, viewer], true, true],
    ['an owner and a manager', [owner, manager], false, false],
    ['an owner and finance', [owner, finance], true, false],
    ['two owners', [owner, owner], false, false],
    ['managers without anybody who may release', [manager, manager], false, true],
  ])('are only what %s can follow', (_case, team, noPublishing, noRelease) => {
    const publishing = refuseUnfollowable(none, { ...none, publishNeedsSecondMember: true }, team);
    expect(publishing?.refused).toBe(noPublishing ? 'no_second_member' : undefined);
    const release = refuseUnfollowable(none, { ...none, secondReleaserAboveMinor: 0 }, team);
    expect(release?.refused).toBe(noRelease ? 'no_second_member' : undefined);
  });

  it('ask who there is only when they begin to take two people', () => {
    expect(beginsToNeedTwo(none, all)).toBe(true);
    expect(beginsToNeedTwo(all, none)).toBe(false);
    expect(beginsToNeedTwo(all, { ...all, secondReleaserAboveMinor: 5 })).toBe(false);
    expect(refuseUnfollowable(all, all, [owner])).toBeUndefined();
  });
});
