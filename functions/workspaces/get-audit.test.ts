import { beforeAll, describe, expect, it } from 'vitest';
import { getActivity, getAudit } from '#contract/areas/audit.ts';
import { updateMe } from '#contract/areas/auth.ts';
import { endOneSession } from '#contract/areas/sessions.ts';
import { updateWorkspace } from '#contract/areas/workspaces.ts';
import { update as change } from '#data/change.ts';
import { keys } from '#data/keys.ts';
import { storedEvent } from '#data/outbox.ts';
import { actorRef } from '#data/person.ts';
import { handler as endSession } from '#functions/auth/end-session.ts';
import { handler as activity } from '#functions/users/get-activity.ts';
import { handler as editMe } from '#functions/users/update-me.ts';
import type { MemberActor } from '#runtime/actor.ts';
import { auditEntryViews } from '#runtime/views/audit.ts';
import { callEndpoint, type TestRequest } from '#testing/call.ts';
import { write } from '#testing/deal.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { prepareTestVies } from '#testing/vies.ts';
import { openWorkspace } from '#testing/workspace.ts';
import { handler as audit } from './get-audit.ts';
import { handler as update } from './update-workspace.ts';

const { items } = prepareTestTable();
prepareTestSecrets();
prepareTestVies();
const SAFARI =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';
const headers = { 'user-agent': SAFARI, 'x-viewer-ip': '203.0.113.9' };

let owner: MemberActor;
let manager: MemberActor;
let other: MemberActor;

const at = (actor: MemberActor) => ({ actor, params: { workspaceId: actor.workspaceId }, headers });
const read = (query: Record<string, string> = {}, request: TestRequest = at(owner)) =>
  callEndpoint(audit, getAudit, { ...request, query });
const own = (actor: MemberActor, query: Record<string, string> = {}) =>
  callEndpoint(activity, getActivity, { actor, query });
const namesOf = (body: { items: { type: string }[] }) => body.items.map(({ type }) => type);

beforeAll(async () => {
  const [first, second] = [await openWorkspace(['owner', 'manager']), await openWorkspace(['owner'])];
  [owner, manager] = first.people.map(({ actor }) => actor) as [MemberActor, MemberActor];
  other = second.people[0].actor;
  const { userId } = manager;
  await write(
    change(
      actorRef(userId).key,
      { set: { 'sessions.phone': { expiresAtMs: Date.UTC(2099, 0, 1), workspaceId: manager.workspaceId } } },
      [{ path: 'pk', is: 'present' }],
    ),
  );
  await callEndpoint(update, updateWorkspace, {
    ...at(owner),
    body: { timezone: 'Europe/Berlin', name: '=HYPERLINK("x")' },
  });
  await callEndpoint(endSession, endOneSession, { actor: manager, params: { sessionId: 'phone' }, headers });
  await callEndpoint(editMe, updateMe, { actor: manager, body: { name: 'Mara Voss', country: 'DE' }, headers });
});

