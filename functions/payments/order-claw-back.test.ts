import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  dismissClawBack,
  listClawBackOrders,
  listClawBacks,
  listPaidOut,
  orderClawBack,
} from '#contract/areas/claw-backs.ts';
import { fundEscrow } from '#contract/areas/payments.ts';
import { noticesOf } from '#contract/notices.ts';
import { type ContractItem, updateContract } from '#data/contract.ts';
import { type HoldItem, holdRef } from '#data/hold.ts';
import { findOne } from '#data/read.ts';
import { balancesOf, type LedgerEntry } from '#domain/ledger.ts';
import { handler as listingOwn } from '#functions/payouts/list-claw-backs.ts';
import { handler as taking } from '#functions/reactions/on-event-take-back.ts';
import { callEndpoint, testInfluencer, testMember, testStaff } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { deliver } from '#testing/deliver.ts';
import { countedId } from '#testing/ids.ts';
import { ledgerProblemsOf } from '#testing/ledger.ts';
import { putPerson } from '#testing/person.ts';
import { payByCard, prepareTestStripe, putDeals, putPayoutAccount, settle } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as releasing } from '#workflows/escrow-release/steps/release-hold.ts';
import { handler as dismissing } from './dismiss-claw-back.ts';
import { handler as funding } from './fund-escrow.ts';
import { handler as listing } from './list-claw-back-orders.ts';
import { handler as listingPaidOut } from './list-paid-out.ts';
import { handler as ordering } from './order-claw-back.ts';

const table = prepareTestTable();
const bench = prepareTestStripe();
const staff = testStaff('admin');
const steppedUp = (actor: object) => ({ ...actor, steppedUpAtMs: Date.now() }) as never;
/** Two admins, and a second account of the first one. */
const admin = (count: number) => ({ ...staff, userId: countedId('user', 700 + count) });
const [anna, ben, annaAgain] = [admin(1), admin(2), admin(3)];
beforeAll(async () => {
  await putPerson(anna.userId, 'anna@accord.example');
  await putPerson(ben.userId, 'ben@accord.example');
  await putPerson(annaAgain.userId, 'anna+second@accord.example');
});
beforeEach(() => void bench().control('DELETE', 'faults'));
afterEach(() => void vi.useRealTimers());

interface Paid {
  contract: ContractItem;
  accountId: string;
  chargeId: string;
}

/** A contract of campaign `count` whose influencer was paid 90,000 of 100,000. */
async function paidOut(count: number): Promise<Paid> {
  const [contract] = (await putDeals(count)) as [ContractItem];
  const { workspaceId, campaignId, contractId, influencerId } = contract;
  const accountId = await putPayoutAccount(bench(), influencerId);
  const { body } = await callEndpoint(funding, fundEscrow, { actor: testMember(), params: { campaignId }, body: {} });
  const intentId = await payByCard(bench(), body.clientSecret);
  await settle('payment_intent.succeeded', intentId);
  const lastLiveAt = '2026-01-01T00:00:00.000Z';
  await write(...updateContract(contract, { add: { approvedCount: 2, liveCount: 2 }, set: { lastLiveAt } }));
  await releasing({ workspaceId, campaignId, contractId, influencerId });
  const intent = await bench().stripe.paymentIntents.retrieve(intentId);
  return { contract, accountId, chargeId: String(intent.latest_charge) };
}

const bodyOf = ({ workspaceId, campaignId, contractId }: ContractItem, edit: object = {}) => ({
  ...{ workspaceId, campaignId, contractId, use: 'reserve', reason: 'The post was taken down after a day.' },
  amount: { amountMinor: 60_000, currency: 'USD' },
  ...edit,
});
const order = ({ contract }: Paid, edit: object = {}) =>
  callEndpoint(ordering, orderClawBack, { actor: steppedUp(staff), body: bodyOf(contract, edit) });
const dismiss = ({ contract: { influencerId, contractId } }: Paid, actor: object, edit: object = {}) =>
  callEndpoint(dismissing, dismissClawBack, {
    actor: steppedUp(actor),
    body: { influencerId, contractId, part: '1', ...edit },
  });
