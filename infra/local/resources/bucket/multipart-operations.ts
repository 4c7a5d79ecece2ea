import { createHash, randomBytes } from 'node:crypto';
import { type AwsAnswer, AwsError } from '#local/kernel.ts';
import { inTurn } from '../in-turn.ts';
import { checksumHeaders } from './checksums.ts';
import { descriptionOf, type ObjectCall, readBody, requireWriteConditions } from './object-call.ts';
import { lockOf } from './object-operations.ts';
import {
  etagOf,
  findObject,
  type ObjectDescription,
  readBytes,
  removeBytes,
  writeBytes,
  writeObject,
} from './object-store.ts';
import { elementsOf, textsOf, type XmlNode, xmlAnswer } from './xml.ts';

interface Upload {
  key: string;
  startedAtMs: number;
  description: ObjectDescription;
}

interface Part {
  number: number;
  file: string;
  bytes: number;
  etag: string;
}

const LEAST_PART_BYTES = 5 * 1024 * 1024;

/** CreateMultipartUpload. */
export async function createMultipartUpload({ platform, bucket, key, call }: ObjectCall): Promise<AwsAnswer> {
  const uploadId = randomBytes(24).toString('base64url');
  const upload: Upload = { key, startedAtMs: platform.clock.now(), description: descriptionOf(call.headers, {}) };
  await platform.store.put(uploadsOf(bucket.ref), uploadId, upload);
  return xmlAnswer([
    'InitiateMultipartUploadResult',
    [
      ['Bucket', bucket.ref],
      ['Key', key],
      ['UploadId', uploadId],
    ],
  ]);
}

/** UploadPart; a part sent again replaces the first. */
export async function uploadPart(request: ObjectCall): Promise<AwsAnswer> {
  const { platform, bucket, call } = request;
  const { uploadId } = await getUploadOrThrow(request);
  const number = Number(call.query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > 10_000)
    throw new AwsError('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
  const { body, checksums } = readBody(call);
  const part: Part = {
    number,
    file: await writeBytes(platform, bucket.ref, body),
    bytes: body.length,
    etag: etagOf(body),
  };
  const id = partIdOf(uploadId, number);
  const before = await platform.store.get<Part>(partsOf(bucket.ref), id);
  await platform.store.put(partsOf(bucket.ref), id, part);
  if (before) await removeBytes(platform, before.file);
  return { status: 200, headers: { etag: part.etag, ...checksumHeaders(checksums) } };
}

/** CompleteMultipartUpload: the named parts in order, each but the last at least 5 MB. */
export async function completeMultipartUpload(request: ObjectCall): Promise<AwsAnswer> {
  const { platform, bucket, key, call } = request;
  const { uploadId, upload } = await getUploadOrThrow(request);
  const stored = await listStored(request, uploadId);
  const wanted = elementsOf(readBody(call).body.toString('utf8'), 'Part').map((element) => ({
    number: Number(textsOf(element, 'PartNumber')[0]),
    etag: textsOf(element, 'ETag')[0] ?? '',
  }));
  const parts = choose(stored, wanted);
  const bodies = await Promise.all(parts.map((part) => readBytes(platform, part)));
  const digest = createHash('md5')
    .update(Buffer.concat(parts.map(({ etag }) => Buffer.from(etag.replaceAll('"', ''), 'hex'))))
    .digest('hex');
  const object = await inTurn(platform, lockOf(bucket.ref, key), async () => {
    requireWriteConditions(call.headers, await findObject(platform, bucket.ref, key));
    return writeObject(
      platform,
      bucket.ref,
      key,
      Buffer.concat(bodies),
      upload.description,
      'CompleteMultipartUpload',
      `"${digest}-${parts.length}"`,
    );
  });
  await forget(request, uploadId, stored);
  return xmlAnswer([
    'CompleteMultipartUploadResult',
    [
      ['Location', `${platform.awsEndpoint}/${bucket.ref}/${encodeURIComponent(key)}`],
      ['Bucket', bucket.ref],
      ['Key', key],
      ['ETag', object.etag],
    ],
  ]);
}

/** AbortMultipartUpload. */
export async function abortMultipartUpload(request: ObjectCall): Promise<AwsAnswer> {
  const { uploadId } = await getUploadOrThrow(request);
  await forget(request, uploadId, await listStored(request, uploadId));
  return { status: 204 };
}

/** ListParts. */
export async function listParts(request: ObjectCall): Promise<AwsAnswer> {
  const { uploadId } = await getUploadOrThrow(request);
  const parts = (await listStored(request, uploadId)).map(
    (part): XmlNode => [
      'Part',
      [
        ['PartNumber', part.number],
        ['ETag', part.etag],
        ['Size', part.bytes],
      ],
    ],
  );
  return xmlAnswer([
    'ListPartsResult',
    [['Bucket', request.bucket.ref], ['Key', request.key], ['UploadId', uploadId], ['IsTruncated', false], ...parts],
  ]);
}

function choose(stored: Part[], wanted: { number: number; etag: string }[]): Part[] {
  if (wanted.length === 0)
    throw new AwsError(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  if (wanted.some(({ number }, index) => index > 0 && number <= (wanted[index - 1]?.number ?? 0))) {
    throw new AwsError(
      'InvalidPartOrder',
      'The list of parts was not in ascending order. Parts must be ordered by part number.',
    );
  }
  return wanted.map(({ number, etag }, index) => {
    const part = stored.find(
      (candidate) => candidate.number === number && candidate.etag.replaceAll('"', '') === etag.replaceAll('"', ''),
    );
    if (!part)
      throw new AwsError(
        'InvalidPart',
        "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      );
    if (index < wanted.length - 1 && part.bytes < LEAST_PART_BYTES)
      throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
    return part;
  });
}

async function getUploadOrThrow({
  platform,
  bucket,
  key,
  call,
}: ObjectCall): Promise<{ uploadId: string; upload: Upload }> {
  const uploadId = call.query.get('uploadId') ?? '';
  const upload = await platform.store.get<Upload>(uploadsOf(bucket.ref), uploadId);
  if (upload?.key === key) return { uploadId, upload };
  throw new AwsError(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    404,
  );
}

async function listStored({ platform, bucket }: ObjectCall, uploadId: string): Promise<Part[]> {
  return (await platform.store.list<Part>(partsOf(bucket.ref), `${uploadId}/`)).map(({ value }) => value);
}

async function forget({ platform, bucket }: ObjectCall, uploadId: string, parts: Part[]): Promise<void> {
  for (const part of parts) {
    await platform.store.delete(partsOf(bucket.ref), partIdOf(uploadId, part.number));
    await removeBytes(platform, part.file);
  }
  await platform.store.delete(uploadsOf(bucket.ref), uploadId);
}

function partIdOf(uploadId: string, number: number): string {
  return `${uploadId}/${String(number).padStart(5, '0')}`;
}

function uploadsOf(bucket: string): string {
  return `s3/${bucket}/uploads`;
}

function partsOf(bucket: string): string {
  return `s3/${bucket}/parts`;
}
