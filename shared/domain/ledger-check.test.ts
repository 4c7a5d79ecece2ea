import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HoldStatus } from './contract.ts';
import { type Changed, returnedFor } from './exchange.ts';
import {
  contractsIn,
  type HeldMoney,
  type LedgerEntry,
  planChargeBack,
  planClawBack,
  planDispute,
  planExchanged,
  planExchangedBack,
  planFunding,
  planLoss,
  planPosted,
  planRefund,
  planReserve,
  planVoided,
  shareFor,
} from './ledger.ts';
import { type ChainHead, headAfter, sealEntry } from './ledger-chain.ts';
import { checkEntries, type StoredEntry } from './ledger-check.ts';
import { type CampaignMoney, checkMoney } from './money-check.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

const PAYMENT = { paymentId: 'pay_1', workspaceId: 'wsp_1', currency: 'EUR' as const };

type Fate =
  | 'wait'
  | 'reserve'
  | 'release'
  | 'release_changed'
  | 'refuse'
  | 'refund_reserved'
  | 'refund'
  | 'refund_refused'
  | 'refund_fails'
  | 'hand_refund';
const FATES: Fate[] = [
  'wait',
  'reserve',
  'release',
  'release_changed',
  'refuse',
  'refund_reserved',
  'refund',
  'refund_refused',
  'refund_fails',
  'hand_refund',
];

/** The money of one campaign as its commits leave it: one payment, a life for each of its contracts, and perhaps a dispute at the end. */
class History {
  readonly entries: StoredEntry[] = [];
  readonly heads = new Map<string, ChainHead>();
  readonly statusOf = new Map<string, HoldStatus>();
  readonly budget = { campaignId: 'cmp_1', fundedMinor: 0, releasedMinor: 0, refundedMinor: 0, feesMinor: 0 };
  readonly holds: HeldMoney[];
  /** Payouts in another currency, and what of the money given for them came back. */
  readonly changed = new Map<string, Changed>();
  readonly clawedBack = new Map<string, number>();
  disputed: { withdrawnMinor: number } | undefined;
  dispute: { status: 'open' | 'lost' } | undefined;
  #count = 0;

  constructor(prices: readonly number[]) {
    this.holds = prices.map((priceMinor, index) => ({
      contractId: `ctr_${index}`,
      influencerId: `inf_${index % 2}`,
      currency: 'EUR' as const,
      priceMinor,
      feeMinor: Math.floor(priceMinor / 10),
    }));
    this.add(planFunding(this.next(), this.holds, 7), ['pay_1', ...this.holds.map(({ contractId }) => contractId)]);
    this.budget.fundedMinor = prices.reduce((sum, price) => sum + price, 0);
    for (const { contractId } of this.holds) this.statusOf.set(contractId, 'funded');
  }

  next(): string {
    this.#count += 1;
    return `ent_${String(this.#count).padStart(4, '0')}`;
  }

  add(entry: LedgerEntry, chains: readonly string[]): void {
    const about = this.holds.filter(({ contractId }) => chains.includes(contractId));
    const facts = {
      occurredAt: '2026-11-20T00:00:00.000Z',
      eventId: `evt_${this.#count}`,
      contractIds: about.map(({ contractId }) => contractId),
      influencerIds: about.map(({ influencerId }) => influencerId),
    };
    const heads = Object.fromEntries(chains.map((chain) => [chain, this.heads.get(chain)]));
    const sealed = sealEntry({ ...entry, ...facts }, heads, hash);
    this.entries.push(sealed);
    for (const chain of chains) this.heads.set(chain, headAfter(sealed, chain));
  }

