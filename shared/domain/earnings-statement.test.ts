import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accounts } from './accounts.ts';
import { type EarningReceipt, type EarningShare, earningsRows, earningsStatement } from './earnings-statement.ts';
import {
  balancesOf,
  type HeldMoney,
  type LedgerEntry,
  ofMilestone,
  planClawBack,
  planExchanged,
  planExchangedBack,
  planFunding,
  planPosted,
  planReserve,
  shareOf,
} from './ledger.ts';

const hold = (edit: Partial<HeldMoney> = {}): HeldMoney => ({
  ...{ contractId: 'ctr_1', influencerId: 'inf_1', currency: 'EUR', priceMinor: 11_900, feeMinor: 1_190 },
  ...edit,
});
let made = 0;
/** An entry as the influencer sees it. */
function share(
  entry: LedgerEntry,
  { at = '2026-05-05', workspaceId = 'wsp_1', contractId = 'ctr_1' } = {},
): EarningShare {
  made += 1;
  const seen = shareOf(entry, contractId);
  return {
    ...seen,
    ...{ entryId: `ent_${made}`, workspaceId, campaignId: 'cmp_1', contractId, occurredAt: `${at}T10:00:00.000Z` },
    ...{ eventId: 'evt_1', action: 'PaymentReleased' },
  };
}
const receipt = (edit: Partial<EarningReceipt> = {}): EarningReceipt => ({
  ...{ invoiceId: 'inv_1', number: 'SB-1-2026-000001', kind: 'influencer_receipt', contractId: 'ctr_1' },
  ...{ campaignTitle: 'Spring serum', recipient: { partyId: 'wsp_1', name: 'Glow Labs', country: 'DE' } },
  tax: {
    ...{ treatment: 'standard', statement: '', source: null },
    line: { name: 'VAT', country: 'DE', rateBps: 1900 },
  },
  ...edit,
});
const back = (amountMinor: number) => ({ amountMinor, paymentId: 'pay_1', isLost: false });

