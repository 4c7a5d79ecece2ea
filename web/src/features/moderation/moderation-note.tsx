import type * as z from 'zod/mini';
import { type Content, listContent } from '#contract/areas/content.ts';
import { appealModeration } from '#contract/areas/moderation.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { Notice } from '@/ui/feedback.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';
import { AskToAppeal } from './ask-to-appeal.tsx';
import { FindingList } from './finding-list.tsx';

type Piece = z.output<typeof Content>;
type Moderation = NonNullable<Piece['moderation']>;

const TITLES: Record<Moderation['state'], { brand: string; influencer: string }> = {
  passed: { brand: '', influencer: '' },
  flagged: { brand: 'Its screening found something to look at', influencer: 'Its screening found something' },
  waits: {
    brand: 'A moderator of Accord looks at it before you can approve it',
    influencer: 'A moderator of Accord looks at it before the brand can approve it',
  },
  approved: { brand: 'A moderator let it through', influencer: 'A moderator let it through' },
  refused: {
    brand: 'A moderator did not let it through: ask for changes, or reject it',
    influencer: 'A moderator did not let it through',
  },
  appealed: { brand: 'Another moderator looks at it', influencer: 'Another moderator looks at it, as you asked' },
  screening: {
    brand: 'Its pictures and videos are being screened: you can approve them after that',
    influencer: 'Your pictures and videos are being screened: the brand can approve them after that',
  },
  unanswered: {
    brand: 'The time to answer is over: a moderator of Accord looks at it',
    influencer: 'The brand has not answered in time: a moderator of Accord looks at it',
  },
};

/** What screening and moderators have said of a piece, to the side that reads it; nothing where nothing was found. */
export function ModerationNote({ piece, side }: { piece: Piece; side: 'brand' | 'influencer' }) {
  const { moderation, status } = piece;
  if (!moderation || status !== 'pending') return null;
  const { state, findings, reason } = moderation;
  if (state === 'passed') return side === 'brand' ? <Unseen moderation={moderation} /> : null;
  return (
    <div className="mt-4">
      <Notice
        tone={state === 'approved' ? 'good' : state === 'screening' ? 'info' : 'attention'}
        title={TITLES[state][side]}
      >
        <div className="grid gap-3">
          {reason && <p className="wrap-anywhere">“{reason}”</p>}
          {moderation.decideBy && <Unanswered decideBy={moderation.decideBy} side={side} />}
          <FindingList findings={findings} showUnseen={side === 'brand'} />
          {side === 'influencer' && moderation.appealUntil && (
            <Appeal piece={piece} appealUntil={moderation.appealUntil} />
          )}
        </div>
      </Notice>
    </div>
  );
}

/** What nobody has looked at is named, for who reviews it. */
function Unseen({ moderation }: { moderation: Moderation }) {
  if (moderation.findings.length === 0) return null;
  return (
    <div className="mt-3">
      <FindingList findings={moderation.findings} />
    </div>
  );
}

function Unanswered({ decideBy, side }: { decideBy: string; side: 'brand' | 'influencer' }) {
  return (
    <p>
      Its pictures and videos could not be screened, and nobody {side === 'brand' ? 'of your team' : 'at the brand'} had
      looked at all of them by then. A decision is due <RelativeTime at={decideBy} />; once they let it through, it
      counts as approved.{' '}
      {side === 'brand' ? 'Until then you can still answer.' : 'Until then the brand can still answer.'}
    </p>
  );
}

function Appeal({ piece, appealUntil }: { piece: Piece; appealUntil: string }) {
  const params = { campaignId: piece.campaignId, contentId: piece.contentId };
  const mutation = useEndpointMutation(appealModeration, {
    onSuccess: (moderation) => {
      noteAndFollow(listContent, piece.contentId, { ...piece, moderation });
      toast('Another moderator looks at it');
    },
    invalidates: [listContent],
  });
  return (
    <AskToAppeal
      lead="You may have another moderator look at it, once"
      appealUntil={appealUntil}
      onSay={(text, sent) => mutation.mutate({ params, body: { text } }, { onSuccess: sent })}
      busy={mutation.isPending}
      error={mutation.error}
    >
      They see your content, the decision and what you write. What they decide is final.
    </AskToAppeal>
  );
}
