import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { listThreads, startThread } from '#contract/areas/messages.ts';
import { MOST_TEXT } from '#domain/message.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog } from '@/ui/dialog.tsx';
import { Field, Textarea } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';

/** The thing that is talked about: an application, offer, contract or piece of content. */
export interface TalkAbout {
  campaignId: string;
  about: string;
}

/** The way from a thing to the talk about it: what is written there begins it, or goes on with it. */
export function StartTalk(props: { on: TalkAbout; name: string; size?: 'normal' | 'small' }) {
  const [open, setOpen] = useState(false);
  const mayWrite = useMay('message:write', props.on.campaignId);
  if (!mayWrite) return null;
  return (
    <>
      <Button size={props.size ?? 'normal'} icon="mail" onClick={() => setOpen(true)}>
        Message<span className="sr-only"> {props.name}</span>
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={`Message to ${props.name}`}>
        <FirstMessage on={props.on} onBack={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function FirstMessage({ on, onBack }: { on: TalkAbout; onBack: () => void }) {
  const navigate = useNavigate();
  const form = useSchemaForm(startThread.body, { ...on, text: '' });
  const mutation = useEndpointMutation(startThread, {
    onSuccess: async (thread) => {
      noteAndFollow(listThreads, thread.threadId, thread);
      await navigate({ to: '/messages/$threadId', params: { threadId: thread.threadId } });
    },
    invalidates: [listThreads],
  });
  const submit = form.handleSubmit((body) =>
    mutation
      .mutateAsync({ body })
      .then(() => undefined)
      .catch((error: unknown) => placeIssues(form, error)),
  );
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <Field
        label="Your message"
        error={errorAt(form, 'text')}
        hint="It joins what both of you have said about this already, if anything."
      >
        <Textarea rows={4} maxLength={MOST_TEXT} {...form.register('text')} />
      </Field>
      <FormError error={mutation.error} />
      <div className="flex justify-end gap-2">
        <Button onClick={onBack}>Back</Button>
        <Button type="submit" variant="primary" icon="mail" busy={mutation.isPending}>
          Send
        </Button>
      </div>
    </form>
  );
}
