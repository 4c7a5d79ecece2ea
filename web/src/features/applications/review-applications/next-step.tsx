import { getPlaces } from '#contract/areas/lifecycle.ts';
import { listOffers } from '#contract/areas/offers.ts';
import { useEndpoint, useEndpointPages } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { ButtonLink } from '@/ui/button.tsx';
import type { ApplicationView } from '../application-words.tsx';

/** What comes after an approval: an offer; where there is one already, that, and where there is a contract, that. */
export function NextStep({ application, isOpen }: { application: ApplicationView; isOpen: boolean }) {
  const { campaignId, influencerId } = application;
  const mayOffer = useMay('offer:write', campaignId);
  const { data: places } = useEndpoint(getPlaces, { params: { campaignId } });
  const offers = useEndpointPages(
    listOffers,
    { query: { campaignId, limit: 100 } },
    { keyOf: (offer) => offer.offerId, belongs: (offer) => offer.campaignId === campaignId },
  );
  if (offers.isPending) return null;
  const theirs = (offers.items ?? []).filter((offer) => offer.influencerId === influencerId);
  const live = theirs.find(({ status }) => status === 'open');
  const contractId = theirs.find((offer) => offer.contractId)?.contractId;
  const mayMake = mayOffer && isOpen && !live && !places?.isFull;
  if (!live && !contractId && !mayMake) return null;
  return (
    <div className="mt-4 flex flex-wrap gap-2 border-t border-line pt-4">
      {contractId && (
        <ButtonLink to="/contracts/$contractId" params={{ contractId }} icon="contract">
          See the contract
        </ButtonLink>
      )}
      {live && (
        <ButtonLink to="/offers/$offerId" params={{ offerId: live.offerId }} icon="offer">
          See the offer
        </ButtonLink>
      )}
      {mayMake && (
        <ButtonLink
          to="/campaigns/$campaignId/offers/new"
          params={{ campaignId }}
          search={{ influencer: influencerId }}
          {...(!contractId && { variant: 'primary' })}
          icon="offer"
        >
          {contractId ? 'Make another offer' : 'Make an offer'}
        </ButtonLink>
      )}
    </div>
  );
}
