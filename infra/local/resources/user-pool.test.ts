import { createHmac } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  AssociateSoftwareTokenCommand,
  CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  DescribeUserPoolClientCommand,
  ForgotPasswordCommand,
  ResendConfirmationCodeCommand,
  RevokeTokenCommand,
  SignUpCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openServiceBench, type ServiceBench } from '#local/testing-services.ts';
import { listMail } from './mail.ts';
import { totpAt } from './user-pool/totp.ts';
import { resourceTypes } from './user-pool.ts';

const PASSWORD = 'correct horse battery staple';
const MINUTE = 60_000;

let bench: ServiceBench;
let cognito: CognitoIdentityProviderClient;
let poolId: string;
let clientId: string;
let secret: string;

const typeNamed = (name: string) => resourceTypes.find(({ type }) => type === name) ?? expect.fail(`no type ${name}`);
const hashOf = (username: string) =>
  createHmac('sha256', secret)
    .update(username + clientId)
    .digest('base64');
const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: Error) => `${error.name}: ${error.message}`,
  );

async function lastCode(email: string): Promise<string> {
  const [mail] = await listMail(bench.platform, { to: email });
  return /\d{6}/.exec(mail?.text ?? '')?.[0] ?? expect.fail(`no code was mailed to ${email}`);
}

const signUp = (username: string, email: string, password = PASSWORD) =>
  cognito.send(
    new SignUpCommand({
      ClientId: clientId,
      Username: username,
      Password: password,
      SecretHash: hashOf(username),
      UserAttributes: [{ Name: 'email', Value: email }],
    }),
  );
const confirm = (username: string, code: string) =>
  cognito.send(
    new ConfirmSignUpCommand({
      ClientId: clientId,
      Username: username,
      ConfirmationCode: code,
      SecretHash: hashOf(username),
    }),
  );
const signIn = (name: string, password = PASSWORD) =>
  cognito.send(
    new AdminInitiateAuthCommand({
      UserPoolId: poolId,
      ClientId: clientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: name, PASSWORD: password, SECRET_HASH: hashOf(name) },
    }),
  );
const refresh = (username: string, token: string) =>
  cognito.send(
    new AdminInitiateAuthCommand({
      UserPoolId: poolId,
      ClientId: clientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: token, SECRET_HASH: hashOf(username) },
    }),
  );

async function member(username: string, email: string): Promise<void> {
  await signUp(username, email);
  await confirm(username, await lastCode(email));
}

beforeEach(async () => {
  bench = await openServiceBench();
  const pool = await bench.start(typeNamed('AWS::Cognito::UserPool'), 'Users', {
    AliasAttributes: ['email'],
    AutoVerifiedAttributes: ['email'],
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
    UsernameConfiguration: { CaseSensitive: false },
    MfaConfiguration: 'OPTIONAL',
    EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    Policies: { PasswordPolicy: { MinimumLength: 15 } },
    VerificationMessageTemplate: {
      DefaultEmailOption: 'CONFIRM_WITH_CODE',
      EmailMessage: '<p>Use {####}</p>',
      EmailSubject: 'Confirm',
    },
  });
  const client = await bench.start(typeNamed('AWS::Cognito::UserPoolClient'), 'Web', {
    UserPoolId: pool.ref,
    GenerateSecret: true,
    ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    PreventUserExistenceErrors: 'ENABLED',
    AccessTokenValidity: 10,
    IdTokenValidity: 10,
    RefreshTokenValidity: 30,
    TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'days' },
    EnableTokenRevocation: true,
  });
  cognito = new CognitoIdentityProviderClient(bench.clientConfig);
  poolId = pool.ref;
  clientId = client.ref;
  const described = await cognito.send(new DescribeUserPoolClientCommand({ UserPoolId: poolId, ClientId: clientId }));
  secret = described.UserPoolClient?.ClientSecret ?? expect.fail('the client has no secret');
});

afterEach(async () => {
  cognito.destroy();
  await bench.close();
});

