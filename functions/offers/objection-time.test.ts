import { beforeAll, describe, expect, it } from 'vitest';
import { getCampaign } from '#contract/areas/campaigns.ts';
import { getContract } from '#contract/areas/contracts.ts';
import { acceptOffer, counterOffer, createOffer, quoteCounter, quoteOffer } from '#contract/areas/offers.ts';
import { fundEscrow, releasePayment } from '#contract/areas/payments.ts';
import { updateWorkspace } from '#contract/areas/workspaces.ts';
import { create } from '#data/change.ts';
import { contractRef, updateContract } from '#data/contract.ts';
import { findOne } from '#data/read.ts';
import { Workspaces } from '#data/workspace.ts';
import { handler as gettingCampaign } from '#functions/campaigns/get-campaign.ts';
import { handler as gettingContract } from '#functions/contracts/get-contract.ts';
import { handler as funding } from '#functions/payments/fund-escrow.ts';
import { handler as releasing } from '#functions/payments/release-payment.ts';
import { handler as updatingWorkspace } from '#functions/workspaces/update-workspace.ts';
import { isoOf, nowMs } from '#runtime/clock.ts';
import { callEndpoint, testInfluencer, testMember } from '#testing/call.ts';
import { aCampaign, anOffer, aProfile, putContract, putOpenCampaign, putProfile, write } from '#testing/deal.ts';
import { prepareTestFees } from '#testing/fees.ts';
import { countedId } from '#testing/ids.ts';
import { samples } from '#testing/samples.ts';
import { payByCard, prepareTestStripe, putPayoutAccount, settle } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { prepareTestVies } from '#testing/vies.ts';
import { aWorkspace } from '#testing/workspace.ts';
import { handler as accepting } from './accept-offer.ts';
import { handler as countering } from './counter-offer.ts';
import { handler as creating } from './create-offer.ts';
import { handler as quotingCounter } from './quote-counter.ts';
import { handler as quoting } from './quote-offer.ts';

prepareTestTable();
prepareTestFees();
prepareTestVies();
const bench = prepareTestStripe();
const brand = testMember();
const mara = testInfluencer(1);
const HOUR_MS = 3_600_000;

const save = (dealDefaults: object) =>
  callEndpoint(updatingWorkspace, updateWorkspace, {
    actor: brand,
    params: { workspaceId: brand.workspaceId },
    body: { dealDefaults },
  });
const offer = (campaign: number, edit: object = {}) =>
  callEndpoint(creating, createOffer, {
    actor: brand,
    params: { campaignId: countedId('campaign', campaign) },
    body: { ...samples['offers.create-offer'], dueOn: isoOf(nowMs() + 60 * 24 * HOUR_MS).slice(0, 10), ...edit },
  });
const counter = (actor: typeof brand | typeof mara, offerId: string, version: number, edit: object = {}) =>
  callEndpoint(countering, counterOffer, {
    actor,
    params: { offerId },
    body: { ...samples['offers.counter-offer'], version, ...edit },
  });
const accept = (offerId: string, version: number, actor: typeof brand | typeof mara = mara) =>
  callEndpoint(accepting, acceptOffer, { actor, params: { offerId }, body: { version } });
const contractOf = (contractId: string) =>
  callEndpoint(gettingContract, getContract, { actor: brand, params: { contractId } });
const fund = (contractId: string, campaign: number) =>
  callEndpoint(funding, fundEscrow, {
    actor: brand,
    params: { campaignId: countedId('campaign', campaign) },
    body: { contractId },
  });

beforeAll(async () => {
  for (let count = 1; count <= 8; count++) await putOpenCampaign(aCampaign(count));
  await putProfile(aProfile(1));
  await write(create(Workspaces, aWorkspace(1)));
});

