import { expect, it } from 'vitest';
import { getTimeline, pauseCampaign } from '#contract/areas/lifecycle.ts';
import { rejectOffer, withdrawOffer } from '#contract/areas/offers.ts';
import { keys } from '#data/keys.ts';
import { handler as rejecting } from '#functions/offers/reject-offer.ts';
import { handler as withdrawing } from '#functions/offers/withdraw-offer.ts';
import { callEndpoint, testInfluencer } from '#testing/call.ts';
import { aCampaign, anOffer, aProfile, putOffer, putOpenCampaign, putProfile } from '#testing/deal.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { openWorkspace, write } from '#testing/workspace.ts';
import { handler as reading } from './get-timeline.ts';
import { handler as pausing } from './pause-campaign.ts';

prepareTestTable();
prepareTestSecrets();

it('the timeline of a campaign names who did what, and with whom', async () => {
  const { workspaceId, brandId, people } = await openWorkspace(['owner', 'manager']);
  const [owner, manager] = people;
  const campaign = await putOpenCampaign(aCampaign(1, { workspaceId, brandId }));
  const params = { campaignId: campaign.campaignId };
  for (const count of [1, 2]) {
    await putProfile(aProfile(count));
    await putOffer(anOffer(count, campaign));
  }
  const offer = (count: number) => ({ params: { offerId: anOffer(count, campaign).offerId } });
  await callEndpoint(withdrawing, withdrawOffer, { actor: manager.actor, ...offer(1) });
  await callEndpoint(rejecting, rejectOffer, {
    ...{ actor: testInfluencer(2), ...offer(2), body: { reason: 'The dates clash.' } },
  });
  await callEndpoint(pausing, pauseCampaign, { actor: owner.actor, params });
  const read = async () => (await callEndpoint(reading, getTimeline, { actor: owner.actor, params })).body;
  const named = ({ userId }: { userId: string }) => `Person ${userId.slice(-3)}`;
  expect((await read()).items).toMatchObject([
    { type: 'CampaignStatusChanged', by: named(owner), influencer: null },
    { type: 'OfferRejected', by: 'Mara 2', influencer: { name: 'Mara 2' } },
    {
      type: 'OfferWithdrawn',
      by: named(manager),
      influencer: { name: 'Mara 1', influencerId: aProfile(1).influencerId },
    },
  ]);
  // Whoever is gone is not named any more; what they did stays.
  await write({ kind: 'delete', key: keys.member(workspaceId, manager.userId), when: [] });
  expect((await read()).items[2]).toMatchObject({ type: 'OfferWithdrawn', actor: { kind: 'member' }, by: null });
});
