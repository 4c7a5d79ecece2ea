import { type Campaign, type CampaignStatus, missingForPublishing } from './campaign.ts';
import { type Refused, refuse } from './decision.ts';

/** What may be told to a campaign: `start` and `end` by the lifecycle machine when a date is reached, the others by a member. */
export const CAMPAIGN_COMMANDS = ['publish', 'start', 'pause', 'resume', 'cancel', 'complete', 'end'] as const;
export type CampaignCommand = (typeof CAMPAIGN_COMMANDS)[number];

/** Every allowed transition: command → states it may be given in → state it leads to. `before` is the state before the pause. */
export const TRANSITIONS: Record<CampaignCommand, { from: readonly CampaignStatus[]; to: CampaignStatus | 'before' }> =
  {
    publish: { from: ['draft'], to: 'published' },
    start: { from: ['published'], to: 'active' },
    pause: { from: ['published', 'active'], to: 'paused' },
    resume: { from: ['paused'], to: 'before' },
    cancel: { from: ['draft', 'published', 'active', 'paused'], to: 'cancelled' },
    complete: { from: ['active'], to: 'completed' },
    end: { from: ['published', 'active'], to: 'completed' },
  };

/** States in which influencers see a campaign and may apply. */
export const OPEN_STATUSES: readonly CampaignStatus[] = ['published', 'active'];

export type LifecycleRefusal = 'illegal_transition' | 'campaign_not_ready' | 'campaign_has_commitments';

/**
 * The campaign after a command; refuses a state the command is not for, an unready draft, and cancelling what contracts stand on.
 * `todayOn` is the day (UTC) the decision is made on.
 */
export function decideTransition(
  campaign: Campaign,
  command: CampaignCommand,
  given: { nowIso: string; todayOn: string; hasCommitments: boolean },
): Campaign | Refused<LifecycleRefusal> {
  const { from, to } = TRANSITIONS[command];
  if (!from.includes(campaign.status))
    return refuse(
      'illegal_transition',
      `A campaign that is ${campaign.status} cannot ${command}; it must be ${from.join(' or ')}.`,
    );
  if (command === 'publish') {
    const missing = missingForPublishing(campaign);
    if (campaign.endDate && campaign.endDate <= given.todayOn)
      missing.push({ path: 'endDate', message: 'The last day is past; choose a later one.' });
    if (missing.length > 0) return refuse('campaign_not_ready', undefined, missing);
  }
  if (command === 'cancel' && given.hasCommitments)
    return refuse(
      'campaign_has_commitments',
      'Contracts stand on this campaign; complete it, or end the contracts first.',
    );
  const status = to === 'before' ? (campaign.pausedFrom ?? 'published') : to;
  const { pausedFrom: _before, publishing: _request, ...rest } = campaign;
  return {
    ...rest,
    ...(command === 'pause' ? { pausedFrom: campaign.status as 'published' | 'active' } : {}),
    status,
    version: campaign.version + 1,
    updatedAt: given.nowIso,
  };
}

/** States that a dispute about a contract shows in; a draft has no contracts, and a cancelled campaign stays cancelled. */
const DISPUTABLE: readonly CampaignStatus[] = ['published', 'active', 'paused', 'completed'];

/** The campaign with one more dispute about a contract of it; it is disputed until the last of them is over, and takes no applications. */
export function withDispute<C extends Campaign>(campaign: C, nowIso: string): C {
  const { status, disputes } = campaign;
  if (!disputes && !DISPUTABLE.includes(status)) return campaign;
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
