import type { APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createTicket } from '#contract/areas/live.ts';
import { create } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { type LiveIdentity, RoomLog } from '#data/live.ts';
import { Actors } from '#data/person.ts';
import { MEMBER_ROLES, OWN_ROLES } from '#domain/roles.ts';
import { handler as createTicketHandler } from '#functions/live/create-ticket.ts';
import { handler as leaveRooms } from '#functions/reactions/on-event-leave-rooms.ts';
import type { Actor } from '#runtime/actor.ts';
import { toAuthorizerContext } from '#runtime/live.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';
import { callEndpoint, testInfluencer, testMember } from '#testing/call.ts';
import { deliver } from '#testing/deliver.ts';
import { countedId } from '#testing/ids.ts';
import { captureSockets } from '#testing/sockets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as authorize } from './authorize-connection.ts';
import { handler as close } from './close-connection.ts';
import { handler as open } from './open-connection.ts';
import { handler as receive } from './receive-message.ts';

const SITE = 'https://accord.test';
const NOW = Date.parse('2026-11-20T12:00:00Z');
const METHOD_ARN = 'arn:aws:execute-api:us-east-1:000000000000:api/ws/$connect';
process.env.SITE_ORIGIN = SITE;

const { items, access } = prepareTestTable();
const sockets = captureSockets();
let connections = 0;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  return () => void vi.useRealTimers();
});

/** Makes the person's only session the one of this identity. */
async function signIn(identity: LiveIdentity, sessionEndsAtMs = NOW + 3_600_000): Promise<void> {
  const { userId, sessionId, role, workspaceId, influencerId } = identity;
  const memberRole = MEMBER_ROLES.find((candidate) => candidate === role);
  const joined = memberRole && { role: memberRole, brandId: 'b', joinedAt: '' };
  const actor = {
    ...{ userId, influencerId, lastWorkspaceId: null },
    role: OWN_ROLES.find((candidate) => candidate === role) ?? ('guest' as const),
    memberships: workspaceId && joined ? { [workspaceId]: joined } : {},
    sessions: { [sessionId]: { expiresAtMs: sessionEndsAtMs, workspaceId } },
  };
  await put(Actors.toItem(actor));
}

async function ticketFor(actor: Actor, sessionEndsAtMs = NOW + 3_600_000): Promise<string> {
  await signIn(identityOf(actor), sessionEndsAtMs);
  return (await callEndpoint(createTicketHandler, createTicket, { actor })).body.ticket;
}

async function authorizeWith(headers: Record<string, string>) {
  const event = { type: 'REQUEST', methodArn: METHOD_ARN, headers } as unknown as APIGatewayRequestAuthorizerEvent;
  const { policyDocument, ...rest } = await authorize(event);
  return { effect: (policyDocument.Statement[0] as { Effect: string }).Effect, ...rest };
}

const offer = (ticket: string, origin = SITE) => ({ Origin: origin, 'Sec-WebSocket-Protocol': `accord, ${ticket}` });

const member = (count: number): LiveIdentity => identityOf(testMember(count));

function identityOf(actor: Actor): LiveIdentity {
  return {
    userId: actor.userId,
    sessionId: actor.sessionId,
    role: actor.role,
    workspaceId: actor.kind === 'member' ? actor.workspaceId : null,
    influencerId: actor.kind === 'influencer' ? actor.influencerId : null,
  };
}

async function connected(identity: LiveIdentity): Promise<string> {
  await signIn(identity);
  connections += 1;
  const connectionId = `connection-${connections}=`;
  await open({ requestContext: { connectionId, authorizer: toAuthorizerContext(identity) } });
  return connectionId;
}

async function say(identity: LiveIdentity, connectionId: string, message: unknown) {
  const body = typeof message === 'string' ? message : JSON.stringify(message);
  await receive({ requestContext: { connectionId, authorizer: toAuthorizerContext(identity) }, body });
  return sockets.heardBy(connectionId).at(-1);
}

const roomsOf = async (connectionId: string) =>
  (await items())
    .filter(({ _et, sk }) => _et === 'live_room_entry' && sk === connectionId)
    .map(({ room }) => room)
    .sort();

/** An event id of that time. */
const eventAt = (ms: number, count: number) => {
  const time = [...Array(10).keys()]
    .map((place) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.charAt(Math.floor(ms / 32 ** (9 - place)) % 32))
    .join('');
  return `evt_${time}${String(count).padStart(16, '0')}`;
};

