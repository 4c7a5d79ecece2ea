import Stripe from 'stripe';
import { afterEach, describe, expect, it } from 'vitest';
import { cancelContract, getBudget, getCancellation, getContract } from '#contract/areas/contracts.ts';
import { rejectOffer, withdrawOffer } from '#contract/areas/offers.ts';
import { fundEscrow, getPaymentStatus } from '#contract/areas/payments.ts';
import { allotmentRef } from '#data/allotment.ts';
import { update } from '#data/change.ts';
import { type ContractItem, updateContract } from '#data/contract.ts';
import { keys } from '#data/keys.ts';
import { takePiece } from '#data/piece.ts';
import { findOne } from '#data/read.ts';
import { CANCEL_ASKERS, CANCEL_RULES, type CancelAsker, DEAL_STAGES, type DealStage } from '#domain/cancellation.ts';
import type { HoldStatus } from '#domain/contract.ts';
import { handler as rejecting } from '#functions/offers/reject-offer.ts';
import { handler as withdrawing } from '#functions/offers/withdraw-offer.ts';
import { handler as funding } from '#functions/payments/fund-escrow.ts';
import { handler as readingPayment } from '#functions/payments/get-status.ts';
import { type ProviderTransport, setProviderTransport } from '#providers/stripe.ts';
import { daysLater, isoOf, nowMs } from '#runtime/clock.ts';
import { callEndpoint, type TestRequest, testInfluencer, testMember, testStaff } from '#testing/call.ts';
import { aCampaign, anOffer, putContract, putOffer, putOpenCampaign, write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { ledgerProblemsOf } from '#testing/ledger.ts';
import { payByCard, prepareTestStripe, putDeals, putFundedDeal, settle } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as checking } from '#workflows/escrow-release/steps/check-gates.ts';
import { handler as refundingHold } from '#workflows/escrow-release/steps/refund-leftover.ts';
import { handler as cancelling } from './cancel-contract.ts';
import { handler as readingBudget } from './get-budget.ts';
import { handler as reading } from './get-cancellation.ts';
import { handler as readingContract } from './get-contract.ts';

const table = prepareTestTable();
const bench = prepareTestStripe();
const PRICE_MINOR = 100_000;

const actorOf = (asker: CancelAsker, count: number): TestRequest['actor'] =>
  ({ brand: testMember(), influencer: testInfluencer(count), staff: testStaff() })[asker];
const preview = (contractId: string, actor: TestRequest['actor']) =>
  callEndpoint(reading, getCancellation, { actor, params: { contractId } });
const cancel = (contractId: string, actor: TestRequest['actor'], version: number, headers = {}) =>
  callEndpoint(cancelling, cancelContract, { actor, params: { contractId }, body: { version }, headers });

/** Money in a state, in its hold and in the contract of both sides. */
async function inState(contract: ContractItem, status: HoldStatus, edit: object = {}): Promise<void> {
  const { workspaceId, campaignId, contractId } = contract;
  await write(
    update(keys.hold(workspaceId, campaignId, contractId), { set: { status, ...edit }, add: { version: 1 } }, []),
    ...updateContract(contract, { set: { fundingStatus: status } }),
  );
}
const pieceOf = ({ workspaceId, campaignId, contractId }: ContractItem) => ({
  ...{ workspaceId, campaignId, contractId, deliverableId: 'reels' },
});
const handIn = (contract: ContractItem) => write(takePiece(pieceOf(contract), 2));
const approve = (contract: ContractItem, count: number) =>
  write(...updateContract(contract, { add: { approvedCount: count } }));

/** The price is committed from the budget, as accepting does. */
async function committed({ workspaceId, campaignId }: ContractItem): Promise<void> {
  const add = { committedMinor: PRICE_MINOR, remainingMinor: -PRICE_MINOR, version: 1 };
  await write(update(keys.budget(workspaceId, campaignId), { add }, []));
}

/** Two milestones, the first of them paid out. */
async function partlyReleased(contract: ContractItem): Promise<void> {
  const part = (milestone: number, status: HoldStatus) => ({
    ...{ milestone, priceMinor: PRICE_MINOR / 2, feeMinor: PRICE_MINOR / 20, status, paymentId: null },
  });
  await inState(contract, 'funded', { parts: { '1': part(1, 'released'), '2': part(2, 'funded') } });
}

