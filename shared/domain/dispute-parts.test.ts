import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feeOfPart, whyNotDivided } from './dispute.ts';
import {
  type DisputedHold,
  disputesOf,
  divided,
  freedFrom,
  freezableOf,
  frozenBy,
  isAllFrozen,
  isAllInDispute,
} from './dispute-parts.ts';
import { editParts, type PartState, partIdOf, partsOf } from './hold-parts.ts';

const DSP = 'dsp_1';
const part = (milestone: number, edit: Partial<PartState> = {}): PartState => ({
  ...{ milestone, priceMinor: 30_000, feeMinor: 3000, status: 'funded', paymentId: 'pay_1' },
  ...edit,
});
const inParts = (...parts: PartState[]): DisputedHold => ({
  ...{ contractId: 'ctr_1', currency: 'USD', status: 'funded', paymentId: 'pay_1' },
  priceMinor: parts.reduce((total, { priceMinor }) => total + priceMinor, 0),
  feeMinor: parts.reduce((total, { feeMinor }) => total + feeMinor, 0),
  parts: Object.fromEntries(parts.map((one, index) => [String(index + 1), one])),
});
const whole: DisputedHold = {
  ...{ contractId: 'ctr_1', currency: 'USD', status: 'funded', paymentId: 'pay_1' },
  ...{ priceMinor: 100_000, feeMinor: 10_000 },
};
const seen = (hold: DisputedHold) =>
  partsOf(hold).map((one) => [partIdOf(one), one.priceMinor, one.feeMinor, one.status, one.verdict]);

describe('a dispute freezes', () => {
  it('all of a hold that is in one part', () => {
    expect(freezableOf(whole)).toMatchObject({
      lots: [{ milestone: 1, priceMinor: 100_000, feeMinor: 10_000 }],
      inDispute: [],
    });
    const frozen = frozenBy(whole, DSP);
    expect(frozen).toMatchObject({ status: 'disputed', partyDisputeId: DSP });
    expect(freezableOf(frozen)).toMatchObject({ lots: [], inDispute: [1] });
    expect(freedFrom(frozen, DSP)).toMatchObject({ status: 'funded' });
    expect(freedFrom(frozen, DSP)).not.toHaveProperty('partyDisputeId', DSP);
  });

  it('only what is held and not on its way, paid or decided on', () => {
    const hold = inParts(
      part(1, { status: 'released' }),
      part(2, { status: 'releasing' }),
      part(3),
      { ...part(4), verdict: 'refund' } as PartState,
      part(5, { status: 'unfunded' }),
    );
    expect(freezableOf(hold).lots).toEqual([{ milestone: 3, priceMinor: 30_000, feeMinor: 3000 }]);
    const frozen = frozenBy(hold, DSP);
    expect(partsOf(frozen).map(({ status }) => status)).toEqual([
      ...['released', 'releasing', 'disputed', 'funded', 'unfunded'],
    ]);
    expect(partsOf(freedFrom(frozen, DSP)).map(({ status }) => status)).toEqual(
      partsOf(hold).map(({ status }) => status),
    );
  });

  it('what is held for one milestone, and leaves the others to their release', () => {
    const hold = inParts(part(1), part(2), part(3));
    expect(partsOf(frozenBy(hold, DSP, 2)).map(({ status }) => status)).toEqual(['funded', 'disputed', 'funded']);
    expect(isAllFrozen(frozenBy(hold, DSP, 2), DSP)).toBe(true);
    expect(isAllInDispute(frozenBy(hold, DSP, 2))).toBe(false);
    expect(isAllInDispute(frozenBy(hold, DSP))).toBe(true);
    expect(disputesOf(frozenBy(frozenBy(hold, DSP, 2), 'dsp_2', 3))).toEqual([DSP, 'dsp_2']);
  });

  it('nothing that the bank takes meanwhile', () => {
    const frozen = frozenBy(inParts(part(1), part(2)), DSP);
    expect(isAllFrozen(frozen, DSP)).toBe(true);
    const taken = editParts(frozen, (one) => (partIdOf(one) === '2' ? { status: 'refunded' } : undefined));
    expect(isAllFrozen(taken, DSP)).toBe(false);
    expect(partsOf(freedFrom(taken, DSP)).map(({ status }) => status)).toEqual(['funded', 'refunded']);
  });
});

