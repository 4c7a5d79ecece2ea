import { JwtExpiredError } from 'aws-jwt-verify/error';
import type { APIGatewayRequestAuthorizerEventV2, APIGatewaySimpleAuthorizerWithContextResult } from 'aws-lambda';
import { API_PREFIX, type Endpoint, routesOf } from '#contract/endpoint.ts';
import type { ErrorCode } from '#contract/errors.ts';
import { endpoints } from '#contract/index.ts';
import { RATE_LIMITS } from '#contract/limits.ts';
import { setTableName } from '#data/client.ts';
import { Actors } from '#data/person.ts';
import { countActorRequest, countRequest } from '#data/rate.ts';
import { lacksSecondFactor, placeOfSession } from '#domain/place.ts';
import { KeysUnavailable, verifyAccessToken } from '#platform/access-tokens.ts';
import { readSecret } from '#platform/secrets.ts';
import type { AuthorizerContext } from '#runtime/actor.ts';
import { nowMs } from '#runtime/clock.ts';
import { setting } from '#runtime/config.ts';
import { sameSecret, sha256 } from '#runtime/hash.ts';
import { log } from '#runtime/log.ts';
import { grantsFor, packGrants } from '#runtime/packed-grants.ts';
import { identifyKey, looksLikeKey } from './key.ts';

setTableName(() => setting('TABLE_NAME'));

type Result = APIGatewaySimpleAuthorizerWithContextResult<AuthorizerContext>;

const byRoute = new Map<string, Endpoint>(
  endpoints.flatMap((endpoint: Endpoint) =>
    routesOf(endpoint).map(({ method, path }): [string, Endpoint] => [`${method} ${API_PREFIX}${path}`, endpoint]),
  ),
);

/** Requests one address may make without a session, per five minutes. */
const ANONYMOUS = { name: 'anonymous', limit: 600, windowSeconds: 300 };

/**
 * Verifies that a request came through the distribution and who makes it, and counts it. Always lets the request through with what it found: the
 * function's edge turns a refusal into problem details with the right status.
 */
export async function handler(event: APIGatewayRequestAuthorizerEventV2): Promise<Result> {
  try {
    return { isAuthorized: true, context: await judge(event) };
  } catch (error) {
    log.failure('the authorizer failed', error, { endpoint: event.routeKey });
    return { isAuthorized: true, context: refused('internal') };
  }
}

async function judge(event: APIGatewayRequestAuthorizerEventV2): Promise<AuthorizerContext> {
  const instant = nowMs();
  const headers = event.headers ?? {};
  const expected = await readSecret(setting('ORIGIN_VERIFY_SECRET_NAME'), instant);
  if (!sameSecret(headers['x-origin-verify'] ?? '', expected)) return refused('not_through_edge');
  const endpoint = byRoute.get(event.routeKey);
  if (!endpoint) return refused('not_found');
  const address = headers['x-viewer-ip'] ?? event.requestContext.http.sourceIp;
  if (endpoint.allow === 'anyone')
    return endpoint.rate === 'webhook' ? { outcome: 'anonymous' } : countAnonymous(address, instant);
  const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(headers.authorization ?? '')?.[1];
  if (!token) return refused('not_signed_in');
  if (looksLikeKey(token)) return identifyKey(token, endpoint, { address, nowMs: instant });
  const claims = await verifyAccessToken(token, {
    userPoolId: setting('USER_POOL_ID'),
    clientId: setting('USER_POOL_CLIENT_ID'),
    jwksUrl: setting('USER_POOL_JWKS_URL'),
    region: setting('AWS_REGION'),
  }).catch((error: unknown): ErrorCode => {
    if (error instanceof KeysUnavailable) throw error;
    return error instanceof JwtExpiredError ? 'token_expired' : 'token_invalid';
  });
  if (typeof claims === 'string') return refused(claims);
  return identify(claims, endpoint, instant, event.pathParameters);
}

async function identify(
  claims: { userId: string; sessionId: string },
  endpoint: Endpoint,
  instant: number,
  params: APIGatewayRequestAuthorizerEventV2['pathParameters'],
): Promise<AuthorizerContext> {
  const rateClass = endpoint.rate ?? 'standard';
  const counted = await countActorRequest(claims, { name: rateClass, ...RATE_LIMITS[rateClass] }, instant);
  if (!counted) return refused('session_ended');
  const actor = Actors.parse(counted.item);
  const place = placeOfSession(actor, claims.sessionId, instant);
  if (!place) return refused('session_ended');
  if (!counted.verdict.allowed)
    return { ...refused('rate_limited'), retryAfterSeconds: String(counted.verdict.retryAfterSeconds) };
  if (lacksSecondFactor(actor, place.workspaceId) && !isAboutOneself(endpoint)) return refused('two_factor_required');
  const steppedUpAtMs = actor.sessions[claims.sessionId]?.steppedUpAtMs;
  const grants = grantsFor(endpoint, place.grants, params);
  const elsewhere = Object.keys(actor.memberships).filter((workspaceId) => workspaceId !== place.workspaceId);
  return {
    outcome: 'signed_in',
    userId: actor.userId,
    sessionId: claims.sessionId,
    ...(steppedUpAtMs ? { steppedUpAtMs: String(steppedUpAtMs) } : {}),
    role: place.role,
    ...(place.workspaceId ? { workspaceId: place.workspaceId } : {}),
    ...(place.brandId ? { brandId: place.brandId } : {}),
    ...(place.influencerId ? { influencerId: place.influencerId } : {}),
    ...(grants ? { grants: packGrants(grants) } : {}),
    ...(elsewhere.length > 0 ? { otherWorkspaceIds: elsewhere.join(',') } : {}),
  };
}

/** What a person may do whatever their workspace asks for: see to their own account, and so set a second factor up. */
function isAboutOneself({ allow }: Endpoint): boolean {
  return (
    allow !== 'anyone' &&
    allow.some((permission) => permission === 'account:self' || permission === 'notification:self')
  );
}

async function countAnonymous(address: string, instant: number): Promise<AuthorizerContext> {
  const verdict = await countRequest(`address#${sha256(address)}`, ANONYMOUS, instant);
  return verdict.allowed
    ? { outcome: 'anonymous' }
    : { ...refused('rate_limited'), retryAfterSeconds: String(verdict.retryAfterSeconds) };
}

function refused(reason: ErrorCode): AuthorizerContext {
  return { outcome: 'refused', reason };
}
