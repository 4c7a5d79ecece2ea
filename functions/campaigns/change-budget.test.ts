import { describe, expect, it } from 'vitest';
import { createCampaign } from '#contract/areas/campaigns.ts';
import { getBudget, getWorkspaceBudget } from '#contract/areas/contracts.ts';
import { cancelCampaign, changeBudget, publishCampaign } from '#contract/areas/lifecycle.ts';
import { acceptOffer, createOffer } from '#contract/areas/offers.ts';
import { updateWorkspace } from '#contract/areas/workspaces.ts';
import { campaignRef } from '#data/campaign.ts';
import { update } from '#data/change.ts';
import { keys } from '#data/keys.ts';
import { listingRef } from '#data/listing.ts';
import { findOne } from '#data/read.ts';
import type { SpendingLimits } from '#domain/spending-limits.ts';
import { handler as reading } from '#functions/contracts/get-budget.ts';
import { handler as readingAll } from '#functions/contracts/get-workspace-budget.ts';
import { handler as accepting } from '#functions/offers/accept-offer.ts';
import { handler as offering } from '#functions/offers/create-offer.ts';
import { handler as setting } from '#functions/workspaces/update-workspace.ts';
import type { MemberActor } from '#runtime/actor.ts';
import { callEndpoint, testInfluencer, testMember } from '#testing/call.ts';
import { callsOf } from '#testing/count-calls.ts';
import { anOffer, aProfile, putOffer, putProfile, write } from '#testing/deal.ts';
import { prepareTestFees } from '#testing/fees.ts';
import { countedId } from '#testing/ids.ts';
import { samples } from '#testing/samples.ts';
import { prepareTestTable } from '#testing/table.ts';
import { prepareTestVies } from '#testing/vies.ts';
import { openWorkspace } from '#testing/workspace.ts';
import { handler as cancelling } from './cancel-campaign.ts';
import { handler as changing } from './change-budget.ts';
import { handler as creating } from './create-campaign.ts';
import { handler as publishing } from './publish-campaign.ts';

const { items, access } = prepareTestTable();
prepareTestVies();
prepareTestFees();
const complete = {
  ...{ title: 'Spring serum', brief: 'Three reels.', budgetMin: 100_000, budgetMax: 500_000, currency: 'USD' },
  ...{ startDate: '2098-01-01', endDate: '2099-01-01' },
  deliverables: [{ deliverableId: 'reels', type: 'reel', platform: 'instagram', count: 2 }],
  targetAudience: { niches: ['beauty'], platforms: ['instagram'], countries: [] },
};

/** An owner and a manager of a workspace in dollars with these limits. */
async function team(limits: Partial<SpendingLimits> = {}) {
  const { people, workspaceId } = await openWorkspace(['owner', 'manager'], { currency: 'USD' });
  const [owner, manager] = people.map(({ actor }) => actor) as [MemberActor, MemberActor];
  await limit(owner, limits);
  return { owner, manager, workspaceId };
}
const limit = (actor: MemberActor, limits: Partial<SpendingLimits>, steppedUp = true) =>
  callEndpoint(setting, updateWorkspace, {
    ...{ actor, steppedUp, params: { workspaceId: actor.workspaceId }, body: { limits } },
  });
async function draft(actor: MemberActor, edit: object = {}): Promise<string> {
  return (await callEndpoint(creating, createCampaign, { actor, body: { ...complete, ...edit } })).body.campaignId;
}
const publish = (actor: MemberActor, campaignId: string) =>
  callEndpoint(publishing, publishCampaign, { actor, params: { campaignId } });
async function published(actor: MemberActor, edit: object = {}): Promise<string> {
  const campaignId = await draft(actor, edit);
  expect((await publish(actor, campaignId)).status).toBe(200);
  return campaignId;
}
const change = async (actor: MemberActor, campaignId: string, amountMinor: unknown, version?: number) => {
  const read = version ?? (await findOne(campaignRef(actor.workspaceId, campaignId)))?.version;
  return callEndpoint(changing, changeBudget, { actor, params: { campaignId }, body: { version: read, amountMinor } });
};
const budgetOf = async (actor: MemberActor, campaignId: string) =>
  (await callEndpoint(reading, getBudget, { actor, params: { campaignId } })).body;
const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });
let offers = 100;

/** An open offer of 100,000 to a new influencer, and its acceptance. */
async function offered(campaignId: string, { workspaceId }: MemberActor) {
  offers += 1;
  const count = offers;
  const campaign = await findOne(campaignRef(workspaceId, campaignId));
  if (!campaign) throw new Error('The campaign is missing.');
  await putOffer(anOffer(count, campaign));
  return () =>
    callEndpoint(accepting, acceptOffer, {
      actor: testInfluencer(count),
      params: { offerId: countedId('offer', count) },
      body: samples['offers.accept-offer'],
    });
}

