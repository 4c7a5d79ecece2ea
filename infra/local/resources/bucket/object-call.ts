import { AwsError, type Platform, type ResolvedResource } from '#local/kernel.ts';
import type { UnsignedCall } from '../json-service.ts';
import { decodeBody } from './aws-chunked.ts';
import { type Checksums, verifyChecksums } from './checksums.ts';
import type { ObjectDescription, StoredObject } from './object-store.ts';

/** A call on a bucket or on one object in it. */
export interface ObjectCall {
  platform: Platform;
  bucket: ResolvedResource;
  /** Empty for calls on the bucket itself. */
  key: string;
  call: UnsignedCall;
  /** Whether whoever calls may list the bucket: otherwise a missing key answers as a forbidden one. */
  mayList: boolean;
}

const KEPT_HEADERS = ['cache-control', 'content-disposition', 'content-encoding', 'content-language', 'expires'];

/** Bucket name and key of a path-style path. */
export function splitPath(path: string): { bucket: string; key: string } {
  const slash = path.indexOf('/', 1);
  const bucket = slash < 0 ? path.slice(1) : path.slice(1, slash);
  const key = slash < 0 ? '' : decodeURIComponent(path.slice(slash + 1));
  if (Buffer.byteLength(key) > 1024) throw new AwsError('KeyTooLongError', 'Your key is too long');
  return { bucket, key };
}

/** The body without framing, its promised checksums verified. */
export function readBody(call: UnsignedCall): { body: Buffer; checksums: Checksums } {
  const { body, trailers } = decodeBody(call.headers, call.body);
  return { body, checksums: verifyChecksums({ ...call.headers, ...trailers }, body) };
}

/** What the headers of an upload say of the object. */
export function descriptionOf(headers: Record<string, string>, checksums: Checksums): ObjectDescription {
  const kept = KEPT_HEADERS.flatMap((name): [string, string][] => {
    const value = name === 'content-encoding' ? withoutFraming(headers[name]) : headers[name];
    return value ? [[name, value]] : [];
  });
  const metadata = Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith('x-amz-meta-') ? [[name.slice('x-amz-meta-'.length), value]] : [],
  );
  return {
    contentType: headers['content-type'] ?? 'binary/octet-stream',
    headers: Object.fromEntries(kept),
    metadata: Object.fromEntries(metadata),
    tags: Object.fromEntries(new URLSearchParams(headers['x-amz-tagging'] ?? '')),
    checksums,
  };
}

/** PreconditionFailed unless the object as it is meets If-Match and If-None-Match of a write. */
export function requireWriteConditions(headers: Record<string, string>, before: StoredObject | undefined): void {
  const failed = (condition: string) =>
    new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412, {
      Condition: condition,
    });
  if (headers['if-none-match'] === '*' && before) throw failed('If-None-Match');
  const wanted = headers['if-match'];
  if (wanted === undefined) return;
  if (!before) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
  if (wanted !== '*' && wanted.replaceAll('"', '') !== before.etag.replaceAll('"', '')) throw failed('If-Match');
}

function withoutFraming(encoding: string | undefined): string | undefined {
  return encoding
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== 'aws-chunked')
    .join(', ');
}
