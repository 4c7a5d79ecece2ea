import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  decideAdjustment,
  fundEscrow,
  listAdjustments,
  listReconciliations,
  proposeAdjustment,
  proposeReversal,
  withdrawAdjustment,
} from '#contract/areas/payments.ts';
import { handler as funding } from '#functions/payments/fund-escrow.ts';
import { handler as reconciling } from '#functions/schedules/reconcile-days.ts';
import { START_MS } from '#local/providers/stripe/testing-stripe.ts';
import { callEndpoint, testMember, testStaff } from '#testing/call.ts';
import { callsOf } from '#testing/count-calls.ts';
import { countedId } from '#testing/ids.ts';
import { ledgerProblemsOf } from '#testing/ledger.ts';
import { putPerson } from '#testing/person.ts';
import { payByCard, prepareTestStripe, putDeals, settle } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as deciding } from './decide-adjustment.ts';
import { handler as listing } from './list-adjustments.ts';
import { handler as reading } from './list-reconciliations.ts';
import { handler as proposing } from './propose-adjustment.ts';
import { handler as reversing } from './propose-reversal.ts';
import { handler as withdrawing } from './withdraw-adjustment.ts';

const table = prepareTestTable();
const bench = prepareTestStripe();

const DAY = '2030-01-15';
const HOUR_MS = 3_600_000;
const admin = (count: number) => ({ ...testStaff(), userId: countedId('user', 9000 + count) });
const [ada, ben, adaAgain] = [admin(1), admin(2), admin(3)];
const { workspaceId } = testMember();
let payment: { paymentId: string; campaignId: string };
let charges: string[];

beforeAll(async () => {
  vi.stubEnv('AREA', 'events');
  // The stand-in's clock stands there.
  vi.useFakeTimers({ now: START_MS, toFake: ['Date'] });
  await putPerson(ada.userId, 'ada@accord.example');
  await putPerson(ben.userId, 'ben@accord.example');
  await putPerson(adaAgain.userId, 'ada+second@accord.example');
  const [contract] = await putDeals(1);
  const campaignId = String(contract?.campaignId);
  const { body } = await callEndpoint(funding, fundEscrow, { actor: testMember(), params: { campaignId }, body: {} });
  await settle('payment_intent.succeeded', await payByCard(bench(), body.clientSecret));
  payment = { paymentId: body.paymentId, campaignId };
  charges = [await paidByHand(7000), await paidByHand(5000)];
  await night(18);
});
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

/** Pays at the provider by hand, past Accord. */
async function paidByHand(amountMinor: number): Promise<string> {
  const intent = await bench().stripe.paymentIntents.create({
    ...{ amount: amountMinor, currency: 'usd', confirm: true, payment_method: 'pm_card_visa' },
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  });
  return String(intent.latest_charge);
}

async function night(hours: number) {
  vi.setSystemTime(START_MS + hours * HOUR_MS);
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const { unexplained } = await reconciling().finally(() => write.mockRestore());
  return unexplained;
}

/** The day, and what is said of the object. */
async function said(objectId: string) {
  const { body } = await callEndpoint(reading, listReconciliations, { actor: testStaff() });
  const day = body.items.find((one: { day: string }) => one.day === DAY);
  const item = day.items.find((one: { objectId: string }) => one.objectId === objectId);
  return { item, counts: [day.matchedCount, day.explainedCount, day.unexplainedCount] };
}

const amount = (amountMinor: number) => ({ amountMinor, currency: 'USD' });
/** Lines that make up for a charge that no entry knows of. */
const linesFor = ({ amount: gross, fee }: { amount: { amountMinor: number }; fee: { amountMinor: number } }) => [
  { account: 'clearing', amount: amount(fee.amountMinor - gross.amountMinor) },
  { account: 'providerFees', amount: amount(-fee.amountMinor) },
  { account: 'credit', amount: amount(gross.amountMinor) },
];
async function propose(objectId: string, edit: object = {}, actor = ada) {
  const { item } = await said(objectId);
  const body = { day: DAY, objectId, workspaceId, paymentId: payment.paymentId, lines: linesFor(item.provider) };
  return callEndpoint(proposing, proposeAdjustment, { actor, body: { ...body, reason: 'Paid by hand.', ...edit } });
}
const decide = (adjustmentId: string, actor: typeof ada, body: object = { decision: 'approved' }, steppedUp = true) =>
  callEndpoint(deciding, decideAdjustment, { actor, params: { adjustmentId }, body, steppedUp });
