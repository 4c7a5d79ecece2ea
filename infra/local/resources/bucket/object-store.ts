import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { AwsError, type Platform, type ResolvedResource } from '#local/kernel.ts';
import { publishAwsEvent } from '../publish-aws-event.ts';
import type { Checksums } from './checksums.ts';

/** What is kept beside the bytes of an object. */
export interface ObjectDescription {
  contentType: string;
  /** cache-control, content-disposition, content-encoding, content-language, expires */
  headers: Record<string, string>;
  metadata: Record<string, string>;
  tags: Record<string, string>;
  checksums: Checksums;
}

/** An object as the store lists it; the bytes lie in `file`, a path below the data folder. */
export interface StoredObject extends ObjectDescription {
  key: string;
  file: string;
  bytes: number;
  /** With quotes, as in the header. */
  etag: string;
  lastModifiedMs: number;
}

/** A description with nothing said. */
export const PLAIN: ObjectDescription = {
  contentType: 'binary/octet-stream',
  headers: {},
  metadata: {},
  tags: {},
  checksums: {},
};

/** The bucket of a name; NoSuchBucket when the template has none. */
export function findBucket(platform: Platform, name: string): ResolvedResource {
  const bucket = platform.resources('AWS::S3::Bucket').find(({ ref }) => ref === name);
  if (bucket) return bucket;
  throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: name });
}

/** The description of an object, when there is one. */
export function findObject(platform: Platform, bucket: string, key: string): Promise<StoredObject | undefined> {
  return platform.store.get<StoredObject>(collectionOf(bucket), key);
}

/** Every object of a bucket whose key begins with `prefix`, by key. */
export async function listObjects(platform: Platform, bucket: string, prefix = ''): Promise<StoredObject[]> {
  return (await platform.store.list<StoredObject>(collectionOf(bucket), prefix)).map(({ value }) => value);
}

/** The bytes of an object, all of them in memory. */
export function readBytes(platform: Platform, object: Pick<StoredObject, 'file'>): Promise<Buffer> {
  return readFile(join(platform.dataDir, object.file));
}

/** The bytes of an object, or those from `start` to `end` inclusive, as they are read from disk; whoever asks has to read or destroy it. */
export async function streamBytes(
  platform: Platform,
  object: Pick<StoredObject, 'file'>,
  range: { start?: number; end?: number } = {},
): Promise<Readable> {
  // Opened before the answer begins: what is gone is an error still, and what is replaced meanwhile is read to its end.
  return (await open(join(platform.dataDir, object.file))).createReadStream(range);
}

/** MD5 and SHA-256 of the bytes of an object, which are read from disk bit by bit. */
export async function digestBytes(
  platform: Platform,
  object: Pick<StoredObject, 'file'>,
): Promise<{ md5: Buffer; sha256: Buffer }> {
  const [md5, sha256] = [createHash('md5'), createHash('sha256')];
  for await (const chunk of await streamBytes(platform, object)) {
    md5.update(chunk as Buffer);
    sha256.update(chunk as Buffer);
  }
  return { md5: md5.digest(), sha256: sha256.digest() };
}

/** Stores an object from memory. `reason` is told in the event. */
export async function writeObject(
  platform: Platform,
  bucket: string,
  key: string,
  body: Buffer,
  description: ObjectDescription,
  reason: string,
): Promise<StoredObject> {
  const written = { file: await writeBytes(platform, bucket, body), bytes: body.length, etag: etagOf(body) };
  return placeObject(platform, bucket, { ...description, ...written, key }, reason);
}

/** Makes an object of bytes that are written (flushed, renamed): its description comes after them, and then the bytes it replaces go. */
export async function placeObject(
  platform: Platform,
  bucket: string,
  described: Omit<StoredObject, 'lastModifiedMs'>,
  reason: string,
): Promise<StoredObject> {
  const { key, bytes } = described;
  const before = await findObject(platform, bucket, key);
  const object: StoredObject = { ...described, lastModifiedMs: platform.clock.now() };
  await platform.store.put(collectionOf(bucket), key, object);
  if (before) await removeBytes(platform, before.file);
  platform.trace.emit('object.created', { bucket, key, bytes, reason });
  await notify(platform, bucket, 'Object Created', object, { reason });
  return object;
}

