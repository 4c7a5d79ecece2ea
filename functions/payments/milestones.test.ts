import type { SQSEvent } from 'aws-lambda';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { getCampaign } from '#contract/areas/campaigns.ts';
import { markSeen, reportLive, reviewContent, submitContent } from '#contract/areas/content.ts';
import { cancelContract, getBudget, getCancellation, getContract } from '#contract/areas/contracts.ts';
import { openDispute, resolveDispute, waiveAppeal, withdrawDispute } from '#contract/areas/disputes.ts';
import { getYearOfEarnings } from '#contract/areas/earnings.ts';
import { acceptOffer, createOffer } from '#contract/areas/offers.ts';
import { fundEscrow, getEarnings, getLedger, refundPayment, releasePayment } from '#contract/areas/payments.ts';
import { create, update } from '#data/change.ts';
import { keys } from '#data/keys.ts';
import { Workspaces } from '#data/workspace.ts';
import { ANSWER_DAYS } from '#domain/dispute.ts';
import { handler as gettingCampaign } from '#functions/campaigns/get-campaign.ts';
import { handler as seeing } from '#functions/content/mark-seen.ts';
import { handler as reporting } from '#functions/content/report-live.ts';
import { handler as reviewing } from '#functions/content/review-content.ts';
import { handler as submitting } from '#functions/content/submit-content.ts';
import { handler as cancelling } from '#functions/contracts/cancel-contract.ts';
import { handler as gettingBudget } from '#functions/contracts/get-budget.ts';
import { handler as lookingAtCancellation } from '#functions/contracts/get-cancellation.ts';
import { handler as gettingContract } from '#functions/contracts/get-contract.ts';
import { handler as disputing } from '#functions/disputes/open-dispute.ts';
import { handler as resolving } from '#functions/disputes/resolve-dispute.ts';
import { handler as waiving } from '#functions/disputes/waive-appeal.ts';
import { handler as withdrawing } from '#functions/disputes/withdraw-dispute.ts';
import { handler as earning } from '#functions/influencers/get-earnings.ts';
import { handler as earningInYear } from '#functions/influencers/get-year-of-earnings.ts';
import { handler as readingLedger } from '#functions/ledger/get-ledger.ts';
import { handler as accepting } from '#functions/offers/accept-offer.ts';
import { handler as creating } from '#functions/offers/create-offer.ts';
import { handler as numbering } from '#functions/queues/number-invoice.ts';
import { daysLater, isoOf, nowMs } from '#runtime/clock.ts';
import { callEndpoint, testInfluencer, testMember, testStaff } from '#testing/call.ts';
import { aCampaign, aProfile, putOpenCampaign, putProfile, write } from '#testing/deal.ts';
import { prepareTestFees } from '#testing/fees.ts';
import { countedId } from '#testing/ids.ts';
import { ledgerProblemsOf } from '#testing/ledger.ts';
import { samples } from '#testing/samples.ts';
import { payByCard, prepareTestStripe, putPayoutAccount, settle } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { aWorkspace } from '#testing/workspace.ts';
import { handler as advancing } from '#workflows/escrow-release/steps/advance-dispute.ts';
import { handler as approvingContent } from '#workflows/escrow-release/steps/approve-content.ts';
import { handler as checking } from '#workflows/escrow-release/steps/check-gates.ts';
import { handler as refundingHold } from '#workflows/escrow-release/steps/refund-leftover.ts';
import { handler as releasingHold } from '#workflows/escrow-release/steps/release-hold.ts';
import { handler as funding } from './fund-escrow.ts';
import { handler as refunding } from './refund-payment.ts';
import { handler as releasing } from './release-payment.ts';

const { items } = prepareTestTable();
const bench = prepareTestStripe();
prepareTestFees();
const brand = testMember();
const mara = testInfluencer(1);
const LONG_AGO = '2026-01-01T00:00:00.000Z';
const day = (days: number) => daysLater(nowMs(), days).slice(0, 10);
const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });

