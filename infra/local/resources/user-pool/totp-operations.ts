import { randomBytes } from 'node:crypto';
import { AwsError, type Platform } from '#local/kernel.ts';
import { inTurn } from '../in-turn.ts';
import { type JsonBody, type JsonOperation, optionalTextOf, textOf } from '../json-service.ts';
import { findClient, findPool } from './pool-settings.ts';
import { userOfAccessToken } from './pool-tokens.ts';
import { type PoolContext, type PoolUser, saveUser } from './pool-users.ts';
import { closeSession, openSession, userOfSession } from './sign-in-operations.ts';
import { stepOfTotp, toBase32 } from './totp.ts';

interface TotpCall {
  context: PoolContext;
  user: PoolUser;
  /** A fresh session for the next step, when the call came with one. */
  nextSession: () => Promise<{ Session?: string }>;
}

/** Setting a software token up: the user proves itself by an access token, or by the session of an MFA_SETUP challenge. */
export function totpOperations(platform: Platform): Record<string, JsonOperation> {
  const proven = (work: (call: TotpCall, body: JsonBody) => Promise<unknown>): JsonOperation => ({
    run: async (body) => {
      const context = await contextOf(platform, body);
      return inTurn(platform, context.pool.id, async () => work(await openCall(context, body), body));
    },
  });
  return { AssociateSoftwareToken: proven(associateSoftwareToken), VerifySoftwareToken: proven(verifySoftwareToken) };
}

async function associateSoftwareToken({ context, user, nextSession }: TotpCall): Promise<unknown> {
  if (context.pool.mfa === 'OFF')
    throw new AwsError('SoftwareTokenMFANotFoundException', 'Software Token MFA has not been enabled by the userPool');
  const secret = toBase32(randomBytes(32));
  user.totp = { secret, verified: false, enabled: false, lastStep: 0 };
  await saveUser(context, user, user);
  return { SecretCode: secret, ...(await nextSession()) };
}

async function verifySoftwareToken({ context, user, nextSession }: TotpCall, body: JsonBody): Promise<unknown> {
  const code = textOf(body, 'UserCode');
  const step = user.totp && stepOfTotp(user.totp.secret, code, context.platform.clock.now());
  if (!user.totp || step === undefined) throw new AwsError('EnableSoftwareTokenMFAException', 'Code mismatch');
  if (step <= user.totp.lastStep)
    throw new AwsError('ExpiredCodeException', 'Your software token has already been used once.');
  user.totp = { ...user.totp, verified: true, lastStep: step };
  await saveUser(context, user, user);
  return { Status: 'SUCCESS', ...(await nextSession()) };
}

async function openCall(context: PoolContext, body: JsonBody): Promise<TotpCall> {
  const session = optionalTextOf(body, 'Session');
  if (session === undefined)
    return {
      context,
      user: await userOfAccessToken(context, textOf(body, 'AccessToken')),
      nextSession: async () => ({}),
    };
  const { user, record } = await userOfSession(context, session, 'MFA_SETUP');
  const client = findClient(context.platform, record.clientId);
  return {
    context,
    user,
    nextSession: async () => {
      await closeSession(context, session);
      return { Session: await openSession(context, client, user, 'MFA_SETUP') };
    },
  };
}

/** Neither call names its pool: the issuer in the access token does, or the pool that holds the session. */
async function contextOf(platform: Platform, body: JsonBody): Promise<PoolContext> {
  const pools = platform
    .resources('AWS::Cognito::UserPool')
    .map(({ ref }) => ({ platform, pool: findPool(platform, ref) }));
  const session = optionalTextOf(body, 'Session');
  for (const context of pools) {
    if (
      session === undefined
        ? issuerOf(textOf(body, 'AccessToken')) === context.pool.issuer
        : await holdsSession(context, session)
    )
      return context;
  }
  throw new AwsError(
    'NotAuthorizedException',
    session === undefined ? 'Invalid Access Token' : 'Invalid session for the user.',
  );
}

async function holdsSession(context: PoolContext, session: string): Promise<boolean> {
  try {
    await userOfSession(context, session, 'MFA_SETUP');
    return true;
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}

/** The issuer a token claims; it is believed only after the signature was checked with that pool's key. */
function issuerOf(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')).iss;
  } catch {
    return undefined;
  }
}
