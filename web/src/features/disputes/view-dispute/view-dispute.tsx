import { getDispute } from '#contract/areas/disputes.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { ButtonLink } from '@/ui/button.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { Card, Facts, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { Money } from '@/ui/money-view.tsx';
import { formatDay, RelativeTime } from '@/ui/relative-time.tsx';
import {
  authorName,
  type DisputeDetail,
  DivisionLines,
  outcomeText,
  PhaseBadge,
  REASON_WORDS,
  type Reader,
  useReader,
} from '../dispute-words.tsx';
import { DOSSIER_LEAD, DossierOf } from '../dossier.tsx';
import { viewDisputeRoute } from '../routes.ts';
import { AddEvidence } from './add-evidence.tsx';
import { AcceptDecision, Appeal } from './appeal.tsx';
import { DecideDispute } from './decide-dispute.tsx';
import { Entries } from './entries.tsx';
import { Settle, TakeBack } from './settle.tsx';

/** One dispute: where it is, what both sides showed, and what the reader can do. */
export function ViewDispute() {
  const { disputeId } = viewDisputeRoute.useParams();
  const { workspace } = viewDisputeRoute.useSearch();
  const reader = useReader();
  const dispute = useEndpoint(getDispute, {
    params: { disputeId },
    query: workspace && reader === 'staff' ? { workspaceId: workspace } : {},
  });
  const { data } = dispute;
  return (
    <>
      <PageHeader
        title={data ? `Dispute: ${data.campaignTitle}` : 'Dispute'}
        badge={data && <PhaseBadge dispute={data} reader={reader} />}
        lead={data && REASON_WORDS[data.reason]}
        back={{ label: 'Disputes', to: '/disputes' }}
      />
      <Loaded query={dispute} title="This dispute cannot be shown">
        {(loaded) => <Detail dispute={loaded} reader={reader} />}
      </Loaded>
    </>
  );
}

function Detail({ dispute, reader }: { dispute: DisputeDetail; reader: Reader }) {
  const mayWrite = useMay('dispute:write', dispute.campaignId) && reader !== 'staff';
  const isOpen = dispute.phase === 'awaiting_answer' || dispute.phase === 'discussion';
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="grid min-w-0 gap-5">
        <Where dispute={dispute} reader={reader} />
        <Entries dispute={dispute} reader={reader} />
        {mayWrite && dispute.phase === 'decided' && !dispute.waivedBy.includes(reader) && <Appeal dispute={dispute} />}
        {mayWrite && isOpen && <AddEvidence dispute={dispute} reader={reader} />}
      </div>
      <div className="grid gap-5">
        {reader === 'staff' && <About dispute={dispute} reader={reader} />}
        {reader === 'staff' ? (
          <>
            {dispute.phase !== 'closed' && dispute.phase !== 'decided' && <DecideDispute dispute={dispute} />}
            {dispute.workspaceId && (
              <Card title="The whole file" lead={DOSSIER_LEAD}>
                <DossierOf workspaceId={dispute.workspaceId} contractId={dispute.contractId} />
              </Card>
            )}
          </>
        ) : (
          <>
            {dispute.phase === 'decided' && <AcceptDecision dispute={dispute} reader={reader} />}
            {dispute.phase !== 'closed' && <Settle dispute={dispute} reader={reader} />}
            {mayWrite && dispute.phase !== 'closed' && !dispute.decision && dispute.openedBy === reader && (
              <TakeBack dispute={dispute} />
            )}
          </>
        )}
        {reader !== 'staff' && <About dispute={dispute} reader={reader} />}
      </div>
    </div>
  );
}

