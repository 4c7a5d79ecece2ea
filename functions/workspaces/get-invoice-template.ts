import { getInvoiceTemplate } from '#contract/areas/invoices.ts';
import { invoiceTemplateRef } from '#data/invoice.ts';
import { findOne } from '#data/read.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { templateView } from '#runtime/views/invoice.ts';

export const handler = endpoint(getInvoiceTemplate, async (call) => {
  const { workspaceId } = demandWorkspace(call.member(), call.params.workspaceId);
  return { status: 200, body: templateView(await findOne(invoiceTemplateRef(workspaceId))) };
});
