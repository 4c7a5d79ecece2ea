import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { fundEscrow } from '#contract/areas/payments.ts';
import { type ContractItem, updateContract } from '#data/contract.ts';
import { canonicalJson } from '#domain/canonical.ts';
import { balancesOf, type LedgerEntry } from '#domain/ledger.ts';
import { handler as funding } from '#functions/payments/fund-escrow.ts';
import { callEndpoint, testMember } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { ledgerProblemsOf } from '#testing/ledger.ts';
import { payByCard, prepareTestStripe, putDeals, putPayoutAccount, settle } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as releasing } from '#workflows/escrow-release/steps/release-hold.ts';

const table = prepareTestTable();
const bench = prepareTestStripe();

type Item = Record<string, unknown>;
const keyOf = ({ pk, sk }: Item) => `${String(pk)} ${String(sk)}`;

/** Puts the table back to what it was. */
async function restore(before: readonly Item[]): Promise<void> {
  const { document, tableName } = table.access();
  const wanted = new Map(before.map((item) => [keyOf(item), item]));
  const now = await table.items();
  const gone = now.filter((item) => !wanted.has(keyOf(item)));
  const stored = new Map(now.map((item) => [keyOf(item), canonicalJson(item)]));
  const changed = before.filter((item) => stored.get(keyOf(item)) !== canonicalJson(item));
  const requests = [
    ...gone.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })),
    ...changed.map((Item) => ({ PutRequest: { Item } })),
  ];
  for (let start = 0; start < requests.length; start += 25)
    await document.send(new BatchWriteCommand({ RequestItems: { [tableName]: requests.slice(start, start + 25) } }));
}

/** All that decides what happens next, and all that anybody is shown; without when, by which event and in which order it came to be. */
async function stateOf({ workspaceId, campaignId }: ContractItem) {
  const own = (await table.items()).filter((item) => item.campaignId === campaignId);
  const of = (kind: string) => own.filter(({ _et }) => _et === kind).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const [payment = {}] = of('payment');
  const [budget = {}] = of('budget');
  expect(await ledgerProblemsOf({ workspaceId, campaignId })).toEqual([]);
  return {
    loss: payment.lossMinor ?? 0,
    payment: [payment.status, payment.dispute, payment.disputed, payment.foreignRefunds, payment.states],
    holds: of('hold').map((hold) => [
      hold.status,
      hold.disputeId ?? null,
      hold.transferId ?? null,
      hold.transferConfirmedAt !== undefined,
      hold.clawedBackMinor ?? 0,
      hold.reserveMinor ?? 0,
    ]),
    contracts: [...of('contract'), ...of('contract_copy')].map((one) => [one.fundingStatus, one.takenBackMinor ?? 0]),
    balances: balancesOf(of('ledger_entry') as unknown as LedgerEntry[]).filter(({ amountMinor }) => amountMinor !== 0),
    budget: [budget.fundedMinor, budget.releasedMinor, budget.refundedMinor, budget.feesMinor],
  };
}

/**
 * A payment for three contracts. The first is paid out and a part of that was taken back at the provider, the second was refunded there by hand, and a dispute
 * about the third, and more than was held for it, was opened and lost; our side knows of the payout only.
 */
async function untold() {
  const contracts = (await putDeals(1, 3)) as [ContractItem, ...ContractItem[]];
  const [first] = contracts;
  const { workspaceId, campaignId, contractId, influencerId } = first;
  await putPayoutAccount(bench(), influencerId);
  const { body } = await callEndpoint(funding, fundEscrow, { actor: testMember(), params: { campaignId }, body: {} });
  const intentId = await payByCard(bench(), body.clientSecret);
  const chargeId = String((await bench().stripe.paymentIntents.retrieve(intentId)).latest_charge);
  await settle('charge.updated', chargeId);
  const lastLiveAt = '2026-01-01T00:00:00.000Z';
  await write(...updateContract(first, { add: { approvedCount: 2, liveCount: 2 }, set: { lastLiveAt } }));
  await releasing({ workspaceId, campaignId, contractId, influencerId });
  const [transfer] = (await bench().stripe.transfers.list({ transfer_group: body.paymentId })).data;
  await bench().stripe.transfers.createReversal(String(transfer?.id), { amount: 30_000 });
  await bench().stripe.refunds.create({ charge: chargeId, amount: 100_000 });
  const dispute = await bench().control('POST', 'disputes', { charge: chargeId, amount: 140_000 });
  const disputeId = String(dispute.body.id);
  await bench().control('POST', `disputes/${disputeId}/close`, { status: 'lost' });
  return { first, intentId, chargeId, disputeId, transferId: String(transfer?.id) };
}

/** All orders of a list. */
function ordersOf<T>(list: readonly T[]): T[][] {
  if (list.length <= 1) return [[...list]];
  return list.flatMap((first, index) =>
    ordersOf(list.filter((_, other) => other !== index)).map((rest) => [first, ...rest]),
  );
}

it('ends in the same state in whichever of the 720 orders six webhooks come, and stays there when they come again', async () => {
  const { first, intentId, chargeId, disputeId, transferId } = await untold();
  const webhooks: readonly (readonly [string, string])[] = [
    ['payment_intent.succeeded', intentId],
    ['charge.refunded', chargeId],
    ['charge.dispute.created', disputeId],
    ['charge.dispute.closed', disputeId],
    ['transfer.created', transferId],
    ['transfer.reversed', transferId],
  ];
  const seen = new Map<string, { items: Item[]; next: Map<string, string> }>();
  const keep = async (): Promise<string> => {
    const state = canonicalJson(await stateOf(first));
    if (!seen.has(state)) seen.set(state, { items: await table.items(), next: new Map() });
    return state;
  };
  /** What a webhook makes of a state: told once from each, since nothing else decides what it does. */
  const hear = async (state: string, [kind, objectId]: readonly [string, string]): Promise<string> => {
    const from = seen.get(state) as { items: Item[]; next: Map<string, string> };
    const known = from.next.get(kind);
    if (known) return known;
    await restore(from.items);
    await settle(kind, objectId);
    const after = await keep();
    from.next.set(kind, after);
    return after;
  };
  const start = await keep();
  const ends = new Set<string>();
  for (const order of ordersOf(webhooks)) {
    let state = start;
    for (const webhook of order) state = await hear(state, webhook);
    ends.add(state);
  }
  expect(ends.size).toBe(1);
  const [end = ''] = ends;
  expect(seen.size).toBeGreaterThan(3);
  expect(JSON.parse(end)).toMatchObject({
    holds: [
      ['released', null, transferId, true, 30_000, 0],
      ['refunded', null, null, false, 0, 0],
      ['refunded', null, null, false, 0, 0],
    ],
    loss: 10_000,
    budget: [300_000, 90_000, 200_000, 10_000],
  });
  for (const webhook of webhooks) expect(await hear(end, webhook)).toBe(end);
});
