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

describe('a payout account', () => {
  const wanted = ['individual.verification.document'];
  const say = (data: object) =>
    noticesOf({
      type: 'PayoutAccountChanged',
      data: { influencerId: EVENTS.PayoutAccountChanged.sample.influencerId, ...data },
    });
  it.each<[string, object, RegExp | null]>([
    ['became ready', { status: 'payable', was: 'pending' }, /You can be paid/],
    ['stayed ready', { status: 'payable', was: 'payable', newlyDue: [], requirementsDue: [] }, null],
    [
      'stayed ready, with something wanted by a day',
      {
        status: 'payable',
        was: 'payable',
        newlyDue: wanted,
        requirementsDue: wanted,
        dueAt: '2026-12-04T09:00:00.000Z',
      },
      /by 4 December 2026.*identity document.*after that day nothing can be paid/,
    ],
    [
      'can be paid no more, as a deadline has passed',
      {
        status: 'restricted',
        was: 'payable',
        newlyDue: [],
        requirementsDue: wanted,
        disabledReason: 'requirements.past_due',
      },
      /Payouts to you have stopped.*Give it.*identity document.*stays held/,
    ],
    [
      'can be paid no more, as it is reviewed',
      { status: 'pending', was: 'payable', newlyDue: [], requirementsDue: [], disabledReason: 'under_review' },
      /have stopped.*need not do anything/,
    ],
    ['is checked for the first time', { status: 'pending', was: 'incomplete', disabledReason: null }, null],
    [
      'lacks something',
      { status: 'restricted', was: 'pending', newlyDue: wanted, requirementsDue: wanted },
      /needs more/,
    ],
    [
      'lacks the same as before',
      { status: 'restricted', was: 'restricted', newlyDue: [], requirementsDue: wanted },
      null,
    ],
    ['was closed', { status: 'rejected', was: 'payable', disabledReason: 'rejected.fraud' }, /was closed.*support/],
  ])('that %s says so, and says nothing twice', (_case, data, words) => {
    const said = say({ payable: false, dueAt: null, ...data });
    if (words === null) return expect(said).toEqual([]);
    expect(said).toMatchObject([{ path: '/payout-account' }]);
    expect(`${said[0]?.title} ${said[0]?.text}`).toMatch(words);
  });
});

describe('a payout that the bank did not take', () => {
  const { sample } = EVENTS.BankPayoutChanged;
  it('says how much, why, what to do and that the money is safe; one that arrived says nothing', () => {
    const [back] = noticesOf({ type: 'BankPayoutChanged', data: sample });
    expect(`${back?.title} ${back?.text}`).toMatch(/900.*came back.*has been closed.*another bank account.*sent again/);
    const [never] = noticesOf({ type: 'BankPayoutChanged', data: { ...sample, returned: false } });
    expect(never?.title).toMatch(/did not reach your bank/);
    expect(noticesOf({ type: 'BankPayoutChanged', data: { ...sample, status: 'paid' } })).toEqual([]);
  });
});

describe('an account that was opened', () => {
  const userId = 'usr_01JD0000000000000000000001';
  it.each([
    [{ workspaceId: 'wsp_01JD0000000000000000000001' }, '/brand'],
    [{ influencerId: 'inf_01JD0000000000000000000001' }, '/profile'],
    [{}, '/'],
  ])('of %j begins at %s, which its person may see', (of, path) => {
    expect(noticesOf({ type: 'AccountOpened', data: { userId, ...of } })).toMatchObject([{ path }]);
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
  });
});

describe('a deal', () => {
  const { sample } = EVENTS.OfferCountered;
  it.each([
    ['brand', { influencerId: sample.influencerId }],
    ['influencer', { workspaceId: sample.workspaceId, roles: ['owner', 'manager'] }],
  ] as const)('tells the other side what the %s did', (by, to) => {
    expect(noticesOf({ type: 'OfferCountered', data: { ...sample, by } })).toMatchObject([{ to }]);
  });
});

describe('money that may not be held much longer, or went back', () => {
  it.each(['HoldEndingSoon', 'PaymentRefunded'] as const)('%s tells the payers and the influencer', (type) => {
    const told = noticesOf({ type, data: EVENTS[type].sample });
    expect(told.some(({ to }) => 'roles' in to && to.roles.includes('owner') && to.roles.includes('finance'))).toBe(
      true,
    );
    expect(told.some(({ to }) => 'influencerId' in to)).toBe(true);
  });

  it('names the day and how long it is until then', () => {
    const [first] = noticesOf({ type: 'HoldEndingSoon', data: EVENTS.HoldEndingSoon.sample });
    expect(first).toMatchObject({
      title: expect.stringContaining('14 more days'),
      text: expect.stringContaining('until 18 February 2027'),
    });
  });
});
