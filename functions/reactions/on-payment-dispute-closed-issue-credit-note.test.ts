import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { update } from '#data/change.ts';
import { keys } from '#data/keys.ts';
import { aCampaign, anOffer, putOpenCampaign, putReleasedContract, write } from '#testing/deal.ts';
import { deliver } from '#testing/deliver.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as onClawBack } from './on-payment-clawed-back-issue-credit-note.ts';
import { handler as onClosed } from './on-payment-dispute-closed-issue-credit-note.ts';

prepareTestTable();
const sqs = mockClient(SQSClient);
const [workspaceId, campaignId] = [countedId('workspace', 1), countedId('campaign', 1)];
const contractIds = [1, 2].map((count) => countedId('contract', count));
const amount = { amountMinor: 90_000, currency: 'USD' };
const closed = { workspaceId, campaignId, paymentId: countedId('payment', 1), contractIds, amount, disputeId: 'dp_1' };

beforeAll(async () => {
  await putOpenCampaign(aCampaign(1));
  for (const count of [1, 2]) await putReleasedContract(count, anOffer(count, aCampaign(1)));
  await write(
    update(keys.hold(workspaceId, campaignId, countedId('contract', 2)), { set: { clawedBackMinor: 90_000 } }, [
      { path: 'pk', is: 'present' },
    ]),
  );
});
beforeEach(() => {
  sqs.reset();
  sqs.on(SendMessageBatchCommand).resolves({});
  vi.stubEnv('QUEUE_URL_PREFIX', 'https://queues.example/');
});
afterEach(() => vi.unstubAllEnvs());

/** Contract and kind of every credit note that was asked for. */
const asked = () =>
  sqs.commandCalls(SendMessageBatchCommand).flatMap(({ args }) =>
    (args[0].input.Entries ?? []).map(({ MessageBody }) => {
      const { contractId, kind } = JSON.parse(MessageBody ?? '{}');
      return [contractId, kind];
    }),
  );

describe('credit notes are asked for, for both sides', () => {
  const both = ['brand_credit_note', 'influencer_credit_note'].map((kind) => [countedId('contract', 2), kind]);

  it('when a dispute is lost, of the contracts whose money was taken back', async () => {
    await deliver(onClosed, 'PaymentDisputeClosed', { ...closed, outcome: 'lost' });
    expect(asked()).toEqual(both);
  });

  it('not when it is won', async () => {
    await deliver(onClosed, 'PaymentDisputeClosed', { ...closed, outcome: 'won' });
    expect(asked()).toEqual([]);
  });

  it('when money is taken back', async () => {
    const { contractIds: _contractIds, disputeId: _disputeId, ...names } = closed;
    const contractId = countedId('contract', 2);
    await deliver(onClawBack, 'PaymentClawedBack', { ...names, contractId, influencerId: countedId('influencer', 2) });
    expect(asked()).toEqual(both);
  });
});
