import type { EventDraft } from '#contract/events.ts';
import { type BudgetItem, Budgets, giveBackBudget } from '#data/budget.ts';
import { type CampaignItem, Campaigns } from '#data/campaign.ts';
import { type Change, create, replace, update } from '#data/change.ts';
import { keys, partitions } from '#data/keys.ts';
import { Listings } from '#data/listing.ts';
import { setPlaces } from '#data/places.ts';
import { openBudget } from '#domain/budget.ts';
import type { Campaign } from '#domain/campaign.ts';
import { pausedDays } from '#domain/campaign-pause.ts';
import { isRefused, type Refused } from '#domain/decision.ts';
import { decideTransition, type LifecycleRefusal, OPEN_STATUSES } from '#domain/lifecycle.ts';
import { type CampaignCommand, type Effect, ruleOf } from '#domain/lifecycle-table.ts';
import { planListing } from '#domain/listing.ts';
import { type BudgetLimits, type BudgetRefusal, planAllotment, planGivingBack } from './budget-limits.ts';
import { leaveReview } from './campaign-review.ts';
import { briefEntry } from './documents/source-entries.ts';

/** A transition of a campaign ready to be committed: the campaign after it, every write, and its event. */
export interface PlannedTransition {
  campaign: CampaignItem;
  changes: Change[];
  event: Extract<EventDraft, { type: 'CampaignStatusChanged' }>;
}

/** What a transition is decided on beside the campaign. */
interface TransitionFacts {
  nowIso: string;
  brandName: string;
  /** Absent for a draft. */
  budget: BudgetItem | undefined;
  /** Where the command publishes: the limits it has to keep. */
  limits?: BudgetLimits | undefined;
  askedBy?: string | undefined;
  /** A moderator let it through, and with that publishes it. */
  isModerated?: boolean | undefined;
}

/** A campaign before and after a command, with what it was decided on. */
interface Transition extends TransitionFacts {
  before: CampaignItem;
  next: Campaign;
}

/** The public listing of a campaign, which exists while it is open. */
function keepListing({ before, next, brandName }: Pick<Transition, 'before' | 'next' | 'brandName'>): Change[] {
  const { campaignId } = before;
  const [wasOpen, isOpen] = [OPEN_STATUSES.includes(before.status), OPEN_STATUSES.includes(next.status)];
  const listed = [{ path: 'campaignId', is: '=' as const, value: campaignId }];
  if (isOpen && !wasOpen) return [create(Listings, planListing(next, brandName))];
  if (wasOpen && !isOpen) return [{ kind: 'delete', key: keys.listing(campaignId), when: listed }];
  return wasOpen && isOpen ? [update(keys.listing(campaignId), { set: { status: next.status } }, listed)] : [];
}

/** A campaign in another status, with the public listing that it has while it is open. */
export function changeStatus(before: CampaignItem, next: Campaign, brandName: string): Change[] {
  return [replace(Campaigns, before, next), ...keepListing({ before, next, brandName })];
}

/** Each effect of the table that writes something beside the campaign. */
const EFFECT_PLANS: Partial<Record<Effect, (transition: Transition) => Change[] | Refused<BudgetRefusal>>> = {
  review_ended: ({ before }) => leaveReview(before),
  listing_kept: keepListing,
  budget_opened: ({ next, nowIso, limits }) => {
    const year = nowIso.slice(0, 4);
    const { workspaceId } = next;
    const allotted = planAllotment({ workspaceId, year, total: next.budget.max, beforeMinor: 0 }, limits);
    return isRefused(allotted) ? allotted : [create(Budgets, openBudget(next, year)), ...allotted];
  },
  places_opened: ({ next }) =>
    next.applying?.places == null ? [] : [setPlaces(next, undefined, next.applying.places)],
  brief_kept: ({ next, nowIso }) => [briefEntry(next, nowIso)],
  // An offer accepted meanwhile changes the budget, not the campaign; a draft has none yet.
  budget_given_back: ({ budget }) => (budget ? [giveBackBudget(budget), ...planGivingBack(budget)] : []),
};

/** Plans a command on a campaign (`askedBy`: who asked for what another member approves) with every effect that the table gives it. */
export function planTransition(
  campaign: CampaignItem,
  command: CampaignCommand,
  given: TransitionFacts,
): PlannedTransition | Refused<LifecycleRefusal | BudgetRefusal> {
  const hasCommitments = (given.budget?.committedMinor ?? 0) > 0;
  const next = decideTransition(campaign, command, { ...given, hasCommitments, todayOn: given.nowIso.slice(0, 10) });
  if (isRefused(next)) return next;
  const { workspaceId, campaignId } = campaign;
  const changes: Change[] = [replace(Campaigns, campaign, next)];
  for (const effect of ruleOf(command).effects) {
    const planned = EFFECT_PLANS[effect]?.({ ...given, before: campaign, next }) ?? [];
    if (isRefused(planned)) return planned;
    changes.push(...planned);
  }
  const movedDays = command === 'resume' ? pausedDays(campaign, given.nowIso.slice(0, 10)) : 0;
  return {
    campaign: next as CampaignItem,
    changes,
    event: {
      type: 'CampaignStatusChanged',
      aggregateId: campaignId,
      seq: next.version,
      partition: partitions.campaign(workspaceId, campaignId),
      data: {
        ...{ workspaceId, campaignId, title: campaign.title, command, from: campaign.status, to: next.status },
        ...(given.askedBy ? { askedBy: given.askedBy } : {}),
        ...(given.isModerated ? { isModerated: true } : {}),
        ...(movedDays > 0 ? { movedDays } : {}),
      },
    },
  };
}
