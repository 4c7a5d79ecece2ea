import { expect, it } from 'vitest';
import { type InvoiceFacts, planInvoice, type ReleaseKind } from './invoice.ts';
import { invoiceFileName, invoicePaper, invoicePdfKey } from './invoice-paper.ts';

const facts = (kind: ReleaseKind, edit: Partial<InvoiceFacts['hold']> = {}): InvoiceFacts => ({
  invoiceId: 'inv_01JD0000000000000000000001',
  kind,
  hold: {
    priceMinor: 95_000,
    feeMinor: 9_500,
    currency: 'EUR',
    paymentId: 'pay_01JD0000000000000000000001',
    ...edit,
  },
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
  influencer: { country: null, tax: null },
  releasedAt: '2026-12-31T23:59:59.000Z',
  nowIso: '2027-01-01T00:00:01.000Z',
});
const paperOf = (...given: Parameters<typeof facts>) => {
  const paper = invoicePaper(planInvoice(facts(...given), undefined).invoice);
  return JSON.parse(JSON.stringify(paper).replaceAll('\u00a0', ' ')) as typeof paper;
};

it("prints the brand's invoice with its parties, days, references, and what the total is made of", () => {
  expect(paperOf('brand_invoice')).toMatchObject({
    kind: 'Invoice',
    number: 'ACC-2026-000001',
    facts: [
      { name: 'Number', value: 'ACC-2026-000001' },
      { name: 'Date of issue', value: '1 January 2027' },
      { name: 'Date of supply', value: '31 December 2026' },
      { name: 'Campaign', value: 'Spring serum' },
      { name: 'Contract', value: 'ctr_01JD0000000000000000000001' },
      { name: 'Payment', value: 'pay_01JD0000000000000000000001' },
    ],
    parties: [
      { role: 'Supplier', lines: ['Mara', 'inf_01JD00000000000000ABCDEFGH'] },
      { role: 'Customer', lines: ['Glow Labs', 'Germany', 'wsp_01JD0000000000000000000001'] },
    ],
    columns: ['Description', 'Amount (EUR)'],
    rows: [{ amount: 'EUR 950.00' }],
    total: { amount: 'EUR 950.00' },
    breakdown: [{ amount: 'EUR 95.00' }, { amount: 'EUR 855.00' }],
  });
});

it("prints the influencer's receipt in their name, with the fee as a line", () => {
  const paper = paperOf('influencer_receipt');
  expect(paper.kind).toBe('Receipt');
  expect(paper.parties[0]?.lines).toEqual(['Mara', 'inf_01JD00000000000000ABCDEFGH']);
  expect(paper.rows.map(({ amount }) => amount)).toEqual(['EUR 950.00', 'EUR −95.00']);
  expect(paper.total.amount).toBe('EUR 855.00');
  expect(paper.breakdown).toEqual([]);
  expect(paper.notes[0]).toContain('no further invoice');
});

it('prints the tax as a line, the address and number of who has them on file, and the statement the rule demands', () => {
  const place = { legalName: 'Mara Muster', street: 'Lindenweg 4', postalCode: '04109', city: 'Leipzig' };
  const influencer = { country: null, tax: { ...place, country: 'DE', number: 'DE123456789' } };
  const { invoice } = planInvoice({ ...facts('brand_invoice'), influencer }, undefined);
  const { parties, rows, total, notes } = invoicePaper(invoice);
  expect(parties[0]?.lines).toEqual([
    ...['Mara Muster', 'Lindenweg 4', '04109 Leipzig', 'Germany', 'VAT or tax number DE123456789'],
    'inf_01JD00000000000000ABCDEFGH',
  ]);
  expect(rows.map(({ text, amount }) => [text.slice(0, 11), amount.replace('\u00a0', ' ')])).toEqual([
    ['Influencer ', 'EUR 798.32'],
    ['USt 19 % (D', 'EUR 151.68'],
  ]);
  expect(total.amount.replace('\u00a0', ' ')).toBe('EUR 950.00');
  expect(notes[0]).toMatch(/^Self-billing: .* contains USt of 19 %/);
});

it.each([
  ['JPY', 'JPY 95,000', 'JPY 85,500'],
  ['KWD', 'KWD 95.000', 'KWD 85.500'],
] as const)('writes %s with the digits it has', (currency, price, net) => {
  const { rows, total } = paperOf('influencer_receipt', { currency });
  expect([rows[0]?.amount, total.amount]).toEqual([price, net]);
});

it('names files and their place', () => {
  expect(invoiceFileName({ number: 'ACC-2026-000001' })).toBe('ACC-2026-000001.pdf');
  expect(invoicePdfKey('inv_1', 'ab')).toBe('invoices/inv_1/ab.pdf');
});
