import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOLD_STATUSES, type HoldStatus } from './contract.ts';
import { isRefused } from './decision.ts';
import {
  ANSWER_DAYS,
  APPEAL_DAYS,
  type At,
  DISCUSSION_DAYS,
  type Disputable,
  type Dispute,
  type DisputeEntry,
  decideAcceptance,
  decideAppeal,
  decideEvidence,
  decideOpen,
  decideProposal,
  decideResolution,
  decideWaiver,
  decideWithdrawal,
  type Entered,
  final,
  firstBrokenEntry,
  handedToStaff,
  MOST_ENTRIES,
  nextDisputeStep,
  overtaken,
  turnOf,
  turnText,
  whyNotDivided,
} from './dispute.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START_MS = Date.UTC(2026, 10, 20, 9);
const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const isoOf = (ms: number) => new Date(ms).toISOString();
const at = (nowMs = START_MS): At => ({ nowMs, nowIso: isoOf(nowMs), isoOf, hash });

const deal = (status: HoldStatus = 'funded', inDispute: number[] = []): Disputable => ({
  ...{ workspaceId: 'wsp_1', campaignId: 'cmp_1', campaignTitle: 'Spring serum', contractId: 'ctr_1' },
  ...{ influencerId: 'inf_1', influencerName: 'Mara', brandName: 'Glow Labs' },
  money: {
    ...{ status, currency: 'USD' as const, inDispute },
    lots: status === 'funded' ? [{ milestone: 1, priceMinor: 100_000, feeMinor: 10_000 }] : [],
  },
});
const brand = { by: 'brand' as const, userId: 'usr_brand', text: 'This is not what we agreed on.' };
const influencer = { by: 'influencer' as const, userId: 'usr_influencer', text: 'It is; see the brief.' };
const asked = {
  ...{ disputeId: 'dsp_1', side: 'brand' as const, reason: 'not_as_agreed' as const, said: brand },
  claim: { influencerMinor: 0, brandMinor: 100_000 },
};

function done<T extends object>(decided: T): Exclude<T, { refused: string }> {
  expect(decided).not.toHaveProperty('refused');
  return decided as Exclude<T, { refused: string }>;
}
const stored = ({ dispute }: Pick<Entered, 'dispute'>, version = 1): Dispute => ({ ...dispute, version });
const opened = () => stored(done(decideOpen(deal(), asked, at())));
const answered = () => stored(done(decideEvidence(opened(), influencer, at())), 2);

