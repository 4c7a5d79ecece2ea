import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  acceptInvitation,
  inviteMember,
  listInvitations,
  lookUpInvitation,
  resendInvitation,
  revokeInvitation,
  signUpInvited,
} from '#contract/areas/members.ts';
import { actorRef, emailOwnerRef, userRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { memberRef, workspaceRef } from '#data/workspace.ts';
import { placeOfSession } from '#domain/place.ts';
import { handler as invite } from '#functions/members/invite-member.ts';
import { handler as list } from '#functions/members/list-invitations.ts';
import { handler as resend } from '#functions/members/resend-invitation.ts';
import { handler as revoke } from '#functions/members/revoke-invitation.ts';
import type { Actor, GuestActor } from '#runtime/actor.ts';
import { sha256 } from '#runtime/hash.ts';
import { callEndpoint } from '#testing/call.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { prepareTestUserPool } from '#testing/user-pool.ts';
import { openWorkspace, personChanges, type TestPerson, write } from '#testing/workspace.ts';
import { handler as accept } from './accept-invitation.ts';
import { handler as lookUp } from './look-up-invitation.ts';
import { handler as signUp } from './sign-up-invited.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const DAY_MS = 86_400_000;
process.env.SITE_ORIGIN = 'https://accord.test';
process.env.MAIL_FROM = 'Accord <no-reply@accord.test>';

const { items } = prepareTestTable();
const mails = mockClient(SESv2Client);
let poolRefuses: string | undefined;
const poolCalls = prepareTestUserPool((operation) => {
  const refusal = operation === 'AdminCreateUser' ? poolRefuses : undefined;
  return refusal ? { status: 400, body: { __type: refusal, message: 'no' } } : { body: {} };
});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  mails.reset();
  mails.on(SendEmailCommand).resolves({});
  poolCalls.length = 0;
  poolRefuses = undefined;
  return () => void vi.useRealTimers();
});

const at = ({ actor }: TestPerson) => ({ actor, params: { workspaceId: actor.workspaceId } });
const ask = (by: TestPerson, email: string, role = 'viewer') =>
  callEndpoint(invite, inviteMember, { ...at(by), body: { email, role } });
const sent = () => mails.commandCalls(SendEmailCommand).map(({ args }) => args[0].input);
/** What follows the # in the newest mail. */
const mailedToken = () => /invitations#(\S+)/.exec(sent().at(-1)?.Content?.Simple?.Body?.Text?.Data ?? '')?.[1] ?? '';
const look = (token: string) => callEndpoint(lookUp, lookUpInvitation, { body: { token } });
const join = (actor: Actor, token: string) => callEndpoint(accept, acceptInvitation, { actor, body: { token } });
const open = (token: string, said: object = {}) =>
  callEndpoint(signUp, signUpInvited, {
    body: {
      ...{ token, name: 'Neu Person', password: 'a lamp beside 7 quiet harbours', country: 'AT' },
      consents: { terms: true },
      ...said,
    },
  });
const waiting = async (by: TestPerson) => (await callEndpoint(list, listInvitations, at(by))).body.items;
const idOf = async (by: TestPerson) => ({ ...at(by).params, invitationId: (await waiting(by))[0].invitationId });

/** A person with an account and no workspace, signed in. */
async function person(count: number, said: Parameters<typeof personChanges>[1] = {}) {
  const userId = countedId('user', 680_000 + count);
  await write(...personChanges(userId, said));
  const actor: GuestActor = { kind: 'guest', role: 'guest', userId, sessionId: 's-1' };
  return { userId, actor, email: `${userId.slice(-6)}@people.example` };
}

