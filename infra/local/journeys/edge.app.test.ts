import { createHmac, createPublicKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RATE_LIMITS } from '#contract/limits.ts';
import { keys } from '#data/keys.ts';
import { counterName, windowOf } from '#data/rate.ts';
import {
  ANONYMOUS_WINDOW_SECONDS,
  ANY_ID,
  claimsIn,
  EdgeProbe,
  expectProblem,
  otherKey,
} from '#testing/edge/edge-probe.ts';
import { type RawAnswer, type RawRequest, Tab } from '#testing/edge/raw-client.ts';
import { buildWorld, PASSWORD, type World } from '#testing/fixtures/world.ts';
import { httpApis } from '../resources/http-api.ts';
import { startForTests, type TestPlatform } from '../testing.ts';

// A quarter past an hour: no test runs across the end of the hour that the hourly budget counts.
const START_MS = Date.UTC(2027, 2, 2, 9, 15);
const QUARTER_HOUR_MS = 901_000;
const CARD_NUMBER = '4242 4242 4242 4242';

let running: TestPlatform;
let world: World;

beforeAll(async () => {
  running = await startForTests({ clock: { manualAtMs: START_MS } });
  edge.watch();
  world = await buildWorld(running);
});
afterAll(() => running?.stop());

const edge = new EdgeProbe(
  () => running,
  () => world,
);
const send = (route: string, request?: RawRequest): Promise<RawAnswer> => edge.send(route, request);
const tab = (cookie?: string): Tab => new Tab(() => running, cookie);
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('tokens', () => {
  const me = (token: string): Promise<RawAnswer> => send('GET /users/me', { token });

  it('are taken when the pool signed them for this client, and for nobody else', async () => {
    const token = await edge.tokenOf('viewer');
    const [head = '', payload = '', signature = ''] = token.split('.');
    const publicPem = createPublicKey(edge.poolKey().privateKey).export({ type: 'spki', format: 'pem' }).toString();
    const hmacHead = encode({ ...JSON.parse(Buffer.from(head, 'base64url').toString()), alg: 'HS256' });
    const hmac = createHmac('sha256', publicPem).update(`${hmacHead}.${payload}`).digest('base64url');
    const ownerId = String(claimsIn(await edge.tokenOf('owner')).username);
    const forged: Record<string, string> = {
      'another key': edge.forge(token, { key: otherKey }),
      'another key under the id of the pool’s': edge.forge(token, { key: { ...otherKey, kid: edge.poolKey().kid } }),
      'no algorithm': `${encode({ alg: 'none', kid: edge.poolKey().kid })}.${payload}.`,
      'no algorithm but the signature': `${encode({ alg: 'none', kid: edge.poolKey().kid })}.${payload}.${signature}`,
      'the public key as HMAC secret': `${hmacHead}.${payload}.${hmac}`,
      'claims changed under the signature': `${head}.${encode({ ...claimsIn(token), username: ownerId })}.${signature}`,
      'another issuer': edge.forge(token, {
        claims: { iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_other' },
      }),
      'another client': edge.forge(token, { claims: { client_id: 'another-client' } }),
      'an id token': edge.forge(token, { claims: { token_use: 'id' } }),
      'no session': edge.forge(token, { claims: { origin_jti: undefined } }),
      'no user': edge.forge(token, { claims: { username: undefined } }),
      'not valid yet': edge.forge(token, { claims: { nbf: Math.floor(edge.nowMs() / 1000) + 3600 } }),
      'two parts': `${head}.${payload}`,
      text: 'a.b.c',
      'eight thousand characters': 'x'.repeat(8000),
    };
    for (const [name, bent] of Object.entries(forged)) expectProblem(await me(bent), 401, 'token_invalid', name);
    const other = edge.forge(token, { claims: { origin_jti: 'a-session-that-never-was' } });
    expectProblem(await me(other), 401, 'session_ended');
    const moved = edge.forge(token, { claims: { username: ownerId } });
    expectProblem(await me(moved), 401, 'session_ended', 'the session of another');
    // What was signed here is as good as the pool's own, so each refusal above was for what it names.
    expect((await me(edge.forge(token, {}))).status).toBe(200);
    expect((await me(token)).status).toBe(200);
  });

  it.each(['', 'Basic dXNlcjpwYXNz', 'Bearer', 'Bearer  ', 'Token abc'])(
    'are not to be had from "%s"',
    async (header) => {
      expectProblem(await send('GET /users/me', { headers: { authorization: header } }), 401, 'not_signed_in');
    },
  );

  it('expire after ten minutes', async () => {
    const token = await edge.tokenOf('viewer');
    await world.advance(9 * 60_000);
    const remaining = Number(claimsIn(token).exp) * 1000 - edge.nowMs();
    expect((await me(token)).status).toBe(remaining > 0 ? 200 : 401);
    await world.advance(2 * 60_000);
    expectProblem(await me(token), 401, 'token_expired');
  });
});

describe('sessions', () => {
  const person = { email: 'support@one.example', password: PASSWORD };
  const logIn = async (): Promise<Tab> => {
    const opened = tab();
    expect((await opened.logIn(person.email, person.password)).status).toBe(200);
    return opened;
  };
  beforeEach(() => world.advance(QUARTER_HOUR_MS));

  it('are over for every token of theirs at log-out', async () => {
    const here = await logIn();
    expect(await here.send('POST /auth/logout')).toMatchObject({ status: 200 });
    expectProblem(await send('GET /users/me', { token: here.token }), 401, 'session_ended');
  });

  it('end when a refresh cookie is used again after its time, for thief and owner', async () => {
    const owner = await logIn();
    const stolen = owner.cookie;
    expect((await owner.refresh()).status).toBe(200);
    await world.advance(11_000);
    const reuse = await tab(stolen).refresh();
    expectProblem(reuse, 401, 'session_ended');
    expect(reuse.headers.get('set-cookie')).toMatch(/^__Host-rt=; .*Max-Age=0/);
    expectProblem(await send('GET /users/me', { token: owner.token }), 401, 'session_ended');
    expectProblem(await owner.refresh(), 401, 'session_ended');
  });

  it('go on when a page was left before the answer to its refresh came', async () => {
    const left = await logIn();
    const [before, page] = [left.cookie, tab(left.cookie)];
    expect((await left.refresh()).status).toBe(200);
    expect((await page.refresh()).status).toBe(200);
    expect(page.cookie).not.toBe(before);
    await world.advance(11_000);
    expect((await page.refresh()).status).toBe(200);
  });

  it('are not refreshed with a cookie that is bent', async () => {
    const { cookie = '' } = await logIn();
    const [name = '', userId = '', sessionId = '', secret = ''] = cookie.split(/[=.]/);
    const other = (world.as.owner.me as { userId: string }).userId;
    const bent = [
      `${name}=${userId}.${sessionId}`,
      `${name}=${other}.${sessionId}.${secret}`,
      `${name}=${userId}.00000000-0000-0000-0000-000000000000.${secret}`,
      `${name}=../../${userId}`,
      `${name}=${'x'.repeat(3000)}`,
      `rt=${userId}.${sessionId}.${secret}`,
    ];
    for (const value of bent) {
      const answer = await send('POST /auth/refresh', { cookie: value, headers: { origin: running.urls.site } });
      expect([answer.status, answer.body?.code], value).toEqual([
        401,
        expect.stringMatching(/^(not_signed_in|session_ended)$/),
      ]);
    }
    const right = await send('POST /auth/refresh', { cookie, headers: { origin: running.urls.site } });
    expect(right.status).toBe(200);
  });

  it.each(['POST /auth/refresh', 'POST /auth/logout'])(
    'are left alone by %s from anywhere but our own pages',
    async (route) => {
      const { cookie, token } = await logIn();
      const site = running.urls.site;
      const from: Record<string, string>[] = [
        {},
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { origin: `${site}.evil.example` },
        { origin: site.replace('localhost', '127.0.0.1') },
        { origin: site, 'sec-fetch-site': 'cross-site' },
        { origin: site, 'sec-fetch-site': 'same-site' },
        { 'sec-fetch-site': 'none' },
      ];
      for (const headers of from)
        expectProblem(await send(route, { cookie, headers }), 403, 'csrf_refused', JSON.stringify(headers));
      expect((await send('GET /users/me', { token })).status).toBe(200);
      const own = { origin: site, 'sec-fetch-site': 'same-origin' };
      expect((await send(route, { cookie, headers: own })).status).toBe(200);
    },
  );
});

describe('the way in', () => {
  it('is through the distribution only', async () => {
    const [api] = [...httpApis(running.platform).values()];
    const direct = async (headers: [string, string][]) => {
      const request = { method: 'GET', path: '/api/v1/health', rawQuery: '', headers, body: Buffer.alloc(0) };
      const answer = await api?.handle({ ...request, sourceIp: '198.51.100.7', protocol: 'HTTP/1.1' });
      return { status: answer?.status, code: JSON.parse(answer?.body.toString() ?? '{}').code };
    };
    const refused = { status: 403, code: 'not_through_edge' };
    expect(await direct([])).toEqual(refused);
    expect(await direct([['x-origin-verify', '']])).toEqual(refused);
    expect(await direct([['x-origin-verify', 'a guess']])).toEqual(refused);
    // The distribution puts its own secret over whatever the viewer sends.
    expect((await send('GET /health', { headers: { 'x-origin-verify': 'a guess' } })).status).toBe(200);
  });

  it('keeps the shape of what the gateway itself refuses, without failing', async () => {
    const json = { 'content-type': 'application/json' };
    const token = await edge.tokenOf('manager');
    for (const megabytes of [7, 11]) {
      const body = `{"brief":"${'x'.repeat(megabytes * 1024 * 1024)}"}`;
      const answer = await send('POST /brands/campaigns', { body, headers: json, token });
      expect([answer.status, answer.body], `${megabytes} MB`).toEqual([413, { message: 'Request Entity Too Large' }]);
    }
    for (const route of [
      'GET /nothing-here',
      'PUT /health',
      'POST /campaigns',
      'GET /campaigns/%00',
      'GET /campaigns/%E0%A4%A',
    ])
      expect((await send(route, { token })).status, route).toBeLessThan(500);
    expect(await send('GET /nothing-here')).toMatchObject({ status: 404, body: { message: 'Not Found' } });
  });

  it.each([
    '%00',
    '..%2F..%2Fetc',
    'cmp_',
    `cmp_${ANY_ID.toLowerCase()}`,
    '%F0%9F%92%A5',
    'x'.repeat(2000),
    '"><script>',
  ])('takes %s for an id that names nothing', async (id) => {
    expectProblem(await send(`GET /campaigns/${id}`, { token: await edge.tokenOf('viewer') }), 404, 'not_found');
  });

  it('follows a well-formed correlation id through, and makes one up for any other', async () => {
    const given = 'trace-me_0123456789';
    const echoed = await send('GET /health', { headers: { 'x-correlation-id': given } });
    expect(echoed.headers.get('x-correlation-id')).toBe(given);
    const refused = await send('GET /users/me', { headers: { 'x-correlation-id': given } });
    expect([refused.headers.get('x-correlation-id'), refused.body.correlationId]).toEqual([given, given]);
    const made: string[] = [];
    for (const odd of [undefined, 'short', 'x'.repeat(65), 'two words here', '"quoted-text"', '${jndi:ldap}']) {
      const answer = await send('GET /health', odd === undefined ? {} : { headers: { 'x-correlation-id': odd } });
      const id = answer.headers.get('x-correlation-id') ?? '';
      expect(id).toMatch(/^[A-Za-z0-9_-]{8,64}$/);
      expect(id).not.toBe(odd);
      made.push(id);
    }
    expect(new Set(made).size).toBe(made.length);
  });
});

function expectLimited(answer: RawAnswer, windowSeconds: number): number {
  expectProblem(answer, 429, 'rate_limited');
  const seconds = Number(answer.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(windowSeconds);
  expect(answer.body.retryAfterSeconds).toBe(seconds);
  return seconds;
}

describe('request budgets', () => {
  beforeEach(() => world.advance(QUARTER_HOUR_MS));

  it.each([
    { name: 'a known address', email: 'finance@one.example', password: PASSWORD, afterwards: 200 },
    { name: 'an unknown address', email: 'nobody@one.example', password: PASSWORD, afterwards: 401 },
  ])('let $name try five log-ins a quarter of an hour, right or wrong', async ({ email, password, afterwards }) => {
    const { limit, windowSeconds } = RATE_LIMITS.login;
    for (let tries = 0; tries < limit; tries++)
      expectProblem(await tab().logIn(email, 'not the password'), 401, 'wrong_credentials');
    const seconds = expectLimited(await tab().logIn(email, password), windowSeconds);
    expect((await tab().logIn('moderator@one.example', PASSWORD)).status, 'another address').toBe(200);
    await world.advance(seconds * 1000 - 1);
    expectLimited(await tab().logIn(email, password), windowSeconds);
    await world.advance(1);
    expect((await tab().logIn(email, password)).status).toBe(afterwards);
  });

  it('let one person make a thousand requests an hour, on whatever device', async () => {
    const { limit, windowSeconds } = RATE_LIMITS.standard;
    const { email } = world.as.admin.me as { email: string };
    const [phone, laptop] = [tab(), tab()];
    for (const device of [phone, laptop]) await device.logIn(email, PASSWORD);
    const { index } = windowOf(edge.nowMs(), windowSeconds);
    const { userId } = world.as.admin.me as { userId: string };
    await edge.setCounter(keys.actor(userId), counterName('standard', index), limit - 2);
    for (const device of [phone, laptop]) expect((await device.whoAmI()).status).toBe(200);
    const seconds = expectLimited(await phone.send('GET /users/me'), windowSeconds);
    expectLimited(await laptop.send('GET /users/me'), windowSeconds);
    expect((await send('GET /users/me', { token: await edge.tokenOf('viewer') })).status, 'another person').toBe(200);
    await world.advance(seconds * 1000);
    expect((await phone.refresh()).status).toBe(200);
    expect(await phone.whoAmI()).toEqual({ status: 200, email });
  });

  it('count people without a session by their true address, whatever X-Viewer-IP and X-Forwarded-For say', async () => {
    await edge.setAnonymousCounters(599);
    expect((await send('GET /health')).status).toBe(200);
    for (const header of ['x-viewer-ip', 'x-forwarded-for', 'cloudfront-viewer-address', 'true-client-ip'])
      expectLimited(await send('GET /health', { headers: { [header]: '203.0.113.9' } }), ANONYMOUS_WINDOW_SECONDS);
    await world.advance(ANONYMOUS_WINDOW_SECONDS * 1000);
    expect((await send('GET /health')).status).toBe(200);
  });
});

describe('what is left behind', () => {
  beforeEach(() => world.advance(QUARTER_HOUR_MS));

  it('is no answer of 500 or above, to any of the requests before', () => {
    expect(running.platform.trace.recent({ kind: 'http.request', limit: 1 })).toHaveLength(1);
    expect(edge.failures).toEqual([]);
  });

  it('is a log of requests without secrets or personal data', async () => {
    const canary = {
      email: 'canary.bird@secret.example',
      password: 'canary pass phrase 77',
      name: 'Canaria Secretiva',
    };
    const person = tab();
    const account = { ...canary, as: 'influencer', country: 'DE', consents: { terms: true } };
    expect((await person.send('POST /auth/signup', account)).status).toBe(202);
    const code = await world.mailedCode(canary.email);
    expect((await person.send('POST /auth/confirm', { email: canary.email, code })).status).toBe(200);
    expect((await person.logIn(canary.email, 'canary wrong phrase 78')).status).toBe(401);
    expect((await person.logIn(canary.email, canary.password)).status).toBe(200);
    expect((await person.refresh()).status).toBe(200);
    const profile = { displayName: canary.name, bio: `Card ${CARD_NUMBER}`, zzUnknown: canary.password };
    expect((await person.send('PUT /influencers/profile', profile)).status).toBe(400);
    const broken = { body: `{"email":"${canary.email}","password":"${canary.password}"`, token: person.token };
    expect(
      (await send('POST /auth/login', { ...broken, headers: { 'content-type': 'application/json' } })).status,
    ).toBe(400);
    expect(
      (await send(`GET /users/me?token=${person.token}&email=${canary.email}`, { token: person.token })).status,
    ).toBe(400);
    const secrets = [
      ...[canary.email, canary.password, canary.name, 'canary wrong phrase 78'],
      ...[PASSWORD, CARD_NUMBER, CARD_NUMBER.replaceAll(' ', ''), `"${code}"`],
      ...[person.token ?? '', person.cookie?.split('.').at(-1) ?? ''],
    ];
    const correlationId = 'last-request-of-all';
    expect((await send('GET /health', { headers: { 'x-correlation-id': correlationId } })).status).toBe(200);
    await running.platform.activity.idle();
    // Stopping writes out what is still waiting; starting again keeps the folder.
    running = await running.restart();
    const log = readLogs();
    expect(log).toContain(correlationId);
    expect(log.split('\n').length).toBeGreaterThan(100);
    for (const secret of secrets) expect(log.includes(secret), secret).toBe(false);
    expect(log.match(/eyJ[\w-]+\.[\w-]+\.[\w-]*/g)).toBeNull();
    expect(log.match(/[\w.+-]+@(one|two|creators|secret)\.example/g)).toBeNull();
    expect(log.match(/Bearer |__Host-rt=|AKIA/g)).toBeNull();
  });
});

function readLogs(): string {
  const file = join(running.dataDir, 'logs', 'functions.jsonl');
  return [`${file}.1`, file]
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('');
}
