import { expect, it } from 'vitest';
import { cancelCampaign } from '#contract/areas/lifecycle.ts';
import { acceptOffer } from '#contract/areas/offers.ts';
import { handler as accepting } from '#functions/offers/accept-offer.ts';
import { callEndpoint, testInfluencer, testMember } from '#testing/call.ts';
import { aCampaign, anOffer, putOffer, putOpenCampaign } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as cancelling } from './cancel-campaign.ts';

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