async function put(item: Record<string, unknown>): Promise<void> {
  const { PutCommand } = await import('@aws-sdk/lib-dynamodb');
  await access().document.send(new PutCommand({ TableName: access().tableName, Item: item }));
}

describe('the authorizer', () => {
  it('answers who connects, once per ticket', async () => {
    const actor = testMember(1);
    const ticket = await ticketFor(actor);
    expect(await authorizeWith(offer(ticket))).toMatchObject({
      effect: 'Allow',
      principalId: actor.userId,
      context: { userId: actor.userId, workspaceId: actor.workspaceId, influencerId: '', role: 'owner' },
    });
    expect(await authorizeWith(offer(ticket))).toEqual({ effect: 'Deny', principalId: 'nobody' });
  });

  it('lets one of many connections with the same ticket in', async () => {
    const ticket = await ticketFor(testMember(1));
    const verdicts = await Promise.all(Array.from({ length: 8 }, () => authorizeWith(offer(ticket))));
    expect(verdicts.filter(({ effect }) => effect === 'Allow')).toHaveLength(1);
  });

  it.each([
    [29_999, 'Allow'],
    [30_000, 'Deny'],
  ])('judges a ticket of %i ms: %s', async (ageMs, effect) => {
    const ticket = await ticketFor(testMember(1));
    vi.setSystemTime(NOW + ageMs);
    expect(await authorizeWith(offer(ticket))).toMatchObject({ effect });
  });

  it('refuses a ticket whose session has ended since', async () => {
    expect(await authorizeWith(offer(await ticketFor(testMember(1), NOW)))).toMatchObject({ effect: 'Deny' });
  });

  it.each([
    ['another role', { role: 'viewer' as const }],
    ['another workspace', { workspaceId: countedId('workspace', 77) }],
    ['no workspace any more', { role: 'guest' as const, workspaceId: null }],
  ])('refuses a ticket of before its person got %s', async (_case, change) => {
    const ticket = await ticketFor(testMember(1));
    await signIn({ ...identityOf(testMember(1)), ...change });
    expect(await authorizeWith(offer(ticket))).toMatchObject({ effect: 'Deny' });
  });

  it('looks at the origin before the ticket', async () => {
    const ticket = await ticketFor(testMember(1));
    for (const origin of ['https://elsewhere.test', 'null', `${SITE}.evil.test`, SITE.toUpperCase()])
      expect(await authorizeWith(offer(ticket, origin))).toMatchObject({ effect: 'Deny' });
    expect(await authorizeWith({ 'Sec-WebSocket-Protocol': `accord, ${ticket}` })).toMatchObject({ effect: 'Deny' });
    expect(await authorizeWith(offer(ticket))).toMatchObject({ effect: 'Allow' });
  });

  it.each(['accord', 'accord, short', 'other, AAAA', `accord, ${'A'.repeat(43)}, more`])(
    'refuses the protocols %s',
    async (protocols) => {
      const headers = { origin: SITE, 'sec-websocket-protocol': protocols };
      expect(await authorizeWith(headers)).toMatchObject({ effect: 'Deny' });
    },
  );
});

