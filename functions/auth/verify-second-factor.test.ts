import { beforeEach, describe, expect, it } from 'vitest';
import { disableSecondFactor, renewRecoveryCodes } from '#contract/areas/two-factor.ts';
import { findOne } from '#data/read.ts';
import { secondFactorRef } from '#data/second-factor.ts';
import { totpAt } from '#runtime/totp.ts';
import { callEndpoint } from '#testing/call.ts';
import { prepareTestFactors } from '#testing/factors.ts';
import { handler as disableHandler } from './disable-second-factor.ts';
import { handler as renewHandler } from './renew-recovery-codes.ts';

const factors = prepareTestFactors();
const { table, person, pass, verify, enrol, logInNow, sessions, state, events, withApp, nextCode } = factors;
beforeEach(() => {
  process.env.SMS_SENDER = 'none';
});

describe('setting an app up', () => {
  it('asks for a code of the app, shows ten recovery codes once, ends the other sessions and keeps this one', async () => {
    const { challenge, secret, otpauthUri } = await enrol();
    expect(new URL(otpauthUri).searchParams.get('secret')).toBe(secret);
    expect(await state()).toMatchObject({ enabled: false, enabledAt: null, recoveryCodesLeft: 0, hasApp: false });
    expect(await verify(challenge, '000000')).toMatchObject({ status: 400, body: { code: 'wrong_code' } });
    const done = await verify(challenge, totpAt(secret, Date.now()));
    expect(new Set(done.body.recoveryCodes).size).toBe(10);
    expect(await sessions()).toEqual(['here']);
    expect(await state()).toMatchObject({ enabled: true, recoveryCodesLeft: 10 });
    expect(await events('SecondFactorEnabled')).toMatchObject([{ data: { sessionIds: ['elsewhere'] } }]);
  });

  it('stores neither the secret nor a recovery code as it was shown', async () => {
    const { secret, recoveryCodes } = await withApp();
    const stored = JSON.stringify(await table.items());
    for (const shown of [secret, ...recoveryCodes, recoveryCodes[0]?.replaceAll('-', '') ?? ''])
      expect(stored).not.toContain(shown);
  });

  it('is over after ten minutes, and after it is done', async () => {
    const late = await enrol();
    pass(600_000);
    expect(await verify(late.challenge, totpAt(late.secret, Date.now()))).toMatchObject({
      body: { code: 'challenge_expired' },
    });
    const { challenge, secret } = await enrol();
    await verify(challenge, totpAt(secret, Date.now()));
    expect(await verify(challenge, nextCode(secret))).toMatchObject({ body: { code: 'challenge_expired' } });
  });

  it('does not outlive the session that began it', async () => {
    const { challenge, secret } = await enrol();
    person.sessionId = 'elsewhere';
    await withApp();
    expect(await verify(challenge, totpAt(secret, Date.now()))).toMatchObject({
      status: 401,
      body: { code: 'session_ended' },
    });
  });
});