describe('opening a dispute', () => {
  it('freezes all that is held and gives the other side time to answer', () => {
    const { dispute, entry } = done(decideOpen(deal(), asked, at()));
    expect(dispute).toMatchObject({
      ...{ phase: 'awaiting_answer', openedBy: 'brand', amountMinor: 100_000, entryCount: 1, lastHash: entry.hash },
      dueAt: isoOf(START_MS + ANSWER_DAYS * DAY_MS),
    });
    expect(entry).toMatchObject({ number: 1, subject: 'claim', by: 'brand', previousHash: '', division: asked.claim });
  });

  const REFUSED: Partial<Record<HoldStatus, string>> = {
    unfunded: 'contract_not_funded',
    pending: 'contract_not_funded',
    releasing: 'money_is_moving',
    refunding: 'money_is_moving',
    released: 'already_released',
    refunded: 'already_released',
    disputed: 'dispute_open_already',
    cancelled: 'contract_cancelled',
  };
  it.each(HOLD_STATUSES.map((status) => [status, REFUSED[status]]))('about money that is %s: %s', (status, code) => {
    const decided = decideOpen(deal(status as HoldStatus), asked, at());
    expect(isRefused(decided) ? decided.refused : undefined).toBe(code);
  });

  it('tells a dispute of the two sides from one of the bank', () => {
    expect(decideOpen(deal('disputed', [1]), asked, at())).toMatchObject({ detail: expect.stringContaining('open') });
    expect(decideOpen(deal('disputed'), asked, at())).toMatchObject({ detail: expect.stringContaining('bank') });
  });

  it('about one milestone, of what is held for it', () => {
    const several = deal();
    const lots = [1, 2, 2].map((milestone) => ({ milestone, priceMinor: 30_000, feeMinor: 3000 }));
    const of = { ...several, money: { ...several.money, lots } };
    const claim = { influencerMinor: 60_000, brandMinor: 0 };
    expect(done(decideOpen(of, { ...asked, milestone: 2, claim }, at())).dispute).toMatchObject({
      ...{ milestone: 2, amountMinor: 60_000, lots: lots.slice(1) },
    });
    expect(decideOpen(of, { ...asked, milestone: 3, claim }, at())).toMatchObject({ refused: 'milestone_not_held' });
    // What is in dispute already is argued about there; the others are free to be disputed as well.
    const second = { ...of, money: { ...of.money, inDispute: [3] } };
    expect(decideOpen(second, { ...asked, milestone: 3, claim }, at())).toMatchObject({
      refused: 'dispute_open_already',
    });
    done(decideOpen(second, { ...asked, milestone: 2, claim }, at()));
  });

  it('takes no reason that only the other side can have', () => {
    expect(decideOpen(deal(), { ...asked, reason: 'not_reviewed' }, at())).toMatchObject({
      refused: 'reason_not_of_this_side',
    });
    done(decideOpen(deal(), { ...asked, reason: 'other' }, at()));
  });

  it('takes exactly those claims whose parts are all that is held, and none below zero', () => {
    const of = { amountMinor: 100, currency: 'USD' as const, lots: [] };
    fc.assert(
      fc.property(
        fc.integer({ min: -5, max: 105 }),
        fc.integer({ min: -5, max: 105 }),
        (influencerMinor, brandMinor) => {
          const isDivision = influencerMinor >= 0 && brandMinor >= 0 && influencerMinor + brandMinor === 100;
          expect(whyNotDivided({ influencerMinor, brandMinor }, of) === undefined).toBe(isDivision);
        },
      ),
    );
    expect(whyNotDivided({ influencerMinor: 50.5, brandMinor: 49.5 }, of)).toBeDefined();
    // The last digit of a Kuwaiti dinar must be zero.
    const dinar = { amountMinor: 5120, currency: 'KWD' as const, lots: [] };
    expect(whyNotDivided({ influencerMinor: 5115, brandMinor: 5 }, dinar)).toBeDefined();
    expect(whyNotDivided({ influencerMinor: 5110, brandMinor: 10 }, dinar)).toBeUndefined();
    expect(decideOpen(deal(), { ...asked, claim: { influencerMinor: 1, brandMinor: 100_000 } }, at())).toMatchObject({
      refused: 'parts_do_not_add_up',
    });
  });

  it('divides no milestone into less than can be moved: such a part could come to nothing in another currency', () => {
    const lots = [1, 2].map((milestone) => ({ milestone, priceMinor: 10_000, feeMinor: 1000 }));
    const of = { amountMinor: 20_000, currency: 'USD' as const, lots };
    const wrongAt = (influencerMinor: number) =>
      whyNotDivided({ influencerMinor, brandMinor: 20_000 - influencerMinor }, of);
    for (const minor of [0, 50, 9950, 10_000, 10_050, 19_950, 20_000])
      expect(wrongAt(minor), `${minor}`).toBeUndefined();
    for (const minor of [1, 49, 9951, 9999, 10_001, 10_049, 19_951, 19_999])
      expect(wrongAt(minor), `${minor}`).toMatchObject({ refused: 'amount_too_small' });
    expect(wrongAt(10_001)?.detail?.replaceAll('\u00a0', ' ')).toBe(
      'USD 0.01 of the USD 100.00 of milestone 2 would go to the influencer: give each side at least USD 0.50 of it, or all of it to one.',
    );
  });
});

