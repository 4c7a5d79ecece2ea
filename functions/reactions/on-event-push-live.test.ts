import { describe, expect, it } from 'vitest';
import { EVENTS, type EventData, type EventType } from '#contract/events.ts';
import { LIVE, rooms } from '#contract/live.ts';
import { create } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { RoomEntries, roomEntry } from '#data/live.ts';
import { nowMs } from '#runtime/clock.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';
import { testInfluencer, testMember } from '#testing/call.ts';
import { deliver } from '#testing/deliver.ts';
import { countedId } from '#testing/ids.ts';
import { captureSockets } from '#testing/sockets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler } from './on-event-push-live.ts';

const { items } = prepareTestTable();
const sockets = captureSockets();
const statusChanged = EVENTS.CampaignStatusChanged.sample as EventData<'CampaignStatusChanged'>;
const { workspaceId, campaignId } = statusChanged;

async function enter(
  room: string,
  connectionId: string,
  side: 'member' | 'influencer',
  expiresAtMs = nowMs() + 60_000,
) {
  const actor = side === 'member' ? testMember() : testInfluencer();
  const identity = {
    ...{ userId: actor.userId, sessionId: actor.sessionId, role: actor.role },
    workspaceId: 'workspaceId' in actor ? actor.workspaceId : null,
    influencerId: 'influencerId' in actor ? actor.influencerId : null,
  };
  const changes = [create(RoomEntries, roomEntry(room, { connectionId, identity, expiresAtMs }))];
  await commit(systemCommitContext(), { reads: {}, decide: () => ({ changes, answer: { status: 200, body: null } }) });
}

describe('pushing an event', () => {
  it('tells each connection of the rooms once, and no other', async () => {
    await enter(rooms.workspace(workspaceId), 'both=', 'member');
    await enter(rooms.campaign(campaignId), 'both=', 'member');
    await enter(rooms.campaign(campaignId), 'creator=', 'influencer');
    await enter(rooms.workspace(testMember(2).workspaceId), 'other=', 'member');
    const { eventId } = await deliver(handler, 'CampaignStatusChanged', statusChanged);
    const push = { event: 'campaign:status', eventId, data: { campaignId, from: 'draft', status: 'published' } };
    expect(sockets.heardBy('both=')).toMatchObject([push]);
    expect(sockets.heardBy('creator=')).toMatchObject([push]);
    expect(sockets.heardBy('other=')).toEqual([]);
  });

  it('keeps it for those who are away, once per room, however often it is delivered', async () => {
    const { eventId, again } = await deliver(handler, 'CampaignStatusChanged', statusChanged);
    await again();
    const kept = (await items()).filter((item) => item._et === 'live_push' && item.eventId === eventId);
    expect(kept.map(({ room }) => room).sort()).toEqual(
      [rooms.campaign(campaignId), rooms.workspace(workspaceId)].sort(),
    );
  });

  it('takes connections that are gone out of their rooms, and passes over those that must be over', async () => {
    await enter(rooms.workspace(workspaceId), 'gone=', 'member');
    await enter(rooms.workspace(workspaceId), 'late=', 'member', nowMs() - 1);
    sockets.lose('gone=');
    await deliver(handler, 'CampaignStatusChanged', statusChanged);
    expect((await items()).filter(({ sk }) => sk === 'gone=')).toEqual([]);
    expect(sockets.heardBy('late=')).toEqual([]);
  });

  it('tells each campaign of a pull of its own numbers only', async () => {
    const campaigns = [1, 2].map((count) => ({ workspaceId, campaignId: countedId('campaign', 700 + count) }));
    const [mine, other] = campaigns.map((one) => one.campaignId) as [string, string];
    await enter(rooms.campaign(mine), 'looks=', 'member');
    await enter(rooms.campaign(other), 'creates=', 'influencer');
    await deliver(handler, 'MetricsPulled', { platform: 'tiktok', campaigns });
    expect(sockets.heardBy('looks=')).toMatchObject([{ event: 'metric:updated', data: { campaignId: mine } }]);
    expect(sockets.heardBy('creates=')).toMatchObject([{ event: 'metric:updated', data: { campaignId: other } }]);
  });

  const silent = (Object.keys(EVENTS) as EventType[]).filter((type) => LIVE[type] === 'silent');
  it.each(silent)('is not for %s', async (type) => {
    const before = (await items()).length;
    await expect(deliver(handler, type, EVENTS[type].sample)).rejects.toThrow(`${type} is not for this reaction.`);
    expect((await items()).length).toBe(before);
  });
});
