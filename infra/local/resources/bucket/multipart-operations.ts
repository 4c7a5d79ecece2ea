import { createHash, randomBytes } from 'node:crypto';
import { type AwsAnswer, AwsError } from '#local/kernel.ts';
import { inTurn } from '../in-turn.ts';
import { checksumHeaders } from './checksums.ts';
import {
  findUpload,
  forgetUpload,
  listStored,
  type Part,
  putPart,
  putUpload,
  type Upload,
} from './multipart-uploads.ts';
import { descriptionOf, type ObjectCall, readBody, requireWriteConditions } from './object-call.ts';
import { lockOf } from './object-operations.ts';
import { etagOf, findObject, joinBytes, placeObject, type StoredObject, writeBytes } from './object-store.ts';
import { elementsOf, textsOf, type XmlNode, xmlAnswer } from './xml.ts';

const LEAST_PART_BYTES = 5 * 1024 * 1024;
/** How many parts one page of ListParts has at most. */
const MOST_LISTED = 1000;

/** CreateMultipartUpload; with the algorithm SHA256, whose checksums are composite, every part has to bring one. */
export async function createMultipartUpload({ platform, bucket, key, call }: ObjectCall): Promise<AwsAnswer> {
  const uploadId = randomBytes(24).toString('base64url');
  const isComposite = call.headers['x-amz-checksum-algorithm'] === 'SHA256';
  const description = descriptionOf(call.headers, {});
  await putUpload(platform, bucket.ref, uploadId, { key, startedAtMs: platform.clock.now(), description, isComposite });
  const answer = xmlAnswer([
    'InitiateMultipartUploadResult',
    [
      ['Bucket', bucket.ref],
      ['Key', key],
      ['UploadId', uploadId],
    ],
  ]);
  const checksums = { 'x-amz-checksum-algorithm': 'SHA256', 'x-amz-checksum-type': 'COMPOSITE' };
  return { ...answer, headers: { ...answer.headers, ...(isComposite ? checksums : {}) } };
}

