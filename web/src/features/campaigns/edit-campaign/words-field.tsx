import { useState } from 'react';
import { Controller } from 'react-hook-form';
import type { Guidelines } from '#domain/draft.ts';
import { Field, Input, Textarea } from '@/ui/field.tsx';
import { errorAt } from '@/ui/form.tsx';
import type { DraftForm } from './use-autosave.ts';

type Name = `guidelines.${keyof Guidelines}`;

/** Several texts in one field: one per line, or with a sign (`#`, `@`) one per word. */
export function WordsField(props: {
  form: DraftForm;
  name: Name;
  label: string;
  hint: string;
  rows?: number;
  sign?: '#' | '@';
}) {
  const { form, name, label, hint } = props;
  return (
    <Field label={label} optional hint={hint} error={anyErrorAt(form, name)}>
      <Controller
        control={form.control}
        name={name}
        render={({ field }) => (
          <Words {...props} value={(field.value ?? []) as string[]} onChange={field.onChange} onBlur={field.onBlur} />
        )}
      />
    </Field>
  );
}

function Words(props: {
  value: readonly string[];
  onChange: (next: string[]) => void;
  onBlur: () => void;
  rows?: number;
  sign?: '#' | '@';
}) {
  const { value, sign, rows } = props;
  const [text, setText] = useState(() => value.map((one) => `${sign ?? ''}${one}`).join(sign ? ' ' : '\n'));
  const take = (next: string) => {
    setText(next);
    const words = next.split(sign ? /[\s,]+/ : '\n').map((one) => one.trim());
    props.onChange(words.map((one) => (sign && one.startsWith(sign) ? one.slice(1) : one)).filter(Boolean));
  };
  const common = { value: text, onBlur: props.onBlur };
  return sign ? (
    <Input {...common} onChange={({ target }) => take(target.value)} />
  ) : (
    <Textarea {...common} rows={rows ?? 3} onChange={({ target }) => take(target.value)} />
  );
}

/** The message of the list, or of the first text in it that is wrong, with which one that is. */
function anyErrorAt(form: DraftForm, name: Name): string | undefined {
  const own = errorAt(form, name);
  if (own) return own;
  const values = (form.getValues(name) ?? []) as readonly string[];
  const index = values.findIndex((_, at) => errorAt(form, `${name}.${at}`));
  return index < 0 ? undefined : `“${values[index]}” ${errorAt(form, `${name}.${index}`)}`;
}
