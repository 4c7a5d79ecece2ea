import { createHash, randomBytes } from 'node:crypto';
import { AwsError, type Platform } from '#local/kernel.ts';
import { inTurn } from '../in-turn.ts';
import { type JsonBody, type JsonOperation, optionalTextOf, textOf } from '../json-service.ts';
import { requireSecretHash } from './client-call.ts';
import { hashPassword, matchesPassword, requirePolicy } from './password.ts';
import { type ChallengeTrigger, type ClientSettings, findClient, findPool } from './pool-settings.ts';
import { issueTokens, refreshTokens } from './pool-tokens.ts';
import { codeMismatch, collectionOf, findUser, type PoolContext, type PoolUser, saveUser } from './pool-users.ts';
import { stepOfTotp } from './totp.ts';

interface AdminCall extends PoolContext {
  client: ClientSettings;
  body: JsonBody;
}

interface ChallengeSession {
  username: string;
  clientId: string;
  challenge: string;
  expiresAtMs: number;
  tries: number;
  /** Of the pool's own challenge: what its function keeps to itself. */
  secretParameters?: Record<string, string>;
}

const MAX_LOCK_MS = 15 * 60_000;
const FREE_TRIES = 5;

/** Signing in on behalf of a user: password, refresh, and the answers to challenges. */
export function signInOperations(platform: Platform): Record<string, JsonOperation> {
  const signed = (action: string, work: (call: AdminCall) => Promise<unknown>): JsonOperation => ({
    access: (body) => [
      {
        action: `cognito-idp:${action}`,
        resource: `arn:aws:cognito-idp:${platform.region}:${platform.account}:userpool/${textOf(body, 'UserPoolId')}`,
      },
    ],
    run: async (body) => {
      const pool = findPool(platform, textOf(body, 'UserPoolId'));
      const client = findClient(platform, textOf(body, 'ClientId'));
      if (client.poolId !== pool.id)
        throw new AwsError('ResourceNotFoundException', `User pool client ${client.id} does not exist.`);
      return inTurn(platform, pool.id, () => work({ platform, pool, client, body }));
    },
  });
  return {
    AdminInitiateAuth: signed('AdminInitiateAuth', adminInitiateAuth),
    AdminRespondToAuthChallenge: signed('AdminRespondToAuthChallenge', adminRespondToAuthChallenge),
  };
}

/** A one-time secret that stands for a half-done sign-in. */
export async function openSession(
  context: PoolContext,
  client: ClientSettings,
  user: PoolUser,
  challenge: string,
  more: Pick<ChallengeSession, 'secretParameters'> = {},
): Promise<string> {
  const session = randomBytes(96).toString('base64url');
  const expiresAtMs = context.platform.clock.now() + client.challengeSeconds * 1000;
  const { username } = user;
  const value: ChallengeSession = { username, clientId: client.id, challenge, expiresAtMs, tries: 0, ...more };
  await context.platform.store.put(collectionOf(context.pool.id, 'sessions'), sessionIdOf(session), value);
  return session;
}

/** The user of a half-done sign-in; NotAuthorizedException when it is unknown, used or too old. */
export async function userOfSession(
  context: PoolContext,
  session: string,
  challenge: string,
  clientId?: string,
): Promise<{ user: PoolUser; record: ChallengeSession }> {
  const record = await context.platform.store.get<ChallengeSession>(
    collectionOf(context.pool.id, 'sessions'),
    sessionIdOf(session),
  );
  const fits = record && record.challenge === challenge && (clientId === undefined || record.clientId === clientId);
  if (!fits) throw notAuthorized('Invalid session for the user.');
  if (record.expiresAtMs <= context.platform.clock.now())
    throw notAuthorized('Invalid session for the user, session is expired.');
  const user = await findUser(context, record.username);
  if (!user?.enabled) throw notAuthorized('User is disabled.');
  return { user, record };
}