/** A contract taken to a stage. */
const AT_STAGE: Record<Exclude<DealStage, 'offered'>, (contract: ContractItem) => Promise<unknown>> = {
  accepted: committed,
  payment_pending: async (contract) => {
    await committed(contract);
    const { campaignId } = contract;
    await callEndpoint(funding, fundEscrow, { actor: testMember(), params: { campaignId }, body: {} });
  },
  held: (contract) => inState(contract, 'funded'),
  delivered: async (contract) => {
    await inState(contract, 'funded');
    await handIn(contract);
  },
  approved: async (contract) => {
    await inState(contract, 'funded');
    await approve(contract, 2);
  },
  partly_released: partlyReleased,
  disputed: (contract) => inState(contract, 'disputed'),
  moving: (contract) => inState(contract, 'releasing'),
  released: (contract) => inState(contract, 'released', { paidOutAt: isoOf(nowMs()) }),
  paid_out: (contract) => inState(contract, 'released', { paidOutAt: daysLater(nowMs(), -8) }),
  given_back: (contract) => inState(contract, 'refunded'),
  cancelled: (contract) => inState(contract, 'cancelled'),
};

const cells = DEAL_STAGES.flatMap((stage) => CANCEL_ASKERS.map((asker) => ({ stage, asker })));

/** All that is stored about a contract's money. */
async function moneyOf({ contractId, campaignId }: ContractItem) {
  const all = await table.items();
  return all.filter(
    (item) =>
      (item.contractId === contractId && /^(hold|contract|piece)/.test(String(item._et))) ||
      (item.campaignId === campaignId && item._et === 'budget'),
  );
}

describe('every cell of the table of cancellations', () => {
  it('is one of thirteen stages and three askers', () => expect(cells).toHaveLength(39));

  it.each(cells.filter(({ stage }) => stage !== 'offered').map((cell, index) => ({ ...cell, count: 100 + index })))(
    '$stage, asked by $asker, is shown first and then done as shown, or refused with nothing moved',
    async ({ stage, asker, count }) => {
      const rule = CANCEL_RULES[stage][asker];
      const [contract] = (await putDeals(count)) as [ContractItem];
      await AT_STAGE[stage as Exclude<DealStage, 'offered'>](contract);
      const actor = actorOf(asker, count * 10);
      const before = await moneyOf(contract);
      const shown = await preview(contract.contractId, actor);
      if (asker === 'staff') {
        // People of the platform have no way in but the decision of a dispute.
        expect(shown).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
        expect(await cancel(contract.contractId, actor, 1)).toMatchObject({
          status: 403,
          body: { code: 'not_allowed' },
        });
        expect(await moneyOf(contract)).toEqual(before);
        return;
      }
      expect(shown).toMatchObject({ status: 200, body: { stage, may: rule.may } });
      const asked = await cancel(contract.contractId, actor, shown.body.version);
      if (!rule.may) {
        expect(shown.body).toMatchObject({ code: rule.code, instead: rule.instead, lines: [] });
        expect(asked).toMatchObject({ status: 409, body: { code: rule.code } });
        expect(await moneyOf(contract)).toEqual(before);
        return;
      }
      expect(rule.by).toBe('cancel_contract');
      expect(asked).toMatchObject({ status: 202, body: shown.body });
      const lines = Object.fromEntries(
        shown.body.lines.map(({ line, amount }: { line: string; amount: { amountMinor: number } }) => [
          ...[line, amount.amountMinor],
        ]),
      );
      const heldMinor = stage === 'partly_released' ? PRICE_MINOR / 2 : PRICE_MINOR;
      expect(lines).toEqual(
        rule.moves === 'nothing'
          ? { no_longer_owed: PRICE_MINOR, freed_in_budget: PRICE_MINOR }
          : {
              ...{ back_to_brand: heldMinor, platform_fee_given_up: heldMinor / 10 },
              ...(stage === 'partly_released' ? { stays_released: PRICE_MINOR / 2 } : {}),
            },
      );
      const again = await preview(contract.contractId, actor);
      expect(again.body).toMatchObject({ may: false, stage: rule.moves === 'nothing' ? 'cancelled' : 'moving' });
    },
  );

  it.each(['brand', 'influencer'] as const)('offered: %s ends the offer, and nothing is owed', async (asker) => {
    const count = asker === 'brand' ? 700 : 701;
    await putOffer(anOffer(count, await putOpenCampaign(aCampaign(count))));
    const params = { offerId: countedId('offer', count) };
    const body = { reason: 'It does not fit after all.' };
    const actor = actorOf(asker, count);
    const ended =
      CANCEL_RULES.offered[asker].may && asker === 'brand'
        ? await callEndpoint(withdrawing, withdrawOffer, { actor, params })
        : await callEndpoint(rejecting, rejectOffer, { actor, params, body });
    expect(ended.status).toBe(200);
    expect(
      (await table.items()).some(
        ({ _et, campaignId }) => _et === 'hold' && campaignId === countedId('campaign', count),
      ),
    ).toBe(false);
  });
});