describe('from sign-up to tokens', () => {
  test('gives tokens that aws-jwt-verify accepts by the pool’s key set, and refuses a forged one', async () => {
    await member('usr_1', 'ada@example.com');
    const { AuthenticationResult: tokens } = await signIn('ada@example.com');
    const verifier = CognitoJwtVerifier.create({ userPoolId: poolId, clientId, tokenUse: 'access' });
    const jwks = (await (await fetch(`${bench.endpoint}/${poolId}/.well-known/jwks.json`)).json()) as Parameters<
      typeof verifier.cacheJwks
    >[0];
    verifier.cacheJwks(jwks);
    const claims = await verifier.verify(tokens?.AccessToken ?? '');
    expect(claims).toMatchObject({
      username: 'usr_1',
      client_id: clientId,
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
    });
    expect(claims.iss).toBe(`https://cognito-idp.us-east-1.amazonaws.com/${poolId}`);
    expect(claims.exp - claims.iat).toBe(600);
    expect(typeof claims.origin_jti).toBe('string');
    const [head, body, signature = ''] = (tokens?.AccessToken ?? '').split('.');
    const forgedBody = Buffer.from(JSON.stringify({ ...claims, username: 'usr_2' })).toString('base64url');
    await expect(verifier.verify(`${head}.${forgedBody}.${signature}`)).rejects.toThrow('Invalid signature');
    await expect(verifier.verify(tokens?.IdToken ?? '')).rejects.toThrow('Token use not allowed');
    expect(body).not.toBe(forgedBody);
  });

  test('asks only for the action and pool that the call names', async () => {
    await member('usr_1', 'ada@example.com');
    await signIn('usr_1');
    expect(bench.asked.at(-1)).toBe(
      `cognito-idp:AdminInitiateAuth arn:aws:cognito-idp:us-east-1:000000000000:userpool/${poolId}`,
    );
  });

  test('refuses an unconfirmed user, and its address does not sign in', async () => {
    await signUp('usr_1', 'ada@example.com');
    expect(await errorOf(signIn('usr_1'))).toContain('UserNotConfirmedException');
    expect(await errorOf(signIn('ada@example.com'))).toBe('NotAuthorizedException: Incorrect username or password.');
  });

  test('keeps the signing key readable by its owner only', () => {
    const folder = join(bench.platform.dataDir, 'user-pools');
    const modes = readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777);
    expect(modes).toEqual([0o600]);
  });

  test('keeps no password in its store', async () => {
    await member('usr_1', 'ada@example.com');
    const users = await bench.platform.store.list(`cognito/${poolId}/users`);
    expect(JSON.stringify(users)).not.toContain(PASSWORD);
  });
});

describe('what sign-up refuses', () => {
  test.each([
    ['short', 'Sh0rt!', 'InvalidPasswordException: Password did not conform with policy: Password not long enough'],
    [
      'outer space',
      `${PASSWORD} `,
      'InvalidPasswordException: Password did not conform with policy: Password must not begin or end with a space',
    ],
  ])('a password that is %s', async (_label, password, error) => {
    expect(await errorOf(signUp('usr_1', 'ada@example.com', password))).toBe(error);
  });

  test('a wrong and a missing secret hash', async () => {
    const command = { ClientId: clientId, Username: 'usr_1', Password: PASSWORD };
    expect(await errorOf(cognito.send(new SignUpCommand({ ...command, SecretHash: hashOf('usr_2') })))).toBe(
      `NotAuthorizedException: Unable to verify secret hash for client ${clientId}`,
    );
    expect(await errorOf(cognito.send(new SignUpCommand(command)))).toContain('SECRET_HASH was not received');
  });

  test('a username in the form of an address, one that is taken, and an address that is none', async () => {
    expect(await errorOf(signUp('ada@example.com', 'ada@example.com'))).toContain('Username cannot be of email format');
    await signUp('usr_1', 'ada@example.com');
    expect(await errorOf(signUp('USR_1', 'bob@example.com'))).toContain('UsernameExistsException');
    expect(await errorOf(signUp('usr_2', 'nowhere'))).toContain(
      'InvalidParameterException: Invalid email address format.',
    );
  });

  test('confirming an address that another user holds already', async () => {
    await member('usr_1', 'ada@example.com');
    await signUp('usr_2', 'Ada@example.com');
    expect(await errorOf(confirm('usr_2', await lastCode('ada@example.com')))).toBe(
      'AliasExistsException: An account with the given email already exists.',
    );
    expect((await signIn('ada@example.com')).AuthenticationResult?.AccessToken).toBeDefined();
  });

  test('a wrong code, then any code after five wrong ones, and a code older than a day', async () => {
    await signUp('usr_1', 'ada@example.com');
    const code = await lastCode('ada@example.com');
    const wrong = code === '000000' ? '000001' : '000000';
    for (let tries = 0; tries < 5; tries += 1)
      expect(await errorOf(confirm('usr_1', wrong))).toContain('CodeMismatchException');
    expect(await errorOf(confirm('usr_1', code))).toContain('LimitExceededException');
    await bench.advance(24 * 60 * MINUTE);
    expect(await errorOf(confirm('usr_1', code))).toContain('ExpiredCodeException');
    await cognito.send(
      new ResendConfirmationCodeCommand({ ClientId: clientId, Username: 'usr_1', SecretHash: hashOf('usr_1') }),
    );
    await confirm('usr_1', await lastCode('ada@example.com'));
    expect((await signIn('usr_1')).AuthenticationResult?.TokenType).toBe('Bearer');
  });

  test('nothing that would tell whether an unknown user exists', async () => {
    const unknown = { ClientId: clientId, Username: 'nobody@example.com', SecretHash: hashOf('nobody@example.com') };
    expect(await errorOf(signIn('nobody@example.com'))).toBe('NotAuthorizedException: Incorrect username or password.');
    expect((await cognito.send(new ForgotPasswordCommand(unknown))).CodeDeliveryDetails?.DeliveryMedium).toBe('EMAIL');
    expect(
      await errorOf(
        cognito.send(new ConfirmForgotPasswordCommand({ ...unknown, ConfirmationCode: '123456', Password: PASSWORD })),
      ),
    ).toContain('CodeMismatchException');
    expect(await listMail(bench.platform)).toEqual([]);
  });
});

