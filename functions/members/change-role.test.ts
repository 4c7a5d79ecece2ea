import { describe, expect, it } from 'vitest';
import { changeRole, listMembers, removeMember } from '#contract/areas/members.ts';
import { MEMBER_ROLES, may, mayGive, PERMISSIONS, type Permission } from '#contract/permissions.ts';
import { actorRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { memberAddressRef, memberRef, workspaceRef } from '#data/workspace.ts';
import { placeOfSession } from '#domain/place.ts';
import { sha256 } from '#runtime/hash.ts';
import { callEndpoint } from '#testing/call.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { openWorkspace, type TestPerson } from '#testing/workspace.ts';
import { handler as change } from './change-role.ts';
import { handler as list } from './list-members.ts';
import { handler as remove } from './remove-member.ts';

const { items } = prepareTestTable();

const to = ({ actor }: TestPerson, { userId }: { userId: string }) => ({
  actor,
  params: { workspaceId: actor.workspaceId, userId },
});
const give = (by: TestPerson, target: { userId: string }, role: string) =>
  callEndpoint(change, changeRole, { ...to(by, target), body: { role } });
const dismiss = (by: TestPerson, target: { userId: string }) => callEndpoint(remove, removeMember, to(by, target));
const placeOf = async ({ userId }: TestPerson) => {
  const item = await findOne(actorRef(userId));
  return item && placeOfSession(item, 's-1', 0);
};
const lastEvent = async (type: string, workspaceId: string) =>
  (await items()).filter((item) => item.type === type && item.aggregateId === workspaceId).at(-1);

describe('who may give which role', () => {
  it('follows from the permission table: nobody gives a permission they do not hold', () => {
    for (const giver of MEMBER_ROLES)
      for (const role of MEMBER_ROLES) {
        const beyond = (Object.keys(PERMISSIONS) as Permission[]).filter(
          (name) => may(role, name) && !may(giver, name),
        );
        expect(mayGive(giver, role), `${giver} gives ${role}`).toBe(beyond.length === 0);
      }
  });

  it.each([
    ['owner', ['owner', 'manager', 'finance', 'viewer']],
    ['manager', ['manager', 'viewer']],
  ] as const)('means that the %s gives %j', (giver, roles) => {
    expect(MEMBER_ROLES.filter((role) => mayGive(giver, role))).toEqual(roles);
  });
});

describe('a changed role', () => {
  it('holds from the next request on, and is on record with old and new', async () => {
    const { people, workspaceId } = await openWorkspace(['owner', 'viewer']);
    expect(await give(people[0], people[1], 'finance')).toMatchObject({ status: 200, body: { role: 'finance' } });
    expect(await placeOf(people[1])).toMatchObject({ role: 'finance', workspaceId });
    const { body } = await callEndpoint(list, listMembers, { actor: people[0].actor, params: { workspaceId } });
    expect(body.items[1]).toMatchObject({ role: 'finance' });
    expect(await lastEvent('MemberRoleChanged', workspaceId)).toMatchObject({
      actor: { userId: people[0].userId },
      data: { userId: people[1].userId, from: 'viewer', to: 'finance' },
    });
  });

  it('needs somebody who holds all that the new role may do', async () => {
    const { people } = await openWorkspace(['owner', 'manager', 'viewer']);
    for (const role of ['owner', 'finance'])
      expect(await give(people[1], people[2], role)).toMatchObject({
        status: 403,
        body: { code: 'role_not_yours_to_give' },
      });
    expect(await give(people[1], people[2], 'manager')).toMatchObject({ status: 200 });
  });

  it('cannot be given to oneself upwards', async () => {
    const { people } = await openWorkspace(['owner', 'manager']);
    expect(await give(people[1], people[1], 'owner')).toMatchObject({
      status: 403,
      body: { code: 'role_not_yours_to_give' },
    });
    expect(await give(people[1], people[1], 'viewer'), 'downwards it can').toMatchObject({ status: 200 });
  });

  it('of an owner or of finance is out of a manager’s reach', async () => {
    const { people } = await openWorkspace(['owner', 'manager', 'finance']);
    for (const target of [people[0], people[2]]) {
      expect(await give(people[1], target, 'viewer')).toMatchObject({
        status: 403,
        body: { code: 'member_above_you' },
      });
      expect(await dismiss(people[1], target)).toMatchObject({ status: 403, body: { code: 'member_above_you' } });
    }
  });

  it('leaves an owner', async () => {
    const { people, workspaceId } = await openWorkspace(['owner', 'owner']);
    const answers = await Promise.all([give(people[0], people[1], 'viewer'), give(people[1], people[0], 'viewer')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('last_owner');
    expect(await findOne(workspaceRef(workspaceId))).toMatchObject({ ownerCount: 1 });
  });

  it.each(['finance', 'viewer'] as const)('is not for %s to give', async (role) => {
    const { people } = await openWorkspace(['owner', role, 'viewer']);
    expect(await give(people[1], people[2], 'viewer')).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
  });

  it('is one of the four', async () => {
    const { people } = await openWorkspace(['owner', 'viewer']);
    for (const role of ['admin', 'guest', '', 7])
      expect(await give(people[0], people[1], role as string)).toMatchObject({
        status: 400,
        body: { code: 'validation_failed' },
      });
  });
});

describe('a removed member', () => {
  it('is out from the next request on, and may be invited again', async () => {
    const { people, workspaceId } = await openWorkspace(['owner', 'manager']);
    expect(await dismiss(people[0], people[1])).toMatchObject({ status: 200, body: { done: true } });
    expect(await placeOf(people[1])).toMatchObject({ role: 'guest', workspaceId: null });
    expect(await findOne(memberRef(workspaceId, people[1].userId))).toBeUndefined();
    expect(await findOne(memberAddressRef(workspaceId, sha256(people[1].email)))).toBeUndefined();
    expect(await findOne(workspaceRef(workspaceId))).toMatchObject({ memberCount: 1, ownerCount: 1 });
    expect(await lastEvent('MemberRemoved', workspaceId)).toMatchObject({
      data: { userId: people[1].userId, role: 'manager' },
    });
  });

  it('is never the last owner', async () => {
    const { people } = await openWorkspace(['owner', 'manager']);
    expect(await dismiss(people[0], people[0])).toMatchObject({ status: 409, body: { code: 'last_owner' } });
  });

  it('of another workspace answers as one who does not exist', async () => {
    const { people } = await openWorkspace(['owner']);
    const other = await openWorkspace(['owner', 'viewer']);
    for (const target of [other.people[1], { userId: countedId('user', 999_999) }]) {
      expect(await dismiss(people[0], target)).toMatchObject({ status: 404, body: { code: 'not_found' } });
      expect(await give(people[0], target, 'viewer')).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
    const elsewhere = {
      actor: people[0].actor,
      params: { workspaceId: other.workspaceId, userId: other.people[1].userId },
    };
    expect(await callEndpoint(remove, removeMember, elsewhere)).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
  });
});
