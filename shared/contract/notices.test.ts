import { describe, expect, it } from 'vitest';
import { EVENTS, type EventType } from './events.ts';
import { NOTICES, noticesOf } from './notices.ts';

const types = Object.keys(EVENTS) as EventType[];
const notices = types.flatMap((type) =>
  noticesOf({ type, data: EVENTS[type].sample }).map((notice) => ({ type, notice })),
);

describe('the table of notices', () => {
  it('has a line for every event, or says that it is silent', () => {
    expect(Object.keys(NOTICES).sort()).toEqual([...types].sort());
  });

  it.each(notices)('says something readable of $type: $notice.title', ({ notice }) => {
    expect(notice.title.length).toBeLessThanOrEqual(220);
    expect(notice.title).toMatch(/^\S.*\S$/);
    expect(notice.text).toMatch(/\.$/);
    expect(`${notice.title} ${notice.text}`).not.toMatch(/undefined|null|NaN|\[object|_[0-9A-Z]{26}/);
    if (notice.path !== undefined) expect(notice.path).toMatch(/^\/[^/\\]/);
  });

  it('never tells about telling', () => {
    expect(NOTICES.NotificationCreated).toBe('silent');
  });
});

describe('a payment that arrived', () => {
  it('tells the payers, and every influencer whose money it is that they can start', () => {
    const { sample } = EVENTS.PaymentFunded;
    const influencerIds = [...sample.influencerIds, 'inf_01JD0000000000000000000002'];
    const told = noticesOf({ type: 'PaymentFunded', data: { ...sample, influencerIds } });
    expect(told.flatMap(({ to }) => ('influencerId' in to ? [to.influencerId] : []))).toEqual(influencerIds);
    expect(told.some(({ to }) => 'workspaceId' in to && to.roles.includes('finance'))).toBe(true);
  });
});

describe('the end of a session', () => {
  const data = { userId: 'usr_01JD0000000000000000000001', sessionIds: ['s-1'] };
  it.each([
    ['log_out', []],
    ['reuse', ['A session was ended for your safety']],
    ['password_reset', ['Your password was changed']],
  ] as const)('by %s tells %j', (reason, titles) => {
    const told = noticesOf({ type: 'SessionEnded', data: { ...data, reason } });
    expect(told.map(({ title }) => title)).toEqual(titles);
    expect(told.every(({ mail }) => mail)).toBe(true);
  });
});

describe('a deal', () => {
  const { sample } = EVENTS.OfferCountered;
  it.each([
    ['brand', { influencerId: sample.influencerId }],
    ['influencer', { workspaceId: sample.workspaceId, roles: ['owner', 'manager'] }],
  ] as const)('tells the other side what the %s did', (by, to) => {
    expect(noticesOf({ type: 'OfferCountered', data: { ...sample, by } })).toMatchObject([{ to, mail: true }]);
  });
});

describe('money that may not be held much longer, or went back', () => {
  it.each(['HoldEndingSoon', 'PaymentRefunded'] as const)('%s tells the payers and the influencer by mail', (type) => {
    const told = noticesOf({ type, data: EVENTS[type].sample });
    expect(told.some(({ to }) => 'roles' in to && to.roles.includes('owner') && to.roles.includes('finance'))).toBe(
      true,
    );
    expect(told.some(({ to }) => 'influencerId' in to)).toBe(true);
    expect(told.every(({ mail }) => mail)).toBe(true);
  });

  it('names the day and how long it is until then', () => {
    const [first] = noticesOf({ type: 'HoldEndingSoon', data: EVENTS.HoldEndingSoon.sample });
    expect(first).toMatchObject({
      title: expect.stringContaining('14 more days'),
      text: expect.stringContaining('until 2027-02-18'),
    });
  });
});
