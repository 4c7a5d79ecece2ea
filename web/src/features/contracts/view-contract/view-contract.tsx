import { getContract } from '#contract/areas/contracts.ts';
import { SECOND_PERSON_DAYS } from '#domain/second-person.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { DeliverContent } from '@/features/content/deliver-content/deliver-content.tsx';
import { ReviewContent } from '@/features/content/review-content/review-content.tsx';
import { StartTalk } from '@/features/messages/start-talk.tsx';
import { acrossFrom } from '@/features/messages/thread-words.ts';
import { partyName, QuotedPrice, TermsFacts, useSide } from '@/features/offers/offer-words.tsx';
import { ShareProof } from '@/features/proofs/share-proof.tsx';
import { ButtonLink } from '@/ui/button.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { formatDay, RelativeTime } from '@/ui/relative-time.tsx';
import { CancelContract } from '../cancel-contract.tsx';
import {
  ContractSteps,
  type ContractView,
  HoldBadge,
  holdSentence,
  isOpenNow,
  REFUND_STUCK,
  unpaidMilestones,
} from '../contract-words.tsx';
import { HoldClockBar } from '../hold-clock.tsx';
import { MilestoneList, Shared } from '../milestone-list.tsx';
import { viewContractRoute } from '../routes.ts';
import { SettlementBadge, SettlementLines } from '../settlement-lines.tsx';
import { SignState } from '../view-deed/sign-state.tsx';

/** While money moves, its state is read again this often, ms. */
const MOVING_MS = 5_000;

export function ViewContract() {
  const { contractId } = viewContractRoute.useParams();
  const contract = useEndpoint(
    getContract,
    { params: { contractId } },
    {
      everyMs: (data) =>
        data && ['pending', 'releasing', 'refunding'].includes(data.fundingStatus) ? MOVING_MS : false,
    },
  );
  const side = useSide();
  const { data } = contract;
  return (
    <>
      <PageHeader
        title={!data ? 'Contract' : side === 'brand' ? `Contract with ${data.influencerName}` : data.campaignTitle}
        badge={data && <HoldBadge status={data.fundingStatus} />}
        lead={data && (side === 'brand' ? data.campaignTitle : `Contract with ${data.brandName}`)}
        actions={
          data && <StartTalk on={{ campaignId: data.campaignId, about: contractId }} name={acrossFrom(side, data)} />
        }
        back={
          side === 'influencer'
            ? { label: 'Contracts', to: '/contracts' }
            : data
              ? {
                  label: 'Contracts',
                  to: '/campaigns/$campaignId',
                  params: { campaignId: data.campaignId },
                  search: { tab: 'contracts' },
                }
              : { label: 'Campaigns', to: '/campaigns' }
        }
      />
      <Loaded query={contract} title="This contract cannot be shown">
        {(loaded) => <Detail contract={loaded} />}
      </Loaded>
    </>
  );
}

function Detail({ contract }: { contract: ContractView }) {
  const side = useSide();
  const mayFund = useMay('payment:fund', contract.campaignId);
  const mayDispute = useMay('dispute:write', contract.campaignId);
  const several = contract.milestones.length > 1;
  const isPayable = unpaidMilestones(contract).some(isOpenNow);
  return (
    <div className="grid gap-5">
      <Card>
        <ContractSteps contract={contract} />
        <div className="mt-5 flex flex-wrap items-center justify-between gap-3 border-t border-line pt-4">
          <p className="max-w-xl text-soft">
            {contract.refundStuck ? REFUND_STUCK[side] : holdSentence(contract, side)}
            {contract.waitsForSecondPerson && ` ${SECOND_PERSON[side]}`}
          </p>
          <ShareProof contract={contract} />
          {contract.disputeId && !contract.milestones.some(({ disputeId }) => disputeId) && (
            <ButtonLink to="/disputes/$disputeId" params={{ disputeId: contract.disputeId }} size="small">
              See the dispute
            </ButtonLink>
          )}
          {mayDispute && contract.disputable && (
            <ButtonLink to="/contracts/$contractId/dispute" params={{ contractId: contract.contractId }} size="small">
              Open a dispute
            </ButtonLink>
          )}
          <CancelContract contract={contract} />
          {mayFund && isPayable && (
            <ButtonLink
              to="/campaigns/$campaignId/fund"
              params={{ campaignId: contract.campaignId }}
              search={{ contract: contract.contractId }}
              variant="primary"
              icon="lock"
            >
              Pay in
            </ButtonLink>
          )}
        </div>
        {!several && contract.milestones[0] && <Shared milestone={contract.milestones[0]} />}
        {!several && contract.fundingStatus !== 'refunding' && contract.holdClock && contract.fundedAt && (
          <div className="mt-4 border-t border-line pt-4">
            <HoldClockBar clock={contract.holdClock} fundedAt={contract.fundedAt} side={side} />
          </div>
        )}
        {!several && contract.fundingWindow?.reason && (
          <div className="mt-4">
            <Notice tone="attention" title={`Can be paid in from ${formatDay(contract.fundingWindow.opensOn ?? '')}`}>
              {contract.fundingWindow.reason}
            </Notice>
          </div>
        )}
      </Card>
      {several && <MilestoneList contract={contract} />}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 gap-5">
          {side === 'influencer' ? (
            <DeliverContent contract={contract} />
          ) : (
            <section aria-label="Content">
              <h2 className="mb-3 text-heading font-semibold">Content</h2>
              <ReviewContent campaignId={contract.campaignId} contractId={contract.contractId} />
            </section>
          )}
          <Card title="Terms">
            <TermsFacts terms={contract.terms} />
          </Card>
        </div>
        <div className="grid gap-5">
          <Card title="Price">
            <QuotedPrice quoted={contract} side={side} />
          </Card>
          {contract.settlement && (
            <Card title="Quoted and paid" actions={<SettlementBadge settlement={contract.settlement} />}>
              <SettlementLines settlement={contract.settlement} />
            </Card>
          )}
          <Signatures contract={contract} />
        </div>
      </div>
    </div>
  );
}

const SECOND_PERSON = {
  brand: 'A second person of your team has to approve the payout, under Payments of the campaign.',
  influencer: `The brand has a second person approve a payout of this size; once everything is live you are paid at most ${SECOND_PERSON_DAYS} days after the objection time, whatever they say.`,
} as const;

function Signatures({ contract }: { contract: ContractView }) {
  const side = useSide();
  return (
    <Card title="Agreed by">
      <SignState contract={contract} />
      <ul className="grid gap-2">
        {contract.acceptances.map((one) => (
          <li key={one.side} className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span>{partyName(one.side, side, contract)}</span>
            <span className="text-small text-faint">
              <RelativeTime at={one.at} />
            </span>
          </li>
        ))}
      </ul>
      <details className="mt-4 border-t border-line pt-3 text-small text-soft">
        <summary className="min-h-8 font-medium">Proof of the terms</summary>
        <p className="mt-1">The fingerprint (SHA-256) of what was agreed. Changed terms would have another one.</p>
        <p className="mt-2 font-mono text-tiny break-all text-faint">{contract.termsHash}</p>
        <p className="mt-2">
          <ButtonLink to="/offers/$offerId" params={{ offerId: contract.offerId }} size="small">
            How the terms came about
          </ButtonLink>
        </p>
      </details>
    </Card>
  );
}
