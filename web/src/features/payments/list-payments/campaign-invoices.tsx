import { Link } from '@tanstack/react-router';
import { listInvoices } from '#contract/areas/invoices.ts';
import { useEndpointPages } from '@/api/hooks.ts';
import { Button } from '@/ui/button.tsx';
import { Card } from '@/ui/layout.tsx';
import { Money } from '@/ui/money-view.tsx';
import { formatDay } from '@/ui/relative-time.tsx';

/** The invoices about a campaign, for those who may read them; nothing while there are none. */
export function CampaignInvoices({ campaignId }: { campaignId: string }) {
  const invoices = useEndpointPages(
    listInvoices,
    { query: { campaignId } },
    { keyOf: (one) => one.invoiceId, belongs: (one) => one.campaignId === campaignId },
  );
  if (!invoices.items?.length) return null;
  return (
    <Card title="Invoices">
      <ul className="divide-y divide-line">
        {invoices.items.map(({ invoiceId, number, issuedOn, total }) => (
          <li
            key={invoiceId}
            className="flex flex-wrap items-baseline justify-between gap-x-4 py-2.5 first:pt-0 last:pb-0"
          >
            <Link
              to="/invoices/$invoiceId"
              params={{ invoiceId }}
              className="font-medium break-all underline decoration-line-strong underline-offset-4 hover:text-accent"
            >
              {number}
            </Link>
            <span className="flex flex-wrap gap-x-4 text-small text-soft">
              {formatDay(issuedOn)}
              <Money value={total} />
            </span>
          </li>
        ))}
      </ul>
      {invoices.hasNextPage && (
        <Button size="small" busy={invoices.isFetchingNextPage} onClick={() => void invoices.fetchNextPage()}>
          Show more
        </Button>
      )}
    </Card>
  );
}
