import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FxQuote } from './state.ts';
import { DAY_MS, openStripeBench, pay, type StripeBench } from './testing-stripe.ts';

let bench: StripeBench;
beforeAll(async () => {
  bench = await openStripeBench();
});
afterAll(() => bench.close());

const quote = (edit: object = {}): Promise<FxQuote> =>
  bench.stripe.rawRequest('POST', '/v1/fx_quotes', {
    to_currency: 'eur',
    from_currencies: ['usd'],
    lock_duration: 'hour',
    usage: { type: 'transfer' },
    ...edit,
  });
async function germanAccount(): Promise<string> {
  const { id } = await bench.stripe.accounts.create({
    type: 'express',
    country: 'DE',
    capabilities: { transfers: { requested: true } },
  });
  await bench.control('POST', `accounts/${id}`, { stage: 'complete' });
  return id;
}
const transfer = async (amount: number, edit: object = {}) =>
  bench.stripe.transfers.create({
    amount,
    currency: 'usd',
    destination: await germanAccount(),
    source_transaction: String((await pay(bench, 100_000)).latest_charge),
    ...edit,
  });
const pendingOf = async (account: string) =>
  (await bench.stripe.balance.retrieve({}, { stripeAccount: account })).pending.map((one) => [
    one.currency,
    one.amount,
  ]);

describe('exchange rates', () => {
  it('are told for several currencies at once, less a fee, and kept as long as was asked', async () => {
    await bench.control('PUT', 'rates', { eur: '0.9', gbp: '0.75' });
    const told = await quote({ from_currencies: ['usd', 'gbp'] });
    expect(told).toMatchObject({
      object: 'fx_quote',
      to_currency: 'eur',
      lock_status: 'active',
      lock_expires_at: told.created + 3600,
      rates: {
        usd: { exchange_rate: 0.882, rate_details: { base_rate: 0.9, fx_fee_rate: 0.02 } },
        gbp: { exchange_rate: 1.176, rate_details: { base_rate: 1.2 } },
      },
    });
    await bench.advance(3_600_000);
    expect(await bench.stripe.rawRequest('GET', `/v1/fx_quotes/${told.id}`)).toMatchObject({ lock_status: 'expired' });
    await bench.control('PUT', 'rates', { eur: null, gbp: null });
  });

  it('move from day to day and are the same all day', async () => {
    const rateOf = async () => (await quote()).rates.usd?.exchange_rate;
    const first = await rateOf();
    expect(await rateOf()).toBe(first);
    await bench.advance(DAY_MS);
    expect(await rateOf()).not.toBe(first);
    expect(Math.abs(((await rateOf()) ?? 0) / 0.864 - 1)).toBeLessThan(0.04);
  });

  it.each([
    ['a currency there is not', { to_currency: 'xxx' }],
    ['no time to keep it', { lock_duration: 'week' }],
    ['a currency whose rate is never kept', { to_currency: 'ngn' }],
  ])('are refused for %s', async (_case, edit) => {
    await expect(quote(edit)).rejects.toMatchObject({ statusCode: 400 });
  });
});

describe('a transfer to an account in another currency', () => {
  it('arrives changed at the rate of the quote, also after the market has moved', async () => {
    await bench.control('PUT', 'rates', { eur: '0.9' });
    const { id } = await quote();
    await bench.control('PUT', 'rates', { eur: '0.8' });
    const made = await transfer(10_001, { fx_quote: id });
    const account = String(made.destination);
    // 100.01 × 0.882 = 88.20882.
    expect(await pendingOf(account)).toEqual([['eur', 8_820]]);
    const payment = await bench.stripe.charges.retrieve(
      String(made.destination_payment),
      { expand: ['balance_transaction'] },
      { stripeAccount: account },
    );
    expect(payment).toMatchObject({
      amount: 10_001,
      currency: 'usd',
      balance_transaction: { amount: 8_820, currency: 'eur', exchange_rate: 0.882 },
    });
    await bench.stripe.transfers.createReversal(made.id, { amount: 5_000 });
    await bench.stripe.transfers.createReversal(made.id);
    expect(await pendingOf(account)).toEqual([['eur', 0]]);
    const { residual } = (await bench.control('GET', 'state')).body as unknown as { residual: object };
    expect(Object.values(residual).every((amount) => amount === 0)).toBe(true);
  });

  it('is refused with a quote that is over, or of another pair', async () => {
    const [{ id: over }, { id: other }] = [await quote(), await quote({ from_currencies: ['gbp'] })];
    await expect(transfer(100, { fx_quote: other })).rejects.toMatchObject({ code: 'fx_quote_currency_mismatch' });
    await bench.advance(3_600_000);
    await expect(transfer(100, { fx_quote: over })).rejects.toMatchObject({ code: 'fx_quote_expired' });
  });
});

describe('a payment in another currency than it is settled in', () => {
  const intent = async (edit: object = {}) => {
    const { id } = await quote({ to_currency: 'usd', from_currencies: ['eur'], usage: { type: 'payment' } });
    const asked = { amount: 80_000, currency: 'eur', fx_quote: id, ...edit };
    return bench.stripe.paymentIntents.create(asked);
  };
  const paid = async (made: { id: string }) => {
    const { latest_charge } = await bench.stripe.paymentIntents.confirm(made.id, {
      payment_method: 'pm_card_visa',
      return_url: 'http://localhost:3000/',
      expand: ['latest_charge.balance_transaction'],
    });
    return latest_charge as unknown as { id: string; balance_transaction: object };
  };

  it('comes in at the rate of its quote, or of the moment once that is over, and goes back at the market’s', async () => {
    await bench.control('PUT', 'rates', { eur: '0.8' });
    const [kept, over] = [await intent(), await intent()];
    await bench.control('PUT', 'rates', { eur: '0.75' });
    const charge = await paid(kept);
    // 800.00 × 1.225, of which 2.9 % and 30 cents are the fee.
    expect(charge).toMatchObject({
      ...{ amount: 80_000, currency: 'eur' },
      balance_transaction: { amount: 98_000, currency: 'usd', exchange_rate: 1.225, fee: 2_872 },
    });
    const refund = await bench.stripe.refunds.create({
      ...{ charge: charge.id, amount: 20_000 },
      expand: ['balance_transaction'],
    });
    expect(refund).toMatchObject({
      amount: 20_000,
      currency: 'eur',
      balance_transaction: { amount: -26_666, currency: 'usd' },
    });
    const made = await transfer(50_000, { source_transaction: charge.id });
    expect(made).toMatchObject({ currency: 'usd', source_transaction: charge.id });
    await bench.advance(3_600_000);
    // 800.00 × 1.333333 less 2 %.
    expect((await paid(over)).balance_transaction).toMatchObject({ amount: 104_532, currency: 'usd' });
    await bench.control('PUT', 'rates', { eur: null });
  });

  it('is refused with a quote that is over, of another pair, or for a transfer', async () => {
    await expect(intent({ currency: 'gbp' })).rejects.toMatchObject({ code: 'fx_quote_currency_mismatch' });
    const { id } = await quote({ to_currency: 'usd', from_currencies: ['eur'] });
    await expect(intent({ fx_quote: id })).rejects.toMatchObject({ param: 'fx_quote' });
    const made = await quote({ to_currency: 'usd', from_currencies: ['eur'], usage: { type: 'payment' } });
    await bench.advance(3_600_000);
    await expect(intent({ fx_quote: made.id })).rejects.toMatchObject({ code: 'fx_quote_expired' });
  });
});
