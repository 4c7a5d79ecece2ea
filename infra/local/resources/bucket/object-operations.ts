import { type AwsAnswer, AwsError } from '#local/kernel.ts';
import { inTurn } from '../in-turn.ts';
import { checksumHeaders } from './checksums.ts';
import { descriptionOf, type ObjectCall, readBody, requireWriteConditions, splitPath } from './object-call.ts';
import {
  describeObject,
  digestBytes,
  findBucket,
  findObject,
  joinBytes,
  listObjects,
  notify,
  type ObjectDescription,
  placeObject,
  removeObject,
  type StoredObject,
  streamBytes,
  writeObject,
} from './object-store.ts';
import { elementsOf, textsOf, type XmlNode, xmlAnswer } from './xml.ts';

/** The largest object that one CopyObject takes, bytes. */
const MOST_COPIED_BYTES = 5 * 1024 ** 3;

/** PutObject. */
export async function putObject({ platform, bucket, key, call }: ObjectCall): Promise<AwsAnswer> {
  const { body, checksums } = readBody(call);
  if (bucket.properties.ObjectLockConfiguration && Object.keys(checksums).length === 0 && !call.headers['content-md5'])
    throw new AwsError(
      'InvalidRequest',
      'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters',
    );
  const object = await inTurn(platform, lockOf(bucket.ref, key), async () => {
    requireWriteConditions(call.headers, await findObject(platform, bucket.ref, key));
    return writeObject(platform, bucket.ref, key, body, descriptionOf(call.headers, checksums), 'PutObject');
  });
  return { status: 200, headers: { etag: object.etag, ...checksumHeaders(checksums) } };
}

/** GetObject and HeadObject: conditions, one range, and the response headers a presigned URL may ask for. */
export async function getObject(request: ObjectCall): Promise<AwsAnswer> {
  const { platform, call } = request;
  const object = await getObjectOrThrow(request);
  requireReadConditions(call.headers, object);
  const overrides = [...call.query].flatMap(([name, value]) =>
    name.startsWith('response-') ? [[name.slice('response-'.length), value]] : [],
  );
  const whole = call.headers['x-amz-checksum-mode'] === 'ENABLED' && !call.headers.range;
  const headers: Record<string, string> = {
    ...describe(object),
    ...(whole ? checksumHeaders(object.checksums) : {}),
    ...(whole && object.checksums.sha256?.includes('-') ? { 'x-amz-checksum-type': 'COMPOSITE' } : {}),
    ...Object.fromEntries(overrides),
  };
  const range = rangeOf(call.headers.range, object.bytes);
  const length = range ? range.end - range.start + 1 : object.bytes;
  const sized = {
    ...headers,
    'content-length': String(length),
    ...(range ? { 'content-range': `bytes ${range.start}-${range.end}/${object.bytes}` } : {}),
  };
  const status = range ? 206 : 200;
  if (call.method === 'HEAD') return { status, headers: sized };
  return { status, headers: sized, body: await streamBytes(platform, object, range) };
}

/** DeleteObject. */
export async function deleteObject({ platform, bucket, key }: ObjectCall): Promise<AwsAnswer> {
  await inTurn(platform, lockOf(bucket.ref, key), () => removeObject(platform, bucket.ref, key, 'DeleteObject'));
  return { status: 204 };
}