/** 99,999 minor units in three milestones: a reel, a story, and a last day that is too far off to be paid in yet. */
const MILESTONES = [
  { title: 'The reel', deliverableIds: ['reel'], dueOn: day(20), price: usd(33_333) },
  { title: 'The story', deliverableIds: ['story'], dueOn: day(40), price: usd(33_333) },
  { title: 'A year of use', deliverableIds: [], dueOn: day(200), price: usd(33_333) },
];
const TERMS = {
  price: usd(99_999),
  deliverables: [
    { deliverableId: 'reel', type: 'reel', platform: 'instagram', count: 1 },
    { deliverableId: 'story', type: 'story', platform: 'instagram', count: 1 },
  ],
  dueOn: day(200),
  milestones: MILESTONES,
};
const offer = (campaign: number, edit: object = {}) =>
  callEndpoint(creating, createOffer, {
    actor: brand,
    params: { campaignId: countedId('campaign', campaign) },
    body: { ...samples['offers.create-offer'], ...TERMS, ...edit },
  });

beforeAll(async () => {
  await write(create(Workspaces, aWorkspace(1)));
  for (let count = 1; count <= 10; count++) await putOpenCampaign(aCampaign(count));
  await putProfile(aProfile(1));
  await putPayoutAccount(bench(), countedId('influencer', 1));
});

interface Name {
  workspaceId: string;
  campaignId: string;
  contractId: string;
  influencerId: string;
}

async function agreed(campaign: number): Promise<Name> {
  const { offerId } = (await offer(campaign)).body;
  const request = { actor: mara, params: { offerId }, body: { version: 1 } };
  const { contractId } = (await callEndpoint(accepting, acceptOffer, request)).body;
  const [workspaceId, campaignId] = [countedId('workspace', 1), countedId('campaign', campaign)];
  return { workspaceId, campaignId, contractId: String(contractId), influencerId: countedId('influencer', 1) };
}
const fund = ({ campaignId }: Name, body: object = {}) =>
  callEndpoint(funding, fundEscrow, { actor: brand, params: { campaignId }, body });
async function funded(campaign: number) {
  const name = await agreed(campaign);
  const { body } = await fund(name);
  await settle('payment_intent.succeeded', await payByCard(bench(), body.clientSecret));
  return { name, paymentId: String(body.paymentId) };
}
const contractOf = async ({ contractId }: Name, actor: typeof brand | typeof mara = brand) =>
  (await callEndpoint(gettingContract, getContract, { actor, params: { contractId } })).body;
const budgetOf = async ({ campaignId }: Name) => {
  const { body } = await callEndpoint(gettingBudget, getBudget, { actor: brand, params: { campaignId } });
  return ['funded', 'released', 'refunded', 'fees', 'remaining'].map((figure) => body[figure].amountMinor);
};
const statusesOf = async (name: Name) =>
  (await contractOf(name)).milestones.map(({ status }: { status: string }) => status);
const release = (paymentId: string, body: object = {}) =>
  callEndpoint(releasing, releasePayment, { actor: brand, params: { paymentId }, body });
const refund = (paymentId: string, body: object = {}) =>
  callEndpoint(refunding, refundPayment, { actor: brand, params: { paymentId }, body });

/** Content for a deliverable, handed in, approved and live since long ago. */
async function deliver(
  { workspaceId, campaignId, contractId, influencerId }: Name,
  deliverableId: string,
  milestone: number,
) {
  const handedIn = await callEndpoint(submitting, submitContent, {
    actor: mara,
    params: { campaignId },
    body: { ...samples['content.submit-content'], contractId, deliverableId },
  });
  const params = { campaignId, contentId: handedIn.body.contentId };
  await callEndpoint(reviewing, reviewContent, { actor: brand, params, body: { status: 'approved' } });
  await callEndpoint(reporting, reportLive, { actor: mara, params, body: samples['content.report-live'] });
  const path = `progress.${milestone}.lastLiveAt`;
  const isThere = [{ path: 'pk', is: 'present' as const }];
  await write(
    update(keys.contract(workspaceId, contractId), { set: { [path]: LONG_AGO } }, isThere),
    update(keys.contractCopy(influencerId, contractId), { set: { [path]: LONG_AGO } }, isThere),
  );
}

