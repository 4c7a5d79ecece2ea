import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { getInvoice, getInvoicePdf } from '#contract/areas/invoices.ts';
import { create } from '#data/change.ts';
import { type InvoiceItem, Invoices, InvoiceTemplateVersions } from '#data/invoice.ts';
import { type InvoiceFacts, planInvoice, type ReleaseKind } from '#domain/invoice.ts';
import { handler as getting } from '#functions/invoices/get-invoice.ts';
import { handler as gettingPdf } from '#functions/invoices/get-invoice-pdf.ts';
import { handler } from '#functions/reactions/on-event-print-paper.ts';
import { sha256Base64, sha256Hex } from '#runtime/hash.ts';
import { callEndpoint, testInfluencer, testMember, testStaff } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { deliver } from '#testing/deliver.ts';
import { countedId } from '#testing/ids.ts';
import { aJpeg } from '#testing/jpeg.ts';
import { pdfPages } from '#testing/pdf-text.ts';
import { prepareTestTable } from '#testing/table.ts';

const { items } = prepareTestTable();
const s3 = mockClient(S3Client);
const environment = { FILES_BUCKET: 'files-test', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
const before = Object.fromEntries(Object.keys(environment).map((name) => [name, process.env[name]]));
beforeAll(() => void Object.assign(process.env, environment));
afterAll(() => {
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});
beforeEach(() => {
  s3.reset();
  s3.on(PutObjectCommand).resolves({});
});

let count = 0;

/** Issues a document of workspace 1 and influencer 1, and answers what is told of it. */
async function issue(
  kind: ReleaseKind,
  template?: InvoiceFacts['template'],
): Promise<{ invoice: InvoiceItem; told: Record<string, unknown> }> {
  count += 1;
  const deal = {
    workspaceId: countedId('workspace', 1),
    influencerId: countedId('influencer', 1),
    campaignId: countedId('campaign', 1),
    campaignTitle: 'Spring serum',
    contractId: countedId('contract', count),
    brandName: 'Glow Labs',
    influencerName: 'Łucja',
  };
  const { invoice } = planInvoice(
    {
      invoiceId: countedId('invoice', count),
      kind,
      hold: { priceMinor: 95_000, feeMinor: 9_500, currency: 'EUR', paymentId: countedId('payment', count) },
      deal,
      brand: { country: 'AT', tax: null },
      influencer: { country: 'PL', tax: null },
      template,
      releasedAt: '2026-11-20T11:00:00.000Z',
      nowIso: '2026-11-20T12:00:00.000Z',
    },
    { issuer: 'platform', year: '2026', lastNumber: count - 1, version: 1 },
  );
  await write(create(Invoices, invoice));
  const { workspaceId, influencerId, campaignId, contractId, paymentId, invoiceId, number } = invoice;
  const amount = { amountMinor: invoice.totalMinor, currency: invoice.currency };
  const names = { workspaceId, influencerId, campaignId, contractId, paymentId, invoiceId };
  return { invoice, told: { ...names, amount, kind, number } };
}

const kept = () => s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input);
const stored = async (invoiceId: string) =>
  (await items()).find((item) => item._et === 'invoice' && item.invoiceId === invoiceId);
const events = async (invoiceId: string) =>
  (await items()).filter(({ type, aggregateId }) => type === 'InvoicePdfRendered' && aggregateId === invoiceId);
type Who = ReturnType<typeof testMember> | ReturnType<typeof testInfluencer> | ReturnType<typeof testStaff>;
const download = (actor: Who, invoiceId: string) =>
  callEndpoint(gettingPdf, getInvoicePdf, { actor, params: { invoiceId } });

