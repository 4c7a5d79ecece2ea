import { beforeEach, expect, it, vi } from 'vitest';
import { changeRole } from '#contract/areas/members.ts';
import { acceptOwnership, cancelOwnership, getWorkspace, offerOwnership } from '#contract/areas/workspaces.ts';
import { actorRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { handler as changeRoleHandler } from '#functions/members/change-role.ts';
import { callEndpoint } from '#testing/call.ts';
import { prepareTestTable } from '#testing/table.ts';
import { openWorkspace, type TestPerson } from '#testing/workspace.ts';
import { handler as accept } from './accept-ownership.ts';
import { handler as cancel } from './cancel-ownership.ts';
import { handler as read } from './get-workspace.ts';
import { handler as offer } from './offer-ownership.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const DAY_MS = 86_400_000;
prepareTestTable();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  return () => void vi.useRealTimers();
});

const at = ({ actor }: TestPerson) => ({ actor, params: { workspaceId: actor.workspaceId } });
const give = (from: TestPerson, to: { userId: string }) =>
  callEndpoint(offer, offerOwnership, { ...at(from), body: { userId: to.userId } });
const take = (by: TestPerson) => callEndpoint(accept, acceptOwnership, at(by));
const end = (by: TestPerson) => callEndpoint(cancel, cancelOwnership, at(by));
const roleOf = async ({ userId, actor }: TestPerson) =>
  (await findOne(actorRef(userId)))?.memberships[actor.workspaceId]?.role;

it('is handed over when the member accepts, who becomes the owner, and the owner a manager', async () => {
  const { people } = await openWorkspace(['owner', 'viewer']);
  const [ada, vera] = people;
  expect(await give(ada, vera)).toMatchObject({
    status: 201,
    body: { toUserId: vera.userId, expiresAt: '2026-11-27T12:00:00.000Z' },
  });
  expect(await roleOf(vera), 'nothing changes before').toBe('viewer');
  expect((await callEndpoint(read, getWorkspace, at(vera))).body.ownershipOffer).toMatchObject({
    fromUserId: ada.userId,
  });
  expect(await take(vera)).toMatchObject({ status: 200, body: { role: 'owner' } });
  expect([await roleOf(ada), await roleOf(vera)]).toEqual(['manager', 'owner']);
  expect((await callEndpoint(read, getWorkspace, at(vera))).body).toMatchObject({
    ownershipOffer: null,
    members: [{ role: 'manager' }, { role: 'owner' }],
  });
});

it('is accepted by the one it is offered to alone, and once', async () => {
  const { people } = await openWorkspace(['owner', 'viewer', 'manager']);
  await give(people[0], people[1]);
  expect(await take(people[2])).toMatchObject({ status: 409, body: { code: 'ownership_not_offered' } });
  expect((await take(people[1])).status).toBe(200);
  expect(await take(people[1])).toMatchObject({ status: 409, body: { code: 'ownership_not_offered' } });
});

it('waits seven days', async () => {
  const { people } = await openWorkspace(['owner', 'viewer']);
  await give(people[0], people[1]);
  vi.setSystemTime(NOW + 7 * DAY_MS);
  expect(await take(people[1])).toMatchObject({ status: 409, body: { code: 'ownership_not_offered' } });
  expect((await callEndpoint(read, getWorkspace, at(people[0]))).body.ownershipOffer).toBeNull();
  expect(await give(people[0], people[1]), 'and may be offered again').toMatchObject({ status: 201 });
});

it.each([
  ['who offered it takes it back', 0],
  ['who it is offered to declines it', 1],
])('is over when %s', async (_case, by) => {
  const { people } = await openWorkspace(['owner', 'viewer']);
  await give(people[0], people[1]);
  expect(await end(people[by as 0 | 1])).toMatchObject({ status: 200, body: { done: true } });
  expect(await take(people[1])).toMatchObject({ status: 409, body: { code: 'ownership_not_offered' } });
});

it('cannot be ended by anybody else', async () => {
  const { people } = await openWorkspace(['owner', 'viewer', 'manager']);
  await give(people[0], people[1]);
  expect(await end(people[2])).toMatchObject({ status: 409, body: { code: 'ownership_not_offered' } });
  expect((await take(people[1])).status).toBe(200);
});

it('is offered to one member at a time, who is not an owner', async () => {
  const { people } = await openWorkspace(['owner', 'viewer', 'manager', 'owner']);
  expect(await give(people[0], people[3])).toMatchObject({ status: 409, body: { code: 'already_owner' } });
  expect(await give(people[0], people[0])).toMatchObject({ status: 409, body: { code: 'already_owner' } });
  await give(people[0], people[1]);
  expect(await give(people[3], people[2])).toMatchObject({ status: 409, body: { code: 'ownership_offered_already' } });
});

it('is offered by owners, and to members of their workspace', async () => {
  const { people } = await openWorkspace(['owner', 'viewer', 'manager']);
  const other = await openWorkspace(['owner', 'viewer']);
  expect(await give(people[2], people[1])).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
  expect(await give(people[0], other.people[1])).toMatchObject({ status: 404, body: { code: 'not_found' } });
});

it('is no longer on offer once who offered it is no owner any more', async () => {
  const { people } = await openWorkspace(['owner', 'viewer', 'owner']);
  await give(people[0], people[1]);
  const demoted = await callEndpoint(changeRoleHandler, changeRole, {
    actor: people[2].actor,
    params: { workspaceId: people[2].actor.workspaceId, userId: people[0].userId },
    body: { role: 'viewer' },
  });
  expect(demoted.status).toBe(200);
  expect(await take(people[1])).toMatchObject({ status: 409, body: { code: 'ownership_not_offered' } });
});
