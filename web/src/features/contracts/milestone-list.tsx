import { subtract } from '#domain/money.ts';
import { useSide } from '@/features/offers/offer-words.tsx';
import { deliverablesText } from '@/features/offers/terms-text.ts';
import { ButtonLink } from '@/ui/button.tsx';
import { Card } from '@/ui/layout.tsx';
import { Money } from '@/ui/money-view.tsx';
import { formatDay } from '@/ui/relative-time.tsx';
import { type ContractView, HoldBadge, type MilestoneView } from './contract-words.tsx';
import { HoldClockBar } from './hold-clock.tsx';

/** The milestones of a contract: what each is for, where its money is, and until when that may be held. */
export function MilestoneList({ contract }: { contract: ContractView }) {
  return (
    <Card title="Milestones" lead="Each is paid in, delivered and paid out on its own.">
      <ol className="divide-y divide-line">
        {contract.milestones.map((milestone) => (
          <li key={milestone.number} className="py-4 first:pt-0 last:pb-0">
            <OneMilestone contract={contract} milestone={milestone} />
          </li>
        ))}
      </ol>
    </Card>
  );
}

function OneMilestone({ contract, milestone }: { contract: ContractView; milestone: MilestoneView }) {
  const side = useSide();
  const { number, title, price, platformFee, dueOn, deliverableIds, progress, status } = milestone;
  const content = deliverablesText(
    contract.terms.deliverables.filter(({ deliverableId }) => deliverableIds.includes(deliverableId)),
  );
  return (
    <section aria-label={`Milestone ${number}`} className="grid gap-2">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <div className="min-w-0">
          <h3 className="font-semibold wrap-anywhere">
            {number}. {title}
          </h3>
          <p className="text-small text-soft">
            {content || 'Nothing to hand in'}, by {formatDay(dueOn)}
          </p>
          {progress.required > 0 && (
            <p className="text-small text-faint">
              {progress.approved} of {progress.required} approved, {progress.live} live
            </p>
          )}
        </div>
        <div className="flex w-full flex-wrap items-center justify-between gap-x-3 gap-y-1 sm:w-auto sm:flex-col sm:items-end">
          <HoldBadge status={status} />
          <p>
            <Money value={side === 'brand' ? price : subtract(price, platformFee)} className="font-semibold" />
            {side === 'influencer' && <span className="text-tiny text-faint"> for you, after fee</span>}
          </p>
        </div>
      </div>
      <Shared milestone={milestone} />
      {milestone.disputeId && (
        <p className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 text-small text-soft">
          Frozen until the dispute about it is over; the other milestones go on.
          <ButtonLink to="/disputes/$disputeId" params={{ disputeId: milestone.disputeId }} size="small">
            See the dispute
          </ButtonLink>
        </p>
      )}
      {milestone.holdClock && milestone.fundedAt && (
        <HoldClockBar clock={milestone.holdClock} fundedAt={milestone.fundedAt} side={side} />
      )}
      {milestone.fundingWindow?.reason && (
        <p className="text-small text-copper">
          Can be paid in from {formatDay(milestone.fundingWindow.opensOn ?? '')}: the payment provider would not hold
          the money for so long.
        </p>
      )}
    </section>
  );
}

/** What became of money that both sides got some of. */
export function Shared({ milestone: { released, refunded } }: { milestone: MilestoneView }) {
  if (released.amountMinor === 0 || refunded.amountMinor === 0) return null;
  return (
    <p className="text-small text-soft">
      <Money value={released} /> paid out, <Money value={refunded} /> paid back.
    </p>
  );
}
