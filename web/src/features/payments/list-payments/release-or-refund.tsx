import { useState } from 'react';
import { listContent } from '#contract/areas/content.ts';
import { getReleaseApproval, refundPayment, releasePayment } from '#contract/areas/payments.ts';
import { subtract } from '#domain/money.ts';
import { objectionHoursOf, spanText } from '#domain/objection.ts';
import { RELEASE_REASONS, type ReleaseReason } from '#domain/release.ts';
import { readAgainSoon } from '@/api/follow-up.ts';
import { useEndpoint, useEndpointMutation, useEndpointPages } from '@/api/hooks.ts';
import { serverNowMs } from '@/api/server-time.ts';
import type { ContractView, MilestoneView } from '@/features/contracts/contract-words.tsx';
import { Button } from '@/ui/button.tsx';
import { cx } from '@/ui/cx.ts';
import { Dialog } from '@/ui/dialog.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { FormError } from '@/ui/form.tsx';
import { Icon } from '@/ui/icon.tsx';
import { formatMoney } from '@/ui/money.ts';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';
import { MONEY_READS } from '../money-reads.ts';
import { reasonsOf } from '../payment-sentences.ts';
import type { PaymentView } from '../payment-words.tsx';
import { type ApprovalView, SecondPerson } from './second-person.tsx';

const HOUR_MS = 3_600_000;

type Props = { payment: PaymentView; contract: ContractView; milestone: MilestoneView; mayRelease: boolean };

/** What the release of one contract still waits for, and, for those who may, the ways to end the wait. */
export function ReleaseOrRefund({ payment, contract, milestone, mayRelease }: Props) {
  const { campaignId, contractId } = contract;
  const approval = useEndpoint(getReleaseApproval, { params: { campaignId, contractId } });
  return (
    <div className="mt-3 rounded-control bg-sunken p-4">
      <p className="text-small font-semibold">Paid out by itself once all of this is so</p>
      <Gates {...{ payment, contract, milestone }} approval={approval.data} />
      {approval.data && <SecondPerson approval={approval.data} contract={contract} mayRelease={mayRelease} />}
      {mayRelease && (
        <div className="mt-4 flex flex-wrap gap-2">
          <ReleaseNow {...{ payment, contract, milestone }} />
          <Refund {...{ payment, contract, milestone }} />
        </div>
      )}
    </div>
  );
}

/** What a release or refund is asked for: the contract, or one milestone of several. */
function asked({ contractId }: ContractView, { title, number }: MilestoneView) {
  return title === null ? { contractId } : { contractId, milestone: number };
}

/** Open (true), closed (false), or only known when money moves (undefined). */
type Gate = { reason: ReleaseReason; open: boolean | undefined; text: React.ReactNode };

