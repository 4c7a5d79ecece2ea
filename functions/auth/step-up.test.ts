import { beforeEach, expect, it } from 'vitest';
import { openPayoutAccount } from '#contract/areas/payments.ts';
import { stepUp } from '#contract/areas/sessions.ts';
import { create } from '#data/change.ts';
import { Actors, actorRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { handler as openPayoutAccountHandler } from '#functions/influencers/open-payout-account.ts';
import { nowMs } from '#runtime/clock.ts';
import { callEndpoint, testInfluencer } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { anActor } from '#testing/person.ts';
import { prepareTestTable } from '#testing/table.ts';
import { prepareTestUserPool } from '#testing/user-pool.ts';
import { handler } from './step-up.ts';

prepareTestTable();
let isRight = true;
const operations = prepareTestUserPool((operation) => {
  if (operation === 'DescribeUserPoolClient')
    return { body: { UserPoolClient: { ClientSecret: 'client-secret-in-tests' } } };
  if (operation === 'RevokeToken') return { body: {} };
  return isRight
    ? { body: { AuthenticationResult: { AccessToken: 'a', RefreshToken: 'r', ExpiresIn: 600 } } }
    : { status: 400, body: { __type: 'NotAuthorizedException', message: 'Incorrect username or password.' } };
});

const expiresAtMs = Date.UTC(2099, 0, 1);
let count = 0;
let person = testInfluencer();
beforeEach(async () => {
  isRight = true;
  operations.length = 0;
  person = { ...testInfluencer(), userId: countedId('user', ++count) };
  await write(create(Actors, anActor(person.userId, { [person.sessionId]: { expiresAtMs }, other: { expiresAtMs } })));
});

const prove = (password = 'whatever it is') => callEndpoint(handler, stepUp, { actor: person, body: { password } });
const sessions = async () => (await findOne(actorRef(person.userId)))?.sessions;

it('notes on this session alone that the password was given, and leaves no session at the pool', async () => {
  const from = nowMs();
  const answer = await prove();
  expect(answer.status).toBe(200);
  const { [person.sessionId]: own, other } = (await sessions()) ?? {};
  expect(own?.steppedUpAtMs).toBeGreaterThanOrEqual(from);
  expect(Date.parse(answer.body.validUntil)).toBe((own?.steppedUpAtMs ?? 0) + 600_000);
  expect(other).toEqual({ expiresAtMs, workspaceId: null });
  expect(operations).toContain('RevokeToken');
});

it('refuses a wrong password without ending the session, and notes nothing', async () => {
  isRight = false;
  expect(await prove()).toMatchObject({ status: 400, body: { code: 'wrong_password' } });
  expect((await sessions())?.[person.sessionId]?.steppedUpAtMs).toBeUndefined();
});

it('does not bring an ended session back', async () => {
  person = { ...person, sessionId: 'ended' };
  expect(await prove()).toMatchObject({ status: 401, body: { code: 'session_ended' } });
  expect(await sessions()).not.toHaveProperty('ended');
});

it.each([
  ['never', undefined],
  ['ten minutes ago', 600_000],
])('what asks for it is refused when the session proved it %s', async (_when, agoMs) => {
  const actor = { ...person, ...(agoMs === undefined ? {} : { steppedUpAtMs: nowMs() - agoMs }) };
  expect(await callEndpoint(openPayoutAccountHandler, openPayoutAccount, { actor, steppedUp: false })).toMatchObject({
    status: 403,
    body: { code: 'step_up_required' },
  });
});