describe('the audit log of a workspace', () => {
  it('says who did what, when, from where, and old and new, newest first', async () => {
    const { status, body } = await read();
    expect(status).toBe(200);
    expect(namesOf(body)).toEqual(['SessionEnded', 'WorkspaceChanged']);
    expect(body.items[1]).toMatchObject({
      ...{
        userId: owner.userId,
        actorKind: 'member',
        kind: 'workspace',
        what: 'Changed the settings of the workspace',
      },
      ...{ place: '203.0.113.9', device: 'Safari on iPhone', subjectId: owner.workspaceId },
    });
    expect(body.items[1].changes).toContainEqual({ field: 'timezone', from: 'Europe/Vienna', to: 'Europe/Berlin' });
    expect(body.items[0]).toMatchObject({ userId: manager.userId, what: 'Ended a session', kind: 'session' });
  });

  it('leaves what is only a person’s own affair to that person', async () => {
    expect(namesOf((await read({ userId: manager.userId })).body)).toEqual(['SessionEnded']);
    expect(namesOf((await own(manager)).body)).toEqual(['AccountChanged', 'SessionEnded']);
    expect(namesOf((await own(owner)).body)).toEqual([]);
  });

  it.each([
    ['kind', () => ({ kind: 'workspace' }), ['WorkspaceChanged']],
    ['person', () => ({ userId: owner.userId }), ['WorkspaceChanged']],
    ['time, nothing after', () => ({ from: '2098-01-01T00:00:00.000Z' }), []],
    ['time, nothing before', () => ({ until: '2020-01-01T00:00:00.000Z' }), []],
    ['kind and person', () => ({ kind: 'session', userId: owner.userId }), []],
  ])('is narrowed by %s', async (_case, query, expected) => {
    expect(namesOf((await read(query())).body)).toEqual(expected);
  });

  it.each([{}, { userId: '' }])('comes in pages that neither repeat nor leave out, filtered or not', async (filter) => {
    const query = { limit: '1', ...('userId' in filter ? { kind: 'session' } : {}) };
    const first = (await read(query)).body;
    const rest = first.nextCursor ? (await read({ ...query, cursor: first.nextCursor })).body : { items: [] };
    expect(namesOf(first)).toEqual(['SessionEnded']);
    expect(namesOf(rest)).toEqual('userId' in filter ? [] : ['WorkspaceChanged']);
  });

  it('is downloaded as CSV that no spreadsheet runs, and says where it goes on', async () => {
    const { body, headers: answered } = await read({ format: 'csv', limit: '1' });
    expect(answered['content-type']).toContain('text/csv');
    expect(String(body).split('\r\n')).toHaveLength(3);
    const next = /^<\/api\/v1\/workspaces\/(\w+)\/audit\?(.+)>; rel="next"$/.exec(String(answered.link));
    expect(next?.[1]).toBe(owner.workspaceId);
    const second = await read(Object.fromEntries(new URLSearchParams(next?.[2])));
    expect(second.body).toContain('name: One → =HYPERLINK');
    expect(second.body).not.toMatch(/(^|[,"])[=+@]/m);
  });

  it('is nobody’s but the owners’, and another workspace’s is as good as none', async () => {
    expect(await read({}, at(manager))).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
    expect(await read({}, { ...at(other), params: { workspaceId: owner.workspaceId } })).toMatchObject({
      ...{ status: 404, body: { code: 'not_found' } },
    });
    expect((await read({}, at(other))).body.items).toEqual([]);
  });

  it.each([
    [{ kind: 'cake' }, 'query.kind'],
    [{ from: 'yesterday' }, 'query.from'],
    [{ userId: 'mara' }, 'query.userId'],
    [{ format: 'pdf' }, 'query.format'],
  ])('says what is wrong with %j', async (query, path) => {
    const { status, body } = await read(query as Record<string, string>);
    expect(status).toBe(400);
    expect(body.issues[0].path).toBe(path);
  });

  it('refuses a cursor of another list', async () => {
    const { nextCursor } = (await read({ limit: '1' })).body;
    expect(await read({ limit: '1', kind: 'session', cursor: nextCursor })).toMatchObject({
      status: 400,
      body: { code: 'bad_cursor' },
    });
  });
});

describe('who did it', () => {
  const log = (type: 'AccountOpened' | 'SessionStarted' | 'SessionEnded', kind: string, data: object) => {
    const stored = { ...{ pk: 'p', eventId: countedId('event', 1), type, occurredAt: '2026-11-20T10:00:00.000Z' } };
    return auditEntryViews({
      ...stored,
      actor: { kind: kind as 'system' },
      data: { userId: owner.userId, ...data },
    })[0];
  };

  it.each([
    ['a log-in, by who showed the password', 'SessionStarted', 'anonymous', {}, true],
    [
      'a log-out, by who showed the cookie',
      'SessionEnded',
      'anonymous',
      { reason: 'log_out', sessionIds: ['s'] },
      true,
    ],
    [
      'a session whose cookie came twice, by nobody known',
      'SessionEnded',
      'anonymous',
      { reason: 'reuse', sessionIds: ['s'] },
      false,
    ],
    ['an account that operators opened, by the platform', 'AccountOpened', 'system', {}, false],
  ] as const)('is named of %s', (_case, type, kind, data, isTheirs) => {
    const entry = log(type, kind, data);
    expect(entry?.userId).toBe(isTheirs ? owner.userId : null);
    expect(entry?.affectedUserId).toBe(isTheirs ? null : owner.userId);
  });
});

describe('a person’s own activity', () => {
  it('keeps old and new personal details on the record, and never publishes them', async () => {
    const [changed] = (await own(manager, { kind: 'account' })).body.items;
    expect(changed.changes).toEqual([
      { field: 'name', from: `Person ${manager.userId.slice(-3)}`, to: 'Mara Voss' },
      { field: 'country', from: 'AT', to: 'DE' },
    ]);
    const stored = (await items()).find(({ type }) => type === 'AccountChanged') ?? {};
    expect(JSON.stringify(storedEvent(stored).detail)).not.toMatch(/Mara|Person|203\.0\.113\.9|Safari/);
  });

  it('is not lost with what else lies in the timeline of an account', async () => {
    expect(keys.event(`USR#${manager.userId}`, 'x').pk).toBe(`USR#${manager.userId}#EVENTS`);
    expect((await items()).filter(({ gsi2pk }) => gsi2pk === `USR#${manager.userId}#ACTIVITY`)).toHaveLength(2);
  });
});