/** Which milestones each entry about a contract moved money of, oldest first, as a side reads it. */
async function milestonesMoved({ contractId, campaignId }: Name, actor: typeof brand | typeof mara) {
  const { body } = await callEndpoint(readingLedger, getLedger, { actor, query: { campaignId } });
  const about = (line: { contractId: string; milestone: number }) =>
    line.contractId === contractId ? [line.milestone] : [];
  return body.items
    .map(({ kind, lines }: { kind: string; lines: [] }) => [kind, [...new Set(lines.flatMap(about))]])
    .reverse();
}
const problemsOf = (name: Name) => ledgerProblemsOf(name);
const transfersOf = async ({ contractId }: Name) =>
  (await bench().stripe.transfers.list({ limit: 100 })).data.filter(
    ({ metadata }) => metadata.contractId === contractId,
  );

describe('an offer with milestones', () => {
  it('is refused when they do not sum to the price, and nothing is sent', async () => {
    const short = [MILESTONES[0], MILESTONES[1], { ...MILESTONES[2], price: usd(33_332) }];
    expect(await offer(1, { milestones: short })).toMatchObject({
      status: 400,
      body: { code: 'validation_failed', issues: [{ path: 'milestones', message: expect.stringContaining('1 less') }] },
    });
    for (const amountMinor of [-33_333, 33_333.5])
      expect(
        await offer(1, { milestones: [MILESTONES[0], MILESTONES[1], { ...MILESTONES[2], price: usd(amountMinor) }] }),
      ).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect((await items()).filter(({ _et }) => _et === 'offer')).toEqual([]);
  });

  it('says before it is accepted what of it cannot be held yet', async () => {
    const { body } = await offer(2);
    expect(body).toMatchObject({
      terms: { milestones: MILESTONES },
      warnings: [{ path: 'terms.milestones.2.dueOn', message: expect.stringContaining('Pay in on') }],
    });
  });
});

