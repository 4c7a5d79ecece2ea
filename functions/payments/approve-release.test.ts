import { beforeAll, describe, expect, it } from 'vitest';
import { reviewContent, submitContent } from '#contract/areas/content.ts';
import { getContract } from '#contract/areas/contracts.ts';
import {
  approveRelease,
  declineRelease,
  fundEscrow,
  getReleaseApproval,
  releasePayment,
} from '#contract/areas/payments.ts';
import { noticesOf } from '#contract/notices.ts';
import { create } from '#data/change.ts';
import { type ContractItem, contractRef, updateContract } from '#data/contract.ts';
import { holdRef } from '#data/hold.ts';
import { findOne } from '#data/read.ts';
import { changeWorkspace, type Workspace, Workspaces, workspaceRef } from '#data/workspace.ts';
import { handler as reviewing } from '#functions/content/review-content.ts';
import { handler as submitting } from '#functions/content/submit-content.ts';
import { handler as reading } from '#functions/contracts/get-contract.ts';
import { handler as asking } from '#functions/reactions/on-content-reviewed-ask-second-person.ts';
import { handler as reviewingReleases } from '#functions/reactions/on-workspace-changed-review-releases.ts';
import { isoOf, nowMs } from '#runtime/clock.ts';
import { callEndpoint, testInfluencer, testMember } from '#testing/call.ts';
import { deliver } from '#testing/deliver.ts';
import { countedId } from '#testing/ids.ts';
import { samples } from '#testing/samples.ts';
import { payByCard, prepareTestStripe, putDeals, putPayoutAccount, settle } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { aWorkspace, write } from '#testing/workspace.ts';
import { handler as checking } from '#workflows/escrow-release/steps/check-gates.ts';
import { handler as releasingHold } from '#workflows/escrow-release/steps/release-hold.ts';
import { handler as approving } from './approve-release.ts';
import { handler as declining } from './decline-release.ts';
import { handler as funding } from './fund-escrow.ts';
import { handler as getting } from './get-release-approval.ts';
import { handler as releasing } from './release-payment.ts';

const { items } = prepareTestTable();
const bench = prepareTestStripe();
const DAY_MS = 86_400_000;
const workspaceId = countedId('workspace', 1);
const owner = testMember(1);
const manager = { ...testMember(1, 'manager'), userId: countedId('user', 2) };
const finance = { ...testMember(1, 'finance'), userId: countedId('user', 3) };
type Who = typeof owner;

/** The rule of the workspace: every contract here costs 100,000 US cents. */
async function setRule(aboveMinor: number | null, currency: Workspace['currency'] = 'USD'): Promise<void> {
  const policies = { publishNeedsSecondMember: false, secondReleaserAboveMinor: aboveMinor, twoFactorRequired: false };
  const workspace = await findOne(workspaceRef(workspaceId));
  await write(
    workspace
      ? changeWorkspace(workspace, { set: { policies, currency } })
      : create(Workspaces, aWorkspace(1, { workspaceId, policies, currency })),
  );
}
const nameOf = ({ campaignId, contractId, influencerId }: ContractItem) => ({
  ...{ workspaceId, campaignId, contractId, influencerId },
});
const paramsOf = ({ campaignId, contractId }: ContractItem) => ({ campaignId, contractId });
const approve = (contract: ContractItem, actor: Who = finance) =>
  callEndpoint(approving, approveRelease, { actor, params: paramsOf(contract) });
const decline = (contract: ContractItem, actor: Who = finance) =>
  callEndpoint(declining, declineRelease, { actor, params: paramsOf(contract), body: { reason: 'Too early.' } });
const stateOf = async (contract: ContractItem) =>
  (await callEndpoint(getting, getReleaseApproval, { actor: testMember(1, 'viewer'), params: paramsOf(contract) }))
    .body;
const gates = async (contract: ContractItem) => await checking(nameOf(contract));
const eventsOf = async (type: string, { contractId }: ContractItem) =>
  (await items()).filter((item) => item.type === type && item.aggregateId === contractId);

