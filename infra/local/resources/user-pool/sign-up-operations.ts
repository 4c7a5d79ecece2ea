import { AwsError, type Platform } from '#local/kernel.ts';
import { inTurn } from '../in-turn.ts';
import { type JsonBody, type JsonOperation, optionalTextOf, textOf } from '../json-service.ts';
import { type ClientCall, openClientCall, usernameOf } from './client-call.ts';
import { hashPassword, requirePolicy } from './password.ts';
import { revokeRefreshToken } from './pool-tokens.ts';
import {
  type CodePurpose,
  codeMismatch,
  deliveryOf,
  findUser,
  newUser,
  type PoolContext,
  type PoolUser,
  requireFreeAlias,
  saveUser,
  sendCode,
  takeCode,
} from './pool-users.ts';
import { attributesOf, requireAttributes } from './user-attributes.ts';

/** The operations that a client calls without a signature: sign-up, confirmation, forgotten passwords, revocation. */
export function signUpOperations(platform: Platform): Record<string, JsonOperation> {
  const unsigned = (work: (call: ClientCall) => Promise<unknown>): JsonOperation => ({
    run: async (body: JsonBody) => {
      const call = openClientCall(platform, body);
      return inTurn(platform, call.pool.id, () => work(call));
    },
  });
  return {
    SignUp: unsigned(signUp),
    ConfirmSignUp: unsigned(confirmSignUp),
    ResendConfirmationCode: unsigned(resendConfirmationCode),
    ForgotPassword: unsigned(forgotPassword),
    ConfirmForgotPassword: unsigned(confirmForgotPassword),
    RevokeToken: unsigned(revokeToken),
  };
}

async function signUp(call: ClientCall): Promise<unknown> {
  const { pool, body } = call;
  const username = usernameOf(call);
  if (!pool.selfSignUp) throw new AwsError('NotAuthorizedException', 'SignUp is not permitted for this user pool');
  const isAddress = username.includes('@');
  if (pool.emailMode === 'alias' && isAddress) {
    throw new AwsError(
      'InvalidParameterException',
      'Username cannot be of email format, since user pool is configured for email alias.',
    );
  }
  if (pool.emailMode === 'username' && !isAddress)
    throw new AwsError('InvalidParameterException', 'Username should be an email.');
  const attributes = attributesOf(pool, body);
  if (attributes.email_verified !== undefined)
    throw new AwsError('NotAuthorizedException', 'A client attempted to write unauthorized attribute');
  const password = textOf(body, 'Password');
  requirePolicy(password, pool.passwordPolicy);
  if (await findUser(call, username)) throw new AwsError('UsernameExistsException', 'User already exists');
  const user = newUser(call, username, { ...attributes, email_verified: 'false' });
  requireAttributes(pool, user.attributes);
  user.passwordHash = await hashPassword(password);
  const email = user.attributes.email;
  const sends = pool.verifiesEmail && email !== undefined;
  if (sends) await sendCode(call, user, 'signUp');
  await saveUser(call, user);
  return {
    UserConfirmed: false,
    UserSub: user.attributes.sub,
    ...(sends ? { CodeDeliveryDetails: deliveryOf(email) } : {}),
  };
}

async function confirmSignUp(call: ClientCall): Promise<unknown> {
  const user = await findUser(call, usernameOf(call));
  if (!user)
    throw unknownUser(
      call,
      new AwsError('ExpiredCodeException', 'Invalid code provided, please request a code again.'),
    );
  if (user.status !== 'UNCONFIRMED')
    throw new AwsError('NotAuthorizedException', `User cannot be confirmed. Current status is ${user.status}`);
  const email = user.attributes.email;
  // Cognito looks at the alias first, so that the code stays good for the holder of the address.
  if (email && call.pool.emailMode === 'alias' && !call.body.ForceAliasCreation)
    await requireFreeAlias(call, email, user.username);
  const before = structuredClone(user);
  await takeCodeAndSave(call, user, 'signUp', textOf(call.body, 'ConfirmationCode'));
  if (email && call.body.ForceAliasCreation) await releaseAlias(call, email, user.username);
  user.status = 'CONFIRMED';
  if (email) user.attributes.email_verified = 'true';
  await saveUser(call, user, before);
  return {};
}