describe('a contract with milestones', () => {
  it('pays in, releases and refunds each on its own, to the minor unit, and says so on both sides', async () => {
    const { name, paymentId } = await funded(1);
    expect(await statusesOf(name)).toEqual(['funded', 'funded', 'unfunded']);
    expect(await budgetOf(name)).toEqual([66_666, 0, 0, 0, 600_001]);
    expect(await problemsOf(name)).toEqual([]);
    expect((await release(paymentId)).body).toMatchObject({
      code: 'release_not_ready',
      issues: expect.arrayContaining([{ path: `${name.contractId}.milestones.1`, message: 'content_not_approved' }]),
    });
    await deliver(name, 'reel', 1);
    expect(await checking(name)).toMatchObject({ next: 'release' });
    await releasingHold(name);
    expect(await statusesOf(name)).toEqual(['released', 'funded', 'unfunded']);
    expect(await budgetOf(name)).toEqual([66_666, 29_999, 0, 3334, 600_001]);
    // Nothing of the second milestone is delivered, and a second look sends nothing again.
    expect(await checking(name)).toMatchObject({ next: 'wait', seen: expect.stringContaining('content_not_approved') });
    await releasingHold(name);
    expect((await transfersOf(name)).map(({ amount }) => amount)).toEqual([29_999]);
    const earnings = (await callEndpoint(earning, getEarnings, { actor: mara })).body;
    expect(earnings.totals).toMatchObject([{ held: usd(30_000), paid: usd(29_999), platformFees: usd(3334) }]);
    expect((await refund(paymentId, { contractId: name.contractId, milestone: 2 })).status).toBe(202);
    await refundingHold(name);
    expect(await statusesOf(name)).toEqual(['released', 'refunded', 'unfunded']);
    expect(await budgetOf(name)).toEqual([66_666, 29_999, 33_333, 3334, 600_001]);
    expect(await problemsOf(name)).toEqual([]);
    for (const actor of [brand, mara])
      expect(await milestonesMoved(name, actor)).toEqual([
        ['funded', [1, 2]],
        ['reserved', [1]],
        ['posted', [1]],
        ['refund_reserved', [2]],
        ['refunded', [2]],
      ]);
    const year = { actor: mara, params: { year: isoOf(nowMs()).slice(0, 4) } };
    const { body: earned } = await callEndpoint(earningInYear, getYearOfEarnings, year);
    expect(earned.groups[0].lines).toMatchObject([{ contractId: name.contractId, milestone: 1, net: usd(29_999) }]);
    expect(await contractOf(name)).toMatchObject({
      fundingStatus: 'unfunded',
      milestones: [
        { number: 1, title: 'The reel', released: usd(33_333), refunded: usd(0), progress: { required: 1, live: 1 } },
        { number: 2, released: usd(0), refunded: usd(33_333), progress: { required: 1, live: 0 } },
        { number: 3, fundingWindow: { reason: expect.stringContaining('Pay in on') } },
      ],
    });
    const said = async (actor: typeof brand | typeof mara) =>
      (await contractOf(name, actor)).milestones.map(({ status, released, refunded }: Record<string, unknown>) => [
        status,
        released,
        refunded,
      ]);
    expect(await said(mara)).toEqual(await said(brand));
  });

  it('refuses what cannot be, and moves nothing by it', async () => {
    const { name, paymentId } = await funded(3);
    const before = await budgetOf(name);
    const { contractId } = name;
    expect(await fund(name, { contractId, milestone: 3 })).toMatchObject({
      status: 409,
      body: { code: 'hold_too_long' },
    });
    expect(await fund(name, { contractId, milestone: 4 })).toMatchObject({
      status: 400,
      body: { code: 'validation_failed', issues: [{ path: 'milestone', message: expect.stringContaining('1 to 3') }] },
    });
    expect(await fund(name, { milestone: 1 })).toMatchObject({
      status: 400,
      body: { issues: [{ path: 'contractId' }] },
    });
    expect(await fund(name, { contractId, milestone: 1 })).toMatchObject({
      status: 409,
      body: { code: 'nothing_to_fund' },
    });
    for (const ask of [release, refund]) {
      expect(await ask(paymentId, { contractId, milestone: 3 })).toMatchObject({
        status: 400,
        body: { code: 'validation_failed', issues: [{ path: 'milestone' }] },
      });
      expect(await ask(paymentId, { milestone: 1 })).toMatchObject({ status: 400 });
      expect(await ask(paymentId, { contractId: countedId('contract', 99), milestone: 1 })).toMatchObject({
        status: 404,
      });
      for (const milestone of [0, -1, 1.5])
        expect(await ask(paymentId, { contractId, milestone })).toMatchObject({ status: 400 });
    }
    const story = { ...samples['content.submit-content'], contractId, deliverableId: 'story' };
    await refund(paymentId, { contractId, milestone: 2 });
    await refundingHold(name);
    expect(await refund(paymentId, { contractId, milestone: 2 })).toMatchObject({ body: { code: 'already_released' } });
    expect(await release(paymentId, { contractId, milestone: 2 })).toMatchObject({
      body: { code: 'already_released' },
    });
    const late = await callEndpoint(submitting, submitContent, {
      actor: mara,
      params: { campaignId: name.campaignId },
      body: story,
    });
    expect(late).toMatchObject({
      status: 409,
      body: { code: 'contract_not_funded', detail: expect.stringContaining('milestone') },
    });
    expect(await budgetOf(name)).toEqual([before[0], 0, 33_333, 0, before[4]]);
    expect(await problemsOf(name)).toEqual([]);
  });

  it('has documents for each release, with the milestone named, once', async () => {
    const { name } = await funded(4);
    await deliver(name, 'reel', 1);
    await deliver(name, 'story', 2);
    await releasingHold(name);
    await releasingHold(name);
    expect(await statusesOf(name)).toEqual(['released', 'released', 'unfunded']);
    const releasedEvents = (await items()).filter(
      ({ type, aggregateId }) => type === 'PaymentReleased' && aggregateId === name.contractId,
    );
    const parts = releasedEvents.map(({ data }) => (data as { partId: string }).partId).sort();
    expect(parts).toEqual(['1', '2']);
    const requests = [...parts, ...parts].map((partId) => ({
      ...{ ...name, partId, kind: 'brand_invoice', releasedAt: isoOf(nowMs()), correlationId: 'test' },
    }));
    await numbering({
      Records: requests.map((body, index) => ({ messageId: `m-${index}`, body: JSON.stringify(body) })),
    } as SQSEvent);
    const invoices = (await items()).filter(
      ({ _et, contractId }) => _et === 'invoice' && contractId === name.contractId,
    );
    expect(invoices.map(({ milestone }) => milestone)).toEqual([1, 2]);
    expect(
      invoices.map(({ priceMinor, lines }) => [priceMinor, (lines as { description: string }[])[0]?.description]),
    ).toEqual([
      [33_333, expect.stringContaining('milestone 1, The reel')],
      [33_333, expect.stringContaining('milestone 2, The story')],
    ]);
    expect((await transfersOf(name)).map(({ amount, metadata }) => [metadata.part, amount]).sort()).toEqual([
      ['1', 29_999],
      ['2', 30_000],
    ]);
  });
});

