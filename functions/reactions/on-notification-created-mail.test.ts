import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { create } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { Notifications } from '#data/notification.ts';
import { Users } from '#data/person.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';
import { deliver } from '#testing/deliver.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { handler } from './on-notification-created-mail.ts';

process.env.SITE_ORIGIN = 'https://accord.test';
process.env.MAIL_FROM = 'Accord <no-reply@accord.test>';
const NOW = Date.parse('2026-11-20T12:00:00Z');

const { items } = prepareTestTable();
const mails = mockClient(SESv2Client);
let count = 0;

beforeEach(() => {
  mails.reset();
  mails.on(SendEmailCommand).resolves({});
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  return () => void vi.useRealTimers();
});

async function notification(
  edit: { mailAfter?: string; readAt?: string; kind?: string } = {},
): Promise<{ userId: string; notificationId: string; mail: boolean }> {
  count += 1;
  const [userId, notificationId] = [countedId('user', count), countedId('notification', count)];
  const user = {
    ...{ userId, email: `person${count}@one.example`, name: 'Ada <b>', country: 'DE' },
    ...{ timezone: 'UTC', consents: { termsAt: '', marketing: false } },
    ...{ version: 1, createdAt: '' },
  };
  const told = {
    ...{ notificationId, userId, type: 'ApplicationSubmitted', title: 'New application', text: 'Read it.' },
    ...{ path: '/campaigns/cmp_1', mail: true, readAt: null, mailedAt: null, createdAt: '', expiresAtMs: NOW + 1e9 },
    ...edit,
  };
  const changes = [create(Users, user), create(Notifications, told)];
  await commit(systemCommitContext(), { reads: {}, decide: () => ({ changes, answer: { status: 200, body: null } }) });
  return { userId, notificationId, mail: true };
}

const stored = async (id: string) => (await items()).find(({ notificationId, _et }) => _et && notificationId === id);
const sent = () => mails.commandCalls(SendEmailCommand).map(({ args }) => args[0].input);

describe('mailing a notification', () => {
  it('sends text and HTML to the address of the person, once', async () => {
    const data = await notification();
    const { again } = await deliver(handler, 'NotificationCreated', data);
    await again();
    expect(sent()).toHaveLength(1);
    expect(sent()[0]).toMatchObject({
      FromEmailAddress: 'Accord <no-reply@accord.test>',
      Destination: { ToAddresses: [`person${count}@one.example`] },
      Content: { Simple: { Subject: { Data: 'New application' } } },
    });
    const body = sent()[0]?.Content?.Simple?.Body;
    expect(body?.Text?.Data).toContain('https://accord.test/campaigns/cmp_1');
    expect(body?.Html?.Data).toContain('Ada &lt;b&gt;');
    expect(await stored(data.notificationId)).toMatchObject({ mailedAt: new Date(NOW).toISOString() });
    expect(await stored(data.notificationId)).not.toHaveProperty('mailClaimedAtMs');
  });

  it.each<[string, string | undefined, boolean]>([
    ['of a kind that may be switched off lets itself be, by one POST', 'ApplicationSubmitted/brand', true],
    ['of a kind that may not does not offer it', 'PaymentFailed/brand', false],
    ['of a time before there were kinds does not either', undefined, false],
  ])('one %s', async (_case, kind, offered) => {
    const data = await notification(kind ? { kind } : {});
    await deliver(handler, 'NotificationCreated', data);
    const { Headers = [], Body } = sent()[0]?.Content?.Simple ?? {};
    const links = (await items()).filter(({ _et, userId }) => _et === 'unsubscribe_link' && userId === data.userId);
    expect(links).toHaveLength(offered ? 1 : 0);
    expect(Body?.Text?.Data?.includes('https://accord.test/unsubscribe#')).toBe(offered);
    if (!offered) return expect(Headers).toEqual([]);
    expect(Headers).toEqual([
      {
        Name: 'List-Unsubscribe',
        Value: expect.stringMatching(/^<https:\/\/accord\.test\/api\/v1\/unsubscribe\/usr_[^>]+>$/),
      },
      { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
    ]);
  });

  it('sends nothing for what is only told in the app', async () => {
    await deliver(handler, 'NotificationCreated', { ...(await notification()), mail: false });
    expect(sent()).toEqual([]);
  });

  it('sends one mail when two deliveries run at once', async () => {
    const data = await notification();
    const both = await Promise.allSettled([
      deliver(handler, 'NotificationCreated', data),
      deliver(handler, 'NotificationCreated', data),
    ]);
    expect(both.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(sent()).toHaveLength(1);
  });

  it('that waits for another delivery does not count as a failure, and one that is refused does', async () => {
    const errors = vi.spyOn(console, 'error').mockReturnValue();
    const data = await notification();
    const both = [deliver(handler, 'NotificationCreated', data), deliver(handler, 'NotificationCreated', data)];
    await Promise.allSettled(both);
    expect(errors).not.toHaveBeenCalled();
    mails.on(SendEmailCommand).rejects(new Error('throttled'));
    await expect(deliver(handler, 'NotificationCreated', await notification())).rejects.toThrow('throttled');
    expect(errors).toHaveBeenCalledOnce();
    errors.mockRestore();
  });

  it('gives the sending back when the mail service refuses, so that the repeat sends', async () => {
    const data = await notification();
    mails.on(SendEmailCommand).rejectsOnce(new Error('throttled')).resolves({});
    await expect(deliver(handler, 'NotificationCreated', data)).rejects.toThrow('throttled');
    await deliver(handler, 'NotificationCreated', data);
    expect(sent()).toHaveLength(2);
    expect(await stored(data.notificationId)).toMatchObject({ mailedAt: expect.any(String) });
  });

  it('takes over from a delivery that was lost while sending, before Lambda tries again for the first time', async () => {
    const data = await notification();
    mails.on(SendEmailCommand).callsFakeOnce(() => new Promise(() => undefined));
    void deliver(handler, 'NotificationCreated', data);
    await vi.waitUntil(() => sent().length === 1);
    await expect(deliver(handler, 'NotificationCreated', data)).rejects.toThrow('Another delivery is sending');
    vi.setSystemTime(NOW + 60_000);
    await deliver(handler, 'NotificationCreated', data);
    expect(sent()).toHaveLength(2);
  });

  it('waits with one that the person may read first, and sends it when they did not', async () => {
    const data = await notification({ mailAfter: '2026-11-20T12:00:45.000Z' });
    await expect(deliver(handler, 'NotificationCreated', data)).rejects.toThrow('may read the notification first');
    expect(sent()).toEqual([]);
    // When Lambda tries again.
    vi.setSystemTime(NOW + 60_000);
    await deliver(handler, 'NotificationCreated', data);
    expect(sent()).toHaveLength(1);
  });

  it.each([
    ['not sent, where it waits to be read', { mailAfter: '2026-11-20T12:00:45.000Z' }, 0],
    ['sent all the same, where it does not wait', {}, 1],
  ])('of what was read meanwhile is %s', async (_case, waits, mailed) => {
    const data = await notification({ ...waits, readAt: '2026-11-20T11:59:59.000Z' });
    await deliver(handler, 'NotificationCreated', data);
    expect(sent()).toHaveLength(mailed);
  });

  it('has nothing to do for a notification that is gone', async () => {
    const data = { userId: countedId('user', 900), notificationId: countedId('notification', 900), mail: true };
    await deliver(handler, 'NotificationCreated', data);
    expect(sent()).toEqual([]);
  });
});
