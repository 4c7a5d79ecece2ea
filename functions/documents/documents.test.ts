import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { deleteCampaign } from '#contract/areas/campaigns.ts';
import { submitContent } from '#contract/areas/content.ts';
import {
  addDocumentVersion,
  createDocument,
  createDocumentLink,
  deleteDocument,
  endDocumentLink,
  getDocument,
  getDocumentFile,
  listDocumentLinks,
  listDocuments,
  listDocumentVersions,
  openSharedDocument,
  putDocumentPermissions,
} from '#contract/areas/documents.ts';
import { acceptOffer } from '#contract/areas/offers.ts';
import { Campaigns } from '#data/campaign.ts';
import { create } from '#data/change.ts';
import { updateContract } from '#data/contract.ts';
import type { InvoiceItem } from '#data/invoice.ts';
import { RelationCheck } from '#data/relation-check.ts';
import { type UploadItem, Uploads, UploadUses } from '#data/upload.ts';
import { Members } from '#data/workspace.ts';
import { handler as deletingCampaign } from '#functions/campaigns/delete-campaign.ts';
import { handler as submitting } from '#functions/content/submit-content.ts';
import { handler as accepting } from '#functions/offers/accept-offer.ts';
import type { Actor } from '#runtime/actor.ts';
import { invoiceEntry } from '#runtime/documents/source-entries.ts';
import { commitAttachment } from '#testing/attach.ts';
import { callEndpoint, testInfluencer, testMember, testStaff } from '#testing/call.ts';
import { aCampaign, anOffer, putContract, putOffer, putOpenCampaign, write } from '#testing/deal.ts';
import { prepareTestFiles } from '#testing/files.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as adding } from './add-version.ts';
import { handler as creating } from './create-document.ts';
import { handler as linking } from './create-link.ts';
import { handler as deleting } from './delete-document.ts';
import { handler as ending } from './end-link.ts';
import { handler as getting } from './get-document.ts';
import { handler as addressing } from './get-file.ts';
import { handler as listing } from './list-documents.ts';
import { handler as listingLinks } from './list-links.ts';
import { handler as listingVersions } from './list-versions.ts';
import { handler as opening } from './open-shared.ts';
import { handler as permitting } from './put-permissions.ts';

const { items } = prepareTestTable();
prepareTestSecrets();
const s3 = prepareTestFiles();

const owner = testMember();
const manager = { ...testMember(1, 'manager'), userId: countedId('user', 51) };
const finance = { ...testMember(1, 'finance'), userId: countedId('user', 52) };
const viewer = { ...testMember(1, 'viewer'), userId: countedId('user', 53) };
const [mara, noor] = [testInfluencer(1), testInfluencer(2)];
/** Campaign 1 has a contract with each of the two influencers, campaign 2 with nobody. */
const [folder, otherFolder] = [countedId('campaign', 1), countedId('campaign', 2)];
const ctr = (count: number) => countedId('contract', count);

beforeAll(async () => {
  const campaign = await putOpenCampaign(aCampaign(1));
  await write(
    create(Campaigns, aCampaign(2, { status: 'draft' })),
    create(Campaigns, aCampaign(3, { status: 'draft' })),
  );
  for (const count of [1, 2]) await putContract(count, anOffer(count, campaign));
  await write(
    create(UploadUses, {
      ...{ ownerId: owner.workspaceId, day: '2026-11-20', dayCount: 1, dayBytes: 1 },
      ...{ storedCount: 9, storedBytes: 90_000, version: 1 },
    }),
  );
  const at = { workspaceId: owner.workspaceId, email: 'x@one.example', joinedAt: '2026-11-01T00:00:00.000Z' };
  await write(create(Members, { ...at, userId: viewer.userId, name: 'Vera', role: 'viewer' }));
});

let uploads = 0;
/** A file of a workspace or an influencer that has arrived. */
async function putUpload(ownerId: string, edit: Partial<UploadItem> = {}): Promise<string> {
  const uploadId = countedId('upload', ++uploads);
  await write(
    create(Uploads, {
      ...{ uploadId, ownerId, purpose: 'document', fileName: `guide ${uploads}.pdf`, contentType: 'application/pdf' },
      ...{ sizeBytes: 1000 + uploads, sha256: `sha-${uploads}`, status: 'ready', reason: null, expiresAtMs: 1 },
      ...{ createdAt: '2026-11-20T12:00:00.000Z', inspectedAt: null, version: 2 },
      ...edit,
    }),
  );
  return uploadId;
}
const add = async (actor: Actor, body: object = {}, uploadId?: string) =>
  callEndpoint(creating, createDocument, {
    actor,
    body: {
      title: 'Brand guide',
      uploadId: uploadId ?? (await putUpload('influencerId' in actor ? actor.influencerId : owner.workspaceId)),
      ...body,
    },
  });
