import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  countMessages,
  getThread,
  listMessages,
  listThreads,
  readThread,
  searchMessages,
  sendMessage,
  startThread,
} from '#contract/areas/messages.ts';
import { listNotifications } from '#contract/areas/notifications.ts';
import type { EventData } from '#contract/events.ts';
import { noticesOf } from '#contract/notices.ts';
import { Applications } from '#data/application.ts';
import type { CampaignItem } from '#data/campaign.ts';
import { create, update } from '#data/change.ts';
import { keys } from '#data/keys.ts';
import { Members, Workspaces } from '#data/workspace.ts';
import type { CampaignGrant } from '#domain/roles.ts';
import { handler as listingNotices } from '#functions/notifications/list-notifications.ts';
import { handler as notify } from '#functions/reactions/on-event-notify.ts';
import type { Caller } from '#runtime/actor.ts';
import { callEndpoint, testInfluencer, testKey, testMember, testStaff } from '#testing/call.ts';
import { anOffer, putDeal, putOffer, write } from '#testing/deal.ts';
import { deliver } from '#testing/deliver.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { aWorkspace } from '#testing/workspace.ts';
import { handler as counting } from './count-unread.ts';
import { handler as getting } from './get-thread.ts';
import { handler as listingMessages } from './list-messages.ts';
import { handler as listing } from './list-threads.ts';
import { handler as reading } from './read-thread.ts';
import { handler as searching } from './search-messages.ts';
import { handler as sending } from './send-message.ts';
import { handler as starting } from './start-thread.ts';

const { items } = prepareTestTable();
prepareTestSecrets();

const nora = testMember(1);
const colleague = { ...testMember(2, 'manager'), workspaceId: nora.workspaceId, brandId: nora.brandId };
const stranger = testMember(9);
/** Each test has a campaign, an influencer and a contract of its own. */
let count = 0;
let campaign: CampaignItem;
let mara = testInfluencer(1);

const granted = (campaignId: string, grant: CampaignGrant): Caller => ({
  ...testMember(1, 'viewer'),
  grants: { [campaignId]: [grant] },
});

const start = (actor: Caller, body: object, headers = {}) =>
  callEndpoint(starting, startThread, {
    actor,
    headers,
    body: { campaignId: campaign.campaignId, text: 'When does it leave?', ...body },
  });
const begin = async (actor: Caller = nora, text = 'When does it leave?'): Promise<string> =>
  (await start(actor, { about: countedId('contract', count), text })).body.threadId;
const send = (actor: Caller, threadId: string, body: object = { text: 'Tomorrow.' }, headers = {}) =>
  callEndpoint(sending, sendMessage, { actor, params: { threadId }, body, headers });
const get = async (actor: Caller, threadId: string) =>
  callEndpoint(getting, getThread, { actor, params: { threadId } });
const messages = (actor: Caller, threadId: string, query: Record<string, string> = {}) =>
  callEndpoint(listingMessages, listMessages, { actor, params: { threadId }, query });
const read = (actor: Caller, threadId: string, number: number) =>
  callEndpoint(reading, readThread, { actor, params: { threadId }, body: { number } });
const inbox = (actor: Caller, query: Record<string, string> = {}) =>
  callEndpoint(listing, listThreads, { actor, query });
const search = (actor: Caller, query: Record<string, string>) =>
  callEndpoint(searching, searchMessages, { actor, query });
const unread = async (actor: Caller) => (await callEndpoint(counting, countMessages, { actor })).body;
const texts = (body: { items: { text: string }[] }) => body.items.map(({ text }) => text);
const only = (body: { items: { threadId: string; campaignId: string }[] }) =>
  body.items.filter(({ campaignId }) => campaignId === campaign.campaignId).map(({ threadId }) => threadId);
const eventsOf = async (threadId: string) =>
  (await items())
    .filter(({ _et, aggregateId }) => _et === 'event' && aggregateId === threadId)
    .sort((a, b) => Number(a.seq) - Number(b.seq));

beforeAll(async () => {
  await write(create(Workspaces, aWorkspace(1)));
  for (const [member, name] of [
    [nora, 'Nora Lind'],
    [colleague, 'Otto Berg'],
  ] as const)
    await write(
      create(Members, {
        ...{ workspaceId: member.workspaceId, userId: member.userId, name, email: `${name.slice(0, 4)}@one.example` },
        ...{ role: member.role, joinedAt: '2026-11-01T00:00:00.000Z' },
      }),
    );
});

