import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { fundEscrow } from '#contract/areas/payments.ts';
import { update } from '#data/change.ts';
import { type ContractItem, updateContract } from '#data/contract.ts';
import { keys } from '#data/keys.ts';
import { handler as funding } from '#functions/payments/fund-escrow.ts';
import { nowMs } from '#runtime/clock.ts';
import { postRelease, reserveRelease } from '#runtime/money/release-hold.ts';
import { callEndpoint, testMember } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { measuredBy } from '#testing/measured.ts';
import { payByCard, prepareTestStripe, putDeals, putPayoutAccount, settle } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as checking } from './check-health.ts';

const table = prepareTestTable();
const bench = prepareTestStripe();
beforeAll(() => void vi.stubEnv('AREA', 'events'));
afterEach(() => void vi.useRealTimers());
afterAll(() => void vi.unstubAllEnvs());

const HOUR_MS = 3_600_000;

/** A funded contract; `delivered` opens every gate of its release since long ago. */
async function funded(count: number, { delivered }: { delivered: boolean }): Promise<ContractItem> {
  const [contract] = (await putDeals(count)) as [ContractItem];
  await putPayoutAccount(bench(), contract.influencerId);
  const params = { campaignId: contract.campaignId };
  const { body } = await callEndpoint(funding, fundEscrow, { actor: testMember(), params, body: {} });
  await settle('payment_intent.succeeded', await payByCard(bench(), body.clientSecret));
  if (delivered)
    await write(
      ...updateContract(contract, {
        add: { approvedCount: 2, liveCount: 2 },
        set: { lastLiveAt: '2026-01-01T00:00:00.000Z' },
      }),
    );
  return contract;
}

/** What the check answers and measures when it runs that many hours from now. */
async function checkIn(hours: number) {
  vi.useFakeTimers({ now: nowMs() + hours * HOUR_MS, toFake: ['Date'] });
  const measured = await measuredBy(checking);
  vi.useRealTimers();
  return measured;
}

const entryOf = async ({ contractId }: ContractItem, kind: string) =>
  (await table.items()).find((item) => item.kind === kind && (item.contractIds as string[])?.[0] === contractId);

describe('the hourly check', () => {
  it('measures nothing wrong of money that is paid and waits for content', async () => {
    await funded(1, { delivered: false });
    expect(await checkIn(0)).toEqual({
      answer: { stuck: 0, residuals: 0 },
      measured: [
        { Stage: 'local', StuckReleases: 0 },
        { Stage: 'local', LedgerResidual: 0 },
      ],
    });
    expect((await checkIn(24 * 30)).answer).toEqual({ stuck: 0, residuals: 0 });
  });

  it('counts money whose gates are open and that nobody moves, until it has moved', async () => {
    const contract = await funded(2, { delivered: true });
    expect((await checkIn(0)).answer.stuck).toBe(1);
    await reserveRelease(contract);
    expect((await checkIn(0)).answer.stuck).toBe(0);
    expect((await checkIn(2)).answer.stuck).toBe(1);
    await postRelease(contract, String((await entryOf(contract, 'reserved'))?.entryId), 'tr_1');
    expect((await checkIn(2)).answer).toEqual({ stuck: 0, residuals: 0 });
  });

  it('counts what differs from the ledger, of campaigns whose money moved in the last hours', async () => {
    const { workspaceId, campaignId } = await funded(3, { delivered: false });
    await write(
      update(keys.budget(workspaceId, campaignId), { add: { fundedMinor: 1, version: 1 } }, [
        { path: 'pk', is: 'present' },
      ]),
    );
    expect(await checkIn(0)).toMatchObject({
      answer: { residuals: 1 },
      measured: [{ StuckReleases: 0 }, { LedgerResidual: 1 }],
    });
    expect((await checkIn(4)).answer.residuals).toBe(0);
  });
});
