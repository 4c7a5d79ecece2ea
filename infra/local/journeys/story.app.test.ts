import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { playCampaign, type StoryStep, Storyteller } from '../demo/story.ts';
import { startForTests, type TestPlatform } from '../testing.ts';

let running: TestPlatform;

beforeAll(async () => {
  running = await startForTests();
});
afterAll(() => running?.stop());

it('takes one campaign from sign-up to payout, and the ledger agrees with the provider to the cent', async () => {
  const steps: StoryStep[] = [];
  const stripeUrl = `http://127.0.0.1:${running.providerPorts.stripe}`;
  const story = new Storyteller({
    apiBase: running.urls.api,
    platform: running.platform,
    stripeUrl,
    tell: (step) => void steps.push(step),
  });
  const { ledger, earnings, contractId } = await playCampaign(story);

  expect(ledger.items.map((entry: { kind: string }) => entry.kind).reverse()).toEqual(['funded', 'reserved', 'posted']);
  expect(ledger.totals).toEqual([{ amountMinor: 0, currency: 'EUR' }]);
  expect(balanceOf(ledger, `hold:${contractId}`)).toBe(0);
  expect(balanceOf(ledger, 'fees')).toBe(9_500);
  expect(earnings.totals[0].paid).toEqual({ amountMinor: 85_500, currency: 'EUR' });

  const provider = (await (await fetch(`${stripeUrl}/_control/state`)).json()) as {
    balance: { available: { amount: number; currency: string }[] };
    residual: Record<string, number>;
  };
  const atProvider = provider.balance.available.find(({ currency }) => currency === 'eur')?.amount;
  expect(atProvider).toBe(9_500 + balanceOf(ledger, 'providerFees'));
  expect(Object.values(provider.residual).every((residual) => residual === 0)).toBe(true);
  const { calls } = (await (await fetch(`${stripeUrl}/_control/calls?path=/v1/transfers&method=POST`)).json()) as {
    calls: unknown[];
  };
  expect(calls).toHaveLength(1);
  const [invoice] = (await story.session('brand').do('GET /invoices')).items;
  const [fee] = (await story.session('influencer').do('GET /invoices?kind=fee_invoice')).items;
  const [receipt] = (await story.session('influencer').do('GET /invoices?kind=influencer_receipt')).items;
  expect(fee).toMatchObject({ number: expect.stringMatching(/^ACF-\d{4}-000001$/), total: receipt.platformFee });
  expect([invoice.contractId, receipt.contractId]).toEqual([contractId, contractId]);
  expect(invoice.number).toMatch(/^ACC-\d{4}-000001$/);
  expect(invoice.total).toEqual({ amountMinor: 95_000, currency: 'EUR' });
  expect(receipt.number).toMatch(/^SB-[0-9A-Z]{8}-\d{4}-000001$/);
  expect(receipt.total).toEqual(earnings.totals[0].paid);
  const printed = await savePdf(story.session('brand'), invoice);
  expect(await savePdf(story.session('influencer'), receipt)).not.toEqual(printed);
  expect(steps.every(({ status }) => status === undefined || status < 300)).toBe(true);
});

/** Follows the address a side is given for its document, as a browser does; answers the hash of what arrives. */
async function savePdf(
  // biome-ignore lint/suspicious/noExplicitAny: a JSON answer
  session: { do: (call: string) => Promise<any> },
  { invoiceId, number, pdf }: { invoiceId: string; number: string; pdf: { sha256: string; sizeBytes: number } },
): Promise<string> {
  const { url } = await session.do(`GET /invoices/${invoiceId}/pdf`);
  const answer = await fetch(url);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${number}.pdf"`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  expect({ sha256, sizeBytes: bytes.length }).toEqual({ sha256: pdf.sha256, sizeBytes: pdf.sizeBytes });
  return sha256;
}

function balanceOf(
  ledger: { balances: { account: string; balance: { amountMinor: number } }[] },
  account: string,
): number {
  return ledger.balances.find((line) => line.account === account)?.balance.amountMinor ?? Number.NaN;
}
