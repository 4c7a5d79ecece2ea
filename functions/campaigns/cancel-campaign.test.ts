import { describe, expect, it } from 'vitest';
import { cancelCampaign, getCampaignCancellation } from '#contract/areas/lifecycle.ts';
import { acceptOffer } from '#contract/areas/offers.ts';
import { Budgets } from '#data/budget.ts';
import { Campaigns } from '#data/campaign.ts';
import { create } from '#data/change.ts';
import { Listings } from '#data/listing.ts';
import { openBudget } from '#domain/budget.ts';
import { planListing } from '#domain/listing.ts';
import { handler as accepting } from '#functions/offers/accept-offer.ts';
import { callEndpoint, testInfluencer, testMember } from '#testing/call.ts';
import { aCampaign, anOffer, putContract, putOffer, putOpenCampaign, write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as cancelling } from './cancel-campaign.ts';
import { handler as previewing } from './get-cancellation.ts';

const { access } = prepareTestTable();
const cancel = (count: number) =>
  callEndpoint(cancelling, cancelCampaign, {
    actor: testMember(),
    params: { campaignId: countedId('campaign', count) },
  });

it('cancels a published campaign that nothing stands on', async () => {
  await putOpenCampaign(aCampaign(1));
  expect(await cancel(1)).toMatchObject({ status: 200, body: { status: 'cancelled' } });
});

it('does not cancel what an offer that is accepted at the same time stands on', async () => {
  await putOffer(anOffer(2, await putOpenCampaign(aCampaign(2))));
  const { middlewareStack } = access().document;
  middlewareStack.add(
    (next) => async (args) => {
      middlewareStack.remove('acceptAfterRead');
      const read = await next(args);
      const accepted = await callEndpoint(accepting, acceptOffer, {
        actor: testInfluencer(2),
        params: { offerId: countedId('offer', 2) },
        body: { version: 1 },
      });
      expect(accepted.status).toBe(200);
      return read;
    },
    { step: 'initialize', name: 'acceptAfterRead' },
  );
  expect(await cancel(2)).toMatchObject({ status: 409, body: { code: 'campaign_has_commitments' } });
});

describe('what cancelling would come to', () => {
  const preview = (campaignId: string, actor = testMember(1, 'viewer')) =>
    callEndpoint(previewing, getCampaignCancellation, { actor, params: { campaignId } });

  it('is said before: what comes back to the limit of the year, and nothing else where nothing stands', async () => {
    const campaign = aCampaign(10);
    await write(
      create(Campaigns, campaign),
      create(Budgets, openBudget(campaign, '2026')),
      create(Listings, planListing(campaign, 'Glow Labs')),
    );
    expect((await preview(campaign.campaignId)).body).toEqual({
      ...{ may: true, code: null, instead: null, contracts: [] },
      lines: [{ line: 'given_back_to_year', amount: { amountMinor: 700_000, currency: 'USD' } }],
    });
    expect((await cancel(10)).status).toBe(200);
    expect((await preview(campaign.campaignId)).body).toMatchObject({
      ...{ may: false, code: 'illegal_transition', instead: 'nothing', lines: [] },
    });
  });

  it.each([
    ['active', 'complete_campaign'],
    ['published', 'end_contracts'],
  ] as const)(
    'names the money of the contracts that stand on a campaign that is %s, and what helps instead',
    async (status, instead) => {
      const count = status === 'active' ? 11 : 14;
      const campaign = aCampaign(count, { status });
      await write(
        create(Campaigns, campaign),
        create(Budgets, { ...openBudget(campaign, '2026'), committedMinor: 270_000, remainingMinor: 430_000 }),
      );
      const [held, paidOut, unpaid] = ['funded', 'released', 'unfunded'] as const;
      for (const [index, fundingStatus] of [held, paidOut, unpaid].entries())
        await putContract(count * 10 + index, anOffer(count * 10 + index, campaign), { fundingStatus });
      const { body } = await preview(campaign.campaignId);
      expect(body).toMatchObject({ may: false, code: 'campaign_has_commitments', instead });
      expect(body.lines.map(({ line }: { line: string }) => line)).toEqual(['not_paid_in', 'held', 'paid_out']);
      expect(body.contracts.map((one: { status: string }) => one.status).sort()).toEqual(['funded', 'unfunded']);
      expect(await cancel(count), 'the command says the same').toMatchObject({ body: { code: body.code } });
    },
  );

  it('is the workspace’s own affair', async () => {
    await putOpenCampaign(aCampaign(13));
    expect(await preview(countedId('campaign', 13), testMember(2))).toMatchObject({ status: 404 });
  });
});
