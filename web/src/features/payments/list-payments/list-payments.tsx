import { Link } from '@tanstack/react-router';
import { getContract } from '#contract/areas/contracts.ts';
import { listCampaignPayments } from '#contract/areas/payments.ts';
import { declineSentence, declineTodo } from '#domain/decline-words.ts';
import { useEndpoint, useEndpointPages } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { HoldBadge, milestoneName } from '@/features/contracts/contract-words.tsx';
import { HoldClockLine } from '@/features/contracts/hold-clock.tsx';
import { Shared } from '@/features/contracts/milestone-list.tsx';
import { ButtonLink } from '@/ui/button.tsx';
import { EmptyState, Notice, Skeleton } from '@/ui/feedback.tsx';
import { Card } from '@/ui/layout.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { Money } from '@/ui/money-view.tsx';
import { formatDay, RelativeTime } from '@/ui/relative-time.tsx';
import { PaymentBadge, type PaymentView, rateText, WaitNotice } from '../payment-words.tsx';
import { CampaignInvoices } from './campaign-invoices.tsx';
import { ReleaseOrRefund } from './release-or-refund.tsx';

/** The payments of a campaign: what came in, for whom, where it is, and what holds it back. */
export function ListPayments({ campaignId }: { campaignId: string }) {
  const payments = useEndpointPages(
    listCampaignPayments,
    { params: { campaignId } },
    { keyOf: (one) => one.paymentId, belongs: (one) => one.campaignId === campaignId },
  );
  const mayFund = useMay('payment:fund', campaignId);
  const mayInvoices = useMay('invoice:read', campaignId);
  const mayLedger = useMay('ledger:read');
  return (
    <div className="grid gap-4">
      <LoadedPages
        query={payments}
        empty={
          <EmptyState
            icon="lock"
            title="No payments yet"
            action={
              mayFund && (
                <ButtonLink to="/campaigns/$campaignId/fund" params={{ campaignId }}>
                  Pay in
                </ButtonLink>
              )
            }
          >
            You pay in once a contract is agreed. The money is held until the content is approved and live.
          </EmptyState>
        }
      >
        {(items) => (
          <ul className="grid gap-4">
            {items.map((payment) => (
              <li key={payment.paymentId}>
                <PaymentCard payment={payment} />
              </li>
            ))}
          </ul>
        )}
      </LoadedPages>
      {mayInvoices && <CampaignInvoices campaignId={campaignId} />}
      {mayLedger && (
        <p>
          <ButtonLink to="/ledger" search={{ campaign: campaignId }} icon="ledger">
            Statement of this campaign
          </ButtonLink>
        </p>
      )}
    </div>
  );
}

function PaymentCard({ payment }: { payment: PaymentView }) {
  const mayFund = useMay('payment:fund', payment.campaignId);
  const waits = payment.status === 'pending' || payment.status === 'failed';
  return (
    <Card
      title={<Money value={payment.amount} />}
      lead={
        <>
          {payment.fundedAt ? 'Paid in ' : 'Started '}
          <RelativeTime at={payment.fundedAt ?? payment.createdAt} />
          {payment.charge && (
            <span className="block">
              Charged <Money value={payment.charge.amount} />, at {rateText(payment)}
            </span>
          )}
        </>
      }
      actions={<PaymentBadge payment={payment} />}
    >
      {payment.status === 'failed' && (
        <div className="mb-4">
          <Notice tone="bad" title={declineSentence(payment.failureCode)}>
            Nothing was charged. {declineTodo(payment.failureCode)}
          </Notice>
        </div>
      )}
      {payment.replacedBy && (
        <p className="mb-4 text-small text-soft">
          Nothing was charged. A contract was cancelled; another payment took its place for the others.
        </p>
      )}
      {payment.waitsFor && (
        <div className="mb-4">
          <WaitNotice waitsFor={payment.waitsFor} />
        </div>
      )}
      {payment.reviewUntil && (
        <div className="mb-4">
          <Notice tone="attention" title="The card network reported this payment as possible fraud">
            Nothing that is still held of it is paid out before {formatDay(payment.reviewUntil.slice(0, 10))}. If you
            know the payment, tell the bank of the card; if you do not, take the money back below.
          </Notice>
        </div>
      )}
      {payment.disputed && (
        <div className="mb-4">
          <Notice tone="bad" title="The bank disputes this payment">
            The money is frozen until the bank decides.
          </Notice>
        </div>
      )}
      {payment.holdClock && (
        <div className="mb-4">
          <HoldClockLine clock={payment.holdClock} />
        </div>
      )}
      <ul className="divide-y divide-line border-t border-line">
        {payment.contracts.map((one) => (
          <li key={one.contractId} className="py-4 last:pb-0">
            <ContractMoney payment={payment} contractId={one.contractId} status={one.status} />
          </li>
        ))}
      </ul>
      {waits && mayFund && (
        <div className="mt-4">
          <ButtonLink
            to="/campaigns/$campaignId/fund"
            params={{ campaignId: payment.campaignId }}
            {...(payment.contracts.length === 1 && payment.contracts[0]
              ? { search: { contract: payment.contracts[0].contractId } }
              : {})}
            variant="primary"
            icon="lock"
          >
            {payment.status === 'failed' ? 'Try another card' : 'Finish paying'}
          </ButtonLink>
        </div>
      )}
    </Card>
  );
}

function ContractMoney(props: {
  payment: PaymentView;
  contractId: string;
  status: PaymentView['contracts'][number]['status'];
}) {
  const { payment, contractId, status } = props;
  const moving = status === 'releasing' || status === 'refunding';
  const contract = useEndpoint(getContract, { params: { contractId } }, { everyMs: () => (moving ? 5_000 : false) });
  const mayRelease = useMay('payment:release', payment.campaignId);
  const line = payment.contracts.find((one) => one.contractId === contractId);
  if (!line) return null;
  return (
    <div>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <p className="font-medium wrap-anywhere">
            {contract.data ? (
              <Link
                to="/contracts/$contractId"
                params={{ contractId }}
                className="underline decoration-line-strong underline-offset-4 hover:text-accent"
              >
                {contract.data.influencerName}
              </Link>
            ) : (
              <Skeleton className="w-32" />
            )}
          </p>
          <p className="text-small text-soft">
            <Money value={line.price} />, of which <Money value={line.platformFee} /> fee
          </p>
        </div>
        {/* Of a payment that was given up nothing is held: where the money of its contracts is, others say. */}
        {payment.status !== 'canceled' && <HoldBadge status={status} />}
      </div>
      {contract.data?.milestones
        .filter(({ number }) => line.milestones === null || line.milestones.includes(number))
        .map((milestone) => (
          <div key={milestone.number}>
            {milestone.title !== null && (
              <div className="mt-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
                <p className="text-small font-medium wrap-anywhere">
                  {milestoneName(milestone)}, <Money value={milestone.price} />
                </p>
                <HoldBadge status={milestone.status} />
              </div>
            )}
            <Shared milestone={milestone} />
            {(milestone.title === null ? status : milestone.status) === 'funded' && contract.data && (
              <ReleaseOrRefund
                payment={payment}
                contract={contract.data}
                milestone={milestone}
                mayRelease={mayRelease}
              />
            )}
          </div>
        ))}
    </div>
  );
}
