import type { EventDraft } from '#contract/events.ts';
import { create, createOrReplace } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { type ContractItem, contractRef } from '#data/contract.ts';
import { type HeldPart, type HoldItem, holdRef } from '#data/hold.ts';
import { influencerRef, influencerTaxRef } from '#data/influencer.ts';
import {
  brandInvoiceRef,
  InvoiceCredits,
  type InvoiceItem,
  InvoiceMarks,
  InvoiceSeriesItems,
  Invoices,
  invoiceCreditRef,
  invoiceMarkRef,
  invoiceSeriesRef,
  invoiceTemplateRef,
} from '#data/invoice.ts';
import { partitions } from '#data/keys.ts';
import { paymentRef } from '#data/payment.ts';
import { findOne } from '#data/read.ts';
import { workspaceRef } from '#data/workspace.ts';
import { isRefused } from '#domain/decision.ts';
import { milestoneOf, partIdOf, partsOf } from '#domain/hold-parts.ts';
import {
  type CreditKind,
  creditSeriesOf,
  type InvoiceFacts,
  isOfBrand,
  ownSeries,
  planCreditNote,
  planInvoice,
  type ReleaseKind,
  seriesOf,
} from '#domain/invoice.ts';
import { severalOf } from '#domain/milestones.ts';
import { money } from '#domain/money.ts';
import { platformCountry, platformTaxNumber } from '../config.ts';
import { invoiceEntry } from '../documents/source-entries.ts';
import { newId } from '../ids.ts';
import { systemCommitContext } from '../system-commit.ts';
import type { InvoiceRequest } from './invoice-request.ts';
import { paymentOf } from './move-hold.ts';

/**
 * Issues one document with the next number of its series: number and document are one commit, so that no number is lost or given twice.
 * A contract that has its document gets no second; one whose money is not released is an error.
 */
export async function issueInvoice(request: ReleaseRequest): Promise<void> {
  const { kind, workspaceId, campaignId, contractId, influencerId, partId, releasedAt } = request;
  const context = systemCommitContext(request);
  const invoiceId = newId('invoice');
  // Before the commit, since it names the series: a document issued as the template is changed has the one from before.
  const template = await findOne(invoiceTemplateRef(workspaceId));
  const outcome = await commit(context, {
    reads: {
      mark: invoiceMarkRef(request, kind),
      series: invoiceSeriesRef(seriesOf(kind, influencerId, releasedAt, ownSeries(workspaceId, template))),
      hold: holdRef(workspaceId, campaignId, contractId),
      contract: contractRef(workspaceId, contractId),
      workspace: workspaceRef(workspaceId),
      influencer: influencerRef(influencerId),
      billing: influencerTaxRef(influencerId),
    },
    decide: ({ mark, series, hold: whole, contract, workspace, influencer, billing }) => {
      const answer = { status: 200, body: {} };
      if (mark) return { changes: [], answer };
      const hold = partNamed(whole, partId);
      if (!contract || hold?.status !== 'released')
        throw new Error(`The money of ${contractId} is not released; it gets no invoice.`);
      if (kind === 'fee_invoice' && hold.feeMinor === 0) return { changes: [], answer };
      const planned = planInvoice(
        {
          invoiceId,
          kind,
          hold: { ...hold, paymentId: paymentOf(hold) },
          deal: dealOf(contract),
          milestone: hold.of && namedMilestone(contract, milestoneOf(hold)),
          brand: { country: workspace?.country ?? null, tax: workspace?.tax ?? null },
          influencer: { country: influencer?.geoLocation?.country ?? null, tax: billing?.tax ?? null },
          platform: { country: platformCountry(), taxNumber: platformTaxNumber() },
          template,
          releasedAt,
          nowIso: context.nowIso,
        },
        series,
      );
      return {
        changes: [
          create(Invoices, planned.invoice),
          invoiceEntry(planned.invoice),
          create(InvoiceMarks, { workspaceId, contractId, kind, partId, invoiceId }),
          createOrReplace(InvoiceSeriesItems, series, planned.series),
        ],
        event: issued(planned.invoice),
        answer,
      };
    },
  });
  if (isRefused(outcome)) throw new Error(`An invoice was refused: ${outcome.refused}.`);
}

