import { beforeAll, expect, it } from 'vitest';
import { applyToCampaign, decideApplications, listOwnApplications } from '#contract/areas/applications.ts';
import type { EventData } from '#contract/events.ts';
import { noticesOf } from '#contract/notices.ts';
import { applicationRef } from '#data/application.ts';
import { update } from '#data/change.ts';
import { keys } from '#data/keys.ts';
import { findOne } from '#data/read.ts';
import { handler as applying } from '#functions/applications/apply-to-campaign.ts';
import { handler as deciding } from '#functions/applications/decide-applications.ts';
import { handler as listing } from '#functions/applications/list-own-applications.ts';
import { callEndpoint, testInfluencer, testMember } from '#testing/call.ts';
import { aCampaign, aProfile, putOpenCampaign, putProfile, write } from '#testing/deal.ts';
import { deliver } from '#testing/deliver.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler } from './on-campaign-status-changed-end-what-waits.ts';

const { items } = prepareTestTable();
prepareTestSecrets();

const campaigns = [1, 2, 3].map((count) => aCampaign(count));
const [completed, cancelled, paused] = campaigns as [
  (typeof campaigns)[number],
  (typeof campaigns)[number],
  (typeof campaigns)[number],
];
type Campaign = typeof completed;

/** The statuses of the applications of influencers 1 to 4 to a campaign, with their reasons. */
async function toldOf({ campaignId }: Campaign) {
  const told: unknown[] = [];
  for (let influencer = 1; influencer <= 4; influencer++) {
    const { body } = await callEndpoint(listing, listOwnApplications, { actor: testInfluencer(influencer), query: {} });
    const one = body.items.find((item: { campaignId: string }) => item.campaignId === campaignId);
    told.push([one.status, one.reason]);
  }
  return told;
}
const endsAs = (campaign: Campaign, to: 'completed' | 'cancelled' | 'paused') =>
  deliver(handler, 'CampaignStatusChanged', {
    ...{ workspaceId: campaign.workspaceId, campaignId: campaign.campaignId, title: campaign.title },
    ...{ command: to === 'completed' ? 'end' : to === 'cancelled' ? 'cancel' : 'pause', from: 'active', to },
  } satisfies EventData<'CampaignStatusChanged'>);
const decidedIn = async ({ campaignId }: Campaign) =>
  (await items()).filter(
    ({ type, data }) => type === 'ApplicationDecided' && (data as { campaignId: string }).campaignId === campaignId,
  );

beforeAll(async () => {
  for (let count = 1; count <= 4; count++) await putProfile(aProfile(count));
  for (const campaign of campaigns) {
    const params = { campaignId: campaign.campaignId };
    await putOpenCampaign(campaign);
    const ids: string[] = [];
    for (let count = 1; count <= 4; count++) {
      const body = { proposalDetails: 'One reel.' };
      const applied = await callEndpoint(applying, applyToCampaign, { actor: testInfluencer(count), params, body });
      ids.push(applied.body.applicationId);
    }
    // The first waits, the second waits on the list.
    const statuses = ['waitlisted', 'approved', 'rejected'] as const;
    const decisions = statuses.map((status, index) => ({ applicationId: ids[index + 1], status }));
    await callEndpoint(deciding, decideApplications, { actor: testMember(), params, body: { decisions } });
  }
});

it.each([
  ['completed', completed],
  ['cancelled', cancelled],
] as const)(
  'tells everybody who still waits when a campaign is %s, once, and nobody who was answered',
  async (to, campaign) => {
    await write(update(keys.campaign(campaign.workspaceId, campaign.campaignId), { set: { status: to } }, []));
    const { again } = await endsAs(campaign, to);
    const told = [
      ['rejected', 'The campaign has ended.'],
      ['rejected', 'The campaign has ended.'],
      ['approved', null],
      ['rejected', null],
    ];
    expect(await toldOf(campaign)).toEqual(told);
    await again();
    expect(await toldOf(campaign)).toEqual(told);
    const events = (await decidedIn(campaign)).filter(({ data }) => (data as { hasEnded?: boolean }).hasEnded);
    expect(events.map(({ data }) => (data as { influencerId: string }).influencerId).sort()).toEqual([
      countedId('influencer', 1),
      countedId('influencer', 2),
    ]);
    const { data } = events[0] as unknown as { data: EventData<'ApplicationDecided'> };
    const [notice] = noticesOf({ type: 'ApplicationDecided', data });
    expect(notice?.title).toBe(`“${campaign.title}” ended before your application was answered`);
  },
);

it('lets applications wait on in a campaign that is paused', async () => {
  await endsAs(paused, 'paused');
  expect(await toldOf(paused)).toEqual([
    ['pending', null],
    ['waitlisted', null],
    ['approved', null],
    ['rejected', null],
  ]);
});

it('ends what came so late that the index does not show it yet', async () => {
  const late = await putOpenCampaign(aCampaign(4));
  const params = { campaignId: late.campaignId };
  const applied = await callEndpoint(applying, applyToCampaign, {
    ...{ actor: testInfluencer(1), params, body: { proposalDetails: 'One reel.' } },
  });
  const { applicationId } = applied.body;
  const key = keys.application(late.workspaceId, applicationId);
  await write(update(key, { set: { gsi1pk: 'not#shown' } }, []));
  await endsAs(late, 'cancelled');
  expect(await findOne(applicationRef(late.workspaceId, applicationId))).toMatchObject({
    ...{ status: 'rejected', reason: 'The campaign has ended.' },
  });
});
