import { describe, expect, it } from 'vitest';
import {
  type LedgerEntry,
  ofMilestone,
  planFunding,
  planPosted,
  planRefund,
  planReserve,
  planVoided,
} from './ledger.ts';
import { openReservationsOf, type PartiedEntry, transactionsOf } from './transactions.ts';

const money = (index: number) => ({
  contractId: `ctr_${index}`,
  influencerId: `inf_${index}`,
  currency: 'EUR' as const,
  priceMinor: 1000 * index,
  feeMinor: 100 * index,
});
const partied = (entry: LedgerEntry, indexes: number[]): PartiedEntry => ({
  ...entry,
  workspaceId: 'wsp_1',
  contractIds: indexes.map((index) => `ctr_${index}`),
  influencerIds: indexes.map((index) => `inf_${index}`),
});
const none = new Set<string>();

describe('transactions', () => {
  it('are one per contract of a payment', () => {
    const entry = partied(planFunding('e', [money(1), money(2)], 50), [1, 2]);
    expect(transactionsOf(entry, none)).toMatchObject([
      { transactionId: 'e-1', type: 'escrow', status: 'held', payerId: 'wsp_1', payeeId: 'inf_1', amountMinor: 1000 },
      { transactionId: 'e-2', type: 'escrow', status: 'held', payerId: 'wsp_1', payeeId: 'inf_2', amountMinor: 2000 },
    ]);
  });

  it('are one per contract whose milestones are paid in together', () => {
    const milestones = [1, 2].map((milestone) => ({ ...money(1), milestone }));
    const entry = partied(planFunding('e', milestones), [1]);
    expect(entry.lines.map(({ milestone }) => milestone)).toEqual([1, 1, 2, 2]);
    expect(transactionsOf(entry, none)).toMatchObject([{ transactionId: 'e', amountMinor: 2000 }]);
  });

  it.each<[string, LedgerEntry, object]>([
    ['a transfer', planPosted('e', money(1)), { type: 'payout', status: 'paid', payeeId: 'inf_1', amountMinor: 900 }],
    [
      'a refund',
      planRefund('e', 'refunded', money(1)),
      { type: 'escrow', status: 'refunded', payeeId: 'wsp_1', amountMinor: 1000 },
    ],
    ['a charge-back', planRefund('e', 'charged_back', money(1)), { status: 'refunded', payerId: 'inf_1' }],
    ['a refund that did not arrive', planRefund('e', 'refund_failed', money(1)), { status: 'failed' }],
  ])('tell of %s', (_case, entry, expected) => {
    expect(transactionsOf(partied(entry, [1]), none)).toMatchObject([expected]);
  });

  it('show a reservation only while it is open', () => {
    const reserved = partied(planReserve('r', money(1)), [1]);
    const voided = partied(planVoided('v', money(1)), [1]);
    expect(transactionsOf(reserved, openReservationsOf([reserved]))).toMatchObject([
      { type: 'payout', status: 'pending', amountMinor: 900 },
    ]);
    expect(openReservationsOf([reserved, voided])).toEqual(none);
    expect(transactionsOf(reserved, none)).toEqual([]);
    expect(transactionsOf(voided, none)).toEqual([]);
  });

  it('show the reservation of one milestone while that of another is posted', () => {
    const of = (milestone: number, { lines, ...entry }: LedgerEntry) =>
      partied({ ...entry, lines: ofMilestone(lines, milestone) }, [1]);
    const reserved = [of(1, planReserve('r1', money(1))), of(2, planReserve('r2', money(1)))];
    expect(openReservationsOf([...reserved, of(1, planPosted('p1', money(1)))])).toEqual(new Set(['r2']));
  });
});
