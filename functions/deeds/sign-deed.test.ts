import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { getDeed, getDeedPdf, previewDeed, signDeed } from '#contract/areas/deeds.ts';
import { acceptOffer } from '#contract/areas/offers.ts';
import { updateContract } from '#data/contract.ts';
import { handler as accepting } from '#functions/offers/accept-offer.ts';
import { handler as printing } from '#functions/reactions/on-event-print-paper.ts';
import { sha256Hex } from '#runtime/hash.ts';
import { callEndpoint, testInfluencer, testMember } from '#testing/call.ts';
import { aCampaign, anOffer, putContract, putOffer, putOpenCampaign, write } from '#testing/deal.ts';
import { deliver } from '#testing/deliver.ts';
import { countedId } from '#testing/ids.ts';
import { pdfPages } from '#testing/pdf-text.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as getting } from './get-deed.ts';
import { handler as downloading } from './get-deed-pdf.ts';
import { handler as previewing } from './preview-deed.ts';
import { handler as signing } from './sign-deed.ts';

const { items } = prepareTestTable();
const s3 = mockClient(S3Client);
beforeAll(() => {
  vi.stubEnv('FILES_BUCKET', 'files-test');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  s3.on(PutObjectCommand).resolves({});
});
afterAll(() => void vi.unstubAllEnvs());

type Who = ReturnType<typeof testMember> | ReturnType<typeof testInfluencer>;
const read = (actor: Who, contractId: string, query = {}) =>
  callEndpoint(getting, getDeed, { actor, params: { contractId }, query });
const preview = (actor: Who, count: number) =>
  callEndpoint(previewing, previewDeed, { actor, params: { offerId: countedId('offer', count) } });
const sign = (actor: Who, contractId: string, body: object, address = '203.0.113.7') =>
  callEndpoint(signing, signDeed, {
    actor,
    params: { contractId },
    body: { version: 1, fullName: 'Ada Winter', ...body },
    headers: { 'x-viewer-ip': address },
  });
const eventsOf = async (contractId: string) =>
  (await items()).filter(({ type, aggregateId }) => type === 'ContractSigned' && aggregateId === contractId);

/** An offer of test influencer `count` that both sides have agreed to. */
async function agree(count: number, signature?: object): Promise<{ contractId: string; documentHash: string }> {
  await putOffer(anOffer(count, await putOpenCampaign(aCampaign(count)), { brandCountry: 'AT' }));
  const shown = await preview(testInfluencer(count), count);
  const { documentHash } = shown.body;
  const accepted = await callEndpoint(accepting, acceptOffer, {
    actor: testInfluencer(count),
    params: { offerId: countedId('offer', count) },
    body: { version: 1, ...(signature && { signature: { documentHash, ...signature } }) },
    headers: { 'x-viewer-ip': '198.51.100.9' },
  });
  expect(accepted.status).toBe(200);
  return { contractId: accepted.body.contractId, documentHash };
}

describe('the text of a contract', () => {
  it('is the one that was shown before acceptance, and the same for both sides ever after', async () => {
    const { contractId, documentHash } = await agree(1);
    const shown = await read(testMember(), contractId);
    expect(shown).toMatchObject({
      status: 200,
      body: {
        contractId,
        version: 1,
        template: 2,
        documentHash,
        signatures: [],
        versions: [{ version: 1, signedBy: [] }],
      },
    });
    expect(sha256Hex(shown.body.text)).toBe(documentHash);
    expect(shown.body.text).toContain('in Austria, one of');
    expect(shown.body.text).toContain('in Germany, one of');
    expect((await read(testInfluencer(1), contractId)).body).toEqual(shown.body);
    await write(...updateContract({ ...(await stored(contractId)) }, { add: { liveCount: 1 } }));
    expect((await read(testMember(), contractId, { version: '1' })).body).toEqual(shown.body);
  });

  it('is nobody else’s, and has no version that never was', async () => {
    const { contractId } = await agree(2);
    for (const actor of [testMember(2), testInfluencer(3)]) {
      expect(await read(actor, contractId)).toMatchObject({ status: 404 });
      expect(await preview(actor, 2)).toMatchObject({ status: 404 });
      expect(await sign(actor, contractId, { documentHash: '0'.repeat(64) })).toMatchObject({ status: 404 });
    }
    expect(await read(testMember(), contractId, { version: '2' })).toMatchObject({ status: 404 });
  });

  it('is there for a contract from before versions were kept, which can be signed as it is', async () => {
    const offer = await putOffer(anOffer(4, await putOpenCampaign(aCampaign(4))));
    const { contractId } = await putContract(4, offer);
    const { body } = await read(testMember(), contractId);
    expect(body).toMatchObject({ version: 1, signatures: [], pdf: null });
    expect(await sign(testMember(), contractId, { documentHash: body.documentHash })).toMatchObject({ status: 200 });
    expect((await read(testInfluencer(4), contractId)).body).toMatchObject({
      documentHash: body.documentHash,
      signatures: [{ side: 'brand' }],
    });
  });
});

const stored = async (contractId: string) =>
  (await items()).find((item) => item._et === 'contract' && item.contractId === contractId) as never as {
    workspaceId: string;
    influencerId: string;
    contractId: string;
  };