beforeEach(async () => {
  count += 1;
  mara = testInfluencer(count);
  ({ campaign } = await putDeal(count));
});

async function putApplication(status: 'pending' | 'rejected' | 'withdrawn'): Promise<string> {
  const applicationId = countedId('application', count);
  const application = {
    ...{ applicationId, workspaceId: campaign.workspaceId, campaignId: campaign.campaignId },
    ...{ campaignTitle: campaign.title, brandName: 'Glow Labs', influencerId: mara.influencerId },
    headline: { displayName: `Mara ${count}`, followers: 1, platforms: [], niches: [], country: 'DE' },
    ...{
      proposalDetails: 'One reel.',
      proposedPrice: null,
      portfolioLinks: [],
      answers: [],
      status,
      reason: null,
      decidedAt: null,
      version: 1,
    },
    ...{ createdAt: '2026-11-02T00:00:00.000Z', updatedAt: '2026-11-02T00:00:00.000Z' },
  };
  await write(create(Applications.main, application), create(Applications.copy, application));
  return applicationId;
}

describe('POST /threads', () => {
  it('begins a talk that both sides find, with the name of who wrote', async () => {
    const begun = await start(nora, { about: countedId('contract', count), text: '  When does it leave?  ' });
    expect(begun).toMatchObject({
      status: 201,
      body: {
        ...{ campaignId: campaign.campaignId, campaignTitle: campaign.title, brandName: 'Glow Labs' },
        ...{ influencerName: `Mara ${count}`, startedBy: 'brand', messageCount: 1, unread: 0, readByOther: null },
        about: { kind: 'contract', id: countedId('contract', count) },
        last: { number: 1, by: 'brand', authorName: 'Nora Lind', excerpt: 'When does it leave?' },
      },
    });
    const { threadId } = begun.body;
    expect((await get(mara, threadId)).body).toEqual({
      ...begun.body,
      unread: 1,
      readByOther: { number: 1, at: expect.any(String) },
    });
    expect((await messages(mara, threadId)).body.items).toMatchObject([
      { number: 1, by: 'brand', authorName: 'Nora Lind', userId: null, text: 'When does it leave?' },
    ]);
    expect((await messages(nora, threadId)).body.items).toMatchObject([{ userId: nora.userId }]);
    expect((await eventsOf(threadId)).map(({ type, pk }) => [type, pk])).toEqual([
      ['MessageSent', `WSP#${nora.workspaceId}#CMP#${campaign.campaignId}#EVENTS`],
    ]);
  });

  it('goes on with the talk that there is about the same thing, whoever begins it a second time', async () => {
    const threadId = await begin(nora, 'First');
    expect(await begin(mara, 'Second')).toBe(threadId);
    expect(texts((await messages(nora, threadId)).body)).toEqual(['Second', 'First']);
  });

  it('takes an application for the campaign as such, and an offer for itself', async () => {
    const applicationId = await putApplication('pending');
    expect((await start(mara, { about: applicationId })).body.about).toEqual({ kind: 'campaign', id: applicationId });
    const offer = await putOffer({ ...anOffer(count, campaign), status: 'open' });
    expect((await start(nora, { about: offer.offerId })).body.about).toEqual({ kind: 'offer', id: offer.offerId });
  });

  it.each(['rejected', 'withdrawn'] as const)(
    'is refused about an application that is %s, unless there is a talk already',
    async (status) => {
      const applicationId = await putApplication('pending');
      if (status === 'withdrawn') await start(mara, { about: applicationId });
      for (const key of [
        keys.application(campaign.workspaceId, applicationId),
        keys.applicationCopy(mara.influencerId, applicationId),
      ])
        await write(update(key, { set: { status } }, [{ path: 'pk', is: 'present' }]));
      const answer = await start(nora, { about: applicationId });
      if (status === 'withdrawn') expect(answer.status).toBe(201);
      else expect(answer).toMatchObject({ status: 409, body: { code: 'talk_not_open' } });
    },
  );

  it('is refused about what belongs to somebody else, as about what there is not', async () => {
    const body = { about: countedId('contract', count) };
    const foreign = [await start(stranger, body), await start(testInfluencer(count + 500), body)];
    const missing = await start(nora, { about: countedId('contract', 999) });
    const misplaced = await start(nora, { ...body, campaignId: countedId('campaign', count + 500) });
    for (const answer of [...foreign, misplaced]) expect(answer).toMatchObject({ status: 404, body: missing.body });
    expect(
      (await items()).filter(({ _et, campaignId }) => _et === 'thread' && campaignId === campaign.campaignId),
    ).toEqual([]);
  });

  it.each([
    ['about nothing', { about: undefined }, 'about'],
    ['about what nobody talks about', { about: countedId('payment', 1) }, 'about'],
    ['without a word', { about: countedId('contract', 1), text: '   ' }, 'text'],
    ['with more than 4,000 characters', { about: countedId('contract', 1), text: 'x'.repeat(4001) }, 'text'],
    ['with a field that there is not', { about: countedId('contract', 1), to: 'x' }, 'to'],
  ])('is refused %s, naming the field', async (_case, body, path) => {
    expect(await start(nora, body)).toMatchObject({
      status: 400,
      body: { code: 'validation_failed', issues: [{ path }] },
    });
  });
});

