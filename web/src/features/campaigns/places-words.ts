import { countOf } from '@/ui/words.ts';

/** How many places of a campaign are taken, as both sides read it. */
export function placesText(places: number | null, takenCount: number): string {
  if (places === null) return `${countOf(takenCount, 'influencer')} taken, without a limit`;
  return `${takenCount} of ${countOf(places, 'place')} taken`;
}
