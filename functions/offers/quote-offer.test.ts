import { beforeAll, describe, expect, it } from 'vitest';
import { getContract } from '#contract/areas/contracts.ts';
import { acceptOffer, counterOffer, createOffer, getOffer, quoteCounter, quoteOffer } from '#contract/areas/offers.ts';
import { fundEscrow } from '#contract/areas/payments.ts';
import { holdRef } from '#data/hold.ts';
import { findOne } from '#data/read.ts';
import { addToTurnover } from '#data/turnover.ts';
import { handler as gettingContract } from '#functions/contracts/get-contract.ts';
import { handler as funding } from '#functions/payments/fund-escrow.ts';
import { postRefund, reserveRefund } from '#runtime/money/refund-hold.ts';
import { postClawBack, postRelease, reserveRelease } from '#runtime/money/release-hold.ts';
import { callEndpoint, testInfluencer, testMember, testStaff } from '#testing/call.ts';
import { aCampaign, anOffer, aProfile, putOffer, putOpenCampaign, putProfile, write } from '#testing/deal.ts';
import { prepareTestFees } from '#testing/fees.ts';
import { countedId } from '#testing/ids.ts';
import { samples } from '#testing/samples.ts';
import { payByCard, prepareTestStripe, settle } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as accepting } from './accept-offer.ts';
import { handler as countering } from './counter-offer.ts';
import { handler as creating } from './create-offer.ts';
import { handler as getting } from './get-offer.ts';
import { handler as quotingCounter } from './quote-counter.ts';
import { handler as quoting } from './quote-offer.ts';

prepareTestTable();
const bench = prepareTestStripe();
prepareTestFees();
const brand = testMember();
const mara = testInfluencer(1);
type Who = typeof brand | typeof mara | ReturnType<typeof testStaff>;

const asked = { amountMinor: '90000', currency: 'USD', dueOn: '2099-03-15' };
const ask = (campaign: number, edit: Record<string, string> = {}, actor: Who = brand) =>
  callEndpoint(quoting, quoteOffer, {
    actor,
    params: { campaignId: countedId('campaign', campaign) },
    query: { influencerId: countedId('influencer', 1), ...asked, ...edit },
  });
const askCounter = (offerId: string, edit: Record<string, string> = {}, actor: Who = mara) =>
  callEndpoint(quotingCounter, quoteCounter, { actor, params: { offerId }, query: { ...asked, ...edit } });
const create = (campaign: number, actor = brand) =>
  callEndpoint(creating, createOffer, {
    actor,
    params: { campaignId: countedId('campaign', campaign) },
    body: samples['offers.create-offer'],
  });
const contractOf = async (contractId: string, actor: Who = mara) =>
  (await callEndpoint(gettingContract, getContract, { actor, params: { contractId } })).body;

/** What workspace 1 released in US dollars, in a month. */
const released = (priceMinor: number, atIso: string, workspace = 1) =>
  write(addToTurnover({ workspaceId: countedId('workspace', workspace), currency: 'USD', priceMinor }, atIso));

beforeAll(async () => {
  for (let count = 1; count <= 6; count++) await putOpenCampaign(aCampaign(count));
  await putOpenCampaign(aCampaign(20, {}, 2));
  await putProfile(aProfile(1));
  await putOffer(anOffer(3, aCampaign(3)));
});

