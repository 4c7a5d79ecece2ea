import { expect, it } from 'vitest';
import { exchangeRatesRef } from '#data/exchange-rates.ts';
import { findOne } from '#data/read.ts';
import { CURRENCIES } from '#domain/currencies.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestStripe, putPayoutAccount, settle } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as taking } from './take-exchange-rates.ts';

prepareTestTable();
const bench = prepareTestStripe();
const known = () => findOne(exchangeRatesRef());
const asked = async () =>
  ((await bench().control('GET', 'calls?path=/v1/fx_quotes')).body as unknown as { calls: unknown[] }).calls.length;

it('takes the rates of every currency down when the first payout account is heard of, and then once a day', async () => {
  expect(await known()).toBeUndefined();
  const accountId = await putPayoutAccount(bench(), countedId('influencer', 1));
  for (let times = 0; times < 2; times++) await settle('account.updated', accountId, accountId);
  const first = await known();
  expect(Object.keys(first?.dollars ?? {}).sort()).toEqual([...CURRENCIES].sort());
  expect(first).toMatchObject({ source: 'Stripe', feeBps: 200, version: 1 });
  const calls = await asked();
  expect(await taking()).toEqual({ taken: true });
  expect(await asked()).toBe(calls * 2);
  expect(await known()).toMatchObject({ version: 2 });
});

it('keeps what it has while the provider does not answer', async () => {
  await bench().control('POST', 'faults', {
    path: '/v1/fx_quotes',
    method: 'POST',
    count: 9,
    kind: 'status',
    status: 503,
  });
  const before = await known();
  await expect(taking()).rejects.toThrow('clear answer');
  expect(await known()).toEqual(before);
  await bench().control('DELETE', 'faults');
});
