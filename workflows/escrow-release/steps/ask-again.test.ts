import { afterEach, describe, expect, it, vi } from 'vitest';
import { fundEscrow } from '#contract/areas/payments.ts';
import { update } from '#data/change.ts';
import { type ContractItem, updateContract } from '#data/contract.ts';
import { keys } from '#data/keys.ts';
import { handler as funding } from '#functions/payments/fund-escrow.ts';
import { callEndpoint, testMember } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { ledgerProblemsOf } from '#testing/ledger.ts';
import { payByCard, prepareTestStripe, putDeals, putPayoutAccount, settle } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as refunding } from './refund-leftover.ts';
import { handler as releasing } from './release-hold.ts';

const { items } = prepareTestTable();
const bench = prepareTestStripe();
afterEach(() => void vi.useRealTimers());

const MINUTE_MS = 60_000;
const LONG_AGO = '2026-01-01T00:00:00.000Z';

/** Time goes on at the provider, and the functions' clock shows what the provider's does. */
async function later(minutes: number): Promise<void> {
  await bench().advance(minutes * MINUTE_MS);
  vi.useFakeTimers({ now: bench().platform.clock.now(), toFake: ['Date'] });
}

/** A payment that waits to be opened, a transfer, and a refund, each asked for by a step that may be repeated. */
const ASKED = {
  transfer: { path: '/v1/transfers', step: releasing, delivered: true, end: 'released' },
  refund: { path: '/v1/refunds', step: refunding, delivered: false, end: 'refunded' },
} as const;

async function funded(count: number, delivered: boolean) {
  await later(1);
  const [contract] = (await putDeals(count)) as [ContractItem];
  const { workspaceId, campaignId, contractId, influencerId } = contract;
  await putPayoutAccount(bench(), influencerId);
  const { body } = await callEndpoint(funding, fundEscrow, { actor: testMember(), params: { campaignId }, body: {} });
  await settle('payment_intent.succeeded', await payByCard(bench(), body.clientSecret));
  if (delivered)
    await write(
      ...updateContract(contract, { add: { approvedCount: 2, liveCount: 2 }, set: { lastLiveAt: LONG_AGO } }),
    );
  else
    await write(
      update(keys.campaign(workspaceId, campaignId), { set: { status: 'completed' }, add: { version: 1 } }, []),
    );
  return { workspaceId, campaignId, contractId, influencerId };
}

const statusOf = async (contractId: string) =>
  (await items()).find((item) => item._et === 'hold' && item.contractId === contractId)?.status;

/** The keys under which the provider was asked since then, and the objects there are for a contract. */
async function atProvider(path: string, contractId: string) {
  const { calls } = (await bench().control('GET', `calls?method=POST&path=${path}`)).body as unknown as {
    calls: { idempotencyKey: string; body: { metadata?: { contractId?: string } } }[];
  };
  const own = calls.filter(({ body }) => body.metadata?.contractId === contractId);
  const { stripe } = bench();
  const { data } =
    path === '/v1/refunds' ? await stripe.refunds.list({ limit: 100 }) : await stripe.transfers.list({ limit: 100 });
  return {
    keys: [...new Set(own.map(({ idempotencyKey }) => idempotencyKey))],
    made: data.filter(({ metadata }) => metadata?.contractId === contractId).length,
  };
}

describe.each(Object.entries(ASKED))('a %s that the provider answered with a failure of its own', (kind, asked) => {
  const { path, step, delivered, end } = asked;
  const base = kind === 'transfer' ? 300 : 320;
  const failure = (when: 'before' | 'after') =>
    bench().control('POST', 'faults', { method: 'POST', path, status: 500, when, count: 1 });

  it('is asked for under another key once it is certain that nothing came of the first one', async () => {
    const name = await funded(base, delivered);
    await failure('before');
    // The provider keeps its failure under the key: asking again within the day brings it again.
    expect(await step(name)).toEqual({ restSeconds: 60 });
    await later(2);
    expect(await step(name)).toEqual({ restSeconds: 60 });
    const { keys: first } = await atProvider(path, name.contractId);
    expect(first).toHaveLength(1);
    await later(8);
    expect(await step(name), 'it is only looked for').toEqual({ restSeconds: 60 });
    expect((await atProvider(path, name.contractId)).keys).toEqual(first);
    await later(40);
    expect(await step(name)).toEqual({ restSeconds: 0 });
    expect(await atProvider(path, name.contractId)).toEqual({ keys: [...first, `${first[0]}-1`], made: 1 });
    expect(await statusOf(name.contractId)).toBe(end);
    expect(await ledgerProblemsOf(name)).toEqual([]);
  });

  it('is found, and not asked for again, where it was made all the same', async () => {
    const name = await funded(base + 1, delivered);
    await failure('after');
    await step(name);
    await later(60);
    expect(await step(name)).toEqual({ restSeconds: 0 });
    const { keys: used, made } = await atProvider(path, name.contractId);
    expect([used.length, made]).toEqual([1, 1]);
    expect(await statusOf(name.contractId)).toBe(end);
  });
});
