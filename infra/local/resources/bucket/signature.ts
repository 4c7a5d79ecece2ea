import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { findAccessKey, type IssuedKey } from '#local/access-keys.ts';
import { AwsError, type Platform } from '#local/kernel.ts';
import type { UnsignedCall } from '../json-service.ts';

interface Credential {
  key: IssuedKey;
  day: string;
  region: string;
  scope: string;
}

const MAX_EXPIRES_SECONDS = 7 * 86_400;
const MAX_SKEW_MS = 15 * 60_000;

/** Who presigned the URL; S3's refusals for a forged, expired or malformed one. Expiry goes by the virtual clock. */
export function verifyPresignedUrl(platform: Platform, call: UnsignedCall): IssuedKey['caller'] {
  const { query } = call;
  if (query.get('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256')
    throw malformed('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"');
  const credential = readCredential(platform, query.get('X-Amz-Credential') ?? '');
  const date = query.get('X-Amz-Date') ?? '';
  const signedAtMs = parseAmzDate(date);
  const expires = Number(query.get('X-Amz-Expires'));
  if (!Number.isInteger(expires) || expires < 0) throw malformed('X-Amz-Expires should be a number');
  if (expires > MAX_EXPIRES_SECONDS)
    throw malformed(
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    );
  if (date.slice(0, 8) !== credential.day) throw malformed('Invalid credential date.');
  const nowMs = platform.clock.now();
  if (signedAtMs > nowMs + MAX_SKEW_MS) throw denied('Request is not yet valid');
  if (nowMs >= signedAtMs + expires * 1000) throw denied('Request has expired', { 'X-Amz-Expires': expires });
  const signedHeaders = (query.get('X-Amz-SignedHeaders') ?? '').split(';');
  if (!signedHeaders.includes('host'))
    throw denied('There were headers present in the request which were not signed', { HeadersNotSigned: 'host' });
  const toSign = ['AWS4-HMAC-SHA256', date, credential.scope, sha256(canonicalRequest(call, signedHeaders))].join('\n');
  requireSignature(credential, toSign, query.get('X-Amz-Signature') ?? '');
  return credential.key.caller;
}

/** Who signed a POST policy (base64 text). */
export function verifyPolicySignature(platform: Platform, fields: Record<string, string>): IssuedKey['caller'] {
  if (fields['x-amz-algorithm'] !== 'AWS4-HMAC-SHA256')
    throw denied("Bucket POST must contain a field named 'X-Amz-Algorithm' with the value AWS4-HMAC-SHA256.");
  const credential = readCredential(platform, fields['x-amz-credential'] ?? '');
  parseAmzDate(fields['x-amz-date'] ?? '');
  requireSignature(credential, fields.policy ?? '', fields['x-amz-signature'] ?? '');
  return credential.key.caller;
}

function readCredential(platform: Platform, text: string): Credential {
  const [accessKeyId = '', day = '', region = '', service, end] = text.split('/');
  if (service !== 's3' || end !== 'aws4_request' || region !== platform.region) {
    throw malformed(
      `Error parsing the X-Amz-Credential parameter; the region must be "${platform.region}" and the service "s3".`,
    );
  }
  const key = findAccessKey(platform.dataDir, accessKeyId);
  if (!key)
    throw new AwsError('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', 403, {
      AWSAccessKeyId: accessKeyId,
    });
  return { key, day, region, scope: `${day}/${region}/s3/aws4_request` };
}

function requireSignature({ key, day, region }: Credential, toSign: string, given: string): void {
  const signingKey = ['s3', 'aws4_request'].reduce(
    hmac,
    hmac(hmac(Buffer.from(`AWS4${key.secretAccessKey}`), day), region),
  );
  const expected = Buffer.from(hmac(signingKey, toSign).toString('hex'));
  const actual = Buffer.from(given);
  if (actual.length === expected.length && timingSafeEqual(actual, expected)) return;
  const message =
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.';
  throw new AwsError('SignatureDoesNotMatch', message, 403);
}

function canonicalRequest(call: UnsignedCall, signedHeaders: string[]): string {
  const query = [...call.query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${escapeUri(name)}=${escapeUri(value)}`)
    .sort()
    .join('&');
  const path = call.path
    .split('/')
    .map((segment) => escapeUri(decodeURIComponent(segment)))
    .join('/');
  const headers = signedHeaders
    .map((name) => `${name}:${(call.headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`)
    .join('');
  const payload =
    call.query.get('X-Amz-Content-Sha256') ??
    (signedHeaders.includes('x-amz-content-sha256') ? call.headers['x-amz-content-sha256'] : undefined) ??
    'UNSIGNED-PAYLOAD';
  return [call.method, path, query, headers, signedHeaders.join(';'), payload].join('\n');
}

function escapeUri(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function parseAmzDate(text: string): number {
  const found = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!found) throw malformed("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function malformed(message: string): AwsError {
  return new AwsError('AuthorizationQueryParametersError', message, 400);
}

function denied(message: string, extra: Record<string, unknown> = {}): AwsError {
  return new AwsError('AccessDenied', message, 403, extra);
}
