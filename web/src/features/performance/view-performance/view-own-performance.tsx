import { getOwnPerformance } from '#contract/areas/analytics.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { ButtonLink } from '@/ui/button.tsx';
import { EmptyState } from '@/ui/feedback.tsx';
import { PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { PerformanceDetail } from './performance-detail.tsx';

/** What an influencer's own content has brought, over all campaigns. */
export function ViewOwnPerformance() {
  const performance = useEndpoint(getOwnPerformance, {});
  return (
    <>
      <PageHeader
        title="Performance"
        lead="What your live content has brought over the last 90 days. Brands see the same numbers of their campaigns."
      />
      <Loaded query={performance}>
        {(view) =>
          view.liveContent === 0 ? (
            <EmptyState
              icon="chart"
              title="Nothing live yet"
              action={<ButtonLink to="/contracts">See contracts</ButtonLink>}
            >
              When you report the address of a published piece, its numbers are read from the platform every hour and
              appear here.
            </EmptyState>
          ) : (
            <PerformanceDetail view={view} showCampaign />
          )
        }
      </Loaded>
    </>
  );
}
