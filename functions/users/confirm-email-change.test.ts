import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { confirmEmailChange, requestEmailChange } from '#contract/areas/credentials.ts';
import { create, update } from '#data/change.ts';
import { keys } from '#data/keys.ts';
import { actorRef, emailOwnerRef, userRef } from '#data/person.ts';
import { findOne, readKeys } from '#data/read.ts';
import { MemberAddresses, Members, memberAddressRef } from '#data/workspace.ts';
import { handler as tellOldAddress } from '#functions/reactions/on-email-changed-tell-old-address.ts';
import { sha256 } from '#runtime/hash.ts';
import { callEndpoint, testInfluencer } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { deliver } from '#testing/deliver.ts';
import { countedId } from '#testing/ids.ts';
import { putPerson } from '#testing/person.ts';
import { prepareTestTable } from '#testing/table.ts';
import { prepareTestUserPool } from '#testing/user-pool.ts';
import { handler as confirmHandler } from './confirm-email-change.ts';
import { handler as requestHandler } from './request-email-change.ts';

const table = prepareTestTable();
process.env.MAIL_FROM = 'Accord <no-reply@accord.test>';
const mails = mockClient(SESv2Client);
const expiresAtMs = Date.UTC(2099, 0, 1);
const workspaceId = countedId('workspace', 1);

/** The addresses of the pool, by user. */
const addresses = new Map<string, string>();
prepareTestUserPool((operation, body) => {
  if (operation !== 'AdminUpdateUserAttributes') return { body: {} };
  const attributes = body.UserAttributes as { Name: string; Value: string }[];
  addresses.set(String(body.Username), attributes.map(({ Value }) => Value).join(' '));
  return { body: {} };
});

let count = 0;
let person = testInfluencer();
let [old, wanted] = ['', ''];
beforeEach(async () => {
  mails.reset();
  mails.on(SendEmailCommand).resolves({});
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-20T12:00:00Z') });
  count += 1;
  [old, wanted] = [`mara${count}@example.com`, `mara${count}@elsewhere.example`];
  person = { ...testInfluencer(), userId: countedId('user', count), sessionId: 'here' };
  await putPerson(person.userId, old, { here: { expiresAtMs }, elsewhere: { expiresAtMs } });
  return () => void vi.useRealTimers();
});

const request = (email = wanted, steppedUp = true) =>
  callEndpoint(requestHandler, requestEmailChange, { actor: person, body: { email }, steppedUp });
const confirm = (code: string, email = wanted) =>
  callEndpoint(confirmHandler, confirmEmailChange, { actor: person, body: { email, code } });
const mailTo = (email: string) =>
  mails
    .commandCalls(SendEmailCommand)
    .map(({ args }) => args[0].input)
    .findLast(({ Destination }) => Destination?.ToAddresses?.[0] === email)?.Content?.Simple?.Body?.Text?.Data ?? '';
const mailedCode = () => /\b\d{6}\b/.exec(mailTo(wanted))?.[0] ?? '';
const ownerOf = async (email: string) => (await findOne(emailOwnerRef(sha256(email))))?.userId;

