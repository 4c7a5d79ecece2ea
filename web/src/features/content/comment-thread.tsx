import { useState } from 'react';
import { addComment, listComments } from '#contract/areas/content.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { StartTalk } from '@/features/messages/start-talk.tsx';
import { useSide } from '@/features/offers/offer-words.tsx';
import { Button } from '@/ui/button.tsx';
import { Field, Textarea } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import type { ContentView } from './content-words.tsx';
import { type CommentView, momentText, type PieceTalk, type Place, type Thread } from './use-piece-talk.ts';

/** What both sides said about a piece, as a whole and about places in its files. */
export function CommentThread({ talk }: { talk: PieceTalk }) {
  const { piece, isOpen, setOpen } = talk;
  const side = useSide();
  return (
    <div className="mt-3">
      <div className="flex flex-wrap gap-2">
        <Button size="small" variant="ghost" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          Comments
        </Button>
        <StartTalk
          on={{ campaignId: piece.campaignId, about: piece.contentId }}
          name={side === 'brand' ? piece.influencerName : 'the brand'}
          size="small"
        />
      </div>
      {isOpen && <Threads talk={talk} />}
    </div>
  );
}

function Threads({ talk }: { talk: PieceTalk }) {
  return (
    <section aria-label="Comments" className="mt-2 grid gap-3 rounded-control border border-line bg-bg p-4">
      <LoadedPages
        query={{ ...talk.comments, items: talk.threads }}
        rows={1}
        empty={<p className="text-small text-soft">None yet.</p>}
      >
        {(threads) => (
          <ul className="grid gap-4">
            {threads.map((thread) => (
              <li key={thread.comment.commentId} className="grid gap-2">
                <ThreadOf thread={thread} talk={talk} />
              </li>
            ))}
          </ul>
        )}
      </LoadedPages>
      {talk.mayComment && <WriteComment talk={talk} label="Your comment" place={talk.place} />}
    </section>
  );
}

function ThreadOf({ thread: { comment, answers, pin }, talk }: { thread: Thread; talk: PieceTalk }) {
  const [isAnswering, setAnswering] = useState(false);
  const { place } = comment;
  return (
    <>
      <Said comment={comment} />
      {place && (
        <div className="flex flex-wrap items-center gap-2 text-small text-soft">
          <span>{placeText(place, talk.piece, pin)}</span>
          {place.atMs !== undefined && (
            <Button size="small" variant="ghost" icon="eye" onClick={() => talk.showMoment(place)}>
              Show
            </Button>
          )}
        </div>
      )}
      {(answers.length > 0 || isAnswering) && (
        <ul className="ml-1 grid gap-2 border-l-2 border-line pl-3">
          {answers.map((answer) => (
            <li key={answer.commentId}>
              <Said comment={answer} />
            </li>
          ))}
          {isAnswering && (
            <li>
              <WriteComment
                talk={talk}
                label={`Your answer to ${comment.authorName}`}
                replyTo={comment.commentId}
                onDone={() => setAnswering(false)}
              />
            </li>
          )}
        </ul>
      )}
      {talk.mayComment && !isAnswering && (
        <div>
          <Button size="small" variant="ghost" onClick={() => setAnswering(true)}>
            Answer
            <span className="sr-only"> {comment.authorName}</span>
          </Button>
        </div>
      )}
    </>
  );
}

function Said({ comment }: { comment: CommentView }) {
  return (
    <div>
      <p className="text-small text-faint">
        <span className="font-semibold text-ink">{comment.authorName}</span> <RelativeTime at={comment.createdAt} />
      </p>
      <p className="whitespace-pre-line wrap-anywhere">{comment.text}</p>
    </div>
  );
}

/** Where a comment points, e.g. `2 · in still.jpg`, `At 1:05 in serum.mp4`. */
function placeText({ uploadId, atMs }: Place, piece: ContentView, pin?: number): string {
  const file = piece.media.find((one) => one.uploadId === uploadId)?.fileName ?? 'a file';
  if (atMs !== undefined) return `At ${momentText(atMs)} in ${file}`;
  return pin === undefined ? `The marked place in ${file}` : `Place ${pin} in ${file}`;
}

function WriteComment(props: {
  talk: PieceTalk;
  label: string;
  place?: Place | undefined;
  replyTo?: string;
  onDone?: () => void;
}) {
  const { talk, label, place, replyTo, onDone } = props;
  const form = useSchemaForm(addComment.body, { text: '' });
  const mutation = useEndpointMutation(addComment, {
    onSuccess: (saved) => {
      noteAndFollow(listComments, saved.commentId, saved);
      form.reset();
      if (place) talk.setPlace(undefined);
      onDone?.();
    },
    invalidates: [listComments],
  });
  const submit = form.handleSubmit(({ text }) =>
    mutation
      .mutateAsync({ params: talk.params, body: { text, ...(place && { place }), ...(replyTo && { replyTo }) } })
      .then(() => undefined)
      .catch((error: unknown) => placeIssues(form, error)),
  );
  return (
    <form onSubmit={submit} noValidate className="grid gap-3">
      <Field label={label} hint={place && placeText(place, talk.piece)} error={errorAt(form, 'text')}>
        <Textarea rows={2} {...form.register('text')} />
      </Field>
      <FormError error={mutation.error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="small" busy={mutation.isPending}>
          Send
        </Button>
        {place && (
          <Button size="small" variant="ghost" onClick={() => talk.setPlace(undefined)}>
            On the whole piece instead
          </Button>
        )}
        {onDone && (
          <Button size="small" variant="ghost" onClick={onDone}>
            Cancel
          </Button>
        )}
      </div>
    </form>
  );
}
