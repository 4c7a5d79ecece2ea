import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { getInvoice } from '#contract/areas/invoices.ts';
import { invoiceTitle } from '#domain/invoice-paper.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { ContractLink } from '@/features/contracts/contract-link.tsx';
import { Button } from '@/ui/button.tsx';
import { Card, Facts, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { Money } from '@/ui/money-view.tsx';
import { countryName } from '@/ui/places.ts';
import { formatDay } from '@/ui/relative-time.tsx';
import { saveFile } from '@/ui/save-file.ts';
import { DownloadPdf, InvoiceLines, type InvoiceView } from '../invoice-parts.tsx';
import { viewInvoiceRoute } from '../routes.ts';

/** One document of one's own side, with what it is about and its PDF. */
export function ViewInvoice() {
  const { invoiceId } = viewInvoiceRoute.useParams();
  const invoice = useEndpoint(getInvoice, { params: { invoiceId } });
  const { data } = invoice;
  const mayList = useMay('invoice:read');
  return (
    <>
      <PageHeader
        title={!data ? 'Invoice' : `${invoiceTitle(data.kind)} ${data.number}`}
        lead={data?.campaignTitle}
        actions={
          data && (
            <>
              <Button icon="download" onClick={() => saveJson(data)}>
                JSON
              </Button>
              <DownloadPdf invoice={data} variant="primary" />
            </>
          )
        }
        back={
          mayList || !data
            ? { label: 'Invoices', to: '/invoices' }
            : {
                ...{ label: 'Payments', to: '/campaigns/$campaignId' },
                ...{ params: { campaignId: data.campaignId }, search: { tab: 'payments' } },
              }
        }
      />
      <Loaded query={invoice} title="This document cannot be shown">
        {(loaded) => <Detail invoice={loaded} />}
      </Loaded>
    </>
  );
}

/** What the API says of the document, as a file of its own. */
function saveJson(invoice: InvoiceView): void {
  saveFile(new Blob([JSON.stringify(invoice, null, 2)], { type: 'application/json' }), `${invoice.number}.json`);
}

function Detail({ invoice }: { invoice: InvoiceView }) {
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <Card title="Lines">
        <InvoiceLines invoice={invoice} />
        {invoice.kind === 'brand_invoice' && (
          <dl className="mt-2 grid gap-2 text-small text-soft">
            <Share name="of which platform fee">
              <Money value={invoice.platformFee} />
            </Share>
            <Share name="of which goes to the influencer">
              <Money value={invoice.net} />
            </Share>
          </dl>
        )}
        <p className="mt-4 text-small text-faint">{invoice.note}</p>
        {invoice.template?.footer && (
          <p className="mt-2 text-small wrap-anywhere whitespace-pre-line text-faint">{invoice.template.footer}</p>
        )}
      </Card>
      <Card title="Details">
        <Facts
          items={[
            { name: 'Supplier', value: <Party party={invoice.issuer} /> },
            { name: 'Customer', value: <Party party={invoice.recipient} /> },
            ...(invoice.credits ? [{ name: 'For invoice', value: <Credited credits={invoice.credits} /> }] : []),
            { name: 'Issued', value: formatDay(invoice.issuedOn) },
            { name: 'Supplied', value: formatDay(invoice.suppliedOn) },
            { name: 'Contract', value: <ContractLink contractId={invoice.contractId} milestone={invoice.milestone} /> },
          ]}
        />
      </Card>
    </div>
  );
}

function Credited({ credits: { invoiceId, number } }: { credits: NonNullable<InvoiceView['credits']> }) {
  if (invoiceId === null) return number;
  return (
    <Link to="/invoices/$invoiceId" params={{ invoiceId }} className="break-all underline underline-offset-4">
      {number}
    </Link>
  );
}

function Share({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Party({ party }: { party: InvoiceView['issuer'] }) {
  return (
    <>
      {party.name}
      {party.address.map((line) => (
        <span key={line} className="block text-small text-faint">
          {line}
        </span>
      ))}
      {party.country && <span className="block text-small text-faint">{countryName(party.country)}</span>}
      {party.taxNumber && <span className="block text-small text-faint">{party.taxNumber}</span>}
    </>
  );
}
