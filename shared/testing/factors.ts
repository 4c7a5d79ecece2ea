import { beforeEach, vi } from 'vitest';
import { logIn } from '#contract/areas/auth.ts';
import { stepUp } from '#contract/areas/sessions.ts';
import { enrolSecondFactor, getSecondFactor, verifySecondFactor } from '#contract/areas/two-factor.ts';
import { actorRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { handler as enrolHandler } from '#functions/auth/enrol-second-factor.ts';
import { handler as getHandler } from '#functions/auth/get-second-factor.ts';
import { handler as logInHandler } from '#functions/auth/log-in.ts';
import { handler as stepUpHandler } from '#functions/auth/step-up.ts';
import { handler as verifyHandler } from '#functions/auth/verify-second-factor.ts';
import { totpAt } from '#runtime/totp.ts';
import { callEndpoint, testInfluencer } from './call.ts';
import { countedId } from './ids.ts';
import { prepareTestKeys } from './keys.ts';
import { putPerson } from './person.ts';
import { prepareTestTable } from './table.ts';
import { prepareTestUserPool } from './user-pool.ts';

const START = Date.parse('2026-11-20T12:00:00Z');
/** As long as an app shows a code, ms. */
const STEP_MS = 30_000;
const expiresAtMs = Date.UTC(2099, 0, 1);

/** A token as the pool makes them; the session is named in it. */
const tokenOf = (sessionId: string) =>
  `h.${Buffer.from(JSON.stringify({ origin_jti: sessionId, exp: 1 })).toString('base64url')}.s`;

/** A person with two sessions for each test of a file, on a day of its own, and what they do about their second factor. */
export function prepareTestFactors() {
  const table = prepareTestTable();
  prepareTestKeys();
  let count = 0;
  let logIns = 0;
  prepareTestUserPool((operation) => {
    if (operation === 'DescribeUserPoolClient')
      return { body: { UserPoolClient: { ClientSecret: 'client-secret-in-tests' } } };
    const tokens = { AccessToken: tokenOf(`new-${logIns}`), RefreshToken: `pool-${logIns}`, ExpiresIn: 600 };
    return { body: { AuthenticationResult: tokens } };
  });
  const person = { ...testInfluencer(), sessionId: 'here' };
  const at = { email: '' };
  beforeEach(async () => {
    count += 1;
    logIns = count;
    vi.useFakeTimers({ toFake: ['Date'], now: START + count * 86_400_000 });
    at.email = `mara${count}@example.com`;
    Object.assign(person, { userId: countedId('user', count), sessionId: 'here' });
    await putPerson(person.userId, at.email, { here: { expiresAtMs }, elsewhere: { expiresAtMs } });
    return () => void vi.useRealTimers();
  });
  const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);
  const verify = (challenge: string, code: string) =>
    callEndpoint(verifyHandler, verifySecondFactor, { body: { challenge, code } });
  const enrol = async () => (await callEndpoint(enrolHandler, enrolSecondFactor, { actor: person })).body;
  return {
    table,
    /** Who; another session acts by another `sessionId`. */
    person,
    email: () => at.email,
    /** What the session that begins next is called. */
    nextSession: (name?: number) => {
      logIns = name ?? logIns;
      return `new-${logIns}`;
    },
    pass,
    verify,
    enrol,
    logInNow: async () =>
      (await callEndpoint(logInHandler, logIn, { body: { email: at.email, password: 'whatever it is' } })).body,
    prove: (more: object = {}) =>
      callEndpoint(stepUpHandler, stepUp, { actor: person, body: { password: 'whatever it is', ...more } }),
    sessions: async () => Object.keys((await findOne(actorRef(person.userId)))?.sessions ?? {}),
    state: async () => (await callEndpoint(getHandler, getSecondFactor, { actor: person })).body,
    events: async (type: string) =>
      (await table.items()).filter((item) => item.type === type && JSON.stringify(item.data).includes(person.userId)),
    /** Sets an app up; the code of the present step is used up by that. */
    withApp: async (): Promise<{ secret: string; recoveryCodes: string[] }> => {
      const { challenge, secret } = await enrol();
      const { body } = await verify(challenge, totpAt(secret, Date.now()));
      return { secret, recoveryCodes: body.recoveryCodes };
    },
    /** The next code that the app shows. */
    nextCode: (secret: string): string => {
      pass(STEP_MS);
      return totpAt(secret, Date.now());
    },
  };
}
