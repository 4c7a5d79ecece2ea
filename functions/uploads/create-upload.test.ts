import { createHash } from 'node:crypto';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { EventBridgeEvent } from 'aws-lambda';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createUpload, getUpload } from '#contract/areas/uploads.ts';
import { noticesOf } from '#contract/notices.ts';
import { Campaigns } from '#data/campaign.ts';
import { create } from '#data/change.ts';
import { indexes } from '#data/keys.ts';
import { handler as inspecting } from '#functions/files/inspect-upload.ts';
import { callEndpoint, testInfluencer, testMember, testStaff } from '#testing/call.ts';
import { aCampaign, write } from '#testing/deal.ts';
import { prepareTestFiles } from '#testing/files.ts';
import { codedFrames, filmOf } from '#testing/film.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as creating } from './create-upload.ts';
import { handler as getting } from './get-upload.ts';

const { items } = prepareTestTable();
const s3 = prepareTestFiles();
const BUCKET = 'files-test';
const SHA = 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=';
const JPEG = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4]);
/** The beginning of an MP4 file, as long as JPEG. */
const FILM = Uint8Array.from([0, 0, 0, 24, ...Buffer.from('ftypisom')]);
/** A film that proves something: it is kept as it came. */
const EVIDENCE = { purpose: 'evidence', contentType: 'video/mp4', sizeBytes: FILM.length };
const body = { fileName: 'a.jpg', contentType: 'image/jpeg', sizeBytes: JPEG.length, sha256: SHA };

const announce = (count: number, edit: object = {}, headers = {}) =>
  callEndpoint(creating, createUpload, { actor: testInfluencer(count), body: { ...body, ...edit }, headers });
const get = (count: number, uploadId: string) =>
  callEndpoint(getting, getUpload, { actor: testInfluencer(count), params: { uploadId } });
const keyOf = (count: number, uploadId: string) => `quarantine/${countedId('influencer', count)}/${uploadId}`;
const arrive = (key: string) =>
  inspecting({ detail: { bucket: { name: BUCKET }, object: { key } } } as EventBridgeEvent<string, unknown>);

/** What the store says of the object that arrives. */
function storeHolds(edit: { size?: number; sha?: string; head?: Uint8Array } = {}): void {
  s3.on(HeadObjectCommand).resolves({
    ContentLength: edit.size ?? edit.head?.length ?? JPEG.length,
    ChecksumSHA256: edit.sha ?? SHA,
    ETag: '"tag"',
  });
  const file = edit.head ?? JPEG;
  s3.on(GetObjectCommand).callsFake(({ Range }) => {
    const [, from = 0, to = file.length - 1] = /^bytes=(\d+)-(\d+)$/.exec(Range ?? '')?.map(Number) ?? [];
    return { Body: { transformToByteArray: async () => Uint8Array.from(file.subarray(from, to + 1)) } };
  });
  s3.on(CopyObjectCommand).resolves({});
  s3.on(DeleteObjectCommand).resolves({});
}

