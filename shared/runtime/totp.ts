import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP_MS = 30_000;
const DIGITS = 6;
/** As long as the hash, which RFC 4226 (4, R6) recommends. */
const SECRET_BYTES = 20;

/** A secret for an authenticator app, base32. */
export function newTotpSecret(): string {
  const bits = [...randomBytes(SECRET_BYTES)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((group) => ALPHABET[Number.parseInt(group, 2)]).join('');
}

/** What the QR code says: how apps know the secret and whose it is. */
export function otpauthUriOf(secret: string, email: string): string {
  const query = new URLSearchParams({
    secret,
    issuer: 'Accord',
    algorithm: 'SHA1',
    digits: String(DIGITS),
    period: '30',
  });
  return `otpauth://totp/Accord:${encodeURIComponent(email)}?${query}`;
}

/** The code of RFC 6238 (SHA-1, 30 s, six digits) at an instant in ms. */
export function totpAt(secret: string, atMs: number): string {
  return codeOf(secret, Math.floor(atMs / STEP_MS));
}

/** The time step whose code this is, at most one step off, since clocks differ; undefined when it is none. */
export function stepOfTotp(secret: string, code: string, nowMs: number): number | undefined {
  const now = Math.floor(nowMs / STEP_MS);
  const given = Buffer.from(code);
  return [now, now - 1, now + 1].find((step) => {
    const expected = Buffer.from(codeOf(secret, step));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

function codeOf(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', bytesOf(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** DIGITS).padStart(DIGITS, '0');
}

function bytesOf(secret: string): Buffer {
  const bits = [...secret].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((group) => Number.parseInt(group, 2)));
}
