import type { EventDraft } from '#contract/events.ts';
import { type BudgetItem, Budgets, giveBackBudget } from '#data/budget.ts';
import { type CampaignItem, Campaigns } from '#data/campaign.ts';
import { type Change, create, replace, update } from '#data/change.ts';
import { keys, partitions } from '#data/keys.ts';
import { Listings } from '#data/listing.ts';
import { openBudget } from '#domain/budget.ts';
import type { Campaign } from '#domain/campaign.ts';
import { isRefused, type Refused } from '#domain/decision.ts';
import { type CampaignCommand, decideTransition, type LifecycleRefusal, OPEN_STATUSES } from '#domain/lifecycle.ts';
import { planListing } from '#domain/listing.ts';
import { type BudgetLimits, type BudgetRefusal, planAllotment, planGivingBack } from './budget-limits.ts';
import { briefEntry } from './documents/source-entries.ts';

/** A transition of a campaign ready to be committed: the campaign after it, every write, and its event. */
export interface PlannedTransition {
  campaign: CampaignItem;
  changes: Change[];
  event: Extract<EventDraft, { type: 'CampaignStatusChanged' }>;
}

/** A campaign in another status, with the public listing that it has while it is open. */
export function changeStatus(campaign: CampaignItem, next: Campaign, brandName: string): Change[] {
  const { campaignId } = campaign;
  const [wasOpen, isOpen] = [OPEN_STATUSES.includes(campaign.status), OPEN_STATUSES.includes(next.status)];
  const changes: Change[] = [replace(Campaigns, campaign, next)];
  const listed = [{ path: 'campaignId', is: '=' as const, value: campaignId }];
  if (isOpen && !wasOpen) changes.push(create(Listings, planListing(next, brandName)));
  if (wasOpen && !isOpen) changes.push({ kind: 'delete', key: keys.listing(campaignId), when: listed });
  if (wasOpen && isOpen) changes.push(update(keys.listing(campaignId), { set: { status: next.status } }, listed));
  return changes;
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
}

/** Plans a command on a campaign (`askedBy`: who asked for what another member approves) with all that hangs on its status: the public listing while it is open, the budget from its publication on. */
export function planTransition(
  campaign: CampaignItem,
  command: CampaignCommand,
  given: TransitionFacts,
): PlannedTransition | Refused<LifecycleRefusal | BudgetRefusal> {
  const hasCommitments = (given.budget?.committedMinor ?? 0) > 0;
  const next = decideTransition(campaign, command, { ...given, hasCommitments, todayOn: given.nowIso.slice(0, 10) });
  if (isRefused(next)) return next;
  const { workspaceId, campaignId } = campaign;
  const changes = changeStatus(campaign, next, given.brandName);
  if (command === 'publish') {
    const year = given.nowIso.slice(0, 4);
    const allotted = planAllotment({ workspaceId, year, total: next.budget.max, beforeMinor: 0 }, given.limits);
    if (isRefused(allotted)) return allotted;
    changes.push(create(Budgets, openBudget(next, year)), briefEntry(next, given.nowIso), ...allotted);
  }
  // An offer accepted meanwhile changes the budget, not the campaign; a draft has none yet.
  if (given.budget && (next.status === 'completed' || next.status === 'cancelled'))
    changes.push(giveBackBudget(given.budget), ...planGivingBack(given.budget));
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
      },
    },
  };
}