const made = async (actor: Actor, body: object = {}): Promise<string> => (await add(actor, body)).body.documentId;
const get = (actor: Actor, documentId: string) => callEndpoint(getting, getDocument, { actor, params: { documentId } });
const file = (actor: Actor, documentId: string, query: Record<string, string> = {}) =>
  callEndpoint(addressing, getDocumentFile, { actor, params: { documentId }, query });
const addVersion = (actor: Actor, documentId: string, body: object) =>
  callEndpoint(adding, addDocumentVersion, { actor, params: { documentId }, body });
const permit = (actor: Actor, documentId: string, body: object) =>
  callEndpoint(permitting, putDocumentPermissions, { actor, params: { documentId }, body });
/** The money of a contract of campaign 5 is held. */
const updateContractMoney = (contractId: string) =>
  write(
    ...updateContract(
      { workspaceId: owner.workspaceId, influencerId: countedId('influencer', 5), contractId },
      { set: { fundingStatus: 'funded' } },
    ),
  );
const remove = (actor: Actor, documentId: string) =>
  callEndpoint(deleting, deleteDocument, { actor, params: { documentId } });
const list = async (actor: Actor, query: Record<string, string> = {}): Promise<string[]> =>
  (await callEndpoint(listing, listDocuments, { actor, query: { limit: '100', ...query } })).body.items.map(
    (document: { documentId: string }) => document.documentId,
  );

