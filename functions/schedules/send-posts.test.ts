import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { EVENTS, type EventData } from '#contract/events.ts';
import { create } from '#data/change.ts';
import { Influencers } from '#data/influencer.ts';
import { NoticeWishes, type NoticeWishesItem } from '#data/notice-wishes.ts';
import { markRead, Notifications } from '#data/notification.ts';
import { Users } from '#data/person.ts';
import { SecondFactors } from '#data/second-factor.ts';
import { handler as notify } from '#functions/reactions/on-event-notify.ts';
import { isoOf, nowMs } from '#runtime/clock.ts';
import { newId } from '#runtime/ids.ts';
import { wrapSecret } from '#runtime/second-factor.ts';
import { deliver } from '#testing/deliver.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestKeys } from '#testing/keys.ts';
import { prepareTestSms } from '#testing/sms.ts';
import { prepareTestTable } from '#testing/table.ts';
import { write } from '#testing/workspace.ts';
import { handler } from './send-posts.ts';

process.env.MAIL_FROM = 'Accord <no-reply@accord.test>';
process.env.TABLE_NAME = 'test';
const START = Date.parse('2026-11-20T00:00:00Z');
const NUMBER = '+4915112345678';

const { items, callsOf } = prepareTestTable();
prepareTestKeys();
const sms = prepareTestSms();
const mails = mockClient(SESv2Client);
let count = 0;

beforeEach(() => {
  count += 1;
  mails.reset();
  mails.on(SendEmailCommand).resolves({});
  // Each test on days of its own, so that what one leaves is not due in the next.
  vi.useFakeTimers({ toFake: ['Date'], now: START + count * 14 * 86_400_000 });
  return () => void vi.useRealTimers();
});

/** The hour of the first day of a test, or of a later one, UTC; the people live in Berlin, an hour ahead. */
const goTo = (hour: number, day = 0) =>
  vi.setSystemTime(START + count * 14 * 86_400_000 + (day * 24 + hour) * 3_600_000);
const me = () => ({ userId: countedId('user', count), influencerId: countedId('influencer', count) });

async function person(wishes: Partial<NoticeWishesItem>, more: { phone?: boolean } = {}): Promise<void> {
  const { userId, influencerId } = me();
  const at = isoOf(nowMs());
  await write(
    create(Users, {
      ...{ userId, email: `person${count}@one.example`, name: 'Mara', country: 'DE', timezone: 'Europe/Berlin' },
      ...{ consents: { termsAt: at, marketing: false }, version: 1, createdAt: at },
    }),
    create(Influencers, {
      ...{ influencerId, userId, displayName: 'Mara', bio: '', socialLinks: [], niche: [] },
      ...{ geoLocation: { country: 'DE' }, languages: [], version: 1, updatedAt: at },
    }),
    create(NoticeWishes, {
      ...{ userId, kinds: {}, quietHours: null, digest: { hour: 8, weekday: 1 }, updatedAt: at, version: 1 },
      ...wishes,
    }),
    ...(more.phone ? [create(SecondFactors, await factor(userId))] : []),
  );
}

const factor = async (userId: string) => ({
  ...{ userId, lastStep: 0, recoveryHashes: [], enabledAt: '', version: 1 },
  phone: { wrappedNumber: await wrapSecret(userId, NUMBER), endsIn: '78', addedAt: '' },
});

/** Something happens to the person now. */
const offer = async (title: string) => {
  const sample = EVENTS.OfferSent.sample as EventData<'OfferSent'>;
  const data = { ...sample, influencerId: me().influencerId, title };
  await deliver(notify, 'OfferSent', data, { kind: 'system' }, newId('event'));
};
const comment = (title: string) =>
  deliver(notify, 'ContentCommented', {
    ...{ ...EVENTS.ContentCommented.sample, influencerId: me().influencerId, by: 'brand', title },
  });
const sent = () => mails.commandCalls(SendEmailCommand).map(({ args }) => args[0].input);
const subjects = () => sent().map(({ Content }) => Content?.Simple?.Subject?.Data);
const textOf = (index: number) => sent()[index]?.Content?.Simple?.Body?.Text?.Data ?? '';
const stored = async (entity: string) =>
  (await items()).filter(({ _et, userId }) => _et === entity && userId === me().userId);

/** A run that the mail service refuses once. */
async function runRefused(): Promise<void> {
  const errors = vi.spyOn(console, 'error').mockReturnValue();
  mails.on(SendEmailCommand).rejectsOnce(new Error('throttled')).resolves({});
  await expect(handler()).rejects.toThrow('1 of 1 posts could not be sent');
  errors.mockRestore();
}

const DAILY = {
  kinds: {
    'OfferSent/influencer': { mail: 'daily' as const },
    'ContentCommented/influencer': { mail: 'daily' as const },
  },
};
/** The person wants their updates once a day, and gets an offer at ten o’clock (UTC). */
async function offeredDaily(title: string): Promise<void> {
  await person(DAILY);
  goTo(10);
  await offer(title);
}

