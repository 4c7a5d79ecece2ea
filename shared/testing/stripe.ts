import { createHmac } from 'node:crypto';
import type { EventBridgeEvent } from 'aws-lambda';
import { afterAll, beforeAll } from 'vitest';
import { fundEscrow } from '#contract/areas/payments.ts';
import { create } from '#data/change.ts';
import type { ContractItem } from '#data/contract.ts';
import { PayoutAccounts, ProviderRefs } from '#data/payout.ts';
import { handler as funding } from '#functions/payments/fund-escrow.ts';
import { handler as settling } from '#functions/reactions/on-provider-event-received-settle.ts';
import { openStripeBench, type StripeBench } from '#local/providers/stripe/testing-stripe.ts';
import { callEndpoint, testMember } from './call.ts';
import { aCampaign, anOffer, putContract, putOpenCampaign, write } from './deal.ts';
import { countedId } from './ids.ts';
import { prepareTestSecrets } from './secrets.ts';

export const WEBHOOK_SECRET = 'whsec_own_in_tests';
export const CONNECT_SECRET = 'whsec_connect_in_tests';

/** The Stripe stand-in for the tests of this file, with the settings that lead functions to it. */
export function prepareTestStripe(): () => StripeBench {
  prepareTestSecrets({
    STRIPE_SECRET_NAME: 'sk_test_in_tests',
    STRIPE_WEBHOOK_SECRET_NAME: WEBHOOK_SECRET,
    STRIPE_CONNECT_WEBHOOK_SECRET_NAME: CONNECT_SECRET,
  });
  let bench: StripeBench | undefined;
  const settings = ['STRIPE_API_URL', 'STAGE', 'SITE_ORIGIN'] as const;
  const before = settings.map((name) => process.env[name]);
  beforeAll(async () => {
    bench = await openStripeBench();
    Object.assign(process.env, {
      STRIPE_API_URL: bench.origin(),
      STAGE: 'local',
      SITE_ORIGIN: 'http://localhost:3000',
    });
  });
  afterAll(async () => {
    for (const [index, name] of settings.entries()) {
      const value = before[index];
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    await bench?.close();
  });
  return () => {
    if (!bench) throw new Error('The Stripe stand-in exists only while tests run.');
    return bench;
  };
}

/** `Stripe-Signature` over a payload at a second, signed as Stripe signs. */
export function signatureOf(payload: string, secret: string, seconds: number): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${payload}`).digest('hex')}`;
}

let delivered = 0;

/** Lets the settling reaction hear that an object of the provider has changed. */
export async function settle(kind: string, objectId: string, account?: string): Promise<void> {
  delivered += 1;
  const providerEventId = `evt_${delivered}`;
  const detail = {
    eventId: countedId('event', delivered),
    type: 'ProviderEventReceived',
    schemaVersion: 1,
    occurredAt: '2026-11-20T00:00:00.000Z',
    correlationId: 'test-settle',
    aggregateId: providerEventId,
    seq: 1,
    actor: { kind: 'anonymous' },
    data: { providerEventId, kind, objectId, ...(account ? { account } : {}) },
  };
  await settling({ detail } as EventBridgeEvent<string, unknown>);
}

/** Campaign `count` with contracts of as many influencers as named, 100,000 USD minor units each; ids count from `count` × 10. */
export async function putDeals(count: number, contracts = 1): Promise<ContractItem[]> {
  const campaign = await putOpenCampaign(aCampaign(count));
  const made: ContractItem[] = [];
  for (let index = 0; index < contracts; index++)
    made.push(await putContract(count * 10 + index, anOffer(count * 10 + index, campaign)));
  return made;
}

/** The first contract of campaign `count` with its money held, paid in by card. */
export async function putFundedDeal(bench: StripeBench, count: number): Promise<ContractItem> {
  const [contract] = (await putDeals(count)) as [ContractItem];
  const { campaignId } = contract;
  const { body } = await callEndpoint(funding, fundEscrow, { actor: testMember(), params: { campaignId }, body: {} });
  await settle('payment_intent.succeeded', await payByCard(bench, body.clientSecret));
  return contract;
}

/** Pays an intent with a test card as the card form does. */
export async function payByCard(bench: StripeBench, clientSecret: string, card = 'pm_card_visa'): Promise<string> {
  const intentId = clientSecret.slice(0, clientSecret.indexOf('_secret_'));
  await bench.stripe.paymentIntents
    .confirm(intentId, { payment_method: card, return_url: 'http://localhost:3000/' })
    .catch((error: unknown) => {
      if ((error as { type?: string }).type !== 'StripeCardError') throw error;
    });
  return intentId;
}

/** A payout account of an influencer at the stand-in and in the table, ready to be paid when `payable`. */
export async function putPayoutAccount(bench: StripeBench, influencerId: string, payable = true): Promise<string> {
  const { id: accountId } = await bench.stripe.accounts.create({
    type: 'express',
    country: 'US',
    capabilities: { transfers: { requested: true } },
  });
  if (payable) await bench.control('POST', `accounts/${accountId}`, { stage: 'complete' });
  await write(
    create(PayoutAccounts, {
      influencerId,
      accountId,
      country: 'US',
      status: payable ? 'payable' : 'incomplete',
      payable,
      transfersActive: payable,
      payoutsEnabled: payable,
      detailsSubmitted: payable,
      requirementsDue: [],
      requirementsPastDue: [],
      requirementsLater: [],
      requirementsInReview: [],
      requirementProblems: [],
      requirementsDueAtMs: null,
      disabledReason: null,
      version: 1,
      createdAt: '2026-11-01T00:00:00.000Z',
      updatedAt: '2026-11-01T00:00:00.000Z',
    }),
    create(ProviderRefs, { providerId: accountId, influencerId }),
  );
  return accountId;
}
