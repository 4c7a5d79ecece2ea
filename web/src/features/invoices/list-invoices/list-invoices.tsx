import { listInvoices } from '#contract/areas/invoices.ts';
import type { OutputOf } from '@/api/client.ts';
import { useEndpointPages } from '@/api/hooks.ts';
import type { ItemOf } from '@/api/types.ts';
import { ContractLink } from '@/features/contracts/contract-link.tsx';
import { useSide } from '@/features/offers/offer-words.tsx';
import { EmptyState } from '@/ui/feedback.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { Money } from '@/ui/money-view.tsx';
import { formatDay } from '@/ui/relative-time.tsx';

type InvoiceView = ItemOf<OutputOf<typeof listInvoices>>;

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
            : 'One receipt for each contract you were paid for, issued in your name.'
        }
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
        <h2 className="font-semibold break-all">{invoice.number}</h2>
        <span className="text-small text-faint">{formatDay(invoice.issuedOn)}</span>
      </div>
      <p className="mt-1 text-small text-soft">
        {invoice.issuer.name} to {invoice.recipient.name} · <ContractLink contractId={invoice.contractId} />
      </p>
      <dl className="mt-4 grid gap-2 border-t border-line pt-3 text-small">
        {invoice.lines.map((line) => (
          <div key={line.kind} className="flex items-baseline justify-between gap-4">
            <dt className="min-w-0 break-words">{line.description}</dt>
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
      <p className="mt-3 text-tiny text-faint">{invoice.note}</p>
    </Card>
  );
}
