import { describe, expect, it } from 'vitest';
import { switchWorkspace } from '#contract/areas/workspaces.ts';
import { EVENTS, type EventData, type EventType } from '#contract/events.ts';
import { Applied } from '#data/application.ts';
import { create, update } from '#data/change.ts';
import { Influencers } from '#data/influencer.ts';
import { keys } from '#data/keys.ts';
import { RoomEntries, roomEntry } from '#data/live.ts';
import { handler as open } from '#functions/realtime/open-connection.ts';
import { handler as change } from '#functions/workspaces/switch-workspace.ts';
import { livePlaceOf, toAuthorizerContext } from '#runtime/live.ts';
import { callEndpoint } from '#testing/call.ts';
import { deliver } from '#testing/deliver.ts';
import { countedId } from '#testing/ids.ts';
import { captureSockets } from '#testing/sockets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { openWorkspace, type TestPerson, write } from '#testing/workspace.ts';
import { handler } from './on-event-leave-places.ts';

const { items } = prepareTestTable();
const sockets = captureSockets();

const roomsOf = async (connectionId: string) =>
  (await items()).filter(({ _et, sk }) => _et === 'live_room_entry' && sk === connectionId).map(({ room }) => room);

/** Opens a connection of a person as they are said to be. */
async function connect({ userId, actor }: TestPerson, connectionId: string): Promise<string> {
  const { sessionId, role, workspaceId } = actor;
  const identity = { userId, sessionId, role, workspaceId, influencerId: null };
  await open({ requestContext: { connectionId, authorizer: toAuthorizerContext(identity) } });
  return connectionId;
}

const CMP = countedId('campaign', 1);
const SAID = {
  MemberRoleChanged: { from: 'manager', to: 'viewer' },
  MemberRemoved: { role: 'manager', workspaceName: 'One' },
  MemberGrantsChanged: { campaignId: CMP, title: 'Serum', from: [], to: ['budget'], reason: 'changed' },
} as const;

it.each([
  ['MemberRoleChanged', { set: (id: string) => ({ [`memberships.${id}.role`]: 'viewer' }) }],
  ['MemberRemoved', { unset: (id: string) => [`memberships.${id}`] }],
  ['MemberGrantsChanged', { set: (id: string) => ({ [`memberships.${id}.grants`]: { [CMP]: ['budget'] } }) }],
] as const)('%s closes the connections of before, and no one else’s', async (type, edit) => {
  const { people, workspaceId } = await openWorkspace(['owner', 'manager']);
  const [ada, max] = people;
  const [kept, dropped] = [await connect(ada, `${type}-a=`), await connect(max, `${type}-m=`)];
  await write(
    update(
      keys.actor(max.userId),
      {
        ...('set' in edit ? { set: edit.set(workspaceId) } : {}),
        ...('unset' in edit ? { unset: edit.unset(workspaceId) } : {}),
      },
      [],
    ),
  );
  const { again } = await deliver(handler, type as EventType, {
    ...{ workspaceId, userId: max.userId },
    ...SAID[type],
  });
  await again();
  expect(await roomsOf(dropped)).toEqual([]);
  expect(sockets.wasClosed(dropped)).toBe(true);
  expect(await roomsOf(kept)).toHaveLength(2);
  expect(sockets.wasClosed(kept)).toBe(false);
});

it('leaves a connection alone that was made with the grants of now', async () => {
  const { people, workspaceId } = await openWorkspace(['owner', 'viewer']);
  const [, viewer] = people;
  const grants = { [CMP]: ['budget' as const] };
  await write(update(keys.actor(viewer.userId), { set: { [`memberships.${workspaceId}.grants`]: grants } }, []));
  const { userId, sessionId } = viewer.actor;
  const identity = { userId, sessionId, ...livePlaceOf({ role: 'viewer', workspaceId, influencerId: null, grants }) };
  await open({ requestContext: { connectionId: 'granted=', authorizer: toAuthorizerContext(identity) } });
  await deliver(handler, 'MemberGrantsChanged', { workspaceId, userId, ...SAID.MemberGrantsChanged });
  expect(await roomsOf('granted=')).toHaveLength(2);
});

