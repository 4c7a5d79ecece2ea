import type { CampaignStatus } from './campaign.ts';
import type { Contract, HoldStatus } from './contract.ts';
import type { Currency } from './currencies.ts';
import { type Money, money } from './money.ts';
import { isLive, type OfferStatus, type Side } from './offer.ts';

/** How many of the last things that happened are kept. */
export const MOST_ACTIVITIES = 20;
/** How many waiting things and dates are listed; the counts tell of the others. */
export const MOST_LISTED = 12;

/** Events with one more among them, newest first and no more than are kept; undefined when nothing changes. */
export function withActivity<T extends { eventId: string }>(entries: readonly T[], entry: T): T[] | undefined {
  if (entries.some(({ eventId }) => eventId === entry.eventId)) return undefined;
  // Event ids begin with their time, so that a late delivery takes its place.
  const sorted = [...entries, entry].sort((a, b) => (a.eventId < b.eventId ? 1 : -1)).slice(0, MOST_ACTIVITIES);
  return sorted.includes(entry) ? sorted : undefined;
}

/** What is on the desk of a workspace, as far as its overview looks at it. */
export interface Desk {
  campaigns: readonly {
    campaignId: string;
    title: string;
    status: CampaignStatus;
    startDate: string | null;
    endDate: string | null;
    publishing?: { state: 'asked' | 'declined'; askedAt: string } | undefined;
    createdAt: string;
  }[];
  budgets: readonly {
    campaignId: string;
    currency: Currency;
    totalMinor: number;
    committedMinor: number;
    fundedMinor: number;
    releasedMinor: number;
    refundedMinor: number;
    feesMinor: number;
  }[];
  applications: readonly {
    applicationId: string;
    campaignId: string;
    campaignTitle: string;
    headline: { displayName: string };
    proposedPrice: Money | null;
    createdAt: string;
  }[];
  offers: readonly {
    offerId: string;
    campaignId: string;
    campaignTitle: string;
    influencerName: string;
    status: OfferStatus;
    expiresAt: string;
    current: { writtenBy: { side: Side; at: string }; terms: { price: Money } };
  }[];
  contracts: readonly {
    contractId: string;
    campaignId: string;
    campaignTitle: string;
    influencerName: string;
    fundingStatus: HoldStatus;
    parts?: Contract['parts'];
    terms: { price: Money; dueOn: string };
    requiredCount: number;
    liveCount: number;
    secondPerson?: { state: 'asked' | 'approved' | 'declined'; askedAt: string } | undefined;
    createdAt: string;
  }[];
  submissions: readonly {
    submissionId: string;
    campaignId: string;
    campaignTitle: string;
    influencerName: string;
    submittedAt: string;
  }[];
}

export const WAITING_KINDS = ['content', 'offer', 'application', 'funding', 'release', 'publishing', 'draft'] as const;
export type WaitingKind = (typeof WAITING_KINDS)[number];

/** One thing that goes on only when someone of the workspace acts. */
export interface Waiting {
  kind: WaitingKind;
  /** Of the content, offer, application, contract or campaign. */
  id: string;
  campaignId: string;
  campaignTitle: string;
  influencerName: string | null;
  amount: Money | null;
  /** ISO 8601 */
  since: string;
  /** When it is too late; ISO 8601 */
  until: string | null;
}

/** Everything that waits for the workspace: what runs out first, then what has waited longest; drafts come last. */
export function waitingOf(desk: Desk, nowIso: string): Waiting[] {
  const waiting: Waiting[] = [
    ...desk.submissions.map((content) => ({
      ...{ kind: 'content' as const, id: content.submissionId, ...placeOf(content) },
      ...{ amount: null, since: content.submittedAt, until: null },
    })),
    ...desk.offers
      .filter((offer) => isLive(offer, nowIso) && offer.current.writtenBy.side === 'influencer')
      .map((offer) => ({
        ...{ kind: 'offer' as const, id: offer.offerId, ...placeOf(offer) },
        ...{ amount: offer.current.terms.price, since: offer.current.writtenBy.at, until: offer.expiresAt },
      })),
    ...desk.applications.map((application) => ({
      ...{ kind: 'application' as const, id: application.applicationId },
      ...placeOf({ ...application, influencerName: application.headline.displayName }),
      ...{ amount: application.proposedPrice, since: application.createdAt, until: null },
    })),
    ...desk.contracts
      .filter((contract) => unpaidOf(contract) > 0)
      .map((contract) => ({
        ...{ kind: 'funding' as const, id: contract.contractId, ...placeOf(contract) },
        ...{ amount: money(unpaidOf(contract), contract.terms.price.currency), since: contract.createdAt, until: null },
      })),
    ...desk.contracts
      .filter(
        ({ fundingStatus, parts, secondPerson }) =>
          (parts !== undefined || fundingStatus === 'funded') && secondPerson?.state === 'asked',
      )
      .map((contract) => ({
        ...{ kind: 'release' as const, id: contract.contractId, ...placeOf(contract) },
        ...{ amount: contract.terms.price, since: contract.secondPerson?.askedAt ?? contract.createdAt, until: null },
      })),
    ...desk.campaigns
      .filter(({ status, publishing }) => status === 'draft' && publishing?.state === 'asked')
      .map(({ campaignId, title, publishing, createdAt }) => ({
        ...{ kind: 'publishing' as const, id: campaignId, campaignId, campaignTitle: title, influencerName: null },
        ...{ amount: null, since: publishing?.askedAt ?? createdAt, until: null },
      })),
    ...desk.campaigns
      .filter(({ status, publishing }) => status === 'draft' && publishing?.state !== 'asked')
      .map(({ campaignId, title, createdAt }) => ({
        ...{ kind: 'draft' as const, id: campaignId, campaignId, campaignTitle: title, influencerName: null },
        ...{ amount: null, since: createdAt, until: null },
      })),
  ];
  return waiting.sort(
    (a, b) =>
      Number(a.kind === 'draft') - Number(b.kind === 'draft') ||
      compare(a.until ?? '~', b.until ?? '~') ||
      compare(a.since, b.since),
  );
}

