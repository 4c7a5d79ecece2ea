import { Link } from '@tanstack/react-router';
import { listDisputes } from '#contract/areas/disputes.ts';
import { useEndpointPages } from '@/api/hooks.ts';
import { EmptyState } from '@/ui/feedback.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { Money } from '@/ui/money-view.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { type DisputeView, PhaseBadge, REASON_WORDS, type Reader, useReader } from '../dispute-words.tsx';
import { DossierOfAny } from '../dossier.tsx';

const LEADS: Record<Reader, string> = {
  brand: 'What you and creators are at odds about. The money stays frozen until you agree or Accord decides.',
  influencer: 'What you and brands are at odds about. The money stays frozen until you agree or Accord decides.',
  staff: 'Disputes that the two sides did not settle in time, the longest waiting first.',
};

/** What happens on the day that a phase ends. */
const DUE: Record<DisputeView['phase'], string> = {
  awaiting_answer: 'Answer due',
  discussion: 'Accord decides',
  with_staff: '',
  decided: 'Final unless appealed',
  closed: '',
};

/** A side's disputes, or the queue of staff. */
export function ListDisputes() {
  const reader = useReader();
  const disputes = useEndpointPages(listDisputes, { query: {} }, { keyOf: (one) => one.disputeId });
  return (
    <>
      <PageHeader title="Disputes" lead={LEADS[reader]} />
      <LoadedPages
        query={disputes}
        empty={
          <EmptyState icon="check" title={reader === 'staff' ? 'Nothing waits for a decision' : 'No disputes'}>
            {reader === 'staff'
              ? 'Disputes appear here when the time of both sides is over.'
              : 'If something goes wrong with a contract whose money is held, you can open a dispute from it.'}
          </EmptyState>
        }
      >
        {(items) => (
          <Card className="overflow-hidden p-0! md:p-0!">
            <ul className="divide-y divide-line">
              {items.map((dispute) => (
                <li key={dispute.disputeId}>
                  <Row dispute={dispute} reader={reader} />
                </li>
              ))}
            </ul>
          </Card>
        )}
      </LoadedPages>
      {reader === 'staff' && <DossierOfAny />}
    </>
  );
}

function Row({ dispute, reader }: { dispute: DisputeView; reader: Reader }) {
  const { brandName, influencerName } = dispute;
  const others = { brand: influencerName, influencer: brandName, staff: `${brandName} and ${influencerName}` }[reader];
  return (
    <Link
      to="/disputes/$disputeId"
      params={{ disputeId: dispute.disputeId }}
      search={dispute.workspaceId ? { workspace: dispute.workspaceId } : {}}
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-5 py-4 no-underline hover:bg-sunken/60 md:px-6"
    >
      <span className="min-w-0">
        <span className="block font-medium wrap-anywhere">{dispute.campaignTitle}</span>
        <span className="block text-small text-soft">
          {others} · {REASON_WORDS[dispute.reason]}
          {reader === 'staff' && dispute.appeal && ' · Appeal'}
          {dispute.milestone && ` · Milestone ${dispute.milestone}`}
        </span>
        {reader === 'staff' && dispute.staffSince && (
          <span className="block text-small text-faint">
            Handed over <RelativeTime at={dispute.staffSince} />
          </span>
        )}
        {dispute.dueAt && (
          <span className="block text-small text-faint">
            {DUE[dispute.phase]} <RelativeTime at={dispute.dueAt} />
          </span>
        )}
      </span>
      <span className="flex items-center gap-3">
        <Money value={dispute.amount} />
        <PhaseBadge dispute={dispute} reader={reader} />
      </span>
    </Link>
  );
}
