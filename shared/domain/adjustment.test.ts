import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ADJUSTABLE,
  type AdjustmentLine,
  decideExplains,
  decideMayAnswer,
  decideMayWithdraw,
  movesOf,
  outcomeWith,
  planAdjustment,
  remainingOf,
  reversed,
  stateAt,
} from './adjustment.ts';
import { isRefused } from './decision.ts';

const WSP = 'wsp_1';
const IDS = ['ent_1', 'ent_2', 'ent_3', 'ent_4', 'ent_5', 'ent_6'];
const line = (account: AdjustmentLine['account'], amountMinor: number, currency: 'USD' | 'EUR' = 'USD') => ({
  ...{ account, amountMinor, currency },
});
const side = (amountMinor: number, feeMinor = 0, currency: 'USD' | 'EUR' = 'USD') => ({
  ...{ amountMinor, feeMinor, currency },
});

function planned(lines: AdjustmentLine[]) {
  const entries = planAdjustment(lines, WSP, IDS);
  if (isRefused(entries)) throw new Error(entries.detail);
  return entries;
}

describe('lines of an adjustment', () => {
  it('come to one balanced entry per currency, credit being that of the workspace', () => {
    const entries = planned([
      line('clearing', 100),
      line('fx', -100),
      line('clearing', -90, 'EUR'),
      line('credit', 90, 'EUR'),
    ]);
    expect(entries.map(({ currency, kind, lines }) => [currency, kind, lines.map(({ account }) => account)])).toEqual([
      ['USD', 'adjustment', ['clearing', 'fx']],
      ['EUR', 'adjustment', ['clearing', 'credit:wsp_1']],
    ]);
  });

  it.each([
    ['do not add up', [line('clearing', 100), line('losses', -99)], 'add up to 1 '],
    ['add up only over two currencies', [line('clearing', 100), line('losses', -100, 'EUR')], 'add up to 100 '],
  ])('are refused when they %s', (_what, lines, said) => {
    expect(planAdjustment(lines, WSP, IDS)).toMatchObject({
      refused: 'adjustment_unbalanced',
      detail: expect.stringContaining(said),
    });
  });

  it.each<
    [string, { provider: ReturnType<typeof side> | null; ledger: ReturnType<typeof side> | null }, AdjustmentLine[]]
  >([
    [
      'money that no entry knows',
      { provider: side(7000, 233), ledger: null },
      [line('clearing', -6767), line('providerFees', -233), line('credit', 7000)],
    ],
    [
      'an entry that the provider does not know',
      { provider: null, ledger: side(7000) },
      [line('clearing', 7000), line('losses', -7000)],
    ],
    ['another amount', { provider: side(900), ledger: side(1000) }, [line('clearing', 100), line('losses', -100)]],
    [
      'another fee',
      { provider: side(900, 320), ledger: side(900, 319) },
      [line('providerFees', -1), line('clearing', 1)],
    ],
    [
      'another currency',
      { provider: side(900, 0, 'EUR'), ledger: side(1000) },
      [line('clearing', 1000), line('fx', -1000), line('clearing', -900, 'EUR'), line('fx', 900, 'EUR')],
    ],
  ])('explain %s when they make up for exactly that, and not one minor unit more', (_what, found, lines) => {
    expect(isRefused(decideExplains(found, movesOf(planned(lines))))).toBe(false);
    const [first, second, ...rest] = lines;
    if (!first || !second) throw new Error('two lines at least');
    const more = [
      { ...first, amountMinor: first.amountMinor - 1 },
      { ...second, amountMinor: second.amountMinor + 1 },
      ...rest,
    ];
    expect(decideExplains(found, movesOf(planned(more)))).toMatchObject({ refused: 'adjustment_does_not_explain' });
  });

  it('leave what differs as it was once they are reversed, whatever they are', () => {
    const amounts = fc.array(fc.tuple(fc.constantFrom(...ADJUSTABLE), fc.integer({ min: 1, max: 1e6 })), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(amounts, fc.integer({ min: -1e6, max: 1e6 }), (parts, differs) => {
        const lines = [
          ...parts.map(([account, amountMinor]) => line(account, amountMinor)),
          line('losses', -parts.reduce((total, [, amountMinor]) => total + amountMinor, 0)),
        ];
        const found = { provider: side(differs), ledger: null };
        const both = [...movesOf(planned(lines)), ...movesOf(planned(reversed(lines)))];
        expect(remainingOf(found, both)).toEqual(remainingOf(found, []));
      }),
    );
  });
});

describe('what is said of a difference with an adjustment', () => {
  const missing = {
    outcome: 'unexplained' as const,
    explanation: 'No entry says so.',
    provider: side(70),
    ledger: null,
  };
  const standing = [{ adjustmentId: 'adj_1', entryIds: ['ent_1'], moves: [side(70)] }];

  it('counts as explained by the entry', () => {
    expect(outcomeWith(missing, standing)).toEqual({
      outcome: 'explained',
      explanation: 'No entry says so. Made up for by ent_1, which two people stand behind.',
    });
  });

  it('is unexplained again when the missing webhook came after all', () => {
    const later = { ...missing, outcome: 'matched' as const, explanation: '', ledger: side(70) };
    expect(outcomeWith(later, standing)).toMatchObject({
      outcome: 'unexplained',
      explanation: expect.stringContaining('reverse ent_1'),
    });
    expect(outcomeWith(later, [])).toEqual({ outcome: 'explained', explanation: 'Both sides agree by now.' });
  });
});

describe('who answers an adjustment', () => {
  const proposed = { state: 'proposed' as const, proposedBy: { userId: 'usr_1', mailbox: 'a@x' }, expiresAtMs: 100 };

  it.each([
    ['somebody else', { userId: 'usr_2', mailbox: 'b@x' }, undefined],
    ['who proposed it', { userId: 'usr_1', mailbox: 'a@x' }, 'same_person'],
    ['another account with the same mailbox', { userId: 'usr_2', mailbox: 'a@x' }, 'same_person'],
  ])('%s', (_who, answerer, refused) => {
    expect(decideMayAnswer(proposed, answerer, 99)).toMatchObject(refused ? { refused } : { mayAnswer: true });
  });

  it('nobody once its time is over, or once it was answered', () => {
    const other = { userId: 'usr_2' };
    expect(stateAt(proposed, 100)).toBe('expired');
    expect(decideMayAnswer(proposed, other, 100)).toMatchObject({ refused: 'adjustment_closed' });
    for (const state of ['posted', 'declined', 'withdrawn'] as const) {
      expect(stateAt({ ...proposed, state }, 100)).toBe(state);
      expect(decideMayAnswer({ ...proposed, state }, other, 1)).toMatchObject({ refused: 'adjustment_closed' });
      expect(decideMayWithdraw({ ...proposed, state }, 'usr_1', 1)).toMatchObject({ refused: 'adjustment_closed' });
    }
  });

  it('only who proposed it takes it back', () => {
    expect(decideMayWithdraw(proposed, 'usr_1', 1)).toEqual({ mayWithdraw: true });
    expect(decideMayWithdraw(proposed, 'usr_2', 1)).toMatchObject({ refused: 'not_your_request' });
  });
});