describe('a document of the brand', () => {
  it('lies in the folder of its campaign with its checksum, for every member of the workspace and nobody else', async () => {
    const answer = await add(manager, { campaignId: folder });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        ...{ kind: 'file', sourceId: null, campaignId: folder, campaignTitle: 'Spring serum 1', side: 'brand' },
        newest: { number: 1, contentType: 'application/pdf', sha256: expect.stringMatching(/^sha-/), restores: null },
        ...{ versionCount: 1, linkCount: 0, isReferenced: false, version: 1 },
      },
    });
    const { documentId } = answer.body;
    for (const actor of [owner, manager, finance, viewer])
      expect((await get(actor, documentId)).body.newest.userId).toBe(manager.userId);
    for (const actor of [testMember(2), mara])
      expect(await get(actor, documentId)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await get(testStaff(), documentId)).toMatchObject({ status: 403 });
    expect(await list(viewer, { campaignId: folder })).toContain(documentId);
    expect(await list(viewer, { campaignId: otherFolder })).not.toContain(documentId);
    expect(await list(testMember(2))).toEqual([]);
  });

  it('is open to roles and single members as its owner says, from the next request on', async () => {
    const documentId = await made(manager, { campaignId: folder, roles: [], userIds: [viewer.userId] });
    const seenBy = async () =>
      Object.fromEntries(
        await Promise.all(
          Object.entries({ owner, manager, finance, viewer }).map(async ([name, actor]) => [
            name,
            (await get(actor, documentId)).status === 200 && (await list(actor)).includes(documentId),
          ]),
        ),
      );
    // Owners see everything, and whoever added it.
    expect(await seenBy()).toEqual({ owner: true, manager: true, finance: false, viewer: true });
    expect(await file(finance, documentId)).toMatchObject({ status: 404 });
    expect(await permit(owner, documentId, { roles: ['finance'] })).toMatchObject({ status: 200 });
    expect(await seenBy()).toEqual({ owner: true, manager: true, finance: true, viewer: false });
    expect(await permit(owner, documentId, { userIds: [countedId('user', 99)] })).toMatchObject({
      status: 400,
      body: { issues: [{ path: 'userIds.0', message: 'is not a member of this workspace' }] },
    });
  });

  it('is open to the influencers of the deals named, who learn of nobody else and may not change it', async () => {
    const documentId = await made(owner, { campaignId: folder, dealIds: [ctr(1), ctr(2)] });
    const shown = await get(mara, documentId);
    expect(shown).toMatchObject({ status: 200, body: { side: 'brand', access: null, linkCount: null } });
    expect(shown.body.newest.userId).toBeNull();
    expect(JSON.stringify(shown.body)).not.toContain('Mara 2');
    expect(await file(noor, documentId)).toMatchObject({ status: 200 });
    for (const change of [
      await addVersion(mara, documentId, { restores: 1 }),
      await permit(mara, documentId, {}),
      await remove(mara, documentId),
    ])
      expect(change).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
    await permit(owner, documentId, { dealIds: [ctr(2)] });
    expect([(await get(mara, documentId)).status, (await get(noor, documentId)).status]).toEqual([404, 200]);
    expect(await list(mara, { campaignId: folder })).not.toContain(documentId);
    expect(await permit(owner, documentId, { dealIds: [ctr(1), ctr(2)] })).toMatchObject({ status: 200 });
    expect(await get(mara, documentId)).toMatchObject({ status: 200, body: { version: 3 } });
  });

  it('says of every field what is wrong with it', async () => {
    const uploadId = await putUpload(owner.workspaceId);
    const cases: [object, string][] = [
      [{ title: '' }, 'title'],
      [{ roles: ['guest'] }, 'roles.0'],
      [{ dealIds: [folder] }, 'dealIds.0'],
      [{ campaignId: folder, dealIds: [ctr(9)] }, 'dealIds.0'],
      [{ campaignId: otherFolder, dealIds: [ctr(1)] }, 'dealIds.0'],
      [{ key: 'media/x' }, 'key'],
    ];
    for (const [body, path] of cases) {
      const answer = await add(owner, body, uploadId);
      expect(answer, path).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
      expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
    }
    expect(await add(owner, { campaignId: countedId('campaign', 77) }, uploadId)).toMatchObject({ status: 404 });
  });

  it('takes a file of its own workspace that was inspected, for a document, and is no other’s already', async () => {
    const used = await putUpload(owner.workspaceId);
    expect(await add(owner, {}, used)).toMatchObject({ status: 201, body: { campaignId: null } });
    expect(await add(owner, {}, used)).toMatchObject({ status: 409, body: { code: 'upload_in_use' } });
    for (const edit of [{ status: 'awaiting' as const }, { purpose: 'content' as const }])
      expect(await add(owner, {}, await putUpload(owner.workspaceId, edit))).toMatchObject({
        status: 409,
        body: { code: 'upload_not_ready' },
      });
    expect(await add(owner, {}, await putUpload(mara.influencerId))).toMatchObject({ status: 404 });
  });

  it('is added by whoever has a grant on its campaign, and by viewers not', async () => {
    const granted = { ...viewer, grants: { [folder]: ['communications' as const] } };
    expect(await add(viewer, { campaignId: folder })).toMatchObject({ status: 403 });
    expect(await add(granted, { campaignId: folder })).toMatchObject({ status: 201 });
    expect(await add(granted, { campaignId: otherFolder })).toMatchObject({ status: 403 });
    expect(await add(granted)).toMatchObject({ status: 403 });
  });
});

describe('versions', () => {
  it('follow one another, each with its file, checksum, time and person; an older one comes back as the newest', async () => {
    const documentId = await made(manager, { campaignId: folder, dealIds: [ctr(1)] });
    const second = await addVersion(owner, documentId, { uploadId: await putUpload(owner.workspaceId) });
    expect(second).toMatchObject({ status: 201, body: { versionCount: 2, newest: { number: 2 } } });
    const third = await addVersion(owner, documentId, { restores: 1 });
    expect(third.body).toMatchObject({ versionCount: 3, newest: { number: 3, restores: 1, userId: owner.userId } });
    const versions = async (actor: Actor) =>
      (await callEndpoint(listingVersions, listDocumentVersions, { actor, params: { documentId } })).body.items;
    const [newest, , first] = await versions(viewer);
    expect(newest).toMatchObject({ sha256: first.sha256, fileName: first.fileName });
    expect(first.userId).toBe(manager.userId);
    expect(
      (await versions(mara)).map(({ number, userId }: { number: number; userId: null }) => [number, userId]),
    ).toEqual([
      [3, null],
      [2, null],
      [1, null],
    ]);
    expect((await file(mara, documentId, { number: '2' })).body).toMatchObject({ number: 2, preview: 'pdf' });
    expect(await file(mara, documentId, { number: '4' })).toMatchObject({ status: 404 });
  });

  it.each([
    ['neither a file nor a number', {}, 'uploadId'],
    ['both', { uploadId: countedId('upload', 900), restores: 1 }, 'uploadId'],
    ['a version that there is not', { restores: 2 }, 'restores'],
    ['the newest version', { restores: 1 }, 'restores'],
  ])('are not made of %s', async (_case, body, path) => {
    const answer = await addVersion(owner, await made(owner), body);
    expect(answer).toMatchObject({ status: 400, body: { issues: [{ path }] } });
  });

  it('are thirty at most', async () => {
    const documentId = await made(owner);
    await addVersion(owner, documentId, { uploadId: await putUpload(owner.workspaceId) });
    for (let count = 3; count <= 30; count++)
      expect((await addVersion(owner, documentId, { restores: 1 })).status).toBe(201);
    expect(await addVersion(owner, documentId, { restores: 1 })).toMatchObject({
      status: 409,
      body: { code: 'too_many_versions' },
    });
  });

  it('that are added at once each get a number of their own', async () => {
    const documentId = await made(owner);
    const files = await Promise.all(Array.from({ length: 4 }, () => putUpload(owner.workspaceId)));
    const answers = await Promise.all(files.map((uploadId) => addVersion(owner, documentId, { uploadId })));
    expect(answers.map(({ body }) => body.newest.number).sort()).toEqual([2, 3, 4, 5]);
  });
});

