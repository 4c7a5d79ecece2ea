import { useEffect, useState } from 'react';
import { getBudget, getContract, listContracts } from '#contract/areas/contracts.ts';
import { getPaymentStatus, listCampaignPayments } from '#contract/areas/payments.ts';
import { readAgainSoon } from '@/api/follow-up.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { queryClient } from '@/api/index.ts';
import { Button, ButtonLink } from '@/ui/button.tsx';
import { ErrorPanel, Notice } from '@/ui/feedback.tsx';
import { Icon } from '@/ui/icon.tsx';
import { Card } from '@/ui/layout.tsx';
import { formatMoney } from '@/ui/money.ts';

const ASK_EVERY_MS = 1_500;
/** How long a payer is left without an explanation, ms. */
const PATIENCE_MS = 20_000;

/** Waits until the server has heard of the money from the provider; what the browser was told proves nothing. */
export function AwaitFunding(props: { campaignId: string; paymentId: string; onRetry: () => void }) {
  const { campaignId, paymentId } = props;
  const payment = useEndpoint(
    getPaymentStatus,
    { params: { paymentId } },
    { everyMs: (data) => (data?.status === 'funded' || data?.status === 'canceled' ? false : ASK_EVERY_MS) },
  );
  const funded = payment.data?.status === 'funded';
  useEffect(() => {
    if (!funded) return;
    for (const one of [listContracts, getContract, getBudget, listCampaignPayments])
      void queryClient.invalidateQueries({ queryKey: [one.id] });
    readAgainSoon(listContracts, listCampaignPayments);
  }, [funded]);
  if (payment.error && !payment.data)
    return <ErrorPanel error={payment.error} onRetry={() => void payment.refetch()} />;
  if (payment.data?.status === 'canceled') {
    return (
      <Notice
        tone="bad"
        title="This payment was given up"
        action={
          <Button size="small" onClick={props.onRetry}>
            Start again
          </Button>
        }
      >
        Nothing was charged.
      </Notice>
    );
  }
  if (!funded || !payment.data) return <Waiting />;
  return (
    <Card className="max-w-xl">
      <div role="status" className="flex items-start gap-4">
        <span className="grid size-11 flex-none place-items-center rounded-full bg-accent text-accent-ink">
          <Icon name="lock" />
        </span>
        <div>
          <h2 className="text-heading font-semibold">{formatMoney(payment.data.amount)} is held</h2>
          <p className="mt-1 text-soft">
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

function Waiting() {
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Card className="max-w-xl">
      <div role="status">
        <h2 className="text-heading font-semibold">Waiting for the payment provider</h2>
        <p className="mt-1 text-soft">
          {long
            ? 'This takes longer than usual. You can leave this page: once the provider confirms, the contracts show the money as held. Do not pay twice.'
            : 'The card was accepted. As soon as the provider confirms that the money is here, this page says so.'}
        </p>
        <span aria-hidden="true" className="shimmer mt-4 block h-1.5 rounded-full bg-accent" />
      </div>
    </Card>
  );
}