describe('signing in again and out', () => {
  test('makes the user wait after five wrong passwords, and lets it in after the wait', async () => {
    await member('usr_1', 'ada@example.com');
    for (let tries = 0; tries < 5; tries += 1)
      expect(await errorOf(signIn('usr_1', 'wrong wrong wrong'))).toContain('Incorrect username or password.');
    expect(await errorOf(signIn('usr_1'))).toBe('NotAuthorizedException: Password attempts exceeded');
    await bench.advance(1000);
    expect((await signIn('usr_1')).AuthenticationResult?.AccessToken).toBeDefined();
  });

  test('refreshes until the refresh token is too old, revoked, signed out or its user disabled', async () => {
    await member('usr_1', 'ada@example.com');
    const tokenOf = async () => (await signIn('usr_1')).AuthenticationResult?.RefreshToken ?? '';
    const [revoked, signedOut] = [await tokenOf(), await tokenOf()];
    expect((await refresh('usr_1', revoked)).AuthenticationResult).toMatchObject({
      TokenType: 'Bearer',
      ExpiresIn: 600,
    });
    expect(await errorOf(refresh('ada@example.com', revoked))).toContain('Unable to verify secret hash');
    await cognito.send(new RevokeTokenCommand({ ClientId: clientId, ClientSecret: secret, Token: revoked }));
    expect(await errorOf(refresh('usr_1', revoked))).toBe('NotAuthorizedException: Refresh Token has been revoked');
    expect((await refresh('usr_1', signedOut)).AuthenticationResult?.AccessToken).toBeDefined();
    await cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId: poolId, Username: 'usr_1' }));
    expect(await errorOf(refresh('usr_1', signedOut))).toContain('Refresh Token has been revoked');
    const old = await tokenOf();
    await bench.advance(30 * 24 * 60 * MINUTE);
    expect(await errorOf(refresh('usr_1', old))).toContain('Refresh Token has expired');
    await cognito.send(new AdminDisableUserCommand({ UserPoolId: poolId, Username: 'usr_1' }));
    expect(await errorOf(signIn('usr_1'))).toBe('NotAuthorizedException: User is disabled.');
  });

  test('lets nobody revoke without the client secret', async () => {
    expect(
      await errorOf(cognito.send(new RevokeTokenCommand({ ClientId: clientId, ClientSecret: 'guess', Token: 'x' }))),
    ).toContain('UnauthorizedException');
  });

  test('resets a forgotten password with a code that lives one hour', async () => {
    await member('usr_1', 'ada@example.com');
    const ask = () =>
      cognito.send(
        new ForgotPasswordCommand({
          ClientId: clientId,
          Username: 'ada@example.com',
          SecretHash: hashOf('ada@example.com'),
        }),
      );
    const reset = (code: string) =>
      cognito.send(
        new ConfirmForgotPasswordCommand({
          ClientId: clientId,
          Username: 'ada@example.com',
          SecretHash: hashOf('ada@example.com'),
          ConfirmationCode: code,
          Password: 'another long password',
        }),
      );
    await ask();
    await bench.advance(61 * MINUTE);
    expect(await errorOf(reset(await lastCode('ada@example.com')))).toContain('ExpiredCodeException');
    await ask();
    await reset(await lastCode('ada@example.com'));
    expect(await errorOf(signIn('usr_1'))).toContain('Incorrect username or password.');
    expect((await signIn('usr_1', 'another long password')).AuthenticationResult?.AccessToken).toBeDefined();
  });
});

