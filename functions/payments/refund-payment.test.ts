import { describe, expect, it } from 'vitest';
import { fundEscrow, refundPayment } from '#contract/areas/payments.ts';
import { type ContractItem, updateContract } from '#data/contract.ts';
import { takePiece } from '#data/piece.ts';
import { CONTRACTS_PER_PAYMENT } from '#domain/payment.ts';
import { callEndpoint, testMember } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { payByCard, prepareTestStripe, putDeals, settle } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as funding } from './fund-escrow.ts';
import { handler as refunding } from './refund-payment.ts';

const { access, items } = prepareTestTable();
const bench = prepareTestStripe();

/** A funded payment for every one of the contracts of campaign `count`. */
async function funded(count: number, contracts = 1) {
  const deals = await putDeals(count, contracts);
  const request = { actor: testMember(), params: { campaignId: countedId('campaign', count) }, body: {} };
  const { body } = await callEndpoint(funding, fundEscrow, request);
  const intentId = await payByCard(bench(), body.clientSecret);
  await settle('payment_intent.succeeded', intentId);
  const intent = await bench().stripe.paymentIntents.retrieve(intentId);
  return { deals, paymentId: String(body.paymentId), chargeId: String(intent.latest_charge) };
}

const refund = (paymentId: string, request: Parameters<typeof callEndpoint>[2] = {}) =>
  callEndpoint(refunding, refundPayment, { actor: testMember(), params: { paymentId }, body: {}, ...request });
const holdsOf = async (count: number) =>
  (await items()).filter((item) => item._et === 'hold' && item.campaignId === countedId('campaign', count));

describe('POST /payments/{paymentId}/refund', () => {
  it('reserves as many contracts of the fullest payment as one transaction writes, and the rest when asked again', async () => {
    const { paymentId } = await funded(70, CONTRACTS_PER_PAYMENT);
    const answer = await refund(paymentId, { headers: { 'idempotency-key': 'refund-70' } });
    expect(answer.status).toBe(202);
    const left = (await holdsOf(70)).filter(({ status }) => status === 'funded');
    expect(left.length).toBeLessThan(CONTRACTS_PER_PAYMENT / 2);
    expect((await refund(paymentId)).status).toBe(202);
    expect((await holdsOf(70)).map(({ status }) => status)).toEqual(Array(CONTRACTS_PER_PAYMENT).fill('refunding'));
    expect((await refund(paymentId)).status).toBe(409);
  });

  it('takes back nothing that content was handed in for, whichever comes first', async () => {
    const { paymentId, deals } = await funded(60, 3);
    const [approved, , late] = deals as [ContractItem, ContractItem, ContractItem];
    const approve = (contract: ContractItem) => write(...updateContract(contract, { add: { approvedCount: 1 } }));
    for (let piece = 0; piece < approved.requiredCount; piece++) await approve(approved);
    const handIn = ({ workspaceId, campaignId, contractId }: ContractItem) =>
      write(takePiece({ workspaceId, campaignId, contractId, deliverableId: 'reels' }, 2));
    expect(await refund(paymentId, { body: { contractId: approved.contractId } })).toMatchObject({
      status: 409,
      body: { code: 'release_not_ready' },
    });
    const { middlewareStack } = access().document;
    middlewareStack.add(
      (next) => async (args) => {
        if (!('TransactItems' in args.input)) return next(args);
        middlewareStack.remove('handInBeforeWrite');
        await handIn(late);
        return next(args);
      },
      { step: 'initialize', name: 'handInBeforeWrite' },
    );
    expect((await refund(paymentId)).status).toBe(202);
    expect((await holdsOf(60)).map(({ status }) => status)).toEqual(['funded', 'refunding', 'funded']);
    expect(await refund(paymentId, { body: { contractId: late.contractId } })).toMatchObject({
      status: 409,
      body: { code: 'content_handed_in' },
    });
  });

  it('loses every contract of the fullest payment there can be to a dispute in one transaction', async () => {
    const { chargeId } = await funded(80, CONTRACTS_PER_PAYMENT);
    const { body } = await bench().control('POST', 'disputes', { charge: chargeId });
    await bench().control('POST', `disputes/${String(body.id)}/close`, { status: 'lost' });
    await settle('charge.dispute.closed', String(body.id));
    expect((await holdsOf(80)).map(({ status }) => status)).toEqual(Array(CONTRACTS_PER_PAYMENT).fill('refunded'));
  });
});