describe('PUT /campaigns/{campaignId}/budget', () => {
  it('raises and lowers the budget of a published campaign, for its listing and its timeline as well', async () => {
    const { owner, manager, workspaceId } = await team();
    const campaignId = await published(owner);
    expect(await change(manager, campaignId, 800_000)).toMatchObject({
      status: 200,
      body: { budget: { min: usd(100_000), max: usd(800_000) } },
    });
    expect(await budgetOf(owner, campaignId)).toMatchObject({ total: usd(800_000), remaining: usd(800_000) });
    expect(await change(owner, campaignId, 50_000)).toMatchObject({ body: { budget: { min: usd(50_000) } } });
    expect(await findOne(listingRef(campaignId))).toMatchObject({ budget: { max: usd(50_000) } });
    const event = (await items()).findLast(({ type }) => type === 'CampaignBudgetChanged');
    expect(event?.data).toEqual({ workspaceId, campaignId, from: usd(800_000), to: usd(50_000) });
  });

  it('refuses what is below accepted contracts, of another version, of a draft or an ended campaign, and no amount', async () => {
    const { owner, workspaceId } = await team();
    const campaignId = await published(owner);
    expect((await (await offered(campaignId, owner))()).status).toBe(200);
    expect(await change(owner, campaignId, 99_999)).toMatchObject({
      status: 409,
      body: { code: 'budget_below_committed', detail: expect.stringContaining('USD\u00a01,000.00') },
    });
    expect((await change(owner, campaignId, 100_000)).status).toBe(200);
    expect(await change(owner, campaignId, 200_000, 1)).toMatchObject({ body: { code: 'version_conflict' } });
    for (const amount of [0, -1, 1.5, 100_000_000, '1'])
      expect(await change(owner, campaignId, amount)).toMatchObject({ body: { code: 'validation_failed' } });
    expect(await change(owner, await draft(owner), 1000)).toMatchObject({ body: { code: 'campaign_not_editable' } });
    const ended = await published(owner);
    await callEndpoint(cancelling, cancelCampaign, { actor: owner, params: { campaignId: ended } });
    expect(await change(owner, ended, 1000)).toMatchObject({ body: { code: 'campaign_not_editable' } });
    const stranger = { ...testMember(77), workspaceId: countedId('workspace', 9_077) };
    expect(await change(stranger, campaignId, 1000, 3)).toMatchObject({ status: 404 });
    expect(await budgetOf(owner, campaignId)).toMatchObject({ total: usd(100_000), remaining: usd(0) });
    expect(workspaceId).toBeTruthy();
  });

  it('never lets acceptances and edits at the same time exceed it', async () => {
    const { owner } = await team();
    const campaignId = await published(owner, { budgetMax: 400_000 });
    const accepts = [];
    for (let count = 0; count < 8; count++) accepts.push(await offered(campaignId, owner));
    const answers = await Promise.all([
      ...accepts.slice(0, 4).map((accept) => accept()),
      change(owner, campaignId, 200_000),
      ...accepts.slice(4).map((accept) => accept()),
      change(owner, campaignId, 300_000),
    ]);
    const wins = answers.filter(({ status, body }) => status === 200 && body.offerId).length;
    const { total, committed, remaining } = await budgetOf(owner, campaignId);
    expect(committed).toEqual(usd(wins * 100_000));
    expect(remaining).toEqual(usd(total.amountMinor - committed.amountMinor));
    expect(remaining.amountMinor).toBeGreaterThanOrEqual(0);
    const refused = answers.filter(({ status }) => status !== 200).map(({ body }) => [body.code, body.detail]);
    for (const [code, detail] of refused) {
      expect(['budget_exceeded', 'budget_below_committed', 'version_conflict', 'too_busy']).toContain(code);
      // How much the brand has left is not told to influencers.
      if (code === 'budget_exceeded') expect(detail).toBeUndefined();
    }
  });
});

