import { describe, expect, it } from 'vitest';
import { disableSecondFactor, enrolPhone, removePhone, textCode, textStepUpCode } from '#contract/areas/two-factor.ts';
import { actorRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { totpAt } from '#runtime/totp.ts';
import { callEndpoint } from '#testing/call.ts';
import { prepareTestFactors } from '#testing/factors.ts';
import { countedId } from '#testing/ids.ts';
import { putPerson } from '#testing/person.ts';
import { prepareTestSms } from '#testing/sms.ts';
import { handler as disableHandler } from './disable-second-factor.ts';
import { handler as enrolHandler } from './enrol-phone.ts';
import { handler as removeHandler } from './remove-phone.ts';
import { handler as textHandler } from './text-code.ts';
import { handler as textStepUpHandler } from './text-step-up-code.ts';

const factors = prepareTestFactors();
const { table, person, pass, verify, logInNow, prove, sessions, state, events, withApp, nextCode } = factors;
const sms = prepareTestSms();
const RESEND_MS = 30_000;
let numbers = 0;
/** One that no test before has sent anything to; of those that are given to nobody. */
const newNumber = () => `+1555010${String(++numbers).padStart(4, '0')}`;

const enrolPhoneAt = (number: string) => callEndpoint(enrolHandler, enrolPhone, { actor: person, body: { number } });
const text = (challenge: string) => callEndpoint(textHandler, textCode, { body: { challenge } });
const textStepUp = () => callEndpoint(textStepUpHandler, textStepUpCode, { actor: person });
const remove = () => callEndpoint(removeHandler, removePhone, { actor: person });
const another = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const hasSecondFactor = async () => (await findOne(actorRef(person.userId)))?.hasSecondFactor;

/** Attempts are counted by the quarter of an hour: one second before the next one begins. */
const beforeAttemptsCountAnew = () => pass(900_000 - (Date.now() % 900_000) - 1000);

async function withPhone(): Promise<{ number: string; recoveryCodes: string[] }> {
  const number = newNumber();
  const { body } = await enrolPhoneAt(number);
  const done = await verify(body.challenge, sms.codeOf(number));
  pass(RESEND_MS);
  return { number, recoveryCodes: done.body.recoveryCodes };
}

/** Begins a log-in and has its code sent. */
async function textedLogIn(number: string): Promise<{ challenge: string; code: string }> {
  const { challenge } = await logInNow();
  expect(await text(challenge)).toMatchObject({ status: 200 });
  return { challenge, code: sms.codeOf(number) };
}

describe('setting a phone up', () => {
  it('sends a code to the number, which proves it; ten recovery codes, the other sessions end, and it is on record', async () => {
    const number = newNumber();
    const begun = await enrolPhoneAt(number);
    expect(begun).toMatchObject({ status: 201, body: { endsIn: number.slice(-2) } });
    expect(await state()).toMatchObject({ enabled: false, phone: null, smsOffered: true });
    const done = await verify(begun.body.challenge, sms.codeOf(number));
    expect(new Set(done.body.recoveryCodes).size).toBe(10);
    expect(await sessions()).toEqual(['here']);
    expect(await state()).toMatchObject({ enabled: true, hasApp: false, phone: { endsIn: number.slice(-2) } });
    expect(await hasSecondFactor()).toBe(true);
    expect(await events('PhoneFactorAdded')).toMatchObject([
      { data: { sessionIds: ['elsewhere'], endsIn: number.slice(-2) } },
    ]);
  });

  it('takes the number as people write it, and refuses what is none', async () => {
    const number = newNumber();
    const written = `${number.slice(0, 2)} (${number.slice(2, 5)}) ${number.slice(5, 8)}-${number.slice(8)}`;
    expect((await enrolPhoneAt(written)).status).toBe(201);
    expect(sms.sentTo(number)).toHaveLength(1);
    const refused = await enrolPhoneAt('0151 23456789');
    expect(refused).toMatchObject({
      status: 400,
      body: {
        code: 'validation_failed',
        issues: [{ path: 'number', message: expect.stringContaining('country code') }],
      },
    });
  });

  it('sends no more than the code and where it belongs, for as long as it is good', async () => {
    const number = newNumber();
    await enrolPhoneAt(number);
    const [message] = sms.sentTo(number);
    const code = sms.codeOf(number);
    expect(message).toMatchObject({ configurationSet: 'accord-test-codes', goodForSeconds: 300 });
    expect(message?.text.endsWith(`@accord.example #${code}`)).toBe(true);
    expect(message?.text.length).toBeLessThanOrEqual(160);
  });

  it('keeps neither the number nor a code as it was given', async () => {
    const { number, recoveryCodes } = await withPhone();
    const { code } = await textedLogIn(number);
    const stored = JSON.stringify(await table.items());
    for (const secret of [number, number.slice(1), `"${code}"`, recoveryCodes[0] ?? ''])
      expect(stored).not.toContain(secret);
  });

  it('refuses another code, and takes none after five', async () => {
    beforeAttemptsCountAnew();
    const number = newNumber();
    const { challenge } = (await enrolPhoneAt(number)).body;
    for (let attempt = 0; attempt < 5; attempt++)
      expect(await verify(challenge, another(sms.codeOf(number)))).toMatchObject({ body: { code: 'wrong_code' } });
    pass(2000);
    expect(await verify(challenge, sms.codeOf(number))).toMatchObject({ body: { code: 'code_expired' } });
    expect(await state()).toMatchObject({ enabled: false });
  });

  it('tells that a number cannot be reached, and that the service cannot send at the moment', async () => {
    sms.refuse({ name: 'ConflictException', Reason: 'DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION' });
    expect(await enrolPhoneAt(newNumber())).toMatchObject({ status: 422, body: { code: 'number_not_reached' } });
    pass(RESEND_MS);
    sms.refuse({ name: 'ThrottlingException' });
    expect(await enrolPhoneAt(newNumber())).toMatchObject({ status: 503, body: { code: 'provider_unavailable' } });
  });
});

describe('how many codes are sent', () => {
  it('is one in half a minute', async () => {
    const number = newNumber();
    const { challenge } = (await enrolPhoneAt(number)).body;
    expect(await text(challenge)).toMatchObject({ status: 429, body: { code: 'rate_limited', retryAfterSeconds: 30 } });
    pass(RESEND_MS);
    expect((await text(challenge)).status).toBe(200);
    expect(sms.sentTo(number)).toHaveLength(2);
  });

  it('is five in an hour to one person, whatever the number', async () => {
    for (let sent = 0; sent < 5; sent++) {
      expect((await enrolPhoneAt(newNumber())).status).toBe(201);
      pass(RESEND_MS);
    }
    expect(await enrolPhoneAt(newNumber())).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
  });

  it('is five in an hour to one number, whoever asks', async () => {
    const number = newNumber();
    for (let sent = 0; sent < 6; sent++) {
      person.userId = countedId('user', 5000 + sent);
      await putPerson(person.userId, `other${sent}@example.com`, { here: { expiresAtMs: Date.UTC(2099, 0, 1) } });
      expect((await enrolPhoneAt(number)).status).toBe(sent < 5 ? 201 : 429);
      pass(RESEND_MS);
    }
    expect(sms.sentTo(number)).toHaveLength(5);
  });
});

describe('log-in with a phone', () => {
  it('tells the end of the number and no more, sends the code when asked, and begins with it', async () => {
    const { number } = await withPhone();
    const first = await logInNow();
    expect(first).toMatchObject({ hasApp: false, phoneEndsIn: number.slice(-2) });
    expect(JSON.stringify(first)).not.toContain(number.slice(2));
    expect(sms.sentTo(number)).toHaveLength(1);
    await text(first.challenge);
    expect(await verify(first.challenge, sms.codeOf(number))).toMatchObject({
      status: 200,
      body: { expiresInSeconds: 600 },
    });
    expect((await sessions()).sort()).toEqual(['here', factors.nextSession()]);
  });

  it('takes a code once, and only for the log-in that it was sent for', async () => {
    const { number } = await withPhone();
    const { challenge, code } = await textedLogIn(number);
    const other = await logInNow();
    expect(await verify(other.challenge, code)).toMatchObject({ status: 400, body: { code: 'wrong_code' } });
    expect((await verify(challenge, code)).status).toBe(200);
    expect(await verify(challenge, code)).toMatchObject({ body: { code: 'challenge_expired' } });
  });

  it('takes the newest code alone', async () => {
    const { number } = await withPhone();
    const { challenge, code } = await textedLogIn(number);
    pass(RESEND_MS);
    await text(challenge);
    const newest = sms.codeOf(number);
    if (newest !== code) expect(await verify(challenge, code)).toMatchObject({ body: { code: 'wrong_code' } });
    expect((await verify(challenge, newest)).status).toBe(200);
  });

  it('takes no code after five minutes', async () => {
    const { number } = await withPhone();
    const { challenge, code } = await textedLogIn(number);
    pass(300_000);
    expect(await verify(challenge, code)).toMatchObject({ status: 400, body: { code: 'challenge_expired' } });
  });

  it('puts wrong codes on record, and takes none after five, whenever they come', async () => {
    const { number } = await withPhone();
    pass(900_000);
    beforeAttemptsCountAnew();
    const { challenge, code } = await textedLogIn(number);
    for (let attempt = 0; attempt < 5; attempt++)
      expect(await verify(challenge, another(code))).toMatchObject({ body: { code: 'wrong_code' } });
    pass(2000);
    expect(await verify(challenge, code)).toMatchObject({ body: { code: 'code_expired' } });
    expect(await events('LogInFailed')).toHaveLength(5);
  });

  it('takes a recovery code in place of one by SMS', async () => {
    const { recoveryCodes } = await withPhone();
    const { challenge } = await logInNow();
    expect((await verify(challenge, recoveryCodes[0] ?? '')).status).toBe(200);
    expect(await state()).toMatchObject({ recoveryCodesLeft: 9 });
  });

  it('sends nothing for a challenge that is over, and nothing to who has no phone', async () => {
    expect(await text('x'.repeat(43))).toMatchObject({ status: 400, body: { code: 'challenge_expired' } });
    await withApp();
    const { challenge, phoneEndsIn } = await logInNow();
    expect(phoneEndsIn).toBeNull();
    expect(await text(challenge)).toMatchObject({ status: 409, body: { code: 'phone_not_set' } });
  });
});

describe('with an app and a phone', () => {
  it('either proves a log-in, and setting one up keeps the other', async () => {
    const { number } = await withPhone();
    const { secret } = await withApp();
    expect(await state()).toMatchObject({ hasApp: true, phone: { endsIn: number.slice(-2) }, recoveryCodesLeft: 10 });
    const byApp = await logInNow();
    expect(byApp).toMatchObject({ hasApp: true, phoneEndsIn: number.slice(-2) });
    expect((await verify(byApp.challenge, nextCode(secret))).status).toBe(200);
    factors.nextSession(2000);
    const { challenge, code } = await textedLogIn(number);
    expect((await verify(challenge, code)).status).toBe(200);
  });

  it('a code of the app is right although another was sent by SMS', async () => {
    const { secret } = await withApp();
    const { number } = await withPhone();
    const { challenge } = await textedLogIn(number);
    expect((await verify(challenge, nextCode(secret))).status).toBe(200);
  });

  it('removing the phone keeps the app, ends the other sessions, and codes by SMS are over', async () => {
    const { secret } = await withApp();
    const { number } = await withPhone();
    const { challenge, code } = await textedLogIn(number);
    expect((await remove()).status).toBe(200);
    expect(await state()).toMatchObject({ enabled: true, hasApp: true, phone: null });
    expect(await hasSecondFactor()).toBe(true);
    expect(await events('PhoneFactorRemoved')).toMatchObject([{ data: { last: false } }]);
    expect(await verify(challenge, code)).toMatchObject({ body: { code: 'wrong_code' } });
    expect((await verify(challenge, totpAt(secret, Date.now()))).status).toBe(200);
  });
});

describe('doing without a phone', () => {
  it('turns the second factor off when there is no app, once', async () => {
    await withPhone();
    expect((await remove()).status).toBe(200);
    expect((await remove()).status).toBe(200);
    expect(await state()).toMatchObject({ enabled: false, phone: null });
    expect(await hasSecondFactor()).toBe(false);
    expect(await events('PhoneFactorRemoved')).toMatchObject([{ data: { last: true } }]);
    factors.nextSession(3000);
    expect(await logInNow()).toHaveProperty('accessToken');
  });

  it('asks for a fresh proof, and so does setting one up', async () => {
    const refusal = { status: 403, body: { code: 'step_up_required' } };
    const stale = { actor: person, steppedUp: false };
    expect(await callEndpoint(removeHandler, removePhone, stale)).toMatchObject(refusal);
    const body = { number: newNumber() };
    expect(await callEndpoint(enrolHandler, enrolPhone, { ...stale, body })).toMatchObject(refusal);
  });

  it('goes with the second factor when that is turned off', async () => {
    await withPhone();
    await callEndpoint(disableHandler, disableSecondFactor, { actor: person });
    expect(await state()).toMatchObject({ enabled: false, phone: null });
  });
});

describe('a step-up by SMS', () => {
  it('takes the code that was sent for it, once', async () => {
    const { number } = await withPhone();
    expect(await prove()).toMatchObject({ status: 403, body: { code: 'second_factor_required' } });
    const sent = await textStepUp();
    expect(sent).toMatchObject({ status: 201, body: { endsIn: number.slice(-2) } });
    const proof = { challenge: sent.body.challenge, code: sms.codeOf(number) };
    expect(await prove({ ...proof, code: another(proof.code) })).toMatchObject({
      status: 400,
      body: { code: 'wrong_code' },
    });
    expect((await prove(proof)).status).toBe(200);
    expect(await prove(proof)).toMatchObject({ status: 400, body: { code: 'challenge_expired' } });
  });

  it('takes no more after five wrong ones', async () => {
    const { number } = await withPhone();
    const { challenge } = (await textStepUp()).body;
    const code = sms.codeOf(number);
    for (let attempt = 0; attempt < 5; attempt++) await prove({ challenge, code: another(code) });
    expect(await prove({ challenge, code })).toMatchObject({ status: 400, body: { code: 'challenge_expired' } });
  });

  it('does not take the code of a log-in, nor of another session', async () => {
    const { number } = await withPhone();
    const { challenge, code } = await textedLogIn(number);
    expect(await prove({ challenge, code })).toMatchObject({ status: 400, body: { code: 'challenge_expired' } });
    pass(RESEND_MS);
    const ours = (await textStepUp()).body.challenge;
    expect((await verify(challenge, code)).status).toBe(200);
    person.sessionId = factors.nextSession();
    expect(await prove({ challenge: ours, code: sms.codeOf(number) })).toMatchObject({
      body: { code: 'challenge_expired' },
    });
  });

  it('has nothing to send without a phone', async () => {
    expect(await textStepUp()).toMatchObject({ status: 409, body: { code: 'phone_not_set' } });
  });
});

describe('where no codes are sent by SMS', () => {
  it('every way to one says so, and none is shown', async () => {
    const { recoveryCodes } = await withPhone();
    process.env.SMS_SENDER = 'none';
    const refusal = { status: 409, body: { code: 'sms_not_offered' } };
    const { challenge, phoneEndsIn } = await logInNow();
    expect(phoneEndsIn).toBeNull();
    expect(await text(challenge)).toMatchObject(refusal);
    expect(await textStepUp()).toMatchObject(refusal);
    expect(await enrolPhoneAt(newNumber())).toMatchObject(refusal);
    expect(await state()).toMatchObject({ smsOffered: false });
    expect((await verify(challenge, recoveryCodes[0] ?? '')).status).toBe(200);
  });
});