const holdOf = async ({ contract: { workspaceId, campaignId, contractId } }: Paid) =>
  (await findOne(holdRef(workspaceId, campaignId, contractId))) as HoldItem;
const ownOf = async ({ contract }: Paid) =>
  (
    await callEndpoint(listingOwn, listClawBacks, {
      actor: { ...testInfluencer(1), influencerId: contract.influencerId },
    })
  ).body.items;
const eventsOf = async (type: string, { contract: { contractId } }: Paid) =>
  (await table.items()).filter(
    (item) => item.type === type && (item.data as { contractId?: string }).contractId === contractId,
  );

/** Lets the order be carried out, as often as it is told. */
async function carriedOut(paid: Paid, times = 1): Promise<void> {
  const [ordered] = await eventsOf('ClawBackOrdered', paid);
  const { again } = await deliver(taking, 'ClawBackOrdered', ordered?.data);
  for (let time = 1; time < times; time++) await again();
}

async function balanceOf({ contract }: Paid) {
  const entries = (await table.items()).filter(
    (item) => item._et === 'ledger_entry' && item.campaignId === contract.campaignId,
  ) as unknown as LedgerEntry[];
  expect(await ledgerProblemsOf(contract)).toEqual([]);
  return Object.fromEntries(
    balancesOf(entries)
      .filter(({ account, amountMinor }) => amountMinor !== 0 && !/^(clearing|providerFees|fees)$/.test(account))
      .map(({ account, amountMinor }) => [account.replace(/:.*/, ''), amountMinor]),
  );
}

/** The influencer's balance goes to their bank. */
async function emptied({ accountId }: Paid): Promise<void> {
  await bench().advance(4 * 86_400_000);
  const { available } = await bench().stripe.balance.retrieve({}, { stripeAccount: accountId });
  expect(available.every(({ amount }) => amount === 0)).toBe(true);
}

/** Money of another payment that is sent to the influencer, of which the provider has told nothing yet. */
async function anotherPayout({ accountId }: Paid, amount: number) {
  const funds = await bench().stripe.paymentIntents.create({
    ...{ amount: 100_000, currency: 'usd', payment_method: 'pm_card_bypassPending', confirm: true },
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  });
  return bench().stripe.transfers.create({
    ...{ amount, currency: 'usd', destination: accountId, source_transaction: String(funds.latest_charge) },
  });
}

