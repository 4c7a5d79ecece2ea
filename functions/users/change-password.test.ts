import { createHash } from 'node:crypto';
import { beforeEach, expect, it, vi } from 'vitest';
import { changePassword } from '#contract/areas/credentials.ts';
import { update } from '#data/change.ts';
import { actorRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { callEndpoint, testInfluencer } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { prepareLoopback } from '#testing/loopback.ts';
import { putPerson } from '#testing/person.ts';
import { prepareTestTable } from '#testing/table.ts';
import { prepareTestUserPool } from '#testing/user-pool.ts';
import { handler } from './change-password.ts';

const table = prepareTestTable();
const breaches = prepareLoopback();
const OLD = 'a lamp beside 7 quiet harbours';
const NEW = 'two lamps beside no harbour';
const expiresAtMs = Date.UTC(2099, 0, 1);

/** The password that the pool has. */
let password = OLD;
let poolWorks = true;
prepareTestUserPool((operation, body) => {
  if (operation === 'DescribeUserPoolClient')
    return { body: { UserPoolClient: { ClientSecret: 'client-secret-in-tests' } } };
  if (operation === 'AdminSetUserPassword') {
    if (!poolWorks) return { status: 400, body: { __type: 'InvalidPasswordException', message: 'Not now.' } };
    password = String(body.Password);
  }
  if (operation !== 'AdminInitiateAuth') return { body: {} };
  return (body.AuthParameters as { PASSWORD: string }).PASSWORD === password
    ? { body: { AuthenticationResult: { AccessToken: 'a', RefreshToken: 'r', ExpiresIn: 600 } } }
    : { status: 400, body: { __type: 'NotAuthorizedException', message: 'Incorrect username or password.' } };
});

let count = 0;
let person = testInfluencer();
beforeEach(async () => {
  [password, poolWorks] = [OLD, true];
  person = { ...testInfluencer(), userId: countedId('user', ++count), sessionId: 'here' };
  await putPerson(person.userId, `mara${count}@example.com`, { here: { expiresAtMs }, elsewhere: { expiresAtMs } });
});

const change = (newPassword: string, currentPassword = OLD, steppedUp = true) =>
  callEndpoint(handler, changePassword, { actor: person, body: { currentPassword, newPassword }, steppedUp });
const sessions = async () => Object.keys((await findOne(actorRef(person.userId)))?.sessions ?? {});

it('sets the new password, ends the other sessions and keeps this one', async () => {
  expect(await change(NEW)).toMatchObject({ status: 200, body: { done: true } });
  expect(password).toBe(NEW);
  expect(await sessions()).toEqual(['here']);
  expect(await table.items()).toContainEqual(
    expect.objectContaining({
      type: 'PasswordChanged',
      data: { userId: person.userId, sessionIds: ['elsewhere'] },
    }),
  );
});

it.each<[string, string, string, number, string, string]>([
  ['without the present one', NEW, 'not the password at all', 400, 'wrong_password', 'currentPassword'],
  ['to a common one', 'password1234', OLD, 400, 'weak_password', 'newPassword'],
  ['to one made of the name', 'lindqvist-99', OLD, 400, 'weak_password', 'newPassword'],
  ['to the present one', OLD, OLD, 400, 'weak_password', 'newPassword'],
])('does not change it %s, and says at which field', async (_case, wanted, current, status, code, path) => {
  expect(await change(wanted, current)).toMatchObject({ status, body: { code, issues: [{ path }] } });
  expect(password).toBe(OLD);
  expect((await sessions()).sort()).toEqual(['elsewhere', 'here']);
});

it('does not change it to one that a service of breached passwords knows, where the deployment names one', async () => {
  const hash = createHash('sha1').update(NEW).digest('hex').toUpperCase();
  vi.stubEnv('BREACHED_PASSWORDS_URL', breaches.url());
  breaches.reply({ body: `${hash.slice(5)}:3` });
  expect(await change(NEW)).toMatchObject({
    status: 400,
    body: { code: 'weak_password', issues: [{ path: 'newPassword', message: expect.stringContaining('breach') }] },
  });
  breaches.reply({ status: 503, body: '' });
  expect((await change(NEW)).status, 'without an answer').toBe(200);
  vi.unstubAllEnvs();
});

it('asks for a fresh proof of who uses the session', async () => {
  expect(await change(NEW, OLD, false)).toMatchObject({ status: 403, body: { code: 'step_up_required' } });
  expect(password).toBe(OLD);
});

it('leaves nobody else in when the pool fails', async () => {
  poolWorks = false;
  expect((await change(NEW)).status).toBe(400);
  expect(await sessions()).toEqual(['here']);
});

it('tells who has no password yet how to set the first one', async () => {
  await write(update(actorRef(person.userId).key, { set: { passwordless: true } }, []));
  expect(await change(NEW, 'whatever it was made to be')).toMatchObject({
    status: 409,
    body: { code: 'no_password_yet', title: expect.stringContaining('PUT /users/me/password') },
  });
  expect(password).toBe(OLD);
});
