import type * as z from 'zod/mini';
import type { Campaign, Deliverable } from '#contract/areas/campaigns.ts';
import type { CampaignStatus } from '#domain/campaign.ts';
import type { CampaignObjective } from '#domain/draft.ts';
import { Badge } from '@/ui/feedback.tsx';
import { MoneyRange } from '@/ui/money-view.tsx';
import { formatDay } from '@/ui/relative-time.tsx';
import { countOf, platformName } from '@/ui/words.ts';

export type CampaignView = z.output<typeof Campaign>;
export type DeliverableView = z.output<typeof Deliverable>;

export const STATUS_NAMES: Record<CampaignStatus, string> = {
  draft: 'Draft',
  published: 'Published',
  active: 'Active',
  paused: 'Paused',
  completed: 'Completed',
  cancelled: 'Cancelled',
  disputed: 'Disputed',
};

export const OBJECTIVE_NAMES: Record<CampaignObjective, string> = {
  awareness: 'Awareness: be seen by new people',
  engagement: 'Engagement: be talked about',
  traffic: 'Traffic: bring people to a page',
  sales: 'Sales: sell or sign up',
  content: 'Content: material to use yourself',
};

const STATUS_TONES = {
  draft: 'neutral',
  published: 'info',
  active: 'good',
  paused: 'attention',
  completed: 'good',
  cancelled: 'neutral',
  disputed: 'bad',
} as const;

/** The state of a campaign. */
export function StatusBadge({ status }: { status: CampaignStatus }) {
  return <Badge tone={STATUS_TONES[status]}>{STATUS_NAMES[status]}</Badge>;
}

/** What a campaign may cost, as far as it is said. */
export function BudgetRange({ budget, className }: { budget: CampaignView['budget']; className?: string }) {
  if (budget.max.amountMinor === 0) return <span className="font-normal text-soft">No budget yet</span>;
  return <MoneyRange {...budget} {...(className ? { className } : {})} />;
}

/** When a campaign runs, as far as it is known. */
export function runsText(campaign: Pick<CampaignView, 'startDate' | 'endDate'>): string {
  const { startDate, endDate } = campaign;
  if (startDate && endDate) return `${formatDay(startDate)} – ${formatDay(endDate)}`;
  if (startDate) return `From ${formatDay(startDate)}`;
  return endDate ? `Until ${formatDay(endDate)}` : 'Dates not set';
}

/** `3 reels on Instagram`. */
export function deliverableText(deliverable: DeliverableView): string {
  return `${countOf(deliverable.count, deliverable.type)} on ${platformName(deliverable.platform)}`;
}
