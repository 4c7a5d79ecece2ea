import { describe, expect, it } from 'vitest';
import { fundEscrow } from '#contract/areas/payments.ts';
import type { IntentFacts } from '#domain/payment.ts';
import { handler as funding } from '#functions/payments/fund-escrow.ts';
import { callEndpoint, testMember } from '#testing/call.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestStripe, putDeals } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { settlePayment } from './settle-payment.ts';

const { access, items } = prepareTestTable();
prepareTestStripe();

/** What the provider says about the paid payment of campaign `count`. */
async function paid(count: number): Promise<IntentFacts> {
  const [contract] = await putDeals(count);
  const request = { actor: testMember(), params: { campaignId: countedId('campaign', count) }, body: {} };
  const { body } = await callEndpoint(funding, fundEscrow, request);
  return {
    intentId: `pi_${count}`,
    paymentId: body.paymentId,
    workspaceId: contract?.workspaceId ?? '',
    status: 'succeeded',
    declineCode: null,
    currency: 'USD',
    amountMinor: 100_000,
    chargeId: `ch_${count}`,
    paidAtMs: null,
    providerFeeMinor: 0,
    settled: null,
    dispute: null,
    refunds: [],
  };
}

const stateOf = async (count: number) => {
  const own = (await items()).filter((item) => item.campaignId === countedId('campaign', count));
  return {
    payment: own.find(({ _et }) => _et === 'payment'),
    hold: own.find(({ _et }) => _et === 'hold')?.status,
    entries: own.filter(({ _et }) => _et === 'ledger_entry').map(({ kind }) => kind),
  };
};

/** Lets `meanwhile` happen after the next reading of one item and before anything that follows it. */
function afterNextRead(meanwhile: () => Promise<void>): void {
  const { middlewareStack } = access().document;
  middlewareStack.add(
    (next) => async (args) => {
      middlewareStack.remove('afterNextRead');
      const answer = await next(args);
      await meanwhile();
      return answer;
    },
    { step: 'initialize', name: 'afterNextRead' },
  );
}

/** A dispute about all of a payment: the bank has the money until it is won. */
const disputeThat = (status: 'open' | 'won' | 'lost') => ({
  disputeId: 'dp_1',
  status,
  withdrawnMinor: status === 'won' ? 0 : 100_000,
  feeMinor: 1500,
  movements: status === 'won' ? 2 : 1,
  settled: null,
});

describe('settling a payment from what the provider said', () => {
  it('takes what another webhook did between its two readings for done, not for a contradiction', async () => {
    const facts = await paid(1);
    afterNextRead(() => settlePayment(facts, {}));
    await settlePayment(facts, {});
    expect(await stateOf(1)).toMatchObject({ payment: { status: 'funded' }, hold: 'funded', entries: ['funded'] });
  });

  it('stops for a person when the amount is another', async () => {
    const facts = await paid(2);
    await expect(settlePayment({ ...facts, amountMinor: 99_999 }, {})).rejects.toThrow(/99999 USD.*a person must look/);
    expect(await stateOf(2)).toMatchObject({ payment: { status: 'pending' }, hold: 'pending', entries: [] });
  });

  it('stops for a person when a payment is paid a second time by another intent, and lets that one decide nothing', async () => {
    const facts = await paid(3);
    await settlePayment({ ...facts, status: 'open', chargeId: null }, {});
    await settlePayment({ ...facts, intentId: 'pi_other', status: 'canceled', chargeId: null }, {});
    expect(await stateOf(3)).toMatchObject({ payment: { status: 'pending', intentId: 'pi_3' }, hold: 'pending' });
    await settlePayment(facts, {});
    await expect(settlePayment({ ...facts, intentId: 'pi_other', chargeId: 'ch_other' }, {})).rejects.toThrow(
      /paid a second time, by pi_other beside pi_3; a person must look/,
    );
    expect(await stateOf(3)).toMatchObject({ payment: { status: 'funded', chargeId: 'ch_3' }, entries: ['funded'] });
  });

  it.each(['won', 'lost'] as const)(
    'keeps a dispute that was %s closed, whoever read it while it was open',
    async (status) => {
      const count = status === 'won' ? 4 : 5;
      const facts = await paid(count);
      const seen = (now: 'open' | 'won' | 'lost') => settlePayment({ ...facts, dispute: disputeThat(now) }, {});
      await seen('open');
      expect((await stateOf(count)).hold).toBe('disputed');
      await seen(status);
      await seen('open');
      expect(await stateOf(count)).toMatchObject({
        payment: { dispute: { status } },
        hold: status === 'won' ? 'funded' : 'refunded',
      });
    },
  );
});