describe('POST /contracts/{contractId}/sign', () => {
  it('keeps the name, time, address and hash of each side, once', async () => {
    const { contractId, documentHash } = await agree(10);
    const first = await sign(testMember(), contractId, { documentHash });
    expect(first).toMatchObject({
      status: 200,
      body: {
        documentHash,
        signatures: [{ side: 'brand', fullName: 'Ada Winter', address: '203.0.113.7', documentHash }],
      },
    });
    expect(first.body.signatures[0]).not.toHaveProperty('userId');
    expect(await sign(testMember(), contractId, { documentHash })).toMatchObject({
      status: 409,
      body: { code: 'already_signed', detail: expect.stringContaining('Ada Winter') },
    });
    const second = await sign(testInfluencer(10), contractId, { documentHash, fullName: 'Mara Ten' }, '198.51.100.4');
    expect(second.body.signatures).toMatchObject([{ side: 'brand' }, { side: 'influencer', address: '198.51.100.4' }]);
    expect((await eventsOf(contractId)).map(({ data }) => data)).toMatchObject([
      { by: 'brand', documentVersion: 1, isComplete: false },
      { by: 'influencer', isComplete: true },
    ]);
  });

  it('is for who may bind a side', async () => {
    const { contractId, documentHash } = await agree(11);
    for (const role of ['finance', 'viewer'] as const)
      expect(await sign({ ...testMember(), role }, contractId, { documentHash })).toMatchObject({
        status: 403,
        body: { code: 'not_allowed' },
      });
    expect((await read(testMember(), contractId)).body.signatures).toEqual([]);
  });

  it('refuses another text, a version that is not there, a cancelled contract and what is no name', async () => {
    const { contractId, documentHash } = await agree(12);
    const other = sha256Hex('other');
    const code = async (body: object) => (await sign(testMember(), contractId, body)).body.code;
    expect(await code({ documentHash: other })).toBe('document_changed');
    expect(await code({ documentHash, version: 2 })).toBe('document_changed');
    expect(await sign(testMember(), contractId, { documentHash: 'abc', fullName: ' 1 2 3 ' })).toMatchObject({
      status: 400,
      body: { issues: [{ path: 'fullName' }, { path: 'documentHash' }] },
    });
    await write(...updateContract(await stored(contractId), { set: { fundingStatus: 'cancelled' } }));
    expect(await code({ documentHash })).toBe('contract_cancelled');
    expect(await eventsOf(contractId)).toEqual([]);
  });

  it('is done with the acceptance where the name is given, and only for the text that was read', async () => {
    const { contractId } = await agree(13, { fullName: 'Mara Thirteen' });
    expect((await read(testMember(), contractId)).body.signatures).toMatchObject([
      { side: 'influencer', fullName: 'Mara Thirteen', address: '198.51.100.9' },
    ]);
    await putOffer(anOffer(14, await putOpenCampaign(aCampaign(14))));
    const refused = await callEndpoint(accepting, acceptOffer, {
      actor: testInfluencer(14),
      params: { offerId: countedId('offer', 14) },
      body: { version: 1, signature: { fullName: 'Mara', documentHash: sha256Hex('other') } },
    });
    expect(refused).toMatchObject({ status: 409, body: { code: 'document_changed' } });
    expect((await items()).some((item) => item._et === 'contract' && item.offerId === countedId('offer', 14))).toBe(
      false,
    );
  });
});

describe('a contract on paper', () => {
  const told = async (contractId: string) => ({
    ...{ workspaceId: countedId('workspace', 1), influencerId: countedId('influencer', 20), title: 'Spring serum' },
    ...{ campaignId: countedId('campaign', 20), contractId, by: 'brand' },
  });
  const pagesOf = () =>
    pdfPages((s3.commandCalls(PutObjectCommand).at(-1)?.args[0].input.Body ?? new Uint8Array()) as Uint8Array)
      .flat()
      .join(' ');

  it('names text, hash, version and signatures, and is made anew after each signature', async () => {
    const { contractId, documentHash } = await agree(20);
    const download = () => callEndpoint(downloading, getDeedPdf, { actor: testMember(), params: { contractId } });
    expect(await download()).toMatchObject({ status: 409, body: { code: 'contract_pdf_not_ready' } });
    const accepted = { ...(await told(contractId)), offerId: countedId('offer', 20), version: 1 };
    const price = { amountMinor: 100_000, currency: 'USD' };
    await deliver(printing, 'OfferAccepted', { ...accepted, price });
    expect(pagesOf()).toContain(documentHash);
    expect(pagesOf()).toContain('not signed by name');
    const before = await download();
    expect(before).toMatchObject({ status: 200, body: { fileName: `${contractId}-v1.pdf` } });

    await sign(testMember(), contractId, { documentHash });
    const signed = { ...(await told(contractId)), documentVersion: 1, documentHash, isComplete: false };
    await deliver(printing, 'ContractSigned', signed);
    await deliver(printing, 'ContractSigned', signed);
    expect(pagesOf()).toMatch(/For the brand: Ada Winter, 20\d\d-.*from 203\.0\.113\.7/);
    expect(s3.commandCalls(PutObjectCommand)).toHaveLength(2);
    expect((await download()).body.sha256).not.toBe(before.body.sha256);
    for (const side of [testMember(), testInfluencer(20)])
      expect((await read(side, contractId)).body.pdf).toMatchObject({ signatures: 1 });
  });
});
