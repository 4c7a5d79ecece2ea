import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { resetPassword } from '#contract/areas/auth.ts';
import { setPassword } from '#contract/areas/credentials.ts';
import { mailStepUpCode, stepUp } from '#contract/areas/sessions.ts';
import { update } from '#data/change.ts';
import { actorRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { handler as mailHandler } from '#functions/auth/mail-step-up-code.ts';
import { handler as resetHandler } from '#functions/auth/reset-password.ts';
import { handler as stepUpHandler } from '#functions/auth/step-up.ts';
import { callEndpoint, testInfluencer } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { putPerson } from '#testing/person.ts';
import { prepareTestTable } from '#testing/table.ts';
import { prepareTestUserPool } from '#testing/user-pool.ts';
import { handler } from './set-password.ts';

const { items } = prepareTestTable();
const mails = mockClient(SESv2Client);
const operations = prepareTestUserPool((operation) =>
  operation === 'DescribeUserPoolClient'
    ? { body: { UserPoolClient: { ClientSecret: 'client-secret-in-tests' } } }
    : { body: {} },
);

const newPassword = 'a lamp beside 7 quiet harbours';
const expiresAtMs = Date.UTC(2099, 0, 1);
let count = 0;
let email = '';
let person = testInfluencer();
beforeEach(async () => {
  mails.reset();
  mails.on(SendEmailCommand).resolves({ MessageId: 'm' });
  process.env.MAIL_FROM = 'Accord <no-reply@accord.example>';
  operations.length = 0;
  count += 1;
  email = `mara${count}@example.com`;
  person = { ...testInfluencer(), userId: countedId('user', count) };
  await putPerson(person.userId, email, { [person.sessionId]: { expiresAtMs }, other: { expiresAtMs } });
  await write(update(actorRef(person.userId).key, { set: { passwordless: true } }, []));
});

const set = (body: object = { newPassword }) => callEndpoint(handler, setPassword, { actor: person, body });
const actor = () => findOne(actorRef(person.userId));
const mail = () => callEndpoint(mailHandler, mailStepUpCode, { actor: person });
const prove = (body: object) => callEndpoint(stepUpHandler, stepUp, { actor: person, body });
const mailedCode = () => {
  const { input } = mails.commandCalls(SendEmailCommand).at(-1)?.args[0] ?? expect.fail('no mail');
  return /\d{6}/.exec(input.Content?.Simple?.Body?.Text?.Data ?? '')?.[0] ?? expect.fail('no code');
};
const another = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('a first password', () => {
  it('is set at the pool; the other sessions end and it is on record', async () => {
    expect(await set()).toMatchObject({ status: 200 });
    expect(operations).toContain('AdminSetUserPassword');
    expect(await actor()).toMatchObject({ sessions: { [person.sessionId]: {} } });
    expect(await actor()).not.toHaveProperty('passwordless');
    expect(await actor()).not.toHaveProperty('sessions.other');
    expect(
      (await items()).filter(({ type, aggregateId }) => type === 'PasswordSet' && aggregateId === person.userId),
    ).toHaveLength(1);
  });

  it('is not set again: who has one changes it, and shows the old one for that', async () => {
    await set();
    operations.length = 0;
    expect(await set()).toMatchObject({ status: 409, body: { code: 'password_set_already' } });
    expect(operations).toEqual([]);
  });

  it('is as strong as every other, and not the person’s own words', async () => {
    expect(await set({ newPassword: 'password123' })).toMatchObject({ status: 400, body: { code: 'weak_password' } });
    expect(await set({ newPassword: email })).toMatchObject({ status: 400, body: { code: 'weak_password' } });
    expect(operations).toEqual([]);
  });

  it('asks for a step-up', async () => {
    const asked = { actor: person, body: { newPassword }, steppedUp: false };
    expect(await callEndpoint(handler, setPassword, asked)).toMatchObject({ body: { code: 'step_up_required' } });
  });

  it('can also come of a forgotten one: by the code that the pool mails', async () => {
    const body = { email, code: '123456', password: newPassword };
    expect(await callEndpoint(resetHandler, resetPassword, { body })).toMatchObject({ status: 200 });
    expect(await actor()).toMatchObject({ sessions: {} });
    expect(await actor()).not.toHaveProperty('passwordless');
  });
});

describe('the step-up of who has no password', () => {
  it('is done with a code mailed to their address, once', async () => {
    expect(await mail()).toMatchObject({ status: 202 });
    expect(mails.commandCalls(SendEmailCommand).at(-1)?.args[0].input.Destination?.ToAddresses).toEqual([email]);
    const code = mailedCode();
    expect(await prove({ mailedCode: code })).toMatchObject({ status: 200 });
    expect((await actor())?.sessions[person.sessionId]?.steppedUpAtMs).toBeGreaterThan(0);
    expect(await prove({ mailedCode: code })).toMatchObject({ status: 400, body: { code: 'code_expired' } });
  });

  it('takes no other code, and none at all after five wrong ones', async () => {
    await mail();
    const code = mailedCode();
    for (let attempt = 0; attempt < 5; attempt++)
      expect(await prove({ mailedCode: another(code) })).toMatchObject({ body: { code: 'wrong_mailed_code' } });
    expect(await prove({ mailedCode: code })).toMatchObject({ status: 400, body: { code: 'code_expired' } });
    expect((await actor())?.sessions[person.sessionId]?.steppedUpAtMs).toBeUndefined();
  });

  it('takes no code that was never mailed', async () => {
    expect(await prove({ mailedCode: '000000' })).toMatchObject({ body: { code: 'wrong_mailed_code' } });
  });

  it('says what is missing when neither is given', async () => {
    expect(await prove({})).toMatchObject({ status: 400, body: { issues: [{ path: 'password' }] } });
  });

  it('is not there for who has a password: neither is a code mailed nor one that is left taken', async () => {
    await mail();
    const code = mailedCode();
    await set();
    expect(await mail()).toMatchObject({ status: 409, body: { code: 'password_set_already' } });
    expect(await prove({ mailedCode: code })).toMatchObject({ status: 400, body: { code: 'wrong_mailed_code' } });
  });
});
