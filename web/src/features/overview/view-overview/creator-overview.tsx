import { getOwnPerformance } from '#contract/areas/analytics.ts';
import { listOpenCampaigns } from '#contract/areas/applications.ts';
import { listAllContracts } from '#contract/areas/contracts.ts';
import { listOffers } from '#contract/areas/offers.ts';
import { getEarnings } from '#contract/areas/payments.ts';
import { useEndpoint, useEndpointPages } from '@/api/hooks.ts';
import { serverNowMs } from '@/api/server-time.ts';
import { type ContractView, unpaidMilestones } from '@/features/contracts/contract-words.tsx';
import type { OfferView } from '@/features/offers/offer-words.tsx';
import { metricText } from '@/features/performance/view-performance/performance-words.ts';
import { ButtonLink } from '@/ui/button.tsx';
import { Notice, Skeleton, SkeletonRows } from '@/ui/feedback.tsx';
import { Money } from '@/ui/money-view.tsx';
import { formatDay, RelativeTime } from '@/ui/relative-time.tsx';
import { countOf } from '@/ui/words.ts';
import { Figure, Figures, ListCard, Nothing, type Todo, TodoList } from './todo-list.tsx';

/** An influencer's first screen, put together from their own lists. */
export function CreatorOverview() {
  const offers = useEndpointPages(listOffers, { query: { limit: 50 } }, { keyOf: (one) => one.offerId });
  const contracts = useEndpointPages(listAllContracts, { query: { limit: 50 } }, { keyOf: (one) => one.contractId });
  if (offers.isPending || contracts.isPending) return <SkeletonRows rows={3} />;
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="grid gap-5">
        <NeedsYou
          offers={offers.items ?? []}
          contracts={contracts.items ?? []}
          failed={offers.isError || contracts.isError}
        />
        <OnTheWay />
        <Numbers />
      </div>
      <div className="grid gap-5">
        <Matches />
      </div>
    </div>
  );
}

/** What waits for the influencer: offers that run out first, then work by its day. */
function todosOf(offers: readonly OfferView[], contracts: readonly ContractView[], today: string): Todo[] {
  const open = offers
    .filter(({ answerBy }) => answerBy === 'influencer')
    .sort((a, b) => (a.expiresAt < b.expiresAt ? -1 : 1));
  const work = contracts
    .filter(({ fundingStatus, progress }) => fundingStatus === 'funded' && progress.live < progress.required)
    .sort((a, b) => (a.terms.dueOn < b.terms.dueOn ? -1 : 1));
  return [
    ...open.map((offer) => ({
      key: offer.offerId,
      icon: 'offer' as const,
      title: `Answer the offer of ${offer.brandName}`,
      detail: offer.campaignTitle,
      aside: (
        <>
          <Money value={offer.fees.net} className="block font-medium text-ink" />
          until <RelativeTime at={offer.expiresAt} />
        </>
      ),
      link: { to: '/offers/$offerId' as const, params: { offerId: offer.offerId } },
    })),
    ...work.map(({ contractId, campaignTitle, brandName, terms, progress }) => ({
      key: contractId,
      icon: 'edit' as const,
      title: `${progress.approved < progress.required ? 'Deliver for' : 'Publish for'} ${brandName}`,
      detail: `${campaignTitle}: ${progress.live} of ${countOf(progress.required, 'piece')} live`,
      aside: (
        <span className={terms.dueOn < today ? 'font-semibold text-danger' : ''}>
          {terms.dueOn < today ? 'Overdue since ' : 'by '}
          {formatDay(terms.dueOn)}
        </span>
      ),
      link: { to: '/contracts/$contractId' as const, params: { contractId } },
    })),
  ];
}

function NeedsYou({
  offers,
  contracts,
  failed,
}: {
  offers: readonly OfferView[];
  contracts: readonly ContractView[];
  failed: boolean;
}) {
  const today = new Date(serverNowMs()).toISOString().slice(0, 10);
  const todos = todosOf(offers, contracts, today);
  const unpaid = contracts.filter((one) => unpaidMilestones(one).length > 0);
  return (
    <ListCard
      title="Needs you now"
      lead={
        unpaid.length > 0 && `${countOf(unpaid.length, 'contract')} waiting for the brand to pay in; begin after that.`
      }
    >
      {failed && (
        <div className="px-5 pb-4 md:px-6">
          <Notice tone="bad">Your offers and contracts could not be loaded completely. Load the page again.</Notice>
        </div>
      )}
      <TodoList label="Needs you now" items={todos} />
      {todos.length === 0 && !failed && <Nothing>No offer waits for an answer, and no work is due.</Nothing>}
    </ListCard>
  );
}

function OnTheWay() {
  const earnings = useEndpoint(getEarnings, {});
  return (earnings.data?.totals ?? []).map((total) => (
    <Figures key={total.currency} label={`Your money in ${total.currency}`}>
      <Figure name="Held for you" value={<Money value={total.held} />} note="after the fee" />
      <Figure name="On its way" value={<Money value={total.onItsWay} />} />
      <Figure name="Paid to you" value={<Money value={total.paid} />} />
      <Figure
        name="Statement"
        value={
          <ButtonLink to="/earnings" size="small" className="mt-1">
            Earnings
          </ButtonLink>
        }
      />
    </Figures>
  ));
}

function Numbers() {
  const performance = useEndpoint(getOwnPerformance, {});
  const view = performance.data;
  if (!view || view.liveContent === 0) return null;
  return (
    <Figures label="Numbers of your live content">
      <Figure name="Live pieces" value={view.liveContent} note="last 90 days" />
      <Figure name="Views" value={metricText(view.totals.views, 'views')} />
      <Figure name="Engagements" value={metricText(view.engagements, 'engagements')} />
      <Figure name="Rate" value={metricText(view.engagementRate, 'engagementRate')} />
    </Figures>
  );
}

/** Only the best; the rest is on its own screen. */
const MOST_MATCHES = 4;

function Matches() {
  const matches = useEndpoint(listOpenCampaigns, { query: {} });
  const needsProfile = matches.error?.code === 'profile_incomplete';
  return (
    <ListCard title="Campaigns that fit you">
      {needsProfile && (
        <div className="px-5 pb-4 md:px-6">
          <p className="mb-3 text-soft">Complete your profile, and campaigns that fit it appear here.</p>
          <ButtonLink to="/profile/edit" variant="primary" size="small">
            Complete profile
          </ButtonLink>
        </div>
      )}
      {matches.isPending && (
        <div role="status" className="px-5 pb-4 md:px-6">
          <span className="sr-only">Loading…</span>
          <Skeleton className="w-3/5" />
        </div>
      )}
      <TodoList
        label="Campaigns that fit you"
        items={(matches.data?.items ?? []).slice(0, MOST_MATCHES).map(({ campaignId, title, brandName, budget }) => ({
          key: campaignId,
          icon: 'discover',
          title,
          detail: (
            <>
              {brandName}, up to <Money value={budget.max} />
            </>
          ),
          link: { to: '/discover/$campaignId', params: { campaignId } },
        }))}
      />
      {matches.data?.items.length === 0 && <Nothing>None is open at the moment that fits your profile.</Nothing>}
      {matches.error && !needsProfile && <Nothing>They could not be loaded; try again in a moment.</Nothing>}
    </ListCard>
  );
}