describe('a quote before anything is sent', () => {
  it('is what the offer then carries, and what both sides see of it', async () => {
    const quoted = await ask(1);
    expect(quoted).toMatchObject({
      status: 200,
      body: {
        price: { amountMinor: 90_000 },
        fee: { tier: 'standard', feeBps: 1000, from: null, amount: { amountMinor: 9_000 } },
        tax: { amount: { amountMinor: 0 }, reason: 'no_withholding_rule' },
        net: { amountMinor: 81_000 },
        exchange: null,
        arrival: { liveOn: '2099-03-15', releaseOn: '2099-03-18', country: 'DE' },
      },
    });
    const sent = await create(1);
    // How long money may be held is about the day it is paid in, not a part of what is offered.
    const { hold, ...quote } = quoted.body;
    expect(hold).toMatchObject({ holdableDays: 90, reason: expect.stringContaining('at most 90 days') });
    expect(sent.body.quote).toEqual(quote);
    for (const actor of [brand, mara])
      expect(
        (await callEndpoint(getting, getOffer, { actor, params: { offerId: sent.body.offerId } })).body.versions[0]
          .quote,
      ).toEqual(quote);
  });

  it('answers the other side with the price it would counter with', async () => {
    const { offerId } = await putOffer(anOffer(1, aCampaign(2)));
    const quoted = await askCounter(offerId, { amountMinor: '110000', dueOn: '2099-03-20' });
    expect(quoted.body).toMatchObject({
      net: { amountMinor: 99_000 },
      arrival: { liveOn: '2099-03-20', country: 'DE' },
    });
    const counter = { actor: mara, params: { offerId }, body: samples['offers.counter-offer'] };
    const { hold: _hold, ...quote } = quoted.body;
    expect((await callEndpoint(countering, counterOffer, counter)).body.quote).toEqual(quote);
  });

  it.each([
    ['a negative price', { amountMinor: '-1' }, 'amountMinor'],
    ['no price', { amountMinor: '0' }, 'amountMinor'],
    ['a fraction of a cent', { amountMinor: '100.5' }, 'amountMinor'],
    ['what is no number', { amountMinor: 'much' }, 'amountMinor'],
    ['more than can be charged', { amountMinor: '100000000' }, 'amountMinor'],
    ['another currency than the campaign’s', { currency: 'EUR' }, 'currency'],
    ['a currency that there is not', { currency: 'XXX' }, 'currency'],
    ['a day in the past', { dueOn: '2020-01-01' }, 'dueOn'],
    ['what is no day', { dueOn: '2099-02-30' }, 'dueOn'],
  ])('refuses %s and names the field', async (_case, edit, path) => {
    const offerId = countedId('offer', 3);
    for (const answer of [await ask(3, edit), await askCounter(offerId, edit, testInfluencer(3))]) {
      expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
      expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(`query.${path}`);
    }
  });

  it('is for those who may offer or answer, and answers everyone else as if there were nothing', async () => {
    const { offerId } = await putOffer(anOffer(4, aCampaign(4)));
    const asker = testInfluencer(4);
    for (const actor of [testMember(1, 'viewer'), testMember(1, 'finance'), testStaff()]) {
      expect(await ask(4, {}, actor)).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
      expect(await askCounter(offerId, {}, actor)).toMatchObject({ status: 403 });
    }
    expect(await ask(4, {}, mara)).toMatchObject({ status: 403 });
    expect(await ask(4, {}, testMember(2))).toMatchObject({ status: 404 });
    expect(await ask(4, { influencerId: countedId('influencer', 99) })).toMatchObject({ status: 404 });
    for (const actor of [mara, testMember(2)])
      expect(await askCounter(offerId, {}, actor)).toMatchObject({ status: 404 });
    for (const actor of [asker, brand]) expect(await askCounter(offerId, {}, actor)).toMatchObject({ status: 200 });
  });
});

describe('fee tiers by volume', () => {
  it('count what was released in twelve months in the offer’s currency, and leave open negotiations and contracts as they are', async () => {
    const { offerId } = (await create(5)).body;
    await released(99_999, new Date().toISOString());
    await released(5_000_000, '2020-01-15T00:00:00.000Z');
    expect((await ask(6)).body.fee).toMatchObject({ tier: 'standard' });
    await released(1, new Date().toISOString());
    expect((await ask(6)).body).toMatchObject({
      fee: { tier: 'growth', feeBps: 800, from: { amountMinor: 100_000, currency: 'USD' } },
      net: { amountMinor: 82_800 },
    });
    expect((await askCounter(offerId)).body.fee).toMatchObject({ tier: 'standard', feeBps: 1000 });
    const accepted = await callEndpoint(accepting, acceptOffer, {
      actor: mara,
      params: { offerId },
      body: { version: 1 },
    });
    expect(accepted).toMatchObject({ status: 200, body: { fees: { platformFee: { amountMinor: 9_000 } } } });
    expect(await contractOf(accepted.body.contractId)).toMatchObject({
      feeBps: 1000,
      quote: { fee: { tier: 'standard' } },
    });
    const next = await create(6);
    expect(next.body).toMatchObject({
      fees: { platformFee: { amountMinor: 7_200 } },
      quote: { fee: { tier: 'growth' } },
    });
    expect((await ask(20, {}, testMember(2))).body.fee).toMatchObject({ tier: 'standard' });
  });
});

