import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forgetAccessKeys, issueAccessKey } from '#local/access-keys.ts';
import { openServiceBench, type ServiceBench } from '#local/testing-services.ts';
import { resourceTypes } from './bucket.ts';

const Bucket = 'uploads';
const HOUR = 3_600_000;

let bench: ServiceBench;
let s3: S3Client;
let published: { DetailType: string; Source: string; Detail: string }[];

const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: Error) => error.name,
  );
const codeOf = async (response: Response) =>
  `${response.status} ${/<Code>(\w+)<\/Code>/.exec(await response.text())?.[1] ?? ''}`;
const put = (Key: string, Body: string | Buffer = 'hello', more: object = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const textOf = async (Key: string) => (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();

beforeEach(async () => {
  bench = await openServiceBench();
  published = [];
  bench.platform.addService({
    signingName: 'events',
    authorize: () => [],
    handle: async ({ body }) => {
      published.push(...JSON.parse(body.toString()).Entries);
      return { status: 200, body: JSON.stringify({ FailedEntryCount: 0, Entries: [] }) };
    },
  });
  const type = resourceTypes.find((candidate) => candidate.type === 'AWS::S3::Bucket') ?? expect.fail('no bucket type');
  await bench.start(type, 'Uploads', {
    BucketName: Bucket,
    NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    LifecycleConfiguration: {
      Rules: [
        { Status: 'Enabled', ExpirationInDays: 1, Prefix: 'quarantine/' },
        { Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
      ],
    },
    CorsConfiguration: {
      CorsRules: [
        {
          AllowedOrigins: ['http://localhost:3000'],
          AllowedMethods: ['POST', 'PUT', 'GET'],
          AllowedHeaders: ['*'],
          ExposedHeaders: ['ETag', 'x-amz-checksum-sha256'],
          MaxAge: 600,
        },
      ],
    },
  });
  await bench.start(type, 'Audit', {
    BucketName: 'locked',
    ObjectLockEnabled: true,
    ObjectLockConfiguration: {
      ObjectLockEnabled: 'Enabled',
      Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } },
    },
  });
  s3 = new S3Client(bench.clientConfig);
});

afterEach(async () => {
  s3.destroy();
  await bench.close();
});

describe('a bucket that locks what is put there', () => {
  const client = () => new S3Client({ ...bench.clientConfig, requestChecksumCalculation: 'WHEN_REQUIRED' });
  const locked = { Bucket: 'locked', Key: 'head.json', Body: '{}' };

  test('takes nothing without a checksum, as S3 does', async () => {
    await expect(client().send(new PutObjectCommand(locked))).rejects.toMatchObject({ name: 'InvalidRequest' });
    await client().send(new PutObjectCommand({ ...locked, ChecksumAlgorithm: 'SHA256' }));
    const found = await s3.send(new GetObjectCommand({ Bucket: 'locked', Key: 'head.json' }));
    expect(await found.Body?.transformToString()).toBe('{}');
  });
});

describe('objects', () => {
  test('keep bytes, headers and metadata', async () => {
    const { ETag } = await put('a/ü b+c.txt', 'hello', {
      ContentType: 'text/plain',
      CacheControl: 'no-store',
      ContentDisposition: 'attachment',
      Metadata: { owner: 'wsp_1' },
    });
    const found = await s3.send(new GetObjectCommand({ Bucket, Key: 'a/ü b+c.txt' }));
    expect(await found.Body?.transformToString()).toBe('hello');
    expect(found).toMatchObject({
      ETag,
      ContentType: 'text/plain',
      CacheControl: 'no-store',
      ContentDisposition: 'attachment',
      Metadata: { owner: 'wsp_1' },
      ContentLength: 5,
    });
    expect(ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
  });

  test('a stream arrives without its chunk framing', async () => {
    const body = Buffer.alloc(300_000, 'x');
    await put('stream', Readable.from([body.subarray(0, 100_000), body.subarray(100_000)]) as never, {
      ContentLength: body.length,
    });
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'stream' }));
    expect(head).toMatchObject({ ContentLength: 300_000 });
    expect(head.ContentEncoding).toBeUndefined();
    expect(await textOf('stream')).toBe(body.toString());
  });

  test('a checksum that does not fit is refused, and nothing is stored', async () => {
    const wrong = createHash('sha256').update('something else').digest('base64');
    expect(await errorOf(put('a', 'hello', { ChecksumSHA256: wrong }))).toBe('BadDigest');
    expect(await errorOf(s3.send(new GetObjectCommand({ Bucket, Key: 'a' })))).toBe('NoSuchKey');
    await put('a', 'hello', { ChecksumSHA256: createHash('sha256').update('hello').digest('base64') });
    expect(await textOf('a')).toBe('hello');
  });

  test.each(['SHA256', 'SHA1', 'CRC32', 'CRC32C'] as const)(
    'the SDK’s own %s checksum is accepted and given back',
    async (algorithm) => {
      await put('a', 'hello', { ChecksumAlgorithm: algorithm });
      const found = await s3.send(new GetObjectCommand({ Bucket, Key: 'a', ChecksumMode: 'ENABLED' }));
      expect(found[`Checksum${algorithm}`]).toBeTruthy();
      expect(await found.Body?.transformToString()).toBe('hello');
    },
  );

  test('ranges give part of the bytes', async () => {
    await put('a', '0123456789');
    const range = async (Range: string) => {
      const { Body, ContentRange } = await s3.send(new GetObjectCommand({ Bucket, Key: 'a', Range }));
      return `${ContentRange} ${await Body?.transformToString()}`;
    };
    expect(await range('bytes=2-4')).toBe('bytes 2-4/10 234');
    expect(await range('bytes=7-')).toBe('bytes 7-9/10 789');
    expect(await range('bytes=-2')).toBe('bytes 8-9/10 89');
    expect(await errorOf(range('bytes=10-'))).toBe('InvalidRange');
  });

  test('conditions decide a write', async () => {
    const { ETag } = await put('a', 'one', { IfNoneMatch: '*' });
    expect(await errorOf(put('a', 'two', { IfNoneMatch: '*' }))).toBe('PreconditionFailed');
    expect(await errorOf(put('a', 'two', { IfMatch: '"0"' }))).toBe('PreconditionFailed');
    await put('a', 'two', { IfMatch: ETag });
    expect(await textOf('a')).toBe('two');
    const racing = await Promise.all(
      Array.from({ length: 8 }, (_unused, index) => errorOf(put('b', `${index}`, { IfNoneMatch: '*' }))),
    );
    expect(racing.filter((result) => result === 'no error')).toHaveLength(1);
  });

  test('copies take metadata and tags along; deletes are silent about what is not there', async () => {
    await put('a', 'hello', { Metadata: { owner: 'wsp_1' }, Tagging: 'state=clean' });
    await s3.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/a` }));
    expect((await s3.send(new HeadObjectCommand({ Bucket, Key: 'b' }))).Metadata).toEqual({ owner: 'wsp_1' });
    await s3.send(
      new PutObjectTaggingCommand({ Bucket, Key: 'b', Tagging: { TagSet: [{ Key: 'state', Value: 'a<b&c' }] } }),
    );
    expect((await s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'a' }))).TagSet).toEqual([
      { Key: 'state', Value: 'clean' },
    ]);
    expect((await s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'b' }))).TagSet).toEqual([
      { Key: 'state', Value: 'a<b&c' },
    ]);
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'none' }));
    const { Deleted } = await s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'a' }, { Key: 'b' }] } }),
    );
    expect(Deleted).toHaveLength(2);
    expect((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
  });

  test('lists page by page, with prefix and delimiter', async () => {
    for (const key of ['a/1', 'a/2', 'b/1', 'c', 'd']) await put(key);
    const pages: string[][] = [];
    let token: string | undefined;
    do {
      const page = await s3.send(
        new ListObjectsV2Command({
          Bucket,
          MaxKeys: 2,
          Delimiter: '/',
          ...(token ? { ContinuationToken: token } : {}),
        }),
      );
      pages.push([
        ...(page.Contents ?? []).map(({ Key = '' }) => Key),
        ...(page.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix),
      ]);
      token = page.NextContinuationToken;
    } while (token);
    expect(pages).toEqual([
      ['a/', 'b/'],
      ['c', 'd'],
    ]);
    expect((await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'a/' }))).Contents?.map(({ Key }) => Key)).toEqual(
      ['a/1', 'a/2'],
    );
  });

  test('a multipart upload is put together in order and leaves no parts behind', async () => {
    const { UploadId } = await s3.send(
      new CreateMultipartUploadCommand({ Bucket, Key: 'big', ContentType: 'video/mp4' }),
    );
    const bodies = [Buffer.alloc(5 * 1024 * 1024, 'a'), Buffer.from('end')];
    const Parts = [];
    for (const [index, Body] of bodies.entries()) {
      const { ETag } = await s3.send(
        new UploadPartCommand({ Bucket, Key: 'big', UploadId, PartNumber: index + 1, Body }),
      );
      Parts.push({ ETag, PartNumber: index + 1 });
    }
    expect(
      await errorOf(
        s3.send(
          new CompleteMultipartUploadCommand({
            Bucket,
            Key: 'big',
            UploadId,
            MultipartUpload: { Parts: [...Parts].reverse() },
          }),
        ),
      ),
    ).toBe('InvalidPartOrder');
    const done = await s3.send(
      new CompleteMultipartUploadCommand({ Bucket, Key: 'big', UploadId, MultipartUpload: { Parts } }),
    );
    expect(done.ETag).toMatch(/-2"$/);
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key: 'big' }))).toMatchObject({
      ContentLength: 5 * 1024 * 1024 + 3,
      ContentType: 'video/mp4',
    });
    const files = readdirSync(join(bench.platform.dataDir, 'files', Bucket), {
      recursive: true,
      withFileTypes: true,
    }).filter((entry) => entry.isFile());
    expect(files).toHaveLength(1);
  });

  test('are read from disk bit by bit, whole or from a place on, and what is replaced meanwhile to its end', async () => {
    await put('long', Buffer.alloc(3_000_000, 'x'));
    const read = (range?: string) =>
      bench.platform.service('s3').handle({
        ...{ service: 's3', target: undefined, method: 'GET', path: `/${Bucket}/long`, query: new URLSearchParams() },
        ...{ headers: range ? { range } : ({} as Record<string, string>), body: Buffer.alloc(0) },
        caller: { functionName: 'platform', roleArn: '' },
      });
    const { body } = await read('bytes=1000000-');
    await put('long', 'short');
    expect(body).toBeInstanceOf(Readable);
    expect((await buffer(body as Readable)).length).toBe(2_000_000);
    expect(await text((await read()).body as Readable)).toBe('short');
  });

  test('asks for the permissions on exactly the named objects', async () => {
    await put('a', 'x', { Tagging: 'k=v' });
    await s3.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/a` }));
    expect(bench.asked).toEqual([
      's3:PutObject arn:aws:s3:::uploads/a',
      's3:PutObjectTagging arn:aws:s3:::uploads/a',
      's3:PutObject arn:aws:s3:::uploads/b',
      's3:GetObject arn:aws:s3:::uploads/a',
    ]);
  });
});