  live(hold: HeldMoney, fate: Fate): void {
    const own = [hold.contractId];
    const become = (status: HoldStatus) => this.statusOf.set(hold.contractId, status);
    const release = fate === 'reserve' || fate.startsWith('release') || fate === 'refuse';
    if (release) this.add(planReserve(this.next(), hold), own);
    if (fate === 'reserve') become('releasing');
    if (fate.startsWith('release')) {
      this.add(planPosted(this.next(), hold), own);
      this.budget.releasedMinor += hold.priceMinor - hold.feeMinor;
      this.budget.feesMinor += hold.feeMinor;
      become('released');
    }
    if (fate === 'release_changed') this.exchange(hold);
    if (fate === 'refuse') this.add(planVoided(this.next(), hold), own);
    if (fate.startsWith('refund')) this.add(planRefund(this.next(), 'refund_reserved', hold), own);
    if (fate === 'refund_reserved') become('refunding');
    if (fate === 'refund_refused') this.add(planRefund(this.next(), 'refund_voided', hold), own);
    if (fate === 'refund' || fate === 'refund_fails') this.add(planRefund(this.next(), 'refunded', hold), own);
    if (fate === 'refund_fails') this.add(planRefund(this.next(), 'refund_failed', hold), own);
    if (fate === 'hand_refund') this.add(planRefund(this.next(), 'charged_back', hold), own);
    if (fate === 'refund' || fate === 'hand_refund') {
      this.budget.refundedMinor += hold.priceMinor;
      become('refunded');
    }
  }

  /** The payout is changed into yen, for a hundredth of the net less than it. */
  exchange(hold: HeldMoney): void {
    const netMinor = hold.priceMinor - hold.feeMinor;
    const changed = { currency: 'JPY' as const, givenMinor: netMinor - Math.floor(netMinor / 100), payoutMinor: 77 };
    const payout = { amountMinor: changed.payoutMinor, currency: changed.currency };
    const { givenMinor } = changed;
    for (const leg of planExchanged([this.next(), this.next()], { ...hold, netMinor, givenMinor, payout }))
      this.add(leg, [hold.contractId]);
    this.changed.set(hold.contractId, changed);
  }

  /** The bank takes the whole payment; lost, holds that are funded pay with their money, and the platform for the others. */
  takeAll(outcome: 'open' | 'lost'): void {
    const withdrawnMinor = this.budget.fundedMinor;
    this.add(planDispute(this.next(), PAYMENT, { withdrawnMinor, feeMinor: 15 }), ['pay_1']);
    this.disputed = { withdrawnMinor };
    this.dispute = { status: outcome };
    if (outcome === 'open') return;
    let restMinor = withdrawnMinor;
    for (const hold of this.holds) {
      const status = this.statusOf.get(hold.contractId);
      if (status === 'funded' || status === 'releasing' || status === 'refunding') restMinor -= hold.priceMinor;
      if (status !== 'funded') continue;
      this.add(planChargeBack(this.next(), hold, 'pay_1'), [hold.contractId]);
      this.budget.refundedMinor += hold.priceMinor;
      this.statusOf.set(hold.contractId, 'refunded');
    }
    if (restMinor > 0) this.add(planLoss(this.next(), PAYMENT, { restMinor, reserveMinor: 0 }), ['pay_1']);
    const released = this.holds.find(({ contractId }) => this.statusOf.get(contractId) === 'released');
    if (!released) return;
    const back = { amountMinor: 1, paymentId: 'pay_1', isLost: true };
    const changed = this.changed.get(released.contractId);
    this.clawedBack.set(released.contractId, 1);
    const entries = changed
      ? planExchangedBack([this.next(), this.next()], released, {
          ...back,
          taken: { amountMinor: returnedFor(changed, 1), currency: changed.currency },
        })
      : [planClawBack(this.next(), released, back)];
    for (const entry of entries) this.add(entry, [released.contractId]);
  }

  money(): CampaignMoney {
    const states = Object.fromEntries(this.statusOf);
    const payment = { paymentId: 'pay_1', states, ledger: this.heads.get('pay_1') };
    return {
      entries: this.entries,
      unreadable: [],
      budget: this.budget,
      holds: this.holds.map((hold) => ({
        ...hold,
        paymentId: 'pay_1',
        status: this.statusOf.get(hold.contractId) as HoldStatus,
        exchange: this.changed.get(hold.contractId),
        clawedBackMinor: this.clawedBack.get(hold.contractId),
        ledger: this.heads.get(hold.contractId),
      })),
      payments: [{ ...payment, currency: PAYMENT.currency, dispute: this.dispute, disputed: this.disputed }],
      contracts: this.holds.map(({ contractId }) => ({
        contractId,
        fundingStatus: this.statusOf.get(contractId) as HoldStatus,
      })),
      shares: this.entries.flatMap((entry) =>
        contractsIn(entry).map((contractId) =>
          shareFor(entry, this.holds.find((hold) => hold.contractId === contractId) as HeldMoney),
        ),
      ),
    };
  }
}