describe('a document of an influencer', () => {
  it('is open to the brand of the deal named, and closed to it again', async () => {
    const answer = await add(mara, { campaignId: folder, dealIds: [ctr(1)] });
    expect(answer).toMatchObject({
      status: 201,
      body: { side: 'influencer', access: { brand: { name: 'Glow Labs' } } },
    });
    const { documentId } = answer.body;
    for (const actor of [owner, viewer])
      expect(await get(actor, documentId)).toMatchObject({ status: 200, body: { access: null } });
    expect(await get(noor, documentId)).toMatchObject({ status: 404 });
    expect(await remove(owner, documentId)).toMatchObject({ status: 403 });
    expect(await permit(mara, documentId, {})).toMatchObject({ status: 200, body: { access: { brand: null } } });
    expect(await get(owner, documentId)).toMatchObject({ status: 404 });
    expect(await get(mara, documentId)).toMatchObject({ status: 200 });
  });

  it('lies in a campaign only by a deal of their own in it, and says nothing of roles', async () => {
    const issuesOf = async (body: object) =>
      (await add(mara, body)).body.issues?.map((issue: { path: string }) => issue.path);
    expect(await issuesOf({ campaignId: folder })).toEqual(['dealIds']);
    expect(await issuesOf({ campaignId: folder, dealIds: [ctr(2)] })).toEqual(['dealIds.0']);
    expect(await issuesOf({ campaignId: folder, dealIds: [ctr(1)], roles: ['viewer'] })).toEqual(['roles']);
    expect((await add(mara, {})).body).toMatchObject({ campaignId: null, access: { brand: null } });
  });
});

describe('the file of a document', () => {
  it('is shown or saved by an address that answers for five minutes, under a name that is safe', async () => {
    const documentId = await made(owner, { title: 'x' });
    const { status, body } = await file(viewer, documentId);
    expect(status).toBe(200);
    const url = new URL(body.url);
    expect(url.pathname).toMatch(new RegExp(`/media/${owner.workspaceId}/upl_\\w+\\.pdf$`));
    expect(url.searchParams.get('X-Amz-Expires')).toBe('300');
    expect(url.searchParams.get('response-content-type')).toBe('application/pdf');
    expect(url.searchParams.get('response-content-disposition')).toMatch(/^inline; filename="guide-\d+\.pdf"$/);
    const saved = new URL((await file(viewer, documentId, { as: 'save' })).body.url);
    expect(saved.searchParams.get('response-content-disposition')).toMatch(/^attachment; /);
  });
});