/** Ends a half-done sign-in. */
export function closeSession(context: PoolContext, session: string): Promise<void> {
  return context.platform.store.delete(collectionOf(context.pool.id, 'sessions'), sessionIdOf(session));
}

async function adminInitiateAuth(call: AdminCall): Promise<unknown> {
  const flow = textOf(call.body, 'AuthFlow');
  const parameters = (call.body.AuthParameters ?? {}) as JsonBody;
  if (flow === 'REFRESH_TOKEN_AUTH' || flow === 'REFRESH_TOKEN') return signInByRefreshToken(call, parameters);
  if (flow === 'CUSTOM_AUTH') return signInByChallenge(call, parameters);
  if (flow !== 'ADMIN_USER_PASSWORD_AUTH' && flow !== 'ADMIN_NO_SRP_AUTH') {
    throw new AwsError(
      'InvalidParameterException',
      `The local user pool does not serve the flow ${flow}; it knows ADMIN_USER_PASSWORD_AUTH, CUSTOM_AUTH and REFRESH_TOKEN_AUTH.`,
    );
  }
  requireFlow(
    call.client,
    ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'],
    'Auth flow not enabled for this client',
  );
  return signInByPassword(call, parameters);
}

async function signInByRefreshToken(call: AdminCall, parameters: JsonBody): Promise<unknown> {
  requireFlow(call.client, ['ALLOW_REFRESH_TOKEN_AUTH'], 'Auth flow not enabled for this client');
  const { tokens, user } = await refreshTokens(call, call.client, textOf(parameters, 'REFRESH_TOKEN'));
  // Here Cognito computes the hash with the user name in the token, not with the alias that signed in.
  requireSecretHash(call.client, user.username, optionalTextOf(parameters, 'SECRET_HASH'));
  return { AuthenticationResult: tokens, ChallengeParameters: {} };
}

async function signInByPassword(call: AdminCall, parameters: JsonBody): Promise<unknown> {
  const username = textOf(parameters, 'USERNAME');
  const password = textOf(parameters, 'PASSWORD');
  requireSecretHash(call.client, username, optionalTextOf(parameters, 'SECRET_HASH'));
  const user = await findUser(call, username);
  if (!user) {
    await matchesPassword(password, undefined);
    if (call.client.hidesUnknownUsers) throw notAuthorized('Incorrect username or password.');
    throw new AwsError('UserNotFoundException', 'User does not exist.');
  }
  // Cognito says so whatever the password.
  if (user.status === 'UNCONFIRMED') throw new AwsError('UserNotConfirmedException', 'User is not confirmed.');
  await requirePassword(call, user, password);
  if (!user.enabled) throw notAuthorized('User is disabled.');
  if (user.status === 'RESET_REQUIRED')
    throw new AwsError('PasswordResetRequiredException', 'Password reset required for the user');
  if (user.status === 'FORCE_CHANGE_PASSWORD') return challengeOf(call, user, 'NEW_PASSWORD_REQUIRED');
  if (call.pool.mfa !== 'OFF' && user.totp?.verified && user.totp.enabled)
    return challengeOf(call, user, 'SOFTWARE_TOKEN_MFA');
  if (call.pool.mfa === 'ON') return challengeOf(call, user, 'MFA_SETUP');
  return { AuthenticationResult: await issueTokens(call, call.client, user), ChallengeParameters: {} };
}

/** Counts wrong passwords; after five the user waits 1 s, 2 s, 4 s … up to 15 min between tries. */
async function requirePassword(call: AdminCall, user: PoolUser, password: string): Promise<void> {
  const nowMs = call.platform.clock.now();
  const waitMs =
    user.wrongPasswords < FREE_TRIES ? 0 : Math.min(1000 * 2 ** (user.wrongPasswords - FREE_TRIES), MAX_LOCK_MS);
  if (nowMs < user.wrongPasswordAtMs + waitMs) throw notAuthorized('Password attempts exceeded');
  const right = await matchesPassword(password, user.passwordHash);
  if (right && user.wrongPasswords === 0) return;
  const forgotten = nowMs > user.wrongPasswordAtMs + MAX_LOCK_MS;
  const wrongPasswords = right ? 0 : (forgotten ? 0 : user.wrongPasswords) + 1;
  Object.assign(user, { wrongPasswords, wrongPasswordAtMs: right ? 0 : nowMs });
  await saveUser(call, user, user);
  if (!right) throw notAuthorized('Incorrect username or password.');
}

