import { afterEach, describe, expect, it } from 'vitest';
import { getBudget, getContract } from '#contract/areas/contracts.ts';
import { fundEscrow, getPaymentStatus } from '#contract/areas/payments.ts';
import type { ContractItem } from '#data/contract.ts';
import { editHold, holdRef } from '#data/hold.ts';
import { findOne } from '#data/read.ts';
import { handler as gettingBudget } from '#functions/contracts/get-budget.ts';
import { handler as gettingContract } from '#functions/contracts/get-contract.ts';
import { isoOf, nowMs } from '#runtime/clock.ts';
import { findStuckReleases } from '#runtime/money/find-stuck-releases.ts';
import { settlePayment } from '#runtime/money/settle-payment.ts';
import { callEndpoint, testInfluencer, testMember } from '#testing/call.ts';
import { aCampaign, anOffer, putContract, putOpenCampaign, write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { payByCard, prepareTestStripe, putDeals, settle } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as checkingGates } from '#workflows/escrow-release/steps/check-gates.ts';
import { handler as refundingLeftover } from '#workflows/escrow-release/steps/refund-leftover.ts';
import { handler as reminding } from '#workflows/escrow-release/steps/remind-hold.ts';
import { handler as funding } from './fund-escrow.ts';
import { handler as gettingStatus } from './get-status.ts';

const { items } = prepareTestTable();
const bench = prepareTestStripe();
const DAY_MS = 86_400_000;
const finance = testMember(1, 'finance');

afterEach(() => {
  process.env.PLATFORM_COUNTRY = 'DE';
});

const fund = (count: number, body = {}) =>
  callEndpoint(funding, fundEscrow, { actor: finance, params: { campaignId: countedId('campaign', count) }, body });
const contractSeenBy = async (actor: Parameters<typeof testMember> | number, { contractId }: ContractItem) =>
  (
    await callEndpoint(gettingContract, getContract, {
      actor: typeof actor === 'number' ? testInfluencer(actor) : testMember(...actor),
      params: { contractId },
    })
  ).body;
const budgetOf = async (count: number) =>
  (
    await callEndpoint(gettingBudget, getBudget, {
      actor: finance,
      params: { campaignId: countedId('campaign', count) },
    })
  ).body;
const nameOf = ({ workspaceId, campaignId, contractId, influencerId }: ContractItem) => ({
  workspaceId,
  campaignId,
  contractId,
  influencerId,
});

async function funded(count: number) {
  const [contract] = (await putDeals(count)) as [ContractItem];
  const { body } = await fund(count);
  await settle('payment_intent.succeeded', await payByCard(bench(), body.clientSecret));
  return { contract, paymentId: String(body.paymentId) };
}

/** Lets the time for which the money may be held end so many days from now. */
async function endsIn(contract: ContractItem, days: number): Promise<void> {
  const hold = await holdOf(contract);
  await write(editHold(hold, { heldUntil: isoOf(nowMs() + days * DAY_MS) }));
}

async function holdOf({ workspaceId, campaignId, contractId }: ContractItem) {
  const hold = await findOne(holdRef(workspaceId, campaignId, contractId));
  if (!hold) throw new Error('The contract has no hold.');
  return hold;
}

describe('the hold clock', () => {
  it('says before paying in until when the money could be held, and nothing of a clock yet', async () => {
    const [contract] = (await putDeals(1)) as [ContractItem];
    const seen = await contractSeenBy([1], contract);
    expect(seen).toMatchObject({
      fundedAt: null,
      holdClock: null,
      fundingWindow: { opensOn: null, reason: null },
    });
    const heldDays = (Date.parse(seen.fundingWindow.heldUntil) - nowMs()) / DAY_MS;
    expect(Math.round(heldDays)).toBe(90);
    expect(await budgetOf(1)).toMatchObject({ holdClock: null });
  });

  it('runs on contract, payment and budget from the arrival of the money, for both sides', async () => {
    const { contract, paymentId } = await funded(2);
    const brand = await contractSeenBy([1], contract);
    const creator = await contractSeenBy(20, contract);
    expect(brand).toMatchObject({ holdClock: { state: 'ok' }, fundingWindow: null });
    expect(Date.parse(brand.holdClock.heldUntil) - Date.parse(brand.fundedAt)).toBe(90 * DAY_MS);
    expect(creator.holdClock).toEqual(brand.holdClock);
    const { body } = await callEndpoint(gettingStatus, getPaymentStatus, { actor: finance, params: { paymentId } });
    expect(body.holdClock).toEqual(brand.holdClock);
    expect((await budgetOf(2)).holdClock).toEqual(brand.holdClock);
  });

  it('runs from the arrival at the provider, however late its webhook comes', async () => {
    const [contract] = (await putDeals(3)) as [ContractItem];
    const { body } = await fund(3);
    const paidAtMs = nowMs() - 3 * DAY_MS;
    await settlePayment(
      {
        ...{ intentId: 'pi_late', paymentId: body.paymentId, workspaceId: contract.workspaceId, chargeId: 'ch_late' },
        ...{ status: 'succeeded', declineCode: null, currency: 'USD', amountMinor: 100_000, paidAtMs },
        ...{ providerFeeMinor: 0, settled: null, dispute: null, refunds: [] },
      },
      {},
    );
    const seen = await contractSeenBy([1], contract);
    expect(seen).toMatchObject({
      fundedAt: isoOf(paidAtMs),
      holdClock: { heldUntil: isoOf(paidAtMs + 90 * DAY_MS), daysLeft: 86 },
    });
  });

  it('follows the country of the business that owns the account at the provider', async () => {
    process.env.PLATFORM_COUNTRY = 'US';
    const { contract } = await funded(4);
    expect((await contractSeenBy([1], contract)).holdClock).toMatchObject({ daysLeft: 729, state: 'ok' });
  });
});

