import { describe, expect, it } from 'vitest';
import {
  closedGates,
  decideRelease,
  decideReleases,
  RELEASE_REASONS,
  type ReleaseFacts,
  reviewEndsAtMs,
  stepText,
} from './release.ts';

const HOUR_MS = 3_600_000;
const LIVE_AT_MS = 1_900_000_000_000;
const ready: ReleaseFacts = {
  nowMs: LIVE_AT_MS + 72 * HOUR_MS,
  hold: { status: 'funded', disputed: false, refusedAtMs: null, heldUntilMs: null, remindedDays: null },
  content: {
    ...{ requiredCount: 2, pendingCount: 0, approvedCount: 2, liveCount: 2 },
    ...{ lastLiveAtMs: LIVE_AT_MS, objectionHours: 72 },
  },
  accountPayable: true,
  secondPersonMissing: false,
  campaignOver: false,
};
const content = (edit: Partial<ReleaseFacts['content']>): ReleaseFacts => ({
  ...ready,
  content: { ...ready.content, ...edit },
});
const hold = (edit: Partial<ReleaseFacts['hold']>, rest: Partial<ReleaseFacts> = {}): ReleaseFacts => ({
  ...ready,
  ...rest,
  hold: { ...ready.hold, ...edit },
});

describe('the gates of a release', () => {
  it('are all open for a delivered, undisputed, payable contract after the silence window', () => {
    expect(closedGates(ready)).toEqual([]);
    expect(decideRelease(ready)).toEqual({ do: 'release' });
  });

  it.each<[string, ReleaseFacts, (typeof RELEASE_REASONS)[number]]>([
    ['one piece is not approved', content({ approvedCount: 1 }), 'content_not_approved'],
    ['one piece is not live', content({ liveCount: 1 }), 'content_not_live'],
    ['the payment is disputed', hold({ disputed: true }), 'dispute_open'],
    ['the account cannot be paid', { ...ready, accountPayable: false }, 'account_not_payable'],
    ['the payment may be fraud', hold({ reviewUntilMs: ready.nowMs + 1 }), 'payment_under_review'],
    [
      'the silence window is open for one more millisecond',
      { ...ready, nowMs: ready.nowMs - 1 },
      'silence_window_open',
    ],
    [
      'a second person is wanted and has not answered',
      { ...ready, secondPersonMissing: true },
      'second_person_missing',
    ],
  ])('stay closed while %s', (_case, facts, reason) => {
    expect(closedGates(facts)).toEqual([reason]);
    expect(decideRelease(facts)).toMatchObject({ do: 'wait', reasons: [reason] });
  });

  it('name every reason at once, in the order of a deal', () => {
    const facts: ReleaseFacts = {
      ...ready,
      nowMs: LIVE_AT_MS,
      hold: { ...ready.hold, disputed: true, reviewUntilMs: LIVE_AT_MS + 1 },
      content: { ...ready.content, approvedCount: 0, liveCount: 0 },
      accountPayable: false,
      secondPersonMissing: true,
    };
    expect(closedGates(facts)).toEqual(RELEASE_REASONS);
  });

  it('wait for an instant only when nothing but the silence window holds the money back', () => {
    const quiet = { ...ready, nowMs: LIVE_AT_MS };
    expect(decideRelease(quiet)).toEqual({ do: 'wait', reasons: ['silence_window_open'], untilMs: ready.nowMs });
    expect(decideRelease({ ...quiet, accountPayable: false })).toMatchObject({ do: 'wait', untilMs: null });
  });

  it.each([24, 72, 336])('wait for exactly the %s hours to object that were agreed on', (objectionHours) => {
    const endsAtMs = LIVE_AT_MS + objectionHours * HOUR_MS;
    const agreed = { ...content({ objectionHours }), nowMs: endsAtMs - 1 };
    expect(decideRelease(agreed)).toEqual({ do: 'wait', reasons: ['silence_window_open'], untilMs: endsAtMs });
    expect(decideRelease({ ...agreed, nowMs: endsAtMs })).toEqual({ do: 'release' });
    const forTwo = { ...agreed, secondPersonMissing: true };
    expect(decideRelease(forTwo)).toMatchObject({ do: 'wait', untilMs: endsAtMs + 7 * 24 * HOUR_MS });
  });

  it('wait for the later of two instants, and try a refused movement again at the one that was named', () => {
    const warned = hold({ reviewUntilMs: ready.nowMs + 5 });
    const quiet = { ...warned, nowMs: LIVE_AT_MS };
    expect(decideRelease(quiet)).toMatchObject({ do: 'wait', untilMs: ready.nowMs + 5 });
    const refused = hold({ refusedAtMs: ready.nowMs - 1, refusedUntilMs: ready.nowMs + 7 });
    expect(decideRelease(refused)).toMatchObject({ do: 'wait', reasons: [], untilMs: ready.nowMs + 7 });
    expect(decideRelease({ ...refused, nowMs: ready.nowMs + 7 })).toEqual({ do: 'release' });
  });

  it('open also after a decision of people only when the payment is no longer looked at', () => {
    const decided = hold({ verdict: 'release', reviewUntilMs: ready.nowMs + 1 });
    expect(closedGates(decided)).toEqual(['payment_under_review']);
    expect(decideRelease({ ...decided, nowMs: ready.nowMs + 1 })).toMatchObject({ do: 'release' });
  });

  it.each([
    [null, 7],
    [30, 7],
    [5, 3],
    [1, 0],
  ])(
    'are closed to a payment that may be fraud for a week, but early enough that it can leave: held for %s more days, %s',
    (heldDays, days) => {
      const heldUntilMs = heldDays === null ? null : ready.nowMs + heldDays * 86_400_000;
      expect(reviewEndsAtMs(ready.nowMs, heldUntilMs) - ready.nowMs).toBe(days * 86_400_000);
    },
  );
});

