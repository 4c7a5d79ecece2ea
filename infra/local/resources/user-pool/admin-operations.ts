import { randomBytes } from 'node:crypto';
import { AwsError, type Platform } from '#local/kernel.ts';
import { inTurn } from '../in-turn.ts';
import { type JsonBody, type JsonOperation, optionalTextOf, textOf } from '../json-service.ts';
import { storeMail } from '../mail/store-mail.ts';
import { hashPassword, requirePolicy } from './password.ts';
import { findClient, findPool } from './pool-settings.ts';
import {
  collectionOf,
  deleteUser,
  findUser,
  getUserOrThrow,
  newUser,
  type PoolContext,
  type PoolUser,
  requireFreeAlias,
  saveUser,
  sendCode,
} from './pool-users.ts';
import { attributeList, attributesOf, requireAttributes } from './user-attributes.ts';

interface AdminCall extends PoolContext {
  body: JsonBody;
}

/** What the product's functions do with users under their own role. */
export function adminOperations(platform: Platform): Record<string, JsonOperation> {
  const signed = (action: string, work: (call: AdminCall) => Promise<unknown>): [string, JsonOperation] => [
    action,
    {
      access: (body) => [
        {
          action: `cognito-idp:${action}`,
          resource: `arn:aws:cognito-idp:${platform.region}:${platform.account}:userpool/${textOf(body, 'UserPoolId')}`,
        },
      ],
      run: async (body) => {
        const pool = findPool(platform, textOf(body, 'UserPoolId'));
        return inTurn(platform, pool.id, () => work({ platform, pool, body }));
      },
    },
  ];
  const onUser = (
    action: string,
    change: (call: AdminCall, user: PoolUser) => Promise<void> | void,
  ): [string, JsonOperation] =>
    signed(action, async (call) => {
      const user = await getUserOrThrow(call, textOf(call.body, 'Username'));
      const before = structuredClone(user);
      await change(call, user);
      await saveUser(call, user, before);
      return {};
    });
  return Object.fromEntries([
    signed('AdminGetUser', async (call) => describeUser(await getUserOrThrow(call, textOf(call.body, 'Username')))),
    signed('AdminCreateUser', adminCreateUser),
    signed('AdminDeleteUser', async (call) =>
      deleteUser(call, await getUserOrThrow(call, textOf(call.body, 'Username'))),
    ),
    onUser('AdminConfirmSignUp', (_call, user) => {
      if (user.status !== 'UNCONFIRMED')
        throw new AwsError('NotAuthorizedException', `User cannot be confirmed. Current status is ${user.status}`);
      user.status = 'CONFIRMED';
    }),
    onUser('AdminUserGlobalSignOut', (_call, user) => void Object.assign(user, { epoch: user.epoch + 1 })),
    // Disabling a user revokes its tokens as well.
    onUser('AdminDisableUser', (_call, user) => void Object.assign(user, { enabled: false, epoch: user.epoch + 1 })),
    onUser('AdminEnableUser', (_call, user) => void Object.assign(user, { enabled: true })),
    onUser('AdminSetUserPassword', setPassword),
    onUser('AdminUpdateUserAttributes', updateAttributes),
    onUser('AdminSetUserMFAPreference', setMfaPreference),
    signed('DescribeUserPool', describePool),
    signed('DescribeUserPoolClient', describeClient),
  ]);
}

async function adminCreateUser(call: AdminCall): Promise<unknown> {
  const { pool, body, platform } = call;
  const username = textOf(body, 'Username');
  if (pool.emailMode === 'alias' && username.includes('@')) {
    throw new AwsError(
      'InvalidParameterException',
      'Username cannot be of email format, since user pool is configured for email alias.',
    );
  }
  if (await findUser(call, username)) throw new AwsError('UsernameExistsException', 'User account already exists');
  const user = newUser(call, username, attributesOf(pool, body));
  requireAttributes(pool, user.attributes);
  const email = user.attributes.email;
  if (email && user.attributes.email_verified === 'true') await requireFreeAlias(call, email, user.username);
  // The suffix holds one character of each kind a policy may ask for.
  const password =
    optionalTextOf(body, 'TemporaryPassword') ??
    `${randomBytes(12)
      .toString('base64url')
      .slice(0, pool.passwordPolicy.minimumLength + 8)}aA1!`.padStart(pool.passwordPolicy.minimumLength, 'x');
  requirePolicy(password, pool.passwordPolicy);
  Object.assign(user, { status: 'FORCE_CHANGE_PASSWORD', passwordHash: await hashPassword(password) });
  await saveUser(call, user);
  if (body.MessageAction !== 'SUPPRESS' && email) {
    const html = pool.mail.inviteMessage.replaceAll('{username}', user.username).replaceAll('{####}', password);
    await storeMail(platform, {
      from: pool.mail.from,
      to: [email],
      subject: pool.mail.inviteSubject,
      html,
      text: html.replace(/<[^>]*>/g, ''),
    });
  }
  const { UserAttributes, ...description } = describeUser(user);
  return { User: { ...description, Attributes: UserAttributes } };
}

