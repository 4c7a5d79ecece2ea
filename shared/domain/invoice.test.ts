import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INVOICE_KINDS, type InvoiceFacts, type InvoiceKind, type InvoiceSeries, planInvoice } from './invoice.ts';

const facts = (edit: Partial<InvoiceFacts> = {}): InvoiceFacts => ({
  invoiceId: 'inv_01JD0000000000000000000001',
  kind: 'brand_invoice',
  hold: { priceMinor: 95_000, feeMinor: 9_500, currency: 'EUR', paymentId: 'pay_01JD0000000000000000000001' },
  deal: {
    workspaceId: 'wsp_01JD0000000000000000000001',
    influencerId: 'inf_01JD00000000000000ABCDEFGH',
    campaignId: 'cmp_01JD0000000000000000000001',
    campaignTitle: 'Spring serum',
    contractId: 'ctr_01JD0000000000000000000001',
    brandName: 'Glow Labs',
    influencerName: 'Mara',
  },
  brandCountry: 'DE',
  influencerCountry: null,
  releasedAt: '2026-12-31T23:59:59.000Z',
  nowIso: '2027-01-01T00:00:01.000Z',
  ...edit,
});

describe('an invoice', () => {
  it('asks of the brand the whole price, from the platform', () => {
    const { invoice, series } = planInvoice(facts(), undefined);
    expect(invoice).toMatchObject({
      number: 'ACC-2026-000001',
      issuer: { partyId: null, name: 'Accord' },
      recipient: { name: 'Glow Labs', country: 'DE' },
      totalMinor: 95_000,
      netMinor: 85_500,
      suppliedOn: '2026-12-31',
      issuedOn: '2027-01-01',
    });
    expect(series).toEqual({ issuer: 'platform', year: '2026', lastNumber: 1 });
  });

  it("gives the influencer the net of price and fee, in the influencer's own series", () => {
    const last: InvoiceSeries = { issuer: facts().deal.influencerId, year: '2026', lastNumber: 41, version: 41 };
    const { invoice, series } = planInvoice(facts({ kind: 'influencer_receipt' }), last);
    expect(invoice).toMatchObject({
      number: 'SB-ABCDEFGH-2026-000042',
      issuer: { name: 'Mara', country: null },
      recipient: { name: 'Accord' },
      totalMinor: 85_500,
    });
    expect(invoice.lines.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ['price', 95_000],
      ['platform_fee', -9_500],
    ]);
    expect(invoice.note).toMatch(/^Self-billed: .* No tax is shown/);
    expect(series.lastNumber).toBe(42);
  });

  it('says that it shows no tax, and its lines sum to its total', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<InvoiceKind>(...INVOICE_KINDS),
        fc.integer({ min: 1, max: 99_999_999 }),
        fc.integer({ min: 0, max: 10_000 }),
        (kind, priceMinor, bps) => {
          const feeMinor = Math.floor((priceMinor * bps) / 10_000);
          const { invoice } = planInvoice(facts({ kind, hold: { ...facts().hold, priceMinor, feeMinor } }), undefined);
          expect(invoice.lines.reduce((total, line) => total + line.amountMinor, 0)).toBe(invoice.totalMinor);
          expect(invoice.totalMinor).toBe(kind === 'brand_invoice' ? priceMinor : priceMinor - feeMinor);
          expect(invoice.note).toContain('No tax is shown');
        },
      ),
    );
  });
});
