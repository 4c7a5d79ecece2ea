import { describe, expect, it } from 'vitest';
import { isRefused } from './decision.ts';
import type { ChannelLine } from './notice-plan.ts';
import { type AskedWishes, decideWishes, withoutMails } from './notice-wishes.ts';

const lines = new Map<string, ChannelLine>([
  ['offer', { group: 'deals', says: 'You get an offer', mail: 'now', sms: true }],
  ['live', { group: 'content', says: 'Content goes live', mail: 'never' }],
  ['password', { group: 'security', says: 'Your password is changed', mail: 'now', sms: true, locked: 'security' }],
  ['other', { group: 'team', says: 'Somebody joins', mail: 'now' }],
]);
const shown = new Set(['offer', 'live', 'password']);
const asked = (kinds: AskedWishes['kinds'], more: Partial<AskedWishes> = {}): AskedWishes => ({
  ...{ kinds, quietHours: null, digest: { hour: 8, weekday: 1 } },
  ...more,
});
const decide = (wish: AskedWishes, before = {}) => decideWishes(wish, { lines, shown, before });

describe('choosing what comes how', () => {
  it('keeps only what differs from the table, and what the person was not shown', () => {
    const kinds = [
      { kind: 'offer', app: true, mail: 'daily' as const, sms: false },
      { kind: 'live', app: true, mail: 'never' as const },
      { kind: 'password', app: true, mail: 'now' as const, sms: true },
    ];
    expect(decide(asked(kinds), { other: { mail: 'never' }, live: { mail: 'weekly' } })).toEqual({
      kinds: { other: { mail: 'never' }, offer: { mail: 'daily' }, password: { sms: true } },
      texts: true,
    });
  });

  it.each<[string, AskedWishes, string, RegExp]>([
    ['an unknown kind', asked([{ kind: 'nothing' }]), 'kinds.0.kind', /no kind of notification that you get/],
    ['a kind of the other side', asked([{ kind: 'other' }]), 'kinds.0.kind', /no kind of notification that you get/],
    ['the same kind twice', asked([{ kind: 'offer' }, { kind: 'offer' }]), 'kinds.1.kind', /name each kind once/],
    [
      'no warning in the app',
      asked([{ kind: 'password', app: false }]),
      'kinds.0.app',
      /cannot be switched off: It may be/,
    ],
    ['a warning once a week', asked([{ kind: 'password', mail: 'weekly' }]), 'kinds.0.mail', /always mailed at once/],
    ['an SMS that is never sent', asked([{ kind: 'live', sms: true }]), 'kinds.0.sms', /never sent by SMS/],
    [
      'quiet hours of no time, or of a whole day',
      asked([], { quietHours: { fromHour: 7, untilHour: 7 } }),
      'quietHours.untilHour',
      /another hour/,
    ],
    [
      'a summary in the middle of the night that is to be quiet',
      asked([], { quietHours: { fromHour: 22, untilHour: 9 } }),
      'digest.hour',
      /lies in your quiet hours/,
    ],
  ])('refuses %s', (_case, wish, path, message) => {
    const decided = decide(wish);
    if (!isRefused(decided)) return expect.fail('it was taken');
    expect(decided.issues).toEqual([{ path, message: expect.stringMatching(message) }]);
  });
});

describe('stopping mails', () => {
  it('switches off what can be, keeps the rest of a choice, and says when there is nothing left to stop', () => {
    const off = withoutMails(
      { offer: { sms: true }, other: { app: false } },
      ['offer', 'live', 'password', 'gone'],
      lines,
    );
    expect(off).toEqual({ offer: { sms: true, mail: 'never' }, other: { app: false } });
    expect(withoutMails(off ?? {}, ['offer', 'live', 'password', 'gone'], lines)).toBeUndefined();
  });

  it('leaves nothing behind for what is not mailed by itself', () => {
    expect(withoutMails({ live: { mail: 'weekly' } }, ['live'], lines)).toEqual({});
  });
});
