import { listOffers } from '#contract/areas/offers.ts';
import { useEndpointPages } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { EmptyState } from '@/ui/feedback.tsx';
import { Card } from '@/ui/layout.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { OfferRow } from './offer-row.tsx';

/** The offers of a campaign. */
export function ListCampaignOffers({ campaignId }: { campaignId: string }) {
  const offers = useEndpointPages(
    listOffers,
    { query: { campaignId } },
    { keyOf: (offer) => offer.offerId, belongs: (offer) => offer.campaignId === campaignId },
  );
  const mayOffer = useMay('offer:write', campaignId);
  return (
    <LoadedPages
      query={offers}
      empty={
        <EmptyState icon="offer" title="No offers yet">
          {mayOffer
            ? 'Approve an application first; then you can offer that influencer your terms.'
            : 'Offers to influencers appear here.'}
        </EmptyState>
      }
    >
      {(items) => (
        <Card className="overflow-hidden p-0! md:p-0!">
          <ul className="divide-y divide-line">
            {items.map((offer) => (
              <li key={offer.offerId}>
                <OfferRow offer={offer} />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </LoadedPages>
  );
}
