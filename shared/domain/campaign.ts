import { type Applying, issuesOfApplying } from './applying.ts';
import type { CampaignModeration } from './campaign-review.ts';
import { issuesOfCountries } from './countries.ts';
import type { Currency } from './currencies.ts';
import { type Issue, type Refused, refuse } from './decision.ts';
import type { CampaignObjective, CampaignTerms, Guidelines } from './draft.ts';
import { takes } from './lifecycle-table.ts';
import type { Money } from './money.ts';
import type { Publishing } from './publishing.ts';

/** The states of a campaign, in the order of its life. */
export const CAMPAIGN_STATUSES = [
  'draft',
  'published',
  'active',
  'paused',
  'completed',
  'cancelled',
  'disputed',
] as const;
export type CampaignStatus = (typeof CAMPAIGN_STATUSES)[number];

/** What stands as the reason of what the end of a campaign has ended, where somebody else's words may stand. */
export const ENDED_REASON = 'The campaign has ended.';

/** Kinds of countable content. */
export const DELIVERABLE_TYPES = ['post', 'reel', 'story', 'short', 'video'] as const;
export type DeliverableType = (typeof DELIVERABLE_TYPES)[number];

export interface Deliverable {
  deliverableId: string;
  type: DeliverableType;
  platform: 'instagram' | 'youtube' | 'tiktok';
  count: number;
  dueOn?: string | undefined;
  priceRange?: { min: Money; max: Money } | undefined;
}

export interface TargetAudience {
  niches: string[];
  platforms: string[];
  countries: string[];
  minFollowers?: number | undefined;
  maxFollowers?: number | undefined;
}

