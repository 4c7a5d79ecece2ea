import { getDispute } from '#contract/areas/disputes.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { ButtonLink } from '@/ui/button.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { Card, Facts, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { Money } from '@/ui/money-view.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
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
import { DossierOf } from '../dossier.tsx';
import { viewDisputeRoute } from '../routes.ts';
import { AddEvidence } from './add-evidence.tsx';
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
        {mayWrite && isOpen && <AddEvidence dispute={dispute} reader={reader} />}
      </div>
      <div className="grid gap-5">
        {reader === 'staff' ? (
          <>
            {dispute.phase !== 'closed' && <DecideDispute dispute={dispute} />}
            {dispute.workspaceId && (
              <Card title="The whole file">
                <DossierOf workspaceId={dispute.workspaceId} contractId={dispute.contractId} />
              </Card>
            )}
          </>
        ) : (
          <>
            {dispute.phase !== 'closed' && <Settle dispute={dispute} reader={reader} />}
            {mayWrite && dispute.phase !== 'closed' && dispute.openedBy === reader && <TakeBack dispute={dispute} />}
          </>
        )}
        <Card title="What it is about">
          <Facts
            items={[
              {
                name: dispute.phase === 'closed' ? 'Was held' : 'Held and frozen',
                value: <Money value={dispute.amount} />,
              },
              ...(dispute.milestone ? [{ name: 'For milestone', value: dispute.milestone }] : []),
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
          {reader !== 'staff' && (
            <p className="mt-4">
              <ButtonLink to="/contracts/$contractId" params={{ contractId: dispute.contractId }} size="small">
                See the contract
              </ButtonLink>
            </p>
          )}
        </Card>
      </div>
    </div>
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
          <p className="mt-2 whitespace-pre-line break-words text-soft">{outcome.reason}</p>
        )}
        {outcome.division && (
          <div className="mt-4">
            <DivisionLines division={outcome.division} reader={reader} />
          </div>
        )}
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