async function resendConfirmationCode(call: ClientCall): Promise<unknown> {
  const username = usernameOf(call);
  const user = await findUser(call, username);
  if (!user) {
    const hidden = unknownUser(call, undefined);
    if (hidden) throw hidden;
    return { CodeDeliveryDetails: deliveryOf(username.includes('@') ? username : `${username}@example.com`) };
  }
  if (user.status !== 'UNCONFIRMED') throw new AwsError('InvalidParameterException', 'User is already confirmed.');
  if (!user.attributes.email)
    throw new AwsError('InvalidParameterException', 'The user has no address to send a code to.');
  await sendCode(call, user, 'signUp');
  await saveUser(call, user, user);
  return { CodeDeliveryDetails: deliveryOf(user.attributes.email) };
}

async function forgotPassword(call: ClientCall): Promise<unknown> {
  const username = usernameOf(call);
  const user = await findUser(call, username);
  if (!user) {
    const hidden = unknownUser(call, undefined);
    if (hidden) throw hidden;
    return { CodeDeliveryDetails: deliveryOf(username.includes('@') ? username : `${username}@example.com`) };
  }
  if (!user.enabled) throw new AwsError('NotAuthorizedException', 'User is disabled.');
  if (user.status === 'FORCE_CHANGE_PASSWORD')
    throw new AwsError('NotAuthorizedException', 'User password cannot be reset in the current state.');
  const email = user.attributes.email;
  if (!email || user.attributes.email_verified !== 'true') {
    throw new AwsError(
      'InvalidParameterException',
      'Cannot reset password for the user as there is no registered/verified email or phone_number',
    );
  }
  await sendCode(call, user, 'reset');
  await saveUser(call, user, user);
  return { CodeDeliveryDetails: deliveryOf(email) };
}

async function confirmForgotPassword(call: ClientCall): Promise<unknown> {
  const user = await findUser(call, usernameOf(call));
  const password = textOf(call.body, 'Password');
  const code = textOf(call.body, 'ConfirmationCode');
  if (!user) throw unknownUser(call, codeMismatch());
  if (!user.enabled) throw new AwsError('NotAuthorizedException', 'User is disabled.');
  requirePolicy(password, call.pool.passwordPolicy);
  await takeCodeAndSave(call, user, 'reset', code);
  user.passwordHash = await hashPassword(password);
  user.wrongPasswords = 0;
  if (user.status === 'RESET_REQUIRED') user.status = 'CONFIRMED';
  await saveUser(call, user, user);
  return {};
}

async function revokeToken(call: ClientCall): Promise<unknown> {
  const { client, body } = call;
  const token = textOf(body, 'Token');
  if (client.secret !== undefined && optionalTextOf(body, 'ClientSecret') !== client.secret)
    throw new AwsError('UnauthorizedException', 'Invalid client credentials', 401);
  if (!client.revocation)
    throw new AwsError('UnsupportedOperationException', 'Token revocation is not enabled for this client.');
  if (token.split('.').length === 3)
    throw new AwsError('UnsupportedTokenTypeException', 'Only refresh tokens can be revoked.');
  await revokeRefreshToken(call, client, token);
  return {};
}

/** Takes a code; what a wrong try changes is stored before its refusal goes out. */
async function takeCodeAndSave(
  context: PoolContext,
  user: PoolUser,
  purpose: CodePurpose,
  code: string,
): Promise<void> {
  const before = structuredClone(user);
  try {
    takeCode(context, user, purpose, code);
  } catch (error) {
    await saveUser(context, user, before);
    throw error;
  }
}

async function releaseAlias(context: PoolContext, email: string, username: string): Promise<void> {
  const holder = await findUser(context, email);
  if (!holder || holder.username === username) return;
  await saveUser(context, { ...holder, attributes: { ...holder.attributes, email_verified: 'false' } }, holder);
}

/** UserNotFoundException where the client tells; otherwise what hides that there is no such user. */
function unknownUser<T extends AwsError | undefined>(call: ClientCall, hidden: T): AwsError | T {
  return call.client.hidesUnknownUsers
    ? hidden
    : new AwsError('UserNotFoundException', 'Username/client id combination not found.');
}
