import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { getBudget, getContract, listContracts } from '#contract/areas/contracts.ts';
import { previewDeed } from '#contract/areas/deeds.ts';
import { acceptOffer, getOffer, listOffers, quoteCounter, rejectOffer, withdrawOffer } from '#contract/areas/offers.ts';
import { isQuoteOver } from '#domain/offer.ts';
import { noteAndFollow, readAgainSoon } from '@/api/follow-up.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { serverNowMs } from '@/api/server-time.ts';
import { useMay } from '@/api/session.ts';
import { Button, ButtonLink } from '@/ui/button.tsx';
import { Dialog } from '@/ui/dialog.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { Field, Input, Textarea } from '@/ui/field.tsx';
import { FormError } from '@/ui/form.tsx';
import { formatMoney } from '@/ui/money.ts';
import { toast } from '@/ui/toast.tsx';
import { type OfferDetail, QuotedPrice, useSide } from '../offer-words.tsx';
import { RightsWarnings } from '../rights-warnings.tsx';

/** What the reader may do with an open offer: answer it, or take back what they wrote last. */
export function AnswerOffer({ offer }: { offer: OfferDetail }) {
  const side = useSide();
  const may = useMay('offer:answer', offer.campaignId);
  if (!may) return null;
  return (
    <div className="mt-5 grid gap-2 border-t border-line pt-5">
      {offer.answerBy === side ? (
        <>
          <Accept offer={offer} />
          <ButtonLink to="/offers/$offerId/counter" params={{ offerId: offer.offerId }} icon="edit">
            Answer with other terms
          </ButtonLink>
          <Close offer={offer} kind="reject" />
        </>
      ) : (
        <Close offer={offer} kind="withdraw" />
      )}
    </div>
  );
}

/** Whether the exchange rate an offer was made with may no longer be accepted. */
export function isRateOver(offer: Pick<OfferDetail, 'quote'>): boolean {
  return isQuoteOver(offer.quote, new Date(serverNowMs()).toISOString());
}

function Accept({ offer }: { offer: OfferDetail }) {
  const navigate = useNavigate();
  const side = useSide();
  const [asking, setAsking] = useState(false);
  const [fullName, setFullName] = useState('');
  const isOver = isRateOver(offer);
  const { price, dueOn } = offer.terms;
  const newest = useEndpoint(
    quoteCounter,
    { params: { offerId: offer.offerId }, query: { ...price, dueOn } },
    { enabled: asking && isOver && side === 'influencer' },
  ).data;
  const told = isOver ? newest?.exchange : undefined;
  const preview = useEndpoint(previewDeed, { params: { offerId: offer.offerId } }, { enabled: asking });
  const deed = preview.data;
  const signs = fullName.trim() !== '';
  const signature = deed && signs ? { fullName: fullName.trim(), documentHash: deed.documentHash } : undefined;
  const mutation = useEndpointMutation(acceptOffer, {
    onSuccess: async (saved) => {
      noteAndFollow(listOffers, saved.offerId, saved);
      readAgainSoon(listContracts);
      if (saved.contractId) await navigate({ to: '/contracts/$contractId', params: { contractId: saved.contractId } });
      toast('Agreed: the contract is made');
    },
    invalidates: [getOffer, listOffers, getBudget, listContracts, getContract],
  });
  return (
    <>
      <Button variant="primary" icon="check" onClick={() => setAsking(true)}>
        Accept
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Accept these terms?"
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Back</Button>
            <Button
              variant="primary"
              busy={mutation.isPending}
              disabled={(isOver && !told) || (signs && !deed)}
              onClick={() =>
                mutation.mutate({
                  params: { offerId: offer.offerId },
                  body: {
                    version: offer.version,
                    ...(signature && { signature }),
                    ...(told ? { exchange: { rate: told.rate, on: told.on } } : {}),
                  },
                })
              }
            >
              Accept and make the contract
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          <p className="text-soft">
            {side === 'brand'
              ? `${formatMoney(offer.fees.price)} of the campaign's budget is set aside for it. The contract is binding for both sides.`
              : 'The contract is binding for both sides. Begin the work once it says that the money is held.'}
          </p>
          {isOver && (
            <Notice tone="attention" title="The exchange rate of this offer is over">
              {side === 'brand'
                ? 'Answer with the same terms instead: they carry the rate of today, which the creator then accepts.'
                : told
                  ? 'Below is what it means at the rate of today; that is what you accept.'
                  : 'There is none of today yet; look again in a few hours.'}
            </Notice>
          )}
          <QuotedPrice quoted={{ ...offer, quote: newest ?? offer.quote }} side={side} />
          <RightsWarnings warnings={deed?.warnings ?? []} />
          <Field
            label="Sign it now, with your full name"
            optional
            hint={
              <>
                Agreeing binds you without it as well; you can sign later.{' '}
                <Link
                  to="/offers/$offerId/contract"
                  params={{ offerId: offer.offerId }}
                  className="underline underline-offset-4"
                >
                  Read the contract
                </Link>
              </>
            }
            error={mutation.error?.issues.find(({ path }) => path === 'signature.fullName')?.message}
          >
            <Input autoComplete="name" value={fullName} onChange={({ target }) => setFullName(target.value)} />
          </Field>
          <FormError error={mutation.error ?? (signs ? preview.error : null)} />
        </div>
      </Dialog>
    </>
  );
}

function Close({ offer, kind }: { offer: OfferDetail; kind: 'reject' | 'withdraw' }) {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const options = {
    onSuccess: (saved: { offerId: string }) => {
      noteAndFollow(listOffers, saved.offerId, saved);
      setAsking(false);
      toast(kind === 'reject' ? 'Offer rejected' : 'Offer withdrawn');
    },
    invalidates: [getOffer, listOffers],
  };
  const reject = useEndpointMutation(rejectOffer, options);
  const withdraw = useEndpointMutation(withdrawOffer, options);
  const mutation = kind === 'reject' ? reject : withdraw;
  const params = { offerId: offer.offerId };
  const send = () =>
    kind === 'reject'
      ? reject.mutate({
          params,
          body: { version: offer.version, ...(reason.trim() ? { reason: reason.trim() } : {}) },
        })
      : withdraw.mutate({ params });
  return (
    <>
      <Button variant="ghost" onClick={() => setAsking(true)}>
        {kind === 'reject' ? 'Reject' : 'Withdraw offer'}
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={kind === 'reject' ? 'Reject this offer?' : 'Withdraw this offer?'}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Back</Button>
            <Button variant="danger" busy={mutation.isPending} onClick={send}>
              {kind === 'reject' ? 'Reject offer' : 'Withdraw it'}
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          <p className="text-soft">
            {kind === 'reject'
              ? 'This ends the offer. If only some terms are wrong, answer with other terms instead.'
              : 'The other side can no longer accept it. You may make a new offer afterwards.'}
          </p>
          {kind === 'reject' && (
            <Field label="Reason" optional hint="The other side reads this.">
              <Textarea rows={3} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
            </Field>
          )}
          <FormError error={mutation.error} />
        </div>
      </Dialog>
    </>
  );
}
