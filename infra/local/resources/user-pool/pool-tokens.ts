import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { AwsError } from '#local/kernel.ts';
import type { ClientSettings } from './pool-settings.ts';
import { collectionOf, findUser, type PoolContext, type PoolUser } from './pool-users.ts';
import { claimsOf, signingKeyOf, signToken } from './signing-key.ts';

interface RefreshRecord {
  username: string;
  clientId: string;
  originJti: string;
  epoch: number;
  authTimeSeconds: number;
  expiresAtMs: number;
  revoked: boolean;
}

/** What Cognito calls AuthenticationResult. */
export interface TokenSet {
  AccessToken: string;
  IdToken: string;
  RefreshToken?: string;
  ExpiresIn: number;
  TokenType: 'Bearer';
}

const SCOPE = 'aws.cognito.signin.user.admin';

/** Tokens of a fresh sign-in, the refresh token included; `more` are further claims of the ID token. */
export async function issueTokens(
  context: PoolContext,
  client: ClientSettings,
  user: PoolUser,
  more: Record<string, unknown> = {},
): Promise<TokenSet> {
  const nowMs = context.platform.clock.now();
  const record: RefreshRecord = {
    username: user.username,
    clientId: client.id,
    originJti: randomUUID(),
    epoch: user.epoch,
    authTimeSeconds: Math.floor(nowMs / 1000),
    expiresAtMs: nowMs + client.refreshSeconds * 1000,
    revoked: false,
  };
  // Cognito's refresh tokens are opaque and over a kilobyte long; a product that cannot hold one should notice here.
  const refreshToken = randomBytes(900).toString('base64url');
  await context.platform.store.put(collectionOf(context.pool.id, 'refresh'), refreshIdOf(refreshToken), record);
  return { ...tokensOf(context, client, user, record, more), RefreshToken: refreshToken };
}

/** New access and id tokens for a refresh token; NotAuthorizedException when it is unknown, expired, revoked or signed out. */
export async function refreshTokens(
  context: PoolContext,
  client: ClientSettings,
  refreshToken: string,
): Promise<{ tokens: TokenSet; user: PoolUser }> {
  const record = await context.platform.store.get<RefreshRecord>(
    collectionOf(context.pool.id, 'refresh'),
    refreshIdOf(refreshToken),
  );
  if (!record || record.clientId !== client.id) throw notAuthorized('Invalid Refresh Token.');
  const user = await findUser(context, record.username);
  if (!user) throw notAuthorized('Invalid Refresh Token.');
  if (!user.enabled) throw notAuthorized('User is disabled.');
  if (record.revoked || record.epoch !== user.epoch) throw notAuthorized('Refresh Token has been revoked');
  if (record.expiresAtMs <= context.platform.clock.now()) throw notAuthorized('Refresh Token has expired');
  return { tokens: tokensOf(context, client, user, record), user };
}

/** Revokes a refresh token; an unknown one is left as it is, as RFC 7009 asks. */
export async function revokeRefreshToken(
  context: PoolContext,
  client: ClientSettings,
  refreshToken: string,
): Promise<void> {
  const collection = collectionOf(context.pool.id, 'refresh');
  const id = refreshIdOf(refreshToken);
  const record = await context.platform.store.get<RefreshRecord>(collection, id);
  if (record && record.clientId === client.id)
    await context.platform.store.put(collection, id, { ...record, revoked: true });
}

/** The user of an access token of this pool; NotAuthorizedException when it is forged, expired or signed out. */
export async function userOfAccessToken(context: PoolContext, accessToken: string): Promise<PoolUser> {
  const claims = claimsOf(signingKeyOf(context.platform.dataDir, context.pool.id), accessToken);
  if (claims?.token_use !== 'access' || claims.iss !== context.pool.issuer) throw notAuthorized('Invalid Access Token');
  if (Number(claims.exp) * 1000 <= context.platform.clock.now()) throw notAuthorized('Access Token has expired');
  const records = await context.platform.store.list<RefreshRecord>(collectionOf(context.pool.id, 'refresh'));
  const record = records.find(({ value }) => value.originJti === claims.origin_jti)?.value;
  const user = record && (await findUser(context, record.username));
  if (!user || record.revoked || record.epoch !== user.epoch) throw notAuthorized('Access Token has been revoked');
  return user;
}

function tokensOf(
  context: PoolContext,
  client: ClientSettings,
  user: PoolUser,
  record: RefreshRecord,
  more: Record<string, unknown> = {},
): TokenSet {
  const key = signingKeyOf(context.platform.dataDir, context.pool.id);
  const issuedAt = Math.floor(context.platform.clock.now() / 1000);
  const common = {
    sub: user.attributes.sub,
    iss: context.pool.issuer,
    ...(client.revocation ? { origin_jti: record.originJti } : {}),
    event_id: randomUUID(),
    auth_time: record.authTimeSeconds,
    iat: issuedAt,
  };
  const access = {
    ...common,
    client_id: client.id,
    token_use: 'access',
    scope: SCOPE,
    exp: issuedAt + client.accessSeconds,
    jti: randomUUID(),
    username: user.username,
  };
  const id = {
    ...common,
    ...idClaims(user),
    ...more,
    aud: client.id,
    token_use: 'id',
    exp: issuedAt + client.idSeconds,
    jti: randomUUID(),
    'cognito:username': user.username,
  };
  return {
    AccessToken: signToken(key, access),
    IdToken: signToken(key, id),
    ExpiresIn: client.accessSeconds,
    TokenType: 'Bearer',
  };
}

function idClaims(user: PoolUser): Record<string, unknown> {
  const flags = new Set(['email_verified', 'phone_number_verified']);
  return Object.fromEntries(
    Object.entries(user.attributes).map(([name, value]) => [
      name,
      name === 'identities' ? JSON.parse(value) : flags.has(name) ? value === 'true' : value,
    ]),
  );
}

function refreshIdOf(refreshToken: string): string {
  return createHash('sha256').update(refreshToken).digest('hex');
}

function notAuthorized(message: string): AwsError {
  return new AwsError('NotAuthorizedException', message);
}
