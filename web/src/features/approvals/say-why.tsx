import { type ReactNode, useId, useState } from 'react';
import type { ApiError } from '@/api/problem.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog } from '@/ui/dialog.tsx';
import { Field, Textarea } from '@/ui/field.tsx';
import { FormError } from '@/ui/form.tsx';

/** Asks for the reason of a no; nothing is sent without one. */
export function SayWhy(props: {
  title: string;
  children: ReactNode;
  onClose: () => void;
  onSay: (reason: string) => void;
  busy: boolean;
  error: ApiError | null;
}) {
  const id = useId();
  const [reason, setReason] = useState('');
  const said = reason.trim();
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={props.title}
      footer={
        <>
          <Button onClick={props.onClose}>Back</Button>
          <Button variant="danger" type="submit" form={id} disabled={said === ''} busy={props.busy}>
            Decline
          </Button>
        </>
      }
    >
      <form
        id={id}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (said !== '') props.onSay(said);
        }}
      >
        <p className="text-soft">{props.children}</p>
        <Field label="Why not?">
          <Textarea rows={3} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <FormError error={props.error} />
      </form>
    </Dialog>
  );
}
