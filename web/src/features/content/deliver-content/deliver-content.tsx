import { useState } from 'react';
import { listContent } from '#contract/areas/content.ts';
import { useEndpointPages } from '@/api/hooks.ts';
import type { ContractView } from '@/features/contracts/contract-words.tsx';
import { ModerationNote } from '@/features/moderation/moderation-note.tsx';
import { Button } from '@/ui/button.tsx';
import { Card } from '@/ui/layout.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { formatDay, RelativeTime } from '@/ui/relative-time.tsx';
import { countOf, platformName } from '@/ui/words.ts';
import { AnswerTime } from '../answer-time.tsx';
import { CommentThread } from '../comment-thread.tsx';
import { ContentBadge, type ContentView, LiveCheckNote, OutsideLinks } from '../content-words.tsx';
import { PieceMedia } from '../piece-media.tsx';
import { usePieceTalk } from '../use-piece-talk.ts';
import { ReportLive } from './report-live.tsx';
import { SubmitContent } from './submit-content.tsx';

/** What an influencer hands in for a contract: each deliverable with its pieces and what is still wanted. */
export function DeliverContent({ contract }: { contract: ContractView }) {
  const { campaignId, contractId } = contract;
  const content = useEndpointPages(
    listContent,
    { params: { campaignId }, query: { limit: 100 } },
    { keyOf: (one) => one.contentId, belongs: (one) => one.campaignId === campaignId },
  );
  const items = content.items?.filter((one) => one.contractId === contractId);
  return (
    <LoadedPages
      query={{ ...content, items: items ?? undefined }}
      rows={2}
      empty={<Deliverables contract={contract} pieces={[]} />}
    >
      {(pieces) => <Deliverables contract={contract} pieces={pieces} />}
    </LoadedPages>
  );
}

type Deliverable = ContractView['terms']['deliverables'][number];

function Deliverables({ contract, pieces }: { contract: ContractView; pieces: readonly ContentView[] }) {
  return (
    <div className="grid gap-5">
      {contract.terms.deliverables.map((deliverable) => (
        <Deliver
          key={deliverable.deliverableId}
          contract={contract}
          deliverable={deliverable}
          pieces={pieces.filter((one) => one.deliverableId === deliverable.deliverableId)}
        />
      ))}
    </div>
  );
}

/** Nothing is handed in any more, and nothing waits for it. */
const IS_OVER: readonly ContractView['fundingStatus'][] = ['released', 'refunding', 'refunded', 'cancelled'];

function Deliver(props: { contract: ContractView; deliverable: Deliverable; pieces: readonly ContentView[] }) {
  const { contract, deliverable, pieces } = props;
  const [writing, setWriting] = useState(false);
  const accepted = pieces.filter((one) => one.status === 'approved' || one.status === 'live').length;
  const waiting = pieces.filter((one) => one.status === 'pending').length;
  const wanted = deliverable.count - accepted - waiting;
  const name = `${countOf(deliverable.count, deliverable.type)} on ${platformName(deliverable.platform)}`;
  const milestone = contract.milestones.find(({ deliverableIds }) =>
    deliverableIds.includes(deliverable.deliverableId),
  );
  const status = milestone?.status ?? contract.fundingStatus;
  const held = status === 'funded';
  return (
    <Card
      title={name}
      lead={`${accepted} of ${deliverable.count} approved · live by ${formatDay(milestone?.dueOn ?? contract.terms.dueOn)}`}
    >
      {pieces.length > 0 && (
        <ul className="divide-y divide-line">
          {pieces.map((piece) => (
            <li key={piece.contentId} className="py-4 first:pt-0">
              <Piece piece={piece} contract={contract} />
            </li>
          ))}
        </ul>
      )}
      {wanted > 0 &&
        (held ? (
          writing ? (
            <SubmitContent
              contract={contract}
              deliverable={deliverable}
              revises={pieces.find((one) => one.status === 'changes_requested' && one.revisedBy === null)}
              onDone={() => setWriting(false)}
            />
          ) : (
            <Button
              variant="primary"
              icon="plus"
              aria-label={`Hand in content: ${name}`}
              onClick={() => setWriting(true)}
            >
              Hand in content
            </Button>
          )
        ) : (
          !IS_OVER.includes(status) && (
            <p className="text-small text-soft">
              {status === 'disputed'
                ? 'Nothing is handed in for it while the dispute is open.'
                : `You can hand in content once the money${milestone?.title ? ' of this milestone' : ''} is held.`}
            </p>
          )
        ))}
    </Card>
  );
}

function Piece({ piece, contract }: { piece: ContentView; contract: ContractView }) {
  const talk = usePieceTalk(piece);
  return (
    <div>
      <div className="flex flex-wrap items-start justify-between gap-2">
        <p className="text-small text-faint">
          {piece.revision > 1 && `Version ${piece.revision} · `}
          Handed in <RelativeTime at={piece.submissionDate} />
        </p>
        <ContentBadge status={piece.status} />
      </div>
      {piece.caption && <p className="mt-2 whitespace-pre-line wrap-anywhere">{piece.caption}</p>}
      <div className="mt-2 grid gap-3">
        <PieceMedia talk={talk} />
        <OutsideLinks
          urls={piece.liveUrl ? [piece.liveUrl] : piece.mediaUrls}
          label={piece.liveUrl ? 'Published at' : 'Media'}
        />
      </div>
      <LiveCheckNote check={piece.liveCheck} />
      <ModerationNote piece={piece} side="influencer" />
      <AnswerTime piece={piece} side="influencer" reviewDays={contract.terms.reviewDays} />
      {piece.note && (
        <p className="mt-3 border-l-2 border-copper pl-3 text-small whitespace-pre-line">
          <span className="font-semibold">The brand wrote: </span>
          {piece.note}
        </p>
      )}
      <CommentThread talk={talk} />
      {piece.status === 'approved' && <ReportLive piece={piece} contract={contract} />}
    </div>
  );
}
