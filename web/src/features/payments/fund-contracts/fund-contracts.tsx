import { useState } from 'react';
import { getCampaign } from '#contract/areas/campaigns.ts';
import { listContracts } from '#contract/areas/contracts.ts';
import { fundEscrow, listCampaignPayments } from '#contract/areas/payments.ts';
import { sum } from '#domain/money.ts';
import { useEndpoint, useEndpointMutation, useEndpointPages } from '@/api/hooks.ts';
import type { ContractView } from '@/features/contracts/contract-words.tsx';
import { Button, ButtonLink } from '@/ui/button.tsx';
import { EmptyState, Notice } from '@/ui/feedback.tsx';
import { FormError } from '@/ui/form.tsx';
import { Icon } from '@/ui/icon.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { formatMoney } from '@/ui/money.ts';
import { Money } from '@/ui/money-view.tsx';
import { formatDay } from '@/ui/relative-time.tsx';
import type { OpenPaymentView } from '../payment-words.tsx';
import { fundRoute } from '../routes.ts';
import { AwaitFunding } from './await-funding.tsx';
import { CardForm } from './card-form.tsx';

type Step =
  | { at: 'summary' }
  | { at: 'card'; payment: OpenPaymentView }
  | { at: 'waiting'; paymentId: string; wasRefused: boolean };

export function FundContracts() {
  const { campaignId } = fundRoute.useParams();
  const { contract: contractId, payment: paymentId, redirect_status } = fundRoute.useSearch();
  const campaign = useEndpoint(getCampaign, { params: { campaignId } });
  const [step, setStep] = useState<Step>(
    paymentId ? { at: 'waiting', paymentId, wasRefused: redirect_status === 'failed' } : { at: 'summary' },
  );
  return (
    <>
      <PageHeader
        title="Pay in"
        lead="The money is held, by the payment provider, until the content is approved and live."
        back={{ label: campaign.data?.title ?? 'Campaign', to: '/campaigns/$campaignId', params: { campaignId } }}
      />
      {step.at === 'waiting' ? (
        <AwaitFunding
          campaignId={campaignId}
          paymentId={step.paymentId}
          wasRefused={step.wasRefused}
          onRetry={() => setStep({ at: 'summary' })}
        />
      ) : step.at === 'card' ? (
        <CardForm
          payment={step.payment}
          onSent={() => setStep({ at: 'waiting', paymentId: step.payment.paymentId, wasRefused: false })}
        />
      ) : (
        <Summary
          campaignId={campaignId}
          contractId={contractId}
          onOpened={(payment) => setStep({ at: 'card', payment })}
        />
      )}
    </>
  );
}

function Summary(props: {
  campaignId: string;
  contractId: string | undefined;
  onOpened: (payment: OpenPaymentView) => void;
}) {
  const { campaignId, contractId } = props;
  const contracts = useEndpointPages(
    listContracts,
    { params: { campaignId }, query: { limit: 100 } },
    { keyOf: (one) => one.contractId },
  );
  return (
    <Loaded query={{ ...contracts, data: contracts.items }}>
      {(items) => {
        const unpaid = items
          .filter(({ fundingStatus }) => fundingStatus === 'unfunded' || fundingStatus === 'pending')
          .filter((one) => !contractId || one.contractId === contractId);
        const [ready, later] = [unpaid.filter(isOpen), unpaid.filter((one) => !isOpen(one))];
        return unpaid.length === 0 ? (
          <EmptyState
            icon="lock"
            title="Nothing to pay in"
            action={
              <ButtonLink to="/campaigns/$campaignId" params={{ campaignId }} search={{ tab: 'payments' }}>
                See payments
              </ButtonLink>
            }
          >
            Every contract of this campaign is paid in already, or there is none yet.
          </EmptyState>
        ) : (
          <div className="grid max-w-xl gap-5">
            {later.map((one) => (
              <Later key={one.contractId} contract={one} />
            ))}
            {ready.length > 0 && <Unpaid {...props} contracts={ready} />}
          </div>
        );
      }}
    </Loaded>
  );
}

/** Whether the dates of a contract fit into the time its money may be held, paid in now. */
function isOpen({ fundingWindow }: ContractView): boolean {
  return !fundingWindow?.opensOn;
}

function Later({ contract }: { contract: ContractView }) {
  const { opensOn, reason } = contract.fundingWindow ?? {};
  return (
    <Notice tone="attention" title={`${contract.influencerName} can be paid for from ${formatDay(opensOn ?? '')}`}>
      {reason}
    </Notice>
  );
}

function Unpaid(props: {
  campaignId: string;
  contractId: string | undefined;
  contracts: readonly ContractView[];
  onOpened: (payment: OpenPaymentView) => void;
}) {
  const { campaignId, contractId, contracts } = props;
  const prices = contracts.map(({ fees }) => fees.price);
  const heldUntil = contracts[0]?.fundingWindow?.heldUntil;
  const total = sum((prices[0] as (typeof prices)[number]).currency, prices);
  const mutation = useEndpointMutation(fundEscrow, {
    onSuccess: props.onOpened,
    invalidates: [listCampaignPayments, listContracts],
  });
  return (
    <div className="grid gap-5">
      <Card title="What you pay for">
        <ul className="divide-y divide-line">
          {contracts.map((one) => (
            <li key={one.contractId} className="flex items-baseline justify-between gap-4 py-3 first:pt-0">
              <span className="min-w-0 break-words">{one.influencerName}</span>
              <Money value={one.fees.price} />
            </li>
          ))}
        </ul>
        <p className="flex items-baseline justify-between gap-4 border-t border-line pt-3 text-lead font-semibold">
          Total
          <Money value={total} />
        </p>
      </Card>
      <ul className="grid gap-2 text-small text-soft">
        {heldUntil && (
          <li className="flex items-start gap-2">
            <Icon name="clock" className="mt-0.5 size-4 flex-none text-accent" />
            Paid in now, the money can be held until {formatDay(heldUntil.slice(0, 10))} at most; the payment provider
            sets that limit. Delivery and payout of what you pay for fit into it.
          </li>
        )}
        {[
          'Nothing goes to a creator before their content is approved and live.',
          'What is not delivered comes back to you.',
          'Card details go to the payment provider only; Accord never sees them.',
        ].map((line) => (
          <li key={line} className="flex items-start gap-2">
            <Icon name="check" className="mt-0.5 size-4 flex-none text-accent" />
            {line}
          </li>
        ))}
      </ul>
      <FormError error={mutation.error} />
      <div>
        <Button
          variant="primary"
          icon="lock"
          busy={mutation.isPending}
          onClick={() => mutation.mutate({ params: { campaignId }, body: contractId ? { contractId } : {} } as never)}
        >
          Go on to pay {formatMoney(total)}
        </Button>
      </div>
    </div>
  );
}
