import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { totpAt } from '#runtime/totp.ts';
import { type RawAnswer, sendRaw, Tab } from '#testing/edge/raw-client.ts';
import { listMail } from '../resources/mail.ts';
import { ApiSession } from '../seed/api-session.ts';
import { mailedCode, openAccount } from '../seed/open-account.ts';
import { proveByProvider, visitProvider } from '../seed/visit-provider.ts';
import { startForTests, type TestPlatform } from '../testing.ts';

const PASSWORD = 'four plain words together';
const NEW_PASSWORD = 'four other words together';

let running: TestPlatform;
let count = 0;

beforeAll(async () => {
  running = await startForTests();
});
afterAll(() => running?.stop());
// A quarter of an hour, so that no log-in budget of the test before counts.
beforeEach(() => advance(901_000));

const advance = (ms: number): Promise<void> => running.platform.clock.advanceTo(running.platform.clock.now() + ms);
const tab = (cookie?: string): Tab => new Tab(() => running, cookie);
const signUpBody = (email: string) => ({
  as: 'influencer',
  email,
  password: PASSWORD,
  name: 'Alma Berg',
  country: 'DE',
  consents: { terms: true },
});
const newEmail = (): string => `person${++count}@creators.example`;

async function openedAccount(): Promise<string> {
  const email = newEmail();
  await openAccount(running.urls.api, running.platform, {
    as: 'influencer',
    email,
    password: PASSWORD,
    name: 'Alma Berg',
    country: 'DE',
    timezone: 'Europe/Berlin',
  });
  return email;
}

async function mailsTo(email: string): Promise<{ subject: string; text?: string }[]> {
  return listMail(running.platform, { to: email });
}

describe('opening an account', () => {
  it('goes from sign-up over the mailed code to a session that knows who it is', async () => {
    const email = newEmail();
    const person = tab();
    expect(await person.send('POST /auth/signup', signUpBody(email))).toMatchObject({
      status: 202,
      body: { status: 'confirmation_sent' },
    });
    expect(await person.logIn(email, PASSWORD)).toMatchObject({ status: 403, body: { code: 'account_not_confirmed' } });
    const code = await mailedCode(running.platform, email);
    const wrong = code === '000000' ? '000001' : '000000';
    expect(await person.send('POST /auth/confirm', { email, code: wrong })).toMatchObject({
      status: 400,
      body: { code: 'wrong_code' },
    });
    expect(await person.send('POST /auth/confirm', { email, code })).toMatchObject({ status: 200 });
    const loggedIn = await person.logIn(email, PASSWORD);
    expect(loggedIn).toMatchObject({
      status: 200,
      body: { user: { email, role: 'influencer' }, expiresInSeconds: 600 },
    });
    expect(await person.whoAmI()).toEqual({ status: 200, email });
  });

  it('sets a refresh cookie that scripts, other hosts and other sites never see', async () => {
    const answer = await tab().logIn(await openedAccount(), PASSWORD);
    expect(answer.headers.getSetCookie()).toHaveLength(1);
    const [value = '', ...attributes] = (answer.headers.getSetCookie()[0] ?? '').split('; ');
    expect(value).toMatch(/^__Host-rt=/);
    expect(attributes.sort()).toEqual(['HttpOnly', 'Max-Age=1209600', 'Path=/', 'SameSite=Strict', 'Secure']);
    expect(answer.text).not.toContain(value.split('.').at(-1));
  });

  it('answers a taken address as a new one, and tells only its owner by mail', async () => {
    const email = await openedAccount();
    const before = (await mailsTo(email)).length;
    const fresh = await sendRaw(running, 'POST /auth/signup', { body: signUpBody(newEmail()) });
    const taken = await sendRaw(running, 'POST /auth/signup', { body: signUpBody(email) });
    expect({ status: taken.status, text: taken.text }).toEqual({ status: fresh.status, text: fresh.text });
    expect([...taken.headers.keys()].sort()).toEqual([...fresh.headers.keys()].sort());
    const cookieOf = ({ headers }: RawAnswer) => headers.getSetCookie().map((cookie) => cookie.replace(/=[^;]+/, ''));
    expect(cookieOf(taken)).toEqual(cookieOf(fresh));
    const [newest, ...older] = await mailsTo(email);
    expect(older).toHaveLength(before);
    expect(newest?.subject).toMatch(/already have an Accord account/);
    expect(newest?.text).not.toMatch(/\b\d{6}\b/);
    expect(await tab().logIn(email, PASSWORD)).toMatchObject({ status: 200 });
  });

  it('takes the newest code when one was sent again', async () => {
    const email = newEmail();
    const person = tab();
    await person.send('POST /auth/signup', signUpBody(email));
    expect(await person.send('POST /auth/resend-code', { email })).toMatchObject({ status: 202 });
    expect(await person.send('POST /auth/resend-code', { email: newEmail() })).toMatchObject({ status: 202 });
    const code = await mailedCode(running.platform, email);
    expect(await person.send('POST /auth/confirm', { email, code })).toMatchObject({ status: 200 });
  });
});

