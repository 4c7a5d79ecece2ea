import { expect, it } from 'vitest';
import { counterOffer, getOffer, rejectOffer } from '#contract/areas/offers.ts';
import type { EventData } from '#contract/events.ts';
import { handler as countering } from '#functions/offers/counter-offer.ts';
import { handler as getting } from '#functions/offers/get-offer.ts';
import { handler as rejecting } from '#functions/offers/reject-offer.ts';
import { callEndpoint, testInfluencer } from '#testing/call.ts';
import { aCampaign, anOffer, putOffer, putOpenCampaign } from '#testing/deal.ts';
import { deliver } from '#testing/deliver.ts';
import { samples } from '#testing/samples.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler } from './on-campaign-status-changed-end-what-waits.ts';

const { items } = prepareTestTable();

it.each([
  ['completed', 1],
  ['cancelled', 2],
  ['paused', 3],
] as const)(
  'offers in a campaign that is %s: open ones are withdrawn once it has ended, what was over stays as it was',
  async (to, count) => {
    const campaign = await putOpenCampaign(aCampaign(count));
    const [sent, answered, rejected, expired] = [1, 2, 3, 4].map((one) => count * 10 + one) as [
      number,
      number,
      number,
      number,
    ];
    const act = (influencer: number) => ({
      actor: testInfluencer(influencer),
      params: { offerId: offerOf(influencer) },
    });
    const offerOf = (influencer: number) => anOffer(influencer, campaign).offerId;
    for (const influencer of [sent, answered, rejected]) await putOffer(anOffer(influencer, campaign));
    await putOffer(anOffer(expired, campaign, { expiresAt: '2026-11-10T00:00:00.001Z' }));
    await callEndpoint(countering, counterOffer, { ...act(answered), body: samples['offers.counter-offer'] });
    await callEndpoint(rejecting, rejectOffer, { ...act(rejected), body: {} });

    const { again } = await deliver(handler, 'CampaignStatusChanged', {
      ...{ workspaceId: campaign.workspaceId, campaignId: campaign.campaignId, title: campaign.title },
      ...{ command: to === 'completed' ? 'end' : to === 'cancelled' ? 'cancel' : 'pause', from: 'active', to },
    } satisfies EventData<'CampaignStatusChanged'>);
    await again();

    const told = await Promise.all(
      [sent, answered, rejected, expired].map(async (one) => {
        const { body } = await callEndpoint(getting, getOffer, act(one));
        return [body.status, body.answerBy, body.reason];
      }),
    );
    const open = (side: string) =>
      to === 'paused' ? ['open', side, null] : ['withdrawn', null, 'The campaign has ended.'];
    expect(told).toEqual([open('influencer'), open('brand'), ['rejected', null, null], ['expired', null, null]]);
    const events = (await items()).filter(
      ({ type, aggregateId }) =>
        type === 'OfferWithdrawn' && [offerOf(sent), offerOf(answered)].includes(String(aggregateId)),
    );
    expect(events).toHaveLength(to === 'paused' ? 0 : 2);
    const guards = (await items()).filter(
      ({ _et, campaignId }) => _et === 'live_offer' && campaignId === campaign.campaignId,
    );
    expect(guards, 'the expired one keeps its own').toHaveLength(to === 'paused' ? 3 : 1);
  },
);