describe('the wait for a second person', () => {
  const DAY_MS = 24 * HOUR_MS;
  const silenceMs = LIVE_AT_MS + 72 * HOUR_MS;
  const wanted = { ...ready, secondPersonMissing: true };
  const heldUntil = (heldUntilMs: number) => ({ ...wanted, hold: { ...wanted.hold, heldUntilMs, remindedDays: 3 } });

  it.each<[string, ReleaseFacts, number]>([
    ['seven days after the silence window', wanted, silenceMs + 7 * DAY_MS],
    ['long before the provider holds no more', heldUntil(silenceMs + 60 * DAY_MS), silenceMs + 7 * DAY_MS],
    ['early enough for the payout', heldUntil(silenceMs + 5 * DAY_MS), silenceMs + 3 * DAY_MS],
    ['at once when there is no time left', heldUntil(silenceMs + DAY_MS), silenceMs],
  ])('ends %s', (_case, facts, endsAtMs) => {
    expect(decideRelease({ ...facts, nowMs: endsAtMs })).toEqual({ do: 'release', withoutSecondPerson: true });
    const before = { ...facts, nowMs: endsAtMs - 1 };
    expect(closedGates(before)).toContain('second_person_missing');
    expect(decideRelease({ ...before, hold: { ...before.hold, heldUntilMs: facts.hold.heldUntilMs } })).toMatchObject({
      do: 'wait',
      untilMs: endsAtMs,
    });
  });

  it('is over at once when they have approved', () => {
    expect(decideRelease(ready)).toEqual({ do: 'release' });
    expect(decideRelease({ ...wanted, nowMs: silenceMs - 1, secondPersonMissing: false })).toMatchObject({
      reasons: ['silence_window_open'],
      untilMs: silenceMs,
    });
  });
});

