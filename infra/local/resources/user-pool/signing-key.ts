import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The RSA key of one pool: made at the first start, kept in the data folder, never in a package. */
export interface SigningKey {
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

const opened = new Map<string, SigningKey>();

/** The signing key of a pool, made when it is not there yet; the file is readable by its owner only. */
export function signingKeyOf(dataDir: string, poolId: string): SigningKey {
  const file = join(dataDir, 'user-pools', `${poolId}.pem`);
  const cached = opened.get(file);
  if (cached) return cached;
  const privateKey = openPrivateKey(file);
  const publicKey = createPublicKey(privateKey);
  const kid = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');
  const key = { kid, privateKey, publicKey };
  opened.set(file, key);
  return key;
}

function openPrivateKey(file: string): KeyObject {
  const pem = readOrMake(file);
  try {
    return createPrivateKey(pem);
  } catch {
    throw new Error(`${file} holds no private key; delete it and start again, everybody signs in anew.`);
  }
}

function readOrMake(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  writeFileSync(file, pem, { mode: 0o600, flag: 'wx', flush: true });
  return pem;
}

/** A JSON web token signed with RS256. */
export function signToken(key: SigningKey, claims: Record<string, unknown>): string {
  const head = base64Json({ kid: key.kid, alg: 'RS256' });
  const signed = `${head}.${base64Json(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), key.privateKey).toString('base64url')}`;
}

/** The claims of a token that this key signed; undefined for any other. */
export function claimsOf(key: SigningKey, token: string): Record<string, unknown> | undefined {
  const [head, claims, signature, more] = token.split('.');
  if (!head || !claims || !signature || more !== undefined) return undefined;
  const signed = verify('sha256', Buffer.from(`${head}.${claims}`), key.publicKey, Buffer.from(signature, 'base64url'));
  return signed ? JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) : undefined;
}

/** The public half as a JSON web key set. */
export function jwksOf(key: SigningKey): { keys: Record<string, unknown>[] } {
  return { keys: [{ ...key.publicKey.export({ format: 'jwk' }), kid: key.kid, alg: 'RS256', use: 'sig' }] };
}

function base64Json(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