describe('a multipart upload with checksums', () => {
  const sum = (body: Buffer) => createHash('sha256').update(body).digest('base64');
  const first = Buffer.alloc(5 * 1024 * 1024, 'a');
  const last = Buffer.from('the end');
  const COMPOSITE = `${createHash('sha256')
    .update(Buffer.concat([first, last].map((body) => createHash('sha256').update(body).digest())))
    .digest('base64')}-2`;
  const begin = async () => {
    const { UploadId } = await s3.send(
      new CreateMultipartUploadCommand({ Bucket, Key: 'film', ContentType: 'video/mp4', ChecksumAlgorithm: 'SHA256' }),
    );
    return { Bucket, Key: 'film', UploadId: UploadId ?? expect.fail('no upload') };
  };
  type Begun = Awaited<ReturnType<typeof begin>>;
  const signPart = (upload: Begun, PartNumber: number, body: Buffer) =>
    getSignedUrl(
      s3,
      new UploadPartCommand({ ...upload, PartNumber, ContentLength: body.length, ChecksumSHA256: sum(body) }),
      { expiresIn: 60, unhoistableHeaders: new Set(['x-amz-checksum-sha256']) },
    );
  const sendPart = (url: string, body: Buffer, checksum: string | undefined = sum(body)) =>
    fetch(url, {
      method: 'PUT',
      body: new Uint8Array(body),
      headers: { origin: 'http://localhost:3000', ...(checksum ? { 'x-amz-checksum-sha256': checksum } : {}) },
    });
  const sendBoth = async (upload: Begun) => {
    for (const [index, body] of [first, last].entries())
      expect((await sendPart(await signPart(upload, index + 1, body), body)).status).toBe(200);
  };
  const listed = async (upload: Begun) =>
    (await s3.send(new ListPartsCommand(upload))).Parts?.map(({ PartNumber, ETag, ChecksumSHA256 }) => ({
      ...{ PartNumber, ETag, ChecksumSHA256 },
    })) ?? [];
  const complete = async (upload: Begun, Parts: object[], more: object = {}) =>
    s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts }, ...more }));

  test('takes exactly the part that was signed, and says so to the page that sends it', async () => {
    const upload = await begin();
    const url = await signPart(upload, 1, first);
    const other = Buffer.alloc(first.length, 'b');
    expect(await codeOf(await sendPart(url, other))).toBe('403 SignatureDoesNotMatch');
    expect(await codeOf(await sendPart(url, other, sum(first)))).toBe('400 BadDigest');
    expect(await codeOf(await sendPart(url, last, sum(first)))).toBe('403 SignatureDoesNotMatch');
    expect(await codeOf(await sendPart(url, first, ''))).toBe('403 SignatureDoesNotMatch');
    expect(await codeOf(await sendPart(url.replace('partNumber=1', 'partNumber=2'), first))).toBe(
      '403 SignatureDoesNotMatch',
    );
    expect(await listed(upload)).toEqual([]);
    const taken = await sendPart(url, first);
    expect(taken.headers.get('access-control-expose-headers')).toBe('ETag, x-amz-checksum-sha256');
    expect(taken.headers.get('x-amz-checksum-sha256')).toBe(sum(first));
    expect(await listed(upload)).toEqual([
      { PartNumber: 1, ETag: taken.headers.get('etag'), ChecksumSHA256: sum(first) },
    ]);
    const unsummed = new S3Client({ ...bench.clientConfig, requestChecksumCalculation: 'WHEN_REQUIRED' });
    const bare = new UploadPartCommand({ ...upload, PartNumber: 2, Body: last });
    await expect(unsummed.send(bare)).rejects.toMatchObject({ name: 'InvalidRequest' });
    unsummed.destroy();
  });

  test('lists its parts page by page', async () => {
    const upload = await begin();
    await sendBoth(upload);
    const page = await s3.send(new ListPartsCommand({ ...upload, MaxParts: 1 }));
    expect([page.IsTruncated, page.Parts?.[0]?.PartNumber, page.Parts?.[0]?.Size]).toEqual([true, 1, first.length]);
    const next = await s3.send(new ListPartsCommand({ ...upload, PartNumberMarker: page.NextPartNumberMarker }));
    expect([next.IsTruncated, next.Parts?.map(({ PartNumber }) => PartNumber)]).toEqual([false, [2]]);
  });

  test('is put together of the parts that are named with their checksums, and of the size that is said', async () => {
    const upload = await begin();
    await sendBoth(upload);
    const parts = await listed(upload);
    const refused = (named: object[], more: object = {}) => errorOf(complete(upload, named, more));
    expect(await refused(parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag })))).toBe('InvalidRequest');
    expect(await refused(parts.map((part) => ({ ...part, ChecksumSHA256: sum(first) })))).toBe('InvalidPart');
    expect(await refused(parts.slice(1))).toBe('InvalidPart');
    expect(await refused(parts, { MpuObjectSize: 7 })).toBe('InvalidRequest');
    const done = await complete(upload, parts, { MpuObjectSize: first.length + last.length });
    expect(done.ChecksumSHA256).toBe(COMPOSITE);
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key: 'film', ChecksumMode: 'ENABLED' }))).toMatchObject({
      ...{ ContentLength: first.length + last.length, ContentType: 'video/mp4' },
      ...{ ChecksumSHA256: COMPOSITE, ChecksumType: 'COMPOSITE' },
    });
    expect(await refused(parts)).toBe('NoSuchUpload');
  });

  test('lists all of its parts until it is put together, and is over then', async () => {
    const upload = await begin();
    await sendBoth(upload);
    const parts = await listed(upload);
    const askUntilOver = async (): Promise<unknown[]> => {
      const seen: unknown[] = [];
      for (let asked = 0; asked < 2000 && seen.at(-1) !== 'NoSuchUpload'; asked++)
        seen.push(await listed(upload).catch((error: Error) => error.name));
      return seen;
    };
    const asking = [askUntilOver(), askUntilOver(), askUntilOver()];
    await complete(upload, parts);
    for (const seen of await Promise.all(asking)) {
      expect(seen.pop()).toBe('NoSuchUpload');
      expect(seen.filter((one) => JSON.stringify(one) !== JSON.stringify(parts))).toEqual([]);
    }
  });

  test('is of one piece once it is copied, if it still is what it was', async () => {
    const upload = await begin();
    await sendBoth(upload);
    const { ETag } = await complete(upload, await listed(upload));
    const copy = { Bucket, Key: 'copy', CopySource: `${Bucket}/film` };
    expect(await errorOf(s3.send(new CopyObjectCommand({ ...copy, CopySourceIfMatch: '"other"' })))).toBe(
      'PreconditionFailed',
    );
    await s3.send(new CopyObjectCommand({ ...copy, CopySourceIfMatch: ETag }));
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'copy', ChecksumMode: 'ENABLED' }));
    expect(head.ChecksumSHA256).toBe(sum(Buffer.concat([first, last])));
    expect(head.ETag).toBe(`"${createHash('md5').update(first).update(last).digest('hex')}"`);
  });

  test('is aborted with its parts by who asks, or by the rule of the bucket', async () => {
    const upload = await begin();
    await sendBoth(upload);
    await s3.send(new AbortMultipartUploadCommand(upload));
    expect(await errorOf(s3.send(new AbortMultipartUploadCommand(upload)))).toBe('NoSuchUpload');
    const forgotten = await begin();
    await sendBoth(forgotten);
    await bench.advance(23 * HOUR);
    expect(await listed(forgotten)).toHaveLength(2);
    await bench.advance(25 * HOUR);
    expect(await errorOf(listed(forgotten))).toBe('NoSuchUpload');
    const left = readdirSync(join(bench.platform.dataDir, 'files', Bucket), { recursive: true, withFileTypes: true });
    expect(left.filter((entry) => entry.isFile())).toEqual([]);
  });
});

