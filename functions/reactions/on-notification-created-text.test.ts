import { beforeEach, describe, expect, it, vi } from 'vitest';
import { NOTICE_SMS_LIMITS } from '#contract/limits.ts';
import { create } from '#data/change.ts';
import { Notifications } from '#data/notification.ts';
import { SecondFactors } from '#data/second-factor.ts';
import { wrapSecret } from '#runtime/second-factor.ts';
import { deliver } from '#testing/deliver.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestKeys } from '#testing/keys.ts';
import { prepareTestSms } from '#testing/sms.ts';
import { prepareTestTable } from '#testing/table.ts';
import { write } from '#testing/workspace.ts';
import { handler } from './on-notification-created-text.ts';

const NUMBER = '+4915112345678';
const NOW = Date.parse('2026-11-20T12:00:00Z');
const { items } = prepareTestTable();
prepareTestKeys();
const sms = prepareTestSms();
let count = 0;
let userId = '';

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  count += 1;
  userId = countedId('user', count);
  return () => void vi.useRealTimers();
});

const hasPhone = async () => {
  const phone = { wrappedNumber: await wrapSecret(userId, NUMBER), endsIn: '78', addedAt: '' };
  await write(create(SecondFactors, { userId, phone, lastStep: 0, recoveryHashes: [], enabledAt: '', version: 1 }));
};
let told = 0;
async function notification(): Promise<{ userId: string; notificationId: string; mail: boolean; sms: boolean }> {
  told += 1;
  const notificationId = countedId('notification', told);
  await write(
    create(Notifications, {
      ...{
        notificationId,
        userId,
        type: 'OfferSent',
        title: `Offer ${told}`,
        text: 'Read it.',
        path: null,
        mail: false,
      },
      ...{ sms: true, readAt: null, mailedAt: null, createdAt: '', expiresAtMs: NOW + 1e9 },
    }),
  );
  return { userId, notificationId, mail: false, sms: true };
}
const tell = async (data: object) => deliver(handler, 'NotificationCreated', data);

describe('texting a notification', () => {
  it('sends one SMS to the number of the second factor, from the sender of the deployment', async () => {
    await hasPhone();
    const { again } = await tell(await notification());
    await again();
    expect(sms.sentTo(NUMBER)).toMatchObject([
      { text: `Accord: Offer ${told} https://accord.example/notifications`, goodForSeconds: 14_400 },
    ]);
  });

  it.each<[string, () => Promise<object>]>([
    ['for what is not to be texted', async () => ({ ...(await notification()), sms: false })],
    ['for an event of before there were SMS', async () => ({ ...(await notification()), sms: undefined })],
    [
      'when the notification is gone',
      async () => ({ ...(await notification()), notificationId: countedId('notification', 999) }),
    ],
  ])('sends nothing %s', async (_case, make) => {
    await hasPhone();
    await tell(await make());
    expect(sms.sentTo(NUMBER)).toEqual([]);
  });

  it('sends nothing when the number was removed meanwhile', async () => {
    await tell(await notification());
    expect(sms.sentTo(NUMBER)).toEqual([]);
  });

  it('sends no more than its limit, and again when time has passed', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    await hasPhone();
    const [{ limit, seconds }] = NOTICE_SMS_LIMITS.sends;
    for (let sent = 0; sent < limit + 2; sent += 1) await tell(await notification());
    expect(sms.sentTo(NUMBER)).toHaveLength(limit);
    vi.setSystemTime(NOW + seconds * 1000);
    await tell(await notification());
    expect(sms.sentTo(NUMBER)).toHaveLength(limit + 1);
    vi.restoreAllMocks();
  });

  it('is repeated when the service takes nothing, and not when the number cannot be reached', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    await hasPhone();
    sms.refuse({ name: 'ThrottlingException' });
    const data = await notification();
    await expect(tell(data)).rejects.toThrow('takes nothing at the moment');
    const [stored] = (await items()).filter(
      ({ notificationId, _et }) => _et === 'notification' && notificationId === data.notificationId,
    );
    expect(stored).not.toHaveProperty('textedAt');
    sms.refuse({ name: 'ConflictException', Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' });
    const { again } = await tell(data);
    await again();
    expect(sms.sentTo(NUMBER)).toHaveLength(2);
    vi.restoreAllMocks();
  });
});
