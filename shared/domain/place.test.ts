import { describe, expect, it } from 'vitest';
import {
  continuingWorkspaceOf,
  lacksSecondFactor,
  type PersonWithPlaces,
  placeIn,
  placeOfSession,
  startingWorkspaceOf,
} from './place.ts';

const member = (role: 'owner' | 'viewer', joinedAt: string) => ({ role, brandId: `brand of ${joinedAt}`, joinedAt });
const person: PersonWithPlaces = {
  role: 'guest',
  influencerId: null,
  memberships: { first: member('viewer', '2026-01-01'), second: member('owner', '2026-02-01') },
  sessions: { here: { expiresAtMs: 100, workspaceId: 'second' }, nowhere: { expiresAtMs: 100, workspaceId: null } },
  lastWorkspaceId: null,
};

describe('a person acts', () => {
  it('with the role of the workspace they are in, and of each workspace with its own', () => {
    expect(placeIn(person, 'first')).toMatchObject({ role: 'viewer', workspaceId: 'first' });
    expect(placeIn(person, 'second')).toMatchObject({ role: 'owner', workspaceId: 'second' });
  });

  it.each([
    ['a workspace they do not belong to', 'third'],
    ['no workspace', null],
  ])('as a guest in %s', (_case, workspaceId) => {
    expect(placeIn(person, workspaceId)).toEqual({
      role: 'guest',
      workspaceId: null,
      brandId: null,
      influencerId: null,
    });
  });

  it('as the influencer they are', () => {
    const influencer = { ...person, role: 'influencer' as const, influencerId: 'inf', memberships: {} };
    expect(placeIn(influencer, null)).toMatchObject({ role: 'influencer', influencerId: 'inf', workspaceId: null });
  });

  it('in the workspace of their session, until it is over', () => {
    expect(placeOfSession(person, 'here', 99)).toMatchObject({ role: 'owner', workspaceId: 'second' });
    expect(placeOfSession(person, 'here', 100)).toBeUndefined();
    expect(placeOfSession(person, 'unknown', 0)).toBeUndefined();
  });

  it('as a guest at once when they were removed from the workspace of their session', () => {
    const removed = { ...person, memberships: { first: member('viewer', '2026-01-01') } };
    expect(placeOfSession(removed, 'here', 0)).toMatchObject({ role: 'guest', workspaceId: null });
  });
});

describe('a session begins', () => {
  it('in the workspace last switched to', () => {
    expect(startingWorkspaceOf({ ...person, lastWorkspaceId: 'second' })).toBe('second');
  });

  it.each([
    ['nobody has switched', null],
    ['the last one is no longer theirs', 'third'],
  ])('in the oldest membership when %s', (_case, lastWorkspaceId) => {
    expect(startingWorkspaceOf({ ...person, lastWorkspaceId })).toBe('first');
  });

  it('nowhere when there is no workspace', () => {
    expect(startingWorkspaceOf({ ...person, memberships: {} })).toBeNull();
  });

  it('and goes on where it is, while that is theirs', () => {
    expect(continuingWorkspaceOf(person, 'here')).toBe('second');
    const moved = { ...person, memberships: { first: member('viewer', '2026-01-01') } };
    expect(continuingWorkspaceOf(moved, 'here')).toBe('first');
    expect(continuingWorkspaceOf(person, 'nowhere')).toBe('first');
  });
});

describe('a workspace that asks for a second factor', () => {
  const strict = {
    ...person,
    memberships: { ...person.memberships, first: { ...member('viewer', ''), needsSecondFactor: true } },
  };
  it.each<[string, PersonWithPlaces, string | null, boolean]>([
    ['holds up who has none', strict, 'first', true],
    ['lets in who has one', { ...strict, hasSecondFactor: true }, 'first', false],
    ['holds up who has turned it off', { ...strict, hasSecondFactor: false }, 'first', true],
    ['is nothing to those who work elsewhere', strict, 'second', false],
    ['is nothing to those without a workspace', strict, null, false],
  ])('%s', (_case, who, workspaceId, lacks) => expect(lacksSecondFactor(who, workspaceId)).toBe(lacks));
});
