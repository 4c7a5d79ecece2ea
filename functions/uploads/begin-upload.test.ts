import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  NoSuchUpload,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { abortUpload, beginUpload, completeUpload, getUpload, listParts, signParts } from '#contract/areas/uploads.ts';
import { callEndpoint, testInfluencer, testMember } from '#testing/call.ts';
import { prepareTestFiles } from '#testing/files.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as aborting } from './abort-upload.ts';
import { handler as beginning } from './begin-upload.ts';
import { handler as completing } from './complete-upload.ts';
import { handler as getting } from './get-upload.ts';
import { handler as listing } from './list-parts.ts';
import { handler as signing } from './sign-parts.ts';

const { items } = prepareTestTable();
const s3 = prepareTestFiles();
const MIB = 1024 * 1024;
const HOUR_MS = 3_600_000;
const SIZES = [8 * MIB, 8 * MIB, 4 * MIB];
const body = { fileName: 'trail.mp4', contentType: 'video/mp4', sizeBytes: 20 * MIB };
const sum = (content: string | Buffer) => createHash('sha256').update(content).digest('base64');
const SUMS = [sum('one'), sum('two'), sum('three')];
const COMPOSITE = sum(Buffer.concat(SUMS.map((one) => Buffer.from(one, 'base64'))));

/** What the store has: uploads by name, each with its parts. */
let store: Map<string, { PartNumber: number; Size: number; ChecksumSHA256: string; ETag: string }[]>;
let begun = 0;

beforeEach(() => {
  store = new Map();
  const over = () => new NoSuchUpload({ message: 'no such upload', $metadata: {} });
  s3.on(CreateMultipartUploadCommand).callsFake(async () => {
    const UploadId = `store-${++begun}`;
    store.set(UploadId, []);
    return { UploadId };
  });
  // Two parts a page.
  s3.on(ListPartsCommand).callsFake(async ({ UploadId, PartNumberMarker = '0' }) => {
    const rest = store.get(UploadId)?.filter(({ PartNumber }) => PartNumber > Number(PartNumberMarker));
    if (!rest) throw over();
    const Parts = rest.slice(0, 2);
    return { Parts, IsTruncated: rest.length > 2, NextPartNumberMarker: String(Parts.at(-1)?.PartNumber) };
  });
  s3.on(CompleteMultipartUploadCommand).callsFake(async ({ UploadId }) => {
    if (!store.delete(UploadId)) throw over();
    return {};
  });
  s3.on(AbortMultipartUploadCommand).callsFake(async ({ UploadId }) => {
    if (!store.delete(UploadId)) throw over();
    return {};
  });
});
afterEach(() => void vi.useRealTimers());

const by = (count: number) => testInfluencer(count);
const begin = async (count: number, edit: object = {}): Promise<string> =>
  (await callEndpoint(beginning, beginUpload, { actor: by(count), body: { ...body, ...edit } })).body.uploadId;
const of = (count: number, uploadId: string) => ({ actor: by(count), params: { uploadId } });
const sign = (count: number, uploadId: string, numbers = [1, 2, 3]) =>
  callEndpoint(signing, signParts, {
    ...of(count, uploadId),
    body: { parts: numbers.map((number) => ({ number, sha256: SUMS[number - 1] ?? SUMS[0] })) },
  });
const list = (count: number, uploadId: string) => callEndpoint(listing, listParts, of(count, uploadId));
const complete = (count: number, uploadId: string, sha256 = COMPOSITE) =>
  callEndpoint(completing, completeUpload, { ...of(count, uploadId), body: { sha256 } });
const abort = (count: number, uploadId: string) => callEndpoint(aborting, abortUpload, of(count, uploadId));
const get = async (count: number, uploadId: string) =>
  (await callEndpoint(getting, getUpload, of(count, uploadId))).body;
/** Parts come to the store. */
const arrive = (numbers: number[]) => {
  for (const parts of store.values())
    for (const PartNumber of numbers)
      parts.push({
        PartNumber,
        Size: SIZES[PartNumber - 1] ?? 0,
        ChecksumSHA256: SUMS[PartNumber - 1] ?? '',
        ETag: `"${PartNumber}"`,
      });
};
const sentFilm = async (count: number) => {
  const uploadId = await begin(count);
  await sign(count, uploadId);
  arrive([1, 2, 3]);
  return uploadId;
};