describe('what both sides say', () => {
  it('is evidence of the side that opened, and an answer of the other, which begins the time of both', () => {
    const more = done(decideEvidence(opened(), brand, at(START_MS + DAY_MS)));
    expect([more.entry.subject, more.dispute.phase]).toEqual(['evidence', 'awaiting_answer']);
    const answer = done(decideEvidence(opened(), influencer, at(START_MS + DAY_MS)));
    expect(answer).toMatchObject({
      entry: { subject: 'answer' },
      dispute: { phase: 'discussion', dueAt: isoOf(START_MS + (1 + DISCUSSION_DAYS) * DAY_MS), remindedHours: null },
    });
    expect(done(decideEvidence(stored(answer), influencer, at(START_MS + DAY_MS))).entry.subject).toBe('evidence');
  });

  it.each(['awaiting_answer', 'discussion'] as const)(
    'is taken until the last millisecond of %s, and not after',
    (phase) => {
      const dispute = phase === 'awaiting_answer' ? opened() : answered();
      const dueMs = Date.parse(dispute.dueAt ?? '');
      done(decideEvidence(dispute, influencer, at(dueMs - 1)));
      expect(decideEvidence(dispute, influencer, at(dueMs))).toMatchObject({ refused: 'dispute_deadline_passed' });
      expect(decideEvidence(handedToStaff(dispute, at(dueMs)) as Dispute, brand, at(dueMs))).toMatchObject({
        refused: 'dispute_deadline_passed',
      });
    },
  );

  it('is a chain of hashes: whatever is changed, left out or put in is found', () => {
    const entries: DisputeEntry[] = [];
    let dispute = opened();
    const first = done(decideOpen(deal(), asked, at()));
    entries.push(first.entry);
    for (const said of [influencer, brand, influencer]) {
      const entered = done(decideEvidence(dispute, said, at()));
      entries.push(entered.entry);
      dispute = stored(entered);
    }
    expect(firstBrokenEntry(entries, hash)).toBeUndefined();
    expect(dispute.lastHash).toBe(entries.at(-1)?.hash);
    const changed = entries.map((entry, index) => (index === 2 ? { ...entry, text: 'Something else.' } : entry));
    expect(firstBrokenEntry(changed, hash)).toBe(3);
    expect(firstBrokenEntry(entries.toSpliced(1, 1), hash)).toBe(2);
    expect(firstBrokenEntry([...entries, entries[3] as DisputeEntry], hash)).toBe(5);
  });

  it('ends at a number of entries that leaves room for a proposal and its end', () => {
    const full = { ...answered(), entryCount: MOST_ENTRIES - 8 };
    expect(decideEvidence(full, brand, at())).toMatchObject({ refused: 'too_many_entries' });
    const division = { influencerMinor: 50_000, brandMinor: 50_000 };
    const proposed = stored(done(decideProposal(full, { ...brand, division }, at())));
    expect(decideProposal(proposed, { ...brand, division }, at())).toMatchObject({ refused: 'too_many_entries' });
    const ended = done(
      decideAcceptance(proposed, { entryNumber: MOST_ENTRIES - 7, by: 'influencer', userId: 'usr_influencer' }, at()),
    );
    expect(ended.dispute.entryCount).toBeLessThanOrEqual(MOST_ENTRIES);
  });
});

describe('a settlement', () => {
  const division = { influencerMinor: 60_000, brandMinor: 40_000 };
  const proposed = () => stored(done(decideProposal(answered(), { ...brand, division }, at())), 3);
  const accept = (dispute: Dispute, by: 'brand' | 'influencer', entryNumber = 3) =>
    decideAcceptance(dispute, { entryNumber, by, userId: 'usr_x' }, at());

  it('is what the other side accepts', () => {
    const { dispute, entry } = done(accept(proposed(), 'influencer'));
    expect(entry).toMatchObject({ subject: 'acceptance', by: 'influencer', division });
    expect(dispute).toMatchObject({
      ...{ phase: 'closed', dueAt: null, closedAt: isoOf(START_MS) },
      outcome: { ...division, result: 'split', by: 'agreement' },
    });
  });

  it('is not accepted by who proposed it, nor when another one took its place, nor twice', () => {
    expect(accept(proposed(), 'brand')).toMatchObject({ refused: 'proposal_is_own' });
    const newer = stored(done(decideProposal(proposed(), { ...influencer, division }, at())));
    expect(accept(newer, 'influencer')).toMatchObject({ refused: 'proposal_not_there' });
    expect(accept(answered(), 'influencer')).toMatchObject({ refused: 'proposal_not_there' });
    expect(accept(stored(done(accept(proposed(), 'influencer'))), 'influencer')).toMatchObject({
      refused: 'dispute_closed',
    });
  });

  it('may still be found while staff decides', () => {
    const late = handedToStaff(proposed(), at()) as Dispute;
    expect(done(accept(late, 'influencer')).dispute.outcome?.by).toBe('agreement');
  });

  it.each([
    ['release', { influencerMinor: 100_000, brandMinor: 0 }],
    ['refund', { influencerMinor: 0, brandMinor: 100_000 }],
    ['split', division],
  ])('can be a %s', (result, parts) => {
    const dispute = stored(done(decideProposal(answered(), { ...brand, division: parts }, at())));
    expect(done(accept(dispute, 'influencer')).dispute.outcome).toMatchObject({ ...parts, result });
  });
});