describe('an invitation', () => {
  it('mails a link of 256 bits in text and HTML, and keeps only its hash', async () => {
    const { people, workspaceId } = await openWorkspace(['owner']);
    expect(await ask(people[0], ' New@One.example ', 'manager')).toMatchObject({
      status: 201,
      body: { email: 'new@one.example', role: 'manager', state: 'open', expiresAt: '2026-11-27T12:00:00.000Z' },
    });
    const [mail] = sent();
    expect(mail?.Destination?.ToAddresses).toEqual(['new@one.example']);
    const secret = mailedToken().split('.')[2] ?? '';
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(mail?.Content?.Simple?.Body?.Html?.Data).toContain(mailedToken());
    expect(JSON.stringify(await items())).not.toContain(secret);
    const [event] = (await items()).filter((item) => item.type === 'MemberInvited' && item.aggregateId === workspaceId);
    expect(event).toMatchObject({ data: { role: 'manager' }, actor: { userId: people[0].userId } });
    expect(JSON.stringify(event), 'no address on record').not.toContain('@');
  });

  it('is one per address; a member needs none', async () => {
    const { people } = await openWorkspace(['owner', 'viewer']);
    await ask(people[0], 'new@one.example');
    expect(await ask(people[0], 'NEW@one.example')).toMatchObject({ status: 409, body: { code: 'already_invited' } });
    expect(await ask(people[0], people[1].email)).toMatchObject({ status: 409, body: { code: 'already_member' } });
    expect(sent()).toHaveLength(1);
  });

  it('gives no role beyond that of who invites', async () => {
    const { people } = await openWorkspace(['owner', 'manager', 'finance']);
    for (const role of ['owner', 'finance'])
      expect(await ask(people[1], 'a@one.example', role)).toMatchObject({
        status: 403,
        body: { code: 'role_not_yours_to_give' },
      });
    expect((await ask(people[1], 'a@one.example', 'manager')).status).toBe(201);
    expect(await ask(people[2], 'b@one.example')).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
  });

  it('that could not be mailed says so, and can be sent again', async () => {
    const { people } = await openWorkspace(['owner']);
    mails.on(SendEmailCommand).rejectsOnce(new Error('throttled')).resolves({});
    expect(await ask(people[0], 'new@one.example')).toMatchObject({
      status: 503,
      body: { code: 'invitation_not_mailed' },
    });
    vi.setSystemTime(NOW + 60_000);
    expect(
      (await callEndpoint(resend, resendInvitation, { actor: people[0].actor, params: await idOf(people[0]) })).status,
    ).toBe(200);
    expect(await look(mailedToken())).toMatchObject({ status: 200 });
  });

  it.each([
    ['no address', { email: 'nobody', role: 'viewer' }, 'email'],
    ['a role there is not', { email: 'a@one.example', role: 'boss' }, 'role'],
  ])('is refused for %s', async (_case, body, path) => {
    const { people } = await openWorkspace(['owner']);
    expect(await callEndpoint(invite, inviteMember, { ...at(people[0]), body })).toMatchObject({
      status: 400,
      body: { code: 'validation_failed', issues: [{ path }] },
    });
  });

  it('is not made when the workspace is full', async () => {
    const { people } = await openWorkspace(['owner'], { memberCount: 90 });
    expect(await ask(people[0], 'new@one.example')).toMatchObject({ status: 409, body: { code: 'workspace_full' } });
  });
});

describe('sending again', () => {
  it('makes a new link and seven more days; the old link is dead', async () => {
    const { people } = await openWorkspace(['owner']);
    await ask(people[0], 'new@one.example');
    const old = mailedToken();
    vi.setSystemTime(NOW + 6 * DAY_MS);
    const params = await idOf(people[0]);
    expect(await callEndpoint(resend, resendInvitation, { actor: people[0].actor, params })).toMatchObject({
      status: 200,
      body: { expiresAt: '2026-12-03T12:00:00.000Z' },
    });
    expect(mailedToken()).not.toBe(old);
    expect(await look(old)).toMatchObject({ status: 404, body: { code: 'invitation_invalid' } });
    expect(await look(mailedToken())).toMatchObject({ status: 200 });
  });

  it('takes a minute between two mails', async () => {
    const { people } = await openWorkspace(['owner']);
    await ask(people[0], 'new@one.example');
    vi.setSystemTime(NOW + 59_999);
    const params = await idOf(people[0]);
    expect(await callEndpoint(resend, resendInvitation, { actor: people[0].actor, params })).toMatchObject({
      status: 429,
      body: { code: 'invitation_just_sent' },
    });
    expect(sent()).toHaveLength(1);
  });

  it('and taking back is not for those who could not give the role', async () => {
    const { people } = await openWorkspace(['owner', 'manager']);
    await ask(people[0], 'new@one.example', 'owner');
    vi.setSystemTime(NOW + DAY_MS);
    const request = { actor: people[1].actor, params: await idOf(people[0]) };
    expect(await callEndpoint(resend, resendInvitation, request)).toMatchObject({
      status: 403,
      body: { code: 'role_not_yours_to_give' },
    });
    expect(await callEndpoint(revoke, revokeInvitation, request)).toMatchObject({
      status: 403,
      body: { code: 'role_not_yours_to_give' },
    });
  });

  it('and taking back are of the own workspace', async () => {
    const { people } = await openWorkspace(['owner']);
    const other = await openWorkspace(['owner']);
    await ask(other.people[0], 'new@two.example');
    const { invitationId } = await idOf(other.people[0]);
    const request = { actor: people[0].actor, params: { workspaceId: people[0].actor.workspaceId, invitationId } };
    expect(await callEndpoint(resend, resendInvitation, request)).toMatchObject({ status: 404 });
    expect(await callEndpoint(revoke, revokeInvitation, request)).toMatchObject({ status: 404 });
  });
});

