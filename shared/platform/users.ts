import { createHmac } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminInitiateAuthCommand,
  type AdminInitiateAuthCommandOutput,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  DescribeUserPoolClientCommand,
  ForgotPasswordCommand,
  ResendConfirmationCodeCommand,
  RevokeTokenCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';

/** The user pool as the product uses it: users are named by our user id, with the e-mail as an alias once it is confirmed. */
export interface UserPool {
  userPoolId: string;
  clientId: string;
}

/** Why the user pool refused; the names are ours, the provider's stay in here. */
export type PoolRefusal =
  | 'weak_password'
  | 'wrong_credentials'
  | 'not_confirmed'
  | 'wrong_code'
  | 'code_expired'
  | 'email_taken'
  | 'user_exists'
  | 'too_many'
  /** Too many wrong passwords for this user. */
  | 'locked'
  | 'already_confirmed'
  | 'unknown_user';

export class PoolError extends Error {
  override readonly name = 'PoolError';
  readonly refusal: PoolRefusal;
  constructor(refusal: PoolRefusal, message: string) {
    super(message);
    this.refusal = refusal;
  }
}

export interface PoolTokens {
  accessToken: string;
  refreshToken: string | undefined;
  expiresInSeconds: number;
}

let client: CognitoIdentityProviderClient | undefined;
const pool = () => (client ??= new CognitoIdentityProviderClient({ maxAttempts: 3 }));
const clientSecrets = new Map<string, Promise<string>>();

/** An app client's secret, read once per container from the pool itself so that it stands nowhere else. */
export function clientSecret({ userPoolId, clientId }: UserPool): Promise<string> {
  const known = clientSecrets.get(clientId);
  if (known !== undefined) return known;
  const read = pool()
    .send(new DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId: clientId }))
    .then((answer) => {
      const secret = answer.UserPoolClient?.ClientSecret;
      if (!secret) throw new Error('The app client of the user pool has no secret.');
      return secret;
    });
  clientSecrets.set(clientId, read);
  read.catch(() => clientSecrets.delete(clientId));
  return read;
}

async function secretHash(users: UserPool, username: string): Promise<string> {
  return createHmac('sha256', await clientSecret(users))
    .update(username + users.clientId)
    .digest('base64');
}

/** Opens an unconfirmed user and mails the code; throws PoolError weak_password. */
export async function openUser(
  users: UserPool,
  input: { userId: string; email: string; password: string },
): Promise<void> {
  const SecretHash = await secretHash(users, input.userId);
  await translated(
    pool().send(
      new SignUpCommand({
        ClientId: users.clientId,
        SecretHash,
        Username: input.userId,
        Password: input.password,
        UserAttributes: [{ Name: 'email', Value: input.email }],
      }),
    ),
  );
}

/** Makes a confirmed user without mailing anything, or goes on with the one a broken first try has made; throws PoolError weak_password or email_taken. */
export async function ensureUser(
  users: UserPool,
  input: { userId: string; email: string; password: string },
): Promise<void> {
  await makeUser(users, input).catch((error: unknown) => {
    if (!(error instanceof PoolError && error.refusal === 'user_exists')) throw error;
  });
  await setUserPassword(users, input.userId, input.password);
}

/** Makes a confirmed user without mailing anything, for operators and demo worlds. */
export async function provisionUser(
  users: UserPool,
  input: { userId: string; email: string; password: string },
): Promise<void> {
  await makeUser(users, input);
  await setUserPassword(users, input.userId, input.password);
}

async function makeUser(users: UserPool, input: { userId: string; email: string }): Promise<void> {
  await translated(
    pool().send(
      new AdminCreateUserCommand({
        UserPoolId: users.userPoolId,
        Username: input.userId,
        MessageAction: 'SUPPRESS',
        UserAttributes: [
          { Name: 'email', Value: input.email },
          { Name: 'email_verified', Value: 'true' },
        ],
      }),
    ),
  );
}