describe('the end of a dispute', () => {
  const division = { influencerMinor: 100_000, brandMinor: 0 };
  const decision = { division, reason: 'The content is as agreed.', userId: 'usr_staff' };

  it('is decided by staff only when the time of both sides is over, and only about all that is held', () => {
    const dispute = answered();
    const dueMs = Date.parse(dispute.dueAt ?? '');
    expect(decideResolution(dispute, decision, at(dueMs - 1))).toMatchObject({ refused: 'dispute_not_with_staff' });
    expect(done(decideResolution(dispute, decision, at(dueMs))).dispute).toMatchObject({
      ...{ phase: 'decided', outcome: null, dueAt: isoOf(dueMs + APPEAL_DAYS * DAY_MS) },
    });
    const waiting = handedToStaff(dispute, at(dueMs)) as Dispute;
    expect(done(decideResolution(waiting, decision, at(dueMs)))).toMatchObject({
      entry: { subject: 'decision', by: 'staff', text: decision.reason },
      dispute: { outcome: null, decision: { ...division, reason: decision.reason } },
    });
    expect(
      decideResolution(waiting, { ...decision, division: { influencerMinor: 99_999, brandMinor: 0 } }, at(dueMs)),
    ).toMatchObject({ refused: 'parts_do_not_add_up' });
  });

  it('moves money only by a decision that is final: accepted by both, or appealed against by nobody in time, or made by a second person', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('pass' as const), hours: fc.integer({ min: 1, max: 100 }) }),
      fc.record({
        do: fc.constantFrom('appeal' as const, 'waive' as const),
        by: fc.constantFrom('brand' as const, 'influencer' as const),
      }),
      fc.record({ do: fc.constant('resolve' as const), userId: fc.constantFrom('usr_1', 'usr_2') }),
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 4, maxLength: 25 }), (steps) => {
        let [dispute, nowMs] = [opened(), START_MS];
        const said: { subject: string; by: string; userId: string; atMs: number }[] = [];
        const enter = (decided: ReturnType<typeof decideAppeal> | ReturnType<typeof decideResolution>) => {
          if (isRefused(decided)) return;
          const { subject, by, userId } = decided.entry;
          said.push({ subject, by, userId, atMs: nowMs });
          dispute = stored(decided, dispute.version + 1);
        };
        for (const one of steps) {
          if (one.do === 'pass') nowMs += one.hours * HOUR_MS;
          const clock = {
            phase: dispute.phase,
            dueAtMs: dispute.dueAt ? Date.parse(dispute.dueAt) : null,
            remindedHours: 24,
          };
          const due = nextDisputeStep(clock, true, nowMs);
          if (due.do === 'hand_over') dispute = handedToStaff(dispute, at(nowMs)) as Dispute;
          if (due.do === 'finish') dispute = final(dispute, at(nowMs)) as Dispute;
          const division = { influencerMinor: 1000, brandMinor: 99_000 };
          if (one.do === 'resolve')
            enter(decideResolution(dispute, { division, reason: 'Half of it.', userId: one.userId }, at(nowMs)));
          if (one.do === 'appeal') enter(decideAppeal(dispute, { ...brand, by: one.by }, at(nowMs)));
          if (one.do === 'waive') enter(decideWaiver(dispute, { by: one.by, userId: 'usr_x' }, at(nowMs)));
        }
        const of = (subject: string) => said.filter((entry) => entry.subject === subject);
        const [first, second] = of('decision');
        expect(of('appeal').length).toBeLessThan(2);
        if (!dispute.outcome) return;
        const isWaived = new Set(of('waiver').map(({ by }) => by)).size === 2;
        const isOver = first !== undefined && nowMs >= first.atMs + APPEAL_DAYS * DAY_MS;
        if (of('appeal').length === 0) expect(first !== undefined && (isWaived || isOver)).toBe(true);
        else expect(second !== undefined && second.userId !== first?.userId).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is with who opened it, and with nobody else, to take it back', () => {
    expect(decideWithdrawal(opened(), influencer, at())).toMatchObject({ refused: 'not_your_request' });
    const { dispute } = done(decideWithdrawal(opened(), brand, at()));
    expect(dispute.outcome).toMatchObject({ result: 'withdrawn', by: 'opener' });
    for (const again of [
      decideWithdrawal(stored({ dispute }), brand, at()),
      decideEvidence(stored({ dispute }), influencer, at()),
      decideProposal(stored({ dispute }), { ...brand, division }, at()),
      decideResolution(stored({ dispute }), decision, at()),
    ])
      expect(again).toMatchObject({ refused: 'dispute_closed' });
  });
});

