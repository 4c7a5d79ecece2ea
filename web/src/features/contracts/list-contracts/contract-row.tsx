import { Link } from '@tanstack/react-router';
import { useSide } from '@/features/offers/offer-words.tsx';
import { Money } from '@/ui/money-view.tsx';
import { formatDay } from '@/ui/relative-time.tsx';
import { type ContractView, HoldBadge } from '../contract-words.tsx';
import { HoldClockLine } from '../hold-clock.tsx';

/** One contract in a list: with whom or for what, when it is due, where its money is. */
export function ContractRow({ contract }: { contract: ContractView }) {
  const side = useSide();
  const { required, approved, live } = contract.progress;
  return (
    <article className="relative flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-5 py-4 hover:bg-sunken/60 md:px-6">
      <div className="min-w-0 flex-1 basis-56">
        <h2 className="font-semibold wrap-anywhere">
          <Link
            to="/contracts/$contractId"
            params={{ contractId: contract.contractId }}
            className="after:absolute after:inset-0 hover:text-accent focus-visible:outline-none focus-visible:after:rounded-control focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
          >
            {side === 'brand' ? contract.influencerName : contract.campaignTitle}
          </Link>
        </h2>
        <p className="text-small text-soft">
          {side === 'influencer' && `${contract.brandName} · `}
          All of it live by {formatDay(contract.terms.dueOn)}
        </p>
        <p className="mt-1 text-small text-faint">
          {approved} of {required} approved, {live} live
        </p>
        {contract.holdClock && contract.holdClock.state !== 'ok' && (
          <div className="mt-1">
            <HoldClockLine clock={contract.holdClock} />
          </div>
        )}
      </div>
      <div className="flex w-full flex-wrap items-center justify-between gap-x-3 gap-y-1 sm:w-auto sm:flex-col sm:items-end sm:gap-1.5">
        <HoldBadge status={contract.fundingStatus} />
        <p className="flex items-baseline gap-2 sm:block sm:text-right">
          <Money value={side === 'brand' ? contract.fees.price : contract.fees.net} className="font-semibold" />
          {side === 'influencer' && <span className="text-tiny text-faint sm:block">for you, after fee</span>}
        </p>
      </div>
    </article>
  );
}
