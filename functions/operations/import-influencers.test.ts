import { expect, it } from 'vitest';
import { Influencers } from '#data/influencer.ts';
import { emailOwnerRef } from '#data/person.ts';
import { RateCards } from '#data/rate-card.ts';
import { findOne } from '#data/read.ts';
import { sha256 } from '#runtime/hash.ts';
import { prepareTestTable } from '#testing/table.ts';
import { prepareTestUserPool } from '#testing/user-pool.ts';
import { handler } from './import-influencers.ts';

const { items } = prepareTestTable();

const operations = prepareTestUserPool(() => ({ body: {} }));

const person = (count: number) => ({
  email: `creator${count}@roster.example`,
  name: `Creator ${count}`,
  country: 'SE',
  profile: {
    displayName: `Creator ${count}`,
    bio: 'Harbours in winter.',
    socialLinks: [{ platform: 'instagram', handle: `creator${count}`, followers: 12_000 }],
    niche: ['travel'],
    geoLocation: { country: 'SE' },
  },
  rateCard: { lines: [{ platform: 'instagram', type: 'reel', price: { amountMinor: 50_000, currency: 'EUR' } }] },
});

it('makes each person once, with profile and rate card, and tells of them fifteen at a time', async () => {
  const roster = Array.from({ length: 17 }, (_, index) => person(index));
  const first = await handler({ influencers: roster.slice(0, 16) });
  expect(first.influencerIds).toHaveLength(16);
  expect(first.known).toEqual([]);
  expect(operations.filter((operation) => operation === 'AdminCreateUser')).toHaveLength(16);
  const again = await handler({ influencers: roster });
  expect(again.influencerIds).toHaveLength(1);
  expect(again.known).toEqual(roster.slice(0, 16).map(({ email }) => email));
  const stored = await items();
  const told = stored
    .filter(({ type }) => type === 'InfluencersImported')
    .map(({ data }) => (data as { influencerIds: string[] }).influencerIds.length);
  expect(told.sort((a, b) => a - b)).toEqual([1, 1, 15]);
  expect(stored.filter(({ _et }) => _et === Influencers.name)).toHaveLength(17);
  expect(stored.filter(({ _et }) => _et === RateCards.name)).toHaveLength(17);
  expect(await findOne(emailOwnerRef(sha256('creator16@roster.example')))).toMatchObject({
    userId: expect.stringMatching(/^usr_/),
  });
});

it.each([
  [
    'a rate card that prices a kind twice',
    { rateCard: { lines: [...person(90).rateCard.lines, ...person(90).rateCard.lines] } },
  ],
  ['an address that is none', { email: 'nobody' }],
])('takes nobody when one has %s', async (_what, edit) => {
  const countBefore = (await items()).length;
  await expect(handler({ influencers: [person(91), { ...person(90), ...edit }] })).rejects.toThrow();
  expect((await items()).length).toBe(countBefore);
});
