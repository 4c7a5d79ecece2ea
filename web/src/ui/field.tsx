import {
  createContext,
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  use,
  useId,
} from 'react';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';

interface FieldContext {
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
  required: boolean;
}

const Context = createContext<FieldContext | undefined>(undefined);

/** Id, description and validity that the Field around a control gives it. */
export function useFieldControl() {
  const field = use(Context);
  if (!field) return {};
  return {
    id: field.id,
    'aria-describedby': field.describedBy,
    'aria-invalid': field.invalid || undefined,
    'aria-required': field.required || undefined,
  };
}

/** First letter large: messages of the contract begin small, because they follow a field name there. */
function sentence(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}

/** The message below a control. */
export function FieldError({ id, message }: { id?: string; message: string | undefined }) {
  if (!message) return null;
  return (
    <p id={id} className="mt-1.5 flex items-start gap-1.5 text-small text-danger">
      <Icon name="alert" className="mt-0.5 size-4 flex-none" />
      <span>{sentence(message)}</span>
    </p>
  );
}

/** A labelled control with hint and error. The one control inside takes its id and description from here. */
export function Field(props: {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  const hintId = props.hint ? `${id}-hint` : undefined;
  const errorId = props.error ? `${id}-error` : undefined;
  const describedBy = [errorId, hintId].filter(Boolean).join(' ') || undefined;
  return (
    <div className={cx('min-w-0', props.className)}>
      <label htmlFor={id} className="mb-1.5 flex items-baseline justify-between gap-3 text-small font-medium text-ink">
        <span>{props.label}</span>
        {props.optional && <span className="text-tiny font-normal text-faint">Optional</span>}
      </label>
      <Context value={{ id, describedBy, invalid: Boolean(props.error), required: !props.optional }}>
        {props.children}
      </Context>
      <FieldError {...(errorId ? { id: errorId } : {})} message={props.error} />
      {props.hint && (
        <p id={hintId} className="mt-1.5 text-small text-faint">
          {props.hint}
        </p>
      )}
    </div>
  );
}

/** Several controls under one question. */
export function FieldGroup(props: {
  legend: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  children: ReactNode;
  className?: string;
}) {
  const id = useId();
  return (
    <fieldset className={cx('min-w-0', props.className)} aria-describedby={props.error ? `${id}-error` : undefined}>
      <legend className="mb-1.5 text-small font-medium text-ink">{props.legend}</legend>
      {props.hint && <p className="mb-2 text-small text-faint">{props.hint}</p>}
      {props.children}
      <FieldError id={`${id}-error`} message={props.error} />
    </fieldset>
  );
}

export function Input({ className, ...rest }: InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> }) {
  return <input {...useFieldControl()} {...rest} className={cx('control', className)} />;
}

export function Textarea({
  className,
  rows = 5,
  ...rest
}: TextareaHTMLAttributes<HTMLTextAreaElement> & { ref?: Ref<HTMLTextAreaElement> }) {
  return <textarea {...useFieldControl()} rows={rows} {...rest} className={cx('control', className)} />;
}

export function Select({
  className,
  ...rest
}: SelectHTMLAttributes<HTMLSelectElement> & { ref?: Ref<HTMLSelectElement> }) {
  return <select {...useFieldControl()} {...rest} className={cx('control', className)} />;
}

/** A tick box with its sentence. */
export function Checkbox({
  children,
  error,
  ...rest
}: InputHTMLAttributes<HTMLInputElement> & {
  ref?: Ref<HTMLInputElement>;
  children: ReactNode;
  error?: string | undefined;
}) {
  const id = useId();
  return (
    <div>
      <label className="flex gap-3 py-1 text-small text-soft">
        <input
          type="checkbox"
          {...rest}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? id : undefined}
          className="tick"
        />
        <span>{children}</span>
      </label>
      <FieldError id={id} message={error} />
    </div>
  );
}

/** Choices as pills, several at once. */
export function ChoicePills<V extends string>(props: {
  options: readonly V[];
  labelOf: (value: V) => string;
  value: readonly V[];
  onChange: (next: V[]) => void;
  max?: number;
}) {
  const full = props.max !== undefined && props.value.length >= props.max;
  return (
    <div className="flex flex-wrap gap-2">
      {props.options.map((option) => {
        const chosen = props.value.includes(option);
        return (
          <label
            key={option}
            className={cx(
              'inline-flex min-h-11 items-center gap-1.5 rounded-full border px-3.5 text-small transition-colors md:min-h-9',
              'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
              chosen
                ? 'border-accent bg-accent-soft font-medium text-accent-strong'
                : 'border-line-strong bg-surface text-soft hover:border-ink',
              full && !chosen && 'opacity-55',
            )}
          >
            <input
              type="checkbox"
              className="sr-only"
              checked={chosen}
              disabled={full && !chosen}
              onChange={() =>
                props.onChange(chosen ? props.value.filter((one) => one !== option) : [...props.value, option])
              }
            />
            {chosen && <Icon name="check" className="size-4" />}
            {props.labelOf(option)}
          </label>
        );
      })}
    </div>
  );
}
