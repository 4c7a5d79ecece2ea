import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { submitContent } from '#contract/areas/content.ts';
import { addEvidence, askDossier, getDossier, openDispute } from '#contract/areas/disputes.ts';
import { startThread } from '#contract/areas/messages.ts';
import { create } from '#data/change.ts';
import { type UploadItem, Uploads } from '#data/upload.ts';
import { mediaKey } from '#domain/upload.ts';
import { handler as submitting } from '#functions/content/submit-content.ts';
import { handler as adding } from '#functions/disputes/add-evidence.ts';
import { handler as asking } from '#functions/disputes/ask-dossier.ts';
import { handler as getting } from '#functions/disputes/get-dossier.ts';
import { handler as opening } from '#functions/disputes/open-dispute.ts';
import { handler as starting } from '#functions/messages/start-thread.ts';
import { sha256Base64, sha256Hex } from '#runtime/hash.ts';
import { callEndpoint, testInfluencer, testMember, testStaff } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { deliver } from '#testing/deliver.ts';
import { countedId } from '#testing/ids.ts';
import { pdfPages } from '#testing/pdf-text.ts';
import { prepareTestStripe, putFundedDeal, settle } from '#testing/stripe.ts';
import { prepareTestTable } from '#testing/table.ts';
import { unzipped } from '#testing/unzip.ts';

import { handler as making } from './on-event-make-dossier.ts';

const { items } = prepareTestTable();
const bench = prepareTestStripe();
const s3 = mockClient(S3Client);
const staff = testStaff('support');
const { workspaceId } = testMember();

beforeAll(() => {
  for (const [name, value] of Object.entries({
    FILES_BUCKET: 'files-test',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  }))
    vi.stubEnv(name, value);
});
afterAll(() => void vi.unstubAllEnvs());
beforeEach(() => {
  s3.reset();
  s3.on(PutObjectCommand).resolves({});
});

const ask = (contractId: string, actor: Parameters<typeof callEndpoint>[2] = { actor: staff }) =>
  callEndpoint(asking, askDossier, { ...actor, body: { workspaceId, contractId } });
const get = (contractId: string) =>
  callEndpoint(getting, getDossier, { actor: staff, params: { contractId }, query: { workspaceId } });
const kept = () => s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input);
/** The event that a commit wrote, as the bus delivers it. */
async function eventOf(type: string, contractId: string) {
  const event = (await items()).find((item) => item.type === type && JSON.stringify(item.data).includes(contractId));
  return event?.data;
}

let files = 0;
/** A file that the brand uploaded as evidence. */
async function putEvidence(content: Buffer, fileName: string): Promise<UploadItem> {
  files += 1;
  const upload: UploadItem = {
    ...{ uploadId: countedId('upload', files), ownerId: workspaceId, purpose: 'evidence', fileName },
    ...{ contentType: 'text/plain', sizeBytes: content.length, sha256: sha256Base64(content), status: 'ready' },
    ...{ reason: null, createdAt: '2026-11-20T00:00:00.000Z', expiresAtMs: 0, inspectedAt: null, version: 1 },
  };
  await write(create(Uploads, upload));
  return upload;
}

