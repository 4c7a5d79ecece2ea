import { useEffect } from 'react';
import type * as z from 'zod/mini';
import { getOverview, type Overview } from '#contract/areas/analytics.ts';
import { readAgainSoon } from '@/api/follow-up.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { queryClient } from '@/api/index.ts';
import { useMay } from '@/api/session.ts';
import { timelineSentence } from '@/features/campaigns/timeline-words.ts';
import { metricText } from '@/features/performance/view-performance/performance-words.ts';
import { ButtonLink } from '@/ui/button.tsx';
import { EmptyState } from '@/ui/feedback.tsx';
import type { IconName } from '@/ui/icon.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { Money } from '@/ui/money-view.tsx';
import { formatDay, RelativeTime } from '@/ui/relative-time.tsx';
import { countOf } from '@/ui/words.ts';
import { Figure, Figures, ListCard, Nothing, type Todo, TodoList } from './todo-list.tsx';

type OverviewView = z.output<typeof Overview>;
type WaitingItem = OverviewView['waiting']['items'][number];

/** The overview is read again this often, since not all that changes it is pushed, ms. */
const FOLLOW_MS = 60_000;

export function BrandOverview() {
  useEffect(() => {
    // Whoever comes back has often just done something of it, which the index shows a moment later.
    void queryClient.invalidateQueries({ queryKey: [getOverview.id] });
    readAgainSoon(getOverview);
  }, []);
  const overview = useEndpoint(getOverview, {}, { everyMs: () => FOLLOW_MS });
  return <Loaded query={overview}>{(view) => <Detail view={view} />}</Loaded>;
}

function Detail({ view }: { view: OverviewView }) {
  const mayWrite = useMay('campaign:write');
  const { draft, published, active, paused, disputed } = view.campaigns;
  const isNew = draft + published + active + paused + disputed === 0 && view.activity.length === 0;
  if (isNew)
    return (
      <EmptyState
        icon="campaigns"
        title="No campaigns yet"
        action={
          mayWrite && (
            <ButtonLink to="/campaigns/new" variant="primary" icon="plus">
              New campaign
            </ButtonLink>
          )
        }
      >
        Describe what you want made and for whom. What then waits for you appears here.
      </EmptyState>
    );
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="grid gap-5">
        <Waiting waiting={view.waiting} offersOut={view.offersOut} />
        {view.money.map((money) => (
          <Figures key={money.currency} label={`Money in ${money.currency}`}>
            <Figure
              name="Agreed"
              value={<Money value={money.committed} />}
              note={
                <>
                  of <Money value={money.total} />
                </>
              }
            />
            <Figure name="Held" value={<Money value={money.held} />} note="paid in, not released" />
            <Figure name="Released" value={<Money value={money.released} />} note="to creators" />
            <Figure name="Paid in" value={<Money value={money.funded} />} note="in all" />
          </Figures>
        ))}
        <Numbers performance={view.performance} />
        <Activity activity={view.activity} />
      </div>
      <div className="grid gap-5">
        <Running campaigns={view.campaigns} />
        <Dates dates={view.dates} today={view.asOf.slice(0, 10)} />
      </div>
    </div>
  );
}

const WAITING: Record<WaitingItem['kind'], { icon: IconName; title: (item: WaitingItem) => string }> = {
  content: { icon: 'eye', title: ({ influencerName }) => `Review content of ${influencerName}` },
  offer: { icon: 'offer', title: ({ influencerName }) => `${influencerName} proposes other terms` },
  application: { icon: 'inbox', title: ({ influencerName }) => `${influencerName} applied` },
  funding: { icon: 'lock', title: ({ influencerName }) => `Pay in the contract with ${influencerName}` },
  release: { icon: 'lock', title: ({ influencerName }) => `Approve paying ${influencerName}` },
  publishing: { icon: 'eye', title: () => 'Approve a campaign, or say why not' },
  draft: { icon: 'edit', title: () => 'Finish and publish a draft' },
};

const TABS = { content: 'content', application: 'applications', funding: 'contracts', release: 'payments' } as const;

/** Where a waiting thing is done. */
function placeOf({ kind, id, campaignId }: WaitingItem): Todo['link'] {
  const params = { campaignId };
  if (kind === 'offer') return { to: '/offers/$offerId', params: { offerId: id } };
  if (kind === 'draft' || kind === 'publishing') return { to: '/campaigns/$campaignId', params };
  return { to: '/campaigns/$campaignId', params, search: { tab: TABS[kind] } };
}

