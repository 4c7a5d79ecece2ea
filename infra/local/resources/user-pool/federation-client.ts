/** The user pool as a client of the identity providers: what Cognito does between a provider's code and a user of the pool. */
import { createPublicKey, verify } from 'node:crypto';
import type { Platform } from '#local/kernel.ts';
import type { ProviderSettings } from './pool-settings.ts';

const TIMEOUT_MS = 5000;
/** How far the clocks of the two may be apart, seconds. */
const SKEW_SECONDS = 60;

/** Why a visit at a provider gives no user: an OAuth error for the client. */
export class ProviderRefusal extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Where a provider answers on this machine, and what its ID tokens name as issuer. */
export interface Endpoints {
  issuer: string;
  authorize: string;
  token: string;
  keys: string;
  userInfo: string;
}

/** Cognito knows Google's addresses itself; this host of Google's stands for all of them on this machine. */
const GOOGLE_HOST = 'https://openidconnect.googleapis.com';

/** The addresses of a provider, those of its stand-in where there is one. */
export function endpointsOf(platform: Platform, { type, details }: ProviderSettings): Endpoints {
  const local = (address = '') => platform.substituteOrigins(address);
  if (type === 'Google')
    return {
      issuer: 'https://accounts.google.com',
      authorize: local(`${GOOGLE_HOST}/o/oauth2/v2/auth`),
      token: local(`${GOOGLE_HOST}/token`),
      keys: local(`${GOOGLE_HOST}/oauth2/v3/certs`),
      userInfo: local(`${GOOGLE_HOST}/v1/userinfo`),
    };
  return {
    issuer: details.oidc_issuer ?? '',
    authorize: local(details.authorize_url),
    token: local(details.token_url),
    keys: local(details.jwks_uri),
    userInfo: local(details.attributes_url),
  };
}

/** Takes a provider's code for the claims of a verified ID token and of its user info; ProviderRefusal when anything about them is not right. */
export async function askProvider(
  platform: Platform,
  provider: ProviderSettings,
  given: { code: string; nonce: string; redirectUri: string },
): Promise<Record<string, unknown>> {
  const at = endpointsOf(platform, provider);
  const { client_id = '', client_secret = '' } = provider.details;
  const tokens = await readJson(at.token, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: given.code,
      redirect_uri: given.redirectUri,
      client_id,
      client_secret,
    }).toString(),
  });
  const keys = await readJson(at.keys, {});
  const nowSeconds = Math.floor(platform.clock.now() / 1000);
  const claims = claimsOf(String(tokens.id_token ?? ''), (keys.keys ?? []) as JsonWebKey[]);
  const isRight =
    claims !== undefined &&
    claims.iss === at.issuer &&
    claims.aud === client_id &&
    claims.nonce === given.nonce &&
    typeof claims.sub === 'string' &&
    Number(claims.exp) + SKEW_SECONDS > nowSeconds;
  if (!isRight)
    throw new ProviderRefusal('invalid_request', 'Bad id_token: signature, issuer, audience, nonce or time.');
  const info = await readJson(at.userInfo, { headers: { authorization: `Bearer ${String(tokens.access_token)}` } });
  // The subject is the signed one, whatever the rest says.
  return { ...info, ...claims, sub: claims.sub };
}

type JsonWebKey = Record<string, unknown> & { kid?: string };

/** The claims of a token that one of the keys signed with RS256; undefined for any other. */
function claimsOf(token: string, keys: readonly JsonWebKey[]): Record<string, unknown> | undefined {
  const [head = '', claims = '', signature = '', more] = token.split('.');
  if (!signature || more !== undefined) return undefined;
  const { alg, kid } = parsed(head);
  const jwk = keys.find((key) => key.kid === kid);
  if (alg !== 'RS256' || !jwk) return undefined;
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const isSigned = verify('sha256', Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, 'base64url'));
  return isSigned ? parsed(claims) : undefined;
}

function parsed(part: string): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}

async function readJson(url: string, init: RequestInit): Promise<Record<string, unknown>> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    throw new ProviderRefusal('server_error', 'The identity provider does not answer.');
  }
  const body = parsed(Buffer.from(await response.text()).toString('base64url'));
  if (response.ok) return body;
  const code = response.status >= 500 ? 'server_error' : 'invalid_request';
  throw new ProviderRefusal(code, `The identity provider answered ${response.status} ${String(body.error ?? '')}.`);
}
