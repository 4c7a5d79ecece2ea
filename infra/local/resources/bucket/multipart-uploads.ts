import type { Platform } from '#local/kernel.ts';
import { type ObjectDescription, removeBytes } from './object-store.ts';

/** A multipart upload that is neither completed nor aborted. */
export interface Upload {
  key: string;
  startedAtMs: number;
  description: ObjectDescription;
  /** Every part needs a SHA-256, and the object gets that of all of them. */
  isComposite?: boolean;
}

/** One part that arrived; its bytes lie in `file`, a path below the data folder. */
export interface Part {
  number: number;
  file: string;
  bytes: number;
  etag: string;
  /** base64 */
  sha256?: string | undefined;
  atMs: number;
}

/** Begins an upload. */
export function putUpload(platform: Platform, bucket: string, uploadId: string, upload: Upload): Promise<void> {
  return platform.store.put(uploadsOf(bucket), uploadId, upload);
}

/** An upload that still goes on. */
export function findUpload(platform: Platform, bucket: string, uploadId: string): Promise<Upload | undefined> {
  return platform.store.get<Upload>(uploadsOf(bucket), uploadId);
}

/** Every upload of a bucket that still goes on. */
export async function listUploads(platform: Platform, bucket: string): Promise<{ uploadId: string; upload: Upload }[]> {
  const all = await platform.store.list<Upload>(uploadsOf(bucket));
  return all.map(({ id: uploadId, value: upload }) => ({ uploadId, upload }));
}

/** Keeps a part; one of the same number goes. */
export async function putPart(platform: Platform, bucket: string, uploadId: string, part: Part): Promise<void> {
  const id = partIdOf(uploadId, part.number);
  const before = await platform.store.get<Part>(partsOf(bucket), id);
  await platform.store.put(partsOf(bucket), id, part);
  if (before) await removeBytes(platform, before.file);
}

/** The parts that arrived, by number. */
export async function listStored(platform: Platform, bucket: string, uploadId: string): Promise<Part[]> {
  return (await platform.store.list<Part>(partsOf(bucket), `${uploadId}/`)).map(({ value }) => value);
}

/** Removes an upload and its parts. */
export async function forgetUpload(platform: Platform, bucket: string, uploadId: string): Promise<void> {
  for (const part of await listStored(platform, bucket, uploadId)) {
    await platform.store.delete(partsOf(bucket), partIdOf(uploadId, part.number));
    await removeBytes(platform, part.file);
  }
  await platform.store.delete(uploadsOf(bucket), uploadId);
}

/** Forgets every upload of a bucket without touching its files. */
export async function clearUploads(platform: Platform, bucket: string): Promise<void> {
  await platform.store.clear(uploadsOf(bucket));
  await platform.store.clear(partsOf(bucket));
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
