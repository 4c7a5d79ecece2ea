import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type Change, create, createOrReplace } from '#data/change.ts';
import { type SigningKeyItem, SigningKeys, VerificationKeys } from '#data/proof.ts';
import { canonicalJson } from '#domain/canonical.ts';
import { type ProofOfFunds, SIGNING_KEY_DAYS } from '#domain/proof.ts';
import { unwrap, wrap } from '#platform/envelope.ts';
import { isoOf, msOf } from './clock.ts';
import { setting } from './config.ts';
import { sha256 } from './hash.ts';

/** Signs proofs; `changes` keep a key that was made just now, and belong into the commit of what it signs. */
export interface ProofSigner {
  keyId: string;
  privateKey: KeyObject;
  changes: Change[];
}

/** What a private key is wrapped for: it opens for this purpose and this key alone. */
const contextOf = (keyId: string) => ({ purpose: 'proof-of-funds', keyId });

let opened: { keyId: string; privateKey: KeyObject } | undefined;

/** The key that signs now; a new one when there is none yet, or when it has signed long enough. */
export async function proofSigner(current: SigningKeyItem | undefined, nowMs: number): Promise<ProofSigner> {
  const isFresh = current && nowMs < msOf(current.createdAt) + SIGNING_KEY_DAYS * 86_400_000;
  if (!isFresh) return makeSigner(current, nowMs);
  const { keyId, wrappedPrivateKey } = current;
  if (opened?.keyId !== keyId) {
    const pem = await unwrap(setting('KEY_ID'), wrappedPrivateKey, contextOf(keyId));
    opened = { keyId, privateKey: createPrivateKey(pem) };
  }
  return { ...opened, changes: [] };
}

async function makeSigner(current: SigningKeyItem | undefined, nowMs: number): Promise<ProofSigner> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { kty = '', crv = '', x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const publicJwk = { kty, crv, x, y };
  // RFC 7638: the hash of the key's required members in the order of their names.
  const keyId = sha256(JSON.stringify({ crv, kty, x, y }));
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
  const wrappedPrivateKey = await wrap(setting('KEY_ID'), pem, contextOf(keyId));
  const createdAt = isoOf(nowMs);
  return {
    keyId,
    privateKey,
    changes: [
      createOrReplace(SigningKeys, current, { keyId, publicJwk, wrappedPrivateKey, createdAt }),
      create(VerificationKeys, { keyId, publicJwk, createdAt }),
    ],
  };
}

/** A proof as a signed token: ES256 (RFC 7515, 7518) over its canonical JSON, which any JOSE library verifies. */
export function signProof(content: ProofOfFunds, { keyId, privateKey }: ProofSigner): string {
  const header = { alg: 'ES256', kid: keyId, typ: 'JWT' };
  const claims = { iss: 'Accord', jti: content.proofId, iat: Math.floor(msOf(content.issuedAt) / 1000), ...content };
  const signed = [header, claims].map((part) => Buffer.from(canonicalJson(part)).toString('base64url')).join('.');
  const signature = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}
