import { putInvoiceTemplate } from '#contract/areas/invoices.ts';
import { create, createOrReplace } from '#data/change.ts';
import { InvoiceTemplates, InvoiceTemplateVersions, invoiceTemplateRef } from '#data/invoice.ts';
import { partitions } from '#data/keys.ts';
import { refuse } from '#domain/decision.ts';
import { templateIssuesOf } from '#domain/invoice-template.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { demandWorkspace } from '#runtime/membership.ts';
import { templateView } from '#runtime/views/invoice.ts';

/** Every version stays, so that a document is printed with the one it was issued under. */
export const handler = endpoint(putInvoiceTemplate, async (call) => {
  const { workspaceId } = demandWorkspace(call.member(), call.params.workspaceId);
  return call.commit({
    reads: { template: invoiceTemplateRef(workspaceId) },
    decide: ({ template }) => {
      const issues = templateIssuesOf(call.body);
      if (issues.length > 0) return refuse('validation_failed', undefined, issues);
      const next = { workspaceId, ...call.body, version: (template?.version ?? 0) + 1, updatedAt: call.nowIso };
      return {
        changes: [createOrReplace(InvoiceTemplates, template, next), create(InvoiceTemplateVersions, next)],
        event: {
          type: 'InvoiceTemplateSaved',
          aggregateId: workspaceId,
          seq: next.version,
          partition: partitions.workspace(workspaceId),
          data: { workspaceId, prefix: next.prefix, hasFooter: next.footer !== null, hasLogo: next.logo !== null },
        },
        answer: { status: 200, body: templateView(next) },
      };
    },
  });
});