describe('POST /uploads', () => {
  it('answers a form bound to key, type, size and checksum', async () => {
    const answer = await announce(1);
    expect(answer).toMatchObject({ status: 201, body: { status: 'awaiting', reason: null } });
    const { uploadId, form } = answer.body;
    const policy = JSON.parse(Buffer.from(form.fields.Policy, 'base64').toString());
    expect(policy.conditions).toEqual(
      expect.arrayContaining([
        { key: keyOf(1, uploadId) },
        { bucket: BUCKET },
        { 'Content-Type': 'image/jpeg' },
        { 'x-amz-checksum-sha256': SHA },
        ['content-length-range', JPEG.length, JPEG.length],
      ]),
    );
    expect((await get(1, uploadId)).body).toEqual({ ...answer.body, form: null });
  });

  it('keeps no signature, and answers a repeat with the same upload', async () => {
    const headers = { 'idempotency-key': 'once' };
    const [first, again] = [await announce(1, {}, headers), await announce(1, {}, headers)];
    expect(again.body.uploadId).toBe(first.body.uploadId);
    expect(again.body.form.fields.key).toBe(first.body.form.fields.key);
    expect(JSON.stringify(await items())).not.toMatch(/X-Amz-Signature|Policy/);
    expect(await announce(1, { sizeBytes: 9 }, headers)).toMatchObject({ body: { code: 'idempotency_key_reused' } });
  });

  it.each([
    ['a type that is not taken', { contentType: 'image/svg+xml' }, 'contentType'],
    ['an empty file', { sizeBytes: 0 }, 'sizeBytes'],
    ['more than 100 MiB', { sizeBytes: 100 * 1024 * 1024 + 1 }, 'sizeBytes'],
    ['no checksum', { sha256: '' }, 'sha256'],
    ['a checksum in hex', { sha256: 'a'.repeat(64) }, 'sha256'],
    ['a key of its own', { key: 'media/x' }, 'key'],
  ])('refuses %s', async (_case, edit, path) => {
    const answer = await announce(1, edit);
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(answer.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
  });

  it('takes sixty a day, also when they are announced together', async () => {
    const answers = [];
    for (let round = 0; round < 8; round++)
      answers.push(...(await Promise.all(Array.from({ length: 8 }, () => announce(7)))));
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(60);
    expect(refused.map(({ body: problem }) => problem.code)).toEqual(Array(4).fill('upload_quota_exceeded'));
  });

  it('takes documents of a brand, in its own partition and for the campaign of who has only a grant on it', async () => {
    const document = { ...body, purpose: 'document', contentType: 'application/pdf' };
    const ask = (actor: ReturnType<typeof testMember>, edit: object = {}) =>
      callEndpoint(creating, createUpload, { actor, body: { ...document, ...edit } });
    const sent = await ask(testMember(1, 'manager'));
    expect(sent).toMatchObject({ status: 201, body: { purpose: 'document' } });
    const { workspaceId } = testMember();
    expect(sent.body.form.fields.key).toBe(`quarantine/${workspaceId}/${sent.body.uploadId}`);
    storeHolds({ head: Uint8Array.from(Buffer.from('%PDF-1.7')) });
    await arrive(sent.body.form.fields.key);
    const ready = await callEndpoint(getting, getUpload, {
      actor: testMember(1, 'finance'),
      params: { uploadId: sent.body.uploadId },
    });
    expect(ready.body).toMatchObject({ status: 'ready' });
    const campaign = aCampaign(1);
    await write(create(Campaigns, campaign));
    const { campaignId } = campaign;
    const granted = { ...testMember(1, 'viewer'), grants: { [campaignId]: ['communications' as const] } };
    expect(await ask(granted)).toMatchObject({ status: 403 });
    expect(await ask(granted, { campaignId })).toMatchObject({ status: 201 });
    expect(await ask(testMember(2), { campaignId })).toMatchObject({ status: 404 });
  });

  it('takes content of influencers alone, and shows each their own', async () => {
    for (const actor of [testMember(), testStaff()])
      expect(await callEndpoint(creating, createUpload, { actor, body })).toMatchObject({ status: 403 });
    const { uploadId } = (await announce(1)).body;
    expect(await get(2, uploadId)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await get(1, countedId('upload', 9))).toMatchObject({ status: 404 });
  });
});

describe('a file that arrived', () => {
  it('moves to the media once, however often it is told', async () => {
    storeHolds({ head: FILM });
    const { uploadId } = (await announce(3, EVIDENCE)).body;
    const key = keyOf(3, uploadId);
    await Promise.all([arrive(key), arrive(key)]);
    await arrive(key);
    expect((await get(3, uploadId)).body).toMatchObject({ status: 'ready', reason: null });
    const copies = s3.commandCalls(CopyObjectCommand).map(({ args }) => args[0].input);
    for (const copy of copies)
      expect(copy).toMatchObject({
        Key: `media/${countedId('influencer', 3)}/${uploadId}.mp4`,
        CopySource: `${BUCKET}/${key}`,
        CopySourceIfMatch: '"tag"',
        ContentType: 'video/mp4',
        MetadataDirective: 'REPLACE',
      });
    const all = await items();
    expect(all.filter(({ type, aggregateId }) => type === 'UploadInspected' && aggregateId === uploadId)).toHaveLength(
      1,
    );
    expect(all.find(({ pk, sk }) => pk === `INF#${countedId('influencer', 3)}` && sk === 'UPLOADS')).toMatchObject({
      storedCount: 1,
      storedBytes: FILM.length,
    });
    expect(s3.commandCalls(DeleteObjectCommand).every(({ args }) => args[0].input.Key === key)).toBe(true);
  });

  it('is drawn anew when it is a picture of content: what it said of place and author is gone, and what is stored is counted', async () => {
    const taken = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#a53' } })
      .withExif({ IFD0: { Copyright: 'Mara' } })
      .jpeg()
      .toBuffer();
    storeHolds({ head: taken });
    s3.on(PutObjectCommand).resolves({});
    const { uploadId } = (await announce(5, { sizeBytes: taken.length })).body;
    await arrive(keyOf(5, uploadId));
    await arrive(keyOf(5, uploadId));
    const [put, ...more] = s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input);
    const picture = Buffer.from(put?.Body as Uint8Array);
    expect(more).toEqual([]);
    expect(put).toMatchObject({
      Key: `media/${countedId('influencer', 5)}/${uploadId}.jpg`,
      ContentType: 'image/jpeg',
    });
    expect(picture.includes('Mara')).toBe(false);
    expect((await sharp(picture).metadata()).width).toBe(30);
    const sha256 = createHash('sha256').update(picture).digest('base64');
    expect(put?.ChecksumSHA256).toBe(sha256);
    expect((await get(5, uploadId)).body).toMatchObject({ status: 'ready', sizeBytes: picture.length, sha256 });
    const use = (await items()).find(({ pk, sk }) => pk === `INF#${countedId('influencer', 5)}` && sk === 'UPLOADS');
    expect(use).toMatchObject({ storedCount: 1, storedBytes: picture.length });
  });

  it('tells of no place or device when it is a film of content, and a picture out of it lies beside it', async () => {
    const taken = filmOf({ tells: true, order: 'data first' });
    storeHolds({ head: taken });
    s3.on(PutObjectCommand).resolves({});
    const { uploadId } = (await announce(11, { contentType: 'video/mp4', sizeBytes: taken.length })).body;
    await arrive(keyOf(11, uploadId));
    await arrive(keyOf(11, uploadId));
    const [film, still, ...more] = s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input);
    expect(more).toEqual([]);
    const stored = Buffer.from(film?.Body as Uint8Array);
    const folder = `media/${countedId('influencer', 11)}`;
    expect(film).toMatchObject({ Key: `${folder}/${uploadId}.mp4`, ContentType: 'video/mp4' });
    expect(taken.includes('Planted')).toBe(true);
    expect(stored.includes('Planted')).toBe(false);
    expect(stored.indexOf(codedFrames({}))).toBe(taken.indexOf(codedFrames({})));
    expect(still).toMatchObject({ Key: `${folder}/${uploadId}.still.jpg`, ContentType: 'image/jpeg' });
    expect((await sharp(still?.Body as Uint8Array).metadata()).width).toBe(160);
    expect(s3.commandCalls(CopyObjectCommand)).toHaveLength(0);
    const sha256 = createHash('sha256').update(stored).digest('base64');
    const { body: seen } = await get(11, uploadId);
    expect(seen).toMatchObject({ status: 'ready', sizeBytes: taken.length, sha256 });
    expect(new URL(seen.thumbnailUrl).pathname).toContain(`${uploadId}.still.jpg`);
  });

  it('is ready without a picture out of it when it is a film that the decoder can make nothing of', async () => {
    const film = filmOf();
    film.fill(0, film.lastIndexOf('mdat') + 4);
    storeHolds({ head: film });
    s3.on(PutObjectCommand).resolves({});
    const { uploadId } = (await announce(12, { contentType: 'video/mp4', sizeBytes: film.length })).body;
    await arrive(keyOf(12, uploadId));
    expect((await get(12, uploadId)).body).toMatchObject({ status: 'ready', reason: null, thumbnailUrl: null });
    expect(s3.commandCalls(PutObjectCommand)).toHaveLength(1);
  });

  it('is removed and rejected when it is a film of content that cannot be read', async () => {
    const film = filmOf().subarray(0, -20);
    storeHolds({ head: film });
    const { uploadId } = (await announce(13, { contentType: 'video/mp4', sizeBytes: film.length })).body;
    await arrive(keyOf(13, uploadId));
    expect((await get(13, uploadId)).body).toMatchObject({ status: 'rejected', reason: 'unreadable_film' });
    expect(s3.commandCalls(PutObjectCommand)).toHaveLength(0);
    expect(s3.commandCalls(DeleteObjectCommand)).toHaveLength(1);
  });

  it('stays in quarantine when a film changes or cannot be read on while it is kept', async () => {
    const film = filmOf();
    storeHolds({ head: film });
    s3.on(PutObjectCommand).rejects(new Error('no answer'));
    const { uploadId } = (await announce(14, { contentType: 'video/mp4', sizeBytes: film.length })).body;
    await expect(arrive(keyOf(14, uploadId))).rejects.toThrow('no answer');
    expect(s3.commandCalls(DeleteObjectCommand)).toHaveLength(0);
    expect((await get(14, uploadId)).body.status).toBe('awaiting');
    for (const { args } of s3.commandCalls(GetObjectCommand)) expect(args[0].input.IfMatch).toBe('"tag"');
  });

  it.each([
    ['size_mismatch', { size: 99 }],
    ['checksum_mismatch', { sha: 'other' }],
    ['type_mismatch', { head: Uint8Array.from(Buffer.from('<html>..')) }],
    ['unreadable_picture', {}],
  ])('is removed and rejected: %s', async (reason, edit) => {
    storeHolds(edit);
    const { uploadId } = (await announce(4)).body;
    await arrive(keyOf(4, uploadId));
    expect((await get(4, uploadId)).body).toMatchObject({ status: 'rejected', reason });
    expect(s3.commandCalls(CopyObjectCommand)).toHaveLength(0);
    expect(s3.commandCalls(DeleteObjectCommand)).toHaveLength(1);
  });

  it.each([
    [
      'malware_found',
      Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!$H+H*'].join('')),
    ],
    ['archive_or_program', Buffer.from('#!/bin/sh\necho hello\n')],
  ])('is removed, never moved, and told of to whoever uploaded it: %s', async (reason, file) => {
    const actor = testMember(6);
    storeHolds({ head: Uint8Array.from(file) });
    const { uploadId } = (
      await callEndpoint(creating, createUpload, {
        actor,
        body: { ...body, purpose: 'document', fileName: 'a.txt', contentType: 'text/plain', sizeBytes: file.length },
      })
    ).body;
    await arrive(`quarantine/${actor.workspaceId}/${uploadId}`);
    const seen = await callEndpoint(getting, getUpload, { actor, params: { uploadId } });
    expect(seen.body).toMatchObject({ status: 'rejected', reason, scan: null });
    expect(s3.commandCalls(CopyObjectCommand)).toHaveLength(0);
    expect(s3.commandCalls(PutObjectCommand)).toHaveLength(0);
    expect(s3.commandCalls(DeleteObjectCommand)).toHaveLength(1);
    const event = (await items()).find(
      ({ type, aggregateId }) => type === 'UploadInspected' && aggregateId === uploadId,
    );
    expect(event?.data).toMatchObject({ reason, userId: actor.userId, fileName: 'a.txt' });
    // On record for audit: in the log of the workspace and in the person's own.
    expect(event).toMatchObject({
      gsi1pk: indexes.auditOf(actor.workspaceId),
      gsi2pk: indexes.activityOf(actor.userId),
    });
    const [notice] = noticesOf({ type: 'UploadInspected', data: event?.data });
    expect(notice).toMatchObject({ to: { userId: actor.userId }, title: '“a.txt” was refused' });
  });

  it('that nothing was found in by looking at it is said to be not scanned, and nothing is told of it', async () => {
    storeHolds({ head: FILM });
    const { uploadId } = (await announce(8, EVIDENCE)).body;
    await arrive(keyOf(8, uploadId));
    expect((await get(8, uploadId)).body).toMatchObject({ status: 'ready', scan: 'not_scanned' });
    const event = (await items()).find(
      ({ type, aggregateId }) => type === 'UploadInspected' && aggregateId === uploadId,
    );
    expect(noticesOf({ type: 'UploadInspected', data: event?.data })).toEqual([]);
    expect(event).not.toHaveProperty('gsi2pk');
  });

  it('without an upload behind it is removed', async () => {
    storeHolds();
    await arrive(keyOf(4, countedId('upload', 77)));
    await arrive('quarantine/what-is-this');
    expect(s3.commandCalls(DeleteObjectCommand)).toHaveLength(2);
    expect(s3.commandCalls(CopyObjectCommand)).toHaveLength(0);
  });

  it('stays in quarantine when it could not be looked at, so that the delivery is tried again', async () => {
    s3.on(HeadObjectCommand).rejects(new Error('no answer'));
    const { uploadId } = (await announce(4)).body;
    await expect(arrive(keyOf(4, uploadId))).rejects.toThrow('no answer');
    expect(s3.commandCalls(DeleteObjectCommand)).toHaveLength(0);
    expect((await get(4, uploadId)).body.status).toBe('awaiting');
  });
});

