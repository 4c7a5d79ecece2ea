import { listOffers } from '#contract/areas/offers.ts';
import { indexes } from '#data/keys.ts';
import { Offers } from '#data/offer.ts';
import { listPage } from '#data/read.ts';
import { openCursor, sealCursor } from '#runtime/cursor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf } from '#runtime/party.ts';
import { offerView } from '#runtime/views/deal.ts';

export const handler = endpoint(listOffers, async (call) => {
  const party = partyOf(call.actor());
  const { limit, cursor, campaignId } = call.query;
  const list =
    party.kind !== 'influencer'
      ? {
          entity: Offers.main,
          partition: indexes.offersOf(party.workspaceId),
          ...(campaignId ? { prefix: `${campaignId}#` } : {}),
        }
      : { entity: Offers.copy, partition: indexes.offersTo(party.influencerId), where: { campaignId } };
  const scope = `${list.partition}|${campaignId ?? ''}`;
  const after = await openCursor(cursor, scope, call.nowMs);
  const page = await listPage({ ...list, index: 'gsi1', limit, newestFirst: true, after });
  return {
    status: 200,
    body: {
      items: page.items.map((offer) => offerView(offer, call.nowIso)),
      nextCursor: await sealCursor(page.next, scope, call.nowMs),
    },
  };
});