/** The part that is named, or the whole hold where none is. */
function partNamed(hold: HoldItem | undefined, partId: string | undefined): HeldPart | undefined {
  if (!hold || partId === undefined) return hold;
  return partsOf(hold).find((part) => partIdOf(part) === partId);
}

/** A milestone with its words, `milestone 2, First reel`; nothing of a contract that has one. */
function namedMilestone({ terms }: ContractItem, number: number): InvoiceFacts['milestone'] {
  const several = severalOf(terms);
  return several && { number, text: `milestone ${number}, ${several[number - 1]?.title}` };
}

/** A request for one of the documents of a release. */
type ReleaseRequest = InvoiceRequest & { kind: ReleaseKind };

/**
 * Issues the credit note that is due to a side, with the next number of its series: for what was taken back from the influencer after the release, once
 * the dispute about the payment is lost and as far as no earlier note says it. Does nothing when none is due; throws for an invoice that is yet to come.
 */
export async function issueCreditNote(request: InvoiceRequest & { kind: CreditKind }): Promise<void> {
  const { kind, workspaceId, campaignId, contractId, influencerId, partId } = request;
  const context = systemCommitContext(request);
  const hold = partNamed(await findOne(holdRef(workspaceId, campaignId, contractId)), partId);
  if (!hold?.paymentId || hold.status !== 'released') return;
  const mark = await findOne(invoiceMarkRef(request, 'brand_invoice'));
  if (!mark) throw new Error(`${contractId} has no invoice yet; its credit note is asked for again.`);
  const invoiceId = newId('invoice');
  const outcome = await commit(context, {
    reads: {
      credit: invoiceCreditRef(request, kind),
      series: invoiceSeriesRef(creditSeriesOf(kind, influencerId, context.nowIso)),
      invoice: brandInvoiceRef(workspaceId, mark.invoiceId),
      payment: paymentRef(workspaceId, hold.paymentId),
      hold: holdRef(workspaceId, campaignId, contractId),
    },
    decide: ({ credit, series, invoice, payment, hold: now }) => {
      const answer = { status: 200, body: {} };
      const amountMinor = (partNamed(now, partId)?.clawedBackMinor ?? 0) - (credit?.creditedMinor ?? 0);
      if (!invoice || payment?.dispute?.status !== 'lost' || amountMinor <= 0) return { changes: [], answer };
      const planned = planCreditNote({ invoiceId, kind, invoice, amountMinor, nowIso: context.nowIso }, series);
      const creditedMinor = (credit?.creditedMinor ?? 0) + amountMinor;
      return {
        changes: [
          create(Invoices, planned.note),
          invoiceEntry(planned.note),
          createOrReplace(InvoiceCredits, credit, { workspaceId, contractId, kind, partId, creditedMinor }),
          createOrReplace(InvoiceSeriesItems, series, planned.series),
        ],
        event: issued(planned.note),
        answer,
      };
    },
  });
  if (isRefused(outcome)) throw new Error(`A credit note was refused: ${outcome.refused}.`);
}

function dealOf(contract: {
  workspaceId: string;
  influencerId: string;
  campaignId: string;
  campaignTitle: string;
  contractId: string;
  brandName: string;
  influencerName: string;
}) {
  const { workspaceId, influencerId, campaignId, campaignTitle, contractId, brandName, influencerName } = contract;
  return { workspaceId, influencerId, campaignId, campaignTitle, contractId, brandName, influencerName };
}

/** Each document is news of its own side only: the campaign's timeline tells the brand's, the influencer's their own. */
function issued(invoice: InvoiceItem): EventDraft {
  const { invoiceId, kind, number, workspaceId, influencerId, campaignId, contractId, paymentId } = invoice;
  return {
    type: 'InvoiceIssued',
    aggregateId: invoiceId,
    seq: 1,
    partition: isOfBrand(kind) ? partitions.campaign(workspaceId, campaignId) : partitions.influencer(influencerId),
    data: {
      workspaceId,
      influencerId,
      campaignId,
      contractId,
      paymentId,
      invoiceId,
      kind,
      number,
      amount: money(Math.abs(invoice.totalMinor), invoice.currency),
    },
  };
}
