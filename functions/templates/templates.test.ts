import { describe, expect, it } from 'vitest';
import { createCampaign } from '#contract/areas/campaigns.ts';
import { duplicateCampaign, publishCampaign } from '#contract/areas/lifecycle.ts';
import { deleteTemplate, listTemplates, saveTemplate } from '#contract/areas/templates.ts';
import { campaignTemplateRef } from '#data/campaign-template.ts';
import { update } from '#data/change.ts';
import { keys } from '#data/keys.ts';
import { findOne } from '#data/read.ts';
import { MOST_TEMPLATES, READY_TEMPLATES } from '#domain/campaign-template.ts';
import { handler as creating } from '#functions/campaigns/create-campaign.ts';
import { handler as duplicating } from '#functions/campaigns/duplicate-campaign.ts';
import { handler as publishing } from '#functions/campaigns/publish-campaign.ts';
import type { MemberActor } from '#runtime/actor.ts';
import { callEndpoint } from '#testing/call.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { openWorkspace, write } from '#testing/workspace.ts';
import { handler as deleting } from './delete-template.ts';
import { handler as listing } from './list-templates.ts';
import { handler as saving } from './save-template.ts';

prepareTestTable();
const content = {
  ...{ objective: 'sales', brief: 'Three reels about the serum.' },
  guidelines: { dos: ['Daylight'], donts: [], hashtags: ['serum'], mentions: [], references: [] },
  terms: { revisionRounds: 1, reviewDays: 4, usageRights: 'Reposts for a year.' },
  targetAudience: { niches: ['beauty'], platforms: ['instagram'], countries: [] },
};
const price = { min: { amountMinor: 1_000, currency: 'EUR' }, max: { amountMinor: 2_000, currency: 'EUR' } };
const reel = { deliverableId: 'reel', type: 'reel', platform: 'instagram', count: 1, priceRange: price };
const complete = {
  ...{ title: 'Spring serum', currency: 'EUR', budgetMin: 100_000, budgetMax: 500_000, ...content },
  ...{ startDate: '2098-01-01', endDate: '2099-01-01', deliverables: [{ ...reel, dueOn: '2098-06-01' }] },
};

const create = (actor: MemberActor, body: object) => callEndpoint(creating, createCampaign, { actor, body });
const list = async (actor: MemberActor) => (await callEndpoint(listing, listTemplates, { actor })).body.items;
const save = (actor: MemberActor, campaignId: string, name = 'Launch') =>
  callEndpoint(saving, saveTemplate, { actor, body: { campaignId, name } });
const remove = (actor: MemberActor, templateId: string) =>
  callEndpoint(deleting, deleteTemplate, { actor, params: { templateId } });

async function team() {
  const { people, workspaceId } = await openWorkspace(['manager', 'owner', 'viewer']);
  const [manager, owner, viewer] = people.map(({ actor }) => actor) as [MemberActor, MemberActor, MemberActor];
  const { campaignId } = (await create(manager, complete)).body;
  return { manager, owner, viewer, workspaceId, campaignId: String(campaignId) };
}