describe('log-in with a second factor', () => {
  it('begins with the password and a code of the app, not before', async () => {
    const { secret } = await withApp();
    const first = await logInNow();
    expect(first).toEqual({
      challenge: expect.any(String),
      expiresAt: expect.any(String),
      hasApp: true,
      phoneEndsIn: null,
    });
    expect(await sessions()).toEqual(['here']);
    const begun = await verify(first.challenge, nextCode(secret));
    expect(begun).toMatchObject({ status: 200, body: { user: { email: factors.email() }, expiresInSeconds: 600 } });
    expect(begun.cookies[0]).toMatch(/^__Host-rt=/);
    expect((await sessions()).sort()).toEqual(['here', factors.nextSession()]);
  });

  it('refuses a code that was used, here or at another log-in', async () => {
    const { secret } = await withApp();
    const used = totpAt(secret, Date.now());
    expect(await verify((await logInNow()).challenge, used)).toMatchObject({ body: { code: 'code_used' } });
    const code = nextCode(secret);
    const [one, other] = [await logInNow(), await logInNow()];
    expect((await verify(one.challenge, code)).status).toBe(200);
    expect(await verify(other.challenge, code)).toMatchObject({ status: 400, body: { code: 'code_used' } });
  });

  it('takes one of two answers with the same code at once', async () => {
    const { secret } = await withApp();
    const challenges = [await logInNow(), await logInNow()];
    const code = nextCode(secret);
    const answers = await Promise.all(challenges.map(({ challenge }) => verify(challenge, code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  it('is over after five minutes, and its challenge is good once', async () => {
    const { secret } = await withApp();
    const late = await logInNow();
    pass(300_000);
    expect(await verify(late.challenge, nextCode(secret))).toMatchObject({ body: { code: 'challenge_expired' } });
    const { challenge } = await logInNow();
    await verify(challenge, nextCode(secret));
    expect(await verify(challenge, nextCode(secret))).toMatchObject({ body: { code: 'challenge_expired' } });
    expect(await verify('x'.repeat(43), nextCode(secret))).toMatchObject({ body: { code: 'challenge_expired' } });
  });

  it('allows five codes in a quarter of an hour, however many challenges there are', async () => {
    const { secret } = await withApp();
    for (let attempt = 0; attempt < 4; attempt++) await verify((await logInNow()).challenge, '000000');
    const refused = await verify((await logInNow()).challenge, nextCode(secret));
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(await sessions()).toEqual(['here']);
  });

  it('takes a recovery code once when the app is lost, however it is typed, and says so', async () => {
    const { recoveryCodes } = await withApp();
    const [code = ''] = recoveryCodes;
    const typed = code.toUpperCase().replaceAll('-', ' ');
    expect((await verify((await logInNow()).challenge, typed)).status).toBe(200);
    expect(await state()).toMatchObject({ recoveryCodesLeft: 9 });
    expect(await events('RecoveryCodeUsed')).toMatchObject([{ data: { codesLeft: 9 } }]);
    expect(await verify((await logInNow()).challenge, code)).toMatchObject({ body: { code: 'wrong_code' } });
  });
});

describe('with a second factor', () => {
  const prove = (code?: string) => factors.prove(code ? { code } : {});

  it('a step-up asks for its code as well, and takes each once', async () => {
    const { secret } = await withApp();
    expect(await prove()).toMatchObject({ status: 403, body: { code: 'second_factor_required' } });
    expect(await prove('000000')).toMatchObject({ status: 400, body: { code: 'wrong_code' } });
    const code = nextCode(secret);
    expect((await prove(code)).status).toBe(200);
    expect(await prove(code)).toMatchObject({ status: 400, body: { code: 'code_used' } });
  });

  it('new recovery codes end the old ones', async () => {
    const { recoveryCodes } = await withApp();
    const renewed = await callEndpoint(renewHandler, renewRecoveryCodes, { actor: person });
    expect(renewed.body.recoveryCodes).toHaveLength(10);
    expect(await verify((await logInNow()).challenge, recoveryCodes[0] ?? '')).toMatchObject({
      body: { code: 'wrong_code' },
    });
    expect((await verify((await logInNow()).challenge, renewed.body.recoveryCodes[0])).status).toBe(200);
  });

  it('turning it off ends other sessions, and the password alone is enough again', async () => {
    const { secret } = await withApp();
    await verify((await logInNow()).challenge, nextCode(secret));
    const off = () => callEndpoint(disableHandler, disableSecondFactor, { actor: person });
    expect((await off()).status).toBe(200);
    expect(await sessions()).toEqual(['here']);
    expect(await findOne(secondFactorRef(person.userId))).toBeUndefined();
    expect((await off()).status).toBe(200);
    expect(await events('SecondFactorDisabled')).toHaveLength(1);
    factors.nextSession(1000);
    expect(await logInNow()).toHaveProperty('accessToken');
  });
});

it('has no recovery codes to renew without a second factor', async () => {
  expect(await callEndpoint(renewHandler, renewRecoveryCodes, { actor: person })).toMatchObject({
    status: 409,
    body: { code: 'second_factor_off' },
  });
});