/** A funded contract whose influencer can be paid. */
async function funded(count: number): Promise<{ contract: ContractItem; paymentId: string }> {
  const [contract] = (await putDeals(count)) as [ContractItem];
  const { body } = await callEndpoint(funding, fundEscrow, {
    actor: owner,
    params: { campaignId: contract.campaignId },
    body: {},
  });
  await settle('payment_intent.succeeded', await payByCard(bench(), body.clientSecret));
  await putPayoutAccount(bench(), contract.influencerId);
  return { contract, paymentId: body.paymentId };
}
/** Both reels approved by a member, and live since that instant. */
async function delivered(contract: ContractItem, reviewer: Who = manager, liveAtMs = nowMs() - 4 * DAY_MS) {
  const { campaignId, contractId, influencerId } = contract;
  const influencer = { ...testInfluencer(1), influencerId };
  for (let piece = 0; piece < 2; piece++) {
    const sent = await callEndpoint(submitting, submitContent, {
      actor: influencer,
      params: { campaignId },
      body: { ...samples['content.submit-content'], contractId },
    });
    const { contentId } = sent.body;
    const params = { campaignId, contentId };
    await callEndpoint(reviewing, reviewContent, { actor: reviewer, params, body: samples['content.review-content'] });
    const reviewed = (await items()).find((item) => item.type === 'ContentReviewed' && item.aggregateId === contentId);
    const { again } = await deliver(asking, 'ContentReviewed', reviewed?.data);
    await again();
  }
  await write(...updateContract(contract, { add: { liveCount: 2 }, set: { lastLiveAt: isoOf(liveAtMs) } }));
}

beforeAll(() => setRule(50_000));

