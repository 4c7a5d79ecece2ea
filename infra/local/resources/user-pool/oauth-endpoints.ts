/** The pages of a user pool's own domain that federation needs: authorize, the way back from a provider, and the token endpoint. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type AwsAnswer, AwsError, type Platform } from '#local/kernel.ts';
import { inTurn } from '../in-turn.ts';
import type { UnsignedCall } from '../json-service.ts';
import { askProvider, endpointsOf, ProviderRefusal } from './federation-client.ts';
import { type ClientSettings, findClient, findPool, findProvider, type ProviderSettings } from './pool-settings.ts';
import { issueTokens } from './pool-tokens.ts';
import { collectionOf, findUser, newUser, type PoolContext, type PoolUser, saveUser } from './pool-users.ts';

/** What a client asked for, kept while the person is at the provider. */
interface Visit {
  clientId: string;
  provider: string;
  redirectUri: string;
  state: string | null;
  nonce: string | null;
  challenge: string | null;
  /** Of the pool's own request to the provider. */
  providerNonce: string;
  expiresAtMs: number;
}

interface Code {
  clientId: string;
  username: string;
  redirectUri: string;
  nonce: string | null;
  challenge: string | null;
  expiresAtMs: number;
}

/** A person may take that long at a provider, and a code is good that long, ms. */
const VISIT_MS = 10 * 60_000;
const CODE_MS = 5 * 60_000;

/** Answers the OAuth endpoints of the pools' domains; undefined for any other path. */
export async function serveOauth(platform: Platform, call: UnsignedCall): Promise<AwsAnswer | undefined> {
  const route = `${call.method} ${call.path}`;
  if (route === 'GET /oauth2/authorize') return authorize(platform, call.query).catch(asPage);
  if (route === 'GET /oauth2/idpresponse') return takeResponse(platform, call.query).catch(asPage);
  if (route === 'POST /oauth2/token') return token(platform, call).catch(asOauthError);
  return undefined;
}

async function authorize(platform: Platform, query: URLSearchParams): Promise<AwsAnswer> {
  const client = findClient(platform, query.get('client_id') ?? '');
  const redirectUri = query.get('redirect_uri') ?? '';
  // Nobody is sent to an address that the client has not registered, not even with an error.
  if (!client.oauth?.callbackUrls.includes(redirectUri)) throw invalid('redirect_mismatch');
  const state = query.get('state');
  const refuse = (problem: string) =>
    back(redirectUri, { error: 'invalid_request', error_description: problem, state });
  if (query.get('response_type') !== 'code') return refuse('The local user pool knows the response_type code.');
  const wanted = (query.get('scope') ?? '').split(' ').filter(Boolean);
  if (wanted.some((scope) => !client.oauth?.scopes.includes(scope))) return refuse('invalid_scope');
  const challenge = query.get('code_challenge');
  if (challenge !== null && query.get('code_challenge_method') !== 'S256')
    return refuse('code_challenge_method must be S256');
  const name = query.get('identity_provider') ?? '';
  const provider = client.oauth.providers.includes(name) ? findProvider(platform, client.poolId, name) : undefined;
  if (!provider) return refuse('The local user pool has no pages of its own: name a provider with identity_provider.');
  const [id, providerNonce] = [secret(), secret()];
  const visit: Visit = {
    ...{ clientId: client.id, provider: name, redirectUri, state, challenge, providerNonce },
    // Without one from the client Cognito puts its own into the ID token.
    nonce: query.get('nonce') ?? providerNonce,
    expiresAtMs: platform.clock.now() + VISIT_MS,
  };
  await platform.store.put(collectionOf(client.poolId, 'visits'), hashOf(id), visit);
  return redirect(
    withQuery(endpointsOf(platform, provider).authorize, {
      response_type: 'code',
      client_id: provider.details.client_id ?? '',
      redirect_uri: responseUrl(platform),
      scope: provider.details.authorize_scopes ?? 'openid',
      state: `${client.poolId}.${id}`,
      nonce: providerNonce,
    }),
  );
}

/** The provider sends the person back here; from here they go back to the client, with a code or an error. */
async function takeResponse(platform: Platform, query: URLSearchParams): Promise<AwsAnswer> {
  const [poolId = '', id = ''] = (query.get('state') ?? '').split('.');
  const pool = findPool(platform, poolId);
  const visits = collectionOf(pool.id, 'visits');
  const visit = await platform.store.get<Visit>(visits, hashOf(id));
  if (!visit || visit.expiresAtMs <= platform.clock.now()) throw invalid('Invalid state parameter');
  await platform.store.delete(visits, hashOf(id));
  const { redirectUri, state } = visit;
  const client = findClient(platform, visit.clientId);
  const provider = findProvider(platform, pool.id, visit.provider);
  if (!provider) throw invalid('The identity provider is gone.');
  const error = query.get('error');
  if (error) return back(redirectUri, { error, error_description: query.get('error_description') ?? error, state });
  try {
    const redirectUriOfPool = responseUrl(platform);
    const given = { code: query.get('code') ?? '', nonce: visit.providerNonce, redirectUri: redirectUriOfPool };
    const claims = await askProvider(platform, provider, given);
    const user = await inTurn(platform, pool.id, () => keepUser({ platform, pool }, provider, claims));
    return back(redirectUri, { code: await giveCode({ platform, pool }, client, user, visit), state });
  } catch (failure) {
    if (!(failure instanceof ProviderRefusal)) throw failure;
    return back(redirectUri, { error: failure.code, error_description: failure.message, state });
  }
}

