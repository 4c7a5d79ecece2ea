import { createSign, generateKeyPairSync } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { prepareLoopback } from '#testing/loopback.ts';

const { url, reply, heard } = prepareLoopback();
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const keys = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] };
const POOL = { userPoolId: 'us-east-1_pool', clientId: 'our-client', region: 'us-east-1' };
const OURS = {
  iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_pool',
  token_use: 'access',
  client_id: 'our-client',
  username: 'usr_1',
  origin_jti: 'session-1',
  exp: 4_000_000_000,
};

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
function tokenOf(payload: object): string {
  const text = `${part({ alg: 'RS256', kid: 'one' })}.${part(payload)}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey).toString('base64url')}`;
}

/** In a container that has just started, so that it has no keys yet. */
async function verify(payload: object) {
  const { verifyAccessToken } = await import('./access-tokens.ts');
  return verifyAccessToken(tokenOf(payload), { ...POOL, jwksUrl: `${url()}/keys` });
}

beforeEach(() => vi.resetModules());

describe('an access token', () => {
  it('of the pool, for our client, says who it is for', async () => {
    reply({ body: keys });
    expect(await verify(OURS)).toEqual({ userId: 'usr_1', sessionId: 'session-1' });
  });

  it.each([
    ['past its time', { exp: 1_000_000_000 }, /expired/],
    ['of another pool', { iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_other' }, /Issuer not allowed/],
    ['for another client', { client_id: 'theirs' }, /another client/],
    ['that is no access token', { token_use: 'id' }, /not an access token/],
    ['without a session', { origin_jti: undefined }, /lacks/],
  ])('%s is refused', async (_, change, reason) => {
    reply({ body: keys });
    await expect(verify({ ...OURS, ...change })).rejects.toThrow(reason);
  });

  it('is judged after all when the keys come at the second attempt', async () => {
    reply({ status: 503, body: 'not now' }, { body: keys });
    expect(await verify(OURS)).toMatchObject({ userId: 'usr_1' });
  });

  it('is not called invalid when the keys cannot be read', async () => {
    reply({ status: 503, body: 'not now' });
    await expect(verify(OURS)).rejects.toMatchObject({ name: 'KeysUnavailable' });
    expect(heard()).toHaveLength(2);
  });
});
