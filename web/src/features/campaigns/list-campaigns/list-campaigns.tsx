import { Link } from '@tanstack/react-router';
import { listCampaigns } from '#contract/areas/campaigns.ts';
import { CAMPAIGN_STATUSES } from '#domain/campaign.ts';
import { useEndpointPages } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { Button, ButtonLink } from '@/ui/button.tsx';
import { EmptyState, ErrorPanel, SkeletonRows } from '@/ui/feedback.tsx';
import { Card, type Column, DataTable, PageHeader } from '@/ui/layout.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { BudgetRange, type CampaignView, runsText, STATUS_NAMES, StatusBadge } from '../campaign-words.tsx';
import { listCampaignsRoute } from '../routes.ts';

const COLUMNS: readonly Column<CampaignView>[] = [
  {
    header: 'Campaign',
    primary: true,
    cell: (campaign) => (
      <Link
        to="/campaigns/$campaignId"
        params={{ campaignId: campaign.campaignId }}
        className="font-semibold break-words after:absolute after:inset-0 hover:text-accent focus-visible:outline-none focus-visible:after:rounded-control focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
      >
        {campaign.title}
      </Link>
    ),
  },
  { header: 'Status', cell: (campaign) => <StatusBadge status={campaign.status} /> },
  { header: 'Runs', cell: (campaign) => <span className="text-soft lg:whitespace-nowrap">{runsText(campaign)}</span> },
  {
    header: 'Budget',
    align: 'right',
    cell: (campaign) => <BudgetRange budget={campaign.budget} className="lg:whitespace-nowrap" />,
  },
  {
    header: 'Changed',
    align: 'right',
    cell: (campaign) => (
      <span className="whitespace-nowrap text-soft">
        <RelativeTime at={campaign.updatedAt} />
      </span>
    ),
  },
];

const BRAND: Column<CampaignView> = {
  header: 'Brand',
  cell: (campaign) => <span className="text-soft break-words">{campaign.brandName ?? '—'}</span>,
};

/** Whose each is, once there is more than one brand among them. */
function columnsFor(campaigns: readonly CampaignView[]): readonly Column<CampaignView>[] {
  const [name, ...others] = COLUMNS;
  const isOne = new Set(campaigns.map(({ brandId }) => brandId)).size < 2;
  return name && !isOne ? [name, BRAND, ...others] : COLUMNS;
}

export function ListCampaigns() {
  const { status } = listCampaignsRoute.useSearch();
  const mayWrite = useMay('campaign:write');
  const campaigns = useEndpointPages(
    listCampaigns,
    { query: status ? { status } : {} },
    { keyOf: (campaign) => campaign.campaignId, belongs: (campaign) => !status || campaign.status === status },
  );
  const create = (
    <ButtonLink to="/campaigns/new" variant="primary" icon="plus">
      New campaign
    </ButtonLink>
  );
  const none = campaigns.items?.length === 0;
  return (
    <>
      <PageHeader
        title="Campaigns"
        lead="What you want made, by whom, and what it may cost."
        actions={mayWrite && !(none && !status) && create}
      />
      {!(none && !status) && <StatusFilter />}
      {campaigns.isPending ? (
        <SkeletonRows />
      ) : campaigns.error && !campaigns.items ? (
        <ErrorPanel error={campaigns.error} onRetry={() => void campaigns.refetch()} />
      ) : none ? (
        status ? (
          <EmptyState
            icon="campaigns"
            title={`No campaign is ${STATUS_NAMES[status].toLowerCase()}`}
            action={<ButtonLink to="/campaigns">Show all campaigns</ButtonLink>}
          >
            Campaigns appear here when they reach this state.
          </EmptyState>
        ) : (
          <EmptyState icon="campaigns" title="Plan your first campaign" action={mayWrite && create}>
            Write what you want, set a budget and dates. It stays a draft, seen only by your team, until you publish it.
          </EmptyState>
        )
      ) : (
        <Card className="p-0! md:p-0!">
          <DataTable
            caption="Campaigns, newest first"
            columns={columnsFor(campaigns.items ?? [])}
            rows={campaigns.items ?? []}
            keyOf={(campaign) => campaign.campaignId}
          />
        </Card>
      )}
      {campaigns.hasNextPage && (
        <div className="mt-5 flex justify-center">
          <Button onClick={() => void campaigns.fetchNextPage()} busy={campaigns.isFetchingNextPage}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}

function StatusFilter() {
  const options = [undefined, ...CAMPAIGN_STATUSES];
  return (
    <nav
      aria-label="Filter by status"
      className="-mx-4 mb-5 flex gap-1.5 overflow-x-auto px-4 py-1 sm:mx-0 sm:flex-wrap sm:px-0"
    >
      {options.map((status) => (
        <Link
          key={status ?? 'all'}
          to="/campaigns"
          search={status ? { status } : {}}
          activeOptions={{ exact: true, includeSearch: true }}
          className="inline-flex min-h-11 flex-none items-center rounded-full px-3.5 text-small font-medium text-soft hover:bg-sunken hover:text-ink aria-[current=page]:bg-ink aria-[current=page]:text-bg md:min-h-8"
        >
          {status ? STATUS_NAMES[status] : 'All'}
        </Link>
      ))}
    </nav>
  );
}
