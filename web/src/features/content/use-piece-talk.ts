import { useRef, useState } from 'react';
import type * as z from 'zod/mini';
import { type CommentPlace, type ContentComment, listComments } from '#contract/areas/content.ts';
import { useEndpointPages } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import type { ContentView } from './content-words.tsx';

export type Place = z.output<typeof CommentPlace>;
export type CommentView = z.output<typeof ContentComment>;

/** A comment with what was answered to it; `pin` numbers those that point at a place. */
export interface Thread {
  comment: CommentView;
  answers: CommentView[];
  pin: number | undefined;
}

/** What both sides say about a piece, and the place in its files that the next comment is to point at; read only once it is opened. */
export function usePieceTalk(piece: ContentView) {
  const [isOpen, setOpen] = useState(false);
  const [place, setPlace] = useState<Place>();
  const films = useRef(new Map<string, HTMLVideoElement>());
  const mayComment = useMay('content:comment', piece.campaignId);
  const params = { campaignId: piece.campaignId, contentId: piece.contentId };
  const comments = useEndpointPages(
    listComments,
    { params, query: { limit: 100 } },
    { keyOf: (one) => one.commentId, belongs: (one) => one.contentId === piece.contentId },
    { enabled: isOpen },
  );
  return {
    ...{ piece, params, comments, mayComment, isOpen, setOpen, place, setPlace },
    threads: comments.items && threadsOf(comments.items),
    /** Keeps the player of a film, so that a comment can show its moment. */
    keepFilm: (uploadId: string, film: HTMLVideoElement | null) => {
      if (film) films.current.set(uploadId, film);
      else films.current.delete(uploadId);
    },
    /** Points the next comment at the moment a film shows. */
    pointAtMoment: (uploadId: string) => {
      const seconds = films.current.get(uploadId)?.currentTime ?? 0;
      setPlace({ uploadId, atMs: Math.round(seconds * 1000) });
    },
    /** Shows the moment that a comment is about. */
    showMoment: ({ uploadId, atMs = 0 }: Place) => {
      const film = films.current.get(uploadId);
      if (!film) return;
      film.pause();
      film.currentTime = atMs / 1000;
      film.scrollIntoView({ block: 'nearest' });
    },
  };
}

export type PieceTalk = ReturnType<typeof usePieceTalk>;

function threadsOf(items: readonly CommentView[]): Thread[] {
  const sorted = [...items].sort((a, b) => (a.commentId < b.commentId ? -1 : 1));
  let pins = 0;
  return sorted
    .filter(({ replyTo }) => replyTo === null)
    .map((comment) => {
      if (comment.place) pins += 1;
      const answers = sorted.filter(({ replyTo }) => replyTo === comment.commentId);
      return { comment, answers, pin: comment.place ? pins : undefined };
    });
}

/** A moment of a film, e.g. `1:05`. */
export function momentText(atMs: number): string {
  const seconds = Math.floor(atMs / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