describe('the next step of a hold', () => {
  const over = { campaignOver: true };
  const nothing = { pendingCount: 0, approvedCount: 0, liveCount: 0, lastLiveAtMs: null };
  it.each<[string, ReleaseFacts, string]>([
    [
      'finishes a transfer under way even when a gate closed meanwhile',
      hold({ status: 'releasing' }, { accountPayable: false }),
      'release',
    ],
    ['finishes a refund under way', hold({ status: 'refunding' }), 'refund'],
    ['stops when released', hold({ status: 'released' }), 'stop'],
    ['stops when refunded', hold({ status: 'refunded' }), 'stop'],
    ['stops when somebody got out before it was paid', hold({ status: 'cancelled' }), 'stop'],
    ['waits while nothing is paid', hold({ status: 'unfunded' }), 'wait'],
    ['waits while the payer is paying', hold({ status: 'pending' }), 'wait'],
    ['waits while disputed', hold({ status: 'disputed' }), 'wait'],
    ['gives back what an ended campaign never got', { ...content(nothing), ...over }, 'refund'],
    ['waits while the campaign goes on', content(nothing), 'wait'],
    ['waits for a review that may still approve', { ...content({ ...nothing, pendingCount: 1 }), ...over }, 'wait'],
    ['leaves a part delivery to people', { ...content({ ...nothing, approvedCount: 1 }), ...over }, 'wait'],
    [
      'refunds nothing that is disputed',
      { ...content(nothing), ...over, hold: { ...ready.hold, disputed: true } },
      'wait',
    ],
    ['pauses after a refusal', hold({ refusedAtMs: ready.nowMs - HOUR_MS + 1 }), 'wait'],
    ['tries again an hour after a refusal', hold({ refusedAtMs: ready.nowMs - HOUR_MS }), 'release'],
  ])('%s', (_case, facts, expected) => {
    expect(decideRelease(facts).do).toBe(expected);
  });

  it('has a text that changes with the reasons and the instant', () => {
    const texts = [ready, content({ liveCount: 1 }), { ...ready, nowMs: LIVE_AT_MS }, hold({ status: 'released' })].map(
      (facts) => stepText(decideRelease(facts)),
    );
    expect(new Set(texts).size).toBe(4);
  });
});

describe('money that may not be held much longer', () => {
  const DAY_MS = 24 * HOUR_MS;
  const UNTIL_MS = LIVE_AT_MS + 90 * DAY_MS;
  const nothing = { requiredCount: 2, pendingCount: 0, approvedCount: 0, liveCount: 0, lastLiveAtMs: null };
  const at = (daysBefore: number, edit: Partial<ReleaseFacts['hold']> = {}, pieces = {}): ReleaseFacts => ({
    ...ready,
    nowMs: UNTIL_MS - daysBefore * DAY_MS,
    hold: { ...ready.hold, heldUntilMs: UNTIL_MS, ...edit },
    content: { ...ready.content, ...nothing, ...pieces },
  });

  it('is waited for until the next reminder, given, and waited for again', () => {
    expect(decideRelease(at(30))).toMatchObject({ do: 'wait', untilMs: UNTIL_MS - 14 * DAY_MS });
    expect(decideRelease(at(14))).toEqual({ do: 'remind', days: 14 });
    expect(decideRelease(at(14, { remindedDays: 14 }))).toMatchObject({ do: 'wait', untilMs: UNTIL_MS - 3 * DAY_MS });
    expect(decideRelease(at(3, { remindedDays: 14 }))).toEqual({ do: 'remind', days: 3 });
    expect(decideRelease(at(3, { remindedDays: 3 }))).toMatchObject({ do: 'wait', untilMs: UNTIL_MS - DAY_MS });
  });

  it('goes back a day before the end when nothing was handed in, though the campaign goes on', () => {
    expect(decideRelease(at(1.01, { remindedDays: 3 })).do).toBe('wait');
    expect(decideRelease(at(1, { remindedDays: 3 }))).toEqual({ do: 'refund' });
    expect(decideRelease(at(-5, { remindedDays: 3 }))).toEqual({ do: 'refund' });
  });

  it.each([
    ['something waits for review', {}, { pendingCount: 1 }],
    ['something is approved', {}, { approvedCount: 1 }],
    ['the bank disputes the payment', { disputed: true }, {}],
  ])('is left to people when %s', (_case, edit, pieces) => {
    expect(decideRelease(at(0, { remindedDays: 3, ...edit }, pieces)).do).toBe('wait');
  });

  it('is released rather than reminded of, once every gate is open', () => {
    expect(decideRelease({ ...ready, hold: { ...ready.hold, heldUntilMs: ready.nowMs + DAY_MS } })).toEqual({
      do: 'release',
    });
  });
});

