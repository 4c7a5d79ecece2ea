import type { SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { listInvoices } from '#contract/areas/invoices.ts';
import { getEarnings } from '#contract/areas/payments.ts';
import { createOrReplace } from '#data/change.ts';
import { type ContractItem, updateContract } from '#data/contract.ts';
import { InfluencerTaxes, influencerTaxRef } from '#data/influencer.ts';
import type { LedgerItem } from '#data/ledger.ts';
import { findOne } from '#data/read.ts';
import { balancesOf } from '#domain/ledger.ts';
import { handler as earning } from '#functions/influencers/get-earnings.ts';
import { handler as listing } from '#functions/invoices/list-invoices.ts';
import { handler as numbering } from '#functions/queues/number-invoice.ts';
import { callEndpoint, testInfluencer } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { ledgerProblemsOf } from '#testing/ledger.ts';
import { prepareTestStripe, putFundedDeal, putPayoutAccount } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as releasing } from './release-hold.ts';

const table = prepareTestTable();
const bench = prepareTestStripe();
const AT = '2026-11-01T00:00:00.000Z';

beforeAll(() => {
  vi.stubEnv('PLATFORM_COUNTRY', 'DE');
  vi.stubEnv('PLATFORM_TAX_NUMBER', 'DE123456788');
});
afterAll(() => {
  vi.unstubAllEnvs();
});

/** What an influencer has on file for invoices: where they are, and whether as a business. */
async function onFile({ influencerId }: ContractItem, country: string, number: string | null): Promise<void> {
  const tax = { legalName: 'Mara', street: 'Way 1', postalCode: '1', city: 'Town', country, number };
  const before = await findOne(influencerTaxRef(influencerId));
  await write(createOrReplace(InfluencerTaxes, before, { influencerId, tax, updatedAt: AT }));
}

/** A contract over 1,000.00 USD, 100.00 of them the fee, that is released to an influencer of a country. */
async function released(count: number, country: string, number: string | null): Promise<ContractItem> {
  const contract = await putFundedDeal(bench(), count);
  await onFile(contract, country, number);
  await putPayoutAccount(bench(), contract.influencerId);
  await write(...updateContract(contract, { add: { approvedCount: 2, liveCount: 2 }, set: { lastLiveAt: AT } }));
  await releasing(contract);
  return contract;
}

const booksOf = async ({ campaignId }: ContractItem) => {
  const entries = (await table.items()).filter(
    (item) => item._et === 'ledger_entry' && item.campaignId === campaignId,
  ) as unknown as LedgerItem[];
  const of = (wanted: string) => balancesOf(entries).find(({ account }) => account === wanted)?.amountMinor ?? 0;
  return { fees: of('fees'), tax: of('tax') };
};

/** The invoice of the fee, as the influencer reads it. */
async function invoiced({ workspaceId, campaignId, contractId, influencerId }: ContractItem) {
  const names = { workspaceId, campaignId, contractId, influencerId };
  const body = {
    kind: 'fee_invoice',
    ...names,
    releasedAt: new Date().toISOString(),
    correlationId: 'test-correlation',
  };
  const told = await numbering({ Records: [{ messageId: 'm', body: JSON.stringify(body) }] } as SQSEvent);
  expect(told.batchItemFailures).toEqual([]);
  const actor = { ...testInfluencer(1), influencerId };
  const { items } = (await callEndpoint(listing, listInvoices, { actor })).body;
  return items.find(({ kind }: { kind: string }) => kind === 'fee_invoice');
}

describe('the fee of a release', () => {
  it('is earned without the tax that it contains, which is owed to the tax office and on the invoice of the fee', async () => {
    const contract = await released(1, 'DE', null);
    expect(await booksOf(contract)).toEqual({ fees: 8_403, tax: 1_597 });
    expect(await ledgerProblemsOf(contract)).toEqual([]);
    // What is on file by the time of the invoice changes nothing of what was earned.
    await onFile(contract, 'FR', 'FR12345678901');
    expect(await invoiced(contract)).toMatchObject({
      issuer: { name: 'Accord', country: 'DE', taxNumber: 'DE123456788' },
      lines: [
        { kind: 'platform_fee', amount: { amountMinor: 8_403 } },
        { kind: 'tax', amount: { amountMinor: 1_597 } },
      ],
      total: { amountMinor: 10_000 },
    });
    const actor = { ...testInfluencer(1), influencerId: contract.influencerId };
    expect((await callEndpoint(earning, getEarnings, { actor })).body).toMatchObject({
      totals: [{ platformFees: { amountMinor: 10_000 } }],
    });
  });

  it('owes none to a tax office where the influencer, a business elsewhere, accounts for it', async () => {
    const contract = await released(2, 'FR', 'FR12345678901');
    expect(await booksOf(contract)).toEqual({ fees: 10_000, tax: 0 });
    const invoice = await invoiced(contract);
    expect(invoice.lines).toEqual([
      expect.objectContaining({ kind: 'platform_fee', amount: { amountMinor: 10_000, currency: 'USD' } }),
      expect.objectContaining({ kind: 'tax', amount: { amountMinor: 0, currency: 'USD' } }),
    ]);
    expect(invoice.note).toContain('FR12345678901, accounts for the VAT');
  });
});