describe('a release that takes a second person', () => {
  it('waits for one who did not approve the content, keeps its place, and goes on once they said yes', async () => {
    await setRule(50_000);
    const { contract, paymentId } = await funded(1);
    expect(await stateOf(contract)).toMatchObject({ state: 'waiting', begunBy: null, latestAt: null });
    await delivered(contract);
    expect(await eventsOf('ReleaseApprovalAsked', contract), 'asked once').toMatchObject([
      { data: { begunBy: manager.userId, amount: { amountMinor: 100_000, currency: 'USD' } } },
    ]);
    expect(await gates(contract)).toMatchObject({ next: 'wait', seen: /second_person_missing/ });
    await releasingHold(nameOf(contract));
    expect(await findOne(holdRef(workspaceId, contract.campaignId, contract.contractId))).toMatchObject({
      status: 'funded',
      secondPerson: { state: 'asked' },
    });
    const now = await callEndpoint(releasing, releasePayment, { actor: owner, params: { paymentId }, body: {} });
    expect(now, 'nobody gets around it by hand').toMatchObject({
      status: 409,
      body: { code: 'release_not_ready', issues: [{ message: 'second_person_missing' }] },
    });
    expect(await approve(contract, finance)).toMatchObject({
      status: 200,
      body: { state: 'approved', begunBy: manager.userId, decidedBy: finance.userId },
    });
    expect(await gates(contract)).toMatchObject({ next: 'release' });
    await releasingHold(nameOf(contract));
    const transfers = await bench().stripe.transfers.list();
    expect(transfers.data.filter(({ metadata }) => metadata.contractId === contract.contractId)).toHaveLength(1);
    const [approved] = await eventsOf('ReleaseApproved', contract);
    expect(noticesOf({ type: 'ReleaseApproved', data: approved?.data } as never)).toMatchObject([
      { to: { userId: manager.userId } },
    ]);
    expect(approved).toMatchObject({ gsi1pk: `WSP#${workspaceId}#AUDIT` });
    expect((await eventsOf('ReleaseReserved', contract))[0]?.data).not.toHaveProperty('withoutSecondPerson');
  });

  it('is not approved by who approved the content, by other roles, from elsewhere, or before all is approved', async () => {
    const { contract } = await funded(2);
    expect(await approve(contract), 'too early').toMatchObject({
      status: 409,
      body: { code: 'release_not_ready', issues: [{ message: 'content_not_approved' }] },
    });
    await delivered(contract, owner);
    for (const answer of [approve, decline]) {
      expect(await answer(contract, owner)).toMatchObject({ status: 403, body: { code: 'same_person' } });
      for (const actor of [manager, testMember(1, 'viewer')])
        expect(await answer(contract, actor)).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
      expect(await answer(contract, testMember(2))).toMatchObject({ status: 404 });
    }
    const answers = await Promise.all([approve(contract), approve(contract), approve(contract)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await eventsOf('ReleaseApproved', contract), 'said once').toHaveLength(1);
  });

  it('stays held after a no, with its reason, until somebody says yes', async () => {
    const { contract } = await funded(3);
    await delivered(contract);
    expect(await decline(contract)).toMatchObject({ body: { state: 'declined', reason: 'Too early.' } });
    expect(await gates(contract)).toMatchObject({ next: 'wait' });
    expect((await findOne(contractRef(workspaceId, contract.contractId)))?.secondPerson?.state).toBe('declined');
    const seen = await callEndpoint(reading, getContract, {
      actor: { ...testInfluencer(1), influencerId: contract.influencerId },
      params: { contractId: contract.contractId },
    });
    expect(seen.body.waitsForSecondPerson, 'what the influencer is told').toBe(true);
    expect(JSON.stringify(seen.body)).not.toContain('Too early.');
    expect(await approve(contract, owner)).toMatchObject({ body: { state: 'approved', reason: null } });
    expect(await gates(contract)).toMatchObject({ next: 'release' });
  });

  it('is paid out after the agreed time without one, since the influencer delivered, and says so', async () => {
    const { contract } = await funded(4);
    const liveAtMs = nowMs() - 10 * DAY_MS;
    await delivered(contract, manager, liveAtMs + 60_000);
    expect(await gates(contract)).toMatchObject({ next: 'wait', waitSeconds: expect.closeTo(60, -2) });
    expect((await stateOf(contract)).latestAt).toBe(isoOf(liveAtMs + 60_000 + 10 * DAY_MS));
    await write(...updateContract(contract, { set: { lastLiveAt: isoOf(liveAtMs) } }));
    expect(await gates(contract)).toMatchObject({ next: 'release' });
    await releasingHold(nameOf(contract));
    expect(await eventsOf('ReleaseReserved', contract)).toMatchObject([
      { data: { withoutSecondPerson: true }, gsi1pk: `WSP#${workspaceId}#AUDIT` },
    ]);
  });

  it('follows the rule as it is: made, lifted or in another currency while money is held', async () => {
    await setRule(null);
    const { contract } = await funded(5);
    await delivered(contract);
    expect(await gates(contract)).toMatchObject({ next: 'release' });
    expect(await approve(contract)).toMatchObject({ status: 409, body: { code: 'release_approval_not_needed' } });
    const changed = { workspaceId, changes: [{ field: 'policies.secondReleaserAboveMinor', from: null, to: 100_000 }] };
    await setRule(100_000);
    await deliver(reviewingReleases, 'WorkspaceChanged', changed);
    expect(await gates(contract), 'not above the amount').toMatchObject({ next: 'release' });
    await setRule(99_999);
    await deliver(reviewingReleases, 'WorkspaceChanged', changed);
    expect(await gates(contract)).toMatchObject({ next: 'wait' });
    expect(await stateOf(contract)).toMatchObject({ state: 'asked', begunBy: manager.userId });
    await setRule(null);
    await deliver(reviewingReleases, 'WorkspaceChanged', changed);
    expect(await gates(contract)).toMatchObject({ next: 'release' });
    expect(await stateOf(contract)).toMatchObject({ state: 'not_needed', askedAt: null });
    await setRule(99_999_999, 'EUR');
    await deliver(reviewingReleases, 'WorkspaceChanged', { workspaceId, changes: [{ field: 'currency' }] });
    expect(await gates(contract), 'another currency is not compared').toMatchObject({ next: 'wait' });
    expect(await approve(contract)).toMatchObject({ status: 200 });
    expect(await gates(contract)).toMatchObject({ next: 'release' });
  });
});