describe('a shared link', () => {
  const DAY_MS = 86_400_000;
  const open = (secret: string) => callEndpoint(opening, openSharedDocument, { body: { secret } });
  const share = async (documentId: string, actor: Actor = owner) => {
    const answer = await callEndpoint(linking, createDocumentLink, {
      ...{ actor, params: { documentId }, body: { expiresInDays: 7, note: 'For the printer' } },
    });
    return { ...answer, secret: String(answer.body.path).split('#')[1] ?? '' };
  };
  const links = async (documentId: string, actor: Actor = owner) =>
    callEndpoint(listingLinks, listDocumentLinks, { actor, params: { documentId } });

  it('shows the version that was the newest to whoever has it, counted, without a log-in and without a word of who it is', async () => {
    const documentId = await made(owner, { campaignId: folder });
    const { status, body, secret } = await share(documentId);
    expect([status, secret.length]).toEqual([201, 43]);
    await addVersion(owner, documentId, { uploadId: await putUpload(owner.workspaceId) });
    const shown = await open(secret);
    expect(shown).toMatchObject({ status: 200, body: { title: 'Brand guide', number: 1, preview: 'pdf' } });
    expect(JSON.stringify(shown.body)).not.toMatch(/usr_|cmp_|doc_/);
    await open(secret);
    expect((await links(documentId)).body.items).toMatchObject([
      { linkId: body.linkId, openCount: 2, lastOpenedAt: expect.any(String), userId: owner.userId },
    ]);
    expect(JSON.stringify(await items())).not.toContain(secret);
  });

  it('answers alike when it was ended, is over, was made up, or its document is gone', async () => {
    const documentId = await made(owner);
    const [ended, over, gone] = [await share(documentId), await share(documentId), await share(documentId)];
    await callEndpoint(ending, endDocumentLink, { actor: owner, params: { documentId, linkId: ended.body.linkId } });
    const answers = [await open(ended.secret), await open('made-up')];
    vi.useFakeTimers({ now: Date.now() + 7 * DAY_MS, toFake: ['Date'] });
    answers.push(await open(over.secret));
    vi.useRealTimers();
    expect(await open(gone.secret)).toMatchObject({ status: 200 });
    expect(await remove(owner, documentId)).toMatchObject({ status: 200 });
    answers.push(await open(gone.secret));
    const told = answers.map(({ status, body: { correlationId: _correlationId, ...body } }) => ({ status, body }));
    expect(told[0]).toMatchObject({ status: 404, body: { code: 'shared_link_not_found' } });
    for (const answer of told) expect(answer).toEqual(told[0]);
  });

  it('is told once, also to a repeat, and there are fifteen at most', async () => {
    const documentId = await made(owner);
    const ask = () =>
      callEndpoint(linking, createDocumentLink, {
        ...{ actor: owner, params: { documentId }, body: { expiresInDays: 1 } },
        headers: { 'idempotency-key': 'once' },
      });
    const [first, again] = [await ask(), await ask()];
    expect(again.body).toEqual({ ...first.body, path: null });
    for (let count = 2; count <= 15; count++) expect((await share(documentId)).status).toBe(201);
    expect(await share(documentId)).toMatchObject({ status: 409, body: { code: 'too_many_links' } });
  });

  it('is the business of the side whose document it is, and of whoever may write documents', async () => {
    const documentId = await made(owner, { campaignId: folder, dealIds: [ctr(1)] });
    const { linkId } = (await share(documentId)).body;
    for (const actor of [mara, viewer]) {
      expect((await share(documentId, actor)).status).toBe(403);
      expect((await links(documentId, actor)).status).toBe(403);
    }
    const end = (actor: Actor) => callEndpoint(ending, endDocumentLink, { actor, params: { documentId, linkId } });
    expect((await end(testMember(2))).status).toBe(404);
    expect([(await end(finance)).status, (await end(finance)).status]).toEqual([200, 404]);
    expect((await links(documentId)).body.items).toEqual([]);
  });
});

