import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { refreshSession } from '#contract/areas/auth.ts';
import { SESSION_LIMITS } from '#contract/limits.ts';
import { create, update } from '#data/change.ts';
import { Actors, actorRef, Sessions, sessionRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { nowMs } from '#runtime/clock.ts';
import { sha256 } from '#runtime/hash.ts';
import { newSecret } from '#runtime/ids.ts';
import { callEndpoint } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { putPerson } from '#testing/person.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler } from './refresh-session.ts';

const table = prepareTestTable();
const ORIGIN = 'http://localhost:3000';
const userId = countedId('user', 1);
const sessionId = '0a1b2c3d-0000-4000-8000-000000000001';
const secret = newSecret();

/** How the user pool refuses a refresh, if it does; the key service gives back any token. */
let refusal: { status: number; type: string } | undefined = { status: 500, type: 'InternalErrorException' };
const services = createServer((request, response) => {
  const operation = String(request.headers['x-amz-target']).split('.')[1];
  response.setHeader('content-type', 'application/x-amz-json-1.1');
  if (operation === 'Decrypt')
    response.end(JSON.stringify({ Plaintext: Buffer.from('pool-token').toString('base64') }));
  else if (operation === 'DescribeUserPoolClient')
    response.end(JSON.stringify({ UserPoolClient: { ClientSecret: 'client-secret-in-tests' } }));
  else if (!refusal)
    response.end(JSON.stringify({ AuthenticationResult: { AccessToken: 'access-token', ExpiresIn: 600 } }));
  else {
    response.statusCode = refusal.status;
    response.end(JSON.stringify({ __type: refusal.type, message: 'Not now.' }));
  }
});

const given = {
  SITE_ORIGIN: ORIGIN,
  KEY_ID: 'key-in-tests',
  USER_POOL_ID: 'us-east-1_tests',
  USER_POOL_CLIENT_ID: 'client-in-tests',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_MAX_ATTEMPTS: '1',
};
const names = [...Object.keys(given), 'AWS_ENDPOINT_URL_KMS', 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER'];
const before = names.map((name) => [name, process.env[name]] as const);

beforeAll(async () => {
  await new Promise<void>((resolve) => services.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(services.address() as AddressInfo).port}`;
  Object.assign(process.env, given, {
    AWS_ENDPOINT_URL_KMS: url,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: url,
  });
  await write(
    create(Sessions, {
      userId,
      sessionId,
      secretHash: sha256(secret),
      previousHash: null,
      rotatedAtMs: nowMs(),
      expiresAtMs: Date.UTC(2099, 0, 1),
      wrappedToken: Buffer.from('wrapped').toString('base64'),
      userAgent: '',
      version: 1,
      createdAt: '2026-11-01T00:00:00.000Z',
    }),
    create(Actors, {
      userId,
      role: 'influencer',
      influencerId: countedId('influencer', 1),
      memberships: {},
      sessions: { [sessionId]: { expiresAtMs: Date.UTC(2099, 0, 1), workspaceId: null } },
      lastWorkspaceId: null,
    }),
  );
});
afterAll(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  services.closeAllConnections();
  services.close();
});

const refresh = () =>
  callEndpoint(handler, refreshSession, {
    headers: { origin: ORIGIN },
    cookies: [`__Host-rt=${userId}.${sessionId}.${secret}`],
  });

it.each([
  ['does not answer', { status: 500, type: 'InternalErrorException' }, 500],
  ['asks for patience', { status: 400, type: 'TooManyRequestsException' }, 429],
])('leaves the cookie alone while the user pool %s', async (_case, answer, status) => {
  refusal = answer;
  const refused = await refresh();
  expect(refused.status).toBe(status);
  expect(refused.cookies).toEqual([]);
});

it('ends the session and takes the cookie back when the pool says no', async () => {
  refusal = { status: 400, type: 'NotAuthorizedException' };
  const refused = await refresh();
  expect(refused).toMatchObject({ status: 401, body: { code: 'session_ended' } });
  expect(refused.cookies).toEqual([expect.stringMatching(/^__Host-rt=; .*Max-Age=0/)]);
});

it('knows nothing of a session that nobody used for two weeks', async () => {
  const idle = newSecret();
  const rotatedAtMs = nowMs() - SESSION_LIMITS.idleDays * 86_400_000;
  const expiresAtMs = Date.UTC(2099, 0, 1);
  const id = '0a1b2c3d-0000-4000-8000-000000000002';
  await write(
    create(Sessions, {
      ...{ userId, sessionId: id, secretHash: sha256(idle), previousHash: null, rotatedAtMs, expiresAtMs },
      ...{ wrappedToken: 'wrapped', userAgent: '', version: 1, createdAt: '2026-11-01T00:00:00.000Z' },
    }),
  );
  const cookies = [`__Host-rt=${userId}.${id}.${idle}`];
  const refused = await callEndpoint(handler, refreshSession, { headers: { origin: ORIGIN }, cookies });
  expect(refused).toMatchObject({ status: 401, body: { code: 'session_ended' } });
});

it('ends the session when a secret comes back that was used before, and says why', async () => {
  const id = '0a1b2c3d-0000-4000-8000-000000000003';
  const [stolen, own] = [newSecret(), newSecret()];
  const expiresAtMs = Date.UTC(2099, 0, 1);
  await write(
    create(Sessions, {
      ...{ userId, sessionId: id, secretHash: sha256(own), previousHash: sha256(stolen), expiresAtMs },
      ...{ rotatedAtMs: nowMs() - 11_000, wrappedToken: 'wrapped', userAgent: '', version: 2, createdAt: '' },
    }),
    update(actorRef(userId).key, { set: { [`sessions.${id}`]: { expiresAtMs, workspaceId: null } } }, [
      { path: 'pk', is: 'present' },
    ]),
  );
  const ask = (secret: string) =>
    callEndpoint(handler, refreshSession, {
      headers: { origin: ORIGIN },
      cookies: [`__Host-rt=${userId}.${id}.${secret}`],
    });
  expect(await ask(stolen)).toMatchObject({ status: 401, body: { code: 'session_ended' } });
  expect((await findOne(actorRef(userId)))?.sessions).not.toHaveProperty(id);
  expect(await ask(own), 'the thief or the owner, nobody knows which').toMatchObject({ status: 401 });
  expect(await table.items()).toContainEqual(
    expect.objectContaining({ type: 'SessionEnded', data: { userId, sessionIds: [id], reason: 'reuse' } }),
  );
});

it('goes on until its last day, which a refresh does not move, and not beyond', async () => {
  refusal = undefined;
  const [owner, id] = [countedId('user', 2), '0a1b2c3d-0000-4000-8000-000000000004'];
  const leftMs = 5 * 86_400_000;
  const expiresAtMs = nowMs() + leftMs;
  await putPerson(owner, 'to.the.end@creators.example', { [id]: { expiresAtMs } });
  await write(
    create(Sessions, {
      ...{ userId: owner, sessionId: id, secretHash: sha256(secret), previousHash: null, expiresAtMs },
      ...{ rotatedAtMs: nowMs(), wrappedToken: 'wrapped', userAgent: '', version: 1, createdAt: '' },
    }),
  );
  const ask = (cookie: string) =>
    callEndpoint(handler, refreshSession, { headers: { origin: ORIGIN }, cookies: [cookie] });
  const refreshed = await ask(`__Host-rt=${owner}.${id}.${secret}`);
  expect(refreshed.status).toBe(200);
  const [cookie = ''] = refreshed.cookies;
  const maxAgeSeconds = Number(/Max-Age=(\d+)/.exec(cookie)?.[1]);
  expect(maxAgeSeconds).toBeLessThanOrEqual(leftMs / 1000);
  expect(maxAgeSeconds).toBeGreaterThan(leftMs / 1000 - 60);
  expect(await findOne(sessionRef(owner, id))).toMatchObject({ version: 2, expiresAtMs });
  await write(update(sessionRef(owner, id).key, { set: { expiresAtMs: nowMs() } }, [{ path: 'pk', is: 'present' }]));
  expect(await ask(cookie.split(';')[0] ?? '')).toMatchObject({ status: 401, body: { code: 'session_ended' } });
});

it('is given the same cookie again for a short while, so that a page that was left before its answer came is no thief', async () => {
  const [owner, id] = [countedId('user', 3), '0a1b2c3d-0000-4000-8000-000000000005'];
  const expiresAtMs = Date.UTC(2099, 0, 1);
  await putPerson(owner, 'quick.reload@creators.example', { [id]: { expiresAtMs } });
  await write(
    create(Sessions, {
      ...{ userId: owner, sessionId: id, secretHash: sha256(secret), previousHash: null, expiresAtMs },
      ...{ rotatedAtMs: nowMs(), wrappedToken: 'wrapped', userAgent: '', version: 1, createdAt: '' },
    }),
  );
  const ask = (cookie = `__Host-rt=${owner}.${id}.${secret}`) =>
    callEndpoint(handler, refreshSession, { headers: { origin: ORIGIN }, cookies: [cookie] });
  const cookieOf = ({ cookies: [cookie = ''] }: { cookies: readonly string[] }) => cookie.split(';')[0] ?? '';
  const answers = await Promise.all([ask(), ask(), ask()]);
  answers.push(await ask());
  const [next = '', ...others] = answers.map(cookieOf);
  expect(next).toMatch(/\.[\w-]{43}$/);
  expect(next).not.toContain(secret);
  expect(others).toEqual([next, next, next]);
  expect(await findOne(sessionRef(owner, id))).toMatchObject({ version: 2, previousHash: sha256(secret) });

  const rotatedAtMs = nowMs() - 11_000;
  await write(update(sessionRef(owner, id).key, { set: { rotatedAtMs } }, [{ path: 'pk', is: 'present' }]));
  const later = await ask(next);
  expect([later.status, cookieOf(later)]).toEqual([200, expect.stringMatching(/\.[\w-]{43}$/)]);
  expect(cookieOf(later)).not.toBe(next);
  expect(cookieOf(await ask(next)), 'the one that is now the last').toBe(cookieOf(later));
  expect(await ask(), 'one that is older').toMatchObject({ status: 401, body: { code: 'session_ended' } });
});
