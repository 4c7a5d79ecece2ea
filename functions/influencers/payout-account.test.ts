import { afterEach, describe, expect, it, vi } from 'vitest';
import { getPayoutAccount, listPayouts, openPayoutAccount } from '#contract/areas/payments.ts';
import { handler as listing } from '#functions/payouts/list-payouts.ts';
import { callEndpoint, testInfluencer, testMember } from '#testing/call.ts';
import { aProfile, putProfile } from '#testing/deal.ts';
import { prepareTestStripe, settle } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as getting } from './get-payout-account.ts';
import { handler as opening } from './open-payout-account.ts';

const DAY_MS = 86_400_000;
const { items } = prepareTestTable();
const bench = prepareTestStripe();
const open = (count: number) => callEndpoint(opening, openPayoutAccount, { actor: testInfluencer(count) });
const get = (count: number) => callEndpoint(getting, getPayoutAccount, { actor: testInfluencer(count) });
const accountsOf = async (count: number) =>
  (await bench().stripe.accounts.list({ limit: 100 })).data.filter(
    ({ metadata }) => metadata?.influencerId === testInfluencer(count).influencerId,
  );

describe('the payout account', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('is made once, with a fresh link each time; in another country than the platform’s, by the agreement for who only receives', async () => {
    vi.stubEnv('PLATFORM_COUNTRY', 'US');
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

  it('says what is wanted, by when, what is checked, what was not accepted and why payouts stand still', async () => {
    await putProfile(aProfile(6, { geoLocation: { country: 'US' } }));
    await open(6);
    const [account] = await accountsOf(6);
    const document = 'individual.verification.document';
    for (const [stage, shown] of [
      ['due_soon', { payable: true, requirementsDue: [document], requirementsPastDue: [], disabledReason: null }],
      ['later', { payable: true, requirementsDue: [], requirementsLater: ['individual.id_number'] }],
      [
        'overdue',
        { payable: false, status: 'restricted', requirementsDue: [document], requirementsPastDue: [document] },
      ],
      ['unreadable', { requirementProblems: [{ requirement: document, code: 'verification_document_not_readable' }] }],
      ['pending', { requirementsDue: [], requirementsInReview: [document], status: 'pending' }],
      ['paused', { payable: false, payoutsEnabled: false, disabledReason: 'platform_paused' }],
    ] as const) {
      await bench().control('POST', `accounts/${account?.id}`, { stage, deadlineDays: 9 });
      const { body } = await get(6);
      expect(body).toMatchObject(shown);
      const dueAtMs = bench().platform.clock.now() + 9 * 86_400_000;
      expect(body.requirementsDueAt === null ? null : Date.parse(body.requirementsDueAt) - dueAtMs).toBe(
        stage === 'due_soon' ? 0 : null,
      );
    }
    await bench().control('POST', `accounts/${account?.id}`, { stage: 'complete', capability: 'inactive' });
    expect((await get(6)).body).toMatchObject({ payable: false, transfersActive: false, payoutsEnabled: true });
  });

  it('leads a finished account to where its bank account is changed, and one that lacks something to what it lacks', async () => {
    await putProfile(aProfile(7, { geoLocation: { country: 'US' } }));
    await open(7);
    const [account] = await accountsOf(7);
    await bench().control('POST', `accounts/${account?.id}`, { stage: 'complete' });
    await get(7);
    expect((await open(7)).body.onboardingUrl).toContain(`/express/${account?.id}`);
    await bench().control('POST', `accounts/${account?.id}`, { stage: 'due_soon' });
    await get(7);
    const links = [(await open(7)).body.onboardingUrl, (await open(7)).body.onboardingUrl];
    expect(links[0]).toContain('/setup/e/');
    expect(links[0]).not.toBe(links[1]);
  });

  it('needs a profile that says where the influencer lives, and is for influencers only', async () => {
    expect(await open(4)).toMatchObject({ status: 409, body: { code: 'profile_incomplete' } });
    expect(await callEndpoint(opening, openPayoutAccount, { actor: testMember() })).toMatchObject({ status: 403 });
    expect(await callEndpoint(getting, getPayoutAccount, {})).toMatchObject({ status: 401 });
  });

  it('lists payouts to the bank: arrived, come back later, and sent again after another bank account was given', async () => {
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
    await bench().advance(DAY_MS);
    await settle('payout.paid', payout.id, accountId);
    expect((await list()).body.items).toMatchObject([{ status: 'paid', returned: false, failedAt: null }]);
    await bench().control('POST', `payouts/${payout.id}/fail`, { code: 'no_account' });
    await settle('payout.failed', payout.id, accountId);
    await settle('payout.paid', payout.id, accountId);
    expect((await list()).body.items).toMatchObject([
      {
        payoutId: payout.id,
        status: 'failed',
        failureCode: 'no_account',
        returned: true,
        failedAt: expect.any(String),
      },
    ]);
    // The provider pays out no more until the bank account is mended, and then by itself what came back.
    expect((await get(5)).body).toMatchObject({ status: 'restricted', requirementsDue: ['external_account'] });
    await bench().advance(3 * DAY_MS);
    expect((await bench().stripe.payouts.list({}, { stripeAccount: accountId })).data).toHaveLength(1);
    await bench().control('POST', `accounts/${accountId}`, { stage: 'complete' });
    await bench().advance(2 * DAY_MS);
    const [again] = (await bench().stripe.payouts.list({}, { stripeAccount: accountId })).data;
    await settle('payout.paid', String(again?.id), accountId);
    expect((await list()).body.items).toMatchObject([{ payoutId: again?.id, status: 'paid' }, { status: 'failed' }]);
    expect((await get(5)).body).toMatchObject({ status: 'payable' });
    expect((await callEndpoint(listing, listPayouts, { actor: testInfluencer(1) })).body.items).toEqual([]);
  });
});
