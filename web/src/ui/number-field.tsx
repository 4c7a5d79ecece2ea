import type { FieldPath, FieldValues, UseFormRegister } from 'react-hook-form';
import { Field, Input } from './field.tsx';
import { errorAt } from './form.tsx';

/** What was typed as a whole number: undefined when empty, NaN when it is none. Group separators are allowed. */
export function parseWhole(text: string): number | undefined {
  const bare = text.replace(/[\s.,'’]/g, '');
  if (bare === '') return undefined;
  return /^\d{1,15}$/.test(bare) ? Number(bare) : Number.NaN;
}

/** What is put into the form is a number already; what is typed is text. */
const asWhole = (value: unknown) => (typeof value === 'string' ? parseWhole(value) : value);

/** A whole number in a form, with what is wrong with it. */
export function NumberField<V extends FieldValues>(props: {
  form: { register: UseFormRegister<V>; formState: { errors: object } };
  name: FieldPath<V>;
  label: string;
  optional?: boolean;
  hint?: string;
}) {
  const { form, name } = props;
  return (
    <Field label={props.label} error={errorAt(form, name)} optional={props.optional ?? false} hint={props.hint}>
      <Input
        {...form.register(name, { setValueAs: asWhole })}
        inputMode="numeric"
        autoComplete="off"
        className="tabular-nums"
      />
    </Field>
  );
}