describe('a dispute about a payment of which a milestone is paid out', () => {
  /** The bank's word about the charge of a payment, told twice. */
  async function dispute(paymentId: string): Promise<{ close: (status: 'won' | 'lost') => Promise<void> }> {
    const [payment] = (await items()).filter((item) => item._et === 'payment' && item.paymentId === paymentId);
    const made = await bench().control('POST', 'disputes', { charge: payment?.chargeId });
    const disputeId = String(made.body.id);
    for (const _twice of [1, 2]) await settle('charge.dispute.created', disputeId);
    const close = async (status: 'won' | 'lost') => {
      await bench().control('POST', `disputes/${disputeId}/close`, { status });
      for (const _twice of [1, 2]) await settle('charge.dispute.closed', disputeId);
    };
    return { close };
  }

  it('freezes what is not, and takes only that when it is lost; the rest is the platform’s loss', async () => {
    const { name, paymentId } = await funded(6);
    await deliver(name, 'reel', 1);
    await releasingHold(name);
    await deliver(name, 'story', 2);
    const { close } = await dispute(paymentId);
    expect(await statusesOf(name)).toEqual(['released', 'disputed', 'unfunded']);
    expect(await checking(name)).toMatchObject({ next: 'wait', seen: expect.stringContaining('dispute_open') });
    expect(await problemsOf(name)).toEqual([]);
    await close('lost');
    expect(await statusesOf(name)).toEqual(['released', 'refunded', 'unfunded']);
    expect(await budgetOf(name)).toEqual([66_666, 29_999, 33_333, 3334, 600_001]);
    expect(await problemsOf(name)).toEqual([]);
    await releasingHold(name);
    expect(await transfersOf(name)).toHaveLength(1);
  });

  it('names each milestone that it took when none was paid out', async () => {
    const { name, paymentId } = await funded(8);
    await (await dispute(paymentId)).close('lost');
    expect(await statusesOf(name)).toEqual(['refunded', 'refunded', 'unfunded']);
    expect((await milestonesMoved(name, brand)).at(-1)).toEqual(['charged_back', [1, 2]]);
    expect(await problemsOf(name)).toEqual([]);
  });

  it('lets the others go on when it is won', async () => {
    const { name, paymentId } = await funded(7);
    await deliver(name, 'story', 2);
    const { close } = await dispute(paymentId);
    expect(await statusesOf(name)).toEqual(['disputed', 'disputed', 'unfunded']);
    await close('won');
    await releasingHold(name);
    expect(await statusesOf(name)).toEqual(['funded', 'released', 'unfunded']);
    expect(await problemsOf(name)).toEqual([]);
  });
});

