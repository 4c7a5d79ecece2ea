import { beforeEach, describe, expect, it } from 'vitest';
import {
  beginLinking,
  beginSocialLogIn,
  finishSocialLogIn,
  linkIdentity,
  listIdentities,
  signUpSocially,
  takeSocialAnswer,
  unlinkIdentity,
} from '#contract/areas/identities.ts';
import { create } from '#data/change.ts';
import { identityOwnerRef } from '#data/identity.ts';
import { actorRef, userRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { SecondFactors } from '#data/second-factor.ts';
import type { LogInProvider } from '#domain/identity.ts';
import type { Somebody } from '#local/seed/visit-provider.ts';
import type { InfluencerActor } from '#runtime/actor.ts';
import { callEndpoint, testInfluencer } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { prepareTestFederation } from '#testing/federation.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestKeys } from '#testing/keys.ts';
import { putPerson } from '#testing/person.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as beginLinkingHandler } from './begin-linking.ts';
import { handler as beginHandler } from './begin-social-log-in.ts';
import { handler as finishHandler } from './finish-social-log-in.ts';
import { handler as linkHandler } from './link-identity.ts';
import { handler as listHandler } from './list-identities.ts';
import { handler as signUpHandler } from './sign-up-socially.ts';
import { handler as takeHandler } from './take-social-answer.ts';
import { handler as unlinkHandler } from './unlink-identity.ts';

const { items } = prepareTestTable();
prepareTestKeys();
prepareTestSecrets();
const federation = prepareTestFederation();

const headers = { origin: 'http://localhost:3000' };
const details = { name: 'Mara Lindqvist', country: 'DE', consents: { terms: true } };
const expiresAtMs = Date.UTC(2099, 0, 1);

let count = 0;
let email = '';
let person: InfluencerActor = testInfluencer();
beforeEach(() => {
  count += 1;
  email = `mara${count}@example.com`;
  person = { ...testInfluencer(), userId: countedId('user', 100 + count), sessionId: `session-${count}` };
});

const cookieOf = (cookies: readonly string[]) =>
  cookies.map((cookie) => cookie.split(';')[0] ?? '').find((cookie) => /^__Host-li=./.test(cookie)) ?? '';

/** Begins a visit: the address and the cookie of the browser. */
async function begin(provider: LogInProvider = 'google', linking = false) {
  const answer = linking
    ? await callEndpoint(beginLinkingHandler, beginLinking, { actor: person, params: { provider } })
    : await callEndpoint(beginHandler, beginSocialLogIn, { params: { provider } });
  expect(answer.status).toBe(201);
  return { url: String(answer.body.authorizeUrl), cookie: cookieOf(answer.cookies), set: answer.cookies };
}

const take = (query: Record<string, string>, ...cookies: string[]) =>
  callEndpoint(takeHandler, takeSocialAnswer, { query, cookies });
const resultOf = (answer: { headers: Record<string, unknown> }) =>
  new URL(String(answer.headers.location)).searchParams.get('result');

/** The whole way to a provider and back: the cookie, and how it ended. */
async function prove(somebody: Partial<Somebody> = {}, provider: LogInProvider = 'google', linking = false) {
  const { url, cookie } = await begin(provider, linking);
  const answer = await take(await federation.visit(url, { email, ...somebody }), cookie);
  return { cookie, result: resultOf(answer), location: String(answer.headers.location) };
}

const finish = (cookie: string) => callEndpoint(finishHandler, finishSocialLogIn, { headers, cookies: [cookie] });
const signUp = (cookie: string, body: object = { as: 'influencer', ...details }) =>
  callEndpoint(signUpHandler, signUpSocially, { headers, cookies: [cookie], body });
const link = (cookie: string, actor = person) => callEndpoint(linkHandler, linkIdentity, { actor, cookies: [cookie] });
const unlink = (provider: LogInProvider) =>
  callEndpoint(unlinkHandler, unlinkIdentity, { actor: person, params: { provider } });
const ways = async () => (await callEndpoint(listHandler, listIdentities, { actor: person })).body;

/** Opens an account by a provider alone and makes its first session the one that asks. */
async function openAccount(somebody: Partial<Somebody> = {}) {
  const { cookie } = await prove(somebody);
  expect(await signUp(cookie)).toMatchObject({ status: 201 });
  const { body } = await finish(cookie);
  const actor = await findOne(actorRef(body.user.userId));
  const [sessionId = ''] = Object.keys(actor?.sessions ?? {});
  person = { ...person, userId: body.user.userId, sessionId };
  return body;
}

const openPasswordAccount = () =>
  putPerson(person.userId, email, { [person.sessionId]: { expiresAtMs }, other: { expiresAtMs } });
const eventsOf = async (type: string) =>
  (await items()).filter((item) => item.type === type && item.aggregateId === person.userId);

describe('a log-in with a provider', () => {
  it('leads by the pool to the provider, with PKCE, state and nonce, and ties the visit to the browser', async () => {
    const { url, set } = await begin('linkedin');
    const query = Object.fromEntries(new URL(url).searchParams);
    expect(query).toMatchObject({
      response_type: 'code',
      identity_provider: 'LinkedIn',
      code_challenge_method: 'S256',
      redirect_uri: 'http://localhost:3000/api/v1/auth/oauth/callback',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(set[0]).toMatch(/^__Host-li=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
    // Nothing that is stored lets anybody finish it.
    expect(JSON.stringify(await items())).not.toContain(query.state);
  });

  it('leads back to where the person wanted to go, on this site and nowhere else', async () => {
    const beginWith = (next: string) =>
      callEndpoint(beginHandler, beginSocialLogIn, { params: { provider: 'google' }, query: { next } });
    const begun = await beginWith('/campaigns/cmp_1?tab=offers');
    const answer = await take(await federation.visit(begun.body.authorizeUrl, { email }), cookieOf(begun.cookies));
    const { origin, pathname, searchParams } = new URL(String(answer.headers.location));
    expect([origin, pathname, searchParams.get('next')]).toEqual([
      'http://localhost:3000',
      '/social-log-in',
      '/campaigns/cmp_1?tab=offers',
    ]);
    for (const elsewhere of ['//evil.example', '/\\evil.example', '/\t/evil.example', 'https://evil.example'])
      expect(await beginWith(elsewhere)).toMatchObject({
        status: 400,
        body: { code: 'validation_failed', issues: [{ path: 'query.next' }] },
      });
  });

  it('offers somebody new to sign up, and opens nothing by itself', async () => {
    const { cookie, result, location } = await prove({ name: 'Mara L' });
    expect([result, location]).toEqual(['proved', 'http://localhost:3000/social-log-in?result=proved']);
    expect(await finish(cookie)).toMatchObject({
      status: 200,
      body: { signUp: { provider: 'google', email, name: 'Mara L' } },
    });
    expect((await items()).filter((item) => item._et === 'user' && item.email === email)).toEqual([]);
  });

  it('opens an account without a password, then logs in, and the next time logs in at once', async () => {
    const first = await openAccount();
    expect(first.user).toMatchObject({ email, role: 'influencer', name: details.name });
    expect(await ways()).toMatchObject({
      hasPassword: false,
      items: [{ provider: 'google', linked: true, email }, {}],
    });
    const user = await findOne(userRef(person.userId));
    expect(user?.consents.accepted).toMatchObject({ terms: { version: expect.any(String) } });
    expect((await eventsOf('AccountOpened'))[0]).toMatchObject({ data: { provider: 'google' } });
    const { cookie } = await prove();
    const again = await finish(cookie);
    expect(again.body).toMatchObject({ accessToken: expect.any(String), user: { userId: person.userId } });
    expect(again.cookies.join('\n')).toMatch(/__Host-rt=usr_/);
  });

  it('opens a brand with its workspace, and asks a brand for its organisation', async () => {
    const { cookie } = await prove();
    expect(await signUp(cookie, { as: 'brand', ...details })).toMatchObject({
      status: 400,
      body: { issues: [{ path: 'organisation' }] },
    });
    expect(await signUp(cookie, { as: 'brand', organisation: 'Nordlicht', ...details })).toMatchObject({ status: 201 });
    expect((await finish(cookie)).body.user).toMatchObject({ role: 'owner', workspaceId: expect.any(String) });
  });

  it('asks for the terms as every sign-up does', async () => {
    const { cookie } = await prove();
    const answer = await signUp(cookie, { as: 'influencer', ...details, consents: { terms: false } });
    expect(answer).toMatchObject({ status: 400, body: { issues: [{ path: 'consents.terms' }] } });
  });

  it('opens the account once, however often the sign-up is sent', async () => {
    const { cookie } = await prove();
    const both = await Promise.all([signUp(cookie), signUp(cookie)]);
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    expect(await signUp(cookie)).toMatchObject({ status: 201 });
    const accounts = (await items()).filter((item) => item._et === 'user' && item.email === email);
    expect(accounts).toHaveLength(1);
  });

  it('goes by provider and subject: the same address at another provider is somebody else', async () => {
    await openAccount();
    const { cookie } = await prove({}, 'linkedin');
    expect(await finish(cookie)).toMatchObject({ status: 409, body: { code: 'social_email_has_account' } });
  });

  it('goes by provider and subject: another address of the same identity is the same person', async () => {
    await openAccount({ sub: `fixed-${count}` });
    const { cookie } = await prove({ sub: `fixed-${count}`, email: `new-${email}`, verified: false });
    expect((await finish(cookie)).body.user).toMatchObject({ userId: person.userId, email });
  });

  it('still asks for the second factor of who has one', async () => {
    await openAccount();
    const factor = { userId: person.userId, wrappedSecret: 'x', lastStep: 0, recoveryHashes: [], version: 1 };
    await write(create(SecondFactors, { ...factor, enabledAt: '2026-11-01T00:00:00.000Z' }));
    const { cookie } = await prove();
    const answer = await finish(cookie);
    expect(answer.body).toEqual({
      challenge: expect.any(String),
      expiresAt: expect.any(String),
      hasApp: true,
      phoneEndsIn: null,
    });
    expect(answer.cookies.join('\n')).not.toMatch(/__Host-rt=/);
  });

  it('is refused after the identity was unlinked between the proof and the log-in', async () => {
    await openAccount();
    const { cookie } = await prove();
    const subjectHash = (await items()).find((item) => item._et === 'identity' && item.userId === person.userId);
    const { key } = identityOwnerRef('google', String(subjectHash?.subjectHash));
    await write({ kind: 'delete', key, when: [] });
    expect(await finish(cookie)).toMatchObject({ status: 400, body: { code: 'social_log_in_expired' } });
  });
});

describe('an account that is there already', () => {
  beforeEach(openPasswordAccount);

  it('is not opened by a provider that has not verified the address, which learns nothing of it', async () => {
    const known = await finish((await prove({ verified: false })).cookie);
    const unknown = await finish((await prove({ verified: false, email: `nobody-${email}` })).cookie);
    expect(known).toMatchObject({ status: 403, body: { code: 'social_email_unverified' } });
    expect(unknown).toMatchObject({ status: 403, body: known.body });
  });

  it('is not opened by a verified address either: who proved the mailbox is told to log in as before', async () => {
    const { cookie } = await prove();
    expect(await finish(cookie)).toMatchObject({ status: 409, body: { code: 'social_email_has_account' } });
    expect(await signUp(cookie)).toMatchObject({ status: 409, body: { code: 'social_email_has_account' } });
    expect(await ways()).toMatchObject({ hasPassword: true, items: [{ linked: false }, { linked: false }] });
  });

  it('keeps its address when somebody signs up with it at the same time', async () => {
    const late = `late-${email}`;
    const { cookie } = await prove({ email: late });
    await putPerson(countedId('user', 9000 + count), late);
    expect(await signUp(cookie)).toMatchObject({ status: 409, body: { code: 'social_email_has_account' } });
  });

  it('cannot be signed up for with an address that nobody verified', async () => {
    const { cookie } = await prove({ email: `fresh-${email}`, verified: false });
    expect(await signUp(cookie)).toMatchObject({ status: 403, body: { code: 'social_email_unverified' } });
  });
});

describe('the way back from a provider', () => {
  it('says so when the person turned back, and the state is used up', async () => {
    const { url, cookie } = await begin();
    const query = await federation.visit(url, { email, deny: true });
    const answer = await take(query, cookie);
    expect([resultOf(answer), answer.cookies.join('')]).toEqual(['cancelled', expect.stringMatching(/Max-Age=0/)]);
    expect(resultOf(await take(query, cookie))).toBe('expired');
  });

  it.each([
    ['the provider is down', 'down', 'unavailable'],
    ['the provider refuses the code', 'refused', 'unavailable'],
    ['the provider’s token is badly signed', 'bad_signature', 'unavailable'],
    ['the provider gives no address', 'no_email', 'unavailable'],
  ])('says so when %s', async (_what, fault, result) => {
    const { url, cookie } = await begin();
    await federation.fault(fault);
    expect(resultOf(await take(await federation.visit(url, { email }), cookie))).toBe(result);
    expect(await finish(cookie)).toMatchObject({ status: 400, body: { code: 'social_log_in_expired' } });
  });

  it('takes an answer once', async () => {
    const { url, cookie } = await begin();
    const query = await federation.visit(url, { email });
    expect(resultOf(await take(query, cookie))).toBe('proved');
    expect(resultOf(await take(query, cookie))).toBe('expired');
    expect(await finish(cookie)).toMatchObject({ status: 200 });
  });

  it('takes no answer without the cookie, with that of another browser, or with another state', async () => {
    const [mine, other] = [await begin(), await begin()];
    const query = await federation.visit(mine.url, { email });
    expect(resultOf(await take(query))).toBe('expired');
    expect(resultOf(await take(query, other.cookie))).toBe('expired');
    expect(resultOf(await take({ ...query, state: 'x'.repeat(43) }, mine.cookie))).toBe('expired');
    expect(resultOf(await take(query, mine.cookie))).toBe('proved');
  });

  it('refuses a code of another visit: the verifier is not that of this browser', async () => {
    const [mine, stolen] = [await begin(), await begin()];
    const { code = '' } = await federation.visit(stolen.url, { email });
    const own = await federation.visit(mine.url, { email });
    expect(resultOf(await take({ ...own, code }, mine.cookie))).toBe('refused');
  });

  it('refuses a token that answers another nonce', async () => {
    const { url, cookie } = await begin();
    const tampered = new URL(url);
    tampered.searchParams.set('nonce', 'n'.repeat(43));
    expect(resultOf(await take(await federation.visit(tampered.href, { email }), cookie))).toBe('refused');
  });

  it('refuses a token of another provider than the one that was asked', async () => {
    const { url, cookie } = await begin('google');
    const swapped = new URL(url);
    swapped.searchParams.set('identity_provider', 'LinkedIn');
    expect(resultOf(await take(await federation.visit(swapped.href, { email }), cookie))).toBe('refused');
  });

  it('says so when the pool itself does not answer', async () => {
    const { url, cookie } = await begin();
    const query = await federation.visit(url, { email });
    const domain = process.env.LOG_IN_DOMAIN_URL;
    process.env.LOG_IN_DOMAIN_URL = 'http://127.0.0.1:9';
    const result = resultOf(await take(query, cookie));
    process.env.LOG_IN_DOMAIN_URL = domain;
    expect(result).toBe('unavailable');
  });

  it('lets no other site finish what it began', async () => {
    const { cookie } = await prove();
    const elsewhere = { headers: { origin: 'https://evil.example' }, cookies: [cookie] };
    expect(await callEndpoint(finishHandler, finishSocialLogIn, elsewhere)).toMatchObject({
      status: 403,
      body: { code: 'csrf_refused' },
    });
  });

  it('knows no provider that this deployment is not registered with', async () => {
    const before = process.env.LOG_IN_PROVIDERS;
    process.env.LOG_IN_PROVIDERS = 'google';
    const answer = await callEndpoint(beginHandler, beginSocialLogIn, { params: { provider: 'linkedin' } });
    process.env.LOG_IN_PROVIDERS = before;
    expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });
});

describe('linking', () => {
  beforeEach(openPasswordAccount);

  it('asks for a step-up before it begins', async () => {
    const asked = { actor: person, params: { provider: 'google' }, steppedUp: false };
    expect(await callEndpoint(beginLinkingHandler, beginLinking, asked)).toMatchObject({
      status: 403,
      body: { code: 'step_up_required' },
    });
  });

  it('lets the identity log in from then on, ends the other sessions and is on record', async () => {
    const { cookie, location } = await prove({ email: 'somewhere@else.example' }, 'linkedin', true);
    expect(location).toBe('http://localhost:3000/account/security?result=proved');
    expect(await link(cookie)).toMatchObject({ status: 200 });
    expect(Object.keys((await findOne(actorRef(person.userId)))?.sessions ?? {})).toEqual([person.sessionId]);
    expect(await eventsOf('IdentityLinked')).toEqual([
      expect.objectContaining({ data: { userId: person.userId, sessionIds: ['other'], provider: 'linkedin' } }),
    ]);
    expect(await ways()).toMatchObject({
      items: [{ linked: false }, { linked: true, email: 'somewhere@else.example' }],
    });
  });

  it('is done once, in the session that began it and in no other', async () => {
    const { cookie } = await prove({}, 'google', true);
    expect(await link(cookie, { ...person, sessionId: 'other' })).toMatchObject({ status: 400 });
    const somebodyElse = { ...testInfluencer(2), sessionId: person.sessionId };
    expect(await link(cookie, somebodyElse)).toMatchObject({ body: { code: 'social_log_in_expired' } });
    expect(await link(cookie)).toMatchObject({ status: 200 });
    expect(await link(cookie)).toMatchObject({ status: 400, body: { code: 'social_log_in_expired' } });
  });

  it('is not what a log-in proved, and the other way round', async () => {
    const logIn = await prove();
    expect(await link(logIn.cookie)).toMatchObject({ status: 400, body: { code: 'social_log_in_expired' } });
    const linking = await prove({}, 'google', true);
    expect(await finish(linking.cookie)).toMatchObject({ status: 400, body: { code: 'social_log_in_expired' } });
    expect(await signUp(linking.cookie)).toMatchObject({ status: 400, body: { code: 'social_log_in_expired' } });
  });

  it('gives an identity to one person only, also when two link it at once', async () => {
    const sub = `shared-${count}`;
    const mine = await prove({ sub }, 'google', true);
    const me = person;
    person = { ...person, userId: countedId('user', 5000 + count), sessionId: 'theirs' };
    await putPerson(person.userId, `their-${email}`, { theirs: { expiresAtMs } });
    const theirs = await prove({ sub }, 'google', true);
    const both = await Promise.all([link(mine.cookie, me), link(theirs.cookie)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.body.code).toBe('identity_taken');
  });

  it('takes one identity of each provider', async () => {
    expect(await link((await prove({ sub: `a${count}` }, 'google', true)).cookie)).toMatchObject({ status: 200 });
    const again = { actor: person, params: { provider: 'google' } };
    expect(await callEndpoint(beginLinkingHandler, beginLinking, again)).toMatchObject({
      status: 409,
      body: { code: 'provider_linked_already' },
    });
  });
});

describe('unlinking', () => {
  it('asks for a step-up', async () => {
    const asked = { actor: person, params: { provider: 'google' }, steppedUp: false };
    expect(await callEndpoint(unlinkHandler, unlinkIdentity, asked)).toMatchObject({
      status: 403,
      body: { code: 'step_up_required' },
    });
  });

  it('is refused for the only way to sign in, and allowed once there is another', async () => {
    await openAccount();
    expect(await unlink('google')).toMatchObject({ status: 409, body: { code: 'only_way_to_sign_in' } });
    expect(await link((await prove({}, 'linkedin', true)).cookie)).toMatchObject({ status: 200 });
    expect(await unlink('google')).toMatchObject({ status: 200 });
    expect(await eventsOf('IdentityUnlinked')).toHaveLength(1);
    expect(await unlink('linkedin')).toMatchObject({ status: 409, body: { code: 'only_way_to_sign_in' } });
  });

  it('never takes the last two off at once', async () => {
    await openAccount();
    await link((await prove({}, 'linkedin', true)).cookie);
    const both = await Promise.all([unlink('google'), unlink('linkedin')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('frees the identity: it logs nobody in, and may be linked anew', async () => {
    await openPasswordAccount();
    const somebody = { email: `elsewhere-${email}` };
    await link((await prove(somebody, 'google', true)).cookie);
    expect(await unlink('google')).toMatchObject({ status: 200 });
    expect((await finish((await prove(somebody)).cookie)).body).toMatchObject({ signUp: { email: somebody.email } });
    expect(await link((await prove(somebody, 'google', true)).cookie)).toMatchObject({ status: 200 });
  });

  it('answers for a provider that is not linked as for nothing', async () => {
    await openPasswordAccount();
    expect(await unlink('linkedin')).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });
});
