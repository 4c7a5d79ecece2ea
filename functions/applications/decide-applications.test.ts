import { beforeAll, describe, expect, it } from 'vitest';
import {
  applyToCampaign,
  DECIDED_AT_ONCE,
  decideApplications,
  listOwnApplications,
} from '#contract/areas/applications.ts';
import { update } from '#data/change.ts';
import { keys } from '#data/keys.ts';
import { callEndpoint, type TestRequest, testInfluencer, testMember } from '#testing/call.ts';
import { cancelOverlaps } from '#testing/conflicts.ts';
import { aCampaign, aProfile, putOpenCampaign, putProfile, write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as applying } from './apply-to-campaign.ts';
import { handler as deciding } from './decide-applications.ts';
import { handler as listingOwn } from './list-own-applications.ts';

const { items, access } = prepareTestTable();
prepareTestSecrets();
const campaignId = (count: number) => countedId('campaign', count);

/** Applications of influencers 1 to `count` to a campaign. */
async function appliedTo(campaign: number, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let influencer = 1; influencer <= count; influencer++) {
    const { body } = await callEndpoint(applying, applyToCampaign, {
      ...{ actor: testInfluencer(influencer), params: { campaignId: campaignId(campaign) } },
      body: { proposalDetails: 'One reel.' },
    });
    ids.push(body.applicationId);
  }
  return ids;
}
const decide = (campaign: number, decisions: readonly object[], actor: TestRequest['actor'] = testMember()) =>
  callEndpoint(deciding, decideApplications, {
    actor,
    params: { campaignId: campaignId(campaign) },
    body: { decisions },
  });
const all = (applicationIds: readonly string[], status: string, reason?: string) =>
  applicationIds.map((applicationId) => ({ applicationId, status, ...(reason ? { reason } : {}) }));
const outcomes = ({ body }: Awaited<ReturnType<typeof decide>>) =>
  body.decisions.map(({ outcome, code }: { outcome: string; code: string | null }) => code ?? outcome);
const eventsOf = async (ids: readonly string[]) =>
  (await items()).filter(({ type, aggregateId }) => type === 'ApplicationDecided' && ids.includes(String(aggregateId)));

beforeAll(async () => {
  for (let count = 1; count <= 6; count++) await putProfile(aProfile(count));
  for (const count of [1, 2, 4, 5, 6]) await putOpenCampaign(aCampaign(count));
  await putOpenCampaign(aCampaign(3, { applying: { until: null, questions: [], places: 1 } }));
});

