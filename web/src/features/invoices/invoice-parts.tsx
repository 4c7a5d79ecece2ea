import { getInvoice, getInvoicePdf, type listInvoices } from '#contract/areas/invoices.ts';
import type { OutputOf } from '@/api/client.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { explain } from '@/api/problem.ts';
import type { ItemOf } from '@/api/types.ts';
import { Button } from '@/ui/button.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { Money } from '@/ui/money-view.tsx';

export type InvoiceView = ItemOf<OutputOf<typeof listInvoices>>;

/** While a PDF is being made, it is looked for this often, ms; a push usually tells sooner. */
const MAKING_MS = 5_000;

/** Saves the PDF of a document. While it is being made the button says so, and becomes ready by itself. */
export function DownloadPdf({ invoice, variant }: { invoice: InvoiceView; variant?: 'primary' }) {
  const { invoiceId, number } = invoice;
  const params = { invoiceId };
  const latest = useEndpoint(
    getInvoice,
    { params },
    { enabled: invoice.pdf === null, everyMs: (data) => (data?.pdf ? false : MAKING_MS) },
  );
  const saving = useEndpointMutation(getInvoicePdf, { onSuccess: ({ url }) => window.location.assign(url) });
  const isReady = Boolean(invoice.pdf ?? latest.data?.pdf);
  return (
    <div className="grid min-w-0 gap-2">
      <div role="status" className="flex">
        <Button
          className="w-full sm:w-auto"
          size={variant ? 'normal' : 'small'}
          {...(variant && { variant })}
          icon="download"
          busy={!isReady || saving.isPending}
          onClick={() => saving.mutate({ params })}
        >
          <span>
            {isReady ? 'Download PDF' : 'Preparing PDF'}
            <span className="sr-only"> of {number}</span>
          </span>
        </Button>
      </div>
      {saving.error && <Notice tone="bad">{explain(saving.error)}</Notice>}
    </div>
  );
}

/** What a document is for, line by line, and its total. */
export function InvoiceLines({ invoice }: { invoice: Pick<InvoiceView, 'lines' | 'total'> }) {
  return (
    <dl className="grid gap-2 text-small">
      {invoice.lines.map((line) => (
        <div key={line.kind} className="flex items-baseline justify-between gap-4">
          <dt className="min-w-0 wrap-anywhere">{line.description}</dt>
          <dd>
            <Money value={line.amount} />
          </dd>
        </div>
      ))}
      <div className="flex items-baseline justify-between gap-4 border-t border-line pt-2 font-semibold">
        <dt>Total</dt>
        <dd>
          <Money value={invoice.total} />
        </dd>
      </div>
    </dl>
  );
}
