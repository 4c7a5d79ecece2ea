import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { Balance, CurrencyCode, Day, Instant, id } from '../schemas.ts';
import { InvoiceDownload } from './invoices.ts';

const EarningSums = {
  /** What brands paid for the work. */
  gross: Balance,
  /** What Accord kept of that. */
  platformFee: Balance,
  /** Value added tax that the gross contains, by the receipts. */
  tax: Balance,
  /** What was paid out: gross less fee. */
  net: Balance,
  /** What was taken back of what was paid out. */
  returned: Balance,
};

/** What an influencer earned in a calendar year (UTC), by brand and currency of the contract, down to the single payout. */
export const YearOfEarnings = z.strictObject({
  year: z.string(),
  /** Before the end of the year it is what there is so far. */
  isOver: z.boolean(),
  groups: z.array(
    z.strictObject({
      workspaceId: id('workspace'),
      /** Null while no receipt names it. */
      brandName: z.nullable(z.string()),
      currency: CurrencyCode,
      ...EarningSums,
      lines: z.array(
        z.strictObject({
          /** Of the ledger. */
          entryId: id('entry'),
          kind: z.enum(['paid', 'returned']),
          on: Day,
          contractId: id('contract'),
          /** Which milestone of the contract was paid; null where that has one, and for payouts from before that was kept. */
          milestone: z.nullable(z.int()),
          campaignId: id('campaign'),
          campaignTitle: z.nullable(z.string()),
          /** Null while the receipt is being issued. */
          invoice: z.nullable(z.strictObject({ invoiceId: id('invoice'), number: z.string() })),
          cause: z.nullable(z.strictObject({ eventId: id('event'), action: z.string() })),
          ...EarningSums,
        }),
      ),
    }),
  ),
  totals: z.array(z.strictObject({ currency: CurrencyCode, ...EarningSums })),
});
z.globalRegistry.add(YearOfEarnings, { id: 'YearOfEarnings' });

const yearParams = z.strictObject({ year: z.string().check(z.regex(/^20\d\d$/, 'must be a year, e.g. 2026')) });

export const getYearOfEarnings = defineEndpoint({
  id: 'influencers.get-year-of-earnings',
  method: 'GET',
  path: '/influencers/earnings/{year}',
  allow: ['influencer:self'],
  params: yearParams,
  query: z.strictObject({ format: z._default(z.enum(['json', 'csv']), 'json') }),
  responses: { 200: YearOfEarnings },
  errors: [],
  summary:
    'The statement of a calendar year: gross, fee, tax, net and what was returned, by brand and currency, as JSON or CSV.',
});

const BeingPrinted = z.strictObject({ year: z.string(), askedAt: Instant });

export const askEarningsPdf = defineEndpoint({
  id: 'influencers.ask-earnings-pdf',
  method: 'POST',
  path: '/influencers/earnings/{year}/pdf',
  allow: ['influencer:self'],
  idempotent: true,
  rate: 'payments',
  params: yearParams,
  responses: { 202: BeingPrinted },
  errors: [],
  summary: 'Have the statement of a year printed as it stands now; GET the same address a moment later.',
});

export const getEarningsPdf = defineEndpoint({
  id: 'influencers.get-earnings-pdf',
  method: 'GET',
  path: '/influencers/earnings/{year}/pdf',
  allow: ['influencer:self'],
  params: yearParams,
  /** 202: it is being printed; ask again in a moment. */
  responses: { 200: InvoiceDownload, 202: BeingPrinted },
  errors: ['not_found'],
  summary: 'A short-lived address that saves the printed statement of a year, once it was asked for and is printed.',
});

export const earningEndpoints = [getYearOfEarnings, askEarningsPdf, getEarningsPdf] as const;