const history = fc
  .record({
    prices: fc.array(fc.integer({ min: 50, max: 9_999_999 }), { minLength: 1, maxLength: 5 }),
    fates: fc.array(fc.constantFrom(...FATES), { minLength: 5, maxLength: 5 }),
    dispute: fc.constantFrom(undefined, 'open' as const, 'lost' as const),
  })
  .map(({ prices, fates, dispute }) => {
    const made = new History(prices);
    for (const [index, hold] of made.holds.entries()) made.live(hold, fates[index] as Fate);
    // An open dispute freezes what is funded, which a history with an open one does not have.
    if (dispute) made.takeAll(dispute);
    if (dispute === 'open')
      for (const { contractId } of made.holds)
        if (made.statusOf.get(contractId) === 'funded') made.statusOf.set(contractId, 'disputed');
    return made.money();
  });

/** A history, one of its entries, and a number to choose a place in it by. */
const spoilt = fc
  .record({ money: history, at: fc.nat(), place: fc.nat(), bit: fc.nat(6) })
  .map(({ money, at, place, bit }) => ({ money, at: at % money.entries.length, place, bit }));

const firstOf = (money: CampaignMoney, entries: StoredEntry[]) => checkMoney({ ...money, entries }, hash)[0];

/** Every place of a value that holds a text or a number. */
function leavesOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value === 'string' && value !== '') return [path];
  if (typeof value === 'number') return [path];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, [...path, name]));
}

/** The entry with one bit of one of its texts or numbers flipped. */
function flip(entry: StoredEntry, place: number, bit: number): StoredEntry {
  const copy = structuredClone(entry);
  const leaves = leavesOf(copy);
  const path = leaves[place % leaves.length] as string[];
  // biome-ignore lint/suspicious/noExplicitAny: whatever an entry holds, by its path
  const owner = path.slice(0, -1).reduce((inner: any, name) => inner[name], copy);
  const name = path.at(-1) as string;
  const value: string | number = owner[name];
  if (typeof value === 'number') owner[name] = value ^ (1 << bit);
  else {
    const index = place % value.length;
    owner[name] =
      value.slice(0, index) + String.fromCharCode(value.charCodeAt(index) ^ (1 << bit)) + value.slice(index + 1);
  }
  return copy;
}