it('taken back, a link is dead at once, and the address may be invited anew', async () => {
  const { people } = await openWorkspace(['owner']);
  await ask(people[0], 'new@one.example');
  const token = mailedToken();
  expect(
    (await callEndpoint(revoke, revokeInvitation, { actor: people[0].actor, params: await idOf(people[0]) })).status,
  ).toBe(200);
  expect(await look(token)).toMatchObject({ status: 404, body: { code: 'invitation_invalid' } });
  expect(await open(token)).toMatchObject({ status: 404, body: { code: 'invitation_invalid' } });
  expect(await waiting(people[0])).toEqual([]);
  expect((await ask(people[0], 'new@one.example')).status).toBe(201);
});

describe('whoever holds the link', () => {
  it('learns what it is about, and whether to sign in or to sign up', async () => {
    const { people } = await openWorkspace(['owner'], { name: 'Lumen' });
    const known = await person(1);
    await ask(people[0], 'new@one.example', 'finance');
    expect((await look(mailedToken())).body).toEqual({
      ...{ workspaceName: 'Lumen', role: 'finance', email: 'new@one.example', hasAccount: false },
      expiresAt: '2026-11-27T12:00:00.000Z',
    });
    await ask(people[0], known.email);
    expect((await look(mailedToken())).body).toMatchObject({ hasAccount: true });
  });

  it.each([
    ['another secret', (token: string) => `${token.slice(0, -43)}${'A'.repeat(43)}`],
    ['another address', (token: string) => token.replace(/\.[^.]+\./, `.${'A'.repeat(43)}.`)],
    ['another workspace', (token: string) => token.replace(/^[^.]+/, countedId('workspace', 999_999))],
  ])('learns nothing with %s', async (_case, bend) => {
    const { people } = await openWorkspace(['owner']);
    await ask(people[0], 'new@one.example');
    expect(await look(bend(mailedToken()))).toMatchObject({ status: 404, body: { code: 'invitation_invalid' } });
  });

  it('is told when it has expired, or is not a whole link', async () => {
    const { people } = await openWorkspace(['owner']);
    await ask(people[0], 'new@one.example');
    const token = mailedToken();
    vi.setSystemTime(NOW + 7 * DAY_MS);
    expect(await look(token)).toMatchObject({ status: 410, body: { code: 'invitation_expired' } });
    expect(await open(token)).toMatchObject({ status: 410, body: { code: 'invitation_expired' } });
    expect((await waiting(people[0]))[0]).toMatchObject({ state: 'expired' });
    expect(await look(token.slice(0, 60))).toMatchObject({ status: 400, body: { issues: [{ path: 'token' }] } });
  });
});

