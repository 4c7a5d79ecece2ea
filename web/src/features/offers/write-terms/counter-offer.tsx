import { useNavigate } from '@tanstack/react-router';
import { counterOffer, getOffer, listOffers } from '#contract/areas/offers.ts';
import { objectionHoursOf } from '#domain/objection.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { ButtonLink } from '@/ui/button.tsx';
import { EmptyState } from '@/ui/feedback.tsx';
import { PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { toast } from '@/ui/toast.tsx';
import { type OfferDetail, useSide } from '../offer-words.tsx';
import { counterOfferRoute } from '../routes.ts';
import { WriteTerms } from './terms-form.tsx';

export function CounterOffer() {
  const { offerId } = counterOfferRoute.useParams();
  const offer = useEndpoint(getOffer, { params: { offerId } });
  const side = useSide();
  return (
    <>
      <PageHeader
        title="Answer with other terms"
        lead="Change what should be different; the rest stays as proposed."
        back={{ label: offer.data?.campaignTitle ?? 'Offer', to: '/offers/$offerId', params: { offerId } }}
      />
      <Loaded query={offer}>
        {(data) =>
          data.answerBy === side ? (
            <Form offer={data} />
          ) : (
            <EmptyState
              icon="offer"
              title="It is not your turn"
              action={
                <ButtonLink to="/offers/$offerId" params={{ offerId }}>
                  Back to the offer
                </ButtonLink>
              }
            >
              This offer is closed, or waits for the other side.
            </EmptyState>
          )
        }
      </Loaded>
    </>
  );
}

function Form({ offer }: { offer: OfferDetail }) {
  const navigate = useNavigate();
  const side = useSide();
  const { offerId } = offer;
  const mutation = useEndpointMutation(counterOffer, {
    onSuccess: async (saved) => {
      noteAndFollow(listOffers, offerId, saved);
      await navigate({ to: '/offers/$offerId', params: { offerId } });
      toast('Your terms are with the other side');
    },
    invalidates: [getOffer, listOffers],
  });
  return (
    <WriteTerms
      defaults={{
        ...offer.terms,
        objectionHours: objectionHoursOf(offer.terms),
        message: '',
        version: offer.version,
        expiresInDays: 7,
      }}
      currency={offer.terms.price.currency}
      side={side}
      about={{ offerId }}
      error={mutation.error}
      busy={mutation.isPending}
      sendLabel="Send these terms"
      cancel={{ to: '/offers/$offerId', params: { offerId } }}
      onSend={async (body) => void (await mutation.mutateAsync({ params: { offerId }, body }))}
    />
  );
}