describe('the checker of a ledger', () => {
  it('finds nothing wrong with any history of a campaign’s money', () => {
    fc.assert(
      fc.property(history, (money) => {
        expect(checkMoney(money, hash)).toEqual([]);
      }),
    );
  });

  it('names the entry in which one bit has flipped', () => {
    fc.assert(
      fc.property(spoilt, ({ money, at, place, bit }) => {
        const bad = flip(money.entries[at] as StoredEntry, place, bit);
        const first = firstOf(money, money.entries.with(at, bad));
        // A flipped id is another entry, and the one it was is missing: either is the bad one.
        expect([money.entries[at]?.entryId, bad.entryId]).toContain(first?.entryId);
      }),
    );
  });

  it('names the entry that lost a line', () => {
    fc.assert(
      fc.property(spoilt, ({ money, at, place }) => {
        const entry = money.entries[at] as StoredEntry;
        const lines = entry.lines.toSpliced(place % entry.lines.length, 1);
        expect(firstOf(money, money.entries.with(at, { ...entry, lines }))).toMatchObject({
          entryId: entry.entryId,
          problem: 'does not say what it was written with',
        });
      }),
    );
  });

  it('names the entry that is missing', () => {
    fc.assert(
      fc.property(spoilt, ({ money, at }) => {
        expect(firstOf(money, money.entries.toSpliced(at, 1))).toMatchObject({
          entryId: money.entries[at]?.entryId,
          problem: expect.stringContaining('is missing from the ledger'),
        });
      }),
    );
  });

  it('names the entry that is there twice, also when the second has an id and a seal of its own', () => {
    fc.assert(
      fc.property(spoilt, ({ money, at }) => {
        const entry = money.entries[at] as StoredEntry;
        expect(firstOf(money, [...money.entries, entry])).toEqual({
          entryId: entry.entryId,
          account: null,
          problem: 'is in the ledger twice',
        });
        const { checksum, links, ...said } = entry;
        const places = Object.fromEntries(
          links.map(({ chain, seq, after }) => [chain, after ? { ...after, seq: seq - 1 } : undefined]),
        );
        const forged = sealEntry({ ...said, entryId: 'ent_9999' }, places, hash);
        expect(firstOf(money, [...money.entries, forged])?.entryId).toBe('ent_9999');
      }),
    );
  });

  it('names the entry that was changed and sealed anew', () => {
    fc.assert(
      fc.property(spoilt, ({ money, at }) => {
        const { checksum, links, ...said } = money.entries[at] as StoredEntry;
        const places = Object.fromEntries(
          links.map(({ chain, seq, after }) => [chain, after ? { ...after, seq: seq - 1 } : undefined]),
        );
        const forged = sealEntry({ ...said, kind: 'posted' as const, eventId: 'evt_other' }, places, hash);
        expect(firstOf(money, money.entries.with(at, forged))?.entryId).toBe(said.entryId);
      }),
    );
  });

  it('names an entry that takes from a contract what it does not have', () => {
    const made = new History([1000]);
    const [hold] = made.holds as [HeldMoney];
    made.live(hold, 'release');
    made.add(planPosted(made.next(), hold), ['ctr_0']);
    expect(checkEntries(made.entries, made.heads, hash)).toEqual([
      { entryId: 'ent_0004', account: null, problem: 'takes payable:inf_0 to -900, which it may not have' },
    ]);
  });

  it('does not let one currency make up for what there is not of another', () => {
    const made = new History([1000]);
    const [hold] = made.holds as [HeldMoney];
    const payout = { amountMinor: 5000, currency: 'JPY' as const };
    const [own, other] = planExchanged([made.next(), made.next()], { ...hold, netMinor: 900, givenMinor: 900, payout });
    for (const leg of [other, own]) made.add(leg as LedgerEntry, ['ctr_0']);
    expect(checkEntries(made.entries, made.heads, hash)).toEqual([
      { entryId: 'ent_0002', account: null, problem: 'takes paid:inf_0 to -900, which it may not have' },
    ]);
  });

  it('names what cannot be read, and not what it is followed by', () => {
    const money = new History([1000]).money();
    expect(checkMoney({ ...money, entries: [], unreadable: ['ent_0001'] }, hash)).toEqual([
      { entryId: 'ent_0001', account: null, problem: 'cannot be read' },
    ]);
  });

  it.each<[string, (money: CampaignMoney) => Partial<CampaignMoney>, object]>([
    [
      'a budget',
      ({ budget }) => ({ budget: budget && { ...budget, feesMinor: 1 } }),
      { account: 'budget:cmp_1:feesMinor' },
    ],
    [
      'a contract',
      () => ({ contracts: [{ contractId: 'ctr_0', fundingStatus: 'released' }] }),
      { account: 'ctr_0', problem: 'is released by its contract and funded by its hold' },
    ],
    [
      'a payment',
      ({ payments }) => ({ payments: payments.map((payment) => ({ ...payment, states: { ctr_0: 'refunded' } })) }),
      { account: 'ctr_0', problem: 'is refunded by its payment and funded by its hold' },
    ],
    [
      'a share that is missing',
      () => ({ shares: [] }),
      { entryId: 'ent_0001', problem: 'is not shown to the influencer' },
    ],
    [
      'a share that says something else',
      ({ shares }) => ({ shares: shares.map((share) => ({ ...share, priceMinor: 1 })) }),
      { entryId: 'ent_0001', problem: 'shows the influencer something else' },
    ],
    [
      'a share of nothing',
      ({ shares }) => ({ shares: [...shares, { entryId: 'ent_0002', contractId: 'ctr_0' }] }),
      { entryId: 'ent_0002', problem: 'shows the influencer what is in no entry' },
    ],
  ])('compares every projection with a sound ledger: %s', (_what, edit, problem) => {
    const money = new History([1000]).money();
    expect(checkMoney({ ...money, ...edit(money) }, hash)).toEqual([expect.objectContaining(problem)]);
  });
});
