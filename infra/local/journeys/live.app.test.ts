import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wallClockAt } from '#domain/local-time.ts';
import { makeApplication } from '#testing/fixtures/deal.ts';
import { buildWorld, completeCampaign, makeCampaign, type World } from '#testing/fixtures/world.ts';
import { listMail } from '../resources/mail.ts';
import { listSms } from '../resources/sms.ts';
import type { ApiSession } from '../seed/api-session.ts';
import { textedCode } from '../seed/open-account.ts';
import { startForTests, type TestPlatform } from '../testing.ts';
import { connectLive, type LiveSocket, refusalOf } from './live-socket.ts';

let running: TestPlatform;
let world: World;
const open: LiveSocket[] = [];
const HOUR_MS = 3_600_000;

beforeAll(async () => {
  running = await startForTests();
  world = await buildWorld(running);
  await running.platform.activity.idle();
});
afterAll(async () => {
  for (const socket of open) await socket.close();
  await running?.stop();
});

const ticketOf = async (session: ApiSession): Promise<string> => (await session.do('POST /realtime/tickets')).ticket;

async function connect(session: ApiSession): Promise<LiveSocket> {
  const socket = await connectLive(running.urls.site, { ticket: await ticketOf(session) });
  open.push(socket);
  return socket;
}

describe('the handshake', () => {
  it('lets a ticket in once and answers the protocol', async () => {
    const ticket = await ticketOf(world.as.owner);
    const socket = await connectLive(running.urls.site, { ticket });
    open.push(socket);
    expect(socket.protocol).toBe('accord');
    expect(await refusalOf(running.urls.site, { ticket })).toBe(403);
  });

  it('refuses another origin, and leaves the ticket for the right one', async () => {
    const ticket = await ticketOf(world.as.owner);
    expect(await refusalOf(running.urls.site, { ticket, origin: 'https://elsewhere.example' })).toBe(403);
    open.push(await connectLive(running.urls.site, { ticket }));
  });

  it.each([
    ['an unknown ticket', { ticket: 'A'.repeat(43) }, 403],
    ['a ticket in the wrong shape', { ticket: 'abc' }, 403],
    ['no ticket', {}, 401],
  ])('refuses %s', async (_case, options, status) => {
    expect(await refusalOf(running.urls.site, options)).toBe(status);
  });

  it('refuses a ticket after thirty seconds', async () => {
    const ticket = await ticketOf(world.as.owner);
    await world.advance(30_001);
    expect(await refusalOf(running.urls.site, { ticket })).toBe(403);
  });
});

describe('a connection', () => {
  it('answers pings and says what it does not understand', async () => {
    const socket = await connect(world.as.viewer);
    socket.send({ ping: true });
    expect(await socket.next('pong')).toEqual({ pong: true });
    socket.send({ shout: 'hello' });
    expect(await socket.next('refused')).toEqual({ refused: 'bad_message' });
    socket.sendText('{');
    expect(await socket.next('refused')).toEqual({ refused: 'bad_message' });
  });

  it('joins campaigns of its own workspace and no others', async () => {
    const campaignId = await makeCampaign(world);
    const [own, other, creator] = [
      await connect(world.as.manager),
      await connect(world.otherOwner),
      await connect(world.as.influencer),
    ];
    for (const socket of [own, other, creator]) socket.send({ join: `campaign:${campaignId}` });
    expect(await own.next('joined')).toEqual({ joined: `campaign:${campaignId}` });
    expect(await other.next('refused')).toEqual({ refused: 'not_found' });
    expect(await creator.next('refused')).toEqual({ refused: 'not_found' });
  });

  it('is told of a publication in the workspace, once, and nobody else is', async () => {
    const [own, other] = [await connect(world.as.manager), await connect(world.otherOwner)];
    const { campaignId } = await world.as.owner.do('POST /brands/campaigns', completeCampaign(world));
    own.send({ join: `campaign:${campaignId}` });
    await own.next('joined');
    await world.as.owner.do(`POST /campaigns/${campaignId}/publish`);
    const push = await own.nextEvent('campaign:status');
    expect(push).toMatchObject({ data: { campaignId, from: 'draft', status: 'published' } });
    await running.platform.activity.idle();
    const ids = own.heard.filter(({ eventId }) => eventId === push.eventId);
    expect(new Set(ids.map(({ event }) => event))).toEqual(new Set(['campaign:status']));
    expect(JSON.stringify(other.heard)).not.toContain(campaignId);
  });

  it('hears after a reconnection what it missed', async () => {
    const first = await connect(world.as.manager);
    const early = await makeCampaign(world, 'published');
    const seen = await first.nextEvent('campaign:status', early);
    await first.close();
    await running.platform.activity.idle();
    const missed = await makeCampaign(world, 'published');
    await running.platform.activity.idle();
    const second = await connect(world.as.manager);
    second.send({ resumeAfter: seen.eventId });
    expect(await second.next('resumed')).toMatchObject({ complete: true });
    expect(second.heard.some(({ data }) => data?.campaignId === missed)).toBe(true);
  });

  it('is told to read everything again when it was away for more than a day', async () => {
    const socket = await connect(world.as.viewer);
    socket.send({ resumeAfter: `evt_${'0'.repeat(26)}` });
    expect(await socket.next('resumed')).toEqual({ resumed: 0, complete: false });
  });

  it('cannot flood', async () => {
    const socket = await connect(world.as.viewer);
    for (let count = 0; count < 130; count++) socket.send({ ping: true });
    expect(await socket.next('refused')).toEqual({ refused: 'rate_limited' });
  });
});