describe('POST /threads/{threadId}/messages', () => {
  it('numbers what both sides say without gaps, also when they speak at once', async () => {
    const threadId = await begin();
    await Promise.all([1, 2, 3, 4].map((n) => send(n % 2 ? nora : mara, threadId, { text: `At once ${n}` })));
    const said = (await messages(mara, threadId)).body.items;
    expect(said.map(({ number }: { number: number }) => number)).toEqual([5, 4, 3, 2, 1]);
    expect((await get(nora, threadId)).body).toMatchObject({ messageCount: 5, last: { number: 5 } });
    expect((await get(mara, threadId)).body).toMatchObject({ messageCount: 5, last: { number: 5 } });
  });

  it('repeats its answer to the same Idempotency-Key, and says it once', async () => {
    const threadId = await begin();
    const [first, again] = [
      await send(mara, threadId, { text: 'Once' }, { 'idempotency-key': 'k1' }),
      await send(mara, threadId, { text: 'Once' }, { 'idempotency-key': 'k1' }),
    ];
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect((await get(nora, threadId)).body.messageCount).toBe(2);
  });

  it('takes any text as it is, and nothing of it into events', async () => {
    const threadId = await begin();
    const text = '<img src=x onerror=alert(1)> 100 % "sure"\n{{secret}} 🙂';
    expect((await send(mara, threadId, { text })).body.text).toBe(text);
    expect(JSON.stringify(await eventsOf(threadId))).not.toContain('secret');
  });

  it.each([
    [
      'its campaign was cancelled',
      () => keys.campaign(campaign.workspaceId, campaign.campaignId),
      { status: 'cancelled' },
      409,
    ],
    [
      'its campaign is completed',
      () => keys.campaign(campaign.workspaceId, campaign.campaignId),
      { status: 'completed' },
      201,
    ],
  ] as const)('when %s', async (_case, key, set, status) => {
    const threadId = await begin();
    await write(update(key(), { set }, [{ path: 'pk', is: 'present' }]));
    for (const actor of [nora, mara]) expect((await send(actor, threadId)).status).toBe(status);
    expect((await messages(mara, threadId)).status).toBe(200);
    if (status === 409) expect((await send(nora, threadId)).body.code).toBe('talk_closed');
  });

  it('is refused to an influencer once the workspace is closed', async () => {
    const threadId = await begin();
    const key = keys.workspace(nora.workspaceId);
    await write(update(key, { set: { closedAt: '2026-11-20T00:00:00.000Z' } }, [{ path: 'pk', is: 'present' }]));
    expect(await send(mara, threadId)).toMatchObject({ status: 409, body: { code: 'talk_closed' } });
    await write(update(key, { set: { closedAt: null } }, [{ path: 'pk', is: 'present' }]));
    expect((await send(mara, threadId)).status).toBe(201);
  });
});

