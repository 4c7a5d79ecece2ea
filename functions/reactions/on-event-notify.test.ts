import { beforeAll, describe, expect, it } from 'vitest';
import { EVENTS, type EventData } from '#contract/events.ts';
import { create, update } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { Influencers } from '#data/influencer.ts';
import { keys } from '#data/keys.ts';
import { NoticeWishes, type NoticeWishesItem } from '#data/notice-wishes.ts';
import { Actors } from '#data/person.ts';
import { Members, Workspaces } from '#data/workspace.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';
import { deliver } from '#testing/deliver.ts';
import { countedId } from '#testing/ids.ts';
import { anActor } from '#testing/person.ts';
import { prepareTestTable } from '#testing/table.ts';
import { aWorkspace, write } from '#testing/workspace.ts';
import { handler } from './on-event-notify.ts';

const { items, callsOf } = prepareTestTable();
const submitted = EVENTS.ApplicationSubmitted.sample as EventData<'ApplicationSubmitted'>;
const decided = EVENTS.ApplicationDecided.sample;
const users = { owner: countedId('user', 1), manager: countedId('user', 2), viewer: countedId('user', 3) };
const creator = countedId('user', 1001);

beforeAll(async () => {
  const { workspaceId, influencerId } = submitted;
  const at = '2026-11-20T00:00:00.000Z';
  const changes = [
    create(Workspaces, aWorkspace(1, { workspaceId })),
    ...Object.entries(users).map(([role, userId]) =>
      create(Members, {
        ...{ workspaceId, userId, name: role, email: `${role}@one.example`, joinedAt: at },
        role: role as 'owner' | 'manager' | 'viewer',
      }),
    ),
    create(Influencers, {
      ...{ influencerId, userId: creator, displayName: 'Creator', bio: '', socialLinks: [], niche: [] },
      ...{ geoLocation: { country: 'DE' }, languages: [], version: 1, updatedAt: at },
    }),
  ];
  await commit(systemCommitContext(), { reads: {}, decide: () => ({ changes, answer: { status: 200, body: null } }) });
});

/** Notifications of an event, told apart by its time-ordered id. */
async function notifiedOf(eventId: string) {
  const time = eventId.slice(4, 14);
  return (await items()).filter(
    ({ _et, notificationId, type }) => _et === 'notification' && String(notificationId).slice(4, 14) === time && type,
  );
}

describe('people of the platform', () => {
  it('who may do something are told that it waits, and nobody else', async () => {
    const staff = (['admin', 'moderator', 'support'] as const).map((role, index) => ({
      ...anActor(countedId('user', 700 + index), {}),
      ...{ role, influencerId: null },
    }));
    await write(...staff.map((actor) => create(Actors, actor)));
    const { eventId } = await deliver(handler, 'ModerationWaits', EVENTS.ModerationWaits.sample);
    const told = await notifiedOf(eventId);
    expect(told.map(({ userId }) => userId).sort()).toEqual([countedId('user', 700), countedId('user', 701)]);
    expect(told[0]).toMatchObject({ kind: 'ModerationWaits/staff', path: '/moderation', mail: true });
  });
});

