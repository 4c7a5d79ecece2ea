import { Link } from '@tanstack/react-router';
import { Money } from '@/ui/money-view.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { OfferBadge, type OfferView, useSide } from '../offer-words.tsx';
import { deliverablesText } from '../terms-text.ts';

/** One offer in a list: with whom or for what, its price, and whose turn it is. */
export function OfferRow({ offer }: { offer: OfferView }) {
  const side = useSide();
  const open = offer.status === 'open';
  return (
    <article className="relative flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-5 py-4 hover:bg-sunken/60 md:px-6">
      <div className="min-w-0 flex-1 basis-56">
        <h2 className="font-semibold wrap-anywhere">
          <Link
            to="/offers/$offerId"
            params={{ offerId: offer.offerId }}
            className="after:absolute after:inset-0 hover:text-accent focus-visible:outline-none focus-visible:after:rounded-control focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
          >
            {side === 'brand' ? offer.influencerName : offer.campaignTitle}
          </Link>
        </h2>
        <p className="text-small text-soft">
          {side === 'influencer' && `${offer.brandName} · `}
          {deliverablesText(offer.terms.deliverables) || 'Longer use of content'}
        </p>
        <p className="mt-1 text-small text-faint">
          Version {offer.version} ·{' '}
          {open ? (
            <>
              ends <RelativeTime at={offer.expiresAt} />
            </>
          ) : (
            <RelativeTime at={offer.updatedAt} />
          )}
        </p>
      </div>
      <div className="flex w-full flex-wrap items-center justify-between gap-x-3 gap-y-1 sm:w-auto sm:flex-col sm:items-end sm:gap-1.5">
        <OfferBadge offer={offer} side={side} />
        <p className="flex items-baseline gap-2 sm:block sm:text-right">
          <Money value={side === 'brand' ? offer.fees.price : offer.fees.net} className="font-semibold" />
          {side === 'influencer' && <span className="text-tiny text-faint sm:block">for you, after fee</span>}
        </p>
      </div>
    </article>
  );
}