describe('the division of what a dispute froze', () => {
  it('releases or gives back all of it without cutting anything', () => {
    const frozen = frozenBy(whole, DSP);
    expect(divided(frozen, DSP, { influencerMinor: 100_000, brandMinor: 0 })).toMatchObject({
      status: 'funded',
      verdict: 'release',
    });
    expect(divided(frozen, DSP, { influencerMinor: 0, brandMinor: 100_000 })).toMatchObject({
      status: 'funded',
      verdict: 'refund',
    });
  });

  it('cuts one part in two, with the fee shared as the price', () => {
    expect(seen(divided(frozenBy(whole, DSP), DSP, { influencerMinor: 60_000, brandMinor: 40_000 }))).toEqual([
      ['1', 60_000, 6000, 'funded', 'release'],
      ['1-2', 40_000, 4000, 'funded', 'refund'],
    ]);
  });

  it('takes the influencer’s part from earlier milestones first', () => {
    const frozen = frozenBy(inParts(part(1), part(2), part(3)), DSP);
    expect(seen(divided(frozen, DSP, { influencerMinor: 45_000, brandMinor: 45_000 }))).toEqual([
      ['1', 30_000, 3000, 'funded', 'release'],
      ['2', 15_000, 1500, 'funded', 'release'],
      ['2-2', 15_000, 1500, 'funded', 'refund'],
      ['3', 30_000, 3000, 'funded', 'refund'],
    ]);
  });

  it('leaves to the bank what it disputes as well, with the verdict for when it has lost', () => {
    const both = editParts(frozenBy(whole, DSP), () => ({ disputeId: 'dp_1' }));
    expect(divided(both, DSP, { influencerMinor: 100_000, brandMinor: 0 })).toMatchObject({
      status: 'disputed',
      verdict: 'release',
    });
  });

  it('is of exactly what is frozen, to the minor unit, in any parts, and its fee is the one that was told before', () => {
    const amounts = fc.record({
      priceMinor: fc.integer({ min: 1, max: 99_999 }),
      feeBps: fc.integer({ min: 0, max: 3000 }),
    });
    fc.assert(
      fc.property(
        fc.array(amounts, { minLength: 1, maxLength: 5 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (amountsOf, share) => {
          const parts = amountsOf.map(({ priceMinor, feeBps }, index) =>
            part(index + 1, { priceMinor, feeMinor: Math.floor((priceMinor * feeBps) / 10_000) }),
          );
          const hold = inParts(...parts);
          const influencerMinor = Math.round(hold.priceMinor * share);
          const brandMinor = hold.priceMinor - influencerMinor;
          const { lots } = freezableOf(hold);
          const of = { amountMinor: hold.priceMinor, currency: 'USD' as const, lots };
          fc.pre(whyNotDivided({ influencerMinor, brandMinor }, of) === undefined);
          const after = divided(frozenBy(hold, DSP), DSP, { influencerMinor, brandMinor });
          const sum = (verdict: string, of: 'priceMinor' | 'feeMinor') =>
            partsOf(after)
              .filter((one) => one.verdict === verdict)
              .reduce((total, one) => total + one[of], 0);
          expect([sum('release', 'priceMinor'), sum('refund', 'priceMinor')]).toEqual([influencerMinor, brandMinor]);
          expect([after.priceMinor, after.feeMinor]).toEqual([hold.priceMinor, hold.feeMinor]);
          expect(sum('release', 'feeMinor')).toBe(feeOfPart(lots, 'USD', influencerMinor));
        },
      ),
    );
  });

  it('is never of more or less than that', () => {
    const frozen = frozenBy(whole, DSP);
    for (const [influencerMinor, brandMinor] of [
      [100_001, 0],
      [99_999, 0],
      [50_000, 50_001],
    ] as const)
      expect(() => divided(frozen, DSP, { influencerMinor, brandMinor })).toThrow('not what dispute');
  });
});
