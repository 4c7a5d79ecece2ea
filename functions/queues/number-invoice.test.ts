import type { SQSEvent } from 'aws-lambda';
import { beforeAll, describe, expect, it } from 'vitest';
import { getInvoice, listInvoices } from '#contract/areas/invoices.ts';
import { create, update } from '#data/change.ts';
import { keys } from '#data/keys.ts';
import { type PaymentItem, Payments } from '#data/payment.ts';
import { Workspaces } from '#data/workspace.ts';
import { handler as getting } from '#functions/invoices/get-invoice.ts';
import { handler as listing } from '#functions/invoices/list-invoices.ts';
import type { InvoiceRequest } from '#runtime/money/invoice-request.ts';
import { callEndpoint, testInfluencer, testMember, testStaff } from '#testing/call.ts';
import {
  aCampaign,
  anOffer,
  aProfile,
  putContract,
  putOpenCampaign,
  putProfile,
  putReleasedContract,
  write,
} from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { aWorkspace } from '#testing/workspace.ts';
import { handler as numbering } from './number-invoice.ts';

const { items } = prepareTestTable();
prepareTestSecrets();
const RELEASED_AT = '2026-11-20T12:00:00.000Z';
const COUNT = 8;

const request = (count: number, kind: InvoiceRequest['kind'], releasedAt = RELEASED_AT): InvoiceRequest => ({
  kind,
  workspaceId: countedId('workspace', 1),
  campaignId: countedId('campaign', 1),
  contractId: countedId('contract', count),
  influencerId: countedId('influencer', count),
  releasedAt,
  correlationId: 'test-correlation',
});
const number = (...requests: unknown[]) =>
  numbering({
    Records: requests.map((body, index) => ({ messageId: `m-${index}`, body: JSON.stringify(body) })),
  } as SQSEvent);
type Who = ReturnType<typeof testMember> | ReturnType<typeof testInfluencer> | ReturnType<typeof testStaff>;
const list = (actor: Who, query: Record<string, string> = {}) => callEndpoint(listing, listInvoices, { actor, query });
const numbersOf = (answer: { body: { items: { number: string }[] } }) => answer.body.items.map((item) => item.number);

beforeAll(async () => {
  await putOpenCampaign(aCampaign(1));
  await putProfile(aProfile(1));
  await write(create(Workspaces, aWorkspace(1)));
  for (let count = 1; count <= COUNT; count++) await putReleasedContract(count, anOffer(count, aCampaign(1)));
  await putContract(20, anOffer(20, aCampaign(1)), { fundingStatus: 'funded' });
});

describe('documents of released contracts', () => {
  it('are numbered without a gap and without a repeat, also when all are asked for at once and twice', async () => {
    const asked = Array.from({ length: COUNT }, (_, index) => request(index + 1, 'brand_invoice'));
    const answers = await Promise.all([...asked, ...asked].map((body) => number(body)));
    expect(answers.every(({ batchItemFailures }) => batchItemFailures.length === 0)).toBe(true);
    const first = await list(testMember(1, 'finance'), { limit: '5' });
    const second = await list(testMember(1, 'finance'), { limit: '5', cursor: first.body.nextCursor });
    expect([...numbersOf(first), ...numbersOf(second)].sort()).toEqual(
      Array.from({ length: COUNT }, (_, index) => `ACC-2026-00000${index + 1}`),
    );
    const events = (await items()).filter(({ type }) => type === 'InvoiceIssued');
    expect(events).toHaveLength(COUNT);
  });

  it('begin anew each year, and in a series of each influencer', async () => {
    await number(request(1, 'influencer_receipt'), request(2, 'influencer_receipt', '2027-01-01T00:00:00.000Z'));
    const [own] = (await list(testInfluencer(1))).body.items;
    expect(own).toMatchObject({
      kind: 'influencer_receipt',
      number: 'SB-00000001-2026-000001',
      issuer: { name: 'Mara 1', country: 'DE' },
      recipient: { partyId: countedId('workspace', 1), name: 'Glow Labs', country: 'AT' },
      price: { amountMinor: 100_000, currency: 'USD' },
      platformFee: { amountMinor: 10_000, currency: 'USD' },
      net: { amountMinor: 90_000, currency: 'USD' },
      total: { amountMinor: 90_000, currency: 'USD' },
      suppliedOn: '2026-11-20',
    });
    expect(numbersOf(await list(testInfluencer(2)))).toEqual(['SB-00000002-2027-000001']);
  });

  it("tell the influencer of the platform's fee in its own series, and of none where there was none", async () => {
    const { workspaceId, campaignId, contractId } = request(3, 'fee_invoice');
    await number(request(1, 'fee_invoice'), request(2, 'fee_invoice'));
    const fees = async (count: number) =>
      (await list(testInfluencer(count))).body.items.filter(({ kind }: { kind: string }) => kind === 'fee_invoice');
    expect((await fees(2))[0]).toMatchObject({ number: 'ACF-2026-000002', total: { amountMinor: 10_000 } });
    await write(
      update(keys.hold(workspaceId, campaignId, contractId), { set: { feeMinor: 0 } }, [{ path: 'pk', is: 'present' }]),
    );
    expect((await number(request(3, 'fee_invoice'), request(4, 'fee_invoice'))).batchItemFailures).toEqual([]);
    expect(await fees(3)).toEqual([]);
    expect((await fees(4))[0]).toMatchObject({ number: 'ACF-2026-000003' });
  });

  it('wait for the release, and hold up what comes after them', async () => {
    const answer = await number(request(20, 'brand_invoice'), request(1, 'brand_invoice'));
    expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['m-0', 'm-1']);
    expect((await number({ kind: 'other' })).batchItemFailures).toHaveLength(1);
  });
});

