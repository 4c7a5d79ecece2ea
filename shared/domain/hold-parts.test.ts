import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HoldStatus } from './contract.ts';
import { isRefused } from './decision.ts';
import {
  cutPart,
  editParts,
  foldPart,
  milestoneOf,
  type PartOf,
  partIdOf,
  partsOf,
  partsOfPayment,
  splitOver,
  statusOfParts,
} from './hold-parts.ts';
import {
  type LedgerEntry,
  planChargeBack,
  planFunding,
  planPosted,
  planRefund,
  planReserve,
  planVoided,
} from './ledger.ts';
import { decideRefund } from './payment.ts';
import { residualsOf, type ShownHold } from './residuals.ts';

interface Hold extends ShownHold {
  version: number;
}

/** A hold of 100,000 minor units in one part, or in as many milestones as there are prices. */
function hold(status: HoldStatus = 'unfunded', prices?: readonly number[]): Hold {
  const priceMinor = prices?.reduce((total, price) => total + price, 0) ?? 100_000;
  const feeMinor = Math.floor(priceMinor / 10);
  const fees = prices && splitOver(feeMinor, 'USD', prices);
  const parts = prices?.map((price, index) => [
    String(index + 1),
    { milestone: index + 1, priceMinor: price, feeMinor: fees?.[index] ?? 0, status, paymentId: 'pay_1' },
  ]);
  return {
    ...{
      contractId: 'ctr_1',
      influencerId: 'inf_1',
      currency: 'USD',
      priceMinor,
      feeMinor,
      status,
      paymentId: 'pay_1',
    },
    ...(parts ? { parts: Object.fromEntries(parts) } : {}),
    version: 1,
  };
}

const amountsOf = (of: Hold) =>
  partsOf(of).map((part) => [partIdOf(part), part.priceMinor, part.feeMinor, part.status]);