describe('what people decided about money', () => {
  const nothing = { approvedCount: 0, liveCount: 0, lastLiveAtMs: null };

  it.each(['release', 'refund'] as const)('is done at once, whatever was delivered: %s', (verdict) => {
    const facts = hold({ verdict }, content(nothing));
    expect(decideRelease(facts)).toEqual({ do: verdict });
    expect(decideRelease({ ...facts, secondPersonMissing: true })).toEqual({ do: verdict });
    expect(decideRelease({ ...facts, campaignOver: true })).toEqual({ do: verdict });
  });

  it('waits for an account that can be paid, and for the bank', () => {
    const facts = hold({ verdict: 'release' }, { ...content(nothing), accountPayable: false, campaignOver: true });
    expect(decideRelease(facts)).toMatchObject({ do: 'wait', reasons: ['account_not_payable'] });
    expect(decideRelease(hold({ verdict: 'refund', disputed: true }))).toMatchObject({ reasons: ['dispute_open'] });
  });
});

describe('content that nobody answers', () => {
  const waiting = content({ approvedCount: 1, liveCount: 1, pendingCount: 1, answerEndsAtMs: LIVE_AT_MS + HOUR_MS });

  it('is approved at the end of the time that was agreed, and the release waits for that instant', () => {
    const before = { ...waiting, nowMs: LIVE_AT_MS + HOUR_MS - 1 };
    expect(decideRelease(before)).toMatchObject({ do: 'wait', untilMs: LIVE_AT_MS + HOUR_MS });
    expect(decideRelease({ ...waiting, nowMs: LIVE_AT_MS + HOUR_MS })).toEqual({ do: 'approve' });
  });

  it('waits for its answer where no time was agreed', () => {
    const facts = content({ approvedCount: 1, liveCount: 1, pendingCount: 1, answerEndsAtMs: null });
    expect(decideRelease(facts)).toMatchObject({ do: 'wait', untilMs: null });
  });
});

describe('money in parts', () => {
  const waits = content({ approvedCount: 0, liveCount: 0, lastLiveAtMs: null });
  const part = (partId: string, facts: ReleaseFacts) => ({ partId, facts });

  it('goes on with the part that is under way, then with the first that is ready', () => {
    expect(decideReleases([part('1', ready), part('2', hold({ status: 'refunding' }))])).toEqual({
      do: 'refund',
      partId: '2',
    });
    expect(decideReleases([part('1', waits), part('2', ready)])).toEqual({ do: 'release', partId: '2' });
    expect(stepText({ do: 'release', partId: '2' })).toBe('release:2');
  });

  it('waits for every reason and the first instant of any part, also for what is not paid in, and stops when all have left', () => {
    const unfunded = hold({ status: 'unfunded' });
    const soon = { ...ready, nowMs: LIVE_AT_MS };
    expect(
      decideReleases([part('1', { ...waits, nowMs: LIVE_AT_MS }), part('2', soon), part('3', unfunded)]),
    ).toMatchObject({
      do: 'wait',
      reasons: ['content_not_approved', 'content_not_live', 'silence_window_open'],
      untilMs: LIVE_AT_MS + 72 * HOUR_MS,
    });
    expect(decideReleases([part('1', hold({ status: 'released' })), part('2', unfunded)])).toMatchObject({
      do: 'wait',
    });
    expect(decideReleases([part('1', hold({ status: 'released' })), part('2', hold({ status: 'refunded' }))])).toEqual({
      do: 'stop',
    });
  });

  it('is told apart from what it was before by any part', () => {
    const [one, other] = [
      decideReleases([part('1', waits), part('2', waits)]),
      decideReleases([part('1', waits), part('2', hold({ status: 'unfunded' }))]),
    ];
    expect(stepText(one)).not.toBe(stepText(other));
  });

  it('without content is for its day: not released before it, and not left over once it has come', () => {
    const due = content({ requiredCount: 0, approvedCount: 0, liveCount: 0, lastLiveAtMs: LIVE_AT_MS });
    expect(decideRelease({ ...due, nowMs: LIVE_AT_MS - 1, campaignOver: true })).toEqual({ do: 'refund' });
    expect(decideRelease({ ...due, nowMs: LIVE_AT_MS, campaignOver: true })).toMatchObject({ do: 'wait' });
    expect(decideRelease({ ...due, nowMs: LIVE_AT_MS + 72 * HOUR_MS })).toEqual({ do: 'release' });
  });
});
