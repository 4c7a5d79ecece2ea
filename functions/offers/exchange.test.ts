import { beforeAll, describe, expect, it } from 'vitest';
import { getContract } from '#contract/areas/contracts.ts';
import { acceptOffer, counterOffer, createOffer, getOffer, quoteCounter, quoteOffer } from '#contract/areas/offers.ts';
import { create } from '#data/change.ts';
import { PayoutAccounts } from '#data/payout.ts';
import type { Currency } from '#domain/currencies.ts';
import { handler as gettingContract } from '#functions/contracts/get-contract.ts';
import { callEndpoint, testInfluencer, testMember } from '#testing/call.ts';
import { aCampaign, anOffer, aProfile, putOffer, putOpenCampaign, putProfile, write } from '#testing/deal.ts';
import { prepareTestFees } from '#testing/fees.ts';
import { countedId } from '#testing/ids.ts';
import { putRates, TEST_RATES } from '#testing/rates.ts';
import { samples } from '#testing/samples.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as accepting } from './accept-offer.ts';
import { handler as countering } from './counter-offer.ts';
import { handler as creating } from './create-offer.ts';
import { handler as getting } from './get-offer.ts';
import { handler as quotingCounter } from './quote-counter.ts';
import { handler as quoting } from './quote-offer.ts';

const table = prepareTestTable();
prepareTestFees();
let asked = 0;
const brand = testMember();
const mara = testInfluencer(1);
const NET = { amountMinor: 81_000, currency: 'USD' };
const PROMISED = {
  rate: '0.792',
  on: '2026-11-20',
  source: 'Stripe',
  validUntil: TEST_RATES.validUntil,
  payout: { amountMinor: 64_152, currency: 'EUR' },
};
const OVER = '2026-11-19T00:00:00.000Z';

const ask = async (campaign: number, influencer = 1) =>
  callEndpoint(quoting, quoteOffer, {
    actor: brand,
    params: { campaignId: countedId('campaign', campaign) },
    query: {
      ...{ influencerId: countedId('influencer', influencer), amountMinor: '90000', currency: 'USD' },
      dueOn: '2099-03-15',
    },
  });
const send = async (campaign: number) =>
  (
    await callEndpoint(creating, createOffer, {
      actor: brand,
      params: { campaignId: countedId('campaign', campaign) },
      body: samples['offers.create-offer'],
    })
  ).body;
const accept = (offerId: string, body: object, actor: typeof brand | typeof mara = mara) =>
  callEndpoint(accepting, acceptOffer, { actor, params: { offerId }, body });
const quoteOf = async (offerId: string, actor: typeof brand | typeof mara = mara) =>
  (await callEndpoint(getting, getOffer, { actor, params: { offerId } })).body.quote;
const contractQuote = async (contractId: string) =>
  (await callEndpoint(gettingContract, getContract, { actor: mara, params: { contractId } })).body.quote;

/** An open offer of campaign `count` to Mara in dollars, quoted with a rate that is over. */
async function outdated(count: number, writer: 'brand' | 'influencer' = 'brand'): Promise<string> {
  const campaign = await putOpenCampaign(aCampaign(count));
  const offer = anOffer(1, campaign, { offerId: countedId('offer', count) });
  const { quote, writtenBy } = offer.current;
  if (!quote) throw new Error('An offer of tests has a quote.');
  const exchange = { ...PROMISED, validUntil: OVER, payout: { ...PROMISED.payout, currency: 'EUR' as const } };
  await putOffer({
    ...offer,
    current: {
      ...offer.current,
      writtenBy: { ...writtenBy, side: writer },
      quote: { ...quote, payoutCurrency: 'EUR', exchange },
    },
  });
  return offer.offerId;
}

beforeAll(async () => {
  for (let count = 1; count <= 6; count++) await putOpenCampaign(aCampaign(count));
  for (let count = 1; count <= 2; count++) await putProfile(aProfile(count));
  await write(
    create(PayoutAccounts, {
      ...{ influencerId: countedId('influencer', 2), accountId: 'acct_2', country: 'DE', status: 'payable' },
      ...{ payable: true, transfersActive: true, payoutsEnabled: true, detailsSubmitted: true },
      ...{
        requirementsDue: [],
        requirementsPastDue: [],
        requirementsLater: [],
        requirementsInReview: [],
        requirementProblems: [],
        requirementsDueAtMs: null,
        disabledReason: null,
        currency: 'HUF',
        version: 1,
      },
      ...{ createdAt: OVER, updatedAt: OVER },
    }),
  );
});