describe('accepting with an account', () => {
  it('makes a member of the invited role; the session works there from the next request on', async () => {
    const { people, workspaceId } = await openWorkspace(['owner']);
    const known = await person(2);
    await ask(people[0], known.email, 'finance');
    expect(await join(known.actor, mailedToken())).toMatchObject({
      status: 200,
      body: { role: 'finance', workspaceId },
    });
    const actor = await findOne(actorRef(known.userId));
    expect(actor && placeOfSession(actor, 's-1', NOW)).toMatchObject({ role: 'finance', workspaceId });
    expect(await findOne(memberRef(workspaceId, known.userId))).toMatchObject({ role: 'finance', email: known.email });
    expect(await findOne(workspaceRef(workspaceId))).toMatchObject({ memberCount: 2, ownerCount: 1 });
    expect(await waiting(people[0])).toEqual([]);
  });

  it('works once', async () => {
    const { people } = await openWorkspace(['owner']);
    const known = await person(3);
    await ask(people[0], known.email);
    const answers = await Promise.all([join(known.actor, mailedToken()), join(known.actor, mailedToken())]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await look(mailedToken())).toMatchObject({ status: 409, body: { code: 'invitation_used' } });
  });

  it('is refused to another address, whoever forwarded the link', async () => {
    const { people } = await openWorkspace(['owner']);
    const [known, other] = [await person(4), await person(5)];
    await ask(people[0], known.email);
    expect(await join(other.actor, mailedToken())).toMatchObject({
      status: 403,
      body: { code: 'invitation_for_another_address' },
    });
  });

  it.each(['influencer', 'support'] as const)('is refused to the account of an %s', async (role) => {
    const { people } = await openWorkspace(['owner']);
    const known = await person(role === 'support' ? 6 : 7, { role });
    await ask(people[0], known.email);
    expect(await join(known.actor, mailedToken())).toMatchObject({
      status: 409,
      body: { code: 'invitation_not_for_this_account' },
    });
  });

  it('is refused to a closed workspace as to none', async () => {
    const { people } = await openWorkspace(['owner'], { closedAt: '2026-11-19T00:00:00.000Z' });
    const known = await person(8);
    await ask(people[0], known.email);
    expect(await join(known.actor, mailedToken())).toMatchObject({ status: 404, body: { code: 'invitation_invalid' } });
  });
});

describe('accepting without an account', () => {
  it('opens one with the invited address, which needs no code, and makes a member of it', async () => {
    const { people, workspaceId } = await openWorkspace(['owner']);
    await ask(people[0], 'fresh@one.example', 'manager');
    expect(await open(mailedToken())).toMatchObject({ status: 201, body: { email: 'fresh@one.example' } });
    expect(poolCalls).toEqual(['AdminCreateUser', 'AdminSetUserPassword']);
    const owner = await findOne(emailOwnerRef(sha256('fresh@one.example')));
    const userId = owner?.userId ?? '';
    expect(await findOne(userRef(userId))).toMatchObject({ name: 'Neu Person', email: 'fresh@one.example' });
    expect((await findOne(actorRef(userId)))?.memberships[workspaceId]).toMatchObject({ role: 'manager' });
    expect(await findOne(workspaceRef(workspaceId))).toMatchObject({ memberCount: 2 });
    expect(await open(mailedToken())).toMatchObject({ status: 409, body: { code: 'invitation_used' } });
  });

  it('goes on where a first try broke off: the same user of the pool, no second one', async () => {
    const { people } = await openWorkspace(['owner']);
    await ask(people[0], 'broken@one.example');
    poolRefuses = 'UsernameExistsException';
    expect(await open(mailedToken())).toMatchObject({ status: 201 });
    // The SDK asks once more after an error when its clock differs from the pool's.
    expect(new Set(poolCalls)).toEqual(new Set(['AdminCreateUser', 'AdminSetUserPassword']));
  });

  it('asks the pool for nothing when the link does not open', async () => {
    const { people } = await openWorkspace(['owner']);
    await ask(people[0], 'bent@one.example');
    expect((await open(`${mailedToken().slice(0, -43)}${'B'.repeat(43)}`)).status).toBe(404);
    expect(poolCalls).toEqual([]);
  });

  it('is refused when there is an account already', async () => {
    const { people } = await openWorkspace(['owner']);
    const known = await person(9);
    await ask(people[0], known.email);
    expect(await open(mailedToken())).toMatchObject({ status: 409, body: { code: 'email_taken' } });
    expect(poolCalls).toEqual([]);
  });

  it.each([
    ['a common password', { password: 'password123' }, 'weak_password', 'password'],
    ['without accepting the terms', { consents: { terms: false } }, 'validation_failed', 'consents.terms'],
    ['without a name', { name: ' ' }, 'validation_failed', 'name'],
  ])('is refused with %s', async (_case, said, code, path) => {
    const { people } = await openWorkspace(['owner']);
    await ask(people[0], `wrong${path.length}@one.example`);
    expect(await open(mailedToken(), said)).toMatchObject({ status: 400, body: { code, issues: [{ path }] } });
  });
});
