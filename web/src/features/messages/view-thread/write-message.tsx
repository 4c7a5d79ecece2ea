import { useState } from 'react';
import { getThread, listMessages, listThreads, sendMessage } from '#contract/areas/messages.ts';
import { MOST_TEXT } from '#domain/message.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { Button } from '@/ui/button.tsx';
import { Field, Textarea } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import type { ThreadView } from '../thread-words.ts';
import { AttachDocuments, type Chosen } from './attach-documents.tsx';

/** The place to answer: Ctrl or ⌘ and Enter send, Enter begins a new line. */
export function WriteMessage({ thread }: { thread: ThreadView }) {
  const { threadId } = thread;
  const [chosen, setChosen] = useState<readonly Chosen[]>([]);
  const form = useSchemaForm(sendMessage.body, { text: '' });
  const mutation = useEndpointMutation(sendMessage, {
    onSuccess: ({ number, by, authorName, text, createdAt }) => {
      form.reset();
      setChosen([]);
      form.setFocus('text');
      const last = { number, by, authorName, excerpt: text, at: createdAt };
      noteAndFollow(listThreads, threadId, { ...thread, messageCount: number, unread: 0, last });
    },
    invalidates: [listMessages, getThread, listThreads],
  });
  const submit = form.handleSubmit(({ text }) =>
    mutation
      .mutateAsync({
        params: { threadId },
        body: { text, attachments: chosen.map(({ documentId }) => documentId) },
      })
      .then(() => undefined)
      .catch((error: unknown) => placeIssues(form, error)),
  );
  return (
    <form onSubmit={submit} noValidate className="grid gap-3 border-t border-line p-4 md:p-5">
      <Field
        label="Your message"
        error={errorAt(form, 'text')}
        hint="It stays as you send it: nothing can be changed or removed afterwards."
      >
        <Textarea
          rows={3}
          maxLength={MOST_TEXT}
          aria-keyshortcuts="Control+Enter Meta+Enter"
          {...form.register('text')}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            void submit();
          }}
        />
      </Field>
      <AttachDocuments thread={thread} chosen={chosen} onChange={setChosen} />
      <FormError error={mutation.error} />
      <div>
        <Button type="submit" variant="primary" icon="mail" busy={mutation.isPending}>
          Send
        </Button>
      </div>
    </form>
  );
}