describe('what an administrator does', () => {
  test('creates a user that must set its own password first', async () => {
    await cognito.send(
      new AdminCreateUserCommand({
        UserPoolId: poolId,
        Username: 'usr_9',
        TemporaryPassword: 'temporary password 1',
        MessageAction: 'SUPPRESS',
        UserAttributes: [
          { Name: 'email', Value: 'eve@example.com' },
          { Name: 'email_verified', Value: 'true' },
        ],
      }),
    );
    const { ChallengeName, Session } = await signIn('eve@example.com', 'temporary password 1');
    expect(ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
    const answer = await cognito.send(
      new AdminRespondToAuthChallengeCommand({
        UserPoolId: poolId,
        ClientId: clientId,
        ChallengeName,
        Session,
        ChallengeResponses: { USERNAME: 'usr_9', NEW_PASSWORD: PASSWORD, SECRET_HASH: hashOf('usr_9') },
      }),
    );
    expect(answer.AuthenticationResult?.AccessToken).toBeDefined();
    await cognito.send(
      new AdminSetUserPasswordCommand({
        UserPoolId: poolId,
        Username: 'usr_9',
        Password: 'set by staff, long',
        Permanent: true,
      }),
    );
    expect((await signIn('usr_9', 'set by staff, long')).AuthenticationResult?.AccessToken).toBeDefined();
  });

  test('moves a verified address and refuses one that is taken', async () => {
    await member('usr_1', 'ada@example.com');
    await member('usr_2', 'bob@example.com');
    const move = (email: string) =>
      cognito.send(
        new AdminUpdateUserAttributesCommand({
          UserPoolId: poolId,
          Username: 'usr_1',
          UserAttributes: [
            { Name: 'email', Value: email },
            { Name: 'email_verified', Value: 'true' },
          ],
        }),
      );
    expect(await errorOf(move('bob@example.com'))).toContain('AliasExistsException');
    await move('lovelace@example.com');
    expect((await signIn('lovelace@example.com')).AuthenticationResult?.AccessToken).toBeDefined();
    expect(await errorOf(signIn('ada@example.com'))).toContain('Incorrect username or password.');
    const user = await cognito.send(new AdminGetUserCommand({ UserPoolId: poolId, Username: 'lovelace@example.com' }));
    expect(user).toMatchObject({ Username: 'usr_1', Enabled: true, UserStatus: 'CONFIRMED' });
    expect(await errorOf(cognito.send(new AdminGetUserCommand({ UserPoolId: poolId, Username: 'nobody' })))).toContain(
      'UserNotFoundException',
    );
  });
});

describe('a software token as second factor', () => {
  test('is asked for once it is verified and preferred, and takes each code once', async () => {
    await member('usr_1', 'ada@example.com');
    const accessToken = (await signIn('usr_1')).AuthenticationResult?.AccessToken;
    const { SecretCode = '' } = await cognito.send(new AssociateSoftwareTokenCommand({ AccessToken: accessToken }));
    const codeNow = () => totpAt(SecretCode, bench.platform.clock.now());
    const wrong = codeNow() === '123456' ? '654321' : '123456';
    expect(
      await errorOf(cognito.send(new VerifySoftwareTokenCommand({ AccessToken: accessToken, UserCode: wrong }))),
    ).toContain('EnableSoftwareTokenMFAException');
    await cognito.send(new VerifySoftwareTokenCommand({ AccessToken: accessToken, UserCode: codeNow() }));
    await cognito.send(
      new AdminSetUserMFAPreferenceCommand({
        UserPoolId: poolId,
        Username: 'usr_1',
        SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
      }),
    );
    const answer = async (code: string) => {
      const { ChallengeName, Session } = await signIn('usr_1');
      return cognito.send(
        new AdminRespondToAuthChallengeCommand({
          UserPoolId: poolId,
          ClientId: clientId,
          ChallengeName,
          Session,
          ChallengeResponses: { USERNAME: 'usr_1', SOFTWARE_TOKEN_MFA_CODE: code, SECRET_HASH: hashOf('usr_1') },
        }),
      );
    };
    expect(await errorOf(answer(codeNow()))).toContain('ExpiredCodeException');
    await bench.advance(MINUTE);
    expect(await errorOf(answer(wrong))).toContain('CodeMismatchException');
    expect((await answer(codeNow())).AuthenticationResult?.AccessToken).toBeDefined();
  });

  test('follows RFC 6238', () => {
    // "12345678901234567890" in base32; the vectors of appendix B, last six digits.
    const secretCode = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    expect([59, 1_111_111_109, 20_000_000_000].map((seconds) => totpAt(secretCode, seconds * 1000))).toEqual([
      '287082',
      '081804',
      '353130',
    ]);
  });
});
