import { CURRENCY_EXPONENTS } from './currencies.ts';
import { percentText } from './invoice-tax.ts';
import type { Money } from './money.ts';

interface RowParty {
  name: string;
  country: string | null;
  taxNumber: string | null;
}

/** What a row says of a document. */
export interface InvoiceRow {
  number: string;
  kind: string;
  issuedOn: string;
  suppliedOn: string;
  issuer: RowParty;
  recipient: RowParty;
  campaignTitle: string;
  /** A view says no type of its ids. */
  contractId: unknown;
  lines: readonly { kind: string; amount: Money }[];
  total: Money;
  tax: { treatment: string; line: { name: string; rateBps: number } | null } | null;
}

const COLUMNS = [
  'Number',
  'Kind',
  'Issued on',
  'Supplied on',
  ...['Supplier', 'Supplier country', 'Supplier tax number'],
  ...['Customer', 'Customer country', 'Customer tax number'],
  'Campaign',
  'Contract',
  'Currency',
  'Without tax',
  'Tax',
  'Tax rate',
  'Tax treatment',
  'Platform fee kept back',
  'Total',
];

/** Documents as rows of a table, with a head; amounts are in whole units of their currency. */
export function invoiceRows(invoices: readonly InvoiceRow[]): (string | number | null)[][] {
  return [COLUMNS, ...invoices.map(rowOf)];
}

function rowOf(invoice: InvoiceRow): (string | number | null)[] {
  const { total, tax, lines } = invoice;
  const { currency } = total;
  const sumOf = (kinds: readonly string[]) => {
    const amounts = lines.filter(({ kind }) => kinds.includes(kind)).map(({ amount }) => amount.amountMinor);
    return unitsOf({ amountMinor: amounts.reduce((all, amount) => all + amount, 0), currency });
  };
  const has = (kind: string) => lines.some((line) => line.kind === kind);
  const isFee = !has('price');
  return [
    ...[invoice.number, invoice.kind, invoice.issuedOn, invoice.suppliedOn],
    ...partyCells(invoice.issuer),
    ...partyCells(invoice.recipient),
    ...[invoice.campaignTitle, String(invoice.contractId), currency],
    sumOf([isFee ? 'platform_fee' : 'price']),
    tax?.line ? sumOf(['tax']) : null,
    tax?.line ? `${tax.line.name} ${percentText(tax.line.rateBps)}` : null,
    tax?.treatment ?? null,
    !isFee && has('platform_fee') ? sumOf(['platform_fee']) : null,
    unitsOf(total),
  ];
}

function partyCells({ name, country, taxNumber }: RowParty): (string | null)[] {
  return [name, country, taxNumber];
}

/** Minor units as whole ones with their fraction: 95 050 cents are 950.5. */
export function unitsOf({ amountMinor, currency }: Money): number {
  return Number(`${amountMinor}e-${CURRENCY_EXPONENTS[currency]}`);
}
