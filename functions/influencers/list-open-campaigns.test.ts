import { beforeAll, describe, expect, it } from 'vitest';
import { getOpenCampaign, listOpenCampaigns } from '#contract/areas/applications.ts';
import { callEndpoint, testInfluencer, testMember } from '#testing/call.ts';
import { aCampaign, aProfile, putOpenCampaign, putProfile } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as getOne } from './get-open-campaign.ts';
import { handler as list } from './list-open-campaigns.ts';

prepareTestTable();
prepareTestSecrets();
const actor = testInfluencer();
const target = aCampaign(1).targetAudience;
const listed = (query: Record<string, string> = {}) => callEndpoint(list, listOpenCampaigns, { actor, query });
const idsOf = (body: { items: { campaignId: string }[] }) => body.items.map(({ campaignId }) => campaignId);

beforeAll(async () => {
  await putOpenCampaign(aCampaign(1));
  await putOpenCampaign(aCampaign(2, { targetAudience: { ...target, niches: ['gaming'] } }));
  await putOpenCampaign(aCampaign(3, { targetAudience: { ...target, niches: ['beauty', 'fitness'] } }, 2));
  await putOpenCampaign(aCampaign(4, { endDate: '2020-01-01' }));
  await putOpenCampaign(aCampaign(60, { applying: { until: '2020-01-01', questions: [], places: null } }));
  for (let count = 5; count < 10; count++) await putOpenCampaign(aCampaign(count));
});

describe('GET /influencers/campaigns', () => {
  it('asks for a profile first', async () => {
    expect(await listed()).toMatchObject({ status: 409, body: { code: 'profile_incomplete' } });
    await putProfile(aProfile(1));
  });

  it('shows what fits, best first, with reasons, and nothing that does not fit', async () => {
    const { status, body } = await listed();
    expect(status).toBe(200);
    expect(idsOf(body)[0]).toBe(countedId('campaign', 3));
    expect(idsOf(body)).not.toContain(countedId('campaign', 2));
    expect(idsOf(body)).not.toContain(countedId('campaign', 4));
    for (const item of body.items) {
      expect(item.reasons.length).toBeGreaterThanOrEqual(2);
      expect(item).not.toHaveProperty('workspaceId');
    }
  });

  it('leaves out what one can no longer apply to', async () => {
    expect(idsOf((await listed({ limit: '100' })).body)).not.toContain(countedId('campaign', 60));
  });

  it('pages without repeating or leaving out', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await listed({ limit: '3', ...(cursor ? { cursor } : {}) });
      expect(body.items.length).toBeLessThanOrEqual(3);
      seen.push(...idsOf(body));
      cursor = body.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(idsOf((await listed()).body));
    expect(new Set(seen).size).toBe(7);
  });

  it('narrows by niche and platform, and refuses a forged cursor', async () => {
    expect(idsOf((await listed({ niche: 'fitness' })).body)).toEqual([countedId('campaign', 3)]);
    expect(idsOf((await listed({ platform: 'youtube' })).body)).toEqual([]);
    expect(await listed({ cursor: 'eyJ9.forged' })).toMatchObject({ status: 400, body: { code: 'bad_cursor' } });
    expect(await listed({ limit: '101' })).toMatchObject({ status: 400 });
  });

  it('is for influencers only', async () => {
    expect(await callEndpoint(list, listOpenCampaigns, { actor: testMember() })).toMatchObject({ status: 403 });
  });
});

describe('GET /influencers/campaigns/{campaignId}', () => {
  const one = (count: number) =>
    callEndpoint(getOne, getOpenCampaign, { actor, params: { campaignId: countedId('campaign', count) } });

  it('shows an open campaign with its fit', async () => {
    expect(await one(1)).toMatchObject({
      status: 200,
      body: {
        brandName: 'Glow Labs',
        misfit: null,
        application: null,
        fit: { reasons: [{ code: 'niche' }, {}, {}, {}, {}] },
      },
    });
    expect(await one(2)).toMatchObject({ status: 200, body: { fit: null, misfit: 'niche' } });
  });

  it('does not know a campaign that is not open', async () => {
    expect(await one(99)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });
});