describe('a session', () => {
  it('gets a new token and a new cookie at each refresh, past the life of the first token', async () => {
    const person = tab();
    const email = await openedAccount();
    await person.logIn(email, PASSWORD);
    for (let refreshes = 0; refreshes < 3; refreshes++) {
      const before = { cookie: person.cookie, token: person.token };
      await advance(11 * 60_000);
      expect(await person.whoAmI()).toEqual({ status: 401, code: 'token_expired' });
      expect(await person.refresh()).toMatchObject({ status: 200, body: { user: { email } } });
      expect(person.cookie).not.toBe(before.cookie);
      expect(person.token).not.toBe(before.token);
      expect(await person.whoAmI()).toEqual({ status: 200, email });
    }
  });

  it('serves two tabs that refresh at once, and both go on with the one cookie jar', async () => {
    const first = tab();
    const email = await openedAccount();
    await first.logIn(email, PASSWORD);
    const second = tab(first.cookie);
    const answers = await Promise.all([first.refresh(), second.refresh()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const [rotated, ...others] = answers.flatMap(({ headers }) =>
      headers.getSetCookie().map((cookie) => cookie.split(';')[0]),
    );
    expect(others, 'the same, whichever answer comes last').toEqual([rotated]);
    expect(await first.whoAmI()).toEqual({ status: 200, email });
    expect(await second.whoAmI()).toEqual({ status: 200, email });
    await advance(60_000);
    const later = tab(rotated);
    expect(await later.refresh()).toMatchObject({ status: 200 });
  });

  it('is dead at once after log-out, its cookie too, while the one on another device lives on', async () => {
    const [here, elsewhere] = [tab(), tab()];
    const email = await openedAccount();
    await here.logIn(email, PASSWORD);
    await elsewhere.logIn(email, PASSWORD);
    const cookie = here.cookie;
    expect(await here.send('POST /auth/logout')).toMatchObject({ status: 200 });
    expect(here.cookie).toBeUndefined();
    expect(await here.whoAmI()).toEqual({ status: 401, code: 'session_ended' });
    expect(await tab(cookie).refresh()).toMatchObject({ status: 401, body: { code: 'session_ended' } });
    expect(await elsewhere.whoAmI()).toEqual({ status: 200, email });
    expect(await elsewhere.refresh()).toMatchObject({ status: 200 });
  });
});

describe('a log-in with a provider', () => {
  it('gives a session like every other; linking another provider is told by mail and on record', async () => {
    const [person, email] = [tab(), newEmail()];
    const { password: _none, email: _theirs, ...details } = signUpBody(email);
    const nobody = new ApiSession(running.urls.api);
    person.cookie = await proveByProvider(nobody, 'POST /auth/oauth/google/begin', { email });
    expect(await person.send('POST /auth/oauth/sign-up', details)).toMatchObject({ status: 201 });
    expect(await person.send('POST /auth/oauth/finish')).toMatchObject({ status: 200, body: { user: { email } } });
    await advance(11 * 60_000);
    expect(await person.refresh()).toMatchObject({ status: 200 });
    expect(await person.send('POST /auth/step-up/code')).toMatchObject({ status: 202 });
    const code = await mailedCode(running.platform, email);
    expect(await person.send('POST /auth/step-up', { mailedCode: code })).toMatchObject({ status: 200 });
    const begun = await person.send('POST /auth/identities/linkedin/begin');
    const back = await visitProvider(begun.body.authorizeUrl, { email });
    await fetch(back, { headers: { cookie: person.cookie ?? '' }, redirect: 'manual' });
    expect(await person.send('POST /auth/identities')).toMatchObject({ status: 200 });
    await running.platform.activity.idle();
    expect((await mailsTo(email)).map(({ subject }) => subject)).toContain('LinkedIn was linked with your account');
    await advance(10_000);
    const { items } = (await person.send('GET /users/me/activity?kind=security')).body;
    expect(items[0]).toMatchObject({ what: 'Linked LinkedIn as a way to sign in' });
  });
});

describe('a forgotten password', () => {
  it('is set anew with the mailed code, which ends every session and works once', async () => {
    const [phone, laptop] = [tab(), tab()];
    const email = await openedAccount();
    await phone.logIn(email, PASSWORD);
    await laptop.logIn(email, PASSWORD);
    expect(await tab().send('POST /auth/forgot-password', { email })).toMatchObject({ status: 202 });
    const code = await mailedCode(running.platform, email);
    const reset = { email, code, password: NEW_PASSWORD };
    expect(await tab().send('POST /auth/reset-password', reset)).toMatchObject({ status: 200 });
    for (const device of [phone, laptop]) {
      expect(await device.whoAmI()).toEqual({ status: 401, code: 'session_ended' });
      expect(await device.refresh()).toMatchObject({ status: 401, body: { code: 'session_ended' } });
    }
    expect((await tab().send('POST /auth/reset-password', reset)).status).toBe(400);
    expect(await tab().logIn(email, PASSWORD)).toMatchObject({ status: 401, body: { code: 'wrong_credentials' } });
    const person = tab();
    expect(await person.logIn(email, NEW_PASSWORD)).toMatchObject({ status: 200 });
    expect(await person.whoAmI()).toEqual({ status: 200, email });
  });

  it('answers an unknown address as a known one, and mails nobody', async () => {
    const unknown = newEmail();
    const known = await openedAccount();
    const answers: RawAnswer[] = [];
    for (const email of [known, unknown]) answers.push(await tab().send('POST /auth/forgot-password', { email }));
    expect(answers.map(({ status, text }) => ({ status, text }))).toEqual(
      Array.from({ length: 2 }, () => ({ status: 202, text: answers[0]?.text })),
    );
    expect(await mailsTo(unknown)).toEqual([]);
  });
});

describe('a workspace that asks for a second factor', () => {
  it('lets its members only set one up, until they have; then log-in asks for it', async () => {
    const email = `owner${++count}@brands.example`;
    const account = { email, password: PASSWORD, name: 'Nora Lind', country: 'SE', timezone: 'Europe/Stockholm' };
    const owner = await openAccount(running.urls.api, running.platform, {
      ...account,
      as: 'brand',
      organisation: 'Tidewater',
    });
    const { workspaceId } = await owner.do('GET /users/me');
    await owner.do(`PATCH /workspaces/${workspaceId}`, { policies: { twoFactorRequired: true } });
    await running.platform.activity.idle();
    expect(await owner.call('GET /brands/campaigns')).toMatchObject({
      status: 403,
      body: { code: 'two_factor_required' },
    });
    const { challenge, secret } = await owner.do('POST /auth/2fa/enrol');
    await owner.do('POST /auth/2fa/verify', { challenge, code: totpAt(secret, running.platform.clock.now()) });
    expect(await owner.call('GET /brands/campaigns')).toMatchObject({ status: 200 });
    await advance(31_000);
    const person = tab();
    const asked = await person.logIn(email, PASSWORD);
    expect(Object.keys(asked.body).sort()).toEqual(['challenge', 'expiresAt', 'hasApp', 'phoneEndsIn']);
    expect(asked.headers.getSetCookie()).toEqual([]);
    const code = totpAt(secret, running.platform.clock.now());
    expect(await person.send('POST /auth/2fa/verify', { challenge: asked.body.challenge, code })).toMatchObject({
      status: 200,
    });
    expect(await person.whoAmI()).toEqual({ status: 200, email });
    expect(await person.refresh()).toMatchObject({ status: 200 });
  });
});

describe('a session seen from another one', () => {
  it('is named, ended, and refused from the next request on', async () => {
    const [here, elsewhere] = [tab(), tab()];
    const email = await openedAccount();
    await elsewhere.logIn(email, PASSWORD);
    await here.logIn(email, PASSWORD);
    const { items } = (await here.send('GET /auth/sessions')).body;
    expect(items).toMatchObject([{ current: true, place: 'this machine' }, { current: false }]);
    expect(await here.send(`DELETE /auth/sessions/${items[1].sessionId}`)).toMatchObject({ status: 200 });
    expect(await elsewhere.whoAmI()).toEqual({ status: 401, code: 'session_ended' });
    expect(await elsewhere.refresh()).toMatchObject({ status: 401, body: { code: 'session_ended' } });
    expect(await here.whoAmI()).toEqual({ status: 200, email });
  });
});

describe('a restart of the platform', () => {
  it('keeps accounts, sessions and what was waiting for a code', async () => {
    const person = tab();
    const email = await openedAccount();
    await person.logIn(email, PASSWORD);
    const waiting = newEmail();
    const waitingTab = tab();
    await waitingTab.send('POST /auth/signup', signUpBody(waiting));
    running = await running.restart();
    expect(await person.whoAmI()).toEqual({ status: 200, email });
    expect(await person.refresh()).toMatchObject({ status: 200 });
    expect(await tab().logIn(email, PASSWORD)).toMatchObject({ status: 200 });
    const code = await mailedCode(running.platform, waiting);
    expect(await waitingTab.send('POST /auth/confirm', { email: waiting, code })).toMatchObject({ status: 200 });
    expect(await tab().logIn(waiting, PASSWORD)).toMatchObject({ status: 200 });
  });
});