describe('POST /uploads/parts', () => {
  it('says how the film is cut and until when it is taken, without asking the store', async () => {
    const answer = await callEndpoint(beginning, beginUpload, { actor: by(1), body });
    expect(answer).toMatchObject({
      status: 201,
      body: { status: 'awaiting', sha256: null, form: null, parts: { count: 3, partBytes: 8 * MIB } },
    });
    const { createdAt, expiresAt, uploadId } = answer.body;
    expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(24 * HOUR_MS);
    expect(await get(1, uploadId)).toEqual(answer.body);
    expect(s3.calls()).toEqual([]);
  });

  it.each([
    ['a picture', { contentType: 'image/jpeg' }, 'contentType'],
    ['nothing', { sizeBytes: 0 }, 'sizeBytes'],
    ['more than 4 GiB', { sizeBytes: 4096 * MIB + 1 }, 'sizeBytes'],
  ])('refuses %s', async (_case, edit, path) => {
    const answer = await callEndpoint(beginning, beginUpload, { actor: by(1), body: { ...body, ...edit } });
    expect(answer).toMatchObject({ status: 400, body: { issues: [{ path }] } });
  });

  it('counts when it is announced, and what is given up is not given back', async () => {
    const largest = { sizeBytes: 4096 * MIB };
    for (let film = 0; film < 3; film++) await abort(2, await begin(2, largest));
    expect(await callEndpoint(beginning, beginUpload, { actor: by(2), body })).toMatchObject({
      status: 429,
      body: { code: 'upload_quota_exceeded' },
    });
  });

  it('takes films of influencers alone, and shows nobody those of others', async () => {
    expect(await callEndpoint(beginning, beginUpload, { actor: testMember(), body })).toMatchObject({ status: 403 });
    const uploadId = await begin(1);
    for (const asking of [list(3, uploadId), sign(3, uploadId), complete(3, uploadId), abort(3, uploadId)])
      expect(await asking).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await get(1, uploadId)).toMatchObject({ status: 'awaiting' });
  });
});

describe('the parts of a film', () => {
  it('get addresses that are bound to number, length and checksum for a quarter of an hour', async () => {
    const uploadId = await begin(4);
    const { parts } = (await sign(4, uploadId, [1, 3])).body;
    expect(parts.map(({ number, sizeBytes }: { number: number; sizeBytes: number }) => [number, sizeBytes])).toEqual([
      [1, 8 * MIB],
      [3, 4 * MIB],
    ]);
    const url = new URL(parts[1].url);
    expect(url.pathname).toContain(`quarantine/${countedId('influencer', 4)}/${uploadId}`);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      partNumber: '3',
      'X-Amz-Expires': '900',
      'X-Amz-SignedHeaders': 'content-length;host;x-amz-checksum-sha256',
    });
    expect(parts[1].headers).toEqual({ 'x-amz-checksum-sha256': SUMS[2] });
    expect(JSON.stringify(await items())).not.toContain('X-Amz-Signature');
  });

  it('are of one upload in the store, also when the first ones are signed at the same moment', async () => {
    const uploadId = await begin(5);
    const answers = await Promise.all([sign(5, uploadId), sign(5, uploadId), sign(5, uploadId)]);
    const names = answers.map(({ body: { parts } }) => new URL(parts[0].url).searchParams.get('uploadId'));
    expect(new Set(names).size).toBe(1);
    expect([...store.keys()]).toEqual([names[0]]);
  });

  it('refuse numbers that the film does not have', async () => {
    expect(await sign(5, await begin(5), [4])).toMatchObject({
      status: 400,
      body: { issues: [{ path: 'parts.0.number' }] },
    });
  });

  it('are listed as they arrived, all of them', async () => {
    const uploadId = await begin(6);
    expect((await list(6, uploadId)).body).toMatchObject({ upload: { uploadId }, arrived: [] });
    await sign(6, uploadId);
    arrive([1, 2, 3]);
    expect((await list(6, uploadId)).body.arrived).toEqual(
      SIZES.map((sizeBytes, index) => ({ number: index + 1, sizeBytes, sha256: SUMS[index] })),
    );
  });

  it('are taken for a day', async () => {
    vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] });
    const uploadId = await sentFilm(7);
    vi.setSystemTime(Date.now() + 24 * HOUR_MS - 60_000);
    const [{ url }] = (await sign(7, uploadId, [1])).body.parts;
    expect(new URL(url).searchParams.get('X-Amz-Expires')).toBe('60');
    vi.setSystemTime(Date.now() + 60_000);
    for (const answer of [await sign(7, uploadId), await complete(7, uploadId)])
      expect(answer).toMatchObject({ status: 409, body: { code: 'upload_takes_no_parts' } });
    expect((await list(7, uploadId)).body).toMatchObject({ upload: { status: 'expired' }, arrived: [] });
  });
});

