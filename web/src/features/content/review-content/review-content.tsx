import { useState } from 'react';
import { listContent, reviewContent } from '#contract/areas/content.ts';
import { getContract, listContracts } from '#contract/areas/contracts.ts';
import { isHeldBack } from '#domain/moderation.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
import { useEndpoint, useEndpointMutation, useEndpointPages } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import type { ContractView } from '@/features/contracts/contract-words.tsx';
import { ModerationNote } from '@/features/moderation/moderation-note.tsx';
import { Button } from '@/ui/button.tsx';
import { Dialog } from '@/ui/dialog.tsx';
import { EmptyState } from '@/ui/feedback.tsx';
import { Field, Textarea } from '@/ui/field.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';
import { platformName } from '@/ui/words.ts';
import { AnswerTime } from '../answer-time.tsx';
import { CommentThread } from '../comment-thread.tsx';
import { ContentBadge, type ContentView, LiveCheckNote, OutsideLinks } from '../content-words.tsx';
import { PieceMedia } from '../piece-media.tsx';
import { usePieceTalk } from '../use-piece-talk.ts';
import { useSeen } from '../use-seen.ts';

/** What influencers handed in for a campaign, or for one contract of it; the brand decides on each piece. */
export function ReviewContent({ campaignId, contractId }: { campaignId: string; contractId?: string }) {
  const content = useEndpointPages(
    listContent,
    { params: { campaignId }, query: { limit: 100 } },
    { keyOf: (one) => one.contentId, belongs: (one) => one.campaignId === campaignId },
  );
  const items = contractId ? content.items?.filter((one) => one.contractId === contractId) : content.items;
  return (
    <LoadedPages
      query={{ ...content, items }}
      empty={
        <EmptyState icon="eye" title="Nothing handed in yet">
          Creators hand in content once the money of their contract is held. You look at each piece before it is
          published.
        </EmptyState>
      }
    >
      {(pieces) => (
        <ul className="grid gap-4">
          {pieces.map((piece) => (
            <li key={piece.contentId}>
              <Piece piece={piece} />
            </li>
          ))}
        </ul>
      )}
    </LoadedPages>
  );
}

function Piece({ piece }: { piece: ContentView }) {
  const mayReview = useMay('content:review', piece.campaignId);
  const talk = usePieceTalk(piece);
  const onSeen = useSeen(piece, mayReview);
  const contract = useEndpoint(getContract, { params: { contractId: piece.contractId } }).data;
  return (
    <Card>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h3 className="font-semibold wrap-anywhere">{piece.influencerName}</h3>
          <p className="text-small text-faint">
            {contract && nameOf(piece, contract)}
            {piece.revision > 1 && `version ${piece.revision} · `}
            handed in <RelativeTime at={piece.submissionDate} />
          </p>
        </div>
        <ContentBadge status={piece.status} forBrand />
      </div>
      {piece.caption && <p className="mt-4 whitespace-pre-line wrap-anywhere">{piece.caption}</p>}
      <div className="mt-3 grid gap-3">
        <PieceMedia talk={talk} onSeen={onSeen} />
        <OutsideLinks urls={piece.mediaUrls} label="Media" onOpen={onSeen} />
      </div>
      {piece.liveUrl && (
        <div className="mt-4 border-t border-line pt-4">
          <p className="mb-1 text-small text-faint">Published {piece.liveAt && <RelativeTime at={piece.liveAt} />}</p>
          <OutsideLinks urls={[piece.liveUrl]} label="Published at" />
        </div>
      )}
      <LiveCheckNote check={piece.liveCheck} />
      <ModerationNote piece={piece} side="brand" />
      {contract && <AnswerTime piece={piece} side="brand" reviewDays={contract.terms.reviewDays} />}
      {piece.note && <p className="mt-3 text-small text-soft">You wrote: “{piece.note}”</p>}
      <CommentThread talk={talk} />
      {piece.status === 'pending' && mayReview && <Decide piece={piece} />}
    </Card>
  );
}

/** What it is a piece of. */
function nameOf(piece: ContentView, contract: ContractView) {
  const deliverable = contract.terms.deliverables.find((one) => one.deliverableId === piece.deliverableId);
  if (!deliverable) return null;
  const type = deliverable.type.charAt(0).toUpperCase() + deliverable.type.slice(1);
  return `${type} on ${platformName(deliverable.platform)} · `;
}

type Decision = 'changes_requested' | 'rejected';

const WORDS = {
  changes_requested: {
    title: 'Ask for changes?',
    hint: 'Say what should be different; they hand it in again.',
    send: 'Ask for changes',
    done: 'They are asked for changes',
  },
  rejected: {
    title: 'Reject this piece?',
    hint: 'Say why it cannot be used. They may hand in another one.',
    send: 'Reject piece',
    done: 'The piece is rejected',
  },
} as const;

function Decide({ piece }: { piece: ContentView }) {
  const [asking, setAsking] = useState<Decision>();
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const params = { campaignId: piece.campaignId, contentId: piece.contentId };
  const mutation = useEndpointMutation(reviewContent, {
    onSuccess: (saved) => {
      // The answer to a change has no addresses that show the files; those of the list still do.
      noteAndFollow(listContent, saved.contentId, { ...saved, media: piece.media });
      setAsking(undefined);
      toast(asking ? WORDS[asking].done : 'Approved: they may publish it');
    },
    invalidates: [listContent, getContract, listContracts],
  });
  const words = WORDS[asking ?? 'changes_requested'];
  function send() {
    setMissing(note.trim() === '');
    if (asking && note.trim()) mutation.mutate({ params, body: { status: asking, note: note.trim() } });
  }
  return (
    <div className="mt-4 grid gap-3 border-t border-line pt-4">
      {!asking && <FormError error={mutation.error} />}
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          icon="check"
          disabled={isHeldBack(piece.moderation ?? undefined)}
          busy={mutation.isPending && !asking}
          onClick={() => mutation.mutate({ params, body: { status: 'approved' } })}
        >
          Approve
        </Button>
        {piece.roundsLeft !== 0 && <Button onClick={() => setAsking('changes_requested')}>Ask for changes</Button>}
        <Button variant="ghost" onClick={() => setAsking('rejected')}>
          Reject
        </Button>
      </div>
      <Dialog
        open={asking !== undefined}
        onClose={() => setAsking(undefined)}
        title={words.title}
        footer={
          <>
            <Button onClick={() => setAsking(undefined)}>Back</Button>
            <Button variant={asking === 'rejected' ? 'danger' : 'primary'} busy={mutation.isPending} onClick={send}>
              {words.send}
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          <Field label="Note" hint={words.hint} error={missing ? 'Fill this in' : undefined}>
            <Textarea rows={4} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
          </Field>
          <FormError error={mutation.error} />
        </div>
      </Dialog>
    </div>
  );
}
