import { Link } from '@tanstack/react-router';
import { useState } from 'react';
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
import { FilterBar, type Filters } from './filter-bar.tsx';

/** The documents of one's own side, newest first, each with its lines. */
export function ListInvoices() {
  const side = useSide();
  const [filters, setFilters] = useState<Filters>({});
  const invoices = useEndpointPages(listInvoices, { query: filters }, { keyOf: (one) => one.invoiceId });
  const isNarrowed = Object.keys(filters).length > 0;
  return (
    <>
      <PageHeader
        title="Invoices"
        lead={
          side === 'brand'
            ? 'One for each contract whose money was released.'
            : 'For each contract you were paid for: a receipt, and the invoice of the platform fee.'
        }
        actions={side === 'influencer' && <ButtonLink to="/tax-data">Tax data</ButtonLink>}
      />
      <FilterBar filters={filters} onChange={setFilters} side={side} />
      <LoadedPages
        query={invoices}
        empty={
          isNarrowed ? (
            <EmptyState icon="contract" title="Nothing here">
              No document was issued in this period, or none of this kind.
            </EmptyState>
          ) : (
            <EmptyState icon="contract" title="No invoices yet">
              The first appears when the money of a contract is released.
            </EmptyState>
          )
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
        {invoice.issuer.name} to {invoice.recipient.name} ·{' '}
        <ContractLink contractId={invoice.contractId} milestone={invoice.milestone} />
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
