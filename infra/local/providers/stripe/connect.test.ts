import fc from 'fast-check';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activeAccount, DAY_MS, openStripeBench, pay, type StripeBench } from './testing-stripe.ts';

let bench: StripeBench;
beforeAll(async () => {
  bench = await openStripeBench();
});
afterAll(() => bench.close());

const refusal = (work: Promise<unknown>): Promise<Stripe.errors.StripeError> =>
  work.then(
    () => Promise.reject(new Error('The call was expected to be refused and was not.')),
    (error: Stripe.errors.StripeError) => error,
  );

describe('transfers', () => {
  it('needs available money when it names no charge', async () => {
    const destination = await activeAccount(bench);
    const error = await refusal(bench.stripe.transfers.create({ amount: 1, currency: 'usd', destination }));
    expect(error).toMatchObject({ statusCode: 400, code: 'balance_insufficient' });
    await pay(bench, 5000, 'pm_card_bypassPending');
    const transfer = await bench.stripe.transfers.create({
      amount: 4000,
      currency: 'usd',
      destination,
      transfer_group: 'ctr_9',
      metadata: { milestone: '1' },
    });
    expect(transfer).toMatchObject({ amount: 4000, reversed: false, transfer_group: 'ctr_9', destination });
    const listed = await bench.stripe.transfers.list({ transfer_group: 'ctr_9' });
    expect(listed.data.map(({ id }) => id)).toEqual([transfer.id]);
    const balance = await bench.stripe.balance.retrieve({}, { stripeAccount: destination });
    expect(balance.available).toMatchObject([{ amount: 4000, currency: 'usd' }]);
  });

  it('moves the money of a charge at once and lets it arrive when the charge is available', async () => {
    const destination = await activeAccount(bench);
    const intent = await pay(bench, 10_000);
    const source = String(intent.latest_charge);
    const transfer = await bench.stripe.transfers.create({
      amount: 7000,
      currency: 'usd',
      destination,
      source_transaction: source,
    });
    expect(transfer).toMatchObject({ source_transaction: source, transfer_group: 'ctr_1' });
    const tooMuch = bench.stripe.transfers.create({
      amount: 3001,
      currency: 'usd',
      destination,
      source_transaction: source,
    });
    expect(await refusal(tooMuch)).toMatchObject({ statusCode: 400, param: 'amount' });
    const before = await bench.stripe.balance.retrieve({}, { stripeAccount: destination });
    expect(before).toMatchObject({ available: [{ amount: 0 }], pending: [{ amount: 7000 }] });
    await bench.advance(2 * DAY_MS);
    const after = await bench.stripe.balance.retrieve({}, { stripeAccount: destination });
    expect(after).toMatchObject({ available: [{ amount: 7000 }], pending: [{ amount: 0 }] });
  });

  it.each([
    ['another currency', { currency: 'eur' }],
    ['another transfer group', { currency: 'usd', transfer_group: 'ctr_other' }],
  ])('refuses %s than the charge has', async (_name, params) => {
    const destination = await activeAccount(bench);
    const intent = await pay(bench, 1000);
    const source_transaction = String(intent.latest_charge);
    const work = bench.stripe.transfers.create({ amount: 10, destination, source_transaction, ...params });
    expect((await refusal(work)).statusCode).toBe(400);
  });

  it('goes only to accounts whose transfers capability is active', async () => {
    const account = await bench.stripe.accounts.create({
      type: 'express',
      capabilities: { transfers: { requested: true } },
    });
    await pay(bench, 1000, 'pm_card_bypassPending');
    const send = () => bench.stripe.transfers.create({ amount: 100, currency: 'usd', destination: account.id });
    expect(await refusal(send())).toMatchObject({ code: 'insufficient_capabilities_for_transfer' });
    await bench.control('POST', `accounts/${account.id}`, { stage: 'pending' });
    expect(await refusal(send())).toMatchObject({ code: 'insufficient_capabilities_for_transfer' });
    await bench.control('POST', `accounts/${account.id}`, { stage: 'complete' });
    expect((await send()).amount).toBe(100);
  });

  it('comes back by reversals as far as the connected balance reaches', async () => {
    const destination = await activeAccount(bench);
    await pay(bench, 5000, 'pm_card_bypassPending');
    const transfer = await bench.stripe.transfers.create({ amount: 3000, currency: 'usd', destination });
    const reversal = await bench.stripe.transfers.createReversal(transfer.id, { amount: 1000 });
    expect(reversal).toMatchObject({ amount: 1000, transfer: transfer.id });
    expect(await bench.stripe.transfers.retrieve(transfer.id)).toMatchObject({
      amount_reversed: 1000,
      reversed: false,
    });
    await bench.advance(DAY_MS);
    expect(await refusal(bench.stripe.transfers.createReversal(transfer.id))).toMatchObject({
      code: 'balance_insufficient',
    });
  });
});

