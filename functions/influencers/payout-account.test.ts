import { describe, expect, it } from 'vitest';
import { getPayoutAccount, listPayouts, openPayoutAccount } from '#contract/areas/payments.ts';
import { handler as listing } from '#functions/payouts/list-payouts.ts';
import { callEndpoint, testInfluencer, testMember } from '#testing/call.ts';
import { aProfile, putProfile } from '#testing/deal.ts';
import { prepareTestStripe, settle } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as getting } from './get-payout-account.ts';
import { handler as opening } from './open-payout-account.ts';

const { items } = prepareTestTable();
const bench = prepareTestStripe();
const open = (count: number) => callEndpoint(opening, openPayoutAccount, { actor: testInfluencer(count) });
const get = (count: number) => callEndpoint(getting, getPayoutAccount, { actor: testInfluencer(count) });
const accountsOf = async (count: number) =>
  (await bench().stripe.accounts.list({ limit: 100 })).data.filter(
    ({ metadata }) => metadata?.influencerId === testInfluencer(count).influencerId,
  );

describe('the payout account', () => {
  it('is made once, with a fresh link each time', async () => {
    await putProfile(aProfile(1));
    const answers = await Promise.all([open(1), open(1), open(1)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ body }) => body.onboardingUrl)).size).toBe(3);
    expect(await accountsOf(1)).toMatchObject([{ country: 'DE', tos_acceptance: { service_agreement: 'recipient' } }]);
    expect((await items()).filter((item) => item._et === 'provider_ref')).toHaveLength(1);
  });

  it('is made once even when the answer to its making was lost', async () => {
    await putProfile(aProfile(2));
    await bench().control('POST', 'faults', {
      path: '/v1/accounts',
      method: 'POST',
      kind: 'reset',
      when: 'after',
      count: 2,
    });
    expect(await open(2)).toMatchObject({ status: 503, body: { code: 'provider_unavailable' } });
    expect((await open(2)).status).toBe(200);
    expect(await accountsOf(2)).toHaveLength(1);
  });

  it('says what the provider says when it is looked at, and the last word while the provider is silent', async () => {
    expect((await get(3)).body).toMatchObject({ status: 'missing', payable: false });
    await putProfile(aProfile(3, { geoLocation: { country: 'US' } }));
    expect((await open(3)).body).toMatchObject({ status: 'incomplete', payable: false });
    const [account] = await accountsOf(3);
    for (const [stage, status] of [
      ['pending', 'pending'],
      ['more', 'restricted'],
      ['complete', 'payable'],
      ['rejected', 'rejected'],
    ] as const) {
      await bench().control('POST', `accounts/${account?.id}`, { stage });
      expect((await get(3)).body).toMatchObject({ status, payable: status === 'payable' });
    }
    await bench().control('POST', `accounts/${account?.id}`, { stage: 'complete' });
    await bench().control('POST', 'faults', { path: '/v1/accounts/*', kind: 'reset', count: 2 });
    expect((await get(3)).body).toMatchObject({ status: 'rejected' });
    expect((await get(3)).body).toMatchObject({ status: 'payable' });
  });

  it('needs a profile that says where the influencer lives, and is for influencers only', async () => {
    expect(await open(4)).toMatchObject({ status: 409, body: { code: 'profile_incomplete' } });
    expect(await callEndpoint(opening, openPayoutAccount, { actor: testMember() })).toMatchObject({ status: 403 });
    expect(await callEndpoint(getting, getPayoutAccount, {})).toMatchObject({ status: 401 });
  });

  it('lists payouts to the bank by what the provider says of them', async () => {
    await putProfile(aProfile(5, { geoLocation: { country: 'US' } }));
    await open(5);
    const [account] = await accountsOf(5);
    const accountId = String(account?.id);
    await bench().control('POST', `accounts/${accountId}`, { stage: 'complete' });
    await bench().stripe.paymentIntents.create({
      amount: 50_000,
      currency: 'usd',
      payment_method: 'pm_card_bypassPending',
      confirm: true,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    });
    await bench().stripe.transfers.create({ amount: 10_000, currency: 'usd', destination: accountId });
    const payout = await bench().stripe.payouts.create(
      { amount: 10_000, currency: 'usd' },
      { stripeAccount: accountId },
    );
    for (let times = 0; times < 2; times++) await settle('payout.created', payout.id, accountId);
    const list = () => callEndpoint(listing, listPayouts, { actor: testInfluencer(5) });
    expect((await list()).body.items).toMatchObject([{ payoutId: payout.id, amount: { amountMinor: 10_000 } }]);
    await bench().control('POST', `payouts/${payout.id}/fail`);
    await settle('payout.failed', payout.id, accountId);
    expect((await list()).body.items).toMatchObject([{ payoutId: payout.id, status: 'failed' }]);
    expect((await callEndpoint(listing, listPayouts, { actor: testInfluencer(1) })).body.items).toEqual([]);
  });
});