describe('a contract whose dates outlast what may be held', () => {
  it('is refused when it is to be paid in, with the reason and the day on which it can be', async () => {
    const campaign = await putOpenCampaign(aCampaign(5));
    const offer = anOffer(50, campaign);
    offer.current.terms.dueOn = isoOf(nowMs() + 120 * DAY_MS).slice(0, 10);
    const contract = await putContract(50, offer);
    const refused = await fund(5);
    expect(refused).toMatchObject({ status: 409, body: { code: 'hold_too_long' } });
    expect(refused.body.issues).toEqual([
      {
        path: contract.contractId,
        message: expect.stringMatching(/at most 90 days.* Pay in on \d{1,2} \w+ \d{4} or later/),
      },
    ]);
    expect(await fund(5, { contractId: contract.contractId })).toMatchObject({ body: { code: 'hold_too_long' } });
    expect(await holdOf(contract)).toMatchObject({ status: 'unfunded', paymentId: null });
    expect((await contractSeenBy([1], contract)).fundingWindow).toMatchObject({
      opensOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      reason: refused.body.issues[0].message,
    });
    process.env.PLATFORM_COUNTRY = 'US';
    expect(await fund(5)).toMatchObject({ status: 201 });
  });

  it('is left out of a payment for the whole campaign', async () => {
    const campaign = await putOpenCampaign(aCampaign(6));
    const far = anOffer(60, campaign);
    far.current.terms.dueOn = isoOf(nowMs() + 120 * DAY_MS).slice(0, 10);
    await putContract(60, far);
    const near = await putContract(61, anOffer(61, campaign));
    const { status, body } = await fund(6);
    expect(status).toBe(201);
    expect(body.contracts.map(({ contractId }: ContractItem) => contractId)).toEqual([near.contractId]);
  });
});

describe('the end of the time', () => {
  const reminders = async (contract: ContractItem) =>
    (await items()).filter((item) => item.type === 'HoldEndingSoon' && item.aggregateId === contract.contractId);

  it('is told 14 and 3 days before, once each', async () => {
    const { contract } = await funded(7);
    expect(await checkingGates(nameOf(contract))).toMatchObject({ next: 'wait' });
    for (const [days, told] of [
      [13.5, 1],
      [2.5, 2],
    ] as const) {
      await endsIn(contract, days);
      expect(await checkingGates(nameOf(contract))).toMatchObject({ next: 'remind' });
      for (let times = 0; times < 2; times++) await reminding(nameOf(contract));
      expect(await checkingGates(nameOf(contract))).toMatchObject({ next: 'wait' });
      expect(await reminders(contract)).toHaveLength(told);
    }
    const said = (await reminders(contract)).map((item) => (item.data as { daysLeft: number }).daysLeft);
    expect(said.sort()).toEqual([13, 2]);
  });

  it('gives back what nobody delivered for a day before, though the campaign goes on', async () => {
    const { contract } = await funded(8);
    await endsIn(contract, 0.9);
    await reminding(nameOf(contract));
    expect(await checkingGates(nameOf(contract))).toMatchObject({ next: 'refund' });
    await refundingLeftover(nameOf(contract));
    expect(await holdOf(contract)).toMatchObject({ status: 'refunded' });
    expect(await contractSeenBy([1], contract)).toMatchObject({ fundingStatus: 'refunded', holdClock: null });
    expect(await budgetOf(8)).toMatchObject({ holdClock: null, refunded: { amountMinor: 100_000 } });
  });

  it('calls a person for money that is held beyond it', async () => {
    const { contract } = await funded(9);
    expect(await findStuckReleases(nowMs())).not.toContain(contract.contractId);
    await endsIn(contract, -0.1);
    expect(await findStuckReleases(nowMs())).toContain(contract.contractId);
  });
});
