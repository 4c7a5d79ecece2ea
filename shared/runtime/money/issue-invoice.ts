import type { EventDraft } from '#contract/events.ts';
import { create, createOrReplace } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { contractRef } from '#data/contract.ts';
import { holdRef } from '#data/hold.ts';
import { influencerRef, influencerTaxRef } from '#data/influencer.ts';
import {
  type InvoiceItem,
  InvoiceMarks,
  InvoiceSeriesItems,
  Invoices,
  invoiceMarkRef,
  invoiceSeriesRef,
  invoiceTemplateRef,
} from '#data/invoice.ts';
import { partitions } from '#data/keys.ts';
import { findOne } from '#data/read.ts';
import { workspaceRef } from '#data/workspace.ts';
import { isRefused } from '#domain/decision.ts';
import { ownSeries, planInvoice, seriesOf } from '#domain/invoice.ts';
import { money } from '#domain/money.ts';
import { newId } from '../ids.ts';
import { systemCommitContext } from '../system-commit.ts';
import type { InvoiceRequest } from './invoice-request.ts';
import { paymentOf } from './move-hold.ts';

/**
 * Issues one document with the next number of its series: number and document are one commit, so that no number is lost or given twice.
 * A contract that has its document gets no second; one whose money is not released is an error.
 */
export async function issueInvoice(request: InvoiceRequest): Promise<void> {
  const { kind, workspaceId, campaignId, contractId, influencerId, releasedAt } = request;
  const context = systemCommitContext(request);
  const invoiceId = newId('invoice');
  // Before the commit, since it names the series: a document issued as the template is changed has the one from before.
  const template = await findOne(invoiceTemplateRef(workspaceId));
  const outcome = await commit(context, {
    reads: {
      mark: invoiceMarkRef(workspaceId, contractId, kind),
      series: invoiceSeriesRef(seriesOf(kind, influencerId, releasedAt, ownSeries(workspaceId, template))),
      hold: holdRef(workspaceId, campaignId, contractId),
      contract: contractRef(workspaceId, contractId),
      workspace: workspaceRef(workspaceId),
      influencer: influencerRef(influencerId),
      billing: influencerTaxRef(influencerId),
    },
    decide: ({ mark, series, hold, contract, workspace, influencer, billing }) => {
      const answer = { status: 200, body: {} };
      if (mark) return { changes: [], answer };
      if (!contract || hold?.status !== 'released')
        throw new Error(`The money of ${contractId} is not released; it gets no invoice.`);
      if (kind === 'fee_invoice' && hold.feeMinor === 0) return { changes: [], answer };
      const planned = planInvoice(
        {
          invoiceId,
          kind,
          hold: { ...hold, paymentId: paymentOf(hold) },
          deal: dealOf(contract),
          brand: { country: workspace?.country ?? null, tax: workspace?.tax ?? null },
          influencer: { country: influencer?.geoLocation?.country ?? null, tax: billing?.tax ?? null },
          template,
          releasedAt,
          nowIso: context.nowIso,
        },
        series,
      );
      return {
        changes: [
          create(Invoices, planned.invoice),
          create(InvoiceMarks, { workspaceId, contractId, kind, invoiceId }),
          createOrReplace(InvoiceSeriesItems, series, planned.series),
        ],
        event: issued(planned.invoice),
        answer,
      };
    },
  });
  if (isRefused(outcome)) throw new Error(`An invoice was refused: ${outcome.refused}.`);
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
    partition:
      kind === 'brand_invoice' ? partitions.campaign(workspaceId, campaignId) : partitions.influencer(influencerId),
    data: {
      workspaceId,
      influencerId,
      campaignId,
      contractId,
      paymentId,
      invoiceId,
      kind,
      number,
      amount: money(invoice.totalMinor, invoice.currency),
    },
  };
}