describe('the limits of a workspace', () => {
  it('hold for publishing and for raising a budget, and an ended campaign gives back what it did not use', async () => {
    const { owner, manager, workspaceId } = await team({ yearMinor: 1_000_000, campaignMinor: 700_000 });
    const year = new Date().getUTCFullYear();
    const first = await published(owner, { budgetMax: 600_000 });
    const second = await draft(owner, { budgetMax: 500_000 });
    expect(await publish(manager, second)).toMatchObject({
      status: 409,
      body: { code: 'spending_limit_exceeded', detail: expect.stringContaining('USD\u00a04,000.00 would fit') },
    });
    expect(await change(owner, first, 700_001)).toMatchObject({ body: { code: 'campaign_limit_exceeded' } });
    expect((await (await offered(first, owner))()).status).toBe(200);
    expect((await change(owner, first, 500_000)).status).toBe(200);
    expect((await publish(manager, second)).status).toBe(200);
    expect(await change(manager, second, 500_001)).toMatchObject({ body: { code: 'spending_limit_exceeded' } });
    await callEndpoint(cancelling, cancelCampaign, { actor: owner, params: { campaignId: second } });
    expect((await change(manager, first, 700_000)).status).toBe(200);
    const { body } = await callEndpoint(readingAll, getWorkspaceBudget, { actor: manager, params: { workspaceId } });
    expect(body).toMatchObject({
      totals: [{ total: usd(1_200_000), committed: usd(100_000), remaining: usd(1_100_000) }],
      years: [{ year: String(year), allotted: usd(700_000) }],
      campaigns: [
        { campaignId: second, title: 'Spring serum', status: null, total: usd(500_000) },
        { campaignId: first, status: 'published', total: usd(700_000), committed: usd(100_000) },
      ],
    });
  });

  it('are not exceeded by campaigns that are published at the same time', async () => {
    const { owner } = await team({ yearMinor: 1_200_000 });
    const drafts = await Promise.all(Array.from({ length: 4 }, () => draft(owner)));
    const answers = await Promise.all(drafts.map((campaignId) => publish(owner, campaignId)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 409, 409]);
  });

  it('cost publishing and changing a budget no call of the table more', async () => {
    const { owner } = await team({ yearMinor: 1_000_000 });
    const campaignId = await draft(owner);
    const once = { done: { status: 200 }, calls: ['BatchGetCommand', 'TransactWriteCommand'] };
    expect(await callsOf(access(), () => publish(owner, campaignId))).toMatchObject(once);
    expect(await callsOf(access(), () => change(owner, campaignId, 600_000, 2))).toMatchObject(once);
  });

  it('are of the year a campaign was published in, and of their own currency', async () => {
    const { owner, workspaceId } = await team();
    const before = await published(owner);
    await published(owner, { currency: 'EUR' });
    await write(
      update(keys.budget(workspaceId, before), { set: { year: '2025' } }, []),
      update(keys.allotment(workspaceId, '2025'), { set: { workspaceId, year: '2025', USD: 500_000 } }, []),
    );
    await limit(owner, { yearMinor: 600_000 });
    expect(await change(owner, before, 600_001)).toMatchObject({ body: { code: 'spending_limit_exceeded' } });
    expect((await change(owner, before, 600_000)).status).toBe(200);
    const allotted = (await items()).filter((item) => item._et === 'allotment' && item.workspaceId === workspaceId);
    expect(allotted.find(({ year }) => year === '2025')).toMatchObject({ USD: 600_000 });
    expect(allotted.find(({ year }) => year !== '2025')).toMatchObject({ USD: 500_000, EUR: 500_000 });
  });

  it('let a manager offer up to the limit for one contract, and an owner beyond it', async () => {
    const { owner, manager } = await team({ contractMinor: 100_000 });
    const campaignId = await published(owner);
    const { influencerId } = await putProfile(aProfile(901));
    const offer = (actor: MemberActor, priceMinor: number) => {
      const body = { ...(samples['offers.create-offer'] as object), influencerId, price: usd(priceMinor) };
      return callEndpoint(offering, createOffer, { actor, params: { campaignId }, body });
    };
    expect(await offer(manager, 100_001)).toMatchObject({ status: 403, body: { code: 'contract_limit_exceeded' } });
    expect(await offer(owner, 100_001)).toMatchObject({ status: 201 });
  });

  it('are raised only after a step-up, lowered without one, and never below zero', async () => {
    const { owner } = await team({ yearMinor: 1000 });
    expect(await limit(owner, { yearMinor: 1001 }, false)).toMatchObject({ body: { code: 'step_up_required' } });
    expect(await limit(owner, { yearMinor: null }, false)).toMatchObject({ body: { code: 'step_up_required' } });
    expect(await limit(owner, { yearMinor: 999 }, false)).toMatchObject({ body: { limits: { yearMinor: 999 } } });
    expect(await limit(owner, { yearMinor: -1 })).toMatchObject({ body: { code: 'validation_failed' } });
  });
});