describe('the earnings of a year', () => {
  it('say of each payout its gross, fee, contained tax and net, its receipt and its cause', () => {
    const shares = [share(planFunding('e', [hold()])), share(planReserve('e', hold())), share(planPosted('e', hold()))];
    const { groups, totals } = earningsStatement(shares, [receipt()], '2026');
    const sums = { grossMinor: 11_900, feeMinor: 1_190, taxMinor: 1_900, netMinor: 10_710, returnedMinor: 0 };
    expect(groups).toMatchObject([
      {
        ...{ workspaceId: 'wsp_1', brandName: 'Glow Labs', currency: 'EUR', ...sums },
        lines: [
          {
            ...{ kind: 'paid', on: '2026-05-05', contractId: 'ctr_1', campaignTitle: 'Spring serum', ...sums },
            invoice: { invoiceId: 'inv_1', number: 'SB-1-2026-000001' },
            cause: { eventId: 'evt_1', action: 'PaymentReleased' },
          },
        ],
      },
    ]);
    expect(totals).toEqual([{ currency: 'EUR', ...sums }]);
  });

  it('tell the milestones of a contract apart, each with its own receipt', () => {
    const posted = (milestone: number) => {
      const entry = planPosted('e', hold());
      return share({ ...entry, lines: ofMilestone(entry.lines, milestone) });
    };
    const receipts = [2, 1].map((milestone) => receipt({ milestone, number: `SB-${milestone}` }));
    const of = (year: ReturnType<typeof earningsStatement>) =>
      year.groups[0]?.lines.map(({ milestone, invoice }) => [milestone, invoice?.number]);
    expect(of(earningsStatement([posted(1), posted(2), posted(3)], receipts, '2026'))).toEqual([
      [1, 'SB-1'],
      [2, 'SB-2'],
      [3, undefined],
    ]);
    // A receipt from before milestones were kept with them.
    expect(of(earningsStatement([posted(1)], [receipt()], '2026'))).toEqual([[1, 'SB-1-2026-000001']]);
  });

  it('show what was taken back apart from what was paid, in the year in which it was', () => {
    const shares = [
      share(planPosted('e', hold()), { at: '2026-12-31' }),
      share(planClawBack('e', hold(), back(10_710)), { at: '2027-01-01' }),
    ];
    expect(earningsStatement(shares, [receipt()], '2026').totals).toMatchObject([
      { netMinor: 10_710, returnedMinor: 0 },
    ]);
    expect(earningsStatement(shares, [receipt()], '2027')).toMatchObject({
      groups: [{ lines: [{ kind: 'returned', on: '2027-01-01' }] }],
      totals: [{ grossMinor: 0, netMinor: 0, returnedMinor: 10_710 }],
    });
    expect(earningsStatement(shares, [], '2025')).toEqual({ year: '2025', groups: [], totals: [] });
  });

  it('keep brands and currencies apart, and show no tax where no receipt says any', () => {
    const dollars = hold({ contractId: 'ctr_2', currency: 'USD' });
    const shares = [
      share(planPosted('e', hold())),
      share(planPosted('e', dollars), { contractId: 'ctr_2' }),
      share(planPosted('e', dollars), { contractId: 'ctr_2', workspaceId: 'wsp_2' }),
    ];
    const { groups, totals } = earningsStatement(shares, [receipt()], '2026');
    expect(
      groups.map(({ workspaceId, currency, taxMinor, brandName }) => [workspaceId, currency, taxMinor, brandName]),
    ).toEqual([
      ['wsp_1', 'EUR', 1_900, 'Glow Labs'],
      ['wsp_1', 'USD', 0, null],
      ['wsp_2', 'USD', 0, null],
    ]);
    expect(totals.map(({ currency, netMinor }) => [currency, netMinor])).toEqual([
      ['EUR', 10_710],
      ['USD', 21_420],
    ]);
  });

  it('come to what the ledger says was paid, whatever was paid, changed and taken back over the years', () => {
    const deal = fc.record({
      priceMinor: fc.integer({ min: 100, max: 1e7 }),
      feeBps: fc.integer({ min: 0, max: 3000 }),
      currency: fc.constantFrom('EUR' as const, 'USD' as const),
      year: fc.constantFrom('2026', '2027'),
      isChanged: fc.boolean(),
      isBack: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(deal, { maxLength: 12 }), (deals) => {
        const shares = deals.flatMap(({ priceMinor, feeBps, currency, year, isChanged, isBack }, index) => {
          const one = hold({
            contractId: `ctr_${index}`,
            priceMinor,
            currency,
            feeMinor: Math.floor((priceMinor * feeBps) / 10_000),
          });
          const netMinor = one.priceMinor - one.feeMinor;
          const payout = { amountMinor: netMinor * 2, currency: 'HUF' as const };
          const entries = [
            planPosted('e', one),
            ...(isChanged ? planExchanged(['e', 'e'], { ...one, netMinor, givenMinor: netMinor, payout }) : []),
            ...(isBack
              ? isChanged
                ? planExchangedBack(['e', 'e'], one, { ...back(netMinor), taken: payout })
                : [planClawBack('e', one, back(netMinor))]
              : []),
          ];
          return entries.map((entry) => share(entry, { at: `${year}-06-01`, contractId: one.contractId }));
        });
        const kept = new Map<string, number>();
        for (const year of ['2026', '2027'])
          for (const { currency, netMinor, returnedMinor } of earningsStatement(shares, [], year).totals)
            kept.set(currency, (kept.get(currency) ?? 0) + netMinor - returnedMinor);
        for (const [currency, keptMinor] of kept) {
          const balances = balancesOf(shares.filter((one) => one.currency === currency));
          const sumOf = (...names: string[]) =>
            balances.reduce((sum, { account, amountMinor }) => (names.includes(account) ? sum + amountMinor : sum), 0);
          // What was changed lies at the exchange instead.
          expect(keptMinor).toBe(sumOf(accounts.paid('inf_1'), accounts.exchange));
        }
      }),
    );
  });

  it('are a table with a row for each payout, in whole units', () => {
    const [head, row] = earningsRows(earningsStatement([share(planPosted('e', hold()))], [receipt()], '2026'));
    expect(row).toHaveLength(head?.length ?? 0);
    expect(row?.slice(-6)).toEqual(['EUR', 119, 11.9, 19, 107.1, 0]);
  });
});