it('leaves a connection alone that was made after the change', async () => {
  const { people, workspaceId } = await openWorkspace(['owner', 'viewer']);
  const connectionId = await connect(people[1], 'newer=');
  await deliver(handler, 'MemberRoleChanged', { workspaceId, userId: people[1].userId, from: 'manager', to: 'viewer' });
  expect(await roomsOf(connectionId)).toHaveLength(2);
});

it('closes the connections of a session that switched', async () => {
  const { people, workspaceId } = await openWorkspace(['owner']);
  const second = await openWorkspace(['owner']);
  const [ada] = people;
  const membership = { role: 'viewer', brandId: second.brandId, joinedAt: '2026-11-01T00:00:00.000Z' };
  await write(update(keys.actor(ada.userId), { set: { [`memberships.${second.workspaceId}`]: membership } }, []));
  const connectionId = await connect(ada, 'switched=');
  const { status } = await callEndpoint(change, switchWorkspace, {
    actor: ada.actor,
    params: { workspaceId: second.workspaceId },
  });
  expect(status).toBe(200);
  await deliver(handler, 'WorkspaceSwitched', {
    ...{ userId: ada.userId, sessionId: 's-1', from: workspaceId, to: second.workspaceId },
  });
  expect(await roomsOf(connectionId)).toEqual([]);
  expect(sockets.wasClosed(connectionId)).toBe(true);
});

describe('an application that came to nothing', () => {
  const { influencerId, campaignId } = EVENTS.ApplicationWithdrawn.sample as EventData<'ApplicationWithdrawn'>;
  const room = `campaign:${campaignId}`;
  const me = countedId('user', 990);

  /** A connection of the influencer in the room of the campaign, which their application has since come to nothing or not. */
  async function joined(connectionId: string, status: 'rejected' | 'withdrawn' | 'approved'): Promise<void> {
    const identity = { userId: me, sessionId: 's-1', role: 'influencer' as const, workspaceId: null, influencerId };
    await open({ requestContext: { connectionId, authorizer: toAuthorizerContext(identity) } });
    const connection = { connectionId, identity, expiresAtMs: Date.UTC(2099, 0, 1) };
    const applied = { influencerId, campaignId, applicationId: countedId('application', 1), status, version: 1 };
    const profile = {
      ...{ influencerId, userId: me, displayName: 'Mara', bio: '', socialLinks: [], niche: [], languages: [] },
      ...{ geoLocation: { country: 'DE' }, version: 1, updatedAt: '' },
    };
    await write(
      update(keys.liveConnection(me, connectionId), { set: { rooms: [...(await roomsOf(connectionId)), room] } }, []),
      ...[create(RoomEntries, roomEntry(room, connection)), create(Applied, applied), create(Influencers, profile)].map(
        (change) => ({ ...change, when: [] }),
      ),
    );
  }

  it.each([
    ['ApplicationWithdrawn', 'withdrawn', {}],
    ['ApplicationDecided', 'rejected', { status: 'rejected' }],
  ] as const)(
    '%s takes its connections out of the campaign, says so, and leaves them open',
    async (type, status, more) => {
      const connectionId = `${type}=`;
      await joined(connectionId, status);
      const { again } = await deliver(handler, type, { ...EVENTS[type].sample, ...more });
      await again();
      expect(await roomsOf(connectionId)).not.toContain(room);
      expect(await roomsOf(connectionId)).toHaveLength(2);
      expect(sockets.heardBy(connectionId)).toEqual([{ left: room }]);
      expect(sockets.wasClosed(connectionId)).toBe(false);
    },
  );

  it('is judged as it is now: who was approved after all stays', async () => {
    await joined('approved=', 'approved');
    await deliver(handler, 'ApplicationDecided', { ...EVENTS.ApplicationDecided.sample, status: 'rejected' });
    expect(await roomsOf('approved=')).toContain(room);
  });
});