describe('a change of the e-mail address', () => {
  it('takes effect with the code mailed to the new address, in one commit, and ends the other sessions', async () => {
    expect(await request()).toMatchObject({ status: 202, body: { done: true } });
    expect(await ownerOf(old)).toBe(person.userId);
    expect(await confirm(mailedCode())).toMatchObject({ status: 200, body: { done: true } });
    expect([await ownerOf(wanted), await ownerOf(old)]).toEqual([person.userId, undefined]);
    expect((await findOne(userRef(person.userId)))?.email).toBe(wanted);
    expect(addresses.get(person.userId)).toBe(`${wanted} true`);
    expect(Object.keys((await findOne(actorRef(person.userId)))?.sessions ?? {})).toEqual(['here']);
  });

  it('is told to the old address, now and when it is done', async () => {
    await request();
    expect(
      (await table.items()).some(
        ({ type, aggregateId }) => type === 'EmailChangeRequested' && aggregateId === person.userId,
      ),
    ).toBe(true);
    await deliver(tellOldAddress, 'EmailChanged', { userId: person.userId, sessionIds: [] });
    expect(mailTo(old)).toBe('');
    await confirm(mailedCode());
    await deliver(tellOldAddress, 'EmailChanged', { userId: person.userId, sessionIds: [] });
    expect(mailTo(old)).toContain('no longer uses this address');
  });

  it('shows in the workspaces of the person', async () => {
    const { key } = actorRef(person.userId);
    const member = {
      workspaceId,
      userId: person.userId,
      name: 'Mara',
      email: old,
      role: 'viewer' as const,
      joinedAt: '',
    };
    const membership = { role: 'viewer', brandId: countedId('brand', 1), joinedAt: '' };
    await write(
      create(Members, member),
      create(MemberAddresses, { workspaceId, emailHash: sha256(old), userId: person.userId }),
      update(key, { set: { [`memberships.${workspaceId}`]: membership } }, [{ path: 'pk', is: 'present' }]),
    );
    await request();
    await confirm(mailedCode());
    const [shown] = (await readKeys([keys.member(workspaceId, person.userId)])).values();
    expect(shown?.email).toBe(wanted);
    expect(await findOne(memberAddressRef(workspaceId, sha256(wanted)))).toMatchObject({ userId: person.userId });
    expect(await findOne(memberAddressRef(workspaceId, sha256(old)))).toBeUndefined();
  });

  it('needs a session that has proved who uses it', async () => {
    expect(await request(wanted, false)).toMatchObject({ status: 403, body: { code: 'step_up_required' } });
    expect(mailTo(wanted)).toBe('');
  });
});

describe('the code of a change', () => {
  it('is good for ten minutes, once, and for its own address', async () => {
    await request();
    const code = mailedCode();
    expect(await confirm(code, 'other@elsewhere.example')).toMatchObject({ body: { code: 'wrong_code' } });
    vi.setSystemTime(Date.now() + 600_000);
    expect(await confirm(code)).toMatchObject({ status: 400, body: { code: 'code_expired' } });
    await request();
    const again = mailedCode();
    expect((await confirm(again)).status).toBe(200);
    expect(await confirm(again)).toMatchObject({ status: 400, body: { code: 'wrong_code' } });
  });

  it('is over after five wrong ones', async () => {
    await request();
    const code = mailedCode();
    const wrong = code === '000000' ? '000001' : '000000';
    for (let attempt = 0; attempt < 5; attempt++)
      expect(await confirm(wrong)).toMatchObject({ status: 400, body: { code: 'wrong_code' } });
    expect(await confirm(code)).toMatchObject({ status: 400, body: { code: 'code_expired' } });
    expect(await ownerOf(old)).toBe(person.userId);
  });
});

describe('an address that has an account', () => {
  it('answers like a free one, gets no code, and its owner is told', async () => {
    const taken = `taken${count}@example.com`;
    await putPerson(countedId('user', 5000 + count), taken);
    const free = await request();
    const answer = await request(taken);
    expect({ status: answer.status, body: answer.body }).toEqual({ status: free.status, body: free.body });
    expect(mailTo(taken)).toContain('belongs to another account');
    expect(mailTo(taken)).not.toMatch(/\b\d{6}\b/);
    expect(await confirm('123456', taken)).toMatchObject({ status: 400, body: { code: 'wrong_code' } });
  });

  it('is not taken over when it was opened between the two steps', async () => {
    await request();
    const code = mailedCode();
    await putPerson(countedId('user', 6000 + count), wanted);
    expect(await confirm(code)).toMatchObject({ status: 409, body: { code: 'email_taken' } });
    expect(addresses.has(person.userId)).toBe(false);
    expect(await ownerOf(old)).toBe(person.userId);
  });
});
