import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** SHA-256 as base64url: how secrets and addresses are stored, and how a repeated request is known. */
export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('base64url');
}

/** HMAC-SHA-256 as base64url: what only who has the key makes of a content. */
export function keyedHash(key: string, content: string): string {
  return createHmac('sha256', key).update(content).digest('base64url');
}

/** SHA-256 of a text or of bytes as lower-case hex: how a document's hash is shown to people. */
export function sha256Hex(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** SHA-256 of a text or of bytes as base64 with padding: how S3 takes checksums. */
export function sha256Base64(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('base64');
}

/** Whether two hashes or secrets are equal, in constant time. */
export function sameSecret(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
