import { changePlaces } from '#contract/areas/lifecycle.ts';
import { Campaigns, campaignRef } from '#data/campaign.ts';
import { type Change, replace, update } from '#data/change.ts';
import { keys, partitions } from '#data/keys.ts';
import { placesRef, setPlaces } from '#data/places.ts';
import type { Campaign } from '#domain/campaign.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { OPEN_STATUSES } from '#domain/lifecycle.ts';
import { decidePlaces } from '#domain/places.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { campaignView } from '#runtime/views/campaign.ts';

export const handler = endpoint(changePlaces, async (call) => {
  const { workspaceId } = call.member();
  const { campaignId } = call.params;
  const { places: asked, version: readVersion } = call.body;
  return call.commit({
    reads: { campaign: campaignRef(workspaceId, campaignId), places: placesRef(campaignId) },
    decide: ({ campaign, places }) => {
      if (!campaign) return refuse('not_found');
      const next = decidePlaces(campaign, places ?? { takenCount: 0 }, {
        ...{ places: asked, readVersion, nowIso: call.nowIso },
      });
      if (isRefused(next)) return next;
      return {
        changes: [
          replace(Campaigns, campaign, next),
          setPlaces(campaign, places, asked),
          ...(OPEN_STATUSES.includes(campaign.status) ? [relist(next)] : []),
        ],
        event: {
          type: 'CampaignPlacesChanged',
          aggregateId: campaignId,
          seq: next.version,
          partition: partitions.campaign(workspaceId, campaignId),
          data: { workspaceId, campaignId, from: campaign.applying?.places ?? null, to: asked },
        },
        answer: { status: 200, body: campaignView(next, call.nowMs) },
      };
    },
  });
});

/** What influencers see of it. */
function relist({ campaignId, applying }: Campaign): Change {
  return update(keys.listing(campaignId), { set: { applying } }, [{ path: 'campaignId', is: '=', value: campaignId }]);
}
