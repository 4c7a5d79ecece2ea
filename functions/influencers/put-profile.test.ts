import { describe, expect, it } from 'vitest';
import { getOwnInfluencerProfile, putInfluencerProfile } from '#contract/areas/profiles.ts';
import { callEndpoint, testInfluencer } from '#testing/call.ts';
import { influencerProfile } from '#testing/fixtures/world.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as get } from './get-profile.ts';
import { handler as put } from './put-profile.ts';

prepareTestTable();
const piece = { brandName: 'Fenja Skin', title: 'A month of trains', platform: 'tiktok', publishedOn: '2026-01-31' };
const save = (pastWork: unknown, actor = testInfluencer()) =>
  callEndpoint(put, putInfluencerProfile, { actor, body: { ...influencerProfile, pastWork } });

describe('past work of an influencer', () => {
  it('is none until told, then what was told', async () => {
    const actor = testInfluencer();
    expect((await save(undefined, actor)).body).toMatchObject({ pastWork: [] });
    const told = [{ ...piece, url: 'https://www.tiktok.com/@a/video/1', views: 0 }, piece];
    expect(await save(told, actor)).toMatchObject({ status: 200, body: { pastWork: told } });
    expect((await callEndpoint(get, getOwnInfluencerProfile, { actor })).body).toMatchObject({ pastWork: told });
  });

  it.each([
    ['a day that has not come', [piece, { ...piece, publishedOn: '2999-01-01' }], 'pastWork.1.publishedOn'],
    ['a day that is none', [{ ...piece, publishedOn: '2026-02-30' }], 'pastWork.0.publishedOn'],
    ['views below zero', [{ ...piece, views: -1 }], 'pastWork.0.views'],
    ['an address that is not https', [{ ...piece, url: 'javascript:alert(1)' }], 'pastWork.0.url'],
    ['a piece for nobody', [{ ...piece, brandName: ' ' }], 'pastWork.0.brandName'],
    ['25 pieces', Array.from({ length: 25 }, () => piece), 'pastWork'],
  ])('refuses %s', async (_case, pastWork, path) => {
    const answer = await save(pastWork);
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
  });
});