it('puts everything about a contract into one file: terms, content, messages, dispute with what was shown, payment, ledger and log', async () => {
  const { contractId, campaignId, termsHash } = await putFundedDeal(bench(), 1);
  const creator = testInfluencer(10);
  const shown = Buffer.from('The brief, as it was sent.');
  const brief = await putEvidence(shown, 'The brief.txt');
  const swapped = await putEvidence(Buffer.from('What was shown.'), 'swapped.txt');
  s3.on(GetObjectCommand).callsFake(({ Key }) => ({
    Body: { transformToByteArray: async () => (Key === mediaKey(brief) ? shown : Buffer.from('Something else.')) },
  }));
  await callEndpoint(submitting, submitContent, {
    actor: creator,
    params: { campaignId },
    body: {
      contractId,
      deliverableId: 'reels',
      mediaUrls: ['https://files.example/reel.mp4'],
      caption: 'Two bottles.',
    },
  });
  await callEndpoint(starting, startThread, {
    actor: testMember(),
    body: { campaignId, about: contractId, text: 'Which serum is this?' },
  });
  const { body } = await callEndpoint(opening, openDispute, {
    actor: testMember(),
    body: {
      ...{ contractId, reason: 'not_as_agreed', claim: { influencerMinor: 0, brandMinor: 100_000 } },
      text: 'The reel shows another serum.',
      uploadIds: [brief.uploadId, swapped.uploadId],
    },
  });
  await callEndpoint(adding, addEvidence, {
    actor: creator,
    params: { disputeId: body.disputeId },
    body: { text: 'It is the serum of the brief.', links: ['https://files.example/brief.pdf'] },
  });
  expect(await ask(contractId)).toMatchObject({ status: 202, body: { state: 'preparing' } });
  expect((await get(contractId)).body).toMatchObject({ state: 'preparing', file: null });
  const { again } = await deliver(making, 'DossierAsked', await eventOf('DossierAsked', contractId));
  await again();
  expect(kept()).toHaveLength(1);
  const [file] = kept();
  const archive = file?.Body as Uint8Array;
  expect(file?.Key).toBe(`dossiers/${contractId}/${sha256Hex(archive)}.zip`);
  const [json, pdf, ...evidence] = unzipped(archive);
  expect(evidence.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
    ['evidence/1-1-1-The-brief.txt', 'The brief, as it was sent.'],
    ['evidence/1-1-2-swapped.txt', 'Something else.'],
  ]);
  const said = JSON.parse(Buffer.from(json?.bytes ?? []).toString('utf8'));
  expect(said).toMatchObject({
    contract: { contractId, termsHash, fundingStatus: 'disputed' },
    content: [{ caption: 'Two bottles.' }],
    messages: [{ number: 1, by: 'brand', text: 'Which serum is this?' }],
    disputes: [{ isIntact: true, entries: [{ subject: 'claim' }, { subject: 'answer', by: 'influencer' }] }],
    evidence: [
      { uploadId: brief.uploadId, sha256: brief.sha256, path: 'evidence/1-1-1-The-brief.txt', isIntact: true },
      { uploadId: swapped.uploadId, isIntact: false },
    ],
    payments: [{ status: 'funded' }],
    ledger: [{ kind: 'funded' }],
  });
  expect(said.log.map(({ type }: { type: string }) => type)).toEqual(
    expect.arrayContaining(['PaymentFunded', 'ContentSubmitted', 'DisputeOpened', 'DisputeAnswered', 'DossierAsked']),
  );
  // From where people acted is nobody's evidence.
  expect(JSON.stringify(said)).not.toContain('127.0.0.1');
  expect(
    pdfPages(pdf?.bytes ?? new Uint8Array())
      .flat()
      .join(' '),
  ).toContain('the serum of the brief.');
  expect((await get(contractId)).body).toMatchObject({
    state: 'ready',
    file: { fileName: `${contractId}.zip`, sizeBytes: archive.length, sha256: sha256Hex(archive) },
  });
});

it('is there by itself for every contract of a payment that the bank disputes, with what the bank says', async () => {
  const { contractId, campaignId } = await putFundedDeal(bench(), 2);
  const payment = (await items()).find(({ _et, campaignId: of }) => _et === 'payment' && of === campaignId);
  const { body } = await bench().control('POST', 'disputes', { charge: String(payment?.chargeId) });
  await settle('charge.dispute.created', String(body.id));
  await deliver(making, 'PaymentDisputed', await eventOf('PaymentDisputed', contractId));
  const [json] = unzipped(kept()[0]?.Body as Uint8Array);
  expect(JSON.parse(Buffer.from(json?.bytes ?? []).toString('utf8')).payments).toMatchObject([
    { dispute: { disputeId: String(body.id), status: 'open' }, chargeId: String(payment?.chargeId) },
  ]);
  expect((await get(contractId)).body.state).toBe('ready');
});

it('is for people of the platform who decide, about contracts that there are', async () => {
  const { contractId } = await putFundedDeal(bench(), 3);
  for (const actor of [testMember(), testInfluencer(30), testStaff('moderator')])
    expect(await ask(contractId, { actor })).toMatchObject({ status: 403 });
  expect(await ask(countedId('contract', 999))).toMatchObject({ status: 404 });
  expect(await get(contractId)).toMatchObject({ status: 404 });
});