function placeOf({ campaignId, campaignTitle, influencerName }: Place): Place {
  return { campaignId, campaignTitle, influencerName };
}
type Place = Pick<Waiting, 'campaignId' | 'campaignTitle'> & { influencerName: string };

export const DATE_KINDS = ['starts', 'ends', 'due'] as const;

/** A day on which something begins, ends or is due. */
export interface NextDate {
  kind: (typeof DATE_KINDS)[number];
  day: string;
  campaignId: string;
  campaignTitle: string;
  /** Whose content is due. */
  influencerName: string | null;
  contractId: string | null;
}

/** What of a contract's price is still to be paid in, minor units: all of it, or its milestones that are. */
function unpaidOf({ fundingStatus, parts, terms }: Desk['contracts'][number]): number {
  const isUnpaid = (status: HoldStatus) => status === 'unfunded' || status === 'pending';
  if (!parts) return isUnpaid(fundingStatus) ? terms.price.amountMinor : 0;
  return Object.values(parts).reduce((total, part) => total + (isUnpaid(part.status) ? part.priceMinor : 0), 0);
}

/** Days ahead of everything that is under way, soonest first; content that is overdue stays until it is live. */
export function nextDatesOf({ campaigns, contracts }: Desk, todayOn: string): NextDate[] {
  const ahead = (day: string | null): day is string => day !== null && day >= todayOn;
  const dates: NextDate[] = [
    ...contracts
      .filter(({ fundingStatus, liveCount, requiredCount }) => fundingStatus === 'funded' && liveCount < requiredCount)
      .map(({ contractId, terms, ...contract }) => ({
        ...{ kind: 'due' as const, day: terms.dueOn, contractId },
        ...placeOf(contract),
      })),
    ...campaigns.flatMap(({ campaignId, title, status, startDate, endDate }) => {
      const campaign = { campaignId, campaignTitle: title, influencerName: null, contractId: null };
      return [
        ...(status === 'published' && ahead(startDate)
          ? [{ kind: 'starts' as const, day: startDate, ...campaign }]
          : []),
        ...(status === 'active' && ahead(endDate) ? [{ kind: 'ends' as const, day: endDate, ...campaign }] : []),
      ];
    }),
  ];
  return dates.sort((a, b) => compare(a.day, b.day) || compare(a.campaignTitle, b.campaignTitle));
}

/** The budgets of a workspace together, one sum for each currency. */
export function moneyOf(budgets: Desk['budgets']) {
  return [...new Set(budgets.map(({ currency }) => currency))].sort(compare).map((currency) => {
    const own = budgets.filter((budget) => budget.currency === currency);
    const sumOf = (
      name: 'totalMinor' | 'committedMinor' | 'fundedMinor' | 'releasedMinor' | 'refundedMinor' | 'feesMinor',
    ) => ({
      amountMinor: own.reduce((sum, budget) => sum + budget[name], 0),
      currency,
    });
    const [funded, released, refunded, fees] = [
      sumOf('fundedMinor'),
      sumOf('releasedMinor'),
      sumOf('refundedMinor'),
      sumOf('feesMinor'),
    ];
    return {
      currency,
      total: sumOf('totalMinor'),
      committed: sumOf('committedMinor'),
      funded,
      /** Paid in and neither released nor paid back. */
      held: {
        amountMinor: funded.amountMinor - released.amountMinor - fees.amountMinor - refunded.amountMinor,
        currency,
      },
      released,
      refunded,
      fees,
    };
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
