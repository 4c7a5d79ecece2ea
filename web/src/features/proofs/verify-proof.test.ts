import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signProof } from '#runtime/proof-signing.ts';
import { saysTheSame, verifyProof } from './verify-proof.ts';

const content = {
  ...{ proofId: 'prf_1', amount: { amountMinor: 95_000, currency: 'EUR' as const }, brandName: 'Fjörd Outdoor' },
  ...{ campaignTitle: 'Trail bottles', contractHash: 'ab12', fundedAt: '2026-11-20T09:00:00.000Z' },
  ...{ heldUntil: '2027-02-18T09:00:00.000Z', issuedAt: '2026-11-21T09:00:00.000Z', notPromised: ['That it is paid.'] },
};

function aKey(kid: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { kty = '', crv = '', x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const jwk = { kty, crv, x, y, kid, alg: 'ES256' as const, use: 'sig' as const };
  return { jwk, jws: signProof(content, { keyId: kid, privateKey, changes: [] }) };
}

describe('checking a proof in the browser', () => {
  it('takes what a published key has signed, and says what that is', async () => {
    const { jwk, jws } = aKey('one');
    const claims = await verifyProof(jws, [aKey('two').jwk, jwk]);
    expect(claims).toMatchObject(content);
    expect(saysTheSame(claims ?? {}, content)).toBe(true);
  });

  it('refuses a changed text, another key of that name, and a key that nobody published', async () => {
    const { jwk, jws } = aKey('one');
    const [header, claims = '', signature] = jws.split('.');
    const changed = Buffer.from(Buffer.from(claims, 'base64url').toString().replace('95000', '99000'));
    expect(await verifyProof([header, changed.toString('base64url'), signature].join('.'), [jwk])).toBeUndefined();
    expect(await verifyProof(jws, [aKey('one').jwk])).toBeUndefined();
    expect(await verifyProof(jws, [])).toBeUndefined();
  });

  it.each([
    ['another amount', { amount: { amountMinor: 95_001, currency: 'EUR' } }],
    ['another brand', { brandName: 'Fjord' }],
    ['a field that was not signed', { more: true }],
  ])('tells a screen that shows %s', (_case, edit) => {
    expect(saysTheSame(content, { ...content, ...edit })).toBe(false);
  });
});