describe('who may', () => {
  it.each([
    ['another workspace', () => stranger, 404],
    ['another influencer', () => testInfluencer(count + 500), 404],
    ['a viewer without a grant', () => testMember(1, 'viewer'), 403],
    ['finance without a grant', () => testMember(1, 'finance'), 403],
    ['staff', () => testStaff(), 403],
  ])('read and write: not %s', async (_case, who, status) => {
    const threadId = await begin();
    for (const answer of [
      await get(who(), threadId),
      await messages(who(), threadId),
      await send(who(), threadId),
      await read(who(), threadId, 1),
    ])
      expect(answer.status).toBe(status);
    expect(only((await inbox(who())).body)).toEqual([]);
    expect((await search(who(), { q: 'leave' })).body.items).toEqual([]);
    expect((await unread(who())).unread).toBe(0);
    expect((await get(nora, threadId)).body.messageCount).toBe(1);
  });

  it('read and write: whoever speaks for the brand on this campaign, and not on another', async () => {
    const threadId = await begin(mara);
    const elsewhere = countedId('campaign', count + 500);
    const here = granted(campaign.campaignId, 'communications');
    const there = granted(elsewhere, 'communications');
    const budget = granted(campaign.campaignId, 'budget');
    expect((await send(here, threadId)).status).toBe(201);
    expect((await inbox(here)).body.items).toMatchObject([{ threadId }]);
    expect((await inbox(here, { campaignId: campaign.campaignId })).body.items).toMatchObject([{ threadId }]);
    expect((await search(here, { q: 'leave' })).body.items).toMatchObject([{ threadId }]);
    for (const other of [there, budget]) {
      expect((await messages(other, threadId)).body.code).toBe('not_allowed');
      expect((await send(other, threadId)).body.code).toBe('not_allowed');
      expect((await start(other, { about: countedId('contract', count) })).body.code).toBe('not_allowed');
      expect((await inbox(other)).body.items).toEqual([]);
      expect((await inbox(other, { campaignId: campaign.campaignId })).body.code).toBe('not_allowed');
      expect((await search(other, { q: 'leave' })).body.items).toEqual([]);
      expect(await unread(other)).toEqual({ unread: 0, threads: 0, isAtLeast: false });
    }
  });

  it('read: a key with the scope; write: no key', async () => {
    const threadId = await begin(mara);
    const key = testKey(1, 'message:read');
    expect((await get(key, threadId)).body).toMatchObject({ threadId, unread: 0 });
    expect(only((await inbox(key, { campaignId: campaign.campaignId })).body)).toEqual([threadId]);
    expect((await send(key, threadId)).body.code).toBe('key_not_accepted');
    expect((await read(key, threadId, 1)).body.code).toBe('key_not_accepted');
  });
});

describe('lists', () => {
  it('have the talk with the newest message first, page by page, of everything or of a campaign', async () => {
    const first = await begin(nora, 'One');
    const offer = await putOffer(anOffer(count, campaign));
    const second = (await start(nora, { about: offer.offerId })).body.threadId;
    await send(mara, first);
    expect(only((await inbox(nora)).body).sort()).toEqual([first, second].sort());
    const page = (await inbox(nora, { campaignId: campaign.campaignId, limit: '1' })).body;
    const next = (await inbox(nora, { campaignId: campaign.campaignId, limit: '1', cursor: page.nextCursor })).body;
    expect([...only(page), ...only(next)].sort()).toEqual([first, second].sort());
    expect(only((await inbox(mara)).body).sort()).toEqual([first, second].sort());
    expect(only((await inbox(mara, { campaignId: campaign.campaignId })).body).sort()).toEqual([first, second].sort());
    expect((await inbox(mara, { campaignId: countedId('campaign', count + 500) })).body.items).toEqual([]);
    expect((await inbox(stranger)).body.items).toEqual([]);
    expect((await inbox(mara, { cursor: page.nextCursor })).body.code).toBe('bad_cursor');
  });

  it('give a talk page by page, newest first, and end after the first message', async () => {
    const threadId = await begin(nora, 'm1');
    for (const n of [2, 3, 4]) await send(nora, threadId, { text: `m${n}` });
    const page = (await messages(mara, threadId, { limit: '2' })).body;
    expect(texts(page)).toEqual(['m4', 'm3']);
    const rest = (await messages(mara, threadId, { limit: '2', cursor: page.nextCursor })).body;
    expect(texts(rest)).toEqual(['m2', 'm1']);
    expect(rest.nextCursor).toBeNull();
    expect((await messages(nora, countedId('thread', 99))).status).toBe(404);
  });
});

