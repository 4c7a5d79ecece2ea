import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CreditKind,
  type InvoiceFacts,
  type InvoiceSeries,
  planCreditNote,
  planInvoice,
  RELEASE_KINDS,
  type ReleaseKind,
} from './invoice.ts';

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
  brand: { country: 'DE', tax: null },
  influencer: { country: 'DE', tax: null },
  releasedAt: '2026-12-31T23:59:59.000Z',
  nowIso: '2027-01-01T00:00:01.000Z',
  ...edit,
});

describe('an invoice', () => {
  it('asks of the brand the whole price, in the name of the influencer who supplies', () => {
    const { invoice, series } = planInvoice(facts(), undefined);
    expect(invoice).toMatchObject({
      number: 'ACC-2026-000001',
      issuer: { partyId: 'inf_01JD00000000000000ABCDEFGH', name: 'Mara', country: 'DE', address: [], taxNumber: null },
      recipient: { name: 'Glow Labs', country: 'DE' },
      totalMinor: 95_000,
      netMinor: 85_500,
      suppliedOn: '2026-12-31',
      issuedOn: '2027-01-01',
    });
    expect(series).toEqual({ issuer: 'platform', year: '2026', lastNumber: 1 });
  });

  it('says to the brand, and to it alone, what it was charged in another currency', () => {
    const charged = { ...facts().hold, charged: { amountMinor: 82_345, currency: 'GBP' as const } };
    const noteOf = (kind: ReleaseKind, hold: InvoiceFacts['hold'] = charged) =>
      planInvoice(facts({ kind, hold }), undefined).invoice.note;
    expect(noteOf('brand_invoice')).toContain('Paid in full before it was issued, by a charge of GBP\u00a0823.45.');
    expect(noteOf('brand_invoice', facts().hold)).toContain('before it was issued. ');
    for (const kind of ['influencer_receipt', 'fee_invoice'] as const) expect(noteOf(kind)).not.toContain('GBP');
  });

  it("gives the influencer the net of price and fee, in the influencer's own series", () => {
    const last: InvoiceSeries = { issuer: facts().deal.influencerId, year: '2026', lastNumber: 41, version: 41 };
    const { invoice, series } = planInvoice(facts({ kind: 'influencer_receipt' }), last);
    expect(invoice).toMatchObject({
      number: 'SB-ABCDEFGH-2026-000042',
      issuer: { name: 'Mara', country: 'DE' },
      recipient: { name: 'Glow Labs' },
      totalMinor: 85_500,
    });
    expect(invoice.lines.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ['price', 95_000],
      ['platform_fee', -9_500],
    ]);
    expect(invoice.note).toMatch(/no further invoice\. No tax is shown/);
    expect(series.lastNumber).toBe(42);
  });

  it("asks of the influencer the platform's fee, from the platform, in a series of its own", () => {
    const { invoice, series } = planInvoice(facts({ kind: 'fee_invoice' }), undefined);
    expect(invoice).toMatchObject({
      number: 'ACF-2026-000001',
      issuer: { partyId: null, name: 'Accord' },
      recipient: { name: 'Mara' },
      totalMinor: 9_500,
      lines: [{ kind: 'platform_fee', amountMinor: 9_500 }],
    });
    expect(invoice.note).toMatch(/nothing is left to pay\. No tax is shown/);
    expect(series.issuer).toBe('platform#fees');
  });

  const place = { street: 'Lindenweg 4', postalCode: '04109', city: 'Leipzig' };
  const billing = (country: string, number: string | null) => ({
    country: null,
    tax: { legalName: `Legal ${country}`, ...place, country, number },
  });

  it.each<[string, string | null, string, string | null, number[], RegExp]>([
    ['DE', 'DE123456789', 'DE', null, [79_832, 15_168], /contains USt of 19 %/],
    ['GB', 'GB123456789', 'GB', 'GB999999973', [79_167, 15_833], /contains VAT of 20 %/],
    ['FR', 'FR12345678901', 'DE', 'DE123456789', [95_000, 0], /Reverse charge: the customer, DE123456789/],
    ['US', null, 'US', null, [95_000, 0], /no federal sales tax/],
    ['DE', null, 'DE', 'DE123456789', [95_000], /No tax is shown: no VAT number of the supplier/],
    ['BR', '123456', 'DE', 'DE123456789', [95_000], /No tax is shown: Accord has no tax rule for suppliers in BR/],
  ])('from %s (%s) to %s (%s) shows its tax within the price', (from, number, to, customer, amounts, statement) => {
    const { invoice } = planInvoice(
      facts({ influencer: billing(from, number), brand: billing(to, customer) }),
      undefined,
    );
    expect(invoice.lines.map(({ amountMinor }) => amountMinor)).toEqual(amounts);
    expect(invoice.totalMinor).toBe(95_000);
    expect(invoice.note).toMatch(statement);
    expect([invoice.issuer.name, invoice.recipient.name]).toEqual([`Legal ${from}`, `Legal ${to}`]);
  });

  it('has the rate of the day of supply, not of the day of issue', () => {
    const then = { releasedAt: '2020-12-31T23:59:59.000Z', nowIso: '2021-01-01T00:00:01.000Z' };
    const sides = { influencer: billing('DE', 'DE123456789'), brand: billing('DE', null) };
    expect(planInvoice(facts({ ...then, ...sides }), undefined).invoice.tax?.line?.rateBps).toBe(1600);
  });

  it('says how it is taxed, and its lines sum to its total, which is what the ledger moved', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<ReleaseKind>(...RELEASE_KINDS),
        fc.integer({ min: 1, max: 99_999_999 }),
        fc.integer({ min: 0, max: 10_000 }),
        fc.constantFrom('DE', 'FR', 'GB', 'US', 'IT', 'ES', 'BR'),
        fc.boolean(),
        (kind, priceMinor, bps, country, isRegistered) => {
          const feeMinor = Math.floor((priceMinor * bps) / 10_000);
          const hold = { ...facts().hold, priceMinor, feeMinor };
          const influencer = billing(country, isRegistered ? 'X1' : null);
          const { invoice } = planInvoice(facts({ kind, hold, influencer }), undefined);
          expect(invoice.lines.reduce((total, line) => total + line.amountMinor, 0)).toBe(invoice.totalMinor);
          const total = { brand_invoice: priceMinor, influencer_receipt: priceMinor - feeMinor, fee_invoice: feeMinor };
          expect(invoice.totalMinor).toBe(total[kind]);
          expect(invoice.note).toContain(invoice.tax?.statement);
          expect(invoice.lines.some((line) => line.kind === 'tax')).toBe(invoice.tax?.line !== null);
        },
      ),
    );
  });
});

