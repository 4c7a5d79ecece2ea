import { beforeEach, describe, expect, it } from 'vitest';
import { countUnread, listNotifications, readAll, readNotification } from '#contract/areas/notifications.ts';
import { create } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { type NotificationItem, Notifications } from '#data/notification.ts';
import { nowMs } from '#runtime/clock.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';
import { callEndpoint, testMember } from '#testing/call.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestSecrets } from '#testing/secrets.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler as countHandler } from './count-unread.ts';
import { handler as listHandler } from './list-notifications.ts';
import { handler as readAllHandler } from './read-all.ts';
import { handler as readHandler } from './read-notification.ts';

prepareTestTable();
prepareTestSecrets();

let person = 0;
let actor = testMember(1);
const other = testMember(900);

beforeEach(() => {
  person += 1;
  actor = testMember(person);
});

/** Gives a person that many unread notifications, the last the newest. */
async function tell(
  userId: string,
  count: number,
  { expiresAtMs = nowMs() + 1e9, ...more }: Partial<NotificationItem> = {},
): Promise<void> {
  for (let start = 0; start < count; start += 50) {
    const changes = Array.from({ length: Math.min(50, count - start) }, (_, index) =>
      create(Notifications, {
        ...{ notificationId: countedId('notification', start + index + 1), userId, type: 'CampaignStatusChanged' },
        ...{
          title: `Title ${start + index + 1}`,
          text: 'Text.',
          path: null,
          mail: false,
          readAt: null,
          mailedAt: null,
        },
        ...{ createdAt: '2026-11-20T12:00:00.000Z', expiresAtMs, ...more },
      }),
    );
    await commit(systemCommitContext(), {
      reads: {},
      decide: () => ({ changes, answer: { status: 200, body: null } }),
    });
  }
}

const list = async (query: Record<string, string> = {}) =>
  (await callEndpoint(listHandler, listNotifications, { actor, query })).body;
const titles = (body: { items: { title: string }[] }) => body.items.map(({ title }) => title);
const count = async () => (await callEndpoint(countHandler, countUnread, { actor })).body;
const read = (notificationId: string, by = actor) =>
  callEndpoint(readHandler, readNotification, { actor: by, params: { notificationId } });
const readEverything = async () => (await callEndpoint(readAllHandler, readAll, { actor })).body;

describe('GET /notifications', () => {
  it('lists the own ones page by page, newest first', async () => {
    await tell(actor.userId, 5);
    await tell(other.userId, 2);
    const first = await list({ limit: '3' });
    expect(titles(first)).toEqual(['Title 5', 'Title 4', 'Title 3']);
    const second = await list({ limit: '3', cursor: first.nextCursor });
    expect(titles(second)).toEqual(['Title 2', 'Title 1']);
    expect(second.nextCursor).toBeNull();
  });

  it('lists unread ones alone when asked', async () => {
    await tell(actor.userId, 3);
    await read(countedId('notification', 2));
    expect(titles(await list({ unread: 'true' }))).toEqual(['Title 3', 'Title 1']);
    expect(titles(await list({ unread: 'false' }))).toEqual(['Title 3', 'Title 2', 'Title 1']);
  });

  it('lists what is about one thing alone when asked, read or not', async () => {
    await tell(actor.userId, 3, { group: 'disputes' });
    await tell(testMember(903).userId, 1, { group: 'disputes' });
    expect(titles(await list({ group: 'disputes', limit: '2' }))).toEqual(['Title 3', 'Title 2']);
    expect(titles(await list({ group: 'disputes', unread: 'true' }))).toHaveLength(3);
    expect(await list({ group: 'payments' })).toEqual({ items: [], nextCursor: null });
  });

  it('neither lists nor counts what the person wants by mail alone', async () => {
    await tell(actor.userId, 1, { hidden: true });
    expect(await list()).toMatchObject({ items: [] });
    expect(await count()).toMatchObject({ unread: 0 });
  });

  it('leaves out what is past its time, though it is still stored', async () => {
    await tell(actor.userId, 1, { expiresAtMs: nowMs() - 1 });
    expect(await list()).toMatchObject({ items: [] });
    expect(await count()).toEqual({ unread: 0, isAtLeast: false });
  });

  it.each([
    ['a cursor of its own making', { cursor: 'eyJ4IjoxfQ.AAAA' }, 'bad_cursor'],
    ['an unknown filter', { unread: 'maybe' }, 'validation_failed'],
    ['a group that there is not', { group: 'weather' }, 'validation_failed'],
    ['a limit of none', { limit: '0' }, 'validation_failed'],
  ])('refuses %s', async (_case, query, code) => {
    const answer = await callEndpoint(listHandler, listNotifications, {
      actor,
      query: query as Record<string, string>,
    });
    expect(answer).toMatchObject({ status: 400, body: { code } });
  });

  it('takes a cursor only for the list that gave it', async () => {
    await tell(actor.userId, 3);
    const { nextCursor } = await list({ limit: '1' });
    const answer = await callEndpoint(listHandler, listNotifications, { actor: other, query: { cursor: nextCursor } });
    expect(answer).toMatchObject({ status: 400, body: { code: 'bad_cursor' } });
  });
});

describe('GET /notifications/count', () => {
  it.each([
    [0, { unread: 0, isAtLeast: false }],
    [99, { unread: 99, isAtLeast: false }],
    [130, { unread: 100, isAtLeast: true }],
  ])('of %i', async (told, expected) => {
    await tell(actor.userId, told);
    expect(await count()).toEqual(expected);
  });
});

describe('POST /notifications/{notificationId}/read', () => {
  it('marks one as read, and a second time changes nothing', async () => {
    await tell(actor.userId, 2);
    const id = countedId('notification', 1);
    expect(await read(id)).toMatchObject({ status: 200, body: { notificationId: id, isRead: true } });
    expect(await read(id)).toMatchObject({ status: 200, body: { isRead: true } });
    expect(await count()).toMatchObject({ unread: 1 });
  });

  it('answers another person’s as a missing one', async () => {
    await tell(actor.userId, 1);
    const foreign = await read(countedId('notification', 1), testMember(901));
    const missing = await read(countedId('notification', 99), testMember(901));
    expect(foreign).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(missing.body).toEqual(foreign.body);
    expect(await count()).toMatchObject({ unread: 1 });
  });
});

describe('POST /notifications/read-all', () => {
  it('marks the newest ninety and says whether more are left', async () => {
    await tell(actor.userId, 120);
    expect(await readEverything()).toEqual({ read: 90, hasMore: true });
    expect(await readEverything()).toEqual({ read: 30, hasMore: false });
    expect(await readEverything()).toEqual({ read: 0, hasMore: false });
    expect(await count()).toMatchObject({ unread: 0 });
  });

  it('leaves those of others unread', async () => {
    await tell(actor.userId, 1);
    await callEndpoint(readAllHandler, readAll, { actor: testMember(902) });
    expect(await count()).toMatchObject({ unread: 1 });
  });
});