describe('a hold in parts', () => {
  it('is its only part where it has none', () => {
    const one = hold('funded');
    expect(partsOf(one)).toEqual([one]);
    expect(partIdOf(one)).toBe('1');
    expect(foldPart({ ...one, status: 'releasing' })).toEqual({ ...one, status: 'releasing' });
  });

  it('lists its parts by milestone, each as if it were a hold', () => {
    const several = hold(
      'funded',
      Array.from({ length: 11 }, () => 1000),
    );
    expect(partsOf(several).map(milestoneOf)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(partsOf(several)[0]).toMatchObject({ contractId: 'ctr_1', priceMinor: 1000, feeMinor: 100, version: 1 });
    expect(partsOf(several)[0]).not.toHaveProperty('parts');
  });

  it('says of itself what its parts say together', () => {
    const before = hold('unfunded', [60_000, 40_000]);
    const after = editParts(before, (part) =>
      milestoneOf(part) === 1 ? { status: 'funded', heldUntil: '2027-01-01T00:00:00.000Z' } : undefined,
    );
    expect(after).toMatchObject({ status: 'funded', priceMinor: 100_000, heldUntil: '2027-01-01T00:00:00.000Z' });
    expect(after.parts?.['2']).toMatchObject({ status: 'unfunded', priceMinor: 40_000 });
    expect(editParts(after, () => undefined)).toBe(after);
  });

  it.each<[HoldStatus[], HoldStatus]>([
    [['released', 'released'], 'released'],
    [['released', 'refunded'], 'released'],
    [['refunded', 'refunded'], 'refunded'],
    [['released', 'unfunded'], 'unfunded'],
    [['unfunded', 'funded'], 'funded'],
    [['funded', 'releasing'], 'releasing'],
    [['refunding', 'disputed'], 'refunding'],
    [['disputed', 'funded'], 'funded'],
    [['disputed', 'pending', 'unfunded', 'released'], 'disputed'],
    [['pending', 'unfunded', 'released'], 'pending'],
  ])('%j is %s', (statuses, whole) => {
    expect(statusOfParts(statuses)).toBe(whole);
  });

  it('knows which parts a payment pays in', () => {
    const several = hold('unfunded', [60_000, 40_000]);
    const paid = editParts(several, (part) => (milestoneOf(part) === 2 ? { paymentId: 'pay_2' } : undefined));
    expect(partsOfPayment(paid, 'pay_2').map(partIdOf)).toEqual(['2']);
    expect(partsOfPayment(paid, 'pay_1').map(partIdOf)).toEqual(['1']);
  });
});

describe('cutting a part', () => {
  it('shares price and fee between two parts of the same milestone', () => {
    const cut = cutPart(hold('disputed'), '1', 33_333);
    if (isRefused(cut)) throw new Error(cut.refused);
    expect(cut.restId).toBe('1-2');
    expect(amountsOf(cut.hold)).toEqual([
      ['1', 33_333, 3333, 'disputed'],
      ['1-2', 66_667, 6667, 'disputed'],
    ]);
    expect(cut.hold).toMatchObject({ priceMinor: 100_000, feeMinor: 10_000, status: 'disputed' });
  });

  it('cuts a part of a part, and leaves the other milestones alone', () => {
    const first = cutPart(hold('funded', [60_000, 40_000]), '2', 10_000);
    const second = isRefused(first) ? first : cutPart(first.hold, '2', 5000);
    if (isRefused(second)) throw new Error(second.refused);
    expect(amountsOf(second.hold)).toEqual([
      ['1', 60_000, 6000, 'funded'],
      ['2', 5000, 500, 'funded'],
      ['2-2', 30_000, 3000, 'funded'],
      ['2-3', 5000, 500, 'funded'],
    ]);
  });

  it.each<[string, HoldStatus, number, string]>([
    ['before it is paid in', 'unfunded', 1, 'contract_not_funded'],
    ['while it waits for the payer', 'pending', 1, 'contract_not_funded'],
    ['on its way to the influencer', 'releasing', 1, 'release_not_ready'],
    ['on its way back', 'refunding', 1, 'release_not_ready'],
    ['that is paid out', 'released', 1, 'already_released'],
    ['that went back', 'refunded', 1, 'already_released'],
    ['at nothing', 'funded', 0, 'validation_failed'],
    ['at less than nothing', 'funded', -1, 'validation_failed'],
    ['at all of it', 'funded', 100_000, 'validation_failed'],
    ['at a fraction of a minor unit', 'funded', 0.5, 'validation_failed'],
  ])('refuses one %s', (_case, status, keptMinor, refused) => {
    expect(cutPart(hold(status), '1', keptMinor)).toMatchObject({ refused });
  });
});

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

describe('the fee over parts', () => {
  it('sums to the fee, is no more than its part, and moves in steps of the currency', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 50, max: 9_000_000 }), { minLength: 1, maxLength: 12 }), (tens) => {
        for (const [currency, step] of [
          ['USD', 1],
          ['KWD', 10],
        ] as const) {
          const prices = tens.map((amount) => amount * step);
          const fee = Math.floor(sum(tens) / 10) * step;
          const fees = splitOver(fee, currency, prices);
          expect(sum(fees)).toBe(fee);
          for (const [index, one] of fees.entries()) {
            expect(one % step).toBe(0);
            expect(one).toBeLessThan(prices[index] as number);
          }
        }
      }),
    );
  });
});

type Move =
  | 'reserve'
  | 'post'
  | 'void'
  | 'refund'
  | 'refunded'
  | 'refundVoided'
  | 'dispute'
  | 'settle'
  | 'lose'
  | 'cut';
const MOVES: readonly Move[] = [
  'reserve',
  'post',
  'void',
  'refund',
  'refunded',
  'refundVoided',
  'dispute',
  'settle',
  'lose',
  'cut',
];