describe('the clock of a dispute', () => {
  const clock = (edit: Partial<Parameters<typeof nextDisputeStep>[0]> = {}) => ({
    ...{ phase: 'discussion' as const, dueAtMs: START_MS + 5 * DAY_MS, remindedHours: null },
    ...edit,
  });
  const due = START_MS + 5 * DAY_MS;

  it.each([
    ['waits for the first reminder', START_MS, {}, { do: 'wait', untilMs: due - 48 * HOUR_MS }],
    ['reminds two days before', due - 48 * HOUR_MS, {}, { do: 'remind', hours: 48 }],
    [
      'waits for the second one',
      due - 48 * HOUR_MS,
      { remindedHours: 48 },
      { do: 'wait', untilMs: due - 24 * HOUR_MS },
    ],
    ['reminds one day before', due - 24 * HOUR_MS, { remindedHours: 48 }, { do: 'remind', hours: 24 }],
    ['catches up on nothing that was missed', due - HOUR_MS, {}, { do: 'remind', hours: 24 }],
    ['waits for the end', due - HOUR_MS, { remindedHours: 24 }, { do: 'wait', untilMs: due }],
    ['hands over at the end', due, { remindedHours: 24 }, { do: 'hand_over' }],
    ['waits for staff', due, { phase: 'with_staff', dueAtMs: null }, { do: 'wait', untilMs: null }],
    ['has nothing to do once it is over', due, { phase: 'closed', dueAtMs: null }, { do: 'wait', untilMs: null }],
  ] as const)('%s', (_case, nowMs, edit, step) => {
    expect(nextDisputeStep(clock(edit), true, nowMs)).toEqual(step);
  });

  it('ends a dispute whose money went another way', () => {
    expect(nextDisputeStep(clock(), false, START_MS)).toEqual({ do: 'overtake' });
    expect(overtaken(answered(), at())).toMatchObject({
      phase: 'closed',
      outcome: { result: 'overtaken', by: 'provider' },
    });
  });

  it('is looked at before the release, which waits for it as well', () => {
    const wait = { do: 'wait' as const, reasons: [], untilMs: START_MS + DAY_MS };
    expect(turnOf(wait, undefined)).toEqual(wait);
    expect(turnOf({ do: 'release' }, { do: 'wait', untilMs: null })).toEqual({ do: 'release' });
    expect(turnOf({ do: 'stop' }, { do: 'overtake' })).toEqual({ do: 'dispute', what: 'overtake' });
    expect(turnOf(wait, { do: 'wait', untilMs: START_MS + HOUR_MS })).toMatchObject({ untilMs: START_MS + HOUR_MS });
    expect(turnOf({ ...wait, untilMs: null }, { do: 'wait', untilMs: null })).toMatchObject({ untilMs: null });
    expect(turnText(turnOf(wait, { do: 'remind', hours: 24 }))).toBe('dispute:remind:24');
  });
});
