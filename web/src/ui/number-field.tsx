import { type Control, Controller, type FieldPath, type FieldValues } from 'react-hook-form';
import { Field, Input } from './field.tsx';

/** What was typed as a whole number: undefined when empty, NaN when it is none. Group separators are allowed. */
export function parseWhole(text: string): number | undefined {
  const bare = text.replace(/[\s.,'’]/g, '');
  if (bare === '') return undefined;
  return /^\d{1,15}$/.test(bare) ? Number(bare) : Number.NaN;
}

/** A whole number in a form. */
export function NumberField<V extends FieldValues, T>(props: {
  control: Control<V, unknown, T>;
  name: FieldPath<V>;
  label: string;
  error: string | undefined;
  optional?: boolean;
  hint?: string;
}) {
  return (
    <Field label={props.label} error={props.error} optional={props.optional ?? false} hint={props.hint}>
      <Controller
        control={props.control}
        name={props.name}
        render={({ field }) => (
          <Input
            ref={field.ref}
            name={field.name}
            inputMode="numeric"
            autoComplete="off"
            defaultValue={field.value ?? ''}
            onChange={(event) => field.onChange(parseWhole(event.target.value))}
            onBlur={field.onBlur}
            className="tabular-nums"
          />
        )}
      />
    </Field>
  );
}
