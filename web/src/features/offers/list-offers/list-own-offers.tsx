import { listOffers } from '#contract/areas/offers.ts';
import { useEndpointPages } from '@/api/hooks.ts';
import { ButtonLink } from '@/ui/button.tsx';
import { EmptyState } from '@/ui/feedback.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { OfferRow } from './offer-row.tsx';

/** The offers made to an influencer. */
export function ListOwnOffers() {
  const offers = useEndpointPages(listOffers, {}, { keyOf: (offer) => offer.offerId });
  return (
    <>
      <PageHeader title="Offers" lead="Terms brands propose to you. Accept, answer with your own, or decline." />
      <LoadedPages
        query={offers}
        empty={
          <EmptyState
            icon="offer"
            title="No offers yet"
            action={<ButtonLink to="/discover">Find campaigns</ButtonLink>}
          >
            When a brand takes your application, its offer with price and terms appears here.
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
    </>
  );
}
