import type { Campaign } from './campaign.ts';
import { dayOfMs, msOfDay } from './day.ts';

const DAY_MS = 86_400_000;

/** The days of a campaign that a pause stops. */
export type CampaignDays = Pick<Campaign, 'startDate' | 'endDate' | 'deliverables' | 'applying'>;

/** How many days (UTC) a campaign has been paused for on a day: as many as have begun since. None when nobody noted since when. */
export function pausedDays({ pausedAt }: Pick<Campaign, 'pausedAt'>, todayOn: string): number {
  return pausedAt === undefined ? 0 : Math.max(0, (msOfDay(todayOn) - msOfDay(pausedAt.slice(0, 10))) / DAY_MS);
}

/**
 * The days of a paused campaign when it goes on: those that were not over when it was paused are later by as many days as it was paused, so that everybody has the
 * time that was left. What a contract says is agreed between two and does not move.
 */
export function resumedDays(
  campaign: CampaignDays & Pick<Campaign, 'pausedAt' | 'pausedFrom'>,
  todayOn: string,
): CampaignDays {
  const { startDate, endDate, deliverables, applying, pausedAt, pausedFrom } = campaign;
  const days = pausedDays(campaign, todayOn);
  if (days === 0 || pausedAt === undefined) return { startDate, endDate, deliverables, applying };
  const later = (day: string) => (day < pausedAt.slice(0, 10) ? day : dayOfMs(msOfDay(day) + days * DAY_MS));
  return {
    startDate: startDate && pausedFrom === 'published' ? later(startDate) : startDate,
    endDate: endDate && later(endDate),
    deliverables: deliverables.map((one) => (one.dueOn ? { ...one, dueOn: later(one.dueOn) } : one)),
    applying: applying?.until ? { ...applying, until: later(applying.until) } : applying,
  };
}
