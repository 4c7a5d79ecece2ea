import { describe, expect, it } from 'vitest';
import { createWorkspace, leaveWorkspace, listWorkspaces, switchWorkspace } from '#contract/areas/workspaces.ts';
import { actorRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { memberRef, workspaceRef } from '#data/workspace.ts';
import { placeOfSession, startingWorkspaceOf } from '#domain/place.ts';
import type { Actor, GuestActor, MemberActor } from '#runtime/actor.ts';
import { callEndpoint, testInfluencer, testStaff } from '#testing/call.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { openWorkspace, personChanges, write } from '#testing/workspace.ts';
import { handler as create } from './create-workspace.ts';
import { handler as leave } from './leave-workspace.ts';
import { handler as list } from './list-workspaces.ts';
import { handler as change } from './switch-workspace.ts';

const { items } = prepareTestTable();
const created = { name: 'Second', country: 'DE', kind: 'agency', currency: 'EUR' };

/** Who the person's session is now, as the authorizer would tell the next request. */
async function nextRequest(userId: string): Promise<MemberActor | GuestActor> {
  const item = await findOne(actorRef(userId));
  const place = item && placeOfSession(item, 's-1', 0);
  if (!item || !place) throw new Error('the session is over');
  const person = { userId, sessionId: 's-1' };
  const otherWorkspaceIds = Object.keys(item.memberships).filter((id) => id !== place.workspaceId);
  const { workspaceId, brandId } = place;
  return workspaceId && brandId
    ? {
        ...person,
        kind: 'member',
        role: item.memberships[workspaceId]?.role ?? 'viewer',
        workspaceId,
        brandId,
        otherWorkspaceIds,
      }
    : { ...person, kind: 'guest', role: 'guest', otherWorkspaceIds };
}

const make = (actor: Actor, body: object = created) => callEndpoint(create, createWorkspace, { actor, body });
const go = (actor: Actor, workspaceId: string) =>
  callEndpoint(change, switchWorkspace, { actor, params: { workspaceId } });

describe('a person with a workspace', () => {
  it('creates another, owns it, and works in it from the next request on', async () => {
    const { people, workspaceId } = await openWorkspace(['viewer', 'owner']);
    const [viewer] = people;
    const made = await make(viewer.actor);
    expect(made).toMatchObject({ status: 201, body: { role: 'owner', userId: viewer.userId } });
    expect(made.body.workspaceId).not.toBe(workspaceId);
    expect(await nextRequest(viewer.userId)).toMatchObject({ role: 'owner', workspaceId: made.body.workspaceId });
    expect(await findOne(workspaceRef(made.body.workspaceId))).toMatchObject({
      ...created,
      memberCount: 1,
      ownerCount: 1,
      brandCount: 1,
    });
    const event = (await items()).find(
      ({ type, aggregateId }) => type === 'WorkspaceCreated' && aggregateId === made.body.workspaceId,
    );
    expect(event).toMatchObject({ actor: { kind: 'member', userId: viewer.userId }, data: { userId: viewer.userId } });
  });

  it('sees all of them with the role in each, and which one this session works in', async () => {
    const { people, workspaceId } = await openWorkspace(['viewer', 'owner']);
    const [{ userId, actor }] = people;
    const { body: me } = await make(actor);
    const { body } = await callEndpoint(list, listWorkspaces, { actor: await nextRequest(userId) });
    expect(body.items).toMatchObject([
      { workspaceId, role: 'viewer', current: false },
      { workspaceId: me.workspaceId, name: 'Second', kind: 'agency', role: 'owner', current: true },
    ]);
  });

  it('switches, with the role of that workspace; the next session begins there', async () => {
    const { people, workspaceId } = await openWorkspace(['viewer', 'owner']);
    const [{ userId, actor }] = people;
    await make(actor);
    const back = await go(await nextRequest(userId), workspaceId);
    expect(back).toMatchObject({ status: 200, body: { role: 'viewer', workspaceId } });
    expect(await nextRequest(userId)).toMatchObject({ role: 'viewer', workspaceId });
    const item = await findOne(actorRef(userId));
    expect(item && startingWorkspaceOf(item)).toBe(workspaceId);
  });

  it('changes nothing by switching to where they are', async () => {
    const { people, workspaceId } = await openWorkspace(['owner']);
    const before = (await items()).length;
    expect(await go(people[0].actor, workspaceId)).toMatchObject({ status: 200 });
    expect(await items()).toHaveLength(before);
  });

  it('cannot switch to one that is not theirs: it answers as one that does not exist', async () => {
    const { people } = await openWorkspace(['owner']);
    const other = await openWorkspace(['owner']);
    for (const workspaceId of [other.workspaceId, countedId('workspace', 999_999)])
      expect(await go(people[0].actor, workspaceId)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('belongs to at most twenty', async () => {
    const { people } = await openWorkspace(['owner']);
    const [{ userId }] = people;
    for (let count = 2; count <= 20; count++) expect((await make(await nextRequest(userId))).status).toBe(201);
    expect(await make(await nextRequest(userId))).toMatchObject({ status: 409, body: { code: 'too_many_workspaces' } });
    const { body } = await callEndpoint(list, listWorkspaces, { actor: await nextRequest(userId) });
    expect(body.items).toHaveLength(20);
  });

  it.each([
    ['without a name', { country: 'DE' }, 'name'],
    ['of a kind there is not', { ...created, kind: 'club' }, 'kind'],
    ['with a made-up currency', { ...created, currency: 'XXX' }, 'currency'],
    ['with a locale that is none', { ...created, locale: 'english' }, 'locale'],
    ['that names its owner', { ...created, ownerId: 'x' }, 'ownerId'],
  ])('cannot create one %s', async (_case, body, path) => {
    const { people } = await openWorkspace(['owner']);
    const refused = await make(people[0].actor, body);
    expect(refused).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(refused.body.issues.map((issue: { path: string }) => issue.path)).toContain(path);
  });
});

describe('a person without any workspace', () => {
  it('may create one and then works there', async () => {
    const userId = countedId('user', 690_001);
    await write(...personChanges(userId, {}));
    const guest = await nextRequest(userId);
    expect(guest.kind).toBe('guest');
    expect((await callEndpoint(list, listWorkspaces, { actor: guest })).body).toEqual({ items: [] });
    expect(await make(guest)).toMatchObject({ status: 201, body: { role: 'owner' } });
    expect(await nextRequest(userId)).toMatchObject({ role: 'owner' });
  });

  it('is not what influencers and staff are: they cannot', async () => {
    for (const actor of [testInfluencer(), testStaff()])
      expect(await make(actor)).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
  });
});

describe('leaving', () => {
  const away = (actor: MemberActor, workspaceId = actor.workspaceId) =>
    callEndpoint(leave, leaveWorkspace, { actor, params: { workspaceId } });

  it('ends the membership at once; the session goes on in another workspace', async () => {
    const { people, workspaceId } = await openWorkspace(['owner', 'manager']);
    const { userId } = people[1];
    const { body: second } = await make(people[1].actor);
    await go(await nextRequest(userId), workspaceId);
    const left = await away((await nextRequest(userId)) as MemberActor);
    expect(left).toMatchObject({ status: 200, body: { workspaceId: second.workspaceId, role: 'owner' } });
    expect(await nextRequest(userId)).toMatchObject({ workspaceId: second.workspaceId });
    expect(await findOne(memberRef(workspaceId, userId))).toBeUndefined();
    expect(await findOne(workspaceRef(workspaceId))).toMatchObject({ memberCount: 1, ownerCount: 1 });
  });

  it('the only workspace leaves a guest', async () => {
    const { people } = await openWorkspace(['owner', 'viewer']);
    expect(await away(people[1].actor)).toMatchObject({ status: 200, body: { role: 'guest', workspaceId: null } });
    expect(await nextRequest(people[1].userId)).toMatchObject({ kind: 'guest' });
  });

  it('is refused to the last owner, however many others there are', async () => {
    const { people } = await openWorkspace(['owner', 'manager', 'viewer']);
    expect(await away(people[0].actor)).toMatchObject({ status: 409, body: { code: 'last_owner' } });
    expect(await nextRequest(people[0].userId)).toMatchObject({ role: 'owner' });
  });

  it('lets only one of the last two owners go when both leave at once', async () => {
    const { people, workspaceId } = await openWorkspace(['owner', 'owner']);
    const answers = await Promise.all(people.map(({ actor }) => away(actor)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await findOne(workspaceRef(workspaceId))).toMatchObject({ memberCount: 1, ownerCount: 1 });
  });

  it('is of the workspace one works in', async () => {
    const [{ people }, other] = [await openWorkspace(['owner', 'viewer']), await openWorkspace(['owner'])];
    expect(await away(people[1].actor, other.workspaceId)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });
});