const QUIET = { quietHours: { fromHour: 22, untilHour: 7 } };

describe('what a person wants once a day', () => {
  it('comes in one mail at their hour, with everything since, and once', async () => {
    await offeredDaily('Spring serum');
    goTo(23);
    await comment('Spring serum');
    goTo(6, 1);
    expect(await handler()).toEqual({ sent: 0 });
    goTo(7, 1);
    expect(await handler()).toEqual({ sent: 1 });
    expect(subjects()).toEqual(['Your day on Accord: 2 updates']);
    expect(textOf(0)).toContain('You have an offer for “Spring serum”');
    expect(textOf(0)).toContain('New comment on content for “Spring serum”');
    goTo(8, 1);
    expect(await handler()).toEqual({ sent: 0 });
    goTo(7, 2);
    expect(await handler()).toEqual({ sent: 0 });
  });

  it('leaves out what was read meanwhile, and is not sent at all when that is everything', async () => {
    await offeredDaily('Read');
    const [told] = (await stored('notification')).map((item) => Notifications.parse(item));
    if (!told) return expect.fail('nobody was told');
    await write(markRead(told, isoOf(nowMs())));
    goTo(7, 1);
    expect(await handler()).toEqual({ sent: 0 });
    expect(sent()).toEqual([]);
    await offer('Unread');
    goTo(7, 2);
    expect(await handler()).toEqual({ sent: 1 });
    expect(textOf(0)).toContain('Unread');
    expect(textOf(0)).not.toContain('“Read”');
  });

  it('leaves out what is not wanted by mail any more', async () => {
    await offeredDaily('Spring serum');
    const [item] = (await stored('notice_wishes')).map((one) => NoticeWishes.parse(one));
    const change = create(NoticeWishes, {
      ...(item as NoticeWishesItem),
      kinds: { 'OfferSent/influencer': { mail: 'never' } },
    });
    await write({ ...change, when: [] });
    goTo(7, 1);
    expect(await handler()).toEqual({ sent: 0 });
    expect(sent()).toEqual([]);
  });

  it('is tried again in the next hour when the mail service refuses, and others get theirs', async () => {
    await offeredDaily('Spring serum');
    goTo(7, 1);
    await runRefused();
    goTo(8, 1);
    expect(await handler()).toEqual({ sent: 1 });
  });

  it('is sent once when two runs meet', async () => {
    await offeredDaily('Spring serum');
    goTo(7, 1);
    const both = await Promise.all([handler(), handler()]);
    expect(both.map(({ sent }) => sent).sort()).toEqual([0, 1]);
    expect(sent()).toHaveLength(1);
  });

  it('costs one read in an hour in which nothing is due', async () => {
    await offeredDaily('Spring serum');
    goTo(6, 1);
    expect(await callsOf(handler)).toEqual(['QueryCommand']);
    goTo(7, 1);
    expect(await handler()).toEqual({ sent: 1 });
  });

  it('goes with the next one, when what it was to go with is being sent', async () => {
    await offeredDaily('First');
    goTo(7, 1);
    await handler();
    // A reaction that began a moment before the hour.
    vi.setSystemTime(nowMs() - 1);
    await offer('Second');
    goTo(8, 1);
    expect(await handler()).toEqual({ sent: 0 });
    goTo(7, 2);
    expect(await handler()).toEqual({ sent: 1 });
    expect(textOf(1)).toContain('Second');
    expect(textOf(1)).not.toContain('First');
  });
});

describe('what falls into quiet hours', () => {
  it('is mailed by itself when they are over, if it is one thing', async () => {
    await person(QUIET);
    goTo(22);
    await offer('Spring serum');
    goTo(6, 1);
    expect(await handler()).toEqual({ sent: 1 });
    expect(subjects()).toEqual(['You have an offer for “Spring serum”']);
    const headers = sent()[0]?.Content?.Simple?.Headers ?? [];
    expect(headers.map(({ Name }) => Name)).toEqual(['List-Unsubscribe', 'List-Unsubscribe-Post']);
    expect(await stored('unsubscribe_link')).toMatchObject([{ kinds: ['OfferSent/influencer'] }]);
  });

  it('comes together if it is more', async () => {
    await person(QUIET);
    goTo(22);
    await offer('Spring serum');
    goTo(23);
    await comment('Spring serum');
    goTo(6, 1);
    expect(await handler()).toEqual({ sent: 1 });
    expect(subjects()).toEqual(['While it was quiet: 2 updates']);
  });

  it('is texted in one SMS, which a mail that has to be sent again does not repeat', async () => {
    await person({ ...QUIET, kinds: { 'OfferSent/influencer': { sms: true } } }, { phone: true });
    goTo(22);
    await offer('One');
    goTo(23);
    await offer('Two');
    goTo(6, 1);
    await runRefused();
    goTo(7, 1);
    expect(await handler()).toEqual({ sent: 1 });
    expect(sms.sentTo(NUMBER).map(({ text }) => text)).toEqual([
      'Accord: You have an offer for "One" (and 1 more) https://accord.example/notifications',
    ]);
  });
});
