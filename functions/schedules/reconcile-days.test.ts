import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fundEscrow, listReconciliations } from '#contract/areas/payments.ts';
import { update } from '#data/change.ts';
import { handler as listing } from '#functions/ledger/list-reconciliations.ts';
import { handler as funding } from '#functions/payments/fund-escrow.ts';
import { START_MS } from '#local/providers/stripe/testing-stripe.ts';
import { callEndpoint, testMember, testStaff } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { measuredBy } from '#testing/measured.ts';
import { payByCard, prepareTestStripe, putDeals, settle } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as reconciling } from './reconcile-days.ts';

const table = prepareTestTable();
const bench = prepareTestStripe();
const HOUR_MS = 3_600_000;

beforeAll(() => {
  vi.stubEnv('AREA', 'events');
  // The stand-in's clock stands there.
  vi.useFakeTimers({ now: START_MS, toFake: ['Date'] });
});
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

/** Pays for campaign `count`; told or not, our side knows it by its payment. */
async function paid(count: number, { told }: { told: boolean }): Promise<string> {
  const [contract] = await putDeals(count);
  const params = { campaignId: String(contract?.campaignId) };
  const { body } = await callEndpoint(funding, fundEscrow, { actor: testMember(), params, body: {} });
  const intentId = await payByCard(bench(), body.clientSecret);
  if (told) await settle('payment_intent.succeeded', intentId);
  return String((await bench().stripe.paymentIntents.retrieve(intentId)).latest_charge);
}

/** Pays at the provider by hand, past Accord. */
async function paidByHand(amountMinor: number, metadata: Record<string, string>): Promise<string> {
  const intent = await bench().stripe.paymentIntents.create({
    ...{ amount: amountMinor, currency: 'usd', confirm: true, payment_method: 'pm_card_visa', metadata },
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  });
  return String(intent.latest_charge);
}

const entryOf = async (chargeId: string) => {
  const entry = (await table.items()).find((item) => item._et === 'ledger_entry' && item.providerId === chargeId);
  if (!entry) throw new Error(`No entry stands for ${chargeId}.`);
  return entry as Record<string, unknown> & { lines: { account: string; amountMinor: number }[] };
};

/** Lets what an entry says drift. */
async function drift(chargeId: string, edit: (entry: Awaited<ReturnType<typeof entryOf>>) => object): Promise<void> {
  const entry = await entryOf(chargeId);
  await write(update({ pk: String(entry.pk), sk: String(entry.sk) }, { set: { ...edit(entry) } }, []));
}

/** What is said of each object of the day in the night that many hours later. */
async function reconcileIn(hours: number) {
  vi.setSystemTime(START_MS + hours * HOUR_MS);
  const { measured, answer } = await measuredBy(reconciling);
  expect(measured).toEqual([{ Stage: 'local', LedgerResidual: answer.unexplained }]);
  const { body } = await callEndpoint(listing, listReconciliations, { actor: testStaff() });
  const day = body.items.find((one: { day: string }) => one.day === '2030-01-15');
  vi.setSystemTime(START_MS);
  return { day, said: Object.fromEntries(day.items.map((item: { objectId: string }) => [item.objectId, item])) };
}