/** What a movement does to a part that is in the state for it; nothing otherwise, as the guards of the commits have it. */
function move(
  of: Hold,
  part: PartOf<Hold>,
  kind: Move,
  share: number,
): { hold: Hold; entry?: LedgerEntry; sent?: number } {
  const entryId = 'ent_1';
  const to = (status: HoldStatus) =>
    editParts(of, (one) => (partIdOf(one) === partIdOf(part) ? { status } : undefined));
  const steps: Record<Move, () => { hold: Hold; entry?: LedgerEntry; sent?: number } | undefined> = {
    reserve: () =>
      part.status === 'funded' ? { hold: to('releasing'), entry: planReserve(entryId, part) } : undefined,
    post: () =>
      part.status === 'releasing'
        ? { hold: to('released'), entry: planPosted(entryId, part), sent: part.priceMinor - part.feeMinor }
        : undefined,
    void: () => (part.status === 'releasing' ? { hold: to('funded'), entry: planVoided(entryId, part) } : undefined),
    refund: () =>
      decideRefund(part) === 'refundable'
        ? { hold: to('refunding'), entry: planRefund(entryId, 'refund_reserved', part) }
        : undefined,
    refunded: () =>
      part.status === 'refunding'
        ? { hold: to('refunded'), entry: planRefund(entryId, 'refunded', part), sent: part.priceMinor }
        : undefined,
    refundVoided: () =>
      part.status === 'refunding'
        ? { hold: to('funded'), entry: planRefund(entryId, 'refund_voided', part) }
        : undefined,
    dispute: () => (part.status === 'funded' ? { hold: to('disputed') } : undefined),
    settle: () => (part.status === 'disputed' ? { hold: to('funded') } : undefined),
    lose: () =>
      part.status === 'disputed'
        ? { hold: to('refunded'), entry: planChargeBack(entryId, part, 'pay_1'), sent: part.priceMinor }
        : undefined,
    cut: () => {
      const cut = cutPart(of, partIdOf(part), Math.floor(part.priceMinor * share));
      return isRefused(cut) ? undefined : { hold: cut.hold };
    },
  };
  return steps[kind]() ?? { hold: of };
}

describe('any interleaving of partial releases, refunds, disputes and cuts', () => {
  it('conserves every minor unit, gives out no part twice and never more than was paid in', () => {
    const step = fc.record({
      kind: fc.constantFrom(...MOVES),
      at: fc.nat(20),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.option(fc.array(fc.integer({ min: 50, max: 99_999 }), { minLength: 2, maxLength: 5 }), { nil: undefined }),
        fc.array(step, { maxLength: 60 }),
        (prices, steps) => {
          let now = hold('funded', prices);
          const entries: LedgerEntry[] = [planFunding('ent_0', [now])];
          const { priceMinor, feeMinor } = now;
          const left = new Map<string, number>();
          for (const { kind, at, share } of steps) {
            const parts = partsOf(now);
            const part = parts[at % parts.length] as PartOf<Hold>;
            const moved = move(now, part, kind, share);
            now = moved.hold;
            if (moved.entry) entries.push(moved.entry);
            if (moved.sent === undefined) continue;
            expect(left.has(partIdOf(part)), `${partIdOf(part)} left once`).toBe(false);
            left.set(partIdOf(part), part.priceMinor);
          }
          const parts = partsOf(now);
          expect(sum(parts.map((part) => part.priceMinor))).toBe(priceMinor);
          expect(sum(parts.map((part) => part.feeMinor))).toBe(feeMinor);
          expect(sum([...left.values()])).toBeLessThanOrEqual(priceMinor);
          const shown = {
            holds: [now],
            payments: [{ paymentId: 'pay_1', currency: now.currency, states: {} }],
            budget: undefined,
            entries,
          };
          const onDisputes = sum(
            entries
              .flatMap(({ lines }) => lines)
              .map(({ account, amountMinor }) => (account.startsWith('disputes:') ? amountMinor : 0)),
          );
          // What the bank took of a payment is shown by the payment, which this has none of.
          expect(residualsOf(shown).filter(({ account }) => account !== 'disputes:pay_1')).toEqual([]);
          expect(onDisputes).toBeLessThanOrEqual(priceMinor);
        },
      ),
      { numRuns: 500 },
    );
  });
});
