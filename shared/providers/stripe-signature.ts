import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far the signature's time may lie from now in either direction, seconds. */
export const SIGNATURE_TOLERANCE_SECONDS = 300;

/**
 * Whether a webhook was signed with the secret: HMAC-SHA256 over `<t>.<raw bytes>`, any of several `v1` (secrets rotate), and a time near now; a time in
 * the future is refused as well, which the provider's own library does not do (docs.stripe.com/webhooks#verify-manually).
 */
export function isSignedBy(secret: string, header: string | undefined, payload: Buffer, nowMs: number): boolean {
  const parts = (header ?? '').split(',').map((part) => part.trim().split('=') as [string, string | undefined]);
  const time = parts.find(([name]) => name === 't')?.[1] ?? '';
  if (!/^\d{1,12}$/.test(time)) return false;
  const expected = createHmac('sha256', secret).update(`${time}.`).update(payload).digest();
  const matches = parts
    .filter(([name, value]) => name === 'v1' && /^[0-9a-f]{64}$/.test(value ?? ''))
    .map(([, value]) => timingSafeEqual(Buffer.from(value ?? '', 'hex'), expected));
  const isNear = Math.abs(nowMs / 1000 - Number(time)) <= SIGNATURE_TOLERANCE_SECONDS;
  return isNear && matches.includes(true);
}