/** Whose money it is and what is claimed; people of the platform read it before they decide. */
function About({ dispute, reader }: { dispute: DisputeDetail; reader: Reader }) {
  const mayTakeBack = useMay('payment:claw-back');
  return (
    <Card title="What it is about">
      <Facts
        items={[
          {
            name: dispute.phase === 'closed' ? 'Was held' : 'Held and frozen',
            value: <Money value={dispute.amount} />,
          },
          ...(dispute.milestone ? [{ name: 'For milestone', value: dispute.milestone }] : []),
          ...(reader === 'staff'
            ? [
                { name: 'Brand', value: dispute.brandName },
                { name: 'Creator', value: dispute.influencerName },
              ]
            : []),
          {
            name: 'Opened by',
            value: (
              <>
                {authorName(dispute.openedBy, reader, dispute)}, <RelativeTime at={dispute.openedAt} />
              </>
            ),
          },
        ]}
      />
      <h3 className="mt-5 mb-2 text-small font-semibold">The claim</h3>
      <DivisionLines division={dispute.claim} reader={reader} />
      {mayTakeBack && (
        <p className="mt-4">
          <ButtonLink
            to="/admin/claw-backs"
            search={{ influencer: dispute.influencerId, contract: dispute.contractId }}
            size="small"
          >
            Take back what was paid out
          </ButtonLink>
        </p>
      )}
      {reader !== 'staff' && (
        <p className="mt-4">
          <ButtonLink to="/contracts/$contractId" params={{ contractId: dispute.contractId }} size="small">
            See the contract
          </ButtonLink>
        </p>
      )}
    </Card>
  );
}

/** What staff decided first, and why. */
function FirstDecision({ dispute: { decision }, reader }: { dispute: DisputeDetail; reader: Reader }) {
  if (!decision) return null;
  return (
    <>
      <p className="mb-4 whitespace-pre-line wrap-anywhere text-soft">{decision.reason}</p>
      <DivisionLines division={decision.division} reader={reader} />
    </>
  );
}

/** Where it is and what comes next. */
function Where({ dispute, reader }: { dispute: DisputeDetail; reader: Reader }) {
  const { outcome, dueAt, phase, answerBy } = dispute;
  if (outcome)
    return (
      <Card title="How it ended">
        <p>{outcomeText(outcome)}</p>
        {outcome.reason && outcome.decidedBy === 'staff' && (
          <p className="mt-2 whitespace-pre-line wrap-anywhere text-soft">{outcome.reason}</p>
        )}
        {outcome.division && (
          <div className="mt-4">
            <DivisionLines division={outcome.division} reader={reader} />
          </div>
        )}
      </Card>
    );
  if (phase === 'decided' && dispute.decision)
    return (
      <Card title="Accord has decided">
        <FirstDecision dispute={dispute} reader={reader} />
        {dueAt && (
          <p className="mt-4">
            It is final on {formatDay(dueAt.slice(0, 10))}, unless a side appeals before. Until then no money moves.
          </p>
        )}
        {dispute.waivedBy.map((side) => (
          <p key={side} className="mt-2 text-small text-soft">
            {authorName(side, reader, dispute)} accepted it.
          </p>
        ))}
      </Card>
    );
  if (dispute.appeal && dispute.decision)
    return (
      <Card title={`${authorName(dispute.appeal.by, reader, dispute)} appealed`}>
        <p>
          {phase === 'with_staff' ? (
            'Somebody at Accord who has not decided it before decides now, for good. Until then both sides may still agree with each other.'
          ) : (
            <>
              Both sides may show more; that ends <RelativeTime at={dueAt ?? dispute.appeal.at} />. Then somebody at
              Accord who has not decided it before decides for good. No money moves before.
            </>
          )}
        </p>
        <h3 className="mt-5 mb-2 text-small font-semibold">The decision it is against</h3>
        <FirstDecision dispute={dispute} reader={reader} />
      </Card>
    );
  if (phase === 'with_staff')
    return (
      <Notice tone="info" title={reader === 'staff' ? 'It waits for your decision' : 'Accord decides'}>
        The time for evidence is over. Until there is a decision, both sides may still agree with each other.
      </Notice>
    );
  if (!dueAt) return null;
  if (phase === 'awaiting_answer' && answerBy === reader)
    return (
      <Notice tone="attention" title="It is your turn">
        Answer below; the time for it ends <RelativeTime at={dueAt} />. Without an answer Accord decides.
      </Notice>
    );
  return (
    <Notice
      tone="info"
      title={phase === 'awaiting_answer' ? 'It waits for an answer' : 'Both sides may show what they have'}
    >
      That ends <RelativeTime at={dueAt} />; after it Accord decides, unless both agree before.
    </Notice>
  );
}