function Waiting({ waiting, offersOut }: { waiting: OverviewView['waiting']; offersOut: number }) {
  const all = Object.values(waiting.counts).reduce((sum, count) => sum + count, 0);
  return (
    <ListCard
      title="Needs you now"
      lead={
        <>
          {all === 0 ? 'Nothing waits for your team.' : `${countOf(all, 'thing')} waiting for your team.`}
          {offersOut > 0 && ` ${countOf(offersOut, 'offer')} ${offersOut === 1 ? 'waits' : 'wait'} for the creators.`}
        </>
      }
    >
      <TodoList
        label="Needs you now"
        items={waiting.items.map((item) => ({
          key: `${item.kind} ${item.id}`,
          icon: WAITING[item.kind].icon,
          title: WAITING[item.kind].title(item),
          detail: item.campaignTitle,
          aside: (
            <>
              {item.amount && <Money value={item.amount} className="block font-medium text-ink" />}
              {item.until ? (
                <>
                  until <RelativeTime at={item.until} />
                </>
              ) : (
                <RelativeTime at={item.since} />
              )}
            </>
          ),
          link: placeOf(item),
        }))}
      />
      {all > waiting.items.length && <Nothing>And {all - waiting.items.length} more in the campaigns.</Nothing>}
    </ListCard>
  );
}

function Numbers({ performance }: { performance: OverviewView['performance'] }) {
  if (performance.liveContent === 0) return null;
  const { totals, engagements, engagementRate, liveContent, measuredAt } = performance;
  return (
    <section aria-label="Latest numbers">
      <h2 className="mb-2 text-heading font-semibold">Latest numbers</h2>
      <Figures label="Numbers of live content">
        <Figure name="Live pieces" value={liveContent} note="last 90 days" />
        <Figure name="Views" value={metricText(totals.views, 'views')} />
        <Figure name="Engagements" value={metricText(engagements, 'engagements')} />
        <Figure name="Rate" value={metricText(engagementRate, 'engagementRate')} />
      </Figures>
      {measuredAt && (
        <p className="mt-2 text-small text-faint">
          As of <RelativeTime at={measuredAt} />
        </p>
      )}
    </section>
  );
}

const STATES = [
  ['active', 'Active'],
  ['published', 'Published'],
  ['paused', 'Paused'],
  ['disputed', 'Disputed'],
  ['draft', 'Drafts'],
] as const;

function Running({ campaigns }: { campaigns: OverviewView['campaigns'] }) {
  const items = STATES.filter(([status]) => campaigns[status] > 0);
  return (
    <ListCard title="Campaigns">
      <ul aria-label="Campaigns by state" className="flex flex-wrap gap-2 px-5 pb-4 md:px-6">
        {items.map(([status, name]) => (
          <li key={status}>
            <ButtonLink to="/campaigns" search={{ status }} size="small">
              {name} <span className="tabular-nums text-faint">{campaigns[status]}</span>
            </ButtonLink>
          </li>
        ))}
      </ul>
      {items.length === 0 && <Nothing>None is running or planned.</Nothing>}
    </ListCard>
  );
}

const DATES: Record<OverviewView['dates'][number]['kind'], { icon: IconName; words: string }> = {
  starts: { icon: 'calendar', words: 'Campaign begins' },
  ends: { icon: 'calendar', words: 'Campaign ends' },
  due: { icon: 'clock', words: 'All live by then' },
};

function Dates({ dates, today }: { dates: OverviewView['dates']; today: string }) {
  return (
    <ListCard title="Next dates">
      <TodoList
        label="Next dates"
        items={dates.slice(0, 6).map(({ kind, day, campaignId, campaignTitle, influencerName, contractId }) => ({
          key: `${kind} ${contractId ?? campaignId}`,
          icon: DATES[kind].icon,
          title: influencerName ?? campaignTitle,
          detail: influencerName ? `${DATES[kind].words}: ${campaignTitle}` : DATES[kind].words,
          aside: (
            <span className={day < today ? 'font-semibold text-danger' : ''}>
              {day < today ? 'Overdue since ' : ''}
              {formatDay(day)}
            </span>
          ),
          link: contractId
            ? { to: '/contracts/$contractId', params: { contractId } }
            : { to: '/campaigns/$campaignId', params: { campaignId } },
        }))}
      />
      {dates.length === 0 && <Nothing>Nothing is due.</Nothing>}
    </ListCard>
  );
}

function Activity({ activity }: { activity: OverviewView['activity'] }) {
  return (
    <ListCard title="Recently">
      <TodoList
        label="Recently"
        items={activity.slice(0, 6).map(({ eventId, type, data, campaignId, campaignTitle, occurredAt }) => ({
          key: eventId,
          icon: 'clock',
          title: timelineSentence({ type, data }),
          detail: campaignTitle ?? 'A campaign',
          aside: <RelativeTime at={occurredAt} />,
          link: { to: '/campaigns/$campaignId', params: { campaignId } },
        }))}
      />
      {activity.length === 0 && <Nothing>Nothing has happened yet.</Nothing>}
    </ListCard>
  );
}