describe('presigned URLs', () => {
  test('give the object until they expire, to nobody who changes them', async () => {
    await put('a', 'hello', { ContentType: 'text/html' });
    const url = await getSignedUrl(
      s3,
      new GetObjectCommand({ Bucket, Key: 'a', ResponseContentDisposition: 'attachment; filename="a b.txt"' }),
      { expiresIn: 60 },
    );
    const found = await fetch(url, { headers: { origin: 'http://localhost:3000' } });
    expect([found.status, await found.text()]).toEqual([200, 'hello']);
    expect(found.headers.get('content-disposition')).toBe('attachment; filename="a b.txt"');
    expect(found.headers.get('access-control-allow-origin')).toBe('http://localhost:3000');
    expect(await codeOf(await fetch(url.replace('/a?', '/b?')))).toBe('403 SignatureDoesNotMatch');
    expect(await codeOf(await fetch(url.replace('X-Amz-Expires=60', 'X-Amz-Expires=6000')))).toBe(
      '403 SignatureDoesNotMatch',
    );
    expect(await codeOf(await fetch(url.replace(/LKIA\w{8}/, 'LKIAAAAAAAAA')))).toBe('403 InvalidAccessKeyId');
    expect(await codeOf(await fetch(url, { method: 'DELETE' }))).toBe('403 SignatureDoesNotMatch');
    expect(await codeOf(await fetch(`${bench.endpoint}/${Bucket}/a`))).toBe('403 AccessDenied');
    await bench.advance(61_000);
    expect(await codeOf(await fetch(url))).toBe('403 AccessDenied');
  });

  test('outlive a restart of the platform', async () => {
    await put('a');
    const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'a' }), { expiresIn: 60 });
    forgetAccessKeys(bench.platform.dataDir);
    expect((await fetch(url)).status).toBe(200);
  });

  test('take an upload of the signed type and checksum only', async () => {
    const checksum = createHash('sha256').update('hello').digest('base64');
    const command = new PutObjectCommand({ Bucket, Key: 'a', ContentType: 'image/png', ChecksumSHA256: checksum });
    const url = await getSignedUrl(s3, command, { expiresIn: 60, signableHeaders: new Set(['content-type']) });
    const send = (body: string, type: string) => fetch(url, { method: 'PUT', body, headers: { 'content-type': type } });
    expect(await codeOf(await send('hello', 'text/html'))).toBe('403 SignatureDoesNotMatch');
    expect(await codeOf(await send('other', 'image/png'))).toBe('400 BadDigest');
    expect((await send('hello', 'image/png')).status).toBe(200);
    expect(await textOf('a')).toBe('hello');
  });

  test('are worth no more than the role that signed them', async () => {
    await put('a');
    const credentials = issueAccessKey(bench.platform.dataDir, {
      functionName: 'other',
      roleArn: 'arn:aws:iam::000000000000:role/other',
    });
    const other = new S3Client({ ...bench.clientConfig, credentials });
    const url = await getSignedUrl(other, new GetObjectCommand({ Bucket, Key: 'a' }), { expiresIn: 60 });
    expect(await codeOf(await fetch(url))).toBe('403 AccessDenied');
    other.destroy();
  });

  test('answer a preflight by the rules of the template', async () => {
    const ask = (origin: string) =>
      fetch(`${bench.endpoint}/${Bucket}/a`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'content-type' },
      });
    const allowed = await ask('http://localhost:3000');
    expect([
      allowed.status,
      allowed.headers.get('access-control-allow-headers'),
      allowed.headers.get('access-control-max-age'),
    ]).toEqual([200, 'content-type', '600']);
    expect((await ask('http://evil.example')).status).toBe(403);
  });
});