describe('a connection', () => {
  it.each([
    ['member', identityOf(testMember(1)), [`user:${testMember(1).userId}`, `workspace:${testMember(1).workspaceId}`]],
    [
      'influencer',
      identityOf(testInfluencer(1)),
      [`influencer:${testInfluencer(1).influencerId}`, `user:${testInfluencer(1).userId}`],
    ],
  ])('of a %s begins in its own rooms and leaves nothing behind', async (_kind, identity, rooms) => {
    const connectionId = await connected(identity);
    expect(await roomsOf(connectionId)).toEqual(rooms);
    await close({ requestContext: { connectionId, authorizer: toAuthorizerContext(identity) } });
    expect((await items()).filter((item) => JSON.stringify(item).includes(connectionId))).toEqual([]);
  });

  it('is told nothing more once its session has ended; those of other sessions go on', async () => {
    const identity = member(5);
    const [ended, going] = [await connected(identity), await connected({ ...identity, sessionId: 'another' })];
    const data = { userId: identity.userId, sessionIds: [identity.sessionId], reason: 'log_out' };
    const { again } = await deliver(leaveRooms, 'SessionEnded', data);
    await again();
    expect(await roomsOf(ended)).toEqual([]);
    expect(await roomsOf(going)).toHaveLength(2);
    expect([sockets.wasClosed(ended), sockets.wasClosed(going)]).toEqual([true, false]);
  });

  it.each([
    ['another role', { role: 'viewer' as const }],
    ['another workspace', { workspaceId: countedId('workspace', 77) }],
    ['no workspace any more', { role: 'guest' as const, workspaceId: null }],
  ])('may ask for nothing once its person has %s', async (_case, change) => {
    const identity = member(6);
    const connectionId = await connected(identity);
    await signIn({ ...identity, ...change });
    const room = `campaign:${countedId('campaign', 1)}`;
    expect(await say(identity, connectionId, { join: room })).toEqual({ refused: 'not_connected' });
    const resumeAfter = eventAt(NOW - 2000, 1);
    expect(await say(identity, connectionId, { resumeAfter })).toEqual({ refused: 'not_connected' });
  });

  it('is opened and closed again harmlessly', async () => {
    const identity = member(1);
    const event = { requestContext: { connectionId: 'twice=', authorizer: toAuthorizerContext(identity) } };
    expect(await open(event)).toMatchObject({ statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'accord' } });
    expect(await open(event)).toMatchObject({ statusCode: 200 });
    await close(event);
    expect(await close(event)).toEqual({ statusCode: 200 });
  });

  it('without the identity of the authorizer is an error, not a guest', async () => {
    await expect(open({ requestContext: { connectionId: 'nobody=' } })).rejects.toThrow('without the identity');
  });
});

describe('rooms', () => {
  const campaignId = countedId('campaign', 1);
  const room = `campaign:${campaignId}`;

  beforeEach(async () => {
    const { workspaceId } = testMember(1);
    const money = { amountMinor: 1, currency: 'USD' };
    await put({
      pk: `WSP#${workspaceId}#CMP#${campaignId}`,
      sk: 'CAMPAIGN',
      ...{ campaignId, workspaceId, brandId: 'b', title: 't', brief: 'b', budget: { min: money, max: money } },
      ...{
        startDate: null,
        endDate: null,
        deliverables: [],
        status: 'draft',
        version: 1,
        createdAt: '',
        updatedAt: '',
      },
      targetAudience: { niches: [], platforms: [], countries: [] },
    });
  });

  it('of a campaign are for its workspace, once', async () => {
    const connectionId = await connected(member(1));
    expect(await say(member(1), connectionId, { join: room })).toEqual({ joined: room });
    expect(await say(member(1), connectionId, { join: room })).toEqual({ joined: room });
    expect((await roomsOf(connectionId)).filter((name) => name === room)).toHaveLength(1);
    expect(await say(member(1), connectionId, { leave: room })).toEqual({ left: room });
    expect(await say(member(1), connectionId, { leave: room })).toEqual({ left: room });
    expect(await roomsOf(connectionId)).not.toContain(room);
  });

  it('of another tenant answer as missing ones', async () => {
    const connectionId = await connected(member(2));
    const foreign = await say(member(2), connectionId, { join: room });
    const missing = await say(member(2), connectionId, { join: `campaign:${countedId('campaign', 99)}` });
    expect(foreign).toEqual({ refused: 'not_found' });
    expect(missing).toEqual(foreign);
    expect(await roomsOf(connectionId)).not.toContain(room);
  });

  it.each([
    ['pending', { joined: room }],
    ['approved', { joined: room }],
    ['withdrawn', { refused: 'not_found' }],
    ['rejected', { refused: 'not_found' }],
  ])('answer an influencer whose application is %s', async (status, expected) => {
    const actor = testInfluencer(1);
    const { influencerId } = actor;
    await put({
      pk: `INF#${influencerId}`,
      sk: `APPLIED#${campaignId}`,
      ...{ influencerId, campaignId, applicationId: countedId('application', 1), status, version: 1 },
    });
    const connectionId = await connected(identityOf(actor));
    expect(await say(identityOf(actor), connectionId, { join: room })).toEqual(expected);
  });

  it('are closed to influencers without a part', async () => {
    const identity = identityOf(testInfluencer(7));
    expect(await say(identity, await connected(identity), { join: room })).toEqual({ refused: 'not_found' });
  });

  it('are bounded per connection', async () => {
    const connectionId = await connected(member(1));
    const { workspaceId } = testMember(1);
    for (let count = 100; count < 118; count++) {
      const id = countedId('campaign', count);
      const [source] = (await items()).filter(({ sk }) => sk === 'CAMPAIGN');
      await put({ ...source, pk: `WSP#${workspaceId}#CMP#${id}`, campaignId: id });
      expect(await say(member(1), connectionId, { join: `campaign:${id}` })).toEqual({ joined: `campaign:${id}` });
    }
    expect(await say(member(1), connectionId, { join: room })).toEqual({ refused: 'too_many_rooms' });
  });

  it('need a connection that is open', async () => {
    expect(await say(member(1), 'never-opened=', { join: room })).toEqual({ refused: 'not_connected' });
  });
});

