import type { Campaign, CampaignStatus } from './campaign.ts';
import { resumedDays } from './campaign-pause.ts';
import { type Refused, refuse } from './decision.ts';
import { missingForPublishing } from './draft.ts';
import { type CampaignCommand, type Effect, type Guard, ruleOf, takes } from './lifecycle-table.ts';

/** States in which influencers see a campaign and may apply. */
export const OPEN_STATUSES: readonly CampaignStatus[] = ['published', 'active'];

export type LifecycleRefusal = 'illegal_transition' | 'campaign_not_ready' | 'campaign_has_commitments';

/** What a command is decided on beside the campaign; `todayOn` is the day (UTC) on which. */
interface TransitionFacts {
  nowIso: string;
  todayOn: string;
  hasCommitments: boolean;
}

/** The guards that the campaign and these facts decide; the others need more, and stand where it is read. */
const CHECKS: Partial<
  Record<Guard, (campaign: Campaign, facts: TransitionFacts) => Refused<LifecycleRefusal> | undefined>
> = {
  complete: (campaign, { todayOn }) => {
    const missing = missingForPublishing(campaign, todayOn);
    return missing.length > 0 ? refuse('campaign_not_ready', undefined, missing) : undefined;
  },
  no_commitments: ({ status }, { hasCommitments }) =>
    hasCommitments
      ? refuse(
          'campaign_has_commitments',
          `Contracts stand on this campaign; ${takes(status, 'complete') ? 'complete it, or end the contracts' : 'end them'} first.`,
        )
      : undefined,
};

/** What effects change in the campaign itself; an absent value takes a field out. */
const CHANGES: Partial<Record<Effect, (campaign: Campaign, facts: TransitionFacts) => Partial<Campaign>>> = {
  request_ended: () => ({ publishing: undefined }),
  review_ended: () => ({ moderation: undefined }),
  clocks_stopped: ({ status }, { nowIso }) => ({ pausedFrom: status as 'published' | 'active', pausedAt: nowIso }),
  clocks_resumed: (campaign, { todayOn }) => ({
    ...resumedDays(campaign, todayOn),
    ...{ pausedFrom: undefined, pausedAt: undefined },
  }),
};

/** The campaign after a command; refuses a state the command is not for, and what its guards say. */
export function decideTransition(
  campaign: Campaign,
  command: CampaignCommand,
  given: TransitionFacts,
): Campaign | Refused<LifecycleRefusal> {
  const { from, to, guards, effects } = ruleOf(command);
  if (!takes(campaign.status, command))
    return refuse(
      'illegal_transition',
      `A campaign that is ${campaign.status} cannot ${command}; it must be ${from.join(' or ')}.`,
    );
  for (const guard of guards) {
    const refused = CHECKS[guard]?.(campaign, given);
    if (refused) return refused;
  }
  const status = to === 'before' ? (campaign.pausedFrom ?? 'published') : (to as CampaignStatus);
  const changed = Object.assign({}, campaign, ...effects.map((effect) => CHANGES[effect]?.(campaign, given)));
  const next: Campaign = { ...changed, status, version: campaign.version + 1, updatedAt: given.nowIso };
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)) as unknown as Campaign;
}

/** The campaign with one more dispute about a contract of it; it is disputed until the last of them is over, and takes no applications. */
export function withDispute<C extends Campaign>(campaign: C, nowIso: string): C {
  const { status, disputes } = campaign;
  if (!takes(status, 'dispute')) return campaign;
  const { count, from } = disputes ?? { count: 0, from: status };
  return { ...campaign, status: 'disputed', disputes: { count: count + 1, from }, updatedAt: nowIso };
}

/** The campaign with one dispute less: what it was before, when that was the last. */
export function withoutDispute<C extends Campaign>(campaign: C, nowIso: string): C {
  const { disputes, ...rest } = campaign;
  if (!disputes) return campaign;
  const { count, from } = disputes;
  if (count > 1) return { ...campaign, disputes: { count: count - 1, from }, updatedAt: nowIso };
  return { ...rest, status: from, updatedAt: nowIso } as C;
}

/** Whether a campaign is over, as far as its contracts are concerned: also when one of them is in dispute. */
export function isOver({ status, disputes }: Pick<Campaign, 'status' | 'disputes'>): boolean {
  const own = disputes?.from ?? status;
  return own === 'completed' || own === 'cancelled';
}

/** What the lifecycle machine does next: give a due command, wait until a day begins (null: until woken), or stop. */
export type NextStep =
  | { do: 'command'; command: 'start' | 'end' }
  | { do: 'wait'; untilOn: string | null }
  | { do: 'stop' };

/** The next step of a campaign's life by its dates. The last day counts: a campaign ends when the day after it begins. */
export function nextStep(campaign: Pick<Campaign, 'status' | 'startDate' | 'endDate'>, todayOn: string): NextStep {
  const { status, startDate, endDate } = campaign;
  if (status === 'completed' || status === 'cancelled') return { do: 'stop' };
  if (status === 'draft' || status === 'paused' || status === 'disputed') return { do: 'wait', untilOn: null };
  if (endDate && todayOn > endDate) return { do: 'command', command: 'end' };
  if (status === 'published' && startDate && todayOn >= startDate) return { do: 'command', command: 'start' };
  if (status === 'published' && startDate) return { do: 'wait', untilOn: startDate };
  return { do: 'wait', untilOn: endDate ? dayAfter(endDate) : null };
}

/** The day after a day (YYYY-MM-DD, proleptic Gregorian). */
export function dayAfter(day: string): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = daysInMonth(year, month);
  const next = date < last ? [year, month, date + 1] : month < 12 ? [year, month + 1, 1] : [year + 1, 1, 1];
  return next.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0')).join('-');
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