describe('the nightly comparison with the provider’s balance', () => {
  it('matches what is the same on both sides, and shows it to admins alone', async () => {
    await paid(1, { told: true });
    const { day } = await reconcileIn(18);
    expect(day).toMatchObject({ matchedCount: 1, explainedCount: 0, unexplainedCount: 0, items: [] });
    for (const actor of [testMember(), testStaff('moderator')])
      expect((await callEndpoint(listing, listReconciliations, { actor })).status).toBe(403);
  });

  it('flags or explains six kinds of drift, each by the object it is about, unexplained ones first', async () => {
    const charges = {
      missing: await paidByHand(7000, {}),
      first: await paid(3, { told: true }),
      amount: await paid(4, { told: true }),
      currency: await paid(5, { told: true }),
      fee: await paid(6, { told: true }),
      late: await paid(7, { told: false }),
    };
    const paymentId = String((await entryOf(charges.first)).paymentId);
    const double = await paidByHand(100_000, { paymentId });
    await drift(charges.amount, ({ lines }) => ({
      lines: lines.map((line) =>
        /^(clearing|hold)/.test(line.account) ? { ...line, amountMinor: line.amountMinor * 2 } : line,
      ),
    }));
    await drift(charges.currency, () => ({ currency: 'EUR' }));
    await drift(charges.fee, ({ lines }) => ({
      lines: lines.filter(({ account }) => !/^(providerFees)$/.test(account)).slice(0, 2),
    }));

    // An hour before midnight; the night's comparison begins at one.
    await bench().advance(13 * HOUR_MS);
    const timing = await paidByHand(8000, {});
    const { day, said } = await reconcileIn(15);
    const outcomes = Object.fromEntries(
      Object.entries({ ...charges, double, timing }).map(([what, id]) => [
        what,
        said[id] && [said[id].outcome, said[id].drift],
      ]),
    );
    expect(outcomes).toEqual({
      missing: ['unexplained', 'missing'],
      first: undefined,
      double: ['unexplained', 'double'],
      amount: ['unexplained', 'amount'],
      currency: ['unexplained', 'currency'],
      fee: ['explained', 'fee'],
      late: ['unexplained', 'missing'],
      timing: ['explained', 'timing'],
    });
    expect(said[charges.currency]).toMatchObject({
      provider: { amount: { amountMinor: 100_000, currency: 'USD' } },
      ledger: { amount: { amountMinor: 100_000, currency: 'EUR' } },
      workspaceId: testMember().workspaceId,
    });
    expect(day.items.at(-1)).toMatchObject({ outcome: 'explained' });
    expect(day).toMatchObject({ unexplainedCount: 5, explainedCount: 2 });

    await settle(
      'payment_intent.succeeded',
      String((await bench().stripe.charges.retrieve(charges.late)).payment_intent),
    );
    expect((await reconcileIn(39)).said[charges.late]).toBeUndefined();
  });

  it('knows a charge again of which the ledger heard three days late', async () => {
    const chargeId = await paid(8, { told: false });
    const intentId = String((await bench().stripe.charges.retrieve(chargeId)).payment_intent);
    vi.setSystemTime(START_MS + 75 * HOUR_MS);
    await settle('payment_intent.succeeded', intentId);
    vi.setSystemTime(START_MS + 110 * HOUR_MS);
    await reconciling();
    const { body } = await callEndpoint(listing, listReconciliations, { actor: testStaff() });
    vi.setSystemTime(START_MS);
    const days: { day: string; items: { objectId: string }[] }[] = body.items;
    expect(days.map(({ day }) => day)).toContain('2030-01-18');
    expect(days.flatMap(({ items }) => items).filter(({ objectId }) => objectId === chargeId)).toEqual([]);
  });

  it('knows the end of a dispute again of which the ledger heard weeks late, beside what it had heard in time', async () => {
    const chargeId = await paid(9, { told: true });
    const paymentIntent = String((await bench().stripe.charges.retrieve(chargeId)).payment_intent);
    const disputeId = String((await bench().control('POST', 'disputes', { paymentIntent })).body.id);
    await settle('charge.dispute.created', disputeId);
    await bench().control('POST', `disputes/${disputeId}/close`, { status: 'won' });
    vi.setSystemTime(START_MS + 20 * 24 * HOUR_MS);
    await settle('charge.dispute.closed', disputeId);
    vi.setSystemTime(START_MS + 21 * 24 * HOUR_MS);
    await reconciling();
    const { body } = await callEndpoint(listing, listReconciliations, { actor: testStaff() });
    vi.setSystemTime(START_MS);
    const days: { day: string; items: { objectId: string }[] }[] = body.items;
    expect(days.flatMap(({ items }) => items).filter(({ objectId }) => objectId === disputeId)).toEqual([]);
  });
});