/** What a year's campaigns count against its limit, minor units. */
async function allotted(year: string): Promise<number | undefined> {
  const found = await findOne(allotmentRef({ workspaceId: countedId('workspace', 1), year }));
  return found?.allottedMinor.USD;
}

describe('getting out of a contract whose payment is under way', () => {
  const brand = testMember();

  /** Contracts of one campaign that one payment is open for. */
  async function paying(count: number, contracts = 1) {
    const deals = await putDeals(count, contracts);
    for (const deal of deals) await committed(deal);
    const [contract] = deals as [ContractItem];
    const { campaignId, contractId } = contract;
    const { body } = await callEndpoint(funding, fundEscrow, { actor: brand, params: { campaignId }, body: {} });
    const clientSecret = String(body.clientSecret);
    const intentId = clientSecret.slice(0, clientSecret.indexOf('_secret_'));
    const shown = (await preview(contractId, brand)).body;
    return {
      deals,
      contract,
      contractId,
      campaignId,
      paymentId: String(body.paymentId),
      clientSecret,
      intentId,
      shown,
    };
  }
  const intentStatus = async (intentId: string) => (await bench().stripe.paymentIntents.retrieve(intentId)).status;
  const statusOf = async (contractId: string) =>
    (await callEndpoint(readingContract, getContract, { actor: brand, params: { contractId } })).body.fundingStatus;
  const paymentOf = async (paymentId: string) =>
    (await table.items()).find(({ _et, paymentId: of }) => _et === 'payment' && of === paymentId);
  type Sent = Parameters<ProviderTransport['makeRequest']>;
  type Answered = ReturnType<ProviderTransport['makeRequest']>;
  /** Calls of the provider go through the given way to it. */
  function onTheWay(pass: (path: string, send: () => Answered) => Answered): void {
    const network = Stripe.createNodeHttpClient();
    setProviderTransport({
      getClientName: () => 'on-the-way',
      makeRequest: (...request: Sent) => pass(request[2], () => network.makeRequest(...request)),
    } as ProviderTransport);
  }
  afterEach(() => setProviderTransport(undefined));
  const beforeCancel = (happens: () => Promise<unknown>) =>
    onTheWay(async (path, send) => {
      if (path.endsWith('/cancel')) await happens();
      return send();
    });

  it.each(['brand', 'influencer'] as const)(
    'gives the payment up first, for the %s, and nobody can pay any more',
    async (asker) => {
      const count = asker === 'brand' ? 820 : 821;
      const { contract, contractId, paymentId, clientSecret, intentId, shown } = await paying(count);
      expect(shown).toMatchObject({ stage: 'payment_pending', may: true, moves: 'nothing' });
      const headers = { 'idempotency-key': `pending-${asker}` };
      const actor = actorOf(asker, count * 10);
      const asked = await cancel(contractId, actor, shown.version, headers);
      expect(asked).toMatchObject({ status: 202, body: { lines: shown.lines, stage: 'payment_pending' } });
      expect((await cancel(contractId, actor, shown.version, headers)).body).toEqual(asked.body);
      expect(await intentStatus(intentId)).toBe('canceled');
      expect(await statusOf(contractId)).toBe('cancelled');
      expect(await paymentOf(paymentId)).toMatchObject({ status: 'canceled' });
      await payByCard(bench(), clientSecret).catch(() => undefined);
      for (const kind of ['payment_intent.canceled', 'payment_intent.created', 'payment_intent.canceled'])
        await settle(kind, intentId);
      expect(await statusOf(contractId)).toBe('cancelled');
      expect(await ledgerProblemsOf(contract)).toEqual([]);
    },
  );

  /** What paying for a campaign now leads to. */
  const fund = (campaignId: string, body: object = {}) =>
    callEndpoint(funding, fundEscrow, { actor: brand, params: { campaignId }, body });
  const statusesOf = (deals: readonly ContractItem[]) =>
    Promise.all(deals.map(({ contractId }) => statusOf(contractId)));
  const payments = async (campaignId: string) =>
    (await table.items()).filter((item) => item._et === 'payment' && item.campaignId === campaignId);

  it.each(['brand', 'influencer'] as const)(
    'leaves what else the payment was to pay for to another payment that is open at once, when the %s gets out',
    async (asker) => {
      const count = asker === 'brand' ? 822 : 829;
      const { deals, contractId, campaignId, paymentId, clientSecret, shown } = await paying(count, 3);
      const actor = actorOf(asker, count * 10);
      const headers = { 'idempotency-key': `leaves-${asker}` };
      expect(await cancel(contractId, actor, shown.version, headers)).toMatchObject({ status: 202 });
      await cancel(contractId, actor, shown.version, headers);
      expect(await statusesOf(deals)).toEqual(['cancelled', 'pending', 'pending']);
      const { body } = await fund(campaignId);
      expect(body).toMatchObject({ status: 'pending', amount: { amountMinor: 2 * PRICE_MINOR } });
      expect(body.contracts.map(({ contractId: of }: ContractItem) => of)).toEqual(
        deals.slice(1).map(({ contractId: of }) => of),
      );
      expect(await payments(campaignId)).toHaveLength(2);
      const seen = await callEndpoint(readingPayment, getPaymentStatus, { actor: brand, params: { paymentId } });
      expect(seen.body).toMatchObject({ status: 'canceled', replacedBy: body.paymentId });
      await payByCard(bench(), clientSecret).catch(() => undefined);
      await settle('payment_intent.succeeded', await payByCard(bench(), body.clientSecret));
      expect(await statusesOf(deals)).toEqual(['cancelled', 'funded', 'funded']);
      expect(await ledgerProblemsOf(deals[1] as ContractItem)).toEqual([]);
      const { data } = await bench().stripe.paymentIntents.list({ limit: 100 });
      const paid = data.filter(({ metadata }) => metadata.campaignId === campaignId);
      expect(paid.reduce((total, { amount_received }) => total + amount_received, 0)).toBe(2 * PRICE_MINOR);
    },
  );

  it('tells who pays that another payment took its place, and for how much', async () => {
    const { contractId, paymentId, shown } = await paying(830, 2);
    await cancel(contractId, testInfluencer(8300), shown.version);
    const events = (await table.items()).filter(
      ({ type, aggregateId }) => type === 'PaymentFailed' && aggregateId === paymentId,
    );
    expect(events).toMatchObject([
      { data: { canceled: true, replacedBy: { amount: { amountMinor: PRICE_MINOR, currency: 'USD' } } } },
    ]);
  });

  it('opens one payment in its place, whoever hears first that it is given up', async () => {
    const { deals, contractId, campaignId, intentId, shown } = await paying(831, 2);
    beforeCancel(async () => {
      await bench().stripe.paymentIntents.cancel(intentId);
      await Promise.all([settle('payment_intent.canceled', intentId), settle('payment_intent.canceled', intentId)]);
    });
    expect(await cancel(contractId, brand, shown.version)).toMatchObject({ status: 202 });
    expect(await statusesOf(deals)).toEqual(['cancelled', 'pending']);
    expect((await payments(campaignId)).map(({ status }) => status).sort()).toEqual(['canceled', 'pending']);
  });

  it('lets one after the other get out, until nothing is left to be paid for', async () => {
    const { deals, campaignId } = await paying(832, 3);
    for (const { contractId } of deals) {
      const { version } = (await preview(contractId, brand)).body;
      expect(await cancel(contractId, brand, version)).toMatchObject({ status: 202 });
    }
    expect(await statusesOf(deals)).toEqual(['cancelled', 'cancelled', 'cancelled']);
    expect((await payments(campaignId)).map(({ status }) => status)).toEqual(['canceled', 'canceled', 'canceled']);
    expect(await fund(campaignId)).toMatchObject({ status: 409, body: { code: 'nothing_to_fund' } });
  });

  it('leaves both out when two get out at once: who has to ask again is told so', async () => {
    const { deals, campaignId } = await paying(833, 3);
    const [one, two, kept] = deals as [ContractItem, ContractItem, ContractItem];
    const out = async (contract: ContractItem) => {
      const { version } = (await preview(contract.contractId, brand)).body;
      return cancel(contract.contractId, brand, version);
    };
    const answers = await Promise.all([out(one), out(two)]);
    for (const [index, { status, body }] of answers.entries()) {
      if (status === 202) continue;
      expect(body.code).toBe('version_conflict');
      expect(await out(deals[index] as ContractItem)).toMatchObject({ status: 202 });
    }
    expect(await statusesOf(deals)).toEqual(['cancelled', 'cancelled', 'pending']);
    const { body } = await fund(campaignId);
    expect(body).toMatchObject({ amount: { amountMinor: PRICE_MINOR }, contracts: [{ contractId: kept.contractId }] });
  });

  it('holds all of it when it is paid at the very moment, and gives back the one only', async () => {
    const { deals, contract, contractId, campaignId, clientSecret, intentId, shown } = await paying(834, 2);
    beforeCancel(() => payByCard(bench(), clientSecret));
    expect(await cancel(contractId, brand, shown.version)).toMatchObject({ body: { code: 'version_conflict' } });
    await settle('payment_intent.succeeded', intentId);
    expect(await statusesOf(deals)).toEqual(['funded', 'funded']);
    const { version } = (await preview(contractId, brand)).body;
    expect(await cancel(contractId, brand, version)).toMatchObject({ status: 202 });
    const { workspaceId, influencerId } = contract;
    await refundingHold({ workspaceId, campaignId, contractId, influencerId });
    expect(await statusesOf(deals)).toEqual(['refunded', 'funded']);
    expect(await payments(campaignId)).toHaveLength(1);
    expect(await ledgerProblemsOf(contract)).toEqual([]);
  });

  it('goes on in the currency and at the rate that the brand was told, while that is kept', async () => {
    await bench().control('PUT', 'rates', { eur: 0.8 });
    const deals = await putDeals(835, 2);
    for (const deal of deals) await committed(deal);
    const [{ campaignId, contractId }] = deals as [ContractItem];
    const { charge } = (await fund(campaignId, { chargeCurrency: 'EUR' })).body;
    const { version } = (await preview(contractId, brand)).body;
    expect(await cancel(contractId, brand, version)).toMatchObject({ status: 202 });
    const { body } = await fund(campaignId);
    expect(body.charge).toEqual({ ...charge, amount: { currency: 'EUR', amountMinor: charge.amount.amountMinor / 2 } });
    await settle('payment_intent.succeeded', await payByCard(bench(), body.clientSecret));
    expect(await statusesOf(deals)).toEqual(['cancelled', 'funded']);
    expect(await ledgerProblemsOf(deals[1] as ContractItem)).toEqual([]);
  });

  it('gives up a declined payment as well, which could still be tried again', async () => {
    const { contractId, clientSecret, intentId } = await paying(823);
    await settle('payment_intent.payment_failed', await payByCard(bench(), clientSecret, 'pm_card_chargeDeclined'));
    const shown = (await preview(contractId, brand)).body;
    expect(shown).toMatchObject({ stage: 'accepted', may: true });
    expect(await cancel(contractId, brand, shown.version)).toMatchObject({ status: 202 });
    expect(await intentStatus(intentId)).toBe('canceled');
    expect(await statusOf(contractId)).toBe('cancelled');
  });

  it.each([
    ['before it is asked, whose webhook is still on its way', 824, false],
    ['at the very moment it is cancelled', 825, true],
  ] as const)(
    'is refused when the money came %s: it is held, and goes back when that was read and asked for',
    async (_when, count, isRace) => {
      const { contract, contractId, campaignId, clientSecret, intentId, shown } = await paying(count);
      if (isRace) beforeCancel(() => payByCard(bench(), clientSecret));
      else await payByCard(bench(), clientSecret);
      expect(await cancel(contractId, brand, shown.version)).toMatchObject({
        status: 409,
        body: { code: 'version_conflict' },
      });
      expect(await statusOf(contractId)).toBe('funded');
      await settle('payment_intent.succeeded', intentId);
      const held = (await preview(contractId, brand)).body;
      expect(held).toMatchObject({ stage: 'held', moves: 'held_to_brand' });
      expect(await cancel(contractId, brand, held.version)).toMatchObject({ status: 202 });
      await refundingHold({
        workspaceId: contract.workspaceId,
        campaignId,
        contractId,
        influencerId: contract.influencerId,
      });
      const { data } = await bench().stripe.refunds.list({ payment_intent: intentId });
      expect(data.map(({ amount }) => amount)).toEqual([PRICE_MINOR]);
      expect(await ledgerProblemsOf(contract)).toEqual([]);
    },
  );

  it('ends once, whoever hears first that the payment is given up: the webhook, both sides, or all at once', async () => {
    const { contract, contractId, intentId, shown } = await paying(826);
    beforeCancel(async () => {
      await bench().stripe.paymentIntents.cancel(intentId);
      await settle('payment_intent.canceled', intentId);
    });
    const answers = await Promise.all([
      cancel(contractId, brand, shown.version),
      cancel(contractId, testInfluencer(8260), shown.version),
      settle('payment_intent.created', intentId),
    ]);
    const statuses = answers.flatMap((answer) => answer?.status ?? []).sort();
    expect(statuses).toEqual([202, 409]);
    expect(await statusOf(contractId)).toBe('cancelled');
    expect(await ledgerProblemsOf(contract)).toEqual([]);
  });

  it('looks up what became of a cancellation whose answer was lost, and asks for another try when it cannot', async () => {
    const { contractId, intentId, shown } = await paying(827);
    const lost = (arrives: boolean) =>
      onTheWay(async (path, send) => {
        if (!path.endsWith('/cancel')) return send();
        if (arrives) await send();
        throw Object.assign(new Error('The connection was reset.'), { code: 'ECONNRESET' });
      });
    lost(false);
    expect(await cancel(contractId, brand, shown.version)).toMatchObject({
      status: 503,
      body: { code: 'provider_unavailable' },
    });
    expect([await intentStatus(intentId), await statusOf(contractId)]).toEqual(['requires_payment_method', 'pending']);
    lost(true);
    expect(await cancel(contractId, brand, shown.version)).toMatchObject({ status: 202 });
    expect([await intentStatus(intentId), await statusOf(contractId)]).toEqual(['canceled', 'cancelled']);
  });

  it('waits for a bank that is carrying the payment out', async () => {
    const { contractId, shown } = await paying(828);
    const refusal = { type: 'invalid_request_error', code: 'payment_intent_unexpected_state', message: 'No.' };
    onTheWay(async (path, send) => {
      const answer = await send();
      const said = path.endsWith('/cancel') ? { error: refusal } : { ...(await answer.toJSON()), status: 'processing' };
      return Object.assign(answer, {
        getStatusCode: () => (path.endsWith('/cancel') ? 400 : 200),
        toJSON: async () => said,
      });
    });
    expect(await cancel(contractId, brand, shown.version)).toMatchObject({
      status: 409,
      body: { code: 'money_is_moving', detail: expect.stringContaining('bank') },
    });
    expect(await statusOf(contractId)).toBe('pending');
  });
});

