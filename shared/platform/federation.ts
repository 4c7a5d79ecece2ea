import { KeysUnavailable, makeVerifier } from './access-tokens.ts';
import type { Federation } from './authorize-url.ts';
import { clientSecret } from './users.ts';

const TIMEOUT_MS = 5000;

/** What became of a code: the claims of the ID token, or why there are none. */
export type Exchanged = { kind: 'claims'; claims: Record<string, unknown> } | { kind: 'refused' | 'unavailable' };

/** Takes a code for an ID token and verifies it: issuer, audience, time, algorithm and nonce. Never throws for what the other side does. */
export async function exchangeCode(
  federation: Federation,
  given: { code: string; verifier: string; nonce: string },
): Promise<Exchanged> {
  const token = await idTokenFor(federation, given);
  if (typeof token !== 'string') return token;
  try {
    return { kind: 'claims', claims: await verifyIdToken(token, federation, given.nonce) };
  } catch (error) {
    return { kind: error instanceof KeysUnavailable ? 'unavailable' : 'refused' };
  }
}

async function idTokenFor(
  federation: Federation,
  { code, verifier }: { code: string; verifier: string },
): Promise<string | { kind: 'refused' | 'unavailable' }> {
  const { clientId, domainUrl, redirectUri } = federation;
  const secret = await clientSecret(federation);
  try {
    const response = await fetch(`${domainUrl}/oauth2/token`, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`,
      },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: clientId,
        code,
        code_verifier: verifier,
        redirect_uri: redirectUri,
      }).toString(),
    });
    if (response.status >= 400 && response.status < 500 && response.status !== 429) return { kind: 'refused' };
    const body = (await response.json()) as { id_token?: unknown };
    return response.ok && typeof body.id_token === 'string' ? body.id_token : { kind: 'unavailable' };
  } catch {
    return { kind: 'unavailable' };
  }
}

let verifier: ReturnType<typeof makeVerifier> | undefined;

async function verifyIdToken(token: string, federation: Federation, nonce: string): Promise<Record<string, unknown>> {
  verifier ??= makeVerifier(federation, (claims) => {
    if (claims.token_use !== 'id') throw new Error('This is not an ID token.');
    if (claims.aud !== federation.clientId) throw new Error('This token is for another client.');
  });
  const claims = (await verifier.verify(token)) as Record<string, unknown>;
  if (claims.nonce !== nonce) throw new Error('This token answers another question.');
  return claims;
}