describe('a credit note', () => {
  const place = { street: 'Lindenweg 4', postalCode: '04109', city: 'Leipzig' };
  const influencer = { country: null, tax: { legalName: 'Mara', ...place, country: 'DE', number: 'DE123456789' } };
  const { invoice } = planInvoice(facts({ influencer }), undefined);
  const credit = (kind: CreditKind, amountMinor: number, last?: InvoiceSeries) =>
    planCreditNote({ invoiceId: 'inv_2', kind, invoice, amountMinor, nowIso: '2027-02-01T00:00:00.000Z' }, last);

  it('names its invoice, takes back an amount with the tax in it, and has a series of its own', () => {
    const { note, series } = credit('brand_credit_note', 11_900);
    expect(note).toMatchObject({
      number: 'CN-2027-000001',
      credits: { invoiceId: invoice.invoiceId, number: 'ACC-2026-000001', issuedOn: '2027-01-01' },
      totalMinor: -11_900,
      suppliedOn: '2026-12-31',
      lines: [
        { kind: 'price', amountMinor: -10_000 },
        { kind: 'tax', amountMinor: -1_900 },
      ],
    });
    expect(series).toEqual({ issuer: 'platform#credits', year: '2027', lastNumber: 1 });
    const last = { issuer: 'x', year: '2027', lastNumber: 6, version: 6 };
    expect(credit('influencer_credit_note', 1, last).note.number).toBe('CNI-ABCDEFGH-2027-000007');
  });

  it('of the whole invoice takes back exactly its lines', () => {
    const { note } = credit('brand_credit_note', invoice.totalMinor);
    expect(note.lines.map(({ amountMinor }) => -amountMinor)).toEqual(invoice.lines.map((line) => line.amountMinor));
  });
});