describe('content that nobody answers', () => {
  it('is approved by the contract once the agreed time is over, and waits without it', async () => {
    const { offerId } = (await offer(5, { reviewDays: 5 })).body;
    const accepted = await callEndpoint(accepting, acceptOffer, {
      actor: mara,
      params: { offerId },
      body: { version: 1 },
    });
    const [workspaceId, campaignId] = [countedId('workspace', 1), countedId('campaign', 5)];
    const contractId = String(accepted.body.contractId);
    const name = { workspaceId, campaignId, contractId, influencerId: countedId('influencer', 1) };
    const paid = await fund(name);
    await settle('payment_intent.succeeded', await payByCard(bench(), paid.body.clientSecret));
    const handedIn = await callEndpoint(submitting, submitContent, {
      actor: mara,
      params: { campaignId },
      body: { ...samples['content.submit-content'], contractId, deliverableId: 'reel' },
    });
    const params = { campaignId, contentId: handedIn.body.contentId };
    await callEndpoint(seeing, markSeen, { actor: brand, params });
    const { waitSeconds } = await checking(name);
    expect(waitSeconds).toBeGreaterThan(5 * 86_400 - 600);
    expect(waitSeconds).toBeLessThanOrEqual(5 * 86_400);
    await approvingContent(name);
    expect((await contractOf(name)).milestones[0].progress.approved).toBe(0);
    await write(
      update(keys.submission(workspaceId, campaignId, handedIn.body.contentId), { set: { submittedAt: LONG_AGO } }, [
        { path: 'pk', is: 'present' },
      ]),
    );
    expect(await checking(name)).toMatchObject({ next: 'approve' });
    for (const _twice of [1, 2]) await approvingContent(name);
    expect((await contractOf(name)).milestones[0].progress).toEqual({ required: 1, approved: 1, live: 0 });
    const [content] = (await items()).filter(
      ({ _et, submissionId }) => _et === 'submission' && submissionId === handedIn.body.contentId,
    );
    expect(content).toMatchObject({ status: 'approved', note: expect.stringContaining('within 5 days') });
  });
});

