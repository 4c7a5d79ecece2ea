import { expect, it } from 'vitest';
import { resetPassword } from '#contract/areas/auth.ts';
import { create } from '#data/change.ts';
import { Actors, actorRef, EmailOwners, Sessions, sessionRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { sha256 } from '#runtime/hash.ts';
import { callEndpoint } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { anActor } from '#testing/person.ts';
import { prepareTestTable } from '#testing/table.ts';
import { prepareTestUserPool } from '#testing/user-pool.ts';
import { handler } from './reset-password.ts';

const { items } = prepareTestTable();
const userId = countedId('user', 1);
const sessionId = '0a1b2c3d-0000-4000-8000-000000000001';
const email = 'mara@example.com';

/** A user pool that takes the code and the new password, and then fails to end its own sessions. */
prepareTestUserPool((operation) => {
  if (operation === 'DescribeUserPoolClient')
    return { body: { UserPoolClient: { ClientSecret: 'client-secret-in-tests' } } };
  if (operation === 'ConfirmForgotPassword') return { body: {} };
  return { status: 500, body: { __type: 'InternalErrorException', message: 'Not now.' } };
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
      influencerId: countedId('influencer', 1),
      memberships: {},
      sessions: { [sessionId]: { expiresAtMs, workspaceId: null } },
      lastWorkspaceId: null,
    }),
  );
  const body = { email, code: '123456', password: 'a lamp beside 7 quiet harbours' };
  expect((await callEndpoint(handler, resetPassword, { body })).status).toBe(500);
  expect((await findOne(actorRef(userId)))?.sessions).toEqual({});
  expect(await findOne(sessionRef(userId, sessionId))).toBeUndefined();
});

it('is on record for an account without a session as well', async () => {
  const another = countedId('user', 2);
  await write(
    create(EmailOwners, { emailHash: sha256('ida@example.com'), userId: another }),
    create(Actors, anActor(another, {})),
  );
  const body = { email: 'ida@example.com', code: '123456', password: 'a lamp beside 7 quiet harbours' };
  await callEndpoint(handler, resetPassword, { body });
  expect((await items()).filter(({ aggregateId }) => aggregateId === another)).toEqual([
    expect.objectContaining({
      type: 'SessionEnded',
      data: { userId: another, sessionIds: [], reason: 'password_reset' },
    }),
  ]);
});
