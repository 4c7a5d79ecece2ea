import type { Campaign, Deliverable } from './campaign.ts';
import type { Issue } from './decision.ts';

/** What a campaign is for. */
export const CAMPAIGN_OBJECTIVES = ['awareness', 'engagement', 'traffic', 'sales', 'content'] as const;
export type CampaignObjective = (typeof CAMPAIGN_OBJECTIVES)[number];

/** What creators are to keep to in what they make. */
export interface Guidelines {
  dos: string[];
  donts: string[];
  /** Without `#`. */
  hashtags: string[];
  /** Accounts, without `@`. */
  mentions: string[];
  /** Addresses of examples and material. */
  references: string[];
}

export const NO_GUIDELINES: Guidelines = { dos: [], donts: [], hashtags: [], mentions: [], references: [] };

/** The terms that offers of a campaign begin with; each of them may be negotiated. */
export interface CampaignTerms {
  usageRights?: string | undefined;
  revisionRounds?: number | undefined;
  /** See the offer's. */
  reviewDays?: number | undefined;
}

/** The steps in which a draft is written, in their order. */
export const DRAFT_STEPS = ['brief', 'deliverables', 'guidelines', 'budget', 'review'] as const;
export type DraftStep = (typeof DRAFT_STEPS)[number];

const STEP_OF_FIELD: Readonly<Record<string, DraftStep>> = {
  ...{ startDate: 'deliverables', endDate: 'deliverables', deliverables: 'deliverables' },
  guidelines: 'guidelines',
  ...{ budgetMin: 'budget', budgetMax: 'budget', terms: 'budget' },
};

/** The step in which a field is written, by the path of an issue. */
export function stepOf(path: string): DraftStep {
  return STEP_OF_FIELD[path.split('.')[0] ?? ''] ?? 'brief';
}

/** What a draft still lacks before it can be published on a day (UTC), in the order of the steps. */
export function missingForPublishing(
  campaign: Pick<
    Campaign,
    'title' | 'brief' | 'budget' | 'startDate' | 'endDate' | 'deliverables' | 'targetAudience' | 'applying'
  >,
  todayOn: string,
): Issue[] {
  const { brief, budget, startDate, endDate, deliverables, targetAudience, applying } = campaign;
  const lastToApply = applying?.until ?? todayOn;
  const rules: [isMissing: boolean, path: string, message: string][] = [
    [brief === '', 'brief', 'Write the brief: it is what influencers read first.'],
    [targetAudience.niches.length === 0, 'targetAudience.niches', 'Name at least one niche.'],
    [targetAudience.platforms.length === 0, 'targetAudience.platforms', 'Name at least one platform.'],
    [lastToApply < todayOn, 'applying.until', 'The last day to apply is past; choose a later one, or none.'],
    [!startDate, 'startDate', 'Choose the day the campaign starts.'],
    [!endDate, 'endDate', 'Choose the day the campaign ends.'],
    [Boolean(endDate && endDate <= todayOn), 'endDate', 'The last day must lie ahead; choose a later one.'],
    [deliverables.length === 0, 'deliverables', 'Add at least one deliverable.'],
    ...deliverables.map(({ dueOn }, index): [boolean, string, string] => [
      dueOn !== undefined && dueOn < todayOn,
      `deliverables.${index}.dueOn`,
      `Deliverable ${index + 1} is due on a day that is past; choose a later one.`,
    ]),
    [budget.min.amountMinor === 0, 'budgetMin', 'Say the least you want to spend.'],
    [budget.max.amountMinor === 0, 'budgetMax', 'Say the most you want to spend.'],
  ];
  return rules.flatMap(([isMissing, path, message]) => (isMissing ? [{ path, message }] : []));
}

/** What a draft comes to, minor units; null where nothing says it yet. */
export interface DraftCost {
  /** All deliverables of one influencer, by the price ranges that are named. */
  perInfluencer: { minMinor: number; maxMinor: number } | null;
  /** How many influencers the most that may be spent is enough for: at their highest and at their lowest price. */
  influencers: { atLeast: number; atMost: number } | null;
  /** Deliverables without a price range, which are not counted. */
  unpricedCount: number;
}

/** What the deliverables of a draft cost and how far its budget reaches. */
export function costOfDraft(
  deliverables: readonly Pick<Deliverable, 'count' | 'priceRange'>[],
  budgetMaxMinor: number,
): DraftCost {
  const priced = deliverables.filter(({ priceRange }) => priceRange);
  const sum = (end: 'min' | 'max') =>
    priced.reduce((total, { count, priceRange }) => total + count * (priceRange?.[end].amountMinor ?? 0), 0);
  const unpricedCount = deliverables.length - priced.length;
  const [minMinor, maxMinor] = [sum('min'), sum('max')];
  if (priced.length === 0 || minMinor === 0) return { perInfluencer: null, influencers: null, unpricedCount };
  const reaches = (costMinor: number) => Math.floor(budgetMaxMinor / costMinor);
  return {
    perInfluencer: { minMinor, maxMinor },
    influencers: budgetMaxMinor > 0 ? { atLeast: reaches(maxMinor), atMost: reaches(minMinor) } : null,
    unpricedCount,
  };
}
