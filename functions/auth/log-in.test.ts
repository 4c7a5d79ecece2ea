import { beforeEach, describe, expect, it } from 'vitest';
import { confirmSignUp, forgotPassword, logIn, resendCode, signUp } from '#contract/areas/auth.ts';
import type { Endpoint } from '#contract/endpoint.ts';
import { create } from '#data/change.ts';
import { EmailOwners } from '#data/person.ts';
import type { LambdaHandler } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { callEndpoint, type TestAnswer } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { prepareTestUserPool } from '#testing/user-pool.ts';
import { handler as confirmHandler } from './confirm-sign-up.ts';
import { handler as forgotHandler } from './forgot-password.ts';
import { handler as logInHandler } from './log-in.ts';
import { handler as resendHandler } from './resend-code.ts';
import { handler as signUpHandler } from './sign-up.ts';

const { items } = prepareTestTable();
const CODE = '123456';
const password = 'a lamp beside 7 quiet harbours';

/** What the pool answers, by operation; the code of a sign-up is right for one user of the pool alone. */
let answers: Record<string, { status?: number; body: object }> = {};
let codeIsFor = '';
const operations = prepareTestUserPool((operation, body) => {
  if (operation === 'DescribeUserPoolClient')
    return { body: { UserPoolClient: { ClientSecret: 'client-secret-in-tests' } } };
  if (operation === 'ConfirmSignUp' && body.Username !== codeIsFor)
    return { status: 400, body: { __type: 'CodeMismatchException', message: 'Invalid code.' } };
  return answers[operation] ?? { body: {} };
});
const refusal = (type: string, message = 'No.') => ({ status: 400, body: { __type: type, message } });

let count = 0;
let [known, unknown] = ['', ''];
beforeEach(async () => {
  count += 1;
  [known, unknown] = [`known${count}@example.com`, `unknown${count}@example.com`];
  answers = { AdminInitiateAuth: refusal('NotAuthorizedException', 'Incorrect username or password.') };
  await write(create(EmailOwners, { emailHash: sha256(known), userId: countedId('user', count) }));
  operations.length = 0;
});

describe('whether an address has an account', () => {
  async function asked(handler: LambdaHandler, endpoint: Endpoint, body: object) {
    const from = operations.length;
    const { status, body: answer } = await callEndpoint(handler, endpoint, { body });
    return { status, answer, work: operations.slice(from).filter((name) => name !== 'DescribeUserPoolClient') };
  }

  it.each<[string, LambdaHandler, Endpoint, object, string]>([
    ['log-in', logInHandler, logIn, { password }, 'AdminInitiateAuth'],
    ['a forgotten password', forgotHandler, forgotPassword, {}, 'ForgotPassword'],
    ['a new code', resendHandler, resendCode, {}, 'ResendConfirmationCode'],
  ])('is told by %s neither in the answer nor in the work', async (_what, handler, endpoint, body, operation) => {
    const ofKnown = await asked(handler, endpoint, { ...body, email: known });
    const ofUnknown = await asked(handler, endpoint, { ...body, email: unknown });
    expect(ofUnknown).toEqual(ofKnown);
    expect(ofUnknown.work).toEqual([operation]);
  });

  it('is not told by a lock of the pool, which only users get', async () => {
    answers = { AdminInitiateAuth: refusal('NotAuthorizedException', 'Password attempts exceeded') };
    const locked = await asked(logInHandler, logIn, { email: known, password });
    answers = { AdminInitiateAuth: refusal('NotAuthorizedException', 'Incorrect username or password.') };
    expect(await asked(logInHandler, logIn, { email: unknown, password })).toEqual(locked);
  });

  it('is not told when the attempts are used up', async () => {
    const last = async (email: string) => {
      for (let attempt = 0; attempt < 5; attempt++) await asked(logInHandler, logIn, { email, password });
      const { status, answer, work } = await asked(logInHandler, logIn, { email, password });
      return { status, code: answer.code, work };
    };
    const ofUnknown = await last(unknown);
    expect(ofUnknown).toEqual({ status: 429, code: 'rate_limited', work: [] });
    expect(await last(known)).toEqual(ofUnknown);
  });
});