describe('a quote and what was paid', () => {
  /** A contract of workspace 1 whose money is held, made as people make it. */
  async function funded(campaign: number) {
    const made = await putOpenCampaign(aCampaign(campaign));
    const { offerId } = await putOffer(anOffer(1, made, { offerId: countedId('offer', campaign) }));
    const request = { actor: mara, params: { offerId }, body: { version: 1 } };
    const { contractId } = (await callEndpoint(accepting, acceptOffer, request)).body;
    const params = { campaignId: made.campaignId };
    const { body } = await callEndpoint(funding, fundEscrow, { actor: brand, params, body: {} });
    await settle('payment_intent.succeeded', await payByCard(bench(), body.clientSecret));
    return { workspaceId: made.workspaceId, campaignId: made.campaignId, contractId: String(contractId) };
  }
  async function paid(campaign: number) {
    const name = await funded(campaign);
    await reserveRelease(name);
    const hold = await findOne(holdRef(name.workspaceId, name.campaignId, name.contractId));
    await postRelease(name, String(hold?.transferEntryId), `tr_${campaign}`);
    return { ...name, reservedBy: String(hold?.transferEntryId) };
  }
  const differing = (settlement: { lines: { line: string; difference: { amountMinor: number }; reason: string }[] }) =>
    settlement.lines
      .filter(({ reason }) => reason !== 'as_quoted')
      .map(({ line, difference, reason }) => `${line} ${difference.amountMinor} ${reason}`);

  it('are equal line by line once it is paid, for both sides, and it counts towards the volume', async () => {
    const held = await funded(31);
    expect(await contractOf(held.contractId)).toMatchObject({
      quote: { net: { amountMinor: 90_000 } },
      settlement: null,
    });
    const before = (await ask(31)).body.fee.tier;
    await released(850_000, new Date().toISOString());
    const { contractId } = await paid(32);
    const shown = await contractOf(contractId);
    expect(differing(shown.settlement)).toEqual([]);
    expect(shown.settlement.lines).toMatchObject([
      { line: 'price', paid: { amountMinor: 100_000 } },
      { line: 'platform_fee', paid: { amountMinor: 10_000 } },
      { line: 'tax_withheld', paid: { amountMinor: 0 } },
      { line: 'rounding', paid: { amountMinor: 0 } },
      { line: 'net', paid: { amountMinor: 90_000 } },
    ]);
    expect((await contractOf(contractId, brand)).settlement).toEqual(shown.settlement);
    // 100,000 + 850,000 were released before; these 100,000 reach a million.
    expect([before, (await ask(31)).body.fee.tier]).toEqual(['growth', 'scale']);
  });

  it('differ by what is taken back after the payout, and by all of it when the money goes back', async () => {
    const name = await paid(33);
    await postClawBack(name, { transferId: 'tr_33', totalMinor: 30_000, reservedBy: name.reservedBy }, {});
    expect(differing((await contractOf(name.contractId)).settlement)).toEqual(['net -30000 taken_back']);
    await postClawBack(name, { transferId: 'tr_33', totalMinor: 90_000, reservedBy: name.reservedBy }, {});
    expect(differing((await contractOf(name.contractId)).settlement)).toEqual(['net -90000 taken_back']);
    const back = await funded(34);
    await reserveRefund(back, []);
    const hold = await findOne(holdRef(back.workspaceId, back.campaignId, back.contractId));
    await postRefund(back, String(hold?.refundEntryId), { refundId: 're_34', settled: null });
    const { settlement } = await contractOf(back.contractId);
    expect(differing(settlement)).toEqual([
      'price -100000 refunded',
      'platform_fee -10000 refunded',
      'net -90000 refunded',
    ]);
    expect(settlement.arrival).toBeNull();
  });
});
