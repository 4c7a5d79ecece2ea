import { describe, expect, it } from 'vitest';
import { createCampaign, getCampaign, updateCampaign } from '#contract/areas/campaigns.ts';
import { publishCampaign } from '#contract/areas/lifecycle.ts';
import { listingRef } from '#data/listing.ts';
import { findOne } from '#data/read.ts';
import { callEndpoint, testMember } from '#testing/call.ts';
import { prepareTestTable } from '#testing/table.ts';
import { openWorkspace } from '#testing/workspace.ts';
import { handler as creating } from './create-campaign.ts';
import { handler as reading } from './get-campaign.ts';
import { handler as publishing } from './publish-campaign.ts';
import { handler as updating } from './update-campaign.ts';

/** A draft as it is written: from its title on, step by step, by several people on several devices. */
prepareTestTable();
const actor = testMember();
const begin = async (body: object = { title: 'Serum' }, who = actor) =>
  (await callEndpoint(creating, createCampaign, { actor: who, body })).body;
const edit = (campaignId: string, body: object, who = actor) =>
  callEndpoint(updating, updateCampaign, { actor: who, params: { campaignId }, body });
const stepsOf = ({ missing }: { missing: { step: string }[] }) => [...new Set(missing.map(({ step }) => step))];

const guidelines = {
  ...{ dos: ['Show the bottle in daylight'], donts: ['No claims about health'] },
  ...{ hashtags: ['serum', 'häutung'], mentions: ['north.wind'], references: ['https://example.com/look'] },
};
const terms = { usageRights: 'Organic reposts for a year.', revisionRounds: 1, reviewDays: 5 };

it('needs nothing but a title, says after every step which steps still lack something, and is then published', async () => {
  const { people } = await openWorkspace(['manager']);
  const [{ actor: manager }] = people;
  const draft = await begin({ title: 'Serum' }, manager);
  expect(draft).toMatchObject({ status: 'draft', brief: '', objective: null, terms: {} });
  expect(stepsOf(draft)).toEqual(['brief', 'deliverables', 'budget']);
  const steps: [object, string[]][] = [
    [
      {
        ...{ objective: 'sales', brief: 'Three reels.' },
        targetAudience: { niches: ['beauty'], platforms: ['instagram'] },
      },
      ['deliverables', 'budget'],
    ],
    [
      {
        ...{ startDate: '2098-01-01', endDate: '2099-01-01' },
        deliverables: [{ deliverableId: 'reel', type: 'reel', platform: 'instagram', count: 1 }],
      },
      ['budget'],
    ],
    [{ guidelines }, ['budget']],
    [{ budgetMin: 1_000 }, ['budget']],
    [{ budgetMax: 5_000, terms }, []],
  ];
  let { version } = draft;
  for (const [body, lacking] of steps) {
    const saved = await edit(draft.campaignId, { version, ...body }, manager);
    expect(saved.status, JSON.stringify(saved.body)).toBe(200);
    expect(stepsOf(saved.body)).toEqual(lacking);
    version = saved.body.version;
  }
  const params = { campaignId: draft.campaignId };
  const read = await callEndpoint(reading, getCampaign, { actor: manager, params });
  expect(read.body).toMatchObject({ objective: 'sales', guidelines, terms, missing: [] });
  expect((await callEndpoint(publishing, publishCampaign, { actor: manager, params })).status).toBe(200);
  expect(await findOne(listingRef(draft.campaignId)), 'influencers read them before they apply').toMatchObject({
    guidelines,
    terms,
  });
});

it('keeps what two people write at the same time: the second is told, and nothing is overwritten', async () => {
  const { campaignId, version } = await begin();
  expect((await edit(campaignId, { version, brief: 'Of the first.' })).status).toBe(200);
  const second = await edit(campaignId, { version, brief: 'Of the second.' });
  expect(second).toMatchObject({ status: 409, body: { code: 'version_conflict' } });
  expect(second.body.detail).toContain(`${version + 1}`);
  const read = await callEndpoint(reading, getCampaign, { actor, params: { campaignId } });
  expect(read.body.brief).toBe('Of the first.');
});

it('takes an objective out again, and leaves guidelines and terms that are not named', async () => {
  const { campaignId } = await begin({ title: 'Serum', objective: 'sales', guidelines, terms });
  const saved = await edit(campaignId, { version: 1, objective: null });
  expect(saved.body).toMatchObject({ objective: null, guidelines, terms });
});