describe('GET /invoices', () => {
  const csv = (query: Record<string, string>) =>
    callEndpoint(listing, listInvoices, { actor: testMember(1), query: { ...query, format: 'csv' } });

  it('narrows by kind and by days of issue, the first and the last included', async () => {
    const [newest] = (await list(testInfluencer(1))).body.items;
    const { issuedOn } = newest;
    const kinds = async (query: Record<string, string>) =>
      (await list(testInfluencer(1), query)).body.items.map(({ kind }: { kind: string }) => kind);
    expect((await kinds({ from: issuedOn, until: issuedOn })).sort()).toEqual(['fee_invoice', 'influencer_receipt']);
    expect(await kinds({ kind: 'fee_invoice' })).toEqual(['fee_invoice']);
    expect(await kinds({ until: '2020-01-01' })).toEqual([]);
    expect(await kinds({ from: '2999-01-01' })).toEqual([]);
  });

  it('answers a period as CSV, page by page, with a row for each document and its amounts', async () => {
    const first = await csv({ limit: '5' });
    expect(first).toMatchObject({ status: 200, headers: { 'content-type': 'text/csv; charset=utf-8' } });
    const rows = String(first.body).trim().split('\r\n');
    expect(rows).toHaveLength(6);
    expect(rows[0]).toContain('Number,Kind,Issued on');
    expect(rows[1]).toMatch(/^ACC-2026-00000\d,brand_invoice,.*,USD,1000,,,no_rule,,1000$/);
    const link = /<\/api\/v1\/invoices\?(.+)>; rel="next"/.exec(String(first.headers.link));
    const second = await csv(Object.fromEntries(new URLSearchParams(link?.[1])));
    expect(String(second.body).trim().split('\r\n')).toHaveLength(COUNT - 5 + 1);
    expect(second.headers.link).toBeUndefined();
  });

  it.each([
    ['a period that ends before it begins', { from: '2026-02-01', until: '2026-01-31' }, 'until'],
    ['a day that there is not', { from: '2026-02-30' }, 'from'],
    ['a kind that there is not', { kind: 'bill' }, 'kind'],
    ['another format', { format: 'xml' }, 'format'],
  ])('refuses %s', async (_case, query, path) => {
    const answer = await list(testMember(1), query as Record<string, string>);
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContainEqual(
      expect.stringContaining(path),
    );
  });

  it('takes no cursor of another list', async () => {
    const { body } = await list(testMember(1), { limit: '2' });
    const other = await list(testMember(1), { limit: '2', cursor: body.nextCursor, kind: 'brand_invoice' });
    expect(other).toMatchObject({ status: 400, body: { code: 'bad_cursor' } });
  });
});