/** UploadPart; a part sent again replaces the first. */
export async function uploadPart(request: ObjectCall): Promise<AwsAnswer> {
  const { platform, bucket, call } = request;
  const { uploadId, upload } = await getUploadOrThrow(request);
  const number = Number(call.query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > 10_000)
    throw new AwsError('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
  const { body, checksums } = readBody(call);
  if (upload.isComposite && !checksums.sha256)
    throw new AwsError(
      'InvalidRequest',
      'Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: null',
    );
  const file = await writeBytes(platform, bucket.ref, body);
  const { sha256 } = checksums;
  const part: Part = { number, file, bytes: body.length, etag: etagOf(body), sha256, atMs: platform.clock.now() };
  await putPart(platform, bucket.ref, uploadId, part);
  return { status: 200, headers: { etag: part.etag, ...checksumHeaders(checksums) } };
}

/** CompleteMultipartUpload: the named parts in order, each but the last at least 5 MB, written one after another without being held in memory. */
export async function completeMultipartUpload(request: ObjectCall): Promise<AwsAnswer> {
  const { platform, bucket, key, call } = request;
  const wanted = elementsOf(readBody(call).body.toString('utf8'), 'Part').map((element) => ({
    number: Number(textsOf(element, 'PartNumber')[0]),
    etag: textsOf(element, 'ETag')[0] ?? '',
    sha256: textsOf(element, 'ChecksumSHA256')[0],
  }));
  const object = await inTurn(platform, lockOf(bucket.ref, key), async () => {
    const { uploadId, upload } = await getUploadOrThrow(request);
    const parts = choose(await listStored(platform, bucket.ref, uploadId), wanted, upload);
    const bytes = requireSize(call.headers, parts);
    requireWriteConditions(call.headers, await findObject(platform, bucket.ref, key));
    const files = parts.map(({ file }) => file);
    const file = await joinBytes(platform, bucket.ref, files);
    const whole = { ...upload.description, ...digestsOf(parts, upload), key, file, bytes };
    const placed = await placeObject(platform, bucket.ref, whole, 'CompleteMultipartUpload');
    await forgetUpload(platform, bucket.ref, uploadId);
    return placed;
  });
  const { sha256 } = object.checksums;
  return xmlAnswer([
    'CompleteMultipartUploadResult',
    [
      ['Location', `${platform.awsEndpoint}/${bucket.ref}/${encodeURIComponent(key)}`],
      ['Bucket', bucket.ref],
      ['Key', key],
      ['ETag', object.etag],
      ...(sha256 ? ([['ChecksumSHA256', sha256]] as XmlNode[]) : []),
    ],
  ]);
}

/** AbortMultipartUpload. */
export async function abortMultipartUpload(request: ObjectCall): Promise<AwsAnswer> {
  const { platform, bucket, key } = request;
  await inTurn(platform, lockOf(bucket.ref, key), async () => {
    const { uploadId } = await getUploadOrThrow(request);
    await forgetUpload(platform, bucket.ref, uploadId);
  });
  return { status: 204 };
}

/** ListParts, paged by number: of an upload that is being completed all of them or, afterwards, none. */
export async function listParts(request: ObjectCall): Promise<AwsAnswer> {
  const { platform, bucket, key, call } = request;
  const { uploadId, upload, stored } = await inTurn(platform, lockOf(bucket.ref, key), async () => {
    const found = await getUploadOrThrow(request);
    return { ...found, stored: await listStored(platform, bucket.ref, found.uploadId) };
  });
  const most = Math.min(Number(call.query.get('max-parts') ?? MOST_LISTED), MOST_LISTED);
  const after = Number(call.query.get('part-number-marker') ?? 0);
  const rest = stored.filter(({ number }) => number > after);
  const page = rest.slice(0, most);
  const algorithm: XmlNode[] = [
    ['ChecksumAlgorithm', 'SHA256'],
    ['ChecksumType', 'COMPOSITE'],
  ];
  return xmlAnswer([
    'ListPartsResult',
    [
      ['Bucket', bucket.ref],
      ['Key', key],
      ['UploadId', uploadId],
      ['PartNumberMarker', after],
      ...(page.length > 0 ? ([['NextPartNumberMarker', page.at(-1)?.number ?? 0]] as XmlNode[]) : []),
      ['MaxParts', most],
      ['IsTruncated', rest.length > page.length],
      ...(upload.isComposite ? algorithm : []),
      ...page.map(partNode),
    ],
  ]);
}

function partNode({ number, etag, bytes, atMs, sha256 }: Part): XmlNode {
  return [
    'Part',
    [
      ['PartNumber', number],
      ['LastModified', new Date(atMs).toISOString()],
      ['ETag', etag],
      ['Size', bytes],
      ...(sha256 ? ([['ChecksumSHA256', sha256]] as XmlNode[]) : []),
    ],
  ];
}

/** The tag of an object of parts, and of a composite upload the SHA-256 of the parts' own, either with their number behind it. */
function digestsOf(parts: readonly Part[], upload: Upload): Pick<StoredObject, 'etag' | 'checksums'> {
  const md5 = createHash('md5');
  for (const { etag } of parts) md5.update(Buffer.from(etag.replaceAll('"', ''), 'hex'));
  const etag = `"${md5.digest('hex')}-${parts.length}"`;
  if (!upload.isComposite) return { etag, checksums: {} };
  const sha256 = createHash('sha256');
  for (const part of parts) sha256.update(Buffer.from(part.sha256 ?? '', 'base64'));
  return { etag, checksums: { sha256: `${sha256.digest('base64')}-${parts.length}` } };
}

/** The bytes of all parts, which whoever completes may have said. */
function requireSize(headers: Record<string, string>, parts: readonly Part[]): number {
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  const said = headers['x-amz-mp-object-size'];
  if (said !== undefined && Number(said) !== bytes)
    throw new AwsError(
      'InvalidRequest',
      `The provided 'x-amz-mp-object-size' header value ${said} does not match what was computed: ${bytes}`,
    );
  return bytes;
}

interface Wanted {
  number: number;
  etag: string;
  sha256: string | undefined;
}

function choose(stored: readonly Part[], wanted: readonly Wanted[], { isComposite }: Upload): Part[] {
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
  return wanted.map(({ number, etag, sha256 }, index) => {
    if (isComposite && sha256 === undefined)
      throw new AwsError(
        'InvalidRequest',
        `The upload was created using a sha256 checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
      );
    const part = stored.find(
      (candidate) => candidate.number === number && candidate.etag.replaceAll('"', '') === etag.replaceAll('"', ''),
    );
    // Parts with checksums are numbered without a gap.
    if (!part || (sha256 !== undefined && sha256 !== part.sha256) || (isComposite && number !== index + 1))
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
  const upload = await findUpload(platform, bucket.ref, uploadId);
  if (upload?.key === key) return { uploadId, upload };
  throw new AwsError(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    404,
  );
}