describe('taking back what was paid out', () => {
  let sixth: Paid | undefined;

  it('reverses the transfer once, keeps the money in reserve, and tells the influencer how much and why', async () => {
    const paid = await paidOut(1);
    expect(await order(paid)).toMatchObject({ status: 201, body: { status: 'open', owed: { amountMinor: 60_000 } } });
    await carriedOut(paid, 3);
    const transfer = await bench().stripe.transfers.retrieve(String((await holdOf(paid)).transferId));
    expect(transfer.amount_reversed).toBe(60_000);
    await settle('transfer.reversed', transfer.id);
    expect(await balanceOf(paid)).toEqual({ paid: 30_000, reserve: 60_000 });
    expect(await ownOf(paid)).toMatchObject([
      {
        status: 'settled',
        back: { amountMinor: 60_000 },
        owed: { amountMinor: 0 },
        reason: expect.stringContaining('taken down'),
      },
    ]);
    const [ordered] = await eventsOf('ClawBackOrdered', paid);
    expect(noticesOf({ type: 'ClawBackOrdered', data: ordered?.data })).toMatchObject([
      { to: { influencerId: paid.contract.influencerId } },
    ]);
    const { body } = await callEndpoint(listing, listClawBackOrders, { actor: staff });
    const { contractId, campaignTitle, brandName, influencerName } = paid.contract;
    const deal = { campaignTitle, brandName, influencerName };
    expect(body.items).toMatchObject([{ contractId, deal, use: 'reserve', askedBy: staff.userId }]);
  });

  it('takes what the balance does not cover from later payouts, and never more than was ordered', async () => {
    const paid = await paidOut(2);
    await emptied(paid);
    await order(paid);
    await carriedOut(paid);
    expect(await ownOf(paid)).toMatchObject([{ status: 'open', owed: { amountMinor: 60_000 } }]);
    expect(await balanceOf(paid)).toEqual({ paid: 90_000 });
    // 40,000 comes to the account, later 50,000 more.
    for (const [amount, owedMinor, status] of [
      [40_000, 20_000, 'open'],
      [50_000, 0, 'settled'],
    ] as const) {
      const later = await anotherPayout(paid, amount);
      expect(later.amount).toBe(amount);
      for (let times = 0; times < 2; times++) await settle('balance.available', paid.accountId, paid.accountId);
      expect(await ownOf(paid)).toMatchObject([{ status, owed: { amountMinor: owedMinor } }]);
    }
    expect(await balanceOf(paid)).toEqual({ paid: 30_000, reserve: 60_000 });
    const transfer = await bench().stripe.transfers.retrieve(String((await holdOf(paid)).transferId));
    expect(transfer.amount_reversed).toBe(60_000);
  });

  it('looks a reversal up whose answer was lost, and asks for the same one when many recover at once', async () => {
    const paid = await paidOut(3);
    await order(paid);
    await bench().control('POST', 'faults', {
      path: '/v1/transfers/*',
      method: 'POST',
      count: 2,
      kind: 'reset',
      when: 'after',
    });
    await expect(carriedOut(paid)).rejects.toThrow();
    await bench().control('DELETE', 'faults');
    await Promise.all(Array.from({ length: 4 }, () => settle('balance.available', paid.accountId, paid.accountId)));
    const transfer = await bench().stripe.transfers.retrieve(String((await holdOf(paid)).transferId));
    expect(transfer.amount_reversed).toBe(60_000);
    expect(await balanceOf(paid)).toEqual({ paid: 30_000, reserve: 60_000 });
  });

  it('pays back to the brand what came back, once all of it has, and has it in reserve again when that does not arrive', async () => {
    const paid = await paidOut(4);
    await order(paid, { use: 'refund' });
    await carriedOut(paid, 2);
    const refunds = async () => (await bench().stripe.refunds.list({ charge: paid.chargeId })).data;
    expect(await refunds()).toMatchObject([{ amount: 60_000 }]);
    expect(await balanceOf(paid)).toEqual({ paid: 30_000, refunds: 60_000 });
    expect(await ownOf(paid)).toMatchObject([{ status: 'settled' }]);
    const [refunded] = await eventsOf('ClawBackRefunded', paid);
    expect(noticesOf({ type: 'ClawBackRefunded', data: refunded?.data })).toMatchObject([
      { to: { workspaceId: paid.contract.workspaceId } },
    ]);
    const [refund] = await refunds();
    await bench().control('POST', `refunds/${refund?.id}/fail`);
    for (let times = 0; times < 2; times++) await settle('refund.failed', String(refund?.id));
    expect(await balanceOf(paid)).toEqual({ paid: 30_000, reserve: 60_000 });
  });

  it('makes good a dispute that is lost after the payout with what came back, instead of the platform', async () => {
    const paid = await paidOut(5);
    await order(paid);
    await carriedOut(paid);
    const { body } = await bench().control('POST', 'disputes', { charge: paid.chargeId });
    await bench().control('POST', `disputes/${String(body.id)}/close`, { status: 'lost' });
    await settle('charge.dispute.closed', String(body.id));
    expect(await balanceOf(paid)).toEqual({ paid: 30_000, losses: -40_000 });
  });

  it.each<[string, object, object]>([
    [
      'more than was paid out',
      { amount: { amountMinor: 90_001, currency: 'USD' } },
      { status: 409, body: { code: 'claw_back_too_much' } },
    ],
    [
      'another currency',
      { amount: { amountMinor: 100, currency: 'EUR' } },
      { status: 409, body: { code: 'claw_back_too_much' } },
    ],
    ['nothing', { amount: { amountMinor: 0, currency: 'USD' } }, { status: 400, body: { code: 'validation_failed' } }],
    [
      'less than nothing',
      { amount: { amountMinor: -5, currency: 'USD' } },
      { status: 400, body: { code: 'validation_failed' } },
    ],
    [
      'a fraction',
      { amount: { amountMinor: 0.5, currency: 'USD' } },
      { status: 400, body: { code: 'validation_failed' } },
    ],
    ['what has no reason', { reason: '' }, { status: 400, body: { code: 'validation_failed' } }],
    ['a part that is not there', { part: '7' }, { status: 404 }],
  ])('refuses %s, and nothing moves', async (_case, edit, answer) => {
    sixth ??= await paidOut(6);
    const paid = sixth;
    expect(await order(paid, edit)).toMatchObject(answer);
    expect(await eventsOf('ClawBackOrdered', paid)).toEqual([]);
  });

  it('refuses a second order, what was not paid out, what is not there, and everybody but people of the platform', async () => {
    const paid = await paidOut(7);
    const answers = await Promise.all([order(paid), order(paid)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('claw_back_exists');
    const [unpaid] = (await putDeals(8)) as [ContractItem];
    expect(await order({ contract: unpaid } as Paid)).toMatchObject({
      status: 409,
      body: { code: 'contract_not_released' },
    });
    const elsewhere = { ...paid.contract, workspaceId: 'wsp_01JD0000000000000000000009' };
    expect(await order({ contract: elsewhere } as Paid)).toMatchObject({ status: 404 });
    const of = (actor: object) =>
      callEndpoint(ordering, orderClawBack, { actor: actor as never, body: bodyOf(paid.contract) });
    expect(await of(testMember())).toMatchObject({ status: 403 });
    expect(orderClawBack.stepUp).toBe(true);
    expect(await callEndpoint(listing, listClawBackOrders, { actor: testMember() })).toMatchObject({ status: 403 });
  });
});

describe('a refund made at the provider by hand after the payout', () => {
  const refundByHand = async (paid: Paid, amount: number) => {
    const refund = await bench().stripe.refunds.create({ charge: paid.chargeId, amount });
    for (const kind of ['refund.created', 'charge.refunded', 'refund.created'])
      await settle(kind, kind === 'charge.refunded' ? paid.chargeId : refund.id);
    return refund.id;
  };
  const ordersOf = async ({ contract }: Paid) =>
    (await callEndpoint(listing, listClawBackOrders, { actor: staff, query: { limit: '100' } })).body.items.filter(
      ({ contractId }: { contractId: string }) => contractId === contract.contractId,
    );

  it('is the platform’s loss, by that refund, and taking it back is proposed to people, who order it or not', async () => {
    const paid = await paidOut(40);
    const refundId = await refundByHand(paid, 70_000);
    expect(await balanceOf(paid)).toEqual({ paid: 90_000, refunds: 70_000, losses: -70_000 });
    const lost = (await table.items()).find((item) => item._et === 'ledger_entry' && item.providerId === refundId);
    expect(lost, 'what the reconciliation looks for').toMatchObject({ kind: 'lost' });
    const told = (await table.items()).filter(
      (item) => item.type === 'PaymentRefundedByHand' && (item.data as { refundId: string }).refundId === refundId,
    );
    expect(told.map(({ data }) => data)).toMatchObject([
      { refunded: { amountMinor: 70_000 }, beyond: { amountMinor: 70_000 }, influencerIds: [] },
    ]);
    expect(await ordersOf(paid)).toMatchObject([
      { status: 'proposed', amount: { amountMinor: 70_000 }, askedBy: null, reason: expect.stringContaining(refundId) },
    ]);
    expect(await ownOf(paid), 'nobody has ordered it').toEqual([]);

    const { amount, use, reason } = (await ordersOf(paid))[0];
    expect(await order(paid, { amount, use, reason })).toMatchObject({ status: 201, body: { askedBy: staff.userId } });
    expect(await order(paid)).toMatchObject({ status: 409, body: { code: 'claw_back_exists' } });
    await carriedOut(paid);
    expect(await balanceOf(paid), 'what came back makes the loss good').toEqual({ paid: 20_000, refunds: 70_000 });
    await settle('charge.refunded', paid.chargeId);
    expect(await ordersOf(paid)).toMatchObject([{ status: 'settled' }]);
  });

  it('may be let go by two people with a reason, which the influencer reads; then nothing is taken, and it is the platform’s loss as before', async () => {
    const paid = await paidOut(44);
    await refundByHand(paid, 70_000);
    const reason = 'It was our own mistake.';
    expect(await dismiss(paid, anna, { reason: undefined })).toMatchObject({
      status: 400,
      body: { issues: [{ path: 'reason' }] },
    });
    expect(await dismiss(paid, anna, { reason })).toMatchObject({
      status: 200,
      body: { status: 'proposed', dismissal: { reason, askedBy: { userId: anna.userId }, agreedBy: null } },
    });
    expect(await dismiss(paid, anna), 'not by one person alone').toMatchObject({ body: { code: 'same_person' } });
    expect(await dismiss(paid, annaAgain), 'nor by her second account').toMatchObject({
      body: { code: 'same_person' },
    });
    expect(await eventsOf('ClawBackDismissed', paid)).toEqual([]);
    expect(await dismiss(paid, ben)).toMatchObject({
      status: 200,
      body: {
        ...{ status: 'dismissed', owed: { amountMinor: 0 }, waived: { amountMinor: 70_000 } },
        dismissal: { reason, agreedBy: { userId: ben.userId } },
      },
    });
    expect(await dismiss(paid, ben, { reason })).toMatchObject({ status: 409, body: { code: 'claw_back_over' } });
    const [dismissed] = await eventsOf('ClawBackDismissed', paid);
    expect(noticesOf({ type: 'ClawBackDismissed', data: dismissed?.data })).toMatchObject([
      { to: { influencerId: paid.contract.influencerId }, text: expect.stringContaining(reason) },
    ]);
    await deliver(taking, 'ClawBackDismissed', dismissed?.data);
    expect(await balanceOf(paid)).toEqual({ paid: 90_000, refunds: 70_000, losses: -70_000 });
    expect(await ownOf(paid), 'it was never ordered').toEqual([]);
    await settle('charge.refunded', paid.chargeId);
    expect(await ordersOf(paid), 'it is not proposed again').toMatchObject([{ status: 'dismissed' }]);
  });

  it('is paid by what came back from the influencer before, as far as that goes', async () => {
    const paid = await paidOut(41);
    await order(paid);
    await carriedOut(paid);
    await refundByHand(paid, 70_000);
    expect(await balanceOf(paid)).toEqual({ paid: 30_000, refunds: 70_000, losses: -10_000 });
    expect(await ordersOf(paid), 'what was ordered stays as it is').toMatchObject([{ status: 'settled' }]);
  });

  it('is no loss any more when it does not arrive', async () => {
    const paid = await paidOut(42);
    const refundId = await refundByHand(paid, 50_000);
    await bench().control('POST', `refunds/${refundId}/fail`);
    for (let time = 0; time < 2; time++) await settle('refund.failed', refundId);
    expect(await balanceOf(paid)).toEqual({ paid: 90_000 });
  });

  it('counts each of several on its own', async () => {
    const paid = await paidOut(43);
    const [first, second] = [await refundByHand(paid, 20_000), await refundByHand(paid, 30_000)];
    expect(await balanceOf(paid)).toEqual({ paid: 90_000, refunds: 50_000, losses: -50_000 });
    const entries = (await table.items()).filter(({ _et, kind }) => _et === 'ledger_entry' && kind === 'lost');
    expect(entries.map(({ providerId }) => providerId)).toEqual(expect.arrayContaining([first, second]));
  });
});

describe('POST /admin/claw-backs/dismissals', () => {
  it('lets the rest of an order go: what came back stays, and goes to the brand where it was for that', async () => {
    const paid = await paidOut(60);
    await emptied(paid);
    await order(paid, { use: 'refund' });
    await anotherPayout(paid, 20_000);
    await settle('balance.available', paid.accountId, paid.accountId);
    expect(await ownOf(paid)).toMatchObject([{ status: 'open', back: { amountMinor: 20_000 } }]);
    const reason = 'They have stopped working with us.';
    expect(await dismiss(paid, anna, { reason }), 'something may be on its way').toMatchObject({
      status: 409,
      body: { code: 'claw_back_moving' },
    });
    vi.useFakeTimers({ now: Date.now() + 3_600_000, toFake: ['Date'] });
    await dismiss(paid, anna, { reason });
    expect(await dismiss(paid, ben)).toMatchObject({
      status: 200,
      body: { owed: { amountMinor: 0 }, waived: { amountMinor: 40_000 } },
    });
    const [dismissed] = await eventsOf('ClawBackDismissed', paid);
    expect(dismissed?.data).toMatchObject({ amount: { amountMinor: 40_000 }, isOrdered: true });
    await deliver(taking, 'ClawBackDismissed', dismissed?.data);
    expect(await ownOf(paid)).toMatchObject([{ status: 'settled', waived: { amountMinor: 40_000 } }]);
    expect(await balanceOf(paid)).toEqual({ paid: 70_000, refunds: 20_000 });
    await anotherPayout(paid, 50_000);
    await settle('balance.available', paid.accountId, paid.accountId);
    expect(await balanceOf(paid), 'nothing more is taken').toEqual({ paid: 70_000, refunds: 20_000 });
  });

  it('asks again after a week without a second person, and may be ordered after all', async () => {
    const paid = await paidOut(61);
    await emptied(paid);
    await order(paid);
    await dismiss(paid, anna, { reason: 'They are right.' });
    vi.useFakeTimers({ now: Date.now() + 7 * 86_400_000, toFake: ['Date'] });
    expect(await dismiss(paid, ben), 'her word is too old').toMatchObject({ status: 400 });
    await dismiss(paid, ben, { reason: 'They are right.' });
    expect(await dismiss(paid, anna)).toMatchObject({ status: 200, body: { status: 'dismissed' } });
    expect(await order(paid)).toMatchObject({ status: 201, body: { status: 'open', waived: null, dismissal: null } });
  });

  it('is for admins, and about what is there', async () => {
    const paid = await paidOut(62);
    expect(await dismiss(paid, anna, { reason: 'Nothing is ordered.' })).toMatchObject({ status: 404 });
    for (const actor of [testMember(), testStaff('support')])
      expect(await dismiss(paid, actor, { reason: 'Not mine to say.' })).toMatchObject({ status: 403 });
    expect(dismissClawBack.stepUp).toBe(true);
  });
});

describe('GET /admin/influencers/{influencerId}/paid-out', () => {
  it('shows whom what was paid for, with what was taken back of it, to admins', async () => {
    const paid = await paidOut(63);
    await order(paid);
    await carriedOut(paid);
    const { contractId, influencerId, workspaceId, brandName } = paid.contract;
    const listOf = (actor: object) =>
      callEndpoint(listingPaidOut, listPaidOut, { actor: actor as never, params: { influencerId } });
    const items = (await listOf(staff)).body.items;
    expect(items.filter((one: { contractId: string }) => one.contractId === contractId)).toMatchObject([
      {
        ...{ part: '1', milestone: null, workspaceId, brandName },
        paid: { amountMinor: 90_000, currency: 'USD' },
        takenBack: { amountMinor: 60_000 },
      },
    ]);
    expect(await listOf(testMember())).toMatchObject({ status: 403 });
    expect(await listOf(testStaff('support'))).toMatchObject({ status: 403 });
  });
});

it('takes what is owed from the next payout as soon as that is made, without waiting for the provider’s webhook', async () => {
  const paid = await paidOut(50);
  await emptied(paid);
  await order(paid);
  await carriedOut(paid);
  expect((await holdOf(paid)).clawedBackMinor).toBeUndefined();
  await anotherPayout(paid, 80_000);
  const [released] = await eventsOf('PaymentReleased', paid);
  await deliver(taking, 'PaymentReleased', released?.data);
  const { transferId } = await holdOf(paid);
  expect((await bench().stripe.transfers.retrieve(String(transferId))).amount_reversed).toBe(60_000);
  expect((await holdOf(paid)).clawedBackMinor).toBe(60_000);
});