/** DeleteObjects: up to 1,000 keys. */
export async function deleteObjects({ platform, bucket, call }: ObjectCall): Promise<AwsAnswer> {
  const keys = keysToDelete(readBody(call).body);
  if (keys.length > 1000)
    throw new AwsError(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  for (const key of keys)
    await inTurn(platform, lockOf(bucket.ref, key), () => removeObject(platform, bucket.ref, key, 'DeleteObject'));
  const quiet = textsOf(call.body.toString('utf8'), 'Quiet')[0] === 'true';
  return xmlAnswer(['DeleteResult', quiet ? [] : keys.map((key): XmlNode => ['Deleted', [['Key', key]]])]);
}

/** The keys a DeleteObjects body names. */
export function keysToDelete(body: Buffer): string[] {
  return elementsOf(body.toString('utf8'), 'Object').flatMap((element) => textsOf(element, 'Key'));
}

/** Bucket and key that a copy is made from. */
export function copySourceOf(header: string): { bucket: string; key: string } {
  const path = header.split('?')[0] ?? '';
  return splitPath(path.startsWith('/') ? path : `/${path}`);
}

/** CopyObject: metadata and tags come along unless the directives replace them. */
export async function copyObject(request: ObjectCall): Promise<AwsAnswer> {
  const { platform, bucket, key, call } = request;
  const source = copySourceOf(call.headers['x-amz-copy-source'] ?? '');
  const found = await getObjectOrThrow({ ...request, bucket: findBucket(platform, source.bucket), key: source.key });
  requireReadConditions(sourceConditionsOf(call.headers), found);
  if (found.bytes > MOST_COPIED_BYTES)
    throw new AwsError(
      'InvalidRequest',
      `The specified copy source is larger than the maximum allowable size for a copy source: ${MOST_COPIED_BYTES}`,
    );
  const given = descriptionOf(call.headers, found.checksums);
  const { contentType, headers, metadata } = call.headers['x-amz-metadata-directive'] === 'REPLACE' ? given : found;
  const tags = call.headers['x-amz-tagging-directive'] === 'REPLACE' ? given.tags : found.tags;
  const whole = await wholeOf(request, found);
  const object = await inTurn(platform, lockOf(bucket.ref, key), async () => {
    requireWriteConditions(call.headers, await findObject(platform, bucket.ref, key));
    const file = await joinBytes(platform, bucket.ref, [found.file]);
    const copy = { contentType, headers, metadata, tags, ...whole, key, file, bytes: found.bytes };
    return placeObject(platform, bucket.ref, copy, 'CopyObject');
  });
  return xmlAnswer([
    'CopyObjectResult',
    [
      ['ETag', object.etag],
      ['LastModified', new Date(object.lastModifiedMs).toISOString()],
    ],
  ]);
}

/** Tag and checksums of a copy: an object that was put together of parts is one piece afterwards. */
async function wholeOf(
  { platform }: ObjectCall,
  found: StoredObject,
): Promise<Pick<StoredObject, 'etag'> & Pick<ObjectDescription, 'checksums'>> {
  if (!found.etag.includes('-')) return { etag: found.etag, checksums: found.checksums };
  const { md5, sha256 } = await digestBytes(platform, found);
  const checksums = found.checksums.sha256 ? { sha256: sha256.toString('base64') } : {};
  return { etag: `"${md5.toString('hex')}"`, checksums };
}

/** The conditions that a copy sets for its source, as a read would set them. */
function sourceConditionsOf(headers: Record<string, string>): Record<string, string> {
  const match = headers['x-amz-copy-source-if-match'];
  return match === undefined ? {} : { 'if-match': match };
}

/** GetObjectTagging. */
export async function getObjectTagging(request: ObjectCall): Promise<AwsAnswer> {
  const { tags } = await getObjectOrThrow(request);
  return xmlAnswer([
    'Tagging',
    [
      [
        'TagSet',
        Object.entries(tags).map(
          ([name, value]): XmlNode => [
            'Tag',
            [
              ['Key', name],
              ['Value', value],
            ],
          ],
        ),
      ],
    ],
  ]);
}

/** PutObjectTagging: at most ten tags. */
export async function putObjectTagging(request: ObjectCall): Promise<AwsAnswer> {
  const { platform, bucket, call } = request;
  const elements = elementsOf(readBody(call).body.toString('utf8'), 'Tag');
  if (elements.length > 10) throw new AwsError('BadRequest', 'Object tags cannot be greater than 10');
  const tags = Object.fromEntries(
    elements.map((element) => [textsOf(element, 'Key')[0] ?? '', textsOf(element, 'Value')[0] ?? '']),
  );
  const object = { ...(await getObjectOrThrow(request)), tags };
  await describeObject(platform, bucket.ref, object);
  await notify(platform, bucket.ref, 'Object Tags Added', object, {});
  return { status: 200 };
}

/** ListObjectsV2, paged by key. */
export async function listObjectsV2({ platform, bucket, call }: ObjectCall): Promise<AwsAnswer> {
  const { query } = call;
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const most = Math.min(Number(query.get('max-keys') ?? 1000), 1000);
  const token = query.get('continuation-token');
  const after = token === null ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64url').toString('utf8');
  const written = query.get('encoding-type') === 'url' ? encodeURIComponent : (text: string) => text;
  const entries = entriesOf(await listObjects(platform, bucket.ref, prefix), prefix, delimiter).filter(
    ({ last }) => Buffer.compare(Buffer.from(last), Buffer.from(after)) > 0,
  );
  const page = entries.slice(0, most);
  const truncated = entries.length > page.length;
  const contents = page.flatMap(({ object }): XmlNode[] => (object ? [contentsOf(object, written)] : []));
  const groups = page.flatMap(({ group }): XmlNode[] =>
    group === undefined ? [] : [['CommonPrefixes', [['Prefix', written(group)]]]],
  );
  const nodes: XmlNode[] = [
    ['Name', bucket.ref],
    ['Prefix', written(prefix)],
    ['MaxKeys', most],
    ['KeyCount', page.length],
    ['IsTruncated', truncated],
    ...contents,
    ...groups,
  ];
  if (truncated) nodes.push(['NextContinuationToken', Buffer.from(page.at(-1)?.last ?? '').toString('base64url')]);
  return xmlAnswer(['ListBucketResult', nodes]);
}

/** HeadBucket. */
export async function headBucket({ platform }: ObjectCall): Promise<AwsAnswer> {
  return { status: 200, headers: { 'x-amz-bucket-region': platform.region } };
}

/** The name under which writes to one object wait for each other. */
export function lockOf(bucket: string, key: string): string {
  return `s3/${bucket}/${key}`;
}

/** The object; NoSuchKey, or AccessDenied for callers that may not list, as S3 has it. */
async function getObjectOrThrow({ platform, bucket, key, mayList }: ObjectCall): Promise<StoredObject> {
  const object = await findObject(platform, bucket.ref, key);
  if (object) return object;
  if (!mayList) throw new AwsError('AccessDenied', 'Access Denied', 403);
  throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });
}

