import { expect, it } from 'vitest';
import { getPayoutAccount, getTaxForm } from '#contract/areas/payments.ts';
import type { Actor } from '#runtime/actor.ts';
import { callEndpoint, testInfluencer, testMember, testStaff } from '#testing/call.ts';
import { prepareTestStripe, putPayoutAccount } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler } from './get-payout-account.ts';
import { handler as gettingForm } from './get-tax-form.ts';

const { items } = prepareTestTable();
const bench = prepareTestStripe();

it('shows what was known last of an account that has left the platform', async () => {
  const actor = testInfluencer(1);
  const accountId = await putPayoutAccount(bench(), actor.influencerId);
  expect(await callEndpoint(handler, getPayoutAccount, { actor })).toMatchObject({ body: { status: 'payable' } });
  await bench().stripe.accounts.del(accountId);
  expect(await callEndpoint(handler, getPayoutAccount, { actor })).toMatchObject({
    status: 200,
    body: { status: 'payable', country: 'US' },
  });
});

it('notes the day on which the provider got the tax form, tells staff of it, and keeps nothing of what is in it', async () => {
  const actor = testInfluencer(2);
  const formOf = (who: Actor) =>
    callEndpoint(gettingForm, getTaxForm, { actor: who, params: { influencerId: actor.influencerId } });
  expect((await formOf(testStaff('support'))).body).toMatchObject({ taxForm: null });
  await putPayoutAccount(bench(), actor.influencerId);
  const { body } = await callEndpoint(handler, getPayoutAccount, { actor });
  const today = new Date().toISOString().slice(0, 10);
  const form = { form: 'W-9', state: 'given', collectedBy: 'stripe', validUntil: null, backupWithholding: false };
  expect(body.taxForm).toEqual({ ...form, givenOn: today });
  expect((await formOf(testStaff('support'))).body.taxForm).toEqual(body.taxForm);
  for (const stranger of [testStaff('moderator'), testMember(), actor])
    expect((await formOf(stranger)).status).toBe(403);
  const kept = (await items()).find(
    (item) => item._et === 'payout_account' && item.influencerId === actor.influencerId,
  );
  expect(Object.keys(kept ?? {}).filter((name) => /tax|tin|ssn|number/i.test(name))).toEqual(['taxFormOn']);
});