describe('a log-in with a wrong password', () => {
  const eventsOf = async (userId: string) =>
    (await items()).filter((item) => item.type === 'LogInFailed' && item.aggregateId === userId);

  it('is on the record of the person it was tried for, with from where', async () => {
    const headers = { 'user-agent': 'curl/8.9.1', 'x-viewer-ip': '203.0.113.9' };
    await callEndpoint(logInHandler, logIn, { body: { email: known, password }, headers });
    expect(await eventsOf(countedId('user', count))).toEqual([
      expect.objectContaining({
        data: { userId: countedId('user', count), step: 'password', workspaceId: null },
        source: { address: '203.0.113.9', device: 'curl' },
        gsi2pk: `USR#${countedId('user', count)}#ACTIVITY`,
      }),
    ]);
  });

  it('writes as much for an address without an account, and no event', async () => {
    const grown = async (email: string) => {
      const before = await items();
      await callEndpoint(logInHandler, logIn, { body: { email, password } });
      const known = new Set(before.map(({ pk, sk }) => `${pk} ${sk}`));
      return (await items()).filter(({ pk, sk }) => !known.has(`${pk} ${sk}`));
    };
    const [ofKnown, ofUnknown] = [await grown(known), await grown(unknown)];
    expect(ofUnknown).toHaveLength(ofKnown.length);
    expect(ofUnknown.some(({ _et }) => _et === 'event')).toBe(false);
  });
});

describe('two sign-ups with one address', () => {
  const cookieOf = (answer: TestAnswer) => [(answer.cookies[0] ?? '').split(';')[0] ?? ''];
  const userOf = (cookies: string[]) => /usr_\w+/.exec(cookies[0] ?? '')?.[0] ?? '';
  const signUpAs = async (name: string) =>
    cookieOf(
      await callEndpoint(signUpHandler, signUp, {
        body: { as: 'influencer', email: unknown, password, name, country: 'DE', consents: { terms: true } },
      }),
    );
  const confirm = (cookies: string[]) =>
    callEndpoint(confirmHandler, confirmSignUp, { body: { email: unknown, code: CODE }, cookies });

  it('leave the first as it was: its code confirms it, and the account is the first person’s', async () => {
    const own = await signUpAs('Mara');
    await signUpAs('Mallory');
    codeIsFor = userOf(own);
    expect((await confirm(own)).status).toBe(200);
    expect(await callEndpoint(logInHandler, logIn, { body: { email: unknown, password } })).toMatchObject({
      status: 401,
    });
  });

  it('never let the holder of the address confirm the stranger’s with the code that the stranger caused', async () => {
    const own = await signUpAs('Mara');
    const strangers = await signUpAs('Mallory');
    codeIsFor = userOf(strangers);
    expect(await confirm(own)).toMatchObject({ status: 400, body: { code: 'wrong_code' } });
    expect(await confirm([])).toMatchObject({ status: 403, body: { code: 'not_your_sign_up' } });
    const forged = [`__Host-su=${userOf(strangers)}.${'x'.repeat(43)}`];
    expect(await confirm(forged)).toMatchObject({ status: 400, body: { code: 'wrong_code' } });
  });

  it('is told at log-in to nobody but the browser that made one, whatever the password', async () => {
    const own = await signUpAs('Mara');
    const ask = (cookies: string[]) =>
      callEndpoint(logInHandler, logIn, { body: { email: unknown, password }, cookies });
    expect(await ask(own)).toMatchObject({ status: 403, body: { code: 'account_not_confirmed' } });
    expect(await ask([])).toMatchObject({ status: 401, body: { code: 'wrong_credentials' } });
  });
});
