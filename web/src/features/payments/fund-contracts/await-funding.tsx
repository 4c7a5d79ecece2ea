import { useEffect, useState } from 'react';
import { listContracts } from '#contract/areas/contracts.ts';
import { getPaymentStatus, listCampaignPayments } from '#contract/areas/payments.ts';
import { declineSentence, declineTodo } from '#domain/decline-words.ts';
import { noteAndFollow, readAgainSoon } from '@/api/follow-up.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { queryClient } from '@/api/index.ts';
import { readAgain } from '@/api/read-again.ts';
import { Button, ButtonLink } from '@/ui/button.tsx';
import { ErrorPanel, Notice } from '@/ui/feedback.tsx';
import { Icon } from '@/ui/icon.tsx';
import { Card } from '@/ui/layout.tsx';
import { formatMoney } from '@/ui/money.ts';
import { MONEY_READS } from '../money-reads.ts';
import { WaitNotice } from '../payment-words.tsx';

const ASK_EVERY_MS = 1_500;
/** How long a payer is left without an explanation, ms. */
const PATIENCE_MS = 20_000;

/** Waits until the server has heard of the money from the provider; what the browser was told proves nothing. */
export function AwaitFunding(props: {
  campaignId: string;
  paymentId: string;
  /** The payer comes back from their bank, which did not agree. */
  wasRefused: boolean;
  onRetry: () => void;
}) {
  const { campaignId, paymentId } = props;
  const payment = useEndpoint(
    getPaymentStatus,
    { params: { paymentId } },
    { everyMs: (data) => (data?.status === 'funded' || data?.status === 'canceled' ? false : ASK_EVERY_MS) },
  );
  const funded = payment.data?.status === 'funded' ? payment.data : undefined;
  // What the server heard last may be from an earlier try; only when it stays so, or the bank said so, is it the answer to this one.
  const isLong = useElapsed(PATIENCE_MS);
  const isAnswer = props.wasRefused || isLong;
  useEffect(() => {
    if (!funded) return;
    noteAndFollow(listCampaignPayments, funded.paymentId, funded);
    for (const one of MONEY_READS) void readAgain(queryClient, { queryKey: [one.id] });
    readAgainSoon(listContracts);
  }, [funded]);
  const again = (label: string) => (
    <Button size="small" onClick={props.onRetry}>
      {label}
    </Button>
  );
  if (payment.error && !payment.data)
    return <ErrorPanel error={payment.error} onRetry={() => void payment.refetch()} />;
  if (payment.data?.replacedBy)
    return (
      <Notice tone="attention" title="Another payment took the place of this one" action={again('Go on')}>
        A contract it was to pay for was cancelled. Nothing was charged; the new payment is for the other contracts.
      </Notice>
    );
  if (payment.data?.status === 'canceled') {
    return (
      <Notice tone="bad" title="This payment was given up" action={again('Start again')}>
        Nothing was charged.
      </Notice>
    );
  }
  if (payment.data?.status === 'failed' && isAnswer) {
    return (
      <Notice tone="bad" title={declineSentence(payment.data.failureCode)} action={again('Pay again')}>
        Nothing was charged. {declineTodo(payment.data.failureCode)}
      </Notice>
    );
  }
  if (payment.data?.waitsFor === 'processing' || (payment.data?.waitsFor && isAnswer))
    return (
      <div className="max-w-xl">
        <WaitNotice waitsFor={payment.data.waitsFor} action={again('Go on')} />
      </div>
    );
  if (!funded) return <Waiting long={isLong} wasRefused={props.wasRefused} />;
  return (
    <Card className="max-w-xl">
      <div role="status" className="flex items-start gap-4">
        <span className="grid size-11 flex-none place-items-center rounded-full bg-accent text-accent-ink">
          <Icon name="lock" />
        </span>
        <div>
          <h2 className="text-heading font-semibold">{formatMoney(funded.amount)} is held</h2>
          <p className="mt-1 text-soft">
            {funded.charge && `${formatMoney(funded.charge.amount)} was charged for it. `}
            The payment provider confirmed it. Contracts show it as held, for you and for the creators, who can begin.
          </p>
        </div>
      </div>
      <div className="mt-5 flex flex-wrap gap-2">
        <ButtonLink to="/campaigns/$campaignId" params={{ campaignId }} search={{ tab: 'payments' }} variant="primary">
          See payments
        </ButtonLink>
        <ButtonLink to="/campaigns/$campaignId" params={{ campaignId }} search={{ tab: 'contracts' }}>
          See contracts
        </ButtonLink>
      </div>
    </Card>
  );
}

/** Whether so much time has passed, ms, since this was first shown. */
function useElapsed(afterMs: number): boolean {
  const [elapsed, setElapsed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setElapsed(true), afterMs);
    return () => clearTimeout(timer);
  }, [afterMs]);
  return elapsed;
}

function Waiting({ long, wasRefused }: { long: boolean; wasRefused: boolean }) {
  return (
    <Card className="max-w-xl">
      <div role="status">
        <h2 className="text-heading font-semibold">Waiting for the payment provider</h2>
        <p className="mt-1 text-soft">
          {long
            ? 'This takes longer than usual. You can leave this page: once the provider confirms, the contracts show the money as held. Do not pay twice.'
            : wasRefused
              ? 'Your bank did not agree. As soon as the provider says why, this page does.'
              : 'The card was accepted. As soon as the provider confirms that the money is here, this page says so.'}
        </p>
        <span aria-hidden="true" className="shimmer mt-4 block h-1.5 rounded-full bg-accent" />
      </div>
    </Card>
  );
}
