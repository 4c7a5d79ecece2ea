import { type FormEventHandler, type ReactNode, useId } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

/** A dialog with a form in it, which its button sends. */
export function FormDialog(props: {
  open?: boolean;
  onClose: () => void;
  title: string;
  submitLabel: string;
  variant?: 'primary' | 'danger';
  onSubmit: FormEventHandler<HTMLFormElement>;
  busy: boolean;
  disabled?: boolean;
  children: ReactNode;
}) {
  const formId = useId();
  return (
    <Dialog
      open={props.open ?? true}
      onClose={props.onClose}
      title={props.title}
      footer={
        <>
          <Button onClick={props.onClose}>Back</Button>
          <Button
            variant={props.variant ?? 'primary'}
            type="submit"
            form={formId}
            disabled={props.disabled ?? false}
            busy={props.busy}
          >
            {props.submitLabel}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={props.onSubmit} className="grid gap-4 text-left">
        {props.children}
      </form>
    </Dialog>
  );
}
