import { describe, expect, it } from 'vitest';
import { getBudget, getContract, listContracts } from '#contract/areas/contracts.ts';
import { acceptOffer, counterOffer, getOffer, rejectOffer } from '#contract/areas/offers.ts';
import { update } from '#data/change.ts';
import { keys } from '#data/keys.ts';
import { agreementText } from '#domain/contract.ts';
import { handler as gettingBudget } from '#functions/contracts/get-budget.ts';
import { handler as gettingContract } from '#functions/contracts/get-contract.ts';
import { handler as listingContracts } from '#functions/contracts/list-contracts.ts';
import { sha256Hex } from '#runtime/hash.ts';
import { callEndpoint, testInfluencer, testMember, testStaff } from '#testing/call.ts';
import { cancelOverlaps } from '#testing/conflicts.ts';
import { aCampaign, anOffer, putOffer, putOpenCampaign, write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { samples } from '#testing/samples.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as accepting } from './accept-offer.ts';
import { handler as countering } from './counter-offer.ts';
import { handler as getting } from './get-offer.ts';
import { handler as rejecting } from './reject-offer.ts';

const { items, access } = prepareTestTable();
prepareTestSecrets();
const influencers = (count: number) => testInfluencer(count);
const accept = (count: number, request: object = {}) =>
  callEndpoint(accepting, acceptOffer, {
    actor: influencers(count),
    params: { offerId: countedId('offer', count) },
    body: samples['offers.accept-offer'],
    ...request,
  });
const price = (amountMinor: number) => ({ amountMinor, currency: 'USD' as const });
const budgetOf = async (campaign: number, workspace = 1) =>
  callEndpoint(gettingBudget, getBudget, {
    actor: testMember(workspace),
    params: { campaignId: countedId('campaign', campaign) },
  });
const contract = (contractId: string, actor: ReturnType<typeof testInfluencer> | ReturnType<typeof testMember>) =>
  callEndpoint(gettingContract, getContract, { actor, params: { contractId } });

describe('POST /offers/{offerId}/accept', () => {
  it('makes the contract both sides read, an unfunded hold, and commits the price at once', async () => {
    const campaign = await putOpenCampaign(aCampaign(1));
    const offer = await putOffer(anOffer(1, campaign));
    const accepted = await accept(1);
    expect(accepted).toMatchObject({
      status: 200,
      body: {
        status: 'accepted',
        answerBy: null,
        fees: { platformFee: { amountMinor: 10_000 }, net: { amountMinor: 90_000 } },
      },
    });
    const { contractId } = accepted.body;
    const shown = await contract(contractId, influencers(1));
    expect(shown).toMatchObject({
      status: 200,
      body: {
        fundingStatus: 'unfunded',
        offerVersion: 1,
        terms: offer.current.terms,
        acceptances: [{ side: 'brand', at: offer.createdAt }, { side: 'influencer' }],
        progress: { required: 2, approved: 0, live: 0 },
      },
    });
    const agreed = { ...shown.body, workspaceId: campaign.workspaceId };
    expect(shown.body.termsHash).toBe(sha256Hex(agreementText(agreed)));
    expect((await contract(contractId, testMember())).body).toEqual({
      ...shown.body,
      fundingWindow: expect.anything(),
      milestones: [{ ...shown.body.milestones[0], fundingWindow: expect.anything() }],
    });
    // Without milestones a contract is its own.
    expect(shown.body.milestones).toMatchObject([{ number: 1, title: null, price: { amountMinor: 100_000 } }]);
    expect((await budgetOf(1)).body).toMatchObject({
      total: { amountMinor: 700_000 },
      committed: { amountMinor: 100_000 },
      remaining: { amountMinor: 600_000 },
    });
    const stored = await items();
    expect(stored.filter(({ _et }) => _et === 'hold')).toMatchObject([
      { contractId, priceMinor: 100_000, feeMinor: 10_000, status: 'unfunded', paymentId: null },
    ]);
    expect(stored.filter(({ type }) => type === 'OfferAccepted')).toMatchObject([
      { seq: 2, data: { contractId, by: 'influencer', price: { amountMinor: 100_000 } } },
    ]);
    expect(stored.filter(({ _et }) => _et === 'live_offer')).toEqual([]);
    expect(await accept(1)).toMatchObject({ status: 409, body: { code: 'offer_not_open' } });
    expect((await budgetOf(1)).body.committed.amountMinor).toBe(100_000);
  });

  it('lets exactly seven of a hundred win a budget with room for seven', async () => {
    const campaign = await putOpenCampaign(aCampaign(2));
    const counts = Array.from({ length: 100 }, (_, index) => 100 + index);
    await Promise.all(counts.map((count) => putOffer(anOffer(count, campaign))));
    const answers = await Promise.all(counts.map((count) => accept(count)));
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(7);
    expect(answers.filter(({ status }) => status !== 200).map(({ status, body }) => `${status} ${body.code}`)).toEqual(
      Array(93).fill('409 budget_exceeded'),
    );
    expect((await budgetOf(2)).body).toMatchObject({
      committed: { amountMinor: 700_000 },
      remaining: { amountMinor: 0 },
    });
    const stored = (await items()).filter(({ campaignId }) => campaignId === campaign.campaignId);
    for (const [kind, count] of [
      ['contract', 7],
      ['contract_copy', 7],
      ['hold', 7],
      ['live_offer', 93],
    ] as const)
      expect(
        stored.filter(({ _et }) => _et === kind),
        kind,
      ).toHaveLength(count);
  });

  it('keeps that promise when the table cancels whatever overlaps', async () => {
    const campaign = await putOpenCampaign(aCampaign(7));
    const counts = Array.from({ length: 100 }, (_, index) => 700 + index);
    await Promise.all(counts.map((count) => putOffer(anOffer(count, campaign))));
    const { cancelled } = cancelOverlaps(access());
    const answers = await Promise.all(counts.map((count) => accept(count)));
    access().document.middlewareStack.remove('cancelOverlaps');
    expect(cancelled()).toBeGreaterThan(50);
    const told = answers.map(({ status, body }) => `${status} ${body.code ?? body.status}`).sort();
    expect(told).toEqual([...Array(7).fill('200 accepted'), ...Array(93).fill('409 budget_exceeded')]);
    expect((await budgetOf(7)).body.remaining.amountMinor).toBe(0);
  });

  it('tells a second acceptance of the same offer that it is answered, not that the budget is spent', async () => {
    await putOffer(
      anOffer(900, await putOpenCampaign(aCampaign(9, { budget: { min: price(1), max: price(100_000) } }))),
    );
    const answers = await Promise.all([accept(900), accept(900), accept(900)]);
    const told = answers.map(({ status, body }) => `${status} ${body.code ?? body.status}`).sort();
    expect(told).toEqual(['200 accepted', '409 offer_not_open', '409 offer_not_open']);
  });

  it('takes effect once however often it is repeated at once', async () => {
    await putOffer(anOffer(300, await putOpenCampaign(aCampaign(3))));
    const headers = { 'idempotency-key': 'accept-300' };
    const answers = await Promise.all(Array.from({ length: 20 }, () => accept(300, { headers })));
    expect(new Set(answers.map(({ body }) => body.contractId)).size).toBe(1);
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect((await budgetOf(3)).body.committed.amountMinor).toBe(100_000);
  });

  it('lets the brand accept what the influencer countered, at the influencer’s price', async () => {
    const campaign = await putOpenCampaign(aCampaign(8));
    const { offerId } = await putOffer(anOffer(800, campaign));
    const counter = { actor: influencers(800), params: { offerId }, body: samples['offers.counter-offer'] };
    expect(await callEndpoint(countering, counterOffer, counter)).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await accept(800, { body: { version: 2 } })).toMatchObject({ body: { code: 'offer_not_yours_to_answer' } });
    const accepted = await accept(800, { actor: testMember(1, 'manager'), body: { version: 2 } });
    expect(accepted).toMatchObject({ status: 200, body: { status: 'accepted', version: 2 } });
    const shown = await contract(accepted.body.contractId, influencers(800));
    expect(shown.body).toMatchObject({
      offerVersion: 2,
      terms: { price: { amountMinor: 110_000 } },
      acceptances: [{ side: 'influencer' }, { side: 'brand' }],
    });
    expect((await budgetOf(8)).body.committed.amountMinor).toBe(110_000);
  });

  it('refuses a campaign that is paused, an expired offer, another version and the wrong side', async () => {
    const campaign = await putOpenCampaign(aCampaign(4));
    for (const count of [401, 402]) await putOffer(anOffer(count, campaign));
    await putOffer(anOffer(403, campaign, { expiresAt: '2026-11-10T00:00:00.001Z' }));
    expect(await accept(401, { body: { version: 2 } })).toMatchObject({ status: 409, body: { code: 'offer_changed' } });
    expect(await accept(401, { actor: testMember() })).toMatchObject({ body: { code: 'offer_not_yours_to_answer' } });
    expect(await accept(403)).toMatchObject({ status: 409, body: { code: 'offer_expired' } });
    await write(
      update(keys.campaign(campaign.workspaceId, campaign.campaignId), { set: { status: 'paused' } }, [
        { path: 'status', is: '=', value: 'published' },
      ]),
    );
    expect(await accept(402)).toMatchObject({ status: 409, body: { code: 'campaign_not_open' } });
    expect((await budgetOf(4)).body.committed.amountMinor).toBe(0);
  });

  it('lets one of accepting and rejecting win when both come at once', async () => {
    await putOffer(anOffer(500, await putOpenCampaign(aCampaign(5))));
    const rejection = callEndpoint(rejecting, rejectOffer, {
      actor: influencers(500),
      params: { offerId: countedId('offer', 500) },
      body: samples['offers.reject-offer'],
    });
    const answers = await Promise.all([accept(500), rejection]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('offer_not_open');
    const won = answers.find(({ status }) => status === 200)?.body.status;
    expect((await budgetOf(5)).body.committed.amountMinor).toBe(won === 'accepted' ? 100_000 : 0);
  });

  it('answers everyone else as if there were nothing', async () => {
    await putOffer(anOffer(600, await putOpenCampaign(aCampaign(6))));
    for (const actor of [testInfluencer(601), testMember(2)]) {
      expect(await accept(600, { actor })).toMatchObject({ status: 404, body: { code: 'not_found' } });
      const request = { actor, params: { offerId: countedId('offer', 600) } };
      expect(await callEndpoint(getting, getOffer, request)).toMatchObject({ status: 404 });
      expect(await contract(countedId('contract', 1), actor)).toMatchObject({ status: 404 });
    }
    for (const actor of [testStaff(), testMember(1, 'viewer'), testMember(1, 'finance')])
      expect(await accept(600, { actor })).toMatchObject({ status: 403 });
    expect(await accept(600, { body: { version: '1' } })).toMatchObject({ status: 400 });
    expect(await budgetOf(6, 2)).toMatchObject({ status: 404 });
  });

  it('lists the contracts of a campaign to both sides', async () => {
    const list = (actor: object, campaign: number, query: Record<string, string> = {}) =>
      callEndpoint(listingContracts, listContracts, {
        actor: actor as ReturnType<typeof testMember>,
        params: { campaignId: countedId('campaign', campaign) },
        query,
      });
    const first = await list(testMember(), 2, { limit: '5' });
    const second = await list(testMember(), 2, { limit: '5', cursor: first.body.nextCursor });
    expect([first.body.items.length, second.body.items.length, second.body.nextCursor]).toEqual([5, 2, null]);
    expect((await list(influencers(1), 1)).body.items).toHaveLength(1);
    expect(await list(influencers(1), 2)).toMatchObject({ status: 404 });
    expect((await list(testMember(), 6)).body.items).toEqual([]);
    expect(await list(testMember(2), 2)).toMatchObject({ status: 404 });
  });
});
