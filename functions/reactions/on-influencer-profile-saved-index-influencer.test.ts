import { beforeEach, describe, expect, it } from 'vitest';
import { create, remove, replace } from '#data/change.ts';
import { type Influencer, Influencers, influencerRef } from '#data/influencer.ts';
import { RateCards } from '#data/rate-card.ts';
import { findOne } from '#data/read.ts';
import { listSearchDocuments, searchDocumentRef } from '#data/search-document.ts';
import { handler as index } from '#functions/operations/index-influencers.ts';
import { createInfluencerIndex } from '#runtime/search/influencer-index.ts';
import { cancelOverlaps } from '#testing/conflicts.ts';
import { aProfile, write } from '#testing/deal.ts';
import { deliver } from '#testing/deliver.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as onMeasured } from './on-followers-measured-index-influencer.ts';
import { handler as onProfile } from './on-influencer-profile-saved-index-influencer.ts';
import { handler as onCard } from './on-rate-card-saved-index-influencer.ts';
import { handler as onConnected } from './on-social-account-connected-index-influencer.ts';
import { handler as onDisconnected } from './on-social-account-disconnected-index-influencer.ts';
import { handler as onState } from './on-social-account-state-changed-index-influencer.ts';

const { access } = prepareTestTable();
let made = 0;
let influencerId = '';
const profile = async () => (await findOne(influencerRef(influencerId))) as Influencer;
const known = () => findOne(searchDocumentRef(influencerId));
const save = async (edit: Partial<Influencer>) => {
  const before = await profile();
  await write(replace(Influencers, before, { ...before, ...edit }));
};

beforeEach(async () => {
  made += 1;
  influencerId = countedId('influencer', made);
  await write(create(Influencers, { ...aProfile(made), displayName: 'Before' }));
});

describe('what the search knows', () => {
  it('follows the profile and the rate card', async () => {
    await deliver(onProfile, 'InfluencerProfileSaved', { influencerId });
    expect(await known()).toMatchObject({
      document: { displayName: 'Before', prices: [] },
      cardVersion: 0,
      version: 1,
    });
    const price = { amountMinor: 10_000, currency: 'EUR' as const };
    const lines = [{ platform: 'tiktok' as const, type: 'video' as const, price }];
    await write(create(RateCards, { influencerId, lines, version: 1, updatedAt: '2026-11-20T00:00:00.000Z' }));
    await deliver(onCard, 'RateCardSaved', { influencerId });
    expect(await known()).toMatchObject({
      document: { displayName: 'Before', prices: [{ platform: 'tiktok', price }] },
      cardVersion: 1,
      version: 2,
    });
  });

  it.each([
    ['SocialAccountConnected', onConnected, {}],
    ['SocialAccountDisconnected', onDisconnected, {}],
    ['SocialAccountStateChanged', onState, { from: 'throttled', to: 'ok' }],
    ['FollowersMeasured', onMeasured, {}],
  ] as const)('follows the followers after %s', async (type, reaction, more) => {
    const socialLinks = [{ platform: 'youtube', handle: 'now', followers: 77, verified: true }];
    await save({ socialLinks });
    await deliver(reaction, type, { influencerId, platform: 'youtube', ...more });
    expect((await known())?.document?.accounts).toEqual(socialLinks);
  });

  it('is written once however often an event comes', async () => {
    const { again } = await deliver(onProfile, 'InfluencerProfileSaved', { influencerId });
    await again();
    await Promise.all([again(), again(), again()]);
    expect(await known()).toMatchObject({ version: 1 });
  });

  it('is of now, however old the event that comes last', async () => {
    const first = await deliver(onProfile, 'InfluencerProfileSaved', { influencerId });
    await save({ displayName: 'After' });
    await deliver(onProfile, 'InfluencerProfileSaved', { influencerId });
    await first.again();
    expect(await known()).toMatchObject({ document: { displayName: 'After' }, profileVersion: 2, version: 2 });
  });

  it('is of the last change when changes and reactions run into each other', async () => {
    const overlaps = cancelOverlaps(access());
    for (const displayName of ['Second', 'Third', 'Fourth', 'Fifth'])
      await Promise.all([
        deliver(onProfile, 'InfluencerProfileSaved', { influencerId }),
        save({ displayName }).then(() =>
          // All of them find that something is to be written.
          Promise.all([
            deliver(onProfile, 'InfluencerProfileSaved', { influencerId }),
            deliver(onProfile, 'InfluencerProfileSaved', { influencerId }),
            deliver(onCard, 'RateCardSaved', { influencerId }),
          ]),
        ),
      ]);
    expect(await known()).toMatchObject({ document: { displayName: 'Fifth' }, profileVersion: 5 });
    expect(overlaps.cancelled()).toBeGreaterThan(0);
  });

  it('ends with the profile, and with its wish not to be listed', async () => {
    await deliver(onProfile, 'InfluencerProfileSaved', { influencerId });
    await save({ visibility: 'unlisted' });
    await deliver(onProfile, 'InfluencerProfileSaved', { influencerId });
    expect(await known()).toMatchObject({ document: null, version: 2 });
    await save({ visibility: 'public' });
    await deliver(onProfile, 'InfluencerProfileSaved', { influencerId });
    expect(await known()).toMatchObject({ document: { displayName: 'Before' }, version: 3 });
    const gone = await profile();
    await write(remove(Influencers, gone));
    await deliver(onProfile, 'InfluencerProfileSaved', { influencerId });
    expect(await known()).toMatchObject({ document: null, profileVersion: 0, version: 4 });
  });

  it('is not begun for an influencer without a profile', async () => {
    const nobody = countedId('influencer', 999);
    await deliver(onCard, 'RateCardSaved', { influencerId: nobody });
    expect(await findOne(searchDocumentRef(nobody))).toBeUndefined();
  });

  it('can be brought up to date by an operator', async () => {
    expect(await index({ influencerIds: [influencerId] })).toEqual({ indexed: 1 });
    expect(await index({ influencerIds: [influencerId] })).toEqual({ indexed: 1 });
    expect(await known()).toMatchObject({ document: { displayName: 'Before' }, version: 1 });
    await expect(index({ influencerIds: ['all'] })).rejects.toThrow();
  });
});

describe('a reader of the changes', () => {
  it('takes an older version that comes late for what it is', async () => {
    await deliver(onProfile, 'InfluencerProfileSaved', { influencerId });
    const before = await known();
    await save({ displayName: 'After' });
    await deliver(onProfile, 'InfluencerProfileSaved', { influencerId });
    const after = await known();
    if (!before || !after) throw new Error('both were just written');
    const reader = createInfluencerIndex();
    reader.take([after, before, after]);
    expect([...reader.documents()].map(({ displayName }) => displayName)).toEqual(['After']);
    expect(reader.newestMs()).toBe(after.changedAtMs);
    reader.take([{ ...after, document: null, version: 3 }, before]);
    expect([...reader.documents()]).toEqual([]);
  });

  it('finds every change in the order of its instant', async () => {
    await deliver(onProfile, 'InfluencerProfileSaved', { influencerId });
    const changes = await listSearchDocuments(0);
    expect(changes.map(({ changedAtMs }) => changedAtMs)).toEqual(
      changes.map(({ changedAtMs }) => changedAtMs).sort((a, b) => a - b),
    );
    expect(changes.map((one) => one.influencerId)).toContain(influencerId);
    expect(await listSearchDocuments((await known())?.changedAtMs ?? 0)).not.toEqual([]);
    expect(await listSearchDocuments(Number.MAX_SAFE_INTEGER)).toEqual([]);
  });
});