/** Confirms the e-mail by its code; a user that is confirmed already counts as done. */
export async function confirmUser(users: UserPool, userId: string, code: string): Promise<void> {
  const SecretHash = await secretHash(users, userId);
  try {
    await translated(
      pool().send(
        new ConfirmSignUpCommand({ ClientId: users.clientId, SecretHash, Username: userId, ConfirmationCode: code }),
      ),
    );
  } catch (error) {
    if (error instanceof PoolError && error.refusal === 'already_confirmed') return;
    throw error;
  }
}

/** Mails a new confirmation code. */
export async function resendUserCode(users: UserPool, userId: string): Promise<void> {
  const SecretHash = await secretHash(users, userId);
  await translated(
    pool().send(new ResendConfirmationCodeCommand({ ClientId: users.clientId, SecretHash, Username: userId })),
  );
}

/** Checks a password; throws PoolError wrong_credentials, not_confirmed or too_many. */
export async function signInUser(users: UserPool, userId: string, password: string): Promise<PoolTokens> {
  const hash = await secretHash(users, userId);
  return tokensOf(
    await translated(
      pool().send(
        new AdminInitiateAuthCommand({
          UserPoolId: users.userPoolId,
          ClientId: users.clientId,
          AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: userId, PASSWORD: password, SECRET_HASH: hash },
        }),
      ),
    ),
  );
}

/**
 * Signs a user in without a password, by an answer to what the pool's own function asks (functions/authorizer/ask-for-proof.ts): `prove` makes it of the
 * question. Throws PoolError unknown_user when the pool may not know the user, or wrong_credentials when the answer is not taken.
 */
export async function signInByProof(
  users: UserPool,
  userId: string,
  prove: (question: string) => string | Promise<string>,
): Promise<PoolTokens> {
  const SECRET_HASH = await secretHash(users, userId);
  const names = { UserPoolId: users.userPoolId, ClientId: users.clientId };
  const parameters = { USERNAME: userId, SECRET_HASH };
  const asked = await translated(
    pool().send(new AdminInitiateAuthCommand({ ...names, AuthFlow: 'CUSTOM_AUTH', AuthParameters: parameters })),
  );
  const question = asked.ChallengeParameters?.question;
  if (asked.ChallengeName !== 'CUSTOM_CHALLENGE' || !question)
    throw new Error('The user pool does not ask for a proof; give it the function that asks for one.');
  const answered = await translated(
    pool().send(
      new AdminRespondToAuthChallengeCommand({
        ...names,
        ChallengeName: 'CUSTOM_CHALLENGE',
        Session: asked.Session,
        ChallengeResponses: { ...parameters, ANSWER: await prove(question) },
      }),
    ),
  );
  return tokensOf(answered);
}

/** Forgets a user; one that the pool does not know counts as done. */
export async function forgetUser(users: UserPool, username: string): Promise<void> {
  await translated(pool().send(new AdminDeleteUserCommand({ UserPoolId: users.userPoolId, Username: username }))).catch(
    (error: unknown) => {
      if (!(error instanceof PoolError && error.refusal === 'unknown_user')) throw error;
    },
  );
}

/** Whether this is the user's password, without leaving a session behind; throws PoolError not_confirmed or too_many. */
export async function isPassword(users: UserPool, userId: string, password: string): Promise<boolean> {
  try {
    const { refreshToken } = await signInUser(users, userId, password);
    if (refreshToken) await revokeUserToken(users, refreshToken);
    return true;
  } catch (error) {
    if (error instanceof PoolError && error.refusal === 'wrong_credentials') return false;
    throw error;
  }
}

/** Sets a password without asking for the old one, which the caller has checked; throws PoolError weak_password. */
export async function setUserPassword(users: UserPool, userId: string, password: string): Promise<void> {
  await translated(
    pool().send(
      new AdminSetUserPasswordCommand({
        UserPoolId: users.userPoolId,
        Username: userId,
        Password: password,
        Permanent: true,
      }),
    ),
  );
}

