import { Link } from '@tanstack/react-router';
import { listInvoices } from '#contract/areas/invoices.ts';
import { useEndpointPages } from '@/api/hooks.ts';
import { ContractLink } from '@/features/contracts/contract-link.tsx';
import { useSide } from '@/features/offers/offer-words.tsx';
import { ButtonLink } from '@/ui/button.tsx';
import { EmptyState } from '@/ui/feedback.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { formatDay } from '@/ui/relative-time.tsx';
import { DownloadPdf, InvoiceLines, type InvoiceView } from '../invoice-parts.tsx';

/** The documents of one's own side, newest first, each with its lines. */
export function ListInvoices() {
  const side = useSide();
  const invoices = useEndpointPages(listInvoices, { query: {} }, { keyOf: (one) => one.invoiceId });
  return (
    <>
      <PageHeader
        title="Invoices"
        lead={
          side === 'brand'
            ? 'One for each contract whose money was released.'
            : 'One receipt for each contract you were paid for.'
        }
        actions={side === 'influencer' && <ButtonLink to="/tax-data">Tax data</ButtonLink>}
      />
      <LoadedPages
        query={invoices}
        empty={
          <EmptyState icon="contract" title="No invoices yet">
            The first appears when the money of a contract is released.
          </EmptyState>
        }
      >
        {(items) => (
          <ul className="grid gap-4">
            {items.map((invoice) => (
              <li key={invoice.invoiceId}>
                <Invoice invoice={invoice} />
              </li>
            ))}
          </ul>
        )}
      </LoadedPages>
    </>
  );
}

function Invoice({ invoice }: { invoice: InvoiceView }) {
  return (
    <Card>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="font-semibold break-all">
          <Link
            to="/invoices/$invoiceId"
            params={{ invoiceId: invoice.invoiceId }}
            className="underline decoration-line-strong underline-offset-4 hover:text-accent"
          >
            {invoice.number}
          </Link>
        </h2>
        <span className="text-small text-faint">{formatDay(invoice.issuedOn)}</span>
      </div>
      <p className="mt-1 text-small text-soft">
        {invoice.issuer.name} to {invoice.recipient.name} · <ContractLink contractId={invoice.contractId} />
      </p>
      <div className="mt-4 border-t border-line pt-3">
        <InvoiceLines invoice={invoice} />
      </div>
      <div className="mt-4 flex flex-wrap items-end justify-between gap-3">
        <p className="max-w-xl text-tiny text-faint">{invoice.note}</p>
        <DownloadPdf invoice={invoice} />
      </div>
    </Card>
  );
}
