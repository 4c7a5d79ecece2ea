import { type ReactNode, useState } from 'react';
import type { ApiError } from '@/api/problem.ts';
import { Field, Textarea } from '@/ui/field.tsx';
import { FormError } from '@/ui/form.tsx';
import { FormDialog } from '@/ui/form-dialog.tsx';

/** Asks for the reason of a no, or of whatever else `ask` says; nothing is sent without one. */
export function SayWhy(props: {
  title: string;
  children: ReactNode;
  ask?: { label: string; send: string };
  onClose: () => void;
  onSay: (reason: string) => void;
  busy: boolean;
  error: ApiError | null;
}) {
  const { ask } = props;
  const [reason, setReason] = useState('');
  const said = reason.trim();
  return (
    <FormDialog
      onClose={props.onClose}
      title={props.title}
      submitLabel={ask?.send ?? 'Decline'}
      variant={ask ? 'primary' : 'danger'}
      disabled={said === ''}
      busy={props.busy}
      onSubmit={(event) => {
        event.preventDefault();
        if (said !== '') props.onSay(said);
      }}
    >
      <p className="text-soft">{props.children}</p>
      <Field label={ask?.label ?? 'Why not?'}>
        <Textarea rows={3} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <FormError error={props.error} />
    </FormDialog>
  );
}