describe('bad input is named', () => {
  it.each([
    ['an objective that is none', { objective: 'fame' }, 'objective'],
    ['a hashtag with its sign', { guidelines: { hashtags: ['#serum'] } }, 'guidelines.hashtags.0'],
    ['an account with its sign', { guidelines: { mentions: ['@north'] } }, 'guidelines.mentions.0'],
    ['an address that is none', { guidelines: { references: ['example'] } }, 'guidelines.references.0'],
    ['an empty sentence', { guidelines: { dos: ['  '] } }, 'guidelines.dos.0'],
    ['more guidelines than people read', { guidelines: { donts: Array(21).fill('No.') } }, 'guidelines.donts'],
    ['an unknown field of guidelines', { guidelines: { mood: 'happy' } }, 'guidelines.mood'],
    ['too many rounds of changes', { terms: { revisionRounds: 11 } }, 'terms.revisionRounds'],
    ['no day to answer in', { terms: { reviewDays: 0 } }, 'terms.reviewDays'],
    ['an unknown term', { terms: { price: 1 } }, 'terms.price'],
    ['a budget of nothing', { budgetMax: 0 }, 'budgetMax'],
    ['an end before the start', { startDate: '2098-02-01', endDate: '2098-01-01' }, 'endDate'],
  ])('%s', async (_case, body, path) => {
    const { campaignId, version } = await begin();
    const refused = [await edit(campaignId, { version, ...body })];
    refused.push(await callEndpoint(creating, createCampaign, { actor, body: { title: 'Serum', ...body } }));
    for (const answer of refused) {
      expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
      expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
    }
  });

  it('a least that is above the most, when the second of them is said', async () => {
    const { campaignId } = await begin({ title: 'Serum', budgetMin: 5_000 });
    expect(await edit(campaignId, { version: 1, budgetMax: 4_000 })).toMatchObject({
      status: 400,
      body: { issues: [{ path: 'budgetMax' }] },
    });
  });
});

describe('how a campaign takes applications', () => {
  const question = { questionId: 'why', text: 'Why this brand?', required: true };

  it('is freely until its draft says otherwise, may be changed like all else, and is what influencers see', async () => {
    const { people } = await openWorkspace(['manager']);
    const [{ actor: manager }] = people;
    const { campaignId, applying } = await begin({ title: 'Serum' }, manager);
    expect(applying).toEqual({ until: null, questions: [], places: null });
    const whole = {
      ...{ brief: 'Three reels.', targetAudience: { niches: ['beauty'], platforms: ['instagram'] } },
      ...{ startDate: '2098-01-01', endDate: '2099-01-01', budgetMin: 100, budgetMax: 1000 },
      deliverables: [{ deliverableId: 'reel', type: 'reel', platform: 'instagram', count: 1 }],
    };
    await edit(campaignId, { ...whole, version: 1 }, manager);
    const said = { until: '2098-02-01', questions: [question, { questionId: 'pets', text: 'Pets?' }] };
    const saved = await edit(campaignId, { applying: said, version: 2 }, manager);
    const kept = {
      ...{ until: '2098-02-01', places: null },
      questions: [question, { questionId: 'pets', text: 'Pets?', required: false }],
    };
    expect(saved).toMatchObject({ status: 200, body: { applying: kept } });
    await callEndpoint(publishing, publishCampaign, { actor: manager, params: { campaignId } });
    expect(await findOne(listingRef(campaignId))).toMatchObject({ applying: kept });
  });

  it.each([
    ['a last day after the campaign', { until: '2099-01-02' }, 'applying.until'],
    [
      'six questions',
      { questions: Array.from({ length: 6 }, (_, at) => ({ ...question, questionId: `q-${at}` })) },
      'applying.questions',
    ],
    ['a question without words', { questions: [{ ...question, text: ' ' }] }, 'applying.questions.0.text'],
    ['one question twice', { questions: [question, question] }, 'applying.questions.1.questionId'],
    ['no place', { places: 0 }, 'applying.places'],
    ['something else', { until: null, seats: 3 }, 'applying.seats'],
  ])('is refused with %s', async (_what, applying, path) => {
    const { campaignId } = await begin({ title: 'Serum', endDate: '2099-01-01' });
    const refused = await edit(campaignId, { applying, version: 1 });
    expect(refused).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(refused.body.issues.map((issue: { path: string }) => issue.path)).toEqual([path]);
  });
});