describe('GET /messages', () => {
  it('finds own messages by all their words, and goes on where it ended', async () => {
    const threadId = await begin(nora, 'The courier comes on Friday');
    await send(mara, threadId, { text: 'Friday is fine, the Courier may ring' });
    await send(mara, threadId, { text: 'Nothing of that' });
    expect(texts((await search(mara, { q: 'FRIDAY courier' })).body)).toEqual([
      'Friday is fine, the Courier may ring',
      'The courier comes on Friday',
    ]);
    const page = (await search(mara, { q: 'friday', limit: '1' })).body;
    const next = (await search(mara, { q: 'friday', limit: '1', cursor: page.nextCursor })).body;
    expect([...texts(page), ...texts(next)]).toHaveLength(2);
    expect((await search(testInfluencer(count + 500), { q: 'friday' })).body.items).toEqual([]);
    expect((await search(mara, { q: 'courier', cursor: page.nextCursor })).body.code).toBe('bad_cursor');
  });

  it.each([
    ['one letter', { q: 'f' }],
    ['no word', { q: '?!?' }],
    ['too much', { q: 'x'.repeat(101) }],
    ['nothing', {}],
  ])('is refused for %s', async (_case, query) => {
    expect(await search(mara, query as Record<string, string>)).toMatchObject({
      status: 400,
      body: { code: 'validation_failed', issues: [{ path: 'query.q' }] },
    });
  });
});

describe('reading', () => {
  it('empties the count of the person, is shown to the other side, and told once', async () => {
    const threadId = await begin(mara, 'One');
    await send(mara, threadId, { text: 'Two' });
    const before = await unread(nora);
    expect((await get(colleague, threadId)).body.unread).toBe(2);
    expect((await read(nora, threadId, 2)).body).toMatchObject({ unread: 0 });
    expect((await unread(nora)).unread).toBe(before.unread - 2);
    expect((await get(mara, threadId)).body.readByOther).toMatchObject({ number: 2 });
    await read(colleague, threadId, 2);
    await read(nora, threadId, 1);
    expect((await eventsOf(threadId)).filter(({ type }) => type === 'ThreadRead')).toHaveLength(1);
    expect((await get(nora, threadId)).body.unread).toBe(0);
  });

  it('further than there is anything is refused', async () => {
    const threadId = await begin(mara);
    expect(await read(nora, threadId, 2)).toMatchObject({ status: 400, body: { issues: [{ path: 'number' }] } });
    expect(await read(nora, threadId, 0)).toMatchObject({ status: 400, body: { issues: [{ path: 'number' }] } });
  });
});

describe('telling the other side', () => {
  /** What the last message of a talk told people. */
  async function told(threadId: string) {
    const event = (await eventsOf(threadId)).filter(({ type }) => type === 'MessageSent').at(-1);
    const data = event?.data as EventData<'MessageSent'>;
    return { event, data, notices: noticesOf({ type: 'MessageSent', data }) };
  }

  it('names the talk with a link, goes to who may read it, and is not repeated before they look', async () => {
    const threadId = await begin(mara);
    expect((await told(threadId)).notices).toMatchObject([
      {
        to: { workspaceId: nora.workspaceId, roles: ['owner', 'manager'], on: { campaignId: campaign.campaignId } },
        title: `New message: about the contract for “${campaign.title}”`,
        path: `/messages/${threadId}`,
      },
    ]);
    await send(mara, threadId);
    expect((await told(threadId)).notices).toEqual([]);
    await read(nora, threadId, 2);
    await send(mara, threadId);
    expect((await told(threadId)).notices).toHaveLength(1);
    await send(nora, threadId);
    expect((await told(threadId)).notices).toMatchObject([{ to: { influencerId: mara.influencerId } }]);
  });

  it('is over for a person once they read: their notification is read with it', async () => {
    const threadId = await begin(nora);
    const { event, data } = await told(threadId);
    await deliver(notify, 'MessageSent', data, { kind: 'member', userId: nora.userId }, String(event?.eventId));
    const notices = async () =>
      (await callEndpoint(listingNotices, listNotifications, { actor: mara, query: {} })).body.items;
    expect(await notices()).toMatchObject([{ type: 'MessageSent', isRead: false }]);
    await read(mara, threadId, 1);
    expect(await notices()).toMatchObject([{ isRead: true }]);
  });
});