describe('a quote for somebody who is paid in another currency', () => {
  it('promises no rate while none is known, and says in what they are paid', async () => {
    expect((await ask(1)).body).toMatchObject({ net: NET, payoutCurrency: 'EUR', exchange: null });
    const { offerId } = await send(1);
    await putRates({ quotedUntil: OVER });
    expect((await ask(2)).body).toMatchObject({ payoutCurrency: 'EUR', exchange: null });
    const agreed = await accept(offerId, { version: 1 });
    expect(agreed).toMatchObject({ status: 200, body: { quote: { exchange: null } } });
  });

  it('names rate, day, source and validity, and is what the offer, its answer and the contract then carry', async () => {
    await putRates();
    const quoted = await ask(2);
    expect(quoted.body).toMatchObject({ net: NET, payoutCurrency: 'EUR', exchange: PROMISED });
    const { offerId, quote } = await send(2);
    const { hold: _hold, ...told } = quoted.body;
    expect(quote).toEqual(told);
    const asked = { amountMinor: '110000', currency: 'USD', dueOn: '2099-03-20' };
    const counterQuote = await callEndpoint(quotingCounter, quoteCounter, {
      actor: mara,
      params: { offerId },
      query: asked,
    });
    // 990.00 × 0.792.
    expect(counterQuote.body.exchange).toMatchObject({ rate: '0.792', payout: { amountMinor: 78_408 } });
    const body = samples['offers.counter-offer'];
    const countered = await callEndpoint(countering, counterOffer, { actor: mara, params: { offerId }, body });
    const { hold: _counterHold, ...toldThen } = counterQuote.body;
    expect(countered.body.quote).toEqual(toldThen);
    const agreed = await accept(offerId, { version: 2 }, brand);
    expect(await contractQuote(agreed.body.contractId)).toEqual(toldThen);
  });

  it('is about the currency of their payout account, whole in forints', async () => {
    // 810.00 USD × 321.75… = 260,617.53 HUF.
    expect((await ask(3, 2)).body).toMatchObject({
      payoutCurrency: 'HUF',
      exchange: { rate: '321.75', payout: { amountMinor: 26_061_700, currency: 'HUF' } },
    });
  });
});

describe('a price in a currency with rules of its own', () => {
  it.each<[string, Currency, number, string]>([
    ['less than a card can be charged in forints', 'HUF', 17_499, 'must be at least 17500'],
    ['less than a card can be charged in yen', 'JPY', 49, 'must be at least 50'],
    ['the last digit of fils, which no provider moves', 'KWD', 12_345, 'must be a multiple of 10'],
    ['more than eight digits as krónur are sent', 'ISK', 1_000_000, 'must be at most 999999'],
    ['more than eight digits as shillings are sent', 'UGX', 1_000_000, 'must be at most 999999'],
    ['less than a card can be charged in rupiahs', 'IDR', 1_099_999, 'must be at least 1100000'],
  ])('is refused for %s, and nothing is offered', async (_case, currency, amountMinor, message) => {
    asked += 1;
    const budget = { min: { amountMinor: 100_000, currency }, max: { amountMinor: 90_000_000, currency } };
    const { campaignId } = await putOpenCampaign(aCampaign(40 + asked, { budget }));
    const body = { ...samples['offers.create-offer'], price: { amountMinor, currency } };
    const answer = await callEndpoint(creating, createOffer, { actor: brand, params: { campaignId }, body });
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(answer.body.issues).toContainEqual({
      path: 'price.amountMinor',
      message: expect.stringContaining(message),
    });
    expect((await table.items()).filter((item) => item._et === 'offer' && item.campaignId === campaignId)).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['a currency the provider does not charge', 'KPW', 'price.currency'],
    ['half a króna', 'ISK', 'price.amountMinor'],
  ])('is refused for %s by the path of the field', async (_case, currency, path) => {
    const price = { amountMinor: currency === 'ISK' ? 1000.5 : 90_000, currency };
    const answer = await callEndpoint(creating, createOffer, {
      actor: brand,
      params: { campaignId: countedId('campaign', 3) },
      body: { ...samples['offers.create-offer'], price },
    });
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
  });
});

describe('an offer whose rate is over', () => {
  it('is not accepted before the newest quote was read, and then at its rate; nothing moves before', async () => {
    await putRates();
    const offerId = await outdated(21);
    for (const exchange of [undefined, { rate: '0.9', on: '2026-11-20' }, { rate: '0.792', on: '2026-11-19' }])
      expect(await accept(offerId, { version: 1, ...(exchange ? { exchange } : {}) })).toMatchObject({
        status: 409,
        body: { code: 'quote_expired', detail: expect.stringContaining('It is 0.792 now') },
      });
    expect(await quoteOf(offerId)).toMatchObject({ exchange: { validUntil: OVER } });
    const agreed = await accept(offerId, { version: 1, exchange: { rate: '0.792', on: '2026-11-20' } });
    // 1,000.00 less the fee, at the rate.
    const renewed = { ...PROMISED, payout: { amountMinor: 71_280, currency: 'EUR' } };
    expect(agreed).toMatchObject({ status: 200, body: { quote: { exchange: renewed } } });
    expect(await contractQuote(agreed.body.contractId)).toMatchObject({ exchange: renewed });
    expect(await quoteOf(offerId, brand)).toMatchObject({ exchange: renewed });
  });

  it('is answered anew by the brand, so that the creator reads the rate of the day', async () => {
    await putRates();
    const offerId = await outdated(22, 'influencer');
    expect(await accept(offerId, { version: 1 }, brand)).toMatchObject({
      status: 409,
      body: { code: 'quote_expired', detail: expect.stringContaining('Answer with the same terms') },
    });
    const body = samples['offers.counter-offer'];
    await callEndpoint(countering, counterOffer, { actor: brand, params: { offerId }, body });
    expect(await accept(offerId, { version: 2 })).toMatchObject({ status: 200 });
  });

  it('waits while there is no rate of the day', async () => {
    const offerId = await outdated(23);
    await putRates({ quotedUntil: OVER });
    expect(await accept(offerId, { version: 1, exchange: { rate: '0.792', on: '2026-11-20' } })).toMatchObject({
      status: 409,
      body: { code: 'quote_expired', detail: expect.stringContaining('none for today yet') },
    });
  });

  it.each(['0,792', '-1', '1e3', 'much'])('refuses what is no rate: %s', async (rate) => {
    const answer = await accept(countedId('offer', 21), { version: 1, exchange: { rate, on: '2026-11-20' } });
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
  });
});
