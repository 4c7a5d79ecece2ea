import { describe, expect, it } from 'vitest';
import { type ChannelLine, choiceFor, type KindChoice, type NoticeWishes, planNotice } from './notice-plan.ts';

const line: ChannelLine = { group: 'deals', says: 'An offer is accepted', mail: 'now', sms: true };
const wishes: NoticeWishes = {
  timezone: 'Europe/Berlin',
  quietHours: { fromHour: 22, untilHour: 7 },
  digest: { hour: 8, weekday: 1 },
};
const DAY = Date.parse('2026-11-20T12:00:00Z');
const NIGHT = Date.parse('2026-11-20T23:30:00Z');
const MORNING = Date.parse('2026-11-21T06:00:00Z');
const plan = (chosen: KindChoice | undefined, nowMs: number, of: ChannelLine = line, inAppOnly?: boolean) =>
  planNotice(of, choiceFor(of, chosen), wishes, { nowMs, inAppOnly });

describe('by which channels a notice goes', () => {
  const night = { occasion: 'quiet', dueAtMs: MORNING };
  it.each<[string, KindChoice | undefined, number, unknown]>([
    ['by itself: in the app and by mail', undefined, DAY, { app: true, mail: 'now', sms: undefined }],
    ['by SMS only for who asked', { sms: true }, DAY, { app: true, mail: 'now', sms: 'now' }],
    ['not in the app', { app: false }, DAY, { app: false, mail: 'now', sms: undefined }],
    ['not by mail', { mail: 'never' }, DAY, { app: true, mail: undefined, sms: undefined }],
    ['by no channel at all', { app: false, mail: 'never' }, DAY, undefined],
    [
      'at night: in the app at once, the rest when it is over',
      { sms: true },
      NIGHT,
      { app: true, mail: night, sms: night },
    ],
    [
      'once a day, whatever the hour is now',
      { mail: 'daily' },
      NIGHT,
      { app: true, mail: { occasion: 'daily', dueAtMs: Date.parse('2026-11-21T07:00:00Z') }, sms: undefined },
    ],
    [
      'once a week',
      { mail: 'weekly' },
      DAY,
      { app: true, mail: { occasion: 'weekly', dueAtMs: Date.parse('2026-11-23T07:00:00Z') }, sms: undefined },
    ],
  ])('%s', (_case, chosen, nowMs, expected) => {
    expect(plan(chosen, nowMs)).toEqual(expected);
  });

  it('what is too small for more is told in the app alone, or not at all', () => {
    expect(plan({ sms: true }, DAY, line, true)).toEqual({ app: true, mail: undefined, sms: undefined });
    expect(plan({ app: false, sms: true }, DAY, line, true)).toBeUndefined();
  });

  it('what cannot be switched off comes whatever was chosen, and what is urgent comes at night', () => {
    const locked: ChannelLine = { ...line, locked: 'security', urgent: true };
    expect(plan({ app: false, mail: 'never', sms: true }, NIGHT, locked)).toEqual({
      app: true,
      mail: 'now',
      sms: 'now',
    });
  });

  it('a kind that is never sent by SMS is not, whatever is stored', () => {
    const { sms: _sms, ...without } = line;
    expect(plan({ sms: true }, DAY, without)?.sms).toBeUndefined();
  });
});
