import { useCallback, useRef } from 'react';
import { listContent, markSeen } from '#contract/areas/content.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import type { ContentView } from './content-words.tsx';

/**
 * Takes each picture, film and address of a piece that somebody of the brand has looked at; once it was all of them, that is noted, for pieces whose media could not be screened:
 * silence approves those only then.
 */
export function useSeen(piece: ContentView, mayReview: boolean): (what: string) => void {
  const looked = useRef(new Set<string>());
  const isNoted = useRef(false);
  const { mutate } = useEndpointMutation(markSeen, {
    // The answer to a change has no addresses that show the files; those of the list still do.
    onSuccess: (saved) => noteAndFollow(listContent, saved.contentId, { ...saved, media: piece.media }),
  });
  const { campaignId, contentId, status, seenAt, media, mediaUrls, moderation } = piece;
  const isUnmeasured = moderation?.findings.some(({ check, outcome }) => check === 'media' && outcome !== 'flagged');
  const isAsked = mayReview && status === 'pending' && seenAt === null && isUnmeasured === true;
  return useCallback(
    (what) => {
      looked.current.add(what);
      const all = [...media.map(({ uploadId }) => uploadId), ...mediaUrls];
      if (!isAsked || isNoted.current || !all.every((one) => looked.current.has(one))) return;
      isNoted.current = true;
      mutate({ params: { campaignId, contentId } });
    },
    [isAsked, media, mediaUrls, mutate, campaignId, contentId],
  );
}
