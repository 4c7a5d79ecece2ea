import { Link } from '@tanstack/react-router';
import { listCampaigns } from '#contract/areas/campaigns.ts';
import type { CampaignStatus } from '#domain/campaign.ts';
import { sortTags } from '#domain/rules/tags.ts';
import { useEndpointPages } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { Button, ButtonLink } from '@/ui/button.tsx';
import { EmptyState, ErrorPanel, SkeletonRows } from '@/ui/feedback.tsx';
import { Card, type Column, DataTable, PageHeader } from '@/ui/layout.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { BudgetRange, type CampaignView, runsText, STATUS_NAMES, StatusBadge } from '../campaign-words.tsx';
import { listCampaignsRoute } from '../routes.ts';
import { CampaignFilters } from './campaign-filters.tsx';
import { useTags } from './use-tags.ts';

const nameColumn = (tagsOf: ReadonlyMap<string, readonly string[]>): Column<CampaignView> => ({
  header: 'Campaign',
  primary: true,
  cell: (campaign) => {
    const tags = tagsOf.get(campaign.campaignId) ?? [];
    return (
      <>
        <Link
          to="/campaigns/$campaignId"
          params={{ campaignId: campaign.campaignId }}
          className="font-semibold wrap-anywhere after:absolute after:inset-0 hover:text-accent focus-visible:outline-none focus-visible:after:rounded-control focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          {campaign.title}
        </Link>
        {tags.length > 0 && (
          <span className="mt-0.5 block text-tiny wrap-anywhere text-faint">
            <span className="sr-only">Tags: </span>
            {tags.join(' · ')}
          </span>
        )}
      </>
    );
  },
});

const COLUMNS: readonly Column<CampaignView>[] = [
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
  cell: (campaign) => <span className="text-soft wrap-anywhere">{campaign.brandName ?? '—'}</span>,
};

/** Whose each is as well, once there is more than one brand among them. */
function columnsFor(
  campaigns: readonly CampaignView[],
  tagsOf: ReadonlyMap<string, readonly string[]>,
): readonly Column<CampaignView>[] {
  const isOne = new Set(campaigns.map(({ brandId }) => brandId)).size < 2;
  return [nameColumn(tagsOf), ...(isOne ? [] : [BRAND]), ...COLUMNS];
}

export function ListCampaigns() {
  const { status, tag } = listCampaignsRoute.useSearch();
  const { tags, tagsOf } = useTags();
  const mayWrite = useMay('campaign:write');
  const campaigns = useEndpointPages(
    listCampaigns,
    { query: { ...(status && { status }), ...(tag && { tag }) } },
    {
      keyOf: ({ campaignId }) => campaignId,
      belongs: (campaign) =>
        (!status || campaign.status === status) && (!tag || !!tagsOf.get(campaign.campaignId)?.includes(tag)),
    },
  );
  const create = (
    <ButtonLink to="/campaigns/new" variant="primary" icon="plus">
      New campaign
    </ButtonLink>
  );
  const none = campaigns.items?.length === 0;
  const isFiltered = status !== undefined || tag !== undefined;
  return (
    <>
      <PageHeader
        title="Campaigns"
        lead="What you want made, by whom, and what it may cost."
        actions={mayWrite && !(none && !isFiltered) && create}
      />
      {!(none && !isFiltered) && <CampaignFilters tags={tag === undefined ? tags : sortTags([...tags, tag])} />}
      {campaigns.isPending ? (
        <SkeletonRows />
      ) : campaigns.error && !campaigns.items ? (
        <ErrorPanel error={campaigns.error} onRetry={() => void campaigns.refetch()} />
      ) : none ? (
        isFiltered ? (
          <EmptyState
            icon="campaigns"
            title={`No campaign ${whichOnes(status, tag)}`}
            action={<ButtonLink to="/campaigns">Show all campaigns</ButtonLink>}
          >
            {tag === undefined
              ? 'Campaigns appear here when they reach this state.'
              : 'Tags are added on the campaign itself, or by a rule.'}
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
            columns={columnsFor(campaigns.items ?? [], tagsOf)}
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

/** What the filters ask for, after “No campaign …”. */
function whichOnes(status: CampaignStatus | undefined, tag: string | undefined): string {
  const is = status ? `is ${STATUS_NAMES[status].toLowerCase()}` : '';
  const has = tag === undefined ? '' : `has the tag “${tag}”`;
  return [is, has].filter(Boolean).join(' and ');
}
