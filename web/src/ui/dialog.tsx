import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button, IconButton } from './button.tsx';
import { cx } from './cx.ts';

/**
 * A modal dialog on the browser's own element: focus stays inside, Escape closes, the rest is inert. (The ready-made ones lock scrolling
 * with a style element made at run time, which our Content-Security-Policy refuses.)
 */
export function Dialog(props: {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  footer?: ReactNode;
  side?: 'centre' | 'bottom';
}) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    if (props.open && !dialog.open) dialog.showModal();
    if (!props.open && dialog.open) dialog.close();
  }, [props.open]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press on the backdrop is a shortcut; Escape and the close button do the same
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onClose={props.onClose}
      onClick={(event) => event.target === ref.current && props.onClose()}
      className={cx(
        'sheet w-full bg-surface p-0 text-ink shadow-lifted',
        props.side === 'bottom'
          ? 'mb-0 max-w-none rounded-t-card'
          : 'max-w-[min(30rem,calc(100vw-2rem))] rounded-card border border-line',
      )}
    >
      {props.open && (
        <div className="p-5 md:p-6">
          <div className="mb-3 flex items-start justify-between gap-4">
            <h2 id={titleId} className="text-heading font-semibold">
              {props.title}
            </h2>
            <IconButton icon="close" label="Close" onClick={props.onClose} className="-mt-2 -mr-2" />
          </div>
          {props.children}
          {props.footer && <div className="mt-6 flex flex-wrap justify-end gap-2">{props.footer}</div>}
        </div>
      )}
    </dialog>
  );
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog(props: {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  confirmLabel: string;
  /** What goes back to where one was. */
  backLabel?: string;
  onConfirm: () => void;
  busy?: boolean;
  error?: ReactNode;
}) {
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={props.title}
      footer={
        <>
          <Button onClick={props.onClose}>{props.backLabel ?? 'Keep it'}</Button>
          <Button variant="danger" onClick={props.onConfirm} busy={props.busy ?? false}>
            {props.confirmLabel}
          </Button>
        </>
      }
    >
      <div className="text-soft">{props.children}</div>
      {props.error}
    </Dialog>
  );
}