describe('deciding on several applications at once', () => {
  it('decides on each by itself: one approves, one keeps waiting, one rejects with a reason that its applicant reads', async () => {
    const [one = '', two = '', three = ''] = await appliedTo(1, 3);
    const asked = [
      ...all([one], 'approved'),
      ...all([two], 'waitlisted'),
      ...all([three], 'rejected', 'Another tone.'),
    ];
    const answer = await decide(1, asked);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        decidedCount: 3,
        refusedCount: 0,
        decisions: [
          { applicationId: one, outcome: 'decided', code: null, application: { status: 'approved', version: 2 } },
          { applicationId: two, outcome: 'decided', code: null, application: { status: 'waitlisted' } },
          { applicationId: three, outcome: 'decided', application: { status: 'rejected', reason: 'Another tone.' } },
        ],
      },
    });
    expect(await eventsOf([one, two, three])).toHaveLength(3);
    const own = await callEndpoint(listingOwn, listOwnApplications, { actor: testInfluencer(3), query: {} });
    expect(own.body.items).toContainEqual(answer.body.decisions[2].application);
  });

  it('changes nothing when it is asked again, and says so', async () => {
    const ids = await appliedTo(2, 2);
    await decide(2, all(ids, 'approved'));
    expect(outcomes(await decide(2, all(ids, 'approved')))).toEqual(['unchanged', 'unchanged']);
    expect(await eventsOf(ids)).toHaveLength(2);
    const twice = await Promise.all([decide(2, all(ids, 'approved')), decide(2, all(ids, 'approved'))]);
    expect(twice.map(outcomes)).toEqual([Array(2).fill('unchanged'), Array(2).fill('unchanged')]);
  });

  it('lets what is refused keep nothing else back, and says of each why', async () => {
    const [one = '', two = '', three = '', four = ''] = await appliedTo(3, 4);
    await decide(3, all([one], 'rejected'));
    await write(update(keys.places(campaignId(3)), { set: { takenCount: 1 } }, []));
    const foreign = (await appliedTo(4, 1))[0] ?? '';
    const answer = await decide(3, [
      ...all([one, two], 'approved'),
      ...all([three], 'waitlisted'),
      ...all([foreign, countedId('application', 99), four], 'rejected'),
    ]);
    expect(outcomes(answer)).toEqual([
      ...['application_not_pending', 'campaign_full', 'decided', 'not_found', 'not_found', 'decided'],
    ]);
    expect(answer.body).toMatchObject({ decidedCount: 2, refusedCount: 4 });
    const [first, second, , other, missing] = answer.body.decisions;
    expect([first.application.status, second.application.status]).toEqual(['rejected', 'pending']);
    expect([other.application, missing.application], 'of another campaign nothing is told').toEqual([null, null]);
  });

  it.each([
    ['cancelled', ['campaign_over', 'campaign_over', 'decided']],
    ['completed', ['campaign_over', 'campaign_over', 'decided']],
    ['paused', ['decided', 'decided', 'decided']],
  ])(
    'in a campaign that is %s: approves and keeps waiting only while it goes on, but always rejects',
    async (status, told) => {
      const count = 7 + ['cancelled', 'completed', 'paused'].indexOf(status);
      const campaign = await putOpenCampaign(aCampaign(count));
      const [one = '', two = '', three = ''] = await appliedTo(count, 3);
      await write(update(keys.campaign(campaign.workspaceId, campaign.campaignId), { set: { status } }, []));
      const asked = [...all([one], 'approved'), ...all([two], 'waitlisted'), ...all([three], 'rejected')];
      expect(outcomes(await decide(count, asked))).toEqual(told);
    },
  );

  it('reads again what changed since it was read', async () => {
    const ids = await appliedTo(5, 6);
    const { cancelled } = cancelOverlaps(access());
    const answers = await Promise.all([
      decide(5, all(ids, 'approved')),
      decide(5, all([...ids].reverse(), 'approved')),
    ]);
    access().document.middlewareStack.remove('cancelOverlaps');
    expect(answers.flatMap(outcomes).sort()).toEqual([...Array(6).fill('decided'), ...Array(6).fill('unchanged')]);
    expect(await eventsOf(ids)).toHaveLength(6);
    expect(cancelled()).toBeGreaterThan(0);
  });

  it.each([
    ['none', []],
    [
      'more than fifty',
      all(
        Array.from({ length: DECIDED_AT_ONCE + 1 }, (_, at) => countedId('application', at)),
        'approved',
      ),
    ],
    [
      'one twice',
      [...all([countedId('application', 1)], 'approved'), ...all([countedId('application', 1)], 'rejected')],
    ],
    ['something else than a decision', all([countedId('application', 1)], 'withdrawn')],
    ['an empty reason', [{ applicationId: countedId('application', 1), status: 'rejected', reason: ' ' }]],
  ])('is refused with %s', async (_what, decisions) => {
    expect(await decide(1, decisions)).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
  });

  it('is for who may decide on one', async () => {
    for (const actor of [testMember(1, 'viewer'), testMember(1, 'finance'), testInfluencer()])
      expect(await decide(1, all([countedId('application', 1)], 'approved'), actor)).toMatchObject({ status: 403 });
    const foreign = await decide(6, all(await appliedTo(6, 1), 'approved'), testMember(2));
    expect(foreign).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });
});