/** Replaces what is kept beside the bytes. */
export async function describeObject(platform: Platform, bucket: string, object: StoredObject): Promise<void> {
  await platform.store.put(collectionOf(bucket), object.key, object);
}

/** Deletes an object; one that is not there is no error. */
export async function removeObject(platform: Platform, bucket: string, key: string, reason: string): Promise<void> {
  const object = await findObject(platform, bucket, key);
  if (!object) return;
  await platform.store.delete(collectionOf(bucket), key);
  await removeBytes(platform, object.file);
  platform.trace.emit('object.deleted', { bucket, key, reason });
  await notify(platform, bucket, 'Object Deleted', object, { reason, 'deletion-type': 'Permanently Deleted' });
}

/** Empties a bucket without telling anyone. */
export async function clearBucket(platform: Platform, bucket: string): Promise<void> {
  await platform.store.clear(collectionOf(bucket));
  await rm(join(platform.dataDir, 'files', bucket), { recursive: true, force: true });
}

/** Writes bytes under a name of their own, whole or not at all; returns the path below the data folder. */
export function writeBytes(platform: Platform, bucket: string, body: Buffer): Promise<string> {
  return writeWhole(platform, bucket, (handle) => handle.writeFile(body));
}

/** Writes the bytes of files one after another under a name of their own, whole or not at all; no more than a little is in memory. */
export function joinBytes(platform: Platform, bucket: string, files: readonly string[]): Promise<string> {
  return writeWhole(platform, bucket, async (handle) => {
    // Each chunk goes where the one before it ended.
    for (const file of files)
      for await (const chunk of await streamBytes(platform, { file })) await handle.writeFile(chunk as Buffer);
  });
}

async function writeWhole(
  platform: Platform,
  bucket: string,
  write: (handle: FileHandle) => Promise<void>,
): Promise<string> {
  const name = randomBytes(16).toString('hex');
  const file = join('files', bucket, name.slice(0, 2), name);
  const path = join(platform.dataDir, file);
  await mkdir(dirname(path), { recursive: true });
  const handle = await open(`${path}.new`, 'w', 0o600);
  try {
    await write(handle);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${path}.new`, path);
  return file;
}

/** Removes bytes that nothing names any more. */
export function removeBytes(platform: Platform, file: string): Promise<void> {
  return rm(join(platform.dataDir, file), { force: true });
}

/** S3's entity tag of an object put in one piece: MD5, a name for the content and no proof of it. */
export function etagOf(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

/** Tells the account's bus, where the bucket's notifications are on. */
export async function notify(
  platform: Platform,
  bucket: string,
  detailType: string,
  object: StoredObject,
  more: Record<string, unknown>,
): Promise<void> {
  if (!tellsBus(platform, bucket)) return;
  const described = {
    key: object.key,
    size: object.bytes,
    etag: object.etag.replaceAll('"', ''),
    sequencer: object.lastModifiedMs.toString(16).toUpperCase().padStart(18, '0'),
  };
  await publishAwsEvent(platform, {
    source: 'aws.s3',
    detailType,
    resources: [`arn:aws:s3:::${bucket}`],
    detail: {
      version: '0',
      bucket: { name: bucket },
      object: described,
      'request-id': randomBytes(8).toString('hex').toUpperCase(),
      requester: platform.account,
      ...more,
    },
  });
}

function tellsBus(platform: Platform, bucket: string): boolean {
  const own = findBucket(platform, bucket).properties.NotificationConfiguration?.EventBridgeConfiguration;
  if (own) return String(own.EventBridgeEnabled) !== 'false';
  // CDK turns it on through a custom resource beside the bucket.
  return platform
    .resources('Custom::S3BucketNotifications')
    .some(
      ({ properties }) =>
        properties.BucketName === bucket &&
        properties.NotificationConfiguration?.EventBridgeConfiguration !== undefined,
    );
}

function collectionOf(bucket: string): string {
  return `s3/${bucket}/objects`;
}
