import * as z from 'zod/mini';
import { type Change, update } from './change.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';

/**
 * How many influencers a campaign has contracts with, and how many it takes where it says so. It lies beside the public listing, and not in the budget, so that
 * influencers read it without knowing whose the campaign is; unlike the listing it stays while the campaign is paused.
 */
export const PlacesOf = defineEntity({
  name: 'places',
  schema: z.object({
    workspaceId: z.string(),
    campaignId: z.string(),
    takenCount: z.int(),
    limitCount: z.optional(z.int()),
  }),
  key: ({ campaignId }) => keys.places(campaignId),
});
export type PlacesItem = ValueOf<typeof PlacesOf>;

interface OfCampaign {
  workspaceId: string;
  campaignId: string;
}

export const placesRef = (campaignId: string) => ref(PlacesOf, keys.places(campaignId));

const hasPlace = { path: 'takenCount', is: 'below', other: 'limitCount' } as const;

/** Takes one of the places in place, so that parallel acceptances need not agree on a version; never more than there are. */
export function takePlace({ workspaceId, campaignId }: OfCampaign): Change {
  return update(
    keys.places(campaignId),
    { set: { _et: PlacesOf.name, workspaceId, campaignId }, add: { takenCount: 1 } },
    [hasPlace],
    'campaign_full',
  );
}

/** Somebody can still be taken when the commit is written. */
export function stillHasPlace(campaignId: string): Change {
  return { kind: 'check', key: keys.places(campaignId), when: [hasPlace], otherwise: 'campaign_full' };
}

/** Gives a place back; nothing where none was counted, as for contracts from before places were. */
export function giveBackPlace(places: PlacesItem | undefined): Change[] {
  if (!places || places.takenCount === 0) return [];
  return [
    update(keys.places(places.campaignId), { add: { takenCount: -1 } }, [{ path: 'takenCount', is: '>=', value: 1 }]),
  ];
}

/** Another number of places, null for any; nobody may have been taken or given back since it was read. */
export function setPlaces(of: OfCampaign, seen: PlacesItem | undefined, places: number | null): Change {
  const { workspaceId, campaignId } = of;
  const named = { _et: PlacesOf.name, workspaceId, campaignId, takenCount: seen?.takenCount ?? 0 };
  return update(
    keys.places(campaignId),
    places === null ? { set: named, unset: ['limitCount'] } : { set: { ...named, limitCount: places } },
    [seen ? { path: 'takenCount', is: '=', value: seen.takenCount } : { path: 'pk', is: 'absent' }],
  );
}