function requireReadConditions(headers: Record<string, string>, object: StoredObject): void {
  const bare = (etag: string) => etag.replaceAll('"', '');
  const wanted = headers['if-match'];
  if (wanted !== undefined && wanted !== '*' && bare(wanted) !== bare(object.etag)) {
    throw new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412, {
      Condition: 'If-Match',
    });
  }
  const unwanted = headers['if-none-match'];
  if (unwanted !== undefined && bare(unwanted) === bare(object.etag))
    throw new AwsError('NotModified', 'Not Modified', 304, { etag: object.etag });
}

function describe(object: StoredObject): Record<string, string> {
  const metadata = Object.entries(object.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]);
  const tags = Object.keys(object.tags).length;
  return {
    ...object.headers,
    ...Object.fromEntries(metadata),
    'content-type': object.contentType,
    etag: object.etag,
    'last-modified': new Date(object.lastModifiedMs).toUTCString(),
    'accept-ranges': 'bytes',
    ...(tags > 0 ? { 'x-amz-tagging-count': String(tags) } : {}),
  };
}

function rangeOf(header: string | undefined, bytes: number): { start: number; end: number } | undefined {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  const [, first = '', last = ''] = found ?? [];
  if (!found || (first === '' && last === '')) return undefined;
  const start = first === '' ? Math.max(bytes - Number(last), 0) : Number(first);
  const end = first === '' || last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
  if (start > end)
    throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416, { ActualObjectSize: bytes });
  return { start, end };
}

interface ListEntry {
  /** The greatest key the entry stands for: listing goes on after it. */
  last: string;
  object?: StoredObject;
  group?: string;
}

function entriesOf(objects: StoredObject[], prefix: string, delimiter: string): ListEntry[] {
  const entries: ListEntry[] = [];
  for (const object of objects) {
    const cut = delimiter === '' ? -1 : object.key.indexOf(delimiter, prefix.length);
    const group = cut < 0 ? undefined : object.key.slice(0, cut + delimiter.length);
    const previous = entries.at(-1);
    if (group === undefined) entries.push({ last: object.key, object });
    else if (previous?.group === group) previous.last = object.key;
    else entries.push({ last: object.key, group });
  }
  return entries;
}

function contentsOf(object: StoredObject, written: (text: string) => string): XmlNode {
  const modified = new Date(object.lastModifiedMs).toISOString();
  return [
    'Contents',
    [
      ['Key', written(object.key)],
      ['LastModified', modified],
      ['ETag', object.etag],
      ['Size', object.bytes],
      ['StorageClass', 'STANDARD'],
    ],
  ];
}
