import type { SQSEvent } from 'aws-lambda';
import { beforeAll, describe, expect, it } from 'vitest';
import { getInvoiceTemplate, listInvoices, putInvoiceTemplate } from '#contract/areas/invoices.ts';
import { create } from '#data/change.ts';
import { Workspaces } from '#data/workspace.ts';
import { handler as listing } from '#functions/invoices/list-invoices.ts';
import { handler as numbering } from '#functions/queues/number-invoice.ts';
import { callEndpoint, testMember } from '#testing/call.ts';
import { aCampaign, anOffer, putOpenCampaign, putReleasedContract, write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { aJpeg } from '#testing/jpeg.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { aWorkspace } from '#testing/workspace.ts';
import { handler as get } from './get-invoice-template.ts';
import { handler as put } from './put-invoice-template.ts';

const { items } = prepareTestTable();
prepareTestSecrets();
const params = { workspaceId: countedId('workspace', 1) };
const body = { prefix: 'GLOW', footer: 'Registered in Vienna, FN 1.', logo: aJpeg(64, 16) };
const save = (said: object, actor = testMember(1, 'owner')) =>
  callEndpoint(put, putInvoiceTemplate, { actor, params, body: said });
const read = async () =>
  (await callEndpoint(get, getInvoiceTemplate, { actor: testMember(1, 'finance'), params })).body;

/** Issues the invoice of contract `count` and answers it. */
async function issue(count: number) {
  const contractId = countedId('contract', count);
  const request = {
    kind: 'brand_invoice',
    ...params,
    campaignId: countedId('campaign', 1),
    contractId,
    influencerId: countedId('influencer', count),
    releasedAt: '2026-11-20T12:00:00.000Z',
    correlationId: 'test-correlation',
  };
  const batch = { Records: [{ messageId: 'm', body: JSON.stringify(request) }] } as SQSEvent;
  expect((await numbering(batch)).batchItemFailures).toEqual([]);
  return (await listed()).find((invoice) => invoice.contractId === contractId);
}

async function listed(): Promise<Record<string, unknown>[]> {
  return (await callEndpoint(listing, listInvoices, { actor: testMember(1, 'owner') })).body.items;
}

beforeAll(async () => {
  await putOpenCampaign(aCampaign(1));
  await write(create(Workspaces, aWorkspace(1)));
  for (const count of [1, 2, 3, 4]) await putReleasedContract(count, anOffer(count, aCampaign(1)));
});

describe('the template of invoices', () => {
  it('numbers invoices in a series of its own from then on, and leaves issued ones as they are', async () => {
    expect(await read()).toMatchObject({ prefix: null, version: 0 });
    const first = await issue(1);
    expect(first).toMatchObject({ number: 'ACC-2026-000001', template: null });

    expect(await save(body)).toMatchObject({ status: 200, body: { ...body, version: 1 } });
    expect(await read()).toMatchObject({ ...body, version: 1 });
    const second = await issue(2);
    expect(second).toMatchObject({
      number: 'GLOW-00000001-2026-000001',
      template: { version: 1, footer: body.footer, hasLogo: true },
    });
    expect(await issue(3)).toMatchObject({ number: 'GLOW-00000001-2026-000002' });

    expect(await save({ prefix: null, footer: 'Other', logo: null })).toMatchObject({ body: { version: 2 } });
    expect(await issue(4)).toMatchObject({ number: 'ACC-2026-000002', template: { version: 2, footer: 'Other' } });
    expect((await listed()).filter((one) => [first?.number, second?.number].includes(one.number as string))).toEqual([
      second,
      first,
    ]);
    const told = (await items()).filter(({ type }) => type === 'InvoiceTemplateSaved');
    expect(told.map(({ data }) => data)).toContainEqual({ ...params, prefix: 'GLOW', hasFooter: true, hasLogo: true });
  });

  it.each([
    ['a prefix in small letters', { prefix: 'glow' }, 'prefix'],
    ['a prefix of one letter', { prefix: 'G' }, 'prefix'],
    ["Accord's own prefix", { prefix: 'ACC' }, 'prefix'],
    ['an empty footer', { footer: '' }, 'footer'],
    ['a long footer', { footer: 'x'.repeat(501) }, 'footer'],
    ['a logo that is no JPEG', { logo: btoa('<svg onload="alert(1)"/>') }, 'logo'],
    ['a logo that is no base64', { logo: 'not base64!' }, 'logo'],
    ['a logo that is too wide', { logo: aJpeg(1201, 10) }, 'logo'],
    ['a logo that is too large', { logo: 'A'.repeat(40_001) }, 'logo'],
  ])('refuses %s', async (_case, edit, path) => {
    const answer = await save({ ...body, ...edit });
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toEqual([path]);
  });

  it('is read by owners and finance, and set by owners, of that workspace', async () => {
    for (const role of ['finance', 'manager', 'viewer'] as const)
      expect(await save(body, testMember(1, role))).toMatchObject({ status: 403 });
    expect(await save(body, testMember(2, 'owner'))).toMatchObject({ status: 404, body: { code: 'not_found' } });
    const seen = (actor: ReturnType<typeof testMember>) => callEndpoint(get, getInvoiceTemplate, { actor, params });
    expect(await seen(testMember(1, 'viewer'))).toMatchObject({ status: 403 });
    expect(await seen(testMember(2, 'owner'))).toMatchObject({ status: 404 });
  });
});