describe('GET /invoices/{invoiceId}', () => {
  const get = (invoiceId: string, actor: Who) => callEndpoint(getting, getInvoice, { actor, params: { invoiceId } });
  it('shows each side its own document and nobody else any', async () => {
    const [brands] = (await list(testMember(1))).body.items;
    const [influencers] = (await list(testInfluencer(1))).body.items;
    expect((await get(brands.invoiceId, testMember(1))).body).toEqual(brands);
    const party = { partyId: countedId('workspace', 1), name: 'Glow Labs', country: 'AT' };
    expect(brands.recipient).toEqual({ ...party, address: [], taxNumber: null });
    expect((await get(influencers.invoiceId, testInfluencer(1))).body).toEqual(influencers);
    const foreign: [string, Who][] = [
      [brands.invoiceId, testMember(2)],
      [brands.invoiceId, testInfluencer(1)],
      [influencers.invoiceId, testMember(1)],
      [influencers.invoiceId, testInfluencer(2)],
      [countedId('invoice', 9), testMember(1)],
    ];
    for (const [invoiceId, actor] of foreign)
      expect(await get(invoiceId, actor)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    for (const actor of [testMember(1, 'viewer'), testStaff()])
      expect(await get(brands.invoiceId, actor)).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
    expect(await get('inv_1', testMember(1))).toMatchObject({ status: 404 });
    expect(await list(testMember(1), { cursor: 'made.up' })).toMatchObject({
      status: 400,
      body: { code: 'bad_cursor' },
    });
  });
});

describe('a credit note', () => {
  const COUNTS = { lost: 31, open: 32 };
  /** What was taken back of contract `count`, whose payment is disputed. */
  async function clawBack(count: number, clawedBackMinor: number, status: 'open' | 'lost'): Promise<void> {
    const { workspaceId, campaignId, contractId } = request(count, 'brand_invoice');
    const present = [{ path: 'pk', is: 'present' } as const];
    await write(
      update(keys.hold(workspaceId, campaignId, contractId), { set: { clawedBackMinor } }, present),
      update(
        keys.payment(workspaceId, countedId('payment', count)),
        { set: { dispute: { disputeId: 'dp_1', status } } },
        present,
      ),
    );
  }
  const paymentOf = (count: number): PaymentItem => ({
    ...{ paymentId: countedId('payment', count), workspaceId: countedId('workspace', 1) },
    ...{ campaignId: countedId('campaign', 1), status: 'funded', currency: 'USD', amountMinor: 100_000 },
    ...{ shares: [], states: {}, version: 1, createdAt: RELEASED_AT, updatedAt: RELEASED_AT },
  });
  const notes = async (actor: Who) =>
    (await list(actor)).body.items.filter(({ kind }: { kind: string }) => kind.endsWith('credit_note'));

  beforeAll(async () => {
    for (const count of Object.values(COUNTS)) {
      await putReleasedContract(count, anOffer(count, aCampaign(1)));
      await write(create(Payments, paymentOf(count)));
      await number(request(count, 'brand_invoice'));
    }
  });

  it('says to both sides what was taken back once the dispute is lost, and nothing twice', async () => {
    const both = [request(COUNTS.lost, 'brand_credit_note'), request(COUNTS.lost, 'influencer_credit_note')];
    await number(...both);
    expect(await notes(testMember(1))).toEqual([]);
    await clawBack(COUNTS.lost, 40_000, 'lost');
    await number(...both, ...both);
    await clawBack(COUNTS.lost, 90_000, 'lost');
    await number(...both);
    const brands = await notes(testMember(1));
    expect(brands.map((note: { number: string; total: object }) => [note.number.slice(-6), note.total])).toEqual([
      ['000002', { amountMinor: -50_000, currency: 'USD' }],
      ['000001', { amountMinor: -40_000, currency: 'USD' }],
    ]);
    const { body: credited } = await callEndpoint(getting, getInvoice, {
      actor: testMember(1),
      params: { invoiceId: brands[0].credits.invoiceId },
    });
    expect(credited).toMatchObject({ number: brands[0].credits.number, kind: 'brand_invoice' });
    const [own] = await notes(testInfluencer(COUNTS.lost));
    expect(own).toMatchObject({ credits: { invoiceId: null, number: credited.number } });
  });

  it('waits for the end of the dispute', async () => {
    await clawBack(COUNTS.open, 40_000, 'open');
    const answer = await number(request(COUNTS.open, 'influencer_credit_note'));
    expect(answer.batchItemFailures).toEqual([]);
    expect(await notes(testInfluencer(COUNTS.open))).toEqual([]);
  });
});