function Gates({
  payment,
  contract,
  milestone,
  approval,
}: Omit<Props, 'mayRelease'> & { approval: ApprovalView | undefined }) {
  const content = useEndpointPages(
    listContent,
    { params: { campaignId: contract.campaignId }, query: { limit: 100 } },
    { keyOf: (one) => one.contentId, belongs: (one) => one.campaignId === contract.campaignId },
  );
  const lives = (content.items ?? [])
    .filter((one) => one.contractId === contract.contractId && milestone.deliverableIds.includes(one.deliverableId))
    .filter(({ liveAt }) => liveAt !== null)
    .map((one) => Date.parse(one.liveAt as string));
  const { required, approved, live } = milestone.progress;
  // Where there is nothing to hand in, the end of its day stands for it.
  if (required === 0) lives.push(Date.parse(milestone.dueOn) + 24 * HOUR_MS);
  const objectionHours = objectionHoursOf(contract.terms);
  const span = spanText(objectionHours);
  const untilMs = lives.length > 0 ? Math.max(...lives) + objectionHours * HOUR_MS : undefined;
  const windowOver = untilMs !== undefined && live >= required && untilMs <= serverNowMs();
  const gates: Gate[] = [
    {
      reason: 'content_not_approved',
      open: approved >= required,
      text: `Content approved: ${approved} of ${required}`,
    },
    { reason: 'content_not_live', open: live >= required, text: `Content live: ${live} of ${required}` },
    {
      reason: 'dispute_open',
      open: !payment.disputed && milestone.status !== 'disputed',
      text: payment.disputed
        ? 'The bank disputes the payment'
        : milestone.status === 'disputed'
          ? 'A dispute about the money is open'
          : 'No dispute',
    },
    {
      reason: 'account_not_payable',
      open: undefined,
      text: 'Payout account of the creator ready, checked at that moment',
    },
    {
      reason: 'silence_window_open',
      open: windowOver,
      text:
        untilMs === undefined || live < required ? (
          `Live for ${span} without an objection`
        ) : windowOver ? (
          `Live for ${span}`
        ) : (
          <>
            Live for {span}, reached <RelativeTime at={new Date(untilMs).toISOString()} />
          </>
        ),
    },
  ];
  if (approval && approval.state !== 'not_needed')
    gates.push({
      reason: 'second_person_missing',
      open: approval.state === 'approved',
      text: approval.state === 'approved' ? 'Approved by a second person' : 'Approval of a second person',
    });
  const ordered = RELEASE_REASONS.flatMap((reason) => gates.find((gate) => gate.reason === reason) ?? []);
  return (
    <ul className="mt-2 grid gap-1.5 text-small">
      {ordered.map((gate) => (
        <li key={gate.reason} className="flex items-start gap-2">
          <span
            aria-hidden="true"
            className={cx(
              'mt-0.5 grid size-4 flex-none place-items-center rounded-full',
              gate.open
                ? 'bg-accent text-accent-ink'
                : gate.open === false
                  ? 'border-2 border-copper'
                  : 'border-2 border-line-strong border-dashed',
            )}
          >
            {gate.open && <Icon name="check" className="size-3" />}
          </span>
          <span>
            {gate.text}
            <span className="sr-only">{gate.open ? ', done' : gate.open === false ? ', waited for' : ''}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function ReleaseNow({ payment, contract, milestone }: Omit<Props, 'mayRelease'>) {
  const [asking, setAsking] = useState(false);
  const mutation = useEndpointMutation(releasePayment, {
    onSuccess: () => {
      setAsking(false);
      readAgainSoon(...MONEY_READS);
      toast(`The money is on its way to ${contract.influencerName}`);
    },
    invalidates: MONEY_READS,
  });
  const reasons = mutation.error?.code === 'release_not_ready' ? reasonsOf(mutation.error.issues) : [];
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)}>
        Pay out now
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={`Pay ${contract.influencerName} now?`}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Back</Button>
            <Button
              variant="primary"
              busy={mutation.isPending}
              onClick={() =>
                mutation.mutate({
                  params: { paymentId: payment.paymentId },
                  body: asked(contract, milestone),
                })
              }
            >
              Pay out {formatMoney(subtract(milestone.price, milestone.platformFee))}
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          <p className="text-soft">
            {formatMoney(subtract(milestone.price, milestone.platformFee))} goes to {contract.influencerName},{' '}
            {formatMoney(milestone.platformFee)} is Accord’s fee. It cannot be taken back.
          </p>
          {reasons.length > 0 ? (
            <Notice tone="bad" title="It cannot be paid out yet">
              <ul className="list-disc pl-4">
                {reasons.map((reason) => (
                  <li key={reason.code}>{reason.text}</li>
                ))}
              </ul>
            </Notice>
          ) : (
            <FormError error={mutation.error} />
          )}
        </div>
      </Dialog>
    </>
  );
}

function Refund({ payment, contract, milestone }: Omit<Props, 'mayRelease'>) {
  const [asking, setAsking] = useState(false);
  const mutation = useEndpointMutation(refundPayment, {
    onSuccess: () => {
      setAsking(false);
      readAgainSoon(...MONEY_READS);
      toast('The money is on its way back to you');
    },
    invalidates: MONEY_READS,
  });
  return (
    <>
      <Button size="small" variant="ghost" onClick={() => setAsking(true)}>
        Take the money back
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Take the money back?"
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Back</Button>
            <Button
              variant="danger"
              busy={mutation.isPending}
              onClick={() =>
                mutation.mutate({
                  params: { paymentId: payment.paymentId },
                  body: asked(contract, milestone),
                })
              }
            >
              Take back {formatMoney(milestone.price)}
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          <p className="text-soft">
            {formatMoney(milestone.price)} goes back to the card it came from
            {payment.charge && `: what you were charged for it, in ${payment.charge.amount.currency}`}.{' '}
            {contract.influencerName} is told and is not paid for this{' '}
            {milestone.title === null ? 'contract' : 'milestone'}.
          </p>
          <FormError error={mutation.error} />
        </div>
      </Dialog>
    </>
  );
}
