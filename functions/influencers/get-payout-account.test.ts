import { expect, it } from 'vitest';
import { getPayoutAccount } from '#contract/areas/payments.ts';
import { callEndpoint, testInfluencer } from '#testing/call.ts';
import { prepareTestStripe, putPayoutAccount } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler } from './get-payout-account.ts';

prepareTestTable();
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