describe('completing', () => {
  it('puts together exactly what arrived, of the size that was announced, and says so however often it is asked', async () => {
    const uploadId = await sentFilm(8);
    const first = await complete(8, uploadId);
    expect(first).toMatchObject({ status: 200, body: { status: 'scanning', sha256: `${COMPOSITE}-3` } });
    expect((await complete(8, uploadId)).body).toEqual(first.body);
    const [input, ...more] = s3.commandCalls(CompleteMultipartUploadCommand).map(({ args }) => args[0].input);
    expect(more).toEqual([]);
    expect(input).toMatchObject({ MpuObjectSize: body.sizeBytes });
    expect(input?.MultipartUpload?.Parts).toEqual(
      SUMS.map((ChecksumSHA256, index) => ({ PartNumber: index + 1, ETag: `"${index + 1}"`, ChecksumSHA256 })),
    );
    for (const answer of [await sign(8, uploadId), await abort(8, uploadId)])
      expect(answer).toMatchObject({ status: 409, body: { code: 'upload_takes_no_parts' } });
  });

  it('names what is missing, and goes on when it has come', async () => {
    const uploadId = await begin(9);
    expect(await complete(9, uploadId)).toMatchObject({ status: 409, body: { code: 'upload_incomplete' } });
    await sign(9, uploadId);
    arrive([1, 3]);
    const refused = await complete(9, uploadId);
    expect(refused).toMatchObject({ status: 409, body: { code: 'upload_incomplete', issues: [{ path: 'parts.2' }] } });
    expect(refused.body.detail).toContain('part 2');
    for (const parts of store.values()) parts.length = 0;
    arrive([1, 2, 3]);
    expect(await complete(9, uploadId)).toMatchObject({ status: 200 });
  });

  it('refuses what is not what was sent, and nothing is put together', async () => {
    const uploadId = await sentFilm(10);
    expect(await complete(10, uploadId, sum('another film'))).toMatchObject({
      status: 400,
      body: { code: 'validation_failed', issues: [{ path: 'sha256' }] },
    });
    expect(s3.commandCalls(CompleteMultipartUploadCommand)).toEqual([]);
    expect(await get(10, uploadId)).toMatchObject({ status: 'awaiting', sha256: null });
  });

  it('is finished by a repeat when its answer was lost, before or after the store had done it', async () => {
    const uploadId = await sentFilm(11);
    s3.on(CompleteMultipartUploadCommand).rejectsOnce(new Error('no answer'));
    expect(await complete(11, uploadId)).toMatchObject({ status: 500 });
    expect(await get(11, uploadId)).toMatchObject({ status: 'awaiting', sha256: `${COMPOSITE}-3` });
    // It may be under way to its inspection.
    expect(await abort(11, uploadId)).toMatchObject({ status: 409 });
    store.clear();
    expect(await complete(11, uploadId)).toMatchObject({ status: 200, body: { status: 'scanning' } });
  });

  it.each([
    ['before', 20],
    ['after', 21],
  ])('is finished by one that another overtakes %s it has the list of what arrived', async (when, count) => {
    const uploadId = await sentFilm(count);
    const parts = [...(store.get([...store.keys()].at(-1) ?? '') ?? [])];
    const other: unknown[] = [];
    s3.on(ListPartsCommand).callsFake(async ({ UploadId }) => {
      if (other.length === 0) {
        other.push('begun');
        other[0] = (await complete(count, uploadId)).status;
        if (when === 'before') throw new NoSuchUpload({ message: 'no such upload', $metadata: {} });
      }
      return { Parts: parts, IsTruncated: false, UploadId };
    });
    const answer = await complete(count, uploadId);
    expect([other, answer.status, answer.body.status]).toEqual([[200], 200, 'scanning']);
    expect(store.size).toBe(0);
  });

  it('does not take a part that changed at the same moment', async () => {
    const uploadId = await sentFilm(12);
    const changed = new S3ServiceException({ name: 'InvalidPart', $fault: 'client', $metadata: {} });
    s3.on(CompleteMultipartUploadCommand).rejects(changed);
    expect(await complete(12, uploadId)).toMatchObject({ status: 409, body: { code: 'upload_incomplete' } });
  });

  it('says so when the store knows nothing of what was never complete', async () => {
    const uploadId = await sentFilm(13);
    store.clear();
    expect(await complete(13, uploadId)).toMatchObject({ status: 409, body: { code: 'upload_takes_no_parts' } });
  });
});

describe('DELETE /uploads/{uploadId}', () => {
  it('removes what arrived, may be repeated, and nothing more is taken', async () => {
    const uploadId = await sentFilm(14);
    expect(await abort(14, uploadId)).toMatchObject({ status: 200, body: { status: 'aborted' } });
    expect(store.size).toBe(0);
    expect(await abort(14, uploadId)).toMatchObject({ status: 200, body: { status: 'aborted' } });
    for (const answer of [await sign(14, uploadId), await complete(14, uploadId)])
      expect(answer).toMatchObject({ status: 409, body: { code: 'upload_takes_no_parts' } });
    expect(store.size).toBe(0);
  });

  it('is repeated where the store did not answer', async () => {
    const uploadId = await sentFilm(15);
    s3.on(AbortMultipartUploadCommand).rejectsOnce(new Error('no answer'));
    expect(await abort(15, uploadId)).toMatchObject({ status: 500 });
    expect(await abort(15, uploadId)).toMatchObject({ status: 200 });
    const asked = s3.commandCalls(AbortMultipartUploadCommand).map(({ args }) => args[0].input.UploadId);
    expect(asked).toEqual([...store.keys(), ...store.keys()]);
  });
});