const withdraw = (adjustmentId: string, actor: typeof ada) =>
  callEndpoint(withdrawing, withdrawAdjustment, { actor, params: { adjustmentId } });
const entries = async () => (await table.items()).filter((item) => item._et === 'ledger_entry');
const [first, second] = [() => String(charges[0]), () => String(charges[1])];

describe('an adjustment of the ledger', () => {
  it('is refused, and nothing is written, when it is not what differs', async () => {
    const before = (await table.items()).length;
    const refused = async (edit: object) => (await propose(first(), edit)).body;
    const half = [
      { account: 'clearing', amount: amount(-1) },
      { account: 'credit', amount: amount(1) },
    ];
    expect(await refused({ lines: half })).toMatchObject({ code: 'adjustment_does_not_explain' });
    expect(await refused({ lines: half.slice(0, 1) })).toMatchObject({ code: 'validation_failed' });
    expect(await refused({ lines: [...half, half[1]] })).toMatchObject({ code: 'adjustment_unbalanced' });
    const held = [{ account: 'hold', amount: amount(-1) }, half[1]];
    expect(await refused({ lines: held })).toMatchObject({ code: 'validation_failed' });
    expect(await refused({ objectId: 'ch_none' })).toMatchObject({ code: 'not_found' });
    expect(await refused({ day: '2030-01-14' })).toMatchObject({ code: 'not_found' });
    expect(await refused({ paymentId: countedId('payment', 77) })).toMatchObject({ code: 'not_found' });
    expect(await refused({ workspaceId: countedId('workspace', 2) })).toMatchObject({ code: 'not_found' });
    expect((await table.items()).length).toBe(before);
    for (const actor of [testMember(), testStaff('moderator')])
      expect((await propose(first(), {}, actor as never)).status).toBe(403);
  });

  it('is posted only once a second person has approved it, in the chain of its payment, and then explains the difference', async () => {
    expect((await said(first())).counts).toEqual([1, 0, 2]);
    const { status, body } = await propose(first());
    expect([status, body.state, body.isYours, body.entryIds]).toEqual([201, 'proposed', true, []]);
    expect((await said(first())).item).toMatchObject({ outcome: 'unexplained', proposedId: body.adjustmentId });
    expect(await propose(first(), {}, ben)).toMatchObject({ status: 409, body: { code: 'adjustment_open' } });

    expect(await decide(body.adjustmentId, ada)).toMatchObject({ status: 403, body: { code: 'same_person' } });
    expect(await decide(body.adjustmentId, adaAgain)).toMatchObject({ status: 403, body: { code: 'same_person' } });
    expect(await decide(body.adjustmentId, ben, { decision: 'approved' }, false)).toMatchObject({
      body: { code: 'step_up_required' },
    });
    expect(await entries()).toHaveLength(1);

    const { done: posted, calls } = await callsOf(table.access(), () => decide(body.adjustmentId, ben));
    expect(calls).toEqual(['BatchGetCommand', 'BatchGetCommand', 'TransactWriteCommand']);
    expect(posted.body).toMatchObject({ state: 'posted', decidedBy: { userId: ben.userId }, isYours: false });
    const entry = (await entries()).find(({ kind }) => kind === 'adjustment');
    expect(entry).toMatchObject({
      ...{ entryId: posted.body.entryIds[0], providerId: first(), action: 'AdjustmentPosted', ...payment },
      links: [{ chain: payment.paymentId, seq: 2 }],
    });
    expect(await ledgerProblemsOf({ workspaceId, campaignId: payment.campaignId })).toEqual([]);
    const after = await said(first());
    expect(after.counts).toEqual([1, 1, 1]);
    expect(after.item).toMatchObject({
      ...{ outcome: 'explained', drift: 'missing', adjustmentIds: [body.adjustmentId], proposedId: null },
      explanation: expect.stringContaining(String(entry?.entryId)),
    });
    expect(await decide(body.adjustmentId, ben)).toMatchObject({ body: { code: 'adjustment_closed' } });
    expect(await propose(first())).toMatchObject({ body: { code: 'drift_not_open' } });
  });

  it('still explains it in the night after, which counts only the other one', async () => {
    expect(await night(42)).toBe(1);
    expect((await said(first())).item).toMatchObject({ outcome: 'explained', adjustmentIds: [expect.any(String)] });
  });

  it('may be taken back by who proposed it, declined with a reason by another, and not answered after a week', async () => {
    const withdrawn = (await propose(second())).body.adjustmentId;
    expect(await withdraw(withdrawn, ben)).toMatchObject({ status: 403, body: { code: 'not_your_request' } });
    expect(await withdraw(withdrawn, ada)).toMatchObject({ body: { state: 'withdrawn' } });
    const declined = (await propose(second(), {}, ben)).body.adjustmentId;
    expect(await decide(declined, ada, { decision: 'declined' })).toMatchObject({ status: 400 });
    const no = { decision: 'declined', reason: 'The webhook is on its way.' };
    expect(await decide(declined, ada, no)).toMatchObject({
      body: { state: 'declined', decisionReason: no.reason, decidedBy: { userId: ada.userId } },
    });
    const late = (await propose(second())).body.adjustmentId;
    vi.setSystemTime(START_MS + (42 + 7 * 24) * HOUR_MS);
    expect(await decide(late, ben)).toMatchObject({ status: 409, body: { code: 'adjustment_closed' } });
    expect((await said(second())).item).toMatchObject({ outcome: 'unexplained', proposedId: null });
    expect((await propose(second())).status).toBe(201);
    const { body } = await callEndpoint(listing, listAdjustments, { actor: testStaff(), query: { limit: '4' } });
    expect(body.items.map(({ state }: { state: string }) => state)).toEqual([
      ...['proposed', 'expired', 'declined', 'withdrawn'],
    ]);
    const rest = await callEndpoint(listing, listAdjustments, {
      actor: testStaff(),
      query: { cursor: body.nextCursor },
    });
    expect(rest.body.items).toMatchObject([{ state: 'posted', objectId: first() }]);
  });

  it('is undone by another one that takes two people as well', async () => {
    const [posted] = (await said(first())).item.adjustmentIds;
    const reverse = (actor: typeof ada) =>
      callEndpoint(reversing, proposeReversal, {
        actor,
        params: { adjustmentId: posted },
        body: { reason: 'It came.' },
      });
    const { body } = await reverse(ben);
    expect(body).toMatchObject({ reverses: posted, lines: [{ account: 'clearing', amount: amount(6767) }, {}, {}] });
    expect(await decide(body.adjustmentId, ben)).toMatchObject({ body: { code: 'same_person' } });
    expect((await decide(body.adjustmentId, ada)).status).toBe(200);
    expect((await said(first())).item).toMatchObject({ outcome: 'unexplained', adjustmentIds: [] });
    expect(await reverse(ada)).toMatchObject({ status: 409, body: { code: 'adjustment_not_standing' } });
    expect(await ledgerProblemsOf({ workspaceId, campaignId: payment.campaignId })).toEqual([]);
    const sums = new Map<string, number>();
    for (const { kind, lines } of await entries())
      if (kind === 'adjustment')
        for (const { account, amountMinor } of lines as { account: string; amountMinor: number }[])
          sums.set(account, (sums.get(account) ?? 0) + amountMinor);
    expect([...sums.values()]).toEqual([0, 0, 0]);
  });

  it('is posted once when both the approval and a withdrawal come at the same time', async () => {
    const { body } = await propose(first());
    const [approved, taken] = await Promise.all([decide(body.adjustmentId, ben), withdraw(body.adjustmentId, ada)]);
    expect([approved.status, taken.status].sort()).toEqual([200, 409]);
    const { item } = await said(first());
    expect(item.outcome).toBe(approved.status === 200 ? 'explained' : 'unexplained');
  });
});