export interface Campaign {
  campaignId: string;
  workspaceId: string;
  brandId: string;
  /** As the brand was called when the campaign was made; the listing of the default brand has its name of the day. */
  brandName?: string | undefined;
  title: string;
  /** What it is for, where that is said. */
  objective?: CampaignObjective | undefined;
  /** Empty in a draft in which it is not written yet. */
  brief: string;
  guidelines?: Guidelines | undefined;
  /** What its offers begin with. */
  terms?: CampaignTerms | undefined;
  /** Both 0 in a draft in which it is not said yet. */
  budget: { min: Money; max: Money };
  startDate: string | null;
  endDate: string | null;
  deliverables: Deliverable[];
  targetAudience: TargetAudience;
  /** How it takes applications; freely where that is not said. */
  applying?: Applying | undefined;
  status: CampaignStatus;
  /** What a paused campaign was before. */
  pausedFrom?: 'published' | 'active' | undefined;
  /** Since when it is paused; its days stand still from then on. */
  pausedAt?: string | undefined;
  /** While contracts of it are in dispute: how many, and what the campaign was before the first. */
  disputes?: { count: number; from: CampaignStatus } | undefined;
  /** A draft that somebody asked to have published. */
  publishing?: Publishing | undefined;
  /** What screening and moderators said of it before it was published; nothing where nothing was found. */
  moderation?: CampaignModeration | undefined;
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** What a brand may set while a campaign is a draft; absent fields stay as they are. */
export interface CampaignEdit {
  title?: string | undefined;
  /** null takes it out again. */
  objective?: CampaignObjective | null | undefined;
  guidelines?: Guidelines | undefined;
  terms?: CampaignTerms | undefined;
  brief?: string | undefined;
  budgetMin?: number | undefined;
  budgetMax?: number | undefined;
  startDate?: string | null | undefined;
  endDate?: string | null | undefined;
  deliverables?: Deliverable[] | undefined;
  targetAudience?: TargetAudience | undefined;
  applying?: Applying | undefined;
}

/** Fields that contradict each other, each with its path; the same rules for a new campaign and an edit. */
export function contradictionsOf(
  campaign: Pick<Campaign, 'budget' | 'startDate' | 'endDate' | 'deliverables' | 'targetAudience' | 'applying'>,
): Issue[] {
  const issues = issuesOfApplying(campaign);
  const { budget, startDate, endDate, deliverables, targetAudience } = campaign;
  // Of a budget that is half said the other half is 0.
  if (budget.max.amountMinor > 0 && budget.min.amountMinor > budget.max.amountMinor)
    issues.push({ path: 'budgetMax', message: 'must not be below budgetMin' });
  if (startDate && endDate && endDate <= startDate)
    issues.push({ path: 'endDate', message: 'must be after startDate' });
  const ids = deliverables.map((deliverable) => deliverable.deliverableId);
  for (const [index, deliverable] of deliverables.entries()) {
    const at = `deliverables.${index}`;
    if (ids.indexOf(deliverable.deliverableId) !== index)
      issues.push({ path: `${at}.deliverableId`, message: 'is used twice in this campaign' });
    if (endDate && deliverable.dueOn && deliverable.dueOn > endDate)
      issues.push({ path: `${at}.dueOn`, message: 'must not be after endDate' });
    issues.push(...priceIssues(deliverable, budget.max.currency, at));
  }
  const { minFollowers, maxFollowers, countries } = targetAudience;
  issues.push(...issuesOfCountries(countries, 'targetAudience.countries'));
  if (minFollowers !== undefined && maxFollowers !== undefined && minFollowers > maxFollowers)
    issues.push({ path: 'targetAudience.maxFollowers', message: 'must not be below minFollowers' });
  return issues;
}

function priceIssues({ priceRange }: Deliverable, currency: Currency, at: string): Issue[] {
  if (!priceRange) return [];
  const issues: Issue[] = [];
  if (priceRange.min.currency !== currency || priceRange.max.currency !== currency)
    issues.push({ path: `${at}.priceRange`, message: `must be in ${currency}, the currency of the campaign` });
  if (priceRange.min.amountMinor > priceRange.max.amountMinor)
    issues.push({ path: `${at}.priceRange.max`, message: 'must not be below min' });
  return issues;
}

/** A draft with an edit applied; refuses other states, an outdated version, and contradictions. */
export function decideEdit(
  campaign: Campaign,
  edit: CampaignEdit,
  readVersion: number,
  nowIso: string,
): Campaign | Refused<'campaign_not_editable' | 'version_conflict' | 'validation_failed'> {
  if (!takes(campaign.status, 'edit'))
    return refuse('campaign_not_editable', `This campaign is ${campaign.status}; only a draft can be edited.`);
  if (campaign.version !== readVersion)
    return refuse('version_conflict', `You read version ${readVersion}; the campaign is at ${campaign.version}.`);
  const { currency } = campaign.budget.max;
  // An approval is for exactly what was seen, by members and moderators, so that an edit ends what asks for it.
  const { publishing: _request, moderation: _review, objective: before, ...rest } = campaign;
  const objective = edit.objective === undefined ? before : edit.objective;
  const { guidelines = campaign.guidelines, terms = campaign.terms, applying = campaign.applying } = edit;
  const next: Campaign = {
    ...rest,
    ...(objective ? { objective } : {}),
    ...(guidelines ? { guidelines } : {}),
    ...(terms ? { terms } : {}),
    ...(applying ? { applying } : {}),
    title: edit.title ?? campaign.title,
    brief: edit.brief ?? campaign.brief,
    budget: {
      min: { amountMinor: edit.budgetMin ?? campaign.budget.min.amountMinor, currency },
      max: { amountMinor: edit.budgetMax ?? campaign.budget.max.amountMinor, currency },
    },
    startDate: edit.startDate === undefined ? campaign.startDate : edit.startDate,
    endDate: edit.endDate === undefined ? campaign.endDate : edit.endDate,
    deliverables: edit.deliverables ?? campaign.deliverables,
    targetAudience: edit.targetAudience ?? campaign.targetAudience,
    version: campaign.version + 1,
    updatedAt: nowIso,
  };
  const issues = contradictionsOf(next);
  return issues.length > 0 ? refuse('validation_failed', undefined, issues) : next;
}

/** A published campaign with another most that it may spend; what it at least spends never lies above that. */
export function decideBudget(
  campaign: Campaign,
  amountMinor: number,
  readVersion: number,
  nowIso: string,
): Campaign | Refused<'campaign_not_editable' | 'version_conflict'> {
  if (!takes(campaign.status, 'change_budget'))
    return refuse(
      'campaign_not_editable',
      campaign.status === 'draft'
        ? 'This campaign is a draft: its budget changes with the rest of it.'
        : `This campaign is ${campaign.status}; its budget no longer changes.`,
    );
  if (campaign.version !== readVersion)
    return refuse('version_conflict', `You read version ${readVersion}; the campaign is at ${campaign.version}.`);
  const { min, max } = campaign.budget;
  const budget = {
    min: { ...min, amountMinor: Math.min(min.amountMinor, amountMinor) },
    max: { ...max, amountMinor },
  };
  return { ...campaign, budget, version: campaign.version + 1, updatedAt: nowIso };
}