describe('notifying', () => {
  it('tells the roles of the workspace that the table names, each with an event', async () => {
    const { eventId } = await deliver(handler, 'ApplicationSubmitted', submitted, {
      kind: 'influencer',
      userId: creator,
    });
    const told = await notifiedOf(eventId);
    expect(told.map(({ userId }) => userId).sort()).toEqual([users.owner, users.manager]);
    expect(told[0]).toMatchObject({ type: 'ApplicationSubmitted', readAt: null, mail: true, mailedAt: null });
    expect(told[0]?.gsi1pk).toBe(`USR#${told[0]?.userId}#UNREAD`);
    const events = (await items()).filter(({ _et, type }) => _et === 'event' && type === 'NotificationCreated');
    const named = events.map(({ data }) => (data as { notificationId: string }).notificationId);
    for (const { notificationId } of told) expect(named).toContain(notificationId);
    expect(new Set(events.map((event) => event.eventId)).size).toBe(events.length);
  });

  it('tells whom the campaign was granted to as well, whatever their role, and only of that campaign', async () => {
    const { workspaceId, campaignId } = submitted;
    const key = keys.member(workspaceId, users.viewer);
    await write(update(key, { set: { grants: { [campaignId]: ['campaign'] } } }, []));
    const elsewhere = { ...submitted, campaignId: countedId('campaign', 77) };
    const told = async (data: typeof submitted) =>
      (await notifiedOf((await deliver(handler, 'ApplicationSubmitted', data)).eventId)).map(({ userId }) => userId);
    expect(await told(submitted)).toContain(users.viewer);
    expect(await told(elsewhere)).not.toContain(users.viewer);
    await write(update(key, { unset: ['grants'] }, []));
  });

  it('tells nobody twice when it is delivered again', async () => {
    const { eventId, again } = await deliver(handler, 'ApplicationSubmitted', submitted);
    const before = await notifiedOf(eventId);
    await Promise.all([again(), again()]);
    expect(await notifiedOf(eventId)).toEqual(before);
  });

  it('reads in one call how all whom it tells want to be told', async () => {
    const calls = await callsOf(() => deliver(handler, 'ApplicationSubmitted', submitted));
    const commits = Array(2).fill('TransactWriteItemsCommand');
    // The workspace with its members, what all of them have said, and a commit for each who is told.
    expect(calls).toEqual(['QueryCommand', 'BatchGetItemCommand', ...commits]);
  });

  it('leaves out who caused it', async () => {
    const actor = { kind: 'member', userId: users.manager } as const;
    const { eventId } = await deliver(handler, 'CampaignStatusChanged', EVENTS.CampaignStatusChanged.sample, actor);
    const told = await notifiedOf(eventId);
    expect(told.filter(({ type }) => type === 'CampaignStatusChanged').map(({ userId }) => userId)).toEqual([
      users.owner,
    ]);
  });

  it('finds the person behind an influencer', async () => {
    const { eventId } = await deliver(handler, 'ApplicationDecided', decided);
    const told = (await notifiedOf(eventId)).filter(({ type }) => type === 'ApplicationDecided');
    expect(told).toMatchObject([{ userId: creator, title: 'Your application for “Spring serum” was approved' }]);
  });

  it('tells nobody about a workspace or an influencer that is not there', async () => {
    const before = (await items()).length;
    await deliver(handler, 'ApplicationDecided', { ...decided, influencerId: countedId('influencer', 99) });
    await deliver(handler, 'ApplicationSubmitted', { ...submitted, workspaceId: countedId('workspace', 99) });
    expect((await items()).length).toBe(before);
  });

  describe('somebody who wants it otherwise', () => {
    const wish = (kinds: NoticeWishesItem['kinds'], more: Partial<NoticeWishesItem> = {}) =>
      write({
        ...create(NoticeWishes, {
          ...{
            userId: users.owner,
            kinds,
            quietHours: null,
            digest: { hour: 8, weekday: 1 },
            updatedAt: '',
            version: 1,
          },
          ...more,
        }),
        when: [],
      });
    const toldOwner = async () => {
      const { eventId } = await deliver(handler, 'ApplicationSubmitted', submitted);
      return (await notifiedOf(eventId)).filter(({ userId }) => userId === users.owner);
    };
    const kind = 'ApplicationSubmitted/brand';

    it('is not mailed, where they want no mail', async () => {
      await wish({ [kind]: { mail: 'never' } });
      expect(await toldOwner()).toMatchObject([{ mail: false, kind, group: 'applications' }]);
    });

    it('finds nothing unread in the app, where they want it by mail alone', async () => {
      await wish({ [kind]: { app: false } });
      const [told] = await toldOwner();
      expect(told).toMatchObject({ hidden: true, mail: true });
      expect(told).not.toHaveProperty('gsi1pk');
    });

    it('is told nothing, where they want it by no channel', async () => {
      await wish({ [kind]: { app: false, mail: 'never' } });
      expect(await toldOwner()).toEqual([]);
    });

    it('is told with others, where they want it once a week, and which campaign it is about', async () => {
      await wish({ [kind]: { mail: 'weekly' } });
      const [told] = await toldOwner();
      const { workspaceId, campaignId } = submitted;
      expect(told).toMatchObject({
        mail: false,
        mailPost: expect.stringMatching(/#weekly$/),
        about: { workspaceId, campaignId },
      });
      const [post] = (await items()).filter(({ _et }) => _et === 'post');
      expect(post).toMatchObject({
        userId: users.owner,
        postId: told?.mailPost,
        gsi3pk: 'POSTSDUE',
      });
    });

    it('hears of danger all the same', async () => {
      await wish({ 'PasswordChanged/person': { app: false, mail: 'never' } });
      const { eventId } = await deliver(handler, 'PasswordChanged', {
        ...EVENTS.PasswordChanged.sample,
        userId: users.owner,
      });
      expect(await notifiedOf(eventId)).toMatchObject([{ mail: true, readAt: null }]);
    });
  });

  it('never tells about telling', async () => {
    const before = (await items()).length;
    const telling = deliver(handler, 'NotificationCreated', EVENTS.NotificationCreated.sample);
    await expect(telling).rejects.toThrow('NotificationCreated is not for this reaction.');
    expect((await items()).length).toBe(before);
  });
});
