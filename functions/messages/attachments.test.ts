import { beforeAll, describe, expect, it } from 'vitest';
import { createDocument, deleteDocument, getDocumentFile } from '#contract/areas/documents.ts';
import { listMessages, sendMessage, startThread } from '#contract/areas/messages.ts';
import { create } from '#data/change.ts';
import { Documents } from '#data/document.ts';
import { Uploads } from '#data/upload.ts';
import { Workspaces } from '#data/workspace.ts';
import { handler as creating } from '#functions/documents/create-document.ts';
import { handler as deleting } from '#functions/documents/delete-document.ts';
import { handler as addressing } from '#functions/documents/get-file.ts';
import { callEndpoint, testInfluencer, testMember } from '#testing/call.ts';
import { aCampaign, anOffer, putContract, putOpenCampaign, write } from '#testing/deal.ts';
import { prepareTestFiles } from '#testing/files.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { aWorkspace } from '#testing/workspace.ts';
import { handler as listing } from './list-messages.ts';
import { handler as sending } from './send-message.ts';
import { handler as starting } from './start-thread.ts';

prepareTestTable();
prepareTestSecrets();
prepareTestFiles();

const nora = testMember(1);
const [mara, noor] = [testInfluencer(1), testInfluencer(2)];
const [campaignId, about] = [countedId('campaign', 1), countedId('contract', 1)];
type Person = typeof nora | typeof mara;
let threadId = '';

beforeAll(async () => {
  await write(create(Workspaces, aWorkspace(1)));
  const campaign = await putOpenCampaign(aCampaign(1));
  for (const count of [1, 2]) await putContract(count, anOffer(count, campaign));
  const begun = await callEndpoint(starting, startThread, { actor: nora, body: { campaignId, about, text: 'Hello' } });
  threadId = begun.body.threadId;
});

let made = 0;
/** A document of somebody's that the other side does not see yet. */
async function aDocument(actor: Person): Promise<string> {
  made += 1;
  const ownerId = actor.kind === 'influencer' ? actor.influencerId : actor.workspaceId;
  const uploadId = countedId('upload', made);
  await write(
    create(Uploads, {
      ...{ uploadId, ownerId, purpose: 'document', fileName: `brief ${made}.pdf`, contentType: 'application/pdf' },
      ...{ sizeBytes: 1000, sha256: `sha-${made}`, status: 'ready', reason: null, expiresAtMs: 1 },
      ...{ createdAt: '2026-11-20T12:00:00.000Z', inspectedAt: null, version: 2 },
    }),
  );
  const body = { title: `Brief ${made}`, uploadId };
  return (await callEndpoint(creating, createDocument, { actor, body })).body.documentId;
}
const send = (actor: Person, attachments: unknown) =>
  callEndpoint(sending, sendMessage, { actor, params: { threadId }, body: { text: 'Here it is.', attachments } });
const open = (actor: Person, documentId: string) =>
  callEndpoint(addressing, getDocumentFile, { actor, params: { documentId }, query: { number: '1' } });

describe('documents of a message', () => {
  it.each([
    ['the brand', nora, mara],
    ['the influencer', mara, nora],
  ] as const)('of %s open to the other side, and to nobody else', async (_case, owner, other) => {
    const documentId = await aDocument(owner);
    expect((await open(other, documentId)).status).toBe(404);
    expect(await send(owner, [documentId])).toMatchObject({
      status: 201,
      body: { attachments: [{ documentId, number: 1, title: `Brief ${made}`, fileName: `brief ${made}.pdf` }] },
    });
    const [newest] = (
      await callEndpoint(listing, listMessages, { actor: other, params: { threadId }, query: { limit: '1' } })
    ).body.items;
    expect(newest.attachments).toMatchObject([{ documentId, sha256: `sha-${made}` }]);
    expect((await open(other, documentId)).status).toBe(200);
    expect((await open(noor, documentId)).status).toBe(404);
  });

  it('stay for as long as the message does', async () => {
    const documentId = await aDocument(nora);
    await send(nora, [documentId]);
    expect(await callEndpoint(deleting, deleteDocument, { actor: nora, params: { documentId } })).toMatchObject({
      status: 409,
      body: { code: 'document_referenced' },
    });
  });

  it('are named with the first message as well', async () => {
    const documentId = await aDocument(mara);
    await callEndpoint(starting, startThread, {
      actor: mara,
      body: { campaignId, about, text: 'My media kit', attachments: [documentId] },
    });
    expect((await open(nora, documentId)).status).toBe(200);
  });

  it('of the other side, of nobody and of another tenant are refused, and nothing is said', async () => {
    const theirs = await aDocument(mara);
    await send(mara, [theirs]);
    expect(await send(nora, [theirs])).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
    for (const documentId of [await aDocument(noor), countedId('document', 99)])
      expect(await send(nora, [await aDocument(nora), documentId])).toMatchObject({
        status: 404,
        body: { code: 'not_found' },
      });
    const { items } = (await callEndpoint(listing, listMessages, { actor: nora, params: { threadId }, query: {} }))
      .body;
    expect(items[0]).toMatchObject({ by: 'influencer' });
  });

  it('with too many readers together are refused at once', async () => {
    const documentIds = await Promise.all(
      Array.from({ length: 5 }, async (_, index) => {
        const documentId = countedId('document', 500 + index);
        const influencers = Array.from({ length: 18 }, (_none, count) => ({
          ...{ influencerId: countedId('influencer', 300 + count), name: 'x', dealId: countedId('contract', 300) },
        }));
        const document = {
          ...{ documentId, ownerId: nora.workspaceId, kind: 'file' as const, sourceId: null, campaignId },
          ...{ campaignTitle: 'x', title: 'x', userId: nora.userId, references: 0, links: [], version: 1 },
          access: { roles: [], userIds: [], influencers, brand: null },
          versions: [
            {
              ...{ number: 1, uploadId: countedId('upload', 500), fileName: 'x.pdf', sizeBytes: 1, sha256: 'x' },
              ...{ contentType: 'application/pdf' as const, userId: nora.userId, restores: null },
              at: '2026-11-20T12:00:00.000Z',
            },
          ],
          ...{ createdAt: '2026-11-20T12:00:00.000Z', updatedAt: '2026-11-20T12:00:00.000Z' },
        };
        await write(
          ...[nora.workspaceId, ...influencers.map(({ influencerId }) => influencerId)].map((holderId) =>
            create(Documents, { ...document, holderId }),
          ),
        );
        return documentId;
      }),
    );
    expect(await send(nora, documentIds)).toMatchObject({ status: 409, body: { code: 'too_many_readers' } });
    expect((await send(nora, documentIds.slice(0, 4))).status).toBe(201);
  });

  it.each([
    ['eleven', Array.from({ length: 11 }, (_, index) => countedId('document', index + 1)), 'attachments'],
    ['one twice', [countedId('document', 1), countedId('document', 1)], 'attachments'],
    ['what is no document', [countedId('upload', 1)], 'attachments.0'],
  ])('are refused: %s', async (_case, attachments, path) => {
    expect(await send(nora, attachments)).toMatchObject({ status: 400, body: { issues: [{ path }] } });
  });
});