describe('notifications', () => {
  it('reach the others of the team: pushed, listed, counted, read', async () => {
    await world.as.manager.do('POST /notifications/read-all');
    const socket = await connect(world.as.manager);
    const campaignId = await makeCampaign(world, 'published');
    await socket.nextEvent('notification:created');
    await running.platform.activity.idle();
    const { items } = await world.as.manager.do('GET /notifications');
    expect(items[0]).toMatchObject({
      type: 'CampaignStatusChanged',
      title: '“Spring serum” is published',
      path: `/campaigns/${campaignId}`,
      isRead: false,
    });
    expect(await world.as.manager.do('GET /notifications/count')).toMatchObject({ unread: 1 });
    const ownerHas = await world.as.owner.do('GET /notifications');
    expect(ownerHas.items.some(({ path }: { path: string }) => path === `/campaigns/${campaignId}`)).toBe(false);
    const route = `POST /notifications/${items[0].notificationId}/read`;
    expect((await world.otherOwner.call(route)).status).toBe(404);
    expect(await world.as.manager.do(route)).toMatchObject({ isRead: true });
    expect(await world.as.manager.do('GET /notifications/count')).toMatchObject({ unread: 0 });
  });

  it('go out by mail once, however often events are delivered', async () => {
    const campaignId = await makeCampaign(world, 'published');
    await world.as.influencer.do(`POST /influencers/campaigns/${campaignId}/apply`, {
      proposalDetails: 'Two reels in my morning routine series.',
    });
    await running.platform.activity.idle();
    const mails = await listMail(running.platform, { to: 'owner@one.example', limit: 50 });
    const about = mails.filter(({ subject }) => subject === 'New application for “Spring serum”');
    expect(about).toHaveLength(1);
    expect(about[0]?.text).toContain(`${running.urls.site}/campaigns/${campaignId}`);
  });

  it('come by SMS to who asked for that, and what falls into quiet hours comes after them', async () => {
    const { platform } = running;
    const { influencer, owner } = world.as;
    const number = '+15550107777';
    const { challenge } = await influencer.do('POST /auth/2fa/phone', { number });
    await world.nobody.do('POST /auth/2fa/verify', { challenge, code: await textedCode(platform, number) });
    const hour = Math.floor(wallClockAt(platform.clock.now(), 'Europe/Berlin').sinceMidnightMs / HOUR_MS);
    const wish = {
      kinds: [{ kind: 'ApplicationDecided/influencer', sms: true }],
      digest: { hour: (hour + 12) % 24, weekday: 1 },
    };
    const { applicationId } = await makeApplication(world);
    const decide = async (status: string) => {
      await owner.do(`PUT /applications/${applicationId}/status`, { status, reason: 'Just the tone we want.' });
      await platform.activity.idle();
    };
    const told = async () => ({
      texted: (await listSms(platform, { to: number })).filter(({ text }) => text.startsWith('Accord: ')).length,
      mailed: (await listMail(platform, { to: 'creator@one.example' })).filter(({ subject }) =>
        /approved$/.test(subject),
      ).length,
    });
    await influencer.do('PUT /notifications/preferences', { version: 0, quietHours: null, ...wish });
    await decide('waitlisted');
    expect(await told()).toEqual({ texted: 1, mailed: 0 });
    const quietHours = { fromHour: hour, untilHour: (hour + 2) % 24 };
    await influencer.do('PUT /notifications/preferences', { version: 1, quietHours, ...wish });
    await decide('approved');
    expect(await told()).toEqual({ texted: 1, mailed: 0 });
    await world.advance(3 * HOUR_MS);
    expect(await told()).toEqual({ texted: 2, mailed: 1 });
  });
});