/** The pool's own challenge: its functions say what is asked, and whether the answer is right. */
async function signInByChallenge(call: AdminCall, parameters: JsonBody): Promise<unknown> {
  requireFlow(call.client, ['ALLOW_CUSTOM_AUTH', 'CUSTOM_AUTH_FLOW_ONLY'], 'Auth flow not enabled for this client');
  const username = textOf(parameters, 'USERNAME');
  requireSecretHash(call.client, username, optionalTextOf(parameters, 'SECRET_HASH'));
  const user = await findUser(call, username);
  if (!user) {
    if (call.client.hidesUnknownUsers) throw notAuthorized('Incorrect username or password.');
    throw new AwsError('UserNotFoundException', 'User does not exist.');
  }
  if (user.status === 'UNCONFIRMED') throw new AwsError('UserNotConfirmedException', 'User is not confirmed.');
  if (!user.enabled) throw notAuthorized('User is disabled.');
  const step = await nextStep(call, user, []);
  if (step.challengeName !== 'CUSTOM_CHALLENGE') throw notAuthorized('Incorrect username or password.');
  const request = { challengeName: 'CUSTOM_CHALLENGE', session: [] };
  const asked = await callTrigger(call, user, 'CreateAuthChallenge', request);
  const session = await openSession(call, call.client, user, 'CUSTOM_CHALLENGE', {
    secretParameters: (asked.privateChallengeParameters ?? {}) as Record<string, string>,
  });
  const shown = (asked.publicChallengeParameters ?? {}) as Record<string, string>;
  return {
    ChallengeName: 'CUSTOM_CHALLENGE',
    Session: session,
    ChallengeParameters: { USERNAME: user.username, ...shown },
  };
}

/** One answer, judged by the pool's functions; NotAuthorizedException unless they let the user in with it. */
async function requireAnswer(
  call: AdminCall,
  user: PoolUser,
  privateChallengeParameters: Record<string, string>,
  challengeAnswer: string,
): Promise<void> {
  const verdict = await callTrigger(call, user, 'VerifyAuthChallengeResponse', {
    privateChallengeParameters,
    challengeAnswer,
  });
  const challengeResult = verdict.answerCorrect === true;
  const step = await nextStep(call, user, [{ challengeName: 'CUSTOM_CHALLENGE', challengeResult }]);
  if (step.issueTokens !== true) throw notAuthorized('Incorrect username or password.');
}

function nextStep(call: AdminCall, user: PoolUser, session: unknown[]): Promise<JsonBody> {
  return callTrigger(call, user, 'DefineAuthChallenge', { session });
}

/** Asks a function of the template as Cognito does; UserLambdaValidationException for one that fails. */
async function callTrigger(
  { platform, pool, client }: AdminCall,
  user: PoolUser,
  trigger: ChallengeTrigger,
  request: JsonBody,
): Promise<JsonBody> {
  const arn = pool.challengeTriggers[trigger];
  if (!arn) throw new AwsError('InvalidLambdaResponseException', `${trigger} is not configured for this user pool.`);
  const { payload, error } = await platform.functions.invoke(arn, {
    version: '1',
    region: platform.region,
    userPoolId: pool.id,
    userName: user.username,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: client.id },
    triggerSource: `${trigger}_Authentication`,
    request: { userAttributes: user.attributes, ...request },
    response: {},
  });
  if (error) throw new AwsError('UserLambdaValidationException', `${trigger} failed with error ${error.errorMessage}.`);
  return ((payload as JsonBody | undefined)?.response ?? {}) as JsonBody;
}

