import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FeeCustomer, feeTaxOf } from './fee-tax.ts';
import { type Invoice, type InvoiceSeries, planInvoice } from './invoice.ts';
import { balancesOf, type LedgerEntry, planFunding, planPosted, planReserve } from './ledger.ts';

const PLATFORM = { country: 'DE', taxNumber: 'DE123456788' };
const FEE = { feeMinor: 10_000, currency: 'EUR' as const };

describe('the tax in the platform’s fee', () => {
  it.each([
    ['is the platform’s own at home', { country: 'DE', hasNumber: true }, 1_597, 'standard'],
    [
      'is the platform’s own for who is no business elsewhere in the Union',
      { country: 'FR', hasNumber: false },
      1_597,
      'standard',
    ],
    [
      'is for the customer to account for, elsewhere in the Union',
      { country: 'FR', hasNumber: true },
      0,
      'reverse_charge',
    ],
    ['is none outside of the Union', { country: 'US', hasNumber: false }, 0, 'outside_scope'],
  ])('%s', (_case, customer, taxMinor, treatment) => {
    expect(feeTaxOf(FEE, PLATFORM, customer, '2026-11-20')).toMatchObject({ taxMinor, tax: { treatment } });
  });

  it('is none without a tax number of the platform', () => {
    const customer = { country: 'DE', hasNumber: true };
    expect(feeTaxOf(FEE, { ...PLATFORM, taxNumber: null }, customer, '2026-11-20').taxMinor).toBe(0);
  });

  it('is in the ledger what the invoices of the fees say, to the minor unit, whatever is on file when they are issued', () => {
    const customers = fc.record({
      country: fc.constantFrom('DE', 'FR', 'GB', 'US', 'JP', null),
      hasNumber: fc.boolean(),
    });
    const release = fc.record({
      priceMinor: fc.integer({ min: 50, max: 9_999_999 }),
      feeBps: fc.integer({ min: 1, max: 3000 }),
      customer: customers,
      later: customers,
      day: fc.constantFrom('2020-06-30', '2020-12-31', '2026-11-20'),
      country: fc.constantFrom('DE', 'FR', 'ES', 'IT', 'GB', 'US'),
    });
    fc.assert(
      fc.property(fc.array(release, { minLength: 1, maxLength: 20 }), (releases) => {
        const entries: LedgerEntry[] = [];
        const invoices: Invoice[] = [];
        let series: InvoiceSeries | undefined;
        for (const [index, { priceMinor, feeBps, customer, later, day, country }] of releases.entries()) {
          const feeMinor = Math.floor((priceMinor * feeBps) / 10_000);
          const names = { contractId: `ctr_${index}`, influencerId: `inf_${index}`, currency: 'EUR' as const };
          const hold = { ...names, priceMinor, feeMinor };
          const platform = { country, taxNumber: 'XX123' };
          const { taxMinor } = feeTaxOf(hold, platform, customer, day);
          entries.push(
            planFunding(`${index}`, [hold]),
            planReserve(`${index}`, hold),
            planPosted(`${index}`, hold, taxMinor),
          );
          if (feeMinor === 0) continue;
          const planned = planInvoice(
            {
              ...{ invoiceId: `inv_${index}`, kind: 'fee_invoice', platform, brand: { country: 'DE', tax: null } },
              hold: { ...hold, paymentId: 'pay_1', feeTax: { ...customer, taxMinor } },
              deal: {
                ...names,
                workspaceId: 'wsp_1',
                campaignId: 'cmp_1',
                campaignTitle: 'Spring',
                brandName: 'Glow',
                influencerName: 'Mara',
              },
              influencer: billingOf(later),
              ...{ releasedAt: `${day}T12:00:00.000Z`, nowIso: `${day}T12:00:01.000Z` },
            },
            series,
          );
          invoices.push(planned.invoice);
          series = { ...planned.series, version: index };
        }
        const lines = invoices.flatMap((invoice) => invoice.lines);
        const invoiced = (wanted: string) =>
          lines.reduce((total, { kind, amountMinor }) => (kind === wanted ? total + amountMinor : total), 0);
        const held = (wanted: string) =>
          balancesOf(entries).find(({ account }) => account === wanted)?.amountMinor ?? 0;
        expect([held('fees'), held('tax')]).toEqual([invoiced('platform_fee'), invoiced('tax')]);
      }),
    );
  });
});

function billingOf({ country, hasNumber }: FeeCustomer) {
  const number = hasNumber ? 'YY456' : null;
  const tax = { legalName: 'Mara', street: 'Way 1', postalCode: '1', city: 'Town', country: country ?? 'DE', number };
  return { country, tax };
}