describe('a template of a workspace', () => {
  it('keeps what a campaign asks for, without title, brand and days, and begins another one', async () => {
    const { manager, owner, campaignId } = await team();
    const kept = await save(manager, campaignId);
    expect(kept).toMatchObject({
      status: 201,
      body: { name: 'Launch', origin: 'own', ...content, deliverables: [reel] },
    });
    expect(kept.body.deliverables[0]).not.toHaveProperty('dueOn');
    expect((await list(owner))[0]).toEqual(kept.body);

    const begun = await create(owner, { title: 'Autumn serum', currency: 'EUR', templateId: kept.body.templateId });
    expect(begun).toMatchObject({
      status: 201,
      body: {
        title: 'Autumn serum',
        status: 'draft',
        startDate: null,
        endDate: null,
        ...content,
        deliverables: [reel],
      },
    });
    expect(begun.body.budget.max).toEqual({ amountMinor: 500_000, currency: 'EUR' });
    expect(begun.body.missing.map(({ path }: { path: string }) => path)).toEqual(['startDate', 'endDate']);
  });

  it('counts less than what is said beside it, and its amounts stay out of other currencies', async () => {
    const { manager, campaignId } = await team();
    const { templateId } = (await save(manager, campaignId)).body;
    const said = await create(manager, { title: 'Oil', currency: 'JPY', templateId, brief: 'Other.' });
    expect(said.body).toMatchObject({ brief: 'Other.', objective: 'sales', budget: { max: { amountMinor: 0 } } });
    expect(said.body.deliverables[0]).not.toHaveProperty('priceRange');
  });

  it('outlives the campaign it was made from, and the campaigns it began outlive it', async () => {
    const { manager, campaignId } = await team();
    const { templateId } = (await save(manager, campaignId)).body;
    const begun = await create(manager, { title: 'Oil', currency: 'EUR', templateId });
    expect((await remove(manager, templateId)).status).toBe(200);
    expect(await remove(manager, templateId)).toMatchObject({ status: 404 });
    expect(await create(manager, { title: 'Oil', templateId })).toMatchObject({
      status: 400,
      body: { code: 'validation_failed', issues: [{ path: 'templateId' }] },
    });
    expect(
      (
        await callEndpoint(duplicating, duplicateCampaign, {
          actor: manager,
          params: { campaignId: begun.body.campaignId },
        })
      ).status,
    ).toBe(201);
    expect((await list(manager)).map(({ origin }: { origin: string }) => origin)).not.toContain('own');
  });

  it('is of its workspace alone, and is made and deleted by who writes campaigns', async () => {
    const { manager, viewer, campaignId } = await team();
    const other = await team();
    const { templateId } = (await save(manager, campaignId)).body;
    expect((await list(viewer))[0]).toMatchObject({ templateId });
    expect((await list(other.owner)).map((one: { templateId: string }) => one.templateId)).not.toContain(templateId);
    expect(await save(other.owner, campaignId)).toMatchObject({ status: 404 });
    expect(await remove(other.owner, templateId)).toMatchObject({ status: 404 });
    expect(await create(other.owner, { title: 'Oil', templateId })).toMatchObject({ status: 400 });
    for (const answer of [await save(viewer, campaignId), await remove(viewer, templateId)])
      expect(answer).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
    expect(await findOne(campaignTemplateRef(manager.workspaceId, templateId))).toBeDefined();
  });

  it('is one of at most fifty', async () => {
    const { manager, workspaceId, campaignId } = await team();
    await save(manager, campaignId);
    await write(update(keys.tally(workspaceId, 'templates'), { set: { count: MOST_TEMPLATES - 1 } }, []));
    const last = await save(manager, campaignId);
    expect(last.status).toBe(201);
    expect(await save(manager, campaignId)).toMatchObject({ status: 409, body: { code: 'limit_reached' } });
    await remove(manager, last.body.templateId);
    expect((await save(manager, campaignId)).status).toBe(201);
  });

  it.each([
    ['no name', { name: ' ' }, 'name'],
    ['a campaign that is none', { campaignId: 'x' }, 'campaignId'],
    ['an unknown field', { shared: true }, 'shared'],
  ])('names what is wrong: %s', async (_case, edit, path) => {
    const { manager, campaignId } = await team();
    const body = { campaignId, name: 'Launch', ...edit };
    const answer = await callEndpoint(saving, saveTemplate, { actor: manager, body });
    expect(answer).toMatchObject({ status: 400, body: { issues: [{ path }] } });
  });
});

describe('ready-made templates', () => {
  it.each(READY_TEMPLATES.map(({ templateId, name }) => [name, templateId]))(
    '%s begins a draft that lacks nothing but niches, days and a budget',
    async (_name, templateId) => {
      const { manager } = await team();
      const begun = await create(manager, { title: 'Oil', templateId });
      expect(begun.status, JSON.stringify(begun.body)).toBe(201);
      expect(begun.body.missing.map(({ path }: { path: string }) => path)).toEqual([
        'targetAudience.niches',
        'startDate',
        'endDate',
        'budgetMin',
        'budgetMax',
      ]);
    },
  );

  it('are shown to everybody after their own', async () => {
    const { viewer } = await team();
    expect((await list(viewer)).map(({ templateId }: { templateId: string }) => templateId)).toEqual(
      READY_TEMPLATES.map(({ templateId }) => templateId),
    );
  });
});

describe('a duplicate', () => {
  it('has everything that is written in the other one, and nothing that happened there', async () => {
    const { manager, campaignId } = await team();
    const published = await callEndpoint(publishing, publishCampaign, { actor: manager, params: { campaignId } });
    const copy = await callEndpoint(duplicating, duplicateCampaign, { actor: manager, params: { campaignId } });
    const { brandId, brandName, budget } = published.body;
    expect(copy).toMatchObject({
      status: 201,
      body: { ...content, brandId, brandName, budget, deliverables: [reel], title: 'Copy of Spring serum' },
    });
    expect(copy.body).toMatchObject({ status: 'draft', version: 1, startDate: null, endDate: null, publishing: null });
    expect(copy.body.deliverables[0]).not.toHaveProperty('dueOn');
    expect(copy.body.campaignId).not.toBe(countedId('campaign', 1));
  });
});
