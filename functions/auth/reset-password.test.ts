import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { resetPassword } from '#contract/areas/auth.ts';
import { create } from '#data/change.ts';
import { Actors, actorRef, EmailOwners, Sessions, sessionRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { sha256 } from '#runtime/hash.ts';
import { callEndpoint } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler } from './reset-password.ts';

prepareTestTable();
const userId = countedId('user', 1);
const sessionId = '0a1b2c3d-0000-4000-8000-000000000001';
const email = 'mara@example.com';

/** A user pool that takes the code and the new password, and then fails to end its own sessions. */
const pool = createServer((request, response) => {
  const operation = String(request.headers['x-amz-target']).split('.')[1];
  response.setHeader('content-type', 'application/x-amz-json-1.1');
  if (operation === 'DescribeUserPoolClient')
    response.end(JSON.stringify({ UserPoolClient: { ClientSecret: 'client-secret-in-tests' } }));
  else if (operation === 'ConfirmForgotPassword') response.end('{}');
  else {
    response.statusCode = 500;
    response.end(JSON.stringify({ __type: 'InternalErrorException', message: 'Not now.' }));
  }
});

const given = {
  USER_POOL_ID: 'us-east-1_tests',
  USER_POOL_CLIENT_ID: 'client-in-tests',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
};
const names = [...Object.keys(given), 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER'];
const before = names.map((name) => [name, process.env[name]] as const);

beforeAll(async () => {
  await new Promise<void>((resolve) => pool.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(pool.address() as AddressInfo).port}`;
  Object.assign(process.env, given, { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: url });
});
afterAll(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  pool.closeAllConnections();
  pool.close();
});

it('ends every session of the account, also when the user pool fails right after it took the new password', async () => {
  const expiresAtMs = Date.UTC(2099, 0, 1);
  await write(
    create(EmailOwners, { emailHash: sha256(email), userId }),
    create(Sessions, {
      userId,
      sessionId,
      secretHash: 'hash',
      previousHash: null,
      rotatedAtMs: 0,
      expiresAtMs,
      wrappedToken: 'wrapped',
      userAgent: '',
      version: 1,
      createdAt: '2026-11-01T00:00:00.000Z',
    }),
    create(Actors, {
      userId,
      role: 'influencer',
      workspaceId: null,
      brandId: null,
      influencerId: countedId('influencer', 1),
      sessions: { [sessionId]: { expiresAtMs } },
    }),
  );
  const body = { email, code: '123456', password: 'a lamp beside 7 quiet harbours' };
  expect((await callEndpoint(handler, resetPassword, { body })).status).toBe(500);
  expect((await findOne(actorRef(userId)))?.sessions).toEqual({});
  expect(await findOne(sessionRef(userId, sessionId))).toBeUndefined();
});
