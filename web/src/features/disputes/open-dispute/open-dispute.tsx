import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { getContract } from '#contract/areas/contracts.ts';
import { getDispute, listDisputes, openDispute } from '#contract/areas/disputes.ts';
import {
  ANSWER_DAYS,
  APPEAL_DAYS,
  DISCUSSION_DAYS,
  DISPUTE_REASON_NAMES,
  DISPUTE_REASONS,
  type DisputeReason,
} from '#domain/dispute.ts';
import type { Side } from '#domain/offer.ts';
import { noteAndFollow, readAgainSoon } from '@/api/follow-up.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { type ContractView, HoldBadge } from '@/features/contracts/contract-words.tsx';
import { useSide } from '@/features/offers/offer-words.tsx';
import { MONEY_READS } from '@/features/payments/money-reads.ts';
import { Button, ButtonLink } from '@/ui/button.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { Field, Select } from '@/ui/field.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { toast } from '@/ui/toast.tsx';
import { REASON_WORDS } from '../dispute-words.tsx';
import { DivideField, partsOf } from '../divide-field.tsx';
import { openDisputeRoute } from '../routes.ts';
import { ShownFields, useShown } from '../shown-fields.tsx';

/** Opens a dispute about the held money of a contract, saying first what follows from it. */
export function OpenDispute() {
  const { contractId } = openDisputeRoute.useParams();
  const contract = useEndpoint(getContract, { params: { contractId } });
  return (
    <>
      <PageHeader
        title="Open a dispute"
        badge={contract.data && <HoldBadge status={contract.data.fundingStatus} />}
        lead={contract.data?.campaignTitle}
        back={{ label: 'Contract', to: '/contracts/$contractId', params: { contractId } }}
      />
      <Loaded query={contract} title="This contract cannot be shown">
        {(loaded) =>
          loaded.disputable ? (
            <DisputeForm contract={loaded} held={loaded.disputable} />
          ) : (
            <Notice
              tone="attention"
              title="There is nothing to dispute now"
              action={
                loaded.disputeId && (
                  <ButtonLink to="/disputes/$disputeId" params={{ disputeId: loaded.disputeId }} size="small">
                    See the dispute
                  </ButtonLink>
                )
              }
            >
              A dispute is about money that is held; that of this contract is not, or is frozen already.
            </Notice>
          )
        }
      </Loaded>
    </>
  );
}

const reasonsOf = (side: Side): DisputeReason[] =>
  DISPUTE_REASON_NAMES.filter((reason) => (DISPUTE_REASONS[reason] as readonly Side[]).includes(side));

type Held = NonNullable<ContractView['disputable']>;

function DisputeForm({ contract, held: all }: { contract: ContractView; held: Held }) {
  const side = useSide();
  const navigate = useNavigate();
  const [reason, setReason] = useState<DisputeReason | ''>('');
  const numbers = [...new Set(all.lots.map((lot) => lot.milestone))];
  const several = contract.milestones.length > 1;
  const [milestone, setMilestone] = useState(several && numbers.length === 1 ? numbers[0] : undefined);
  const [influencerMinor, setInfluencerMinor] = useState<number>();
  const { shown, fields } = useShown();
  const mutation = useEndpointMutation(openDispute, {
    onSuccess: (opened) => {
      noteAndFollow(listDisputes, opened.disputeId, opened);
      readAgainSoon(...MONEY_READS);
      toast('The money is frozen, and the other side was told');
      void navigate({ to: '/disputes/$disputeId', params: { disputeId: opened.disputeId }, search: {} });
    },
    invalidates: [...MONEY_READS, listDisputes, getDispute],
  });
  const held = heldFor(all, milestone);
  const claim = partsOf(held.amount, influencerMinor);
  return (
    <Card>
      <form
        className="grid max-w-xl gap-5"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (reason !== '' && claim && shown)
            mutation.mutate({
              body: { contractId: contract.contractId, reason, claim, ...shown, ...(milestone ? { milestone } : {}) },
            });
        }}
      >
        <Notice tone="attention" title="What happens then">
          <ul className="list-disc pl-4">
            <li>
              The money stays frozen: it is neither paid out nor paid back, and no content is handed in for it.
              {several && ' The other milestones go on.'}
            </li>
            <li>
              The other side has {ANSWER_DAYS} days to answer, then both of you have {DISCUSSION_DAYS} more.
            </li>
            <li>
              You may agree on how to divide it at any time; otherwise Accord decides by what you both showed, and
              either of you may appeal once within {APPEAL_DAYS} days.
            </li>
            <li>Nothing you write or show can be changed or removed.</li>
          </ul>
        </Notice>
        <Field label="What is it about?">
          <Select value={reason} onChange={(event) => setReason(event.target.value as DisputeReason)}>
            <option value="" disabled>
              Choose a reason
            </option>
            {reasonsOf(side).map((one) => (
              <option key={one} value={one}>
                {REASON_WORDS[one]}
              </option>
            ))}
          </Select>
        </Field>
        {several && <MilestoneField contract={contract} numbers={numbers} value={milestone} onChange={setMilestone} />}
        <DivideField
          label={side === 'brand' ? 'What should the creator get?' : 'What should you get?'}
          amount={held.amount}
          lots={held.lots}
          reader={side}
          value={influencerMinor}
          onChange={setInfluencerMinor}
        />
        <ShownFields label="What happened?" fields={fields} linkError={linkErrorOf(mutation.error)} />
        <FormError error={mutation.error} />
        <div>
          <Button type="submit" variant="danger" busy={mutation.isPending} disabled={reason === '' || !claim || !shown}>
            Open the dispute
          </Button>
        </div>
      </form>
    </Card>
  );
}

/** What is held for one milestone, or all of it. */
function heldFor({ amount, lots }: Held, milestone: number | undefined): Held {
  const own = lots.filter((lot) => milestone === undefined || lot.milestone === milestone);
  const amountMinor = own.reduce((total, { priceMinor }) => total + priceMinor, 0);
  return { amount: { ...amount, amountMinor }, lots: own };
}

/** Which of several milestones it is about, of those that money is held for. */
function MilestoneField(props: {
  contract: ContractView;
  numbers: readonly number[];
  value: number | undefined;
  onChange: (milestone: number | undefined) => void;
}) {
  const { numbers } = props;
  const titleOf = (number: number) =>
    props.contract.milestones.find((one) => one.number === number)?.title ?? `Milestone ${number}`;
  return (
    <Field label="Which part of it?">
      <Select
        value={props.value ?? ''}
        onChange={(event) => props.onChange(event.target.value === '' ? undefined : Number(event.target.value))}
      >
        {numbers.length > 1 && <option value="">All that is held</option>}
        {numbers.map((number) => (
          <option key={number} value={number}>
            {titleOf(number)}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** What is wrong with a link, if that is why it was refused. */
export function linkErrorOf(
  error: { issues: readonly { path: string; message: string }[] } | null,
): string | undefined {
  return error?.issues.find(({ path }) => path.startsWith('links'))?.message;
}