async function challengeOf(call: AdminCall, user: PoolUser, name: string): Promise<unknown> {
  const session = await openSession(call, call.client, user, name);
  const parameters: Record<string, Record<string, string>> = {
    NEW_PASSWORD_REQUIRED: { requiredAttributes: '[]', userAttributes: JSON.stringify(user.attributes) },
    MFA_SETUP: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' },
  };
  return {
    ChallengeName: name,
    Session: session,
    ChallengeParameters: { USER_ID_FOR_SRP: user.username, ...parameters[name] },
  };
}

async function adminRespondToAuthChallenge(call: AdminCall): Promise<unknown> {
  const challenge = textOf(call.body, 'ChallengeName');
  const session = textOf(call.body, 'Session');
  const responses = (call.body.ChallengeResponses ?? {}) as JsonBody;
  requireSecretHash(call.client, textOf(responses, 'USERNAME'), optionalTextOf(responses, 'SECRET_HASH'));
  const { user, record } = await userOfSession(call, session, challenge, call.client.id);
  const named = await findUser(call, textOf(responses, 'USERNAME'));
  if (named?.username !== user.username) throw notAuthorized('Invalid session for the user.');
  if (challenge === 'SOFTWARE_TOKEN_MFA')
    await answerTotp(call, user, session, record, textOf(responses, 'SOFTWARE_TOKEN_MFA_CODE'));
  else if (challenge === 'NEW_PASSWORD_REQUIRED') await setFirstPassword(call, user, textOf(responses, 'NEW_PASSWORD'));
  else if (challenge === 'MFA_SETUP') requireSetUp(user);
  else if (challenge === 'CUSTOM_CHALLENGE') {
    // A question is answered once, right or wrong.
    await closeSession(call, session);
    await requireAnswer(call, user, record.secretParameters ?? {}, textOf(responses, 'ANSWER'));
  } else
    throw new AwsError('InvalidParameterException', `The local user pool does not know the challenge ${challenge}.`);
  await closeSession(call, session);
  return { AuthenticationResult: await issueTokens(call, call.client, user), ChallengeParameters: {} };
}

async function answerTotp(
  call: AdminCall,
  user: PoolUser,
  session: string,
  record: ChallengeSession,
  code: string,
): Promise<void> {
  const totp = user.totp;
  const step = totp && stepOfTotp(totp.secret, code, call.platform.clock.now());
  if (!totp || step === undefined) {
    const tries = record.tries + 1;
    if (tries >= FREE_TRIES) await closeSession(call, session);
    else
      await call.platform.store.put(collectionOf(call.pool.id, 'sessions'), sessionIdOf(session), { ...record, tries });
    throw new AwsError('CodeMismatchException', 'Invalid code received for user');
  }
  if (step <= totp.lastStep)
    throw new AwsError('ExpiredCodeException', 'Your software token has already been used once.');
  user.totp = { ...totp, lastStep: step };
  await saveUser(call, user, user);
}

async function setFirstPassword(call: AdminCall, user: PoolUser, password: string): Promise<void> {
  requirePolicy(password, call.pool.passwordPolicy);
  user.passwordHash = await hashPassword(password);
  user.status = 'CONFIRMED';
  await saveUser(call, user, user);
}

function requireSetUp(user: PoolUser): void {
  if (!user.totp?.verified) throw codeMismatch();
}

function requireFlow(client: ClientSettings, flows: string[], message: string): void {
  if (client.flows.length > 0 && !flows.some((flow) => client.flows.includes(flow)))
    throw new AwsError('InvalidParameterException', message);
}

function sessionIdOf(session: string): string {
  return createHash('sha256').update(session).digest('hex');
}

function notAuthorized(message: string): AwsError {
  return new AwsError('NotAuthorizedException', message);
}
