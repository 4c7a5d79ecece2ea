import { JwtVerifier } from 'aws-jwt-verify';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';

export interface TokenAuthority {
  userPoolId: string;
  clientId: string;
  region: string;
  /** Where the pool publishes its keys. */
  jwksUrl: string;
}

/** The pool's keys could not be read: that says nothing of the token. */
export class KeysUnavailable extends Error {
  override name = 'KeysUnavailable';
}

/** Asks a second time before it gives up: without keys nobody can do anything. */
async function fetchKeys(url: string): Promise<ArrayBuffer> {
  const ask = async () => {
    const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(3000) });
    if (!answer.ok) throw new Error(`It answered ${answer.status}.`);
    return answer.arrayBuffer();
  };
  return ask()
    .catch(ask)
    .catch((cause: unknown) => {
      throw new KeysUnavailable(`The keys of the user pool could not be read from ${url}.`, { cause });
    });
}

/** Checks signature, issuer, time and algorithm of a token of the pool, and what `check` finds in its claims. */
export function makeVerifier(
  { userPoolId, region, jwksUrl }: TokenAuthority,
  check: (claims: Record<string, unknown>) => void,
) {
  const issuer = `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`;
  return JwtVerifier.create(
    {
      issuer,
      // ID tokens say it in aud, access tokens in client_id: `check` looks.
      audience: null,
      jwksUri: `${issuer}/.well-known/jwks.json`,
      customJwtCheck: ({ payload, header }) => {
        if (header.alg !== 'RS256') throw new Error('The algorithm of this token is not allowed.');
        check(payload);
      },
    },
    {
      jwksCache: new SimpleJwksCache({
        fetcher: { fetch: () => fetchKeys(jwksUrl) },
      }),
    },
  );
}

let verifier: ReturnType<typeof makeVerifier> | undefined;

/** Who an access token of the user pool is for; throws KeysUnavailable, or what aws-jwt-verify throws (JwtExpiredError when it is past its time). */
export async function verifyAccessToken(
  token: string,
  authority: TokenAuthority,
): Promise<{ userId: string; sessionId: string }> {
  verifier ??= makeVerifier(authority, (claims) => {
    if (claims.token_use !== 'access') throw new Error('This is not an access token.');
    if (claims.client_id !== authority.clientId) throw new Error('This token is for another client.');
  });
  const payload = await verifier.verify(token);
  if (typeof payload.username !== 'string' || typeof payload.origin_jti !== 'string')
    throw new Error('This token lacks username or origin_jti.');
  return { userId: payload.username, sessionId: payload.origin_jti };
}
