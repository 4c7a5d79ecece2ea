import { PAPER_EVENTS } from '#contract/events.ts';
import { printDeed } from '#runtime/paper/print-deed.ts';
import { printEarnings } from '#runtime/paper/print-earnings.ts';
import { printInvoice } from '#runtime/paper/print-invoice.ts';
import { reaction } from '#runtime/reaction.ts';

/** Puts on paper what an event says is to be had: invoices, earnings of a year, and contracts as both sides have agreed to and signed them. */
export const handler = reaction(PAPER_EVENTS, async (event, context) => {
  switch (event.type) {
    case 'InvoiceIssued':
      return printInvoice(event.data, context);
    case 'EarningsStatementAsked':
      return printEarnings(event.data, context);
    case 'OfferAccepted':
      return printDeed(event.data, 1, context);
    default:
      return printDeed(event.data, event.data.documentVersion, context);
  }
});