describe('payouts of connected accounts', () => {
  it('happen by themselves, list what they hold and arrive a day later', async () => {
    const destination = await activeAccount(bench);
    await pay(bench, 9000, 'pm_card_bypassPending');
    const transfer = await bench.stripe.transfers.create({ amount: 8000, currency: 'usd', destination });
    await bench.advance(DAY_MS);
    const [payout] = (await bench.stripe.payouts.list({}, { stripeAccount: destination })).data;
    expect(payout).toMatchObject({ amount: 8000, status: 'pending', automatic: true });
    const inside = await bench.stripe.balanceTransactions.list(
      { payout: String(payout?.id) },
      { stripeAccount: destination },
    );
    expect(inside.data.map(({ type, source }) => [type, source])).toEqual([
      ['payout', payout?.id],
      ['payment', transfer.destination_payment],
    ]);
    await bench.advance(DAY_MS);
    expect(await bench.stripe.payouts.retrieve(String(payout?.id), {}, { stripeAccount: destination })).toMatchObject({
      status: 'paid',
    });
    await bench.control('POST', `payouts/${payout?.id}/fail`);
    expect(await bench.stripe.accounts.retrieve(destination)).toMatchObject({
      payouts_enabled: false,
      requirements: { currently_due: ['external_account'] },
    });
  });
});

describe('onboarding', () => {
  it('follows the link once, ends as chosen and tells by account.updated and capability.updated', async () => {
    const account = await bench.stripe.accounts.create({
      type: 'express',
      country: 'DE',
      email: 'creator@example.com',
      capabilities: { transfers: { requested: true } },
      tos_acceptance: { service_agreement: 'recipient' },
    });
    expect(account).toMatchObject({ country: 'DE', default_currency: 'eur', capabilities: { transfers: 'inactive' } });
    const link = await bench.stripe.accountLinks.create({
      account: account.id,
      type: 'account_onboarding',
      refresh_url: 'http://localhost:3000/refresh',
      return_url: 'http://localhost:3000/return',
    });
    expect(link.expires_at - link.created).toBe(300);
    const page = await (await fetch(link.url)).text();
    const session = /name="session" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const again = await fetch(link.url, { redirect: 'manual' });
    expect([again.status, again.headers.get('location')]).toEqual([302, 'http://localhost:3000/refresh']);
    const body = new URLSearchParams({ session, choice: 'complete' });
    const sent = await fetch(link.url, { method: 'POST', body, redirect: 'manual' });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, 'http://localhost:3000/return']);
    expect(await bench.stripe.accounts.retrieve(account.id)).toMatchObject({
      payouts_enabled: true,
      details_submitted: true,
      capabilities: { transfers: 'active' },
      requirements: { currently_due: [], disabled_reason: null },
    });
    const events = await bench.stripe.events.list({ limit: 10 }, { stripeAccount: account.id });
    expect(events.data.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['account.updated', 'capability.updated']),
    );
    expect(events.data.every((event) => event.account === account.id)).toBe(true);
  });

  it('lets a deadline pass: what was wanted by it is overdue, and payouts and transfers end', async () => {
    const id = await activeAccount(bench);
    await bench.control('POST', `accounts/${id}`, { stage: 'due_soon', deadlineDays: 3, wants: ['company.tax_id'] });
    const before = await bench.stripe.accounts.retrieve(id);
    expect(before).toMatchObject({
      payouts_enabled: true,
      requirements: { currently_due: ['company.tax_id'], past_due: [] },
    });
    await bench.advance(DAY_MS);
    await bench.stripe.accounts.update(id, { metadata: { seen: 'yes' } });
    expect((await bench.stripe.accounts.retrieve(id)).requirements?.current_deadline).toBe(
      before.requirements?.current_deadline,
    );
    await bench.advance(2 * DAY_MS);
    expect(await bench.stripe.accounts.retrieve(id)).toMatchObject({
      payouts_enabled: false,
      capabilities: { transfers: 'inactive' },
      requirements: { past_due: ['company.tax_id'], current_deadline: null, disabled_reason: 'requirements.past_due' },
    });
    await bench.control('POST', `accounts/${id}`, { stage: 'complete', capability: 'inactive' });
    expect(await bench.stripe.accounts.retrieve(id)).toMatchObject({
      payouts_enabled: true,
      capabilities: { transfers: 'inactive' },
    });
    expect((await bench.control('POST', `accounts/${id}`, { stage: 'complete', wants: 'all' })).status).toBe(400);
  });

  it('sends a late visitor to the refresh URL', async () => {
    const account = await bench.stripe.accounts.create({ type: 'express' });
    const link = await bench.stripe.accountLinks.create({
      account: account.id,
      type: 'account_onboarding',
      refresh_url: 'http://localhost:3000/refresh',
      return_url: 'http://localhost:3000/return',
    });
    await bench.advance(300_000);
    const late = await fetch(link.url, { redirect: 'manual' });
    expect(late.headers.get('location')).toBe('http://localhost:3000/refresh');
  });

  it('refuses an unknown connected account with 403', async () => {
    const error = await refusal(bench.stripe.balance.retrieve({}, { stripeAccount: 'acct_none' }));
    expect(error).toMatchObject({ statusCode: 403, code: 'account_invalid' });
  });
});