describe('a dispute about one milestone', () => {
  afterEach(() => vi.useRealTimers());
  const dispute = ({ contractId }: Name, milestone: number, actor: typeof brand | typeof mara = brand) =>
    callEndpoint(disputing, openDispute, {
      actor,
      body: {
        ...{ contractId, milestone, reason: 'other', text: 'It is not what was agreed.' },
        claim: { influencerMinor: 0, brandMinor: 33_333 },
      },
    });
  const campaignOf = async ({ campaignId }: Name) =>
    (await callEndpoint(gettingCampaign, getCampaign, { actor: brand, params: { campaignId } })).body.status;

  it('freezes that one only: the others are handed in, approved, paid out and got out of', async () => {
    const { name } = await funded(9);
    const { body } = await dispute(name, 1);
    expect(await statusesOf(name)).toEqual(['disputed', 'funded', 'unfunded']);
    for (const actor of [brand, mara]) {
      const { fundingStatus, milestones, disputable } = await contractOf(name, actor);
      expect([fundingStatus, ...milestones.map(({ disputeId }: { disputeId: string }) => disputeId)]).toEqual([
        ...['funded', body.disputeId, null, null],
      ]);
      expect(disputable.lots.map(({ milestone }: { milestone: number }) => milestone)).toEqual([2]);
    }
    expect(await campaignOf(name), 'other work of it goes on').toBe('published');
    const { contractId, campaignId } = name;
    const reel = { ...samples['content.submit-content'], contractId, deliverableId: 'reel' };
    expect(
      await callEndpoint(submitting, submitContent, { actor: mara, params: { campaignId }, body: reel }),
    ).toMatchObject({
      status: 409,
      body: { code: 'contract_not_funded', detail: expect.stringContaining('milestone is disputed') },
    });
    await deliver(name, 'story', 2);
    expect(await checking(name)).toMatchObject({ next: 'release' });
    for (let times = 0; times < 2; times++) await releasingHold({ ...name, partId: '2' });
    expect(await statusesOf(name)).toEqual(['disputed', 'released', 'unfunded']);
    expect((await transfersOf(name)).map(({ amount }) => amount)).toEqual([30_666]);

    const shown = (await callEndpoint(lookingAtCancellation, getCancellation, { actor: brand, params: { contractId } }))
      .body;
    expect(shown.lines.map(({ line }: { line: string }) => line)).toEqual([
      ...['stays_released', 'stays_in_dispute', 'no_longer_owed', 'freed_in_budget'],
    ]);
    const out = { actor: brand, params: { contractId }, body: { version: shown.version } };
    expect(await callEndpoint(cancelling, cancelContract, out)).toMatchObject({ status: 202 });
    expect(await statusesOf(name)).toEqual(['disputed', 'released', 'cancelled']);
    expect(
      (await callEndpoint(lookingAtCancellation, getCancellation, { actor: brand, params: { contractId } })).body,
    ).toMatchObject({ stage: 'disputed', may: false, code: 'dispute_open_already' });
    const back = { actor: brand, params: { disputeId: body.disputeId }, body: { text: '' } };
    expect(await callEndpoint(withdrawing, withdrawDispute, back)).toMatchObject({ status: 200 });
    expect(await statusesOf(name)).toEqual(['funded', 'released', 'cancelled']);
    expect(await problemsOf(name)).toEqual([]);
  });

  it('lets the others be paid in, and be disputed on their own; each dispute has its own clock and decision', async () => {
    const name = await agreed(10);
    const pay = async (milestone: number) => {
      const { body } = await fund(name, { contractId: name.contractId, milestone });
      await settle('payment_intent.succeeded', await payByCard(bench(), body.clientSecret));
    };
    await pay(1);
    const first = (await dispute(name, 1)).body.disputeId;
    expect(await contractOf(name)).toMatchObject({ fundingStatus: 'disputed' });
    expect(await campaignOf(name)).toBe('published');
    await pay(2);
    expect(await statusesOf(name)).toEqual(['disputed', 'funded', 'unfunded']);
    expect(await dispute(name, 1, mara)).toMatchObject({ status: 409, body: { code: 'dispute_open_already' } });
    expect(await dispute(name, 3, mara)).toMatchObject({ status: 409, body: { code: 'milestone_not_held' } });
    const second = (await dispute(name, 2, mara)).body.disputeId;
    expect(await statusesOf(name)).toEqual(['disputed', 'disputed', 'unfunded']);
    vi.useFakeTimers({ now: Date.now() + ANSWER_DAYS * 86_400_000, toFake: ['Date'] });
    expect(await checking(name)).toMatchObject({ next: 'dispute', seen: 'dispute:hand_over' });
    await advancing(name);
    expect(await checking(name)).toMatchObject({ next: 'wait' });
    const resolve = (disputeId: string, influencerMinor: number) =>
      callEndpoint(resolving, resolveDispute, {
        actor: testStaff('support'),
        params: { disputeId },
        body: {
          ...{ workspaceId: name.workspaceId, influencerMinor, brandMinor: 33_333 - influencerMinor },
          reason: 'What was delivered is not what was agreed.',
        },
      });
    const accepted = async (disputeId: string, influencerMinor: number) => {
      expect(await resolve(disputeId, influencerMinor)).toMatchObject({ status: 200 });
      for (const actor of [brand, mara]) await callEndpoint(waiving, waiveAppeal, { actor, params: { disputeId } });
    };
    await accepted(first, 0);
    await refundingHold({ ...name, partId: '1' });
    expect(await statusesOf(name)).toEqual(['refunded', 'disputed', 'unfunded']);
    await accepted(second, 33_333);
    await releasingHold({ ...name, partId: '2' });
    expect(await statusesOf(name)).toEqual(['refunded', 'released', 'unfunded']);
    expect(await problemsOf(name)).toEqual([]);
  });
});