describe('getting out of a contract', () => {
  it('frees the budget of what was never paid in, which then cannot be paid in any more', async () => {
    const [contract] = (await putDeals(800)) as [ContractItem];
    const { campaignId, contractId } = contract;
    await committed(contract);
    const brand = testMember();
    const budget = () => callEndpoint(readingBudget, getBudget, { actor: brand, params: { campaignId } });
    const before = (await budget()).body;
    const { version } = (await preview(contractId, brand)).body;
    const headers = { 'idempotency-key': 'cancel-800' };
    const asked = await cancel(contractId, brand, version, headers);
    expect((await cancel(contractId, brand, version, headers)).body).toEqual(asked.body);
    expect((await budget()).body).toMatchObject({
      committed: { amountMinor: before.committed.amountMinor - PRICE_MINOR },
      remaining: { amountMinor: before.remaining.amountMinor + PRICE_MINOR },
    });
    for (const actor of [brand, testInfluencer(8000)])
      expect((await callEndpoint(readingContract, getContract, { actor, params: { contractId } })).body).toMatchObject({
        fundingStatus: 'cancelled',
        disputable: null,
      });
    expect(
      await callEndpoint(funding, fundEscrow, { actor: brand, params: { campaignId }, body: { contractId } }),
    ).toMatchObject({ status: 409, body: { code: 'nothing_to_fund' } });
  });

  it('gives back to the year’s limit what is freed after the campaign has ended, like all else it did not use', async () => {
    const year = '2026';
    const [contract] = (await putDeals(804)) as [ContractItem];
    const { workspaceId, campaignId, contractId } = contract;
    await committed(contract);
    const { remaining } = (
      await callEndpoint(readingBudget, getBudget, { actor: testMember(), params: { campaignId } })
    ).body;
    const ended = { givenBackMinor: remaining.amountMinor, year };
    await write(update(keys.budget(workspaceId, campaignId), { set: ended, add: { version: 1 } }, []));
    const allottedBefore = (await allotted(year)) ?? 0;
    const { version } = (await preview(contractId, testMember())).body;
    expect(await cancel(contractId, testMember(), version)).toMatchObject({ status: 202 });
    const budget = (await table.items()).find((item) => item._et === 'budget' && item.campaignId === campaignId);
    expect(budget).toMatchObject({
      remainingMinor: remaining.amountMinor + PRICE_MINOR,
      givenBackMinor: remaining.amountMinor + PRICE_MINOR,
    });
    expect(await allotted(year)).toBe(allottedBefore - PRICE_MINOR);
  });

  it('gives back what is held, once, with the fee', async () => {
    const contract = await putFundedDeal(bench(), 801);
    const { contractId, workspaceId, campaignId, influencerId } = contract;
    const creator = testInfluencer(8010);
    const { version } = (await preview(contractId, creator)).body;
    const both = await Promise.all([cancel(contractId, creator, version), cancel(contractId, testMember(), version)]);
    expect(both.map(({ status }) => status).sort()).toEqual([202, 409]);
    const name = { workspaceId, campaignId, contractId, influencerId };
    expect(await checking(name)).toMatchObject({ next: 'refund' });
    for (let times = 0; times < 2; times++) await refundingHold(name);
    expect(await checking(name)).toMatchObject({ next: 'stop' });
    const charge = (await table.items()).find(({ _et, campaignId: of }) => _et === 'payment' && of === campaignId);
    const { data } = await bench().stripe.refunds.list({ charge: String(charge?.chargeId) });
    expect(data.map(({ amount }) => amount)).toEqual([PRICE_MINOR]);
    expect(await ledgerProblemsOf(name)).toEqual([]);
    expect((await preview(contractId, creator)).body).toMatchObject({ stage: 'given_back', code: 'already_released' });
  });

  it('does what was read and nothing else: what was handed in meanwhile is not taken back', async () => {
    const contract = await putFundedDeal(bench(), 802);
    const { contractId } = contract;
    const brand = testMember();
    const { version } = (await preview(contractId, brand)).body;
    expect(await cancel(contractId, brand, version - 1)).toMatchObject({
      status: 409,
      body: { code: 'version_conflict' },
    });
    const { middlewareStack } = table.access().document;
    middlewareStack.add(
      (next) => async (args) => {
        if (!('TransactItems' in args.input)) return next(args);
        middlewareStack.remove('handInBeforeWrite');
        await handIn(contract);
        return next(args);
      },
      { step: 'initialize', name: 'handInBeforeWrite' },
    );
    expect(await cancel(contractId, brand, version)).toMatchObject({
      status: 409,
      body: { code: 'content_handed_in' },
    });
  });

  it('is for the two sides and for those of a workspace who handle money', async () => {
    const offer = anOffer(803, await putOpenCampaign(aCampaign(803)));
    const { contractId } = await putContract(803, offer);
    for (const actor of [testMember(2), testInfluencer(804)]) {
      expect(await preview(contractId, actor)).toMatchObject({ status: 404 });
      expect(await cancel(contractId, actor, 1)).toMatchObject({ status: 404 });
    }
    for (const role of ['manager', 'viewer'] as const)
      expect(await cancel(contractId, testMember(1, role), 1)).toMatchObject({
        status: 403,
        body: { code: 'not_allowed' },
      });
    expect(await cancel(countedId('contract', 999), testMember(), 1)).toMatchObject({ status: 404 });
    expect(await cancel(contractId, testMember(), 0)).toMatchObject({ status: 400 });
  });
});