type Step = { kind: 'pay' | 'refund' | 'transfer' | 'reverse' | 'dispute' | 'wait'; amount: number; pick: number };
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('pay', 'refund', 'transfer', 'reverse', 'dispute', 'wait'),
    amount: fc.integer({ min: 50, max: 50_000 }),
    pick: fc.nat(20),
  }),
  { minLength: 4, maxLength: 16 },
);

/** What a step does; a refusal is as good an outcome as success here. */
async function take(step: Step, destination: string, charges: string[], transfers: string[]): Promise<void> {
  const { stripe } = bench;
  const charge = charges[step.pick % Math.max(1, charges.length)];
  const transfer = transfers[step.pick % Math.max(1, transfers.length)];
  if (step.kind === 'wait') await bench.advance(DAY_MS);
  if (step.kind === 'pay') {
    const method = step.pick % 2 ? 'pm_card_bypassPending' : 'pm_card_visa';
    charges.push(String((await pay(bench, step.amount, method)).latest_charge));
  }
  if (step.kind === 'transfer') {
    const source = step.pick % 3 && charge ? { source_transaction: charge } : {};
    transfers.push(
      (await stripe.transfers.create({ amount: step.amount, currency: 'usd', destination, ...source })).id,
    );
  }
  if (step.kind === 'refund' && charge) await stripe.refunds.create({ charge, amount: step.amount });
  if (step.kind === 'reverse' && transfer) await stripe.transfers.createReversal(transfer, { amount: step.amount });
  if (step.kind === 'dispute' && charge) await bench.control('POST', 'disputes', { charge });
}

describe('the ledger', () => {
  it('keeps balance = sum of balance transactions and no residual, whatever happens', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const destination = await activeAccount(bench);
        const [charges, transfers]: [string[], string[]] = [[], []];
        for (const step of taken) {
          await take(step, destination, charges, transfers).catch((error: Stripe.errors.StripeError) => {
            if (!error.statusCode || error.statusCode >= 500) throw error;
          });
        }
        for (const options of [{}, { stripeAccount: destination }]) {
          const balance = await bench.stripe.balance.retrieve({}, options);
          const all = await bench.stripe.balanceTransactions
            .list({ limit: 100 }, options)
            .autoPagingToArray({ limit: 10_000 });
          const usd = (parts: { amount: number; currency: string }[]) =>
            parts.filter(({ currency }) => currency === 'usd').reduce((sum, { amount }) => sum + amount, 0);
          expect(usd(balance.available) + usd(balance.pending)).toBe(all.reduce((sum, { net }) => sum + net, 0));
          expect(usd(balance.available)).toBe(
            all.filter(({ status }) => status === 'available').reduce((sum, { net }) => sum + net, 0),
          );
        }
        const { residual, ledger } = (await bench.control('GET', 'state')).body as unknown as {
          residual: Record<string, number>;
          ledger: Record<string, Record<string, number>>;
        };
        expect(Object.values(residual).every((amount) => amount === 0)).toBe(true);
        expect(ledger['balance:transfers-clearing']?.usd ?? 0).toBe(0);
        const sources = await bench.stripe.transfers.list({ destination, limit: 100 });
        for (const charge of charges) {
          const drawn = sources.data.filter((transfer) => transfer.source_transaction === charge);
          const { amount } = await bench.stripe.charges.retrieve(charge);
          expect(drawn.reduce((sum, one) => sum + one.amount - one.amount_reversed, 0)).toBeLessThanOrEqual(amount);
        }
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});
