import type * as z from 'zod/mini';
import type { Overview } from '#contract/areas/analytics.ts';
import { Activities } from '#data/activity.ts';
import { Applications } from '#data/application.ts';
import { Budgets } from '#data/budget.ts';
import { Campaigns } from '#data/campaign.ts';
import { Contracts } from '#data/contract.ts';
import type { Entity } from '#data/entity.ts';
import { Offers } from '#data/offer.ts';
import { Measures } from '#data/social.ts';
import { Submissions } from '#data/submission.ts';
import { isLive } from '#domain/offer.ts';
import { MOST_LISTED, moneyOf, nextDatesOf, WAITING_KINDS, waitingOf } from '#domain/overview.ts';
import { summaryOf } from '#domain/performance.ts';
import { newestOf } from './performance.ts';

type OverviewBody = z.input<typeof Overview>;

/** What a workspace's first screen shows, from everything on its desk. */
export function overviewView(
  { items, isComplete }: { items: readonly Record<string, unknown>[]; isComplete: boolean },
  { nowIso, since }: { nowIso: string; since: string },
): OverviewBody {
  const of = <T extends object>(entity: Entity<T>): T[] =>
    items.filter((item) => item._et === entity.name).map((item) => entity.parse(item));
  const desk = {
    campaigns: of(Campaigns),
    budgets: of(Budgets),
    applications: of(Applications.main),
    offers: of(Offers.main),
    contracts: of(Contracts.main),
    submissions: of(Submissions.main),
  };
  const measures = of(Measures);
  const waiting = waitingOf(desk, nowIso);
  const countOf = (status: string) => desk.campaigns.filter((campaign) => campaign.status === status).length;
  // A campaign that has ended is not on the desk; its budget stays and names it.
  const titles = new Map([...desk.budgets, ...desk.campaigns].map(({ campaignId, title }) => [campaignId, title]));
  return {
    asOf: nowIso,
    isComplete,
    campaigns: {
      draft: countOf('draft'),
      published: countOf('published'),
      active: countOf('active'),
      paused: countOf('paused'),
      disputed: countOf('disputed'),
    },
    money: moneyOf(desk.budgets),
    waiting: {
      counts: Object.fromEntries(
        WAITING_KINDS.map((kind) => [kind, waiting.filter((one) => one.kind === kind).length]),
      ) as OverviewBody['waiting']['counts'],
      items: waiting.slice(0, MOST_LISTED),
    },
    offersOut: desk.offers.filter((offer) => isLive(offer, nowIso) && offer.current.writtenBy.side === 'brand').length,
    dates: nextDatesOf(desk, nowIso.slice(0, 10)).slice(0, MOST_LISTED),
    performance: { ...summaryOf(measures), measuredAt: newestOf(measures), since },
    activity: of(Activities)
      .flatMap(({ entries }) => entries)
      .map(({ data, ...entry }) => ({
        ...entry,
        campaignTitle: titles.get(entry.campaignId) ?? (typeof data.title === 'string' ? data.title : null),
        data,
      })),
  };
}
