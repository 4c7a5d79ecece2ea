import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SocialAccountItem, TrackedPost } from '#data/social.ts';
import { groupsOf, partsOf } from './parts.ts';
import { FINE, type PulledPost } from './pulled.ts';

const accountOf = (influencerId: string) => ({ influencerId, platform: 'tiktok' }) as SocialAccountItem;
const postsOf = (count: number): PulledPost[] =>
  Array.from({ length: count }, (_, at) => ({
    post: { contentId: `sub-${at}` } as TrackedPost,
    reading: { kind: 'not_found' },
    proof: { rawKey: 'raw', part: { answer: 0, item: null }, sha256: 'aa', source: 'GET', pulledAt: '' },
  }));
const partsFor = (counts: readonly number[]) =>
  counts.flatMap((count, at) =>
    partsOf(accountOf(`inf-${at}`), { outcome: FINE, posts: postsOf(count), mediaIds: new Map() }, () => 'rcp'),
  );

describe('parts of a pull', () => {
  it.each([
    [0, [0]],
    [1, [1]],
    [20, [20]],
    [21, [20, 1]],
    [200, Array.from({ length: 10 }, () => 20)],
  ])('of %i posts', (count, sizes) => {
    const parts = partsFor([count]);
    expect(parts.map(({ posts }) => posts.length)).toEqual(sizes);
    expect(parts.map(({ isLast }) => isLast).lastIndexOf(false)).toBe(parts.length - 2);
    expect(parts.every(({ hasRead }) => hasRead === count > 0)).toBe(true);
  });
});

describe('groups of parts', () => {
  it('hold a dozen accounts with a post each', () => {
    expect(groupsOf(partsFor(Array.from({ length: 28 }, () => 1))).map((group) => group.length)).toEqual([14, 14]);
  });

  it('keep the order, each account once, and within what a transaction takes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 50 }), (counts) => {
        const parts = partsFor(counts);
        const groups = groupsOf(parts);
        expect(groups.flat()).toEqual(parts);
        for (const group of groups) {
          const accounts = group.map(({ account }) => account.influencerId);
          expect(new Set(accounts).size).toBe(accounts.length);
          expect(group.reduce((sum, { posts }) => sum + 3 + 4 * posts.length, 1)).toBeLessThanOrEqual(100);
          expect(group.reduce((sum, { posts }) => sum + 2 + posts.length, 0)).toBeLessThanOrEqual(100);
        }
      }),
    );
  });
});