describe('printing an issued invoice', () => {
  it.each<[ReleaseKind, string, string]>([
    ['brand_invoice', 'Invoice', 'EUR 950.00'],
    ['influencer_receipt', 'Receipt', 'EUR 855.00'],
  ])('keeps a PDF of the %s and says at the document where', async (kind, title, total) => {
    const { invoice, told } = await issue(kind);
    await deliver(handler, 'InvoiceIssued', told);
    const [object] = kept();
    const body = object?.Body as Buffer;
    const sha256 = sha256Hex(body);
    expect(object).toMatchObject({
      Bucket: 'files-test',
      Key: `invoices/${invoice.invoiceId}/${sha256}.pdf`,
      ContentType: 'application/pdf',
      ChecksumSHA256: sha256Base64(body),
    });
    const lines = pdfPages(body).flat();
    expect(lines).toContain(`${title} ${invoice.number}`);
    expect(lines).toContain(`Total${total}`);
    expect((await stored(invoice.invoiceId))?.pdf).toMatchObject({ key: object?.Key, sha256, sizeBytes: body.length });
    expect(await events(invoice.invoiceId)).toMatchObject([{ seq: 2, data: { kind, sha256, sizeBytes: body.length } }]);
  });

  it('does it once, also when it is told again and when two are at it', async () => {
    const { invoice, told } = await issue('brand_invoice');
    await Promise.all([deliver(handler, 'InvoiceIssued', told), deliver(handler, 'InvoiceIssued', told)]);
    const first = await stored(invoice.invoiceId);
    const { again } = await deliver(handler, 'InvoiceIssued', told);
    await again();
    // Whoever lost has written the same bytes to the same place.
    expect(new Set(kept().map(({ Key }) => Key)).size).toBe(1);
    expect(await stored(invoice.invoiceId)).toEqual(first);
    expect(await events(invoice.invoiceId)).toHaveLength(1);
  });

  it('says nothing of a file that could not be kept, and does it when told again', async () => {
    const { invoice, told } = await issue('brand_invoice');
    s3.on(PutObjectCommand).rejectsOnce(new Error('no answer')).resolves({});
    await expect(deliver(handler, 'InvoiceIssued', told)).rejects.toThrow('no answer');
    expect((await stored(invoice.invoiceId))?.pdf).toBeUndefined();
    await deliver(handler, 'InvoiceIssued', told);
    expect((await stored(invoice.invoiceId))?.pdf).toMatchObject({ sha256: expect.any(String) });
  });

  it('prints the logo and the footer of the template it was issued with, whatever the template says by now', async () => {
    const logo = aJpeg(64, 16);
    const template = { workspaceId: countedId('workspace', 1), prefix: null, footer: 'Registered in Vienna.' };
    const version = (number: number, of: string | null) =>
      create(InvoiceTemplateVersions, {
        ...template,
        logo: of,
        version: number,
        updatedAt: '2026-11-20T10:00:00.000Z',
      });
    await write(version(1, logo), version(2, null));
    const { invoice, told } = await issue('brand_invoice', { ...template, logo, version: 1 });
    expect(invoice.template).toEqual({ version: 1, footer: 'Registered in Vienna.', hasLogo: true });
    await deliver(handler, 'InvoiceIssued', told);
    const body = kept()[0]?.Body as Uint8Array;
    expect(pdfPages(body).flat()).toContain('Registered in Vienna.');
    expect(Buffer.from(body).includes(Buffer.from(logo, 'base64'))).toBe(true);
  });

  it('fails for an invoice that is not there', async () => {
    const { told } = await issue('brand_invoice');
    const missing = deliver(handler, 'InvoiceIssued', { ...told, invoiceId: countedId('invoice', 999) });
    await expect(missing).rejects.toThrow('does not exist');
  });
});

describe('GET /invoices/{invoiceId}/pdf', () => {
  it('answers each side an address of its own document, for five minutes and under its number', async () => {
    const sides: [ReleaseKind, Who][] = [
      ['brand_invoice', testMember(1, 'finance')],
      ['influencer_receipt', testInfluencer(1)],
    ];
    for (const [kind, actor] of sides) {
      const { invoice, told } = await issue(kind);
      await deliver(handler, 'InvoiceIssued', told);
      const pdf = (await stored(invoice.invoiceId))?.pdf as { key: string; sha256: string; sizeBytes: number };
      const { status, body } = await download(actor, invoice.invoiceId);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        fileName: `${invoice.number}.pdf`,
        contentType: 'application/pdf',
        sha256: pdf.sha256,
        sizeBytes: pdf.sizeBytes,
      });
      const { pathname, searchParams } = new URL(body.url);
      expect(pathname).toBe(`/${pdf.key}`);
      expect(searchParams.get('X-Amz-Expires')).toBe('300');
      expect(searchParams.get('response-content-disposition')).toBe(`attachment; filename="${invoice.number}.pdf"`);
      const seen = await callEndpoint(getting, getInvoice, { actor, params: { invoiceId: invoice.invoiceId } });
      expect(seen.body.pdf).toEqual({ sha256: pdf.sha256, sizeBytes: pdf.sizeBytes, renderedAt: expect.any(String) });
    }
  });

  it('says when to ask again while there is none yet', async () => {
    const { invoice } = await issue('brand_invoice');
    const answer = await download(testMember(1), invoice.invoiceId);
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'invoice_pdf_not_ready', detail: expect.stringContaining(invoice.number) },
      headers: { 'retry-after': '3' },
    });
    const seen = await callEndpoint(getting, getInvoice, {
      actor: testMember(1),
      params: { invoiceId: invoice.invoiceId },
    });
    expect(seen).toMatchObject({ status: 200, body: { pdf: null } });
  });

  it('answers others as if there were none, and asks for the right to read invoices', async () => {
    const { invoice, told } = await issue('brand_invoice');
    await deliver(handler, 'InvoiceIssued', told);
    for (const actor of [testMember(2), testInfluencer(1), testInfluencer(2)])
      expect(await download(actor, invoice.invoiceId)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    for (const actor of [testMember(1, 'viewer'), testStaff()])
      expect(await download(actor, invoice.invoiceId)).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
    expect(await download(testMember(1), countedId('invoice', 999))).toMatchObject({ status: 404 });
    expect(await download(testMember(1), 'inv_1')).toMatchObject({ status: 404 });
  });
});