describe('where GuardDuty scans what arrives', () => {
  beforeEach(() => {
    process.env.MALWARE_SCAN = 'guardduty';
    storeHolds({ head: FILM });
  });
  afterEach(() => {
    process.env.MALWARE_SCAN = 'embedded';
  });

  const tagged = (status?: string) =>
    s3
      .on(GetObjectTaggingCommand)
      .resolves({ TagSet: status === undefined ? [] : [{ Key: 'GuardDutyMalwareScanStatus', Value: status }] });
  const scanEnds = (objectKey: string) =>
    inspecting({
      detail: {
        schemaVersion: '1.0',
        scanStatus: 'COMPLETED',
        s3ObjectDetails: { bucketName: BUCKET, objectKey, eTag: 'tag', versionId: '1', s3Throttled: false },
      },
    } as EventBridgeEvent<string, unknown>);
  const film = async (count: number) => {
    const { uploadId } = (await announce(count, EVIDENCE)).body;
    return { uploadId, key: keyOf(count, uploadId) };
  };

  it('an arrived file is neither read nor moved before its scan ended, and does not expire meanwhile', async () => {
    const { uploadId, key } = await film(3);
    tagged();
    await arrive(key);
    await arrive(key);
    expect((await get(3, uploadId)).body).toMatchObject({ status: 'scanning', reason: null, scan: null });
    for (const command of [HeadObjectCommand, GetObjectCommand, CopyObjectCommand, DeleteObjectCommand])
      expect(s3.commandCalls(command as typeof HeadObjectCommand)).toHaveLength(0);
    tagged('NO_THREATS_FOUND');
    await scanEnds(key);
    await arrive(key);
    expect((await get(3, uploadId)).body).toMatchObject({ status: 'ready', reason: null, scan: 'clean' });
    expect(s3.commandCalls(CopyObjectCommand)).toHaveLength(1);
  });

  it('the end of a scan may overtake the arrival', async () => {
    const { uploadId, key } = await film(4);
    tagged('NO_THREATS_FOUND');
    await scanEnds(key);
    tagged();
    await arrive(key);
    expect((await get(4, uploadId)).body).toMatchObject({ status: 'ready', scan: 'clean' });
  });

  it.each([
    ['THREATS_FOUND', 'malware_found'],
    ['UNSUPPORTED', 'not_scannable'],
    ['ACCESS_DENIED', 'scan_failed'],
    ['FAILED', 'scan_failed'],
    ['SOMETHING_NEW', 'scan_failed'],
  ])('a file that it says %s of is removed without being read, and rejected: %s', async (status, reason) => {
    const { uploadId, key } = await film(5);
    tagged(status);
    await scanEnds(key);
    expect((await get(5, uploadId)).body).toMatchObject({ status: 'rejected', reason, scan: null });
    expect(s3.commandCalls(GetObjectCommand)).toHaveLength(0);
    expect(s3.commandCalls(CopyObjectCommand)).toHaveLength(0);
    expect(s3.commandCalls(DeleteObjectCommand)).toHaveLength(1);
  });

  it('a clean file that is not what was announced is rejected all the same', async () => {
    const { uploadId, key } = await film(6);
    tagged('NO_THREATS_FOUND');
    storeHolds({ head: FILM, sha: 'other' });
    await scanEnds(key);
    expect((await get(6, uploadId)).body).toMatchObject({ status: 'rejected', reason: 'checksum_mismatch' });
  });

  it('the end of a scan without its tag is tried again, and nothing is let out', async () => {
    const { uploadId, key } = await film(10);
    tagged();
    await expect(scanEnds(key)).rejects.toThrow('its tag is not there');
    expect((await get(10, uploadId)).body.status).toBe('awaiting');
    expect(s3.commandCalls(DeleteObjectCommand)).toHaveLength(0);
  });

  it('an unknown scanner lets nothing out', async () => {
    process.env.MALWARE_SCAN = 'none';
    const { key } = await film(8);
    await expect(arrive(key)).rejects.toThrow('There is no malware scanner “none”');
    expect(s3.commandCalls(CopyObjectCommand)).toHaveLength(0);
  });
});
