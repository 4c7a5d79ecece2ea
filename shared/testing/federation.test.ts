import { createHash, createHmac } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { beforeAll, describe, expect, it } from 'vitest';
import { proofOf } from '#runtime/log-in-proof.ts';
import { prepareTestFederation } from './federation.ts';
import { prepareTestSecrets } from './secrets.ts';

prepareTestSecrets();
const federation = prepareTestFederation();

const callback = 'http://localhost:3000/api/v1/auth/oauth/callback';
const verifier = 'v'.repeat(43);
let cognito: CognitoIdentityProviderClient;
let secrets: Record<string, string> = {};
const clients = () => ({ logIn: process.env.LOG_IN_CLIENT_ID ?? '', web: process.env.USER_POOL_CLIENT_ID ?? '' });
const UserPoolId = () => process.env.USER_POOL_ID ?? '';

beforeAll(async () => {
  cognito = new CognitoIdentityProviderClient(federation.bench().clientConfig);
  for (const ClientId of Object.values(clients())) {
    const { UserPoolClient } = await cognito.send(
      new DescribeUserPoolClientCommand({ UserPoolId: UserPoolId(), ClientId }),
    );
    secrets = { ...secrets, [ClientId]: UserPoolClient?.ClientSecret ?? '' };
  }
});

function authorizeUrl(changed: Record<string, string> = {}): string {
  const query = {
    response_type: 'code',
    client_id: clients().logIn,
    redirect_uri: callback,
    scope: 'openid email profile',
    identity_provider: 'Google',
    state: 'our-state',
    nonce: 'our-nonce',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...changed,
  };
  return `${process.env.LOG_IN_DOMAIN_URL}/oauth2/authorize?${new URLSearchParams(query)}`;
}

const visit = (somebody = {}, changed: Record<string, string> = {}) =>
  federation.visit(authorizeUrl(changed), { email: 'ada@example.com', ...somebody });

