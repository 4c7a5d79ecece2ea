import { useState } from 'react';
import { getCampaign } from '#contract/areas/campaigns.ts';
import { getContract, listContracts } from '#contract/areas/contracts.ts';
import { fundEscrow, listCampaignPayments } from '#contract/areas/payments.ts';
import type { Currency } from '#domain/currencies.ts';
import { sum } from '#domain/money.ts';
import { useEndpoint, useEndpointMutation, useEndpointPages } from '@/api/hooks.ts';
import {
  type ContractView,
  isOpenNow,
  type MilestoneView,
  milestoneName,
  unpaidMilestones,
} from '@/features/contracts/contract-words.tsx';
import { Button, ButtonLink } from '@/ui/button.tsx';
import { CurrencySelect } from '@/ui/currency-select.tsx';
import { EmptyState, Notice } from '@/ui/feedback.tsx';
import { Field } from '@/ui/field.tsx';
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
          onBack={() => setStep({ at: 'summary' })}
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
  const contracts = useContracts(campaignId, contractId);
  return (
    <Loaded query={contracts}>
      {(items) => {
        const unpaid = items.flatMap((contract) =>
          unpaidMilestones(contract).map((milestone) => ({ contract, milestone })),
        );
        const ready = unpaid.filter(({ milestone }) => isOpenNow(milestone));
        const later = unpaid.filter(({ milestone }) => !isOpenNow(milestone));
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
              <Later key={keyOf(one)} {...one} />
            ))}
            {ready.length > 0 && <Unpaid {...props} ready={ready} />}
          </div>
        );
      }}
    </Loaded>
  );
}

/** The one contract that was asked for, read by its id as it stands (a list may not have a new one yet); without one all of the campaign. */
function useContracts(campaignId: string, contractId: string | undefined) {
  const one = useEndpoint(
    getContract,
    { params: { contractId: contractId ?? '' } },
    { enabled: contractId !== undefined },
  );
  const all = useEndpointPages(
    listContracts,
    { params: { campaignId }, query: { limit: 100 } },
    { keyOf: (contract) => contract.contractId },
    { enabled: contractId === undefined },
  );
  return contractId === undefined ? { ...all, data: all.items } : { ...one, data: one.data && [one.data] };
}

/** Something to pay in: a milestone of a contract, or a contract that is its own. */
interface Payable {
  contract: ContractView;
  milestone: MilestoneView;
}

const keyOf = ({ contract, milestone }: Payable) => `${contract.contractId} ${milestone.number}`;

function Later({ contract, milestone }: Payable) {
  const { opensOn, reason } = milestone.fundingWindow ?? {};
  const of = milestoneName(milestone);
  return (
    <Notice
      tone="attention"
      title={`${contract.influencerName}${of ? `, ${of},` : ''} can be paid for from ${formatDay(opensOn ?? '')}`}
    >
      {reason}
    </Notice>
  );
}

function Unpaid(props: {
  campaignId: string;
  contractId: string | undefined;
  ready: readonly Payable[];
  onOpened: (payment: OpenPaymentView) => void;
}) {
  const { campaignId, contractId, ready } = props;
  const prices = ready.map(({ milestone }) => milestone.price);
  const heldUntil = ready[0]?.milestone.fundingWindow?.heldUntil;
  const total = sum((prices[0] as (typeof prices)[number]).currency, prices);
  const [chosen, setCurrency] = useState<Currency>();
  // A payment that waits for its card goes on in its currency.
  const payments = useEndpoint(listCampaignPayments, { params: { campaignId } });
  const open = payments.data?.items.find(({ status }) => status === 'pending' || status === 'failed');
  const currency = chosen ?? open?.charge?.amount.currency ?? total.currency;
  const isChanged = currency !== total.currency;
  const mutation = useEndpointMutation(fundEscrow, {
    onSuccess: props.onOpened,
    invalidates: [listCampaignPayments, listContracts, getContract],
  });
  return (
    <div className="grid gap-5">
      <Card title="What you pay for">
        <ul className="divide-y divide-line">
          {ready.map((one) => (
            <li key={keyOf(one)} className="flex items-baseline justify-between gap-4 py-3 first:pt-0">
              <span className="min-w-0 wrap-anywhere">
                {one.contract.influencerName}
                {one.milestone.title !== null && (
                  <span className="block text-small text-soft">{milestoneName(one.milestone)}</span>
                )}
              </span>
              <Money value={one.milestone.price} />
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
      <Field
        label="Charged in"
        hint={
          isChanged
            ? `You read the rate and the amount in ${currency} on the next page, before you pay. The contracts stay in ${total.currency}.`
            : 'Choose the currency of your card, if you would rather know the rate beforehand.'
        }
        className="max-w-xs"
      >
        <CurrencySelect value={currency} onChange={({ target }) => setCurrency(target.value as Currency)} />
      </Field>
      <FormError error={mutation.error} />
      <div>
        <Button
          variant="primary"
          icon="lock"
          busy={mutation.isPending}
          onClick={() =>
            mutation.mutate({
              params: { campaignId },
              body: { chargeCurrency: currency, ...(contractId ? { contractId } : {}) },
            } as never)
          }
        >
          {isChanged ? `Go on to the rate in ${currency}` : `Go on to pay ${formatMoney(total)}`}
        </Button>
      </div>
    </div>
  );
}