/** The pool's own user for an identity, named by provider and subject; what is mapped is brought up to date at every visit. */
async function keepUser(
  context: PoolContext,
  { name, type, mapping }: ProviderSettings,
  claims: Record<string, unknown>,
): Promise<PoolUser> {
  const subject = String(claims.sub);
  const username = `${name}_${subject}`;
  const known = await findUser(context, username);
  const before = known && structuredClone(known);
  const user = known ?? newUser(context, username, {});
  const mapped = Object.entries(mapping).flatMap(([attribute, claim]) => {
    const value = claims[claim];
    return value === undefined || value === null ? [] : [[attribute, String(value)]];
  });
  const missing = context.pool.requiredAttributes.find(
    (attribute) => !mapped.some(([mappedName]) => mappedName === attribute),
  );
  if (missing) throw new ProviderRefusal('invalid_request', `user.${missing}: Attribute cannot be blank.`);
  const identities = JSON.stringify([
    { userId: subject, providerName: name, providerType: type, issuer: null, primary: 'true', dateCreated: '0' },
  ]);
  Object.assign(user, { status: 'EXTERNAL_PROVIDER' });
  Object.assign(user.attributes, Object.fromEntries(mapped), { identities });
  await saveUser(context, user, before);
  return user;
}

async function giveCode(
  { platform, pool }: PoolContext,
  client: ClientSettings,
  { username }: PoolUser,
  { redirectUri, nonce, challenge }: Visit,
): Promise<string> {
  const code = secret();
  const kept: Code = {
    ...{ clientId: client.id, username, redirectUri, nonce, challenge },
    expiresAtMs: platform.clock.now() + CODE_MS,
  };
  await platform.store.put(collectionOf(pool.id, 'codes'), hashOf(code), kept);
  return code;
}

async function token(platform: Platform, call: UnsignedCall): Promise<AwsAnswer> {
  const form = new URLSearchParams(call.body.toString('utf8'));
  if (form.get('grant_type') !== 'authorization_code') throw oauthError('unsupported_grant_type');
  const client = clientOf(platform, call.headers.authorization, form);
  const pool = findPool(platform, client.poolId);
  const codes = collectionOf(pool.id, 'codes');
  const id = hashOf(form.get('code') ?? '');
  return inTurn(platform, pool.id, async () => {
    const code = await platform.store.get<Code>(codes, id);
    // Once, right or wrong.
    await platform.store.delete(codes, id);
    const isGood =
      code !== undefined &&
      code.clientId === client.id &&
      code.redirectUri === form.get('redirect_uri') &&
      code.expiresAtMs > platform.clock.now() &&
      (code.challenge === null || same(hashOf(form.get('code_verifier') ?? ''), code.challenge));
    const user = isGood ? await findUser({ platform, pool }, code.username) : undefined;
    if (!isGood || !user?.enabled) throw oauthError('invalid_grant');
    const claims = code.nonce === null ? {} : { nonce: code.nonce };
    const { AccessToken, IdToken, RefreshToken, ExpiresIn } = await issueTokens(
      { platform, pool },
      client,
      user,
      claims,
    );
    return json(200, {
      access_token: AccessToken,
      id_token: IdToken,
      refresh_token: RefreshToken,
      expires_in: ExpiresIn,
      token_type: 'Bearer',
    });
  });
}

/** The client that shows its secret, in a Basic header or in the form. */
function clientOf(platform: Platform, authorization: string | undefined, form: URLSearchParams): ClientSettings {
  const basic = /^Basic (.+)$/.exec(authorization ?? '')?.[1];
  const [id = '', shown = ''] = basic
    ? Buffer.from(basic, 'base64').toString('utf8').split(':')
    : [form.get('client_id') ?? '', form.get('client_secret') ?? ''];
  const client = findClient(platform, id);
  if (client.secret !== undefined && !same(client.secret, shown)) throw oauthError('invalid_client');
  if (!client.oauth) throw oauthError('unauthorized_client');
  return client;
}

/** Where providers send people back to: the pool's own domain, which on this machine is the AWS endpoint. */
function responseUrl(platform: Platform): string {
  return `${platform.awsEndpoint}/oauth2/idpresponse`;
}

function back(redirectUri: string, params: Record<string, string | null>): AwsAnswer {
  return redirect(withQuery(redirectUri, params));
}

function withQuery(address: string, params: Record<string, string | null>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(params)) if (value !== null) url.searchParams.set(name, value);
  return url.href;
}

function redirect(location: string): AwsAnswer {
  return { status: 302, headers: { location, 'cache-control': 'no-store' }, body: '' };
}

function json(status: number, body: unknown): AwsAnswer {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { status, headers, body: JSON.stringify(body) };
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}

function oauthError(code: string): AwsError {
  return new AwsError('OAuthError', code);
}

/** What goes wrong before a client can be trusted is shown to the person. */
function asPage(error: unknown): AwsAnswer {
  if (!(error instanceof AwsError)) throw error;
  return { status: 400, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: error.message };
}

function asOauthError(error: unknown): AwsAnswer {
  if (!(error instanceof AwsError)) throw error;
  const isOauth = error.code === 'OAuthError';
  return json(400, { error: isOauth ? error.message : 'invalid_client' });
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