describe('messages', () => {
  it.each(['', '{', '[]', '{"join":"workspace:wsp_1"}', '{"__proto__":{"ping":true}}'])('refuse %s', async (text) => {
    expect(await say(member(1), await connected(member(1)), text)).toEqual({ refused: 'bad_message' });
  });

  it('are limited to sixty a minute, and go on in the next', async () => {
    const connectionId = await connected(member(1));
    for (let count = 0; count < 60; count++) await say(member(1), connectionId, { ping: true });
    expect(await say(member(1), connectionId, { ping: true })).toEqual({ refused: 'rate_limited' });
    vi.setSystemTime(NOW + 60_000);
    expect(await say(member(1), connectionId, { ping: true })).toEqual({ pong: true });
  });
});

describe('a resumption', () => {
  async function keep(room: string, eventIds: readonly string[], audience: 'everyone' | 'members' = 'everyone') {
    const changes = eventIds.map((eventId) =>
      create(RoomLog, {
        ...{ room, eventId, audience, event: 'campaign:status', occurredAt: '2026-11-20T11:00:00.000Z' },
        data: { campaignId: countedId('campaign', 1) },
        expiresAtMs: NOW + 1000,
      }),
    );
    await commit(systemCommitContext(), {
      reads: {},
      decide: () => ({ changes, answer: { status: 200, body: null } }),
    });
  }

  it('sends what the own rooms were told since, oldest first, and says how many', async () => {
    const identity = member(31);
    const connectionId = await connected(identity);
    const [before, seen, later, last] = [3_600_000, 1_800_000, 60_000, 1000].map((age, count) =>
      eventAt(NOW - age, count),
    );
    await keep(`workspace:${identity.workspaceId}`, [before, last, later, seen] as string[]);
    await keep(`workspace:${member(32).workspaceId}`, [eventAt(NOW - 2000, 9)]);
    expect(await say(identity, connectionId, { resumeAfter: seen })).toEqual({ resumed: 3, complete: true });
    expect(
      sockets
        .heardBy(connectionId)
        .slice(0, -1)
        .map(({ eventId }) => eventId),
    ).toEqual([seen, later, last]);
  });

  it('keeps from influencers what is for members', async () => {
    const identity = identityOf(testInfluencer(31));
    await keep(`influencer:${identity.influencerId}`, [eventAt(NOW - 1000, 1)], 'members');
    const connectionId = await connected(identity);
    expect(await say(identity, connectionId, { resumeAfter: eventAt(NOW - 2000, 1) })).toEqual({
      resumed: 0,
      complete: true,
    });
  });

  it.each([
    ['a hundred', 100, { resumed: 100, complete: true }],
    ['more than a hundred', 101, { resumed: 0, complete: false }],
  ])('of %s missed pushes', async (_case, count, expected) => {
    const identity = member(40 + count);
    const ids = Array.from({ length: count }, (_, index) => eventAt(NOW - 1000, index));
    await keep(`workspace:${identity.workspaceId}`, ids.slice(0, 60));
    await keep(`user:${identity.userId}`, ids.slice(60));
    expect(await say(identity, await connected(identity), { resumeAfter: eventAt(NOW - 2000, 1) })).toEqual(expected);
  });

  it('after more than a day asks to read everything again', async () => {
    const resumeAfter = eventAt(NOW - 86_400_001, 1);
    expect(await say(member(1), await connected(member(1)), { resumeAfter })).toEqual({ resumed: 0, complete: false });
  });
});