describe('the time to object', () => {
  it('is what a workspace begins its offers with, 72 hours until it says otherwise', async () => {
    const before = await offer(1);
    expect(before).toMatchObject({ status: 201, body: { terms: { objectionHours: 72 } } });
    expect(await save({ objectionHours: 120 })).toMatchObject({
      status: 200,
      body: { dealDefaults: { objectionHours: 120 } },
    });
    expect(await offer(2)).toMatchObject({
      body: { terms: { objectionHours: 120 }, quote: { arrival: { objectionHours: 120 } } },
    });
    expect(await offer(3, { objectionHours: 48 })).toMatchObject({ body: { terms: { objectionHours: 48 } } });
    // What was offered before stays as it was offered.
    expect(await accept(before.body.offerId, 1)).toMatchObject({ body: { terms: { objectionHours: 72 } } });
  });

  it.each([
    ['less than a day', 23, 'must be at least 24 hours, so that there is a day to object'],
    ['more than two weeks', 337, 'must be at most 336 hours, which is 14 days'],
    ['half an hour', 24.5, expect.any(String)],
    ['a text', '72', expect.any(String)],
  ])('is neither set nor offered as %s', async (_case, objectionHours, message) => {
    expect(await save({ objectionHours })).toMatchObject({
      status: 400,
      body: { code: 'validation_failed', issues: [{ path: 'dealDefaults.objectionHours', message }] },
    });
    expect(await offer(4, { objectionHours })).toMatchObject({
      status: 400,
      body: { code: 'validation_failed', issues: [{ path: 'objectionHours', message }] },
    });
  });

  it('may be bargained about, stays where an answer does not name it, and is agreed on with the version', async () => {
    const { offerId } = (await offer(5, { objectionHours: 240 })).body;
    expect((await counter(mara, offerId, 1)).body.terms.objectionHours).toBe(240);
    expect((await counter(brand, offerId, 2, { objectionHours: 24 })).body).toMatchObject({
      terms: { objectionHours: 24 },
      quote: { arrival: { objectionHours: 24 } },
    });
    const { contractId } = (await accept(offerId, 3)).body;
    expect((await contractOf(contractId)).body.terms.objectionHours).toBe(24);
  });

  it('moves the day of the payout in the quote, before the offer is sent and before it is answered', async () => {
    const query = { amountMinor: '90000', currency: 'USD', dueOn: '2099-03-15' };
    const ask = (edit: object) =>
      callEndpoint(quoting, quoteOffer, {
        actor: brand,
        params: { campaignId: countedId('campaign', 6) },
        query: { influencerId: countedId('influencer', 1), ...query, ...edit },
      });
    await save({ objectionHours: 96 });
    expect((await ask({})).body.arrival.releaseOn).toBe('2099-03-19');
    expect((await ask({ objectionHours: '24' })).body.arrival.releaseOn).toBe('2099-03-16');
    expect(await ask({ objectionHours: '12' })).toMatchObject({
      status: 400,
      body: { issues: [{ path: 'query.objectionHours' }] },
    });
    const { offerId } = (await offer(6, { objectionHours: 48 })).body;
    const answered = (edit: object) =>
      callEndpoint(quotingCounter, quoteCounter, { actor: mara, params: { offerId }, query: { ...query, ...edit } });
    expect((await answered({})).body.arrival.releaseOn).toBe('2099-03-17');
    expect((await answered({ objectionHours: '336' })).body.arrival.releaseOn).toBe('2099-03-29');
  });

  it('counts in how long the money is needed: what fits with a day to object is refused with two weeks', async () => {
    const dueOn = isoOf(nowMs() + 80 * 24 * HOUR_MS).slice(0, 10);
    const agreed = async (count: number, objectionHours?: number) => {
      const one = anOffer(count, aCampaign(7));
      Object.assign(one.current.terms, { dueOn, ...(objectionHours ? { objectionHours } : {}) });
      return putContract(count, one);
    };
    const [short, unsaid, long] = [await agreed(71, 24), await agreed(72), await agreed(73, 336)];
    const refused = await fund(long.contractId, 7);
    expect(refused).toMatchObject({ status: 409, body: { code: 'hold_too_long' } });
    expect(refused.body.issues[0].message).toContain('14 days to object');
    expect((await contractOf(long.contractId)).body.fundingWindow.reason).toBe(refused.body.issues[0].message);
    // A contract from before it could be agreed on has the usual three days.
    expect((await contractOf(unsaid.contractId)).body.fundingWindow).toMatchObject({ reason: null });
    expect(await fund(short.contractId, 7)).toMatchObject({ status: 201 });
  });

  it('is what a campaign’s dates are warned by', async () => {
    const dates = { startDate: null, endDate: isoOf(nowMs() + 80 * 24 * HOUR_MS).slice(0, 10) };
    await putOpenCampaign(aCampaign(9, dates));
    const warnings = async () =>
      (
        await callEndpoint(gettingCampaign, getCampaign, {
          actor: brand,
          params: { campaignId: countedId('campaign', 9) },
        })
      ).body.warnings;
    await save({ objectionHours: 72 });
    expect(await warnings()).toEqual([]);
    await save({ objectionHours: 336 });
    expect(await warnings()).toMatchObject([{ path: 'endDate' }]);
  });

  it('holds the money back as long as was agreed, and no longer', async () => {
    const { offerId } = (await offer(8, { objectionHours: 96 })).body;
    const { contractId } = (await accept(offerId, 1)).body;
    const { body } = await fund(contractId, 8);
    await settle('payment_intent.succeeded', await payByCard(bench(), body.clientSecret));
    const contract = await findOne(contractRef(brand.workspaceId, contractId));
    if (!contract) throw new Error('The offer made no contract.');
    await putPayoutAccount(bench(), contract.influencerId);
    const pieces = contract.requiredCount;
    const live = async (hoursAgo: number, add = {}) =>
      write(...updateContract(contract, { add, set: { lastLiveAt: isoOf(nowMs() - hoursAgo * HOUR_MS) } }));
    const release = () =>
      callEndpoint(releasing, releasePayment, {
        actor: testMember(1, 'finance'),
        params: { paymentId: body.paymentId },
        body: {},
      });
    await live(95, { approvedCount: pieces, liveCount: pieces });
    expect(await release()).toMatchObject({
      status: 409,
      body: { code: 'release_not_ready', issues: [{ message: 'silence_window_open' }] },
    });
    await live(96);
    expect(await release()).toMatchObject({ status: 202 });
  });
});