async function setPassword({ pool, body }: AdminCall, user: PoolUser): Promise<void> {
  const password = textOf(body, 'Password');
  requirePolicy(password, pool.passwordPolicy);
  user.passwordHash = await hashPassword(password);
  user.status = body.Permanent === true ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD';
  user.wrongPasswords = 0;
}

async function updateAttributes(call: AdminCall, user: PoolUser): Promise<void> {
  const attributes = attributesOf(call.pool, call.body);
  const email = attributes.email;
  const changes = email !== undefined && email !== user.attributes.email;
  Object.assign(user.attributes, attributes);
  if (!changes) return;
  // A new address is unverified until said otherwise; the old one stops signing in at once.
  user.attributes.email_verified = attributes.email_verified ?? 'false';
  if (user.attributes.email_verified === 'true') await requireFreeAlias(call, email, user.username);
  else if (call.pool.verifiesEmail) await sendCode(call, user, 'signUp');
}

function setMfaPreference({ body }: AdminCall, user: PoolUser): void {
  const settings = (body.SoftwareTokenMfaSettings ?? {}) as { Enabled?: boolean };
  if (settings.Enabled === undefined) return;
  if (settings.Enabled && !user.totp?.verified)
    throw new AwsError('InvalidParameterException', 'User has not verified software token mfa');
  if (user.totp) user.totp = { ...user.totp, enabled: settings.Enabled };
}

function describeUser(user: PoolUser): { UserAttributes: { Name: string; Value: string }[] } & Record<string, unknown> {
  const mfa =
    user.totp?.verified && user.totp.enabled
      ? { PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA', UserMFASettingList: ['SOFTWARE_TOKEN_MFA'] }
      : {};
  return {
    Username: user.username,
    UserAttributes: attributeList(user),
    UserCreateDate: user.createdAtMs / 1000,
    UserLastModifiedDate: user.updatedAtMs / 1000,
    Enabled: user.enabled,
    UserStatus: user.status,
    ...mfa,
  };
}

async function describePool({ platform, pool }: AdminCall): Promise<unknown> {
  const users = await platform.store.list(collectionOf(pool.id, 'users'));
  const { minimumLength, uppercase, lowercase, numbers, symbols } = pool.passwordPolicy;
  const policy = {
    MinimumLength: minimumLength,
    RequireUppercase: uppercase,
    RequireLowercase: lowercase,
    RequireNumbers: numbers,
    RequireSymbols: symbols,
  };
  return {
    UserPool: {
      Id: pool.id,
      Arn: pool.arn,
      MfaConfiguration: pool.mfa,
      EstimatedNumberOfUsers: users.length,
      Policies: { PasswordPolicy: policy },
    },
  };
}

async function describeClient({ platform, pool, body }: AdminCall): Promise<unknown> {
  const client = findClient(platform, textOf(body, 'ClientId'));
  if (client.poolId !== pool.id)
    throw new AwsError('ResourceNotFoundException', `User pool client ${client.id} does not exist.`);
  return {
    UserPoolClient: {
      UserPoolId: pool.id,
      ClientId: client.id,
      ClientName: client.name,
      ...(client.secret === undefined ? {} : { ClientSecret: client.secret }),
      ExplicitAuthFlows: client.flows,
      AccessTokenValidity: client.accessSeconds,
      IdTokenValidity: client.idSeconds,
      RefreshTokenValidity: client.refreshSeconds,
      TokenValidityUnits: { AccessToken: 'seconds', IdToken: 'seconds', RefreshToken: 'seconds' },
      PreventUserExistenceErrors: client.hidesUnknownUsers ? 'ENABLED' : 'LEGACY',
      EnableTokenRevocation: client.revocation,
    },
  };
}