/** Gives a user another e-mail address, which the caller has confirmed; throws PoolError email_taken. */
export async function setUserEmail(users: UserPool, userId: string, email: string): Promise<void> {
  await translated(
    pool().send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: users.userPoolId,
        Username: userId,
        UserAttributes: [
          { Name: 'email', Value: email },
          { Name: 'email_verified', Value: 'true' },
        ],
      }),
    ),
  );
}

/** A new access token for a refresh token of the pool; throws PoolError wrong_credentials when it is revoked or expired. */
export async function refreshUser(users: UserPool, userId: string, refreshToken: string): Promise<PoolTokens> {
  const hash = await secretHash(users, userId);
  return tokensOf(
    await translated(
      pool().send(
        new AdminInitiateAuthCommand({
          UserPoolId: users.userPoolId,
          ClientId: users.clientId,
          AuthFlow: 'REFRESH_TOKEN_AUTH',
          AuthParameters: { REFRESH_TOKEN: refreshToken, SECRET_HASH: hash },
        }),
      ),
    ),
  );
}

/** Revokes a refresh token and the access tokens made from it. */
export async function revokeUserToken(users: UserPool, refreshToken: string): Promise<void> {
  await translated(
    pool().send(
      new RevokeTokenCommand({
        ClientId: users.clientId,
        ClientSecret: await clientSecret(users),
        Token: refreshToken,
      }),
    ),
  );
}

/** Ends every session of a user in the pool. */
export async function signOutEverywhere(users: UserPool, userId: string): Promise<void> {
  await translated(pool().send(new AdminUserGlobalSignOutCommand({ UserPoolId: users.userPoolId, Username: userId })));
}

/** Mails a code for a new password. */
export async function startPasswordReset(users: UserPool, userId: string): Promise<void> {
  const SecretHash = await secretHash(users, userId);
  await translated(pool().send(new ForgotPasswordCommand({ ClientId: users.clientId, SecretHash, Username: userId })));
}

/** Sets a new password by the mailed code; throws PoolError wrong_code, code_expired or weak_password. */
export async function finishPasswordReset(
  users: UserPool,
  input: { userId: string; code: string; password: string },
): Promise<void> {
  const SecretHash = await secretHash(users, input.userId);
  await translated(
    pool().send(
      new ConfirmForgotPasswordCommand({
        ClientId: users.clientId,
        SecretHash,
        Username: input.userId,
        ConfirmationCode: input.code,
        Password: input.password,
      }),
    ),
  );
}

function tokensOf(answer: Pick<AdminInitiateAuthCommandOutput, 'AuthenticationResult'>): PoolTokens {
  const result = answer.AuthenticationResult;
  if (!result?.AccessToken) throw new Error('The user pool asked for a challenge that this log-in does not know.');
  return {
    accessToken: result.AccessToken,
    refreshToken: result.RefreshToken,
    expiresInSeconds: result.ExpiresIn ?? 600,
  };
}

const REFUSALS: Record<string, PoolRefusal> = {
  InvalidPasswordException: 'weak_password',
  UserNotConfirmedException: 'not_confirmed',
  CodeMismatchException: 'wrong_code',
  ExpiredCodeException: 'code_expired',
  AliasExistsException: 'email_taken',
  UsernameExistsException: 'user_exists',
  LimitExceededException: 'too_many',
  TooManyFailedAttemptsException: 'too_many',
  TooManyRequestsException: 'too_many',
  UserNotFoundException: 'unknown_user',
};

async function translated<T>(sent: Promise<T>): Promise<T> {
  try {
    return await sent;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name === 'NotAuthorizedException') {
      throw new PoolError(
        /CONFIRMED/.test(error.message)
          ? 'already_confirmed'
          : /attempts/i.test(error.message)
            ? 'locked'
            : 'wrong_credentials',
        error.message,
      );
    }
    const refusal = REFUSALS[error.name];
    throw refusal ? new PoolError(refusal, error.message) : error;
  }
}
