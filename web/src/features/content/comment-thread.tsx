import { useState } from 'react';
import { addComment, listComments } from '#contract/areas/content.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
import { useEndpointMutation, useEndpointPages } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { StartTalk } from '@/features/messages/start-talk.tsx';
import { useSide } from '@/features/offers/offer-words.tsx';
import { Button } from '@/ui/button.tsx';
import { Field, Textarea } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import type { ContentView } from './content-words.tsx';

/** What both sides said about a piece; read only once it is opened. */
export function CommentThread({ piece }: { piece: ContentView }) {
  const [open, setOpen] = useState(false);
  const side = useSide();
  return (
    <div className="mt-3">
      <div className="flex flex-wrap gap-2">
        <Button size="small" variant="ghost" aria-expanded={open} onClick={() => setOpen(!open)}>
          Comments
        </Button>
        <StartTalk
          on={{ campaignId: piece.campaignId, about: piece.contentId }}
          name={side === 'brand' ? piece.influencerName : 'the brand'}
          size="small"
        />
      </div>
      {open && <Thread piece={piece} />}
    </div>
  );
}

function Thread({ piece }: { piece: ContentView }) {
  const params = { campaignId: piece.campaignId, contentId: piece.contentId };
  const mayComment = useMay('content:comment', piece.campaignId);
  const comments = useEndpointPages(
    listComments,
    { params, query: { limit: 100 } },
    { keyOf: (one) => one.commentId, belongs: (one) => one.contentId === piece.contentId },
  );
  const items = comments.items && [...comments.items].sort((a, b) => (a.commentId < b.commentId ? -1 : 1));
  return (
    <section aria-label="Comments" className="mt-2 grid gap-3 rounded-control border border-line bg-bg p-4">
      <LoadedPages query={{ ...comments, items }} rows={1} empty={<p className="text-small text-soft">None yet.</p>}>
        {(all) => (
          <ul className="grid gap-3">
            {all.map((comment) => (
              <li key={comment.commentId}>
                <p className="text-small text-faint">
                  <span className="font-semibold text-ink">{comment.authorName}</span>{' '}
                  <RelativeTime at={comment.createdAt} />
                </p>
                <p className="whitespace-pre-line break-words">{comment.text}</p>
              </li>
            ))}
          </ul>
        )}
      </LoadedPages>
      {mayComment && <WriteComment params={params} />}
    </section>
  );
}

function WriteComment({ params }: { params: { campaignId: string; contentId: string } }) {
  const form = useSchemaForm(addComment.body, { text: '' });
  const mutation = useEndpointMutation(addComment, {
    onSuccess: (saved) => {
      noteAndFollow(listComments, saved.commentId, saved);
      form.reset();
    },
    invalidates: [listComments],
  });
  const submit = form.handleSubmit((body) =>
    mutation
      .mutateAsync({ params, body })
      .then(() => undefined)
      .catch((error: unknown) => placeIssues(form, error)),
  );
  return (
    <form onSubmit={submit} noValidate className="grid gap-3">
      <Field label="Your comment" error={errorAt(form, 'text')}>
        <Textarea rows={2} {...form.register('text')} />
      </Field>
      <FormError error={mutation.error} />
      <div>
        <Button type="submit" size="small" busy={mutation.isPending}>
          Send
        </Button>
      </div>
    </form>
  );
}