async function exchange(code: string, changed: Record<string, string> = {}, secret = secrets[clients().logIn]) {
  const basic = Buffer.from(`${clients().logIn}:${secret}`).toString('base64');
  const form = { grant_type: 'authorization_code', code, redirect_uri: callback, code_verifier: verifier, ...changed };
  const response = await fetch(`${process.env.LOG_IN_DOMAIN_URL}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams(form),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

const claimsOf = (token = '') => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));

describe('the OAuth endpoints of the local user pool', () => {
  it('give an ID token with the identity, what the provider said of the address, and the nonce', async () => {
    const { code = '', state } = await visit({ name: 'Ada', sub: '42', verified: false });
    expect(state).toBe('our-state');
    const { body } = await exchange(code);
    expect(claimsOf(body.id_token)).toMatchObject({
      token_use: 'id',
      aud: clients().logIn,
      nonce: 'our-nonce',
      'cognito:username': 'Google_42',
      identities: [{ userId: '42', providerName: 'Google' }],
      email: 'ada@example.com',
      name: 'Ada',
      'custom:provider_verified': 'false',
    });
    expect(claimsOf(body.id_token)).not.toHaveProperty('email_verified', true);
  });

  it.each([
    ['another verifier', { code_verifier: 'w'.repeat(43) }, undefined, 'invalid_grant'],
    ['another address to return to', { redirect_uri: 'http://localhost:3000/elsewhere' }, undefined, 'invalid_grant'],
    ['another secret', {}, 'not the secret', 'invalid_client'],
    ['another grant', { grant_type: 'password' }, undefined, 'unsupported_grant_type'],
  ])('take no code with %s', async (_what, changed, secret, error) => {
    const { code = '' } = await visit();
    expect(await exchange(code, changed, secret)).toEqual({ status: 400, body: { error } });
  });

  it('take a code once', async () => {
    const { code = '' } = await visit();
    expect((await exchange(code)).status).toBe(200);
    expect(await exchange(code)).toEqual({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('send nobody to an address that is not registered', async () => {
    const response = await fetch(authorizeUrl({ redirect_uri: 'https://evil.example/' }), { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([400, null]);
  });

  it.each([
    ['a provider the client does not have', { identity_provider: 'Facebook' }],
    ['a scope the client does not have', { scope: 'openid aws.cognito.signin.user.admin' }],
    ['a plain challenge', { code_challenge_method: 'plain' }],
    ['tokens in the address', { response_type: 'token' }],
  ])('refuse %s', async (_what, changed) => {
    expect(await visit({}, changed)).toMatchObject({ error: 'invalid_request', state: 'our-state' });
  });

  it.each([
    ['bad_signature', 'invalid_request'],
    ['wrong_issuer', 'invalid_request'],
    ['wrong_audience', 'invalid_request'],
    ['wrong_nonce', 'invalid_request'],
    ['no_email', 'invalid_request'],
    ['refused', 'invalid_request'],
    ['down', 'server_error'],
  ])('hand on nobody when the provider’s answer is %s', async (fault, error) => {
    await federation.fault(fault);
    const back = await visit({}, { identity_provider: 'LinkedIn' });
    expect(back).toMatchObject({ error, state: 'our-state' });
    expect(back.code).toBeUndefined();
  });

  it('say when the person turned back', async () => {
    expect(await visit({ deny: true })).toMatchObject({ error: 'access_denied' });
  });
});

describe('a user of the local pool', () => {
  const hash = (name: string) =>
    createHmac('sha256', secrets[clients().web] ?? '')
      .update(name + clients().web)
      .digest('base64');
  const initiate = (name: string, flow: 'CUSTOM_AUTH' | 'ADMIN_USER_PASSWORD_AUTH', more = {}) =>
    cognito.send(
      new AdminInitiateAuthCommand({
        UserPoolId: UserPoolId(),
        ClientId: clients().web,
        AuthFlow: flow,
        AuthParameters: { USERNAME: name, SECRET_HASH: hash(name), ...more },
      }),
    );
  const answer = (name: string, Session: string | undefined, ANSWER: string) =>
    cognito.send(
      new AdminRespondToAuthChallengeCommand({
        UserPoolId: UserPoolId(),
        ClientId: clients().web,
        ChallengeName: 'CUSTOM_CHALLENGE',
        Session,
        ChallengeResponses: { USERNAME: name, SECRET_HASH: hash(name), ANSWER },
      }),
    );

  it('of a provider holds no address of the pool: that of a person can still be verified', async () => {
    await visit({ email: 'held@example.com', verified: true });
    const made = { UserPoolId: UserPoolId(), Username: 'usr_held', MessageAction: 'SUPPRESS' } as const;
    const attributes = [
      { Name: 'email', Value: 'held@example.com' },
      { Name: 'email_verified', Value: 'true' },
    ];
    await expect(
      cognito.send(new AdminCreateUserCommand({ ...made, UserAttributes: attributes })),
    ).resolves.toHaveProperty('User');
  });

  it('is signed in by the answer to the pool’s own question, once, and by no other answer', async () => {
    const Username = 'usr_proved';
    await cognito.send(
      new AdminCreateUserCommand({
        UserPoolId: UserPoolId(),
        Username,
        MessageAction: 'SUPPRESS',
        UserAttributes: [{ Name: 'email', Value: 'proved@example.com' }],
      }),
    );
    const Password = 'a password nobody knows';
    await cognito.send(
      new AdminSetUserPasswordCommand({ UserPoolId: UserPoolId(), Username, Password, Permanent: true }),
    );
    const asked = await initiate(Username, 'CUSTOM_AUTH');
    expect(asked.ChallengeName).toBe('CUSTOM_CHALLENGE');
    expect(asked.AuthenticationResult).toBeUndefined();
    expect(Object.keys(asked.ChallengeParameters ?? {})).toEqual(['USERNAME', 'question']);
    const right = (of: typeof asked) => proofOf(Username, of.ChallengeParameters?.question ?? '');
    await expect(answer(Username, asked.Session, 'a guess')).rejects.toThrow('Incorrect username or password.');
    await expect(answer(Username, asked.Session, await right(asked))).rejects.toThrow('Invalid session');
    const again = await initiate(Username, 'CUSTOM_AUTH');
    await expect(answer(Username, again.Session, await right(asked))).rejects.toThrow('Incorrect username');
    const last = await initiate(Username, 'CUSTOM_AUTH');
    const { AuthenticationResult } = await answer(Username, last.Session, await right(last));
    expect(claimsOf(AuthenticationResult?.AccessToken)).toMatchObject({ username: Username, token_use: 'access' });
    await expect(initiate('usr_nobody', 'CUSTOM_AUTH')).rejects.toThrow('Incorrect username or password.');
  });

  it('of a provider is forgotten on demand', async () => {
    await visit({ sub: 'to-forget' });
    const forget = new AdminDeleteUserCommand({ UserPoolId: UserPoolId(), Username: 'Google_to-forget' });
    await cognito.send(forget);
    await expect(cognito.send(forget)).rejects.toThrow('User does not exist.');
  });
});
