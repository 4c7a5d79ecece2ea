import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planFunding, planLoss, planPosted, planReserve } from './ledger.ts';
import { type LedgerMovement, movementOf, type ProviderMovement, reconcile, TIMING_MS } from './reconciliation.ts';

const DAY_MS = 86_400_000;
const NOW_MS = 100 * DAY_MS;
const LONG_AGO_MS = 98 * DAY_MS;

const theirs = (edit: Partial<ProviderMovement> = {}): ProviderMovement => ({
  objectId: 'ch_1',
  kind: 'charge',
  reference: 'pay_1',
  currency: 'EUR',
  amountMinor: 10_000,
  feeMinor: 320,
  converted: false,
  atMs: LONG_AGO_MS,
  ...edit,
});
const ours = (edit: Partial<LedgerMovement> = {}): LedgerMovement => ({
  objectId: 'ch_1',
  entryId: 'ent_1',
  workspaceId: 'wsp_1',
  paymentId: 'pay_1',
  currency: 'EUR',
  amountMinor: 10_000,
  feeMinor: 320,
  atMs: LONG_AGO_MS + 1000,
  ...edit,
});

/** What the comparison says of one object. */
const said = (provider: ProviderMovement[], ledger: LedgerMovement[], objectId = 'ch_1') => {
  const found = reconcile(provider, ledger, NOW_MS).find((one) => one.objectId === objectId);
  return [found?.outcome, found?.drift];
};

const RECENT_MS = NOW_MS - TIMING_MS + 1;

describe('the ledger and the provider’s balance', () => {
  it.each<[string, ProviderMovement[], LedgerMovement[], (string | null)[], string?]>([
    ['the same on both sides', [theirs()], [ours()], ['matched', null]],
    [
      'a payout that was taken back, on both sides',
      [
        theirs({ amountMinor: -9000, feeMinor: 0 }),
        theirs({ amountMinor: 9000, feeMinor: 0, kind: 'transfer_refund' }),
      ],
      [ours({ amountMinor: -9000, feeMinor: 0 }), ours({ amountMinor: 9000, feeMinor: 0, entryId: 'ent_2' })],
      ['matched', null],
    ],
    ['missing in the ledger', [theirs()], [], ['unexplained', 'missing']],
    ['missing at the provider', [], [ours()], ['unexplained', 'missing']],
    ['in the ledger twice', [theirs()], [ours(), ours({ entryId: 'ent_2' })], ['unexplained', 'double']],
    ['at the provider twice', [theirs(), theirs()], [ours()], ['unexplained', 'double']],
    [
      'at the provider by a second object for the same payment',
      [theirs(), theirs({ objectId: 'ch_2' })],
      [ours()],
      ['unexplained', 'double'],
      'ch_2',
    ],
    ['another amount', [theirs()], [ours({ amountMinor: 10_001 })], ['unexplained', 'amount']],
    ['another currency', [theirs()], [ours({ currency: 'USD' })], ['unexplained', 'currency']],
    [
      'another currency, as the provider changed it',
      [theirs({ converted: true })],
      [ours({ currency: 'USD', amountMinor: 10_870 })],
      ['explained', 'currency'],
    ],
    ['a fee that was not known yet', [theirs()], [ours({ feeMinor: 0 })], ['explained', 'fee']],
    ['another fee', [theirs()], [ours({ feeMinor: 319 })], ['unexplained', 'fee']],
    ['on its way into the ledger', [theirs({ atMs: RECENT_MS })], [], ['explained', 'timing']],
    ['on its way to the provider’s list', [], [ours({ atMs: RECENT_MS })], ['explained', 'timing']],
    [
      'a second half that is on its way',
      [theirs(), theirs({ amountMinor: -10_000, feeMinor: 0, atMs: RECENT_MS })],
      [ours()],
      ['explained', 'timing'],
    ],
    [
      'recent, but wrong on both sides',
      [theirs({ atMs: RECENT_MS })],
      [ours({ amountMinor: 1 })],
      ['unexplained', 'amount'],
    ],
    [
      'the platform’s own payout',
      [theirs({ kind: 'payout', amountMinor: -500, feeMinor: 0 })],
      [],
      ['explained', 'own'],
    ],
  ])('%s', (_what, provider, ledger, outcome, objectId) => {
    expect(said(provider, ledger, objectId)).toEqual(outcome);
  });

  it('match whatever was moved, and one drifted amount is flagged among them all', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(amounts, fc.nat(), fc.integer({ min: 1, max: 1e6 }), (all, at, by) => {
        const provider = all.map((amountMinor, index) =>
          theirs({ objectId: `ch_${index}`, reference: `pay_${index}`, amountMinor }),
        );
        const ledger = all.map((amountMinor, index) =>
          ours({ objectId: `ch_${index}`, entryId: `ent_${index}`, amountMinor }),
        );
        expect(reconcile(provider, ledger, NOW_MS).every(({ outcome }) => outcome === 'matched')).toBe(true);
        const bad = at % all.length;
        const drifted = ledger.with(bad, ours({ objectId: `ch_${bad}`, amountMinor: (all[bad] as number) + by }));
        const flagged = reconcile(provider, drifted, NOW_MS).filter(({ outcome }) => outcome !== 'matched');
        expect(flagged).toMatchObject([{ objectId: `ch_${bad}`, outcome: 'unexplained', drift: 'amount' }]);
      }),
    );
  });

  it('knows what an entry moves at the provider: what comes in or goes out, less the fee, and nothing for what stays inside', () => {
    const hold = {
      contractId: 'ctr_1',
      influencerId: 'inf_1',
      currency: 'EUR' as const,
      priceMinor: 10_000,
      feeMinor: 1000,
    };
    const of = { workspaceId: 'wsp_1', paymentId: 'pay_1', providerId: 'ch_1' };
    const paid = { paymentId: 'pay_1', workspaceId: 'wsp_1', currency: 'EUR' as const };
    expect(movementOf({ ...planFunding('ent_1', [hold], 320), ...of }, 5)).toEqual(ours({ atMs: 5 }));
    expect(movementOf({ ...planPosted('ent_1', hold), ...of }, 5)).toMatchObject({ amountMinor: -9000, feeMinor: 0 });
    expect(movementOf({ ...planReserve('ent_1', hold), ...of }, 5)).toBeUndefined();
    expect(movementOf({ ...planLoss('ent_1', paid, { restMinor: 10, reserveMinor: 0 }), ...of }, 5)).toBeUndefined();
  });
});