describe('entries', () => {
  it('of contracts, briefs and content lead to where they are kept, and cannot be changed or deleted', async () => {
    const campaign = aCampaign(5);
    await putOpenCampaign(campaign);
    const offer = await putOffer(anOffer(5, campaign));
    const { influencerId } = offer;
    const creator = { ...testInfluencer(5), influencerId };
    const accepted = await callEndpoint(accepting, acceptOffer, {
      ...{ actor: creator, params: { offerId: offer.offerId }, body: { version: 1 } },
    });
    const { contractId } = accepted.body;
    const entriesOf = async (actor: Actor) =>
      (
        await callEndpoint(listing, listDocuments, { actor, query: { campaignId: campaign.campaignId } })
      ).body.items.map(({ kind, sourceId, title }: Record<string, string>) => [kind, sourceId, title]);
    expect(await entriesOf(viewer)).toEqual([['contract', contractId, 'Contract with Mara 5']]);
    expect(await entriesOf(creator)).toEqual(
      expect.arrayContaining([
        ['contract', contractId, 'Contract with Glow Labs'],
        ['brief', campaign.campaignId, 'Brief: Spring serum 5'],
      ]),
    );
    await updateContractMoney(contractId);
    await callEndpoint(submitting, submitContent, {
      ...{ actor: creator, params: { campaignId: campaign.campaignId } },
      body: { contractId, deliverableId: 'reels', mediaUrls: ['https://media.example/a.mp4'], caption: '#ad' },
    });
    const shown = await entriesOf(owner);
    expect(shown.map(([kind, , title]: string[]) => [kind, title])).toEqual(
      expect.arrayContaining([
        ['contract', 'Contract with Mara 5'],
        ['deliverable', 'Content of Mara 5: reel on Instagram'],
      ]),
    );
    expect(shown).toHaveLength(2);
    const [{ documentId }] = (await callEndpoint(listing, listDocuments, { actor: owner, query: { kind: 'contract' } }))
      .body.items;
    for (const change of [
      await file(owner, documentId),
      await remove(owner, documentId),
      await permit(owner, documentId, {}),
      await addVersion(owner, documentId, { restores: 1 }),
    ])
      expect(change).toMatchObject({ status: 409, body: { code: 'document_is_entry' } });
  });

  it('of invoices are seen by who reads invoices', async () => {
    const [ofBrand, ofInfluencer] = (['brand_invoice', 'influencer_receipt'] as const).map((kind) =>
      invoiceEntry({
        ...{ invoiceId: countedId('invoice', kind.length), kind, number: 'ACC-2026-000001', campaignTitle: 'Spring' },
        ...{ workspaceId: owner.workspaceId, influencerId: mara.influencerId, campaignId: folder },
        issuedAt: '2026-11-20T12:00:00.000Z',
      } as InvoiceItem),
    );
    if (!ofBrand || !ofInfluencer) throw new Error('There are two.');
    await write(ofBrand, ofInfluencer);
    const invoices = (actor: Actor) => list(actor, { kind: 'invoice' });
    const counts = await Promise.all(
      [owner, finance, manager, viewer, mara, noor].map(async (actor) => (await invoices(actor)).length),
    );
    expect(counts).toEqual([1, 1, 1, 0, 1, 0]);
  });
});

describe('deleting', () => {
  it('takes every copy, file and the room they took', async () => {
    const documentId = await made(owner, { campaignId: folder, dealIds: [ctr(1)] });
    await addVersion(owner, documentId, { uploadId: await putUpload(owner.workspaceId, { sizeBytes: 500 }) });
    await addVersion(owner, documentId, { restores: 1 });
    const kept = async () =>
      (await items()).find(({ _et, ownerId }) => _et === 'upload_use' && ownerId === owner.workspaceId)?.storedCount;
    const storedBefore = Number(await kept());
    expect(await remove(manager, documentId)).toMatchObject({ status: 200, body: { done: true } });
    for (const actor of [owner, mara]) expect(await get(actor, documentId)).toMatchObject({ status: 404 });
    expect(s3.commandCalls(DeleteObjectCommand)).toHaveLength(2);
    const left = await items();
    expect(
      left.filter((item) => item._et !== 'event' && item.documentId === documentId && item.sk !== 'DOCUMENT'),
    ).toEqual([]);
    expect(await kept()).toBe(storedBefore - 2);
    expect(await remove(owner, documentId)).toMatchObject({ status: 404 });
  });

  it('is refused while a message names it', async () => {
    const documentId = await made(owner, { campaignId: folder });
    expect(await commitAttachment(owner, documentId, 1)).toMatchObject({ title: 'Brand guide', number: 1 });
    expect(await get(mara, documentId)).toMatchObject({ status: 200, body: { isReferenced: true } });
    expect(await remove(owner, documentId)).toMatchObject({ status: 409, body: { code: 'document_referenced' } });
    expect(await get(owner, documentId)).toMatchObject({ status: 200 });
  });

  it('leaves a campaign that has documents in its folder', async () => {
    const documentId = await made(owner, { campaignId: countedId('campaign', 3) });
    const end = () =>
      callEndpoint(deletingCampaign, deleteCampaign, {
        actor: owner,
        params: { campaignId: countedId('campaign', 3) },
      });
    expect(await end()).toMatchObject({ status: 409, body: { code: 'campaign_has_documents' } });
    await remove(owner, documentId);
    expect(await end()).toMatchObject({ status: 200 });
  });
});

it('of all that was written here nothing is left without what it belongs to', async () => {
  const check = new RelationCheck();
  for (const item of await items()) check.take(item);
  const ours = check.finish().problems.filter(({ kind }) => /^(document|document_link|shared_link)$/.test(kind));
  // People, profiles and workspaces are others' business, and these uploads and invoices were never sent.
  expect(ours.filter(({ problem }) => !/belongs to the (owner|invoice_source) /.test(problem))).toEqual([]);
});