describe('presigned POST', () => {
  const sum = (text: string) => createHash('sha256').update(text).digest('base64');
  const sign = (expires = 60) =>
    createPresignedPost(s3, {
      Bucket,
      Key: 'in/generated.png',
      Expires: expires,
      Conditions: [
        ['content-length-range', 2, 10],
        ['eq', '$Content-Type', 'image/png'],
        ['starts-with', '$x-amz-meta-note', 'n'],
      ],
      Fields: { success_action_status: '201', 'x-amz-checksum-sha256': sum('hello') },
    });
  const post = async (changes: Record<string, string> = {}, file = 'hello', signed = sign()) => {
    const { url, fields } = await signed;
    const form = new FormData();
    for (const [name, value] of Object.entries({
      ...fields,
      'Content-Type': 'image/png',
      'x-amz-meta-note': 'nice',
      ...changes,
    }))
      form.append(name, value);
    form.append('file', new Blob([file]), 'mine.png');
    return fetch(url, { method: 'POST', body: form, headers: { origin: 'http://localhost:3000' } });
  };

  test('stores the file as it was agreed', async () => {
    const response = await post();
    expect(response.status).toBe(201);
    expect(await response.text()).toContain('<Key>in/generated.png</Key>');
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key: 'in/generated.png' }))).toMatchObject({
      ContentType: 'image/png',
      ContentLength: 5,
      Metadata: { note: 'nice' },
    });
    expect(
      published.map(({ Source, DetailType, Detail }) => [Source, DetailType, JSON.parse(Detail).object.key]),
    ).toEqual([['aws.s3', 'Object Created', 'in/generated.png']]);
  });

  test.each<[string, Record<string, string>, string, string]>([
    ['another type', { 'Content-Type': 'text/html' }, 'hello', '403 AccessDenied'],
    ['another key', { key: 'in/other.png' }, 'hello', '403 AccessDenied'],
    ['a note the policy does not take', { 'x-amz-meta-note': 'other' }, 'hello', '403 AccessDenied'],
    ['a field the policy does not name', { 'x-amz-meta-extra': '1' }, 'hello', '403 AccessDenied'],
    ['a file too large', {}, 'hello hello', '400 EntityTooLarge'],
    ['a file too small', {}, 'h', '400 EntityTooSmall'],
    ['a file with another checksum', {}, 'jello', '400 BadDigest'],
    [
      'another checksum than agreed',
      { 'x-amz-checksum-sha256': createHash('sha256').update('jello').digest('base64') },
      'jello',
      '403 AccessDenied',
    ],
    ['a forged signature', { 'X-Amz-Signature': '0'.repeat(64) }, 'hello', '403 SignatureDoesNotMatch'],
    [
      'a policy of one’s own',
      {
        Policy: Buffer.from(JSON.stringify({ expiration: '2099-01-01T00:00:00Z', conditions: [] })).toString('base64'),
      },
      'hello',
      '403 SignatureDoesNotMatch',
    ],
  ])('refuses %s', async (_label, changes, file, error) => {
    expect(await codeOf(await post(changes, file))).toBe(error);
    expect((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
    expect(published).toEqual([]);
  });

  test('refuses an expired policy', async () => {
    const signed = sign(60);
    await signed;
    await bench.advance(61_000);
    const response = await post({}, 'hello', signed);
    expect(response.headers.get('access-control-allow-origin')).toBe('http://localhost:3000');
    expect(await response.text()).toContain('<Message>Invalid according to Policy: Policy expired.</Message>');
  });
});

test('a stream that the SDK sends in parts by itself is one object', async () => {
  const whole = Buffer.alloc(13 * 1024 * 1024, 'film');
  const params = { Bucket, Key: 'media/film.mp4', ContentType: 'video/mp4', ChecksumAlgorithm: 'SHA256' as const };
  const upload = new Upload({
    client: s3,
    params: { ...params, Body: Readable.from([whole.subarray(0, 5_000_000), whole.subarray(5_000_000)]) },
    partSize: 5 * 1024 * 1024,
  });
  await upload.done();
  const { Body, ContentType } = await s3.send(new GetObjectCommand({ Bucket, Key: 'media/film.mp4' }));
  expect(ContentType).toBe('video/mp4');
  expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(whole)).toBe(true);
});

test('a lifecycle rule deletes what it names, at the midnight after its days', async () => {
  await put('quarantine/a');
  await put('kept/a');
  await bench.advance(23 * HOUR);
  expect((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(2);
  await bench.advance(25 * HOUR);
  expect((await s3.send(new ListObjectsV2Command({ Bucket }))).Contents?.map(({ Key }) => Key)).toEqual(['kept/a']);
  expect(published.at(-1)?.DetailType).toBe('Object Deleted');
});
