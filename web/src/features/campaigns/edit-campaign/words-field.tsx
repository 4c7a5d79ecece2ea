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
  const [typed, setTyped] = useState('');
  // What was typed stays as it was typed, until somebody else's words take the place of what it says.
  const text = isSame(wordsOf(typed, sign), value) ? typed : textOf(value, sign);
  const take = (next: string) => {
    setTyped(next);
    props.onChange(wordsOf(next, sign));
  };
  const common = { value: text, onBlur: props.onBlur };
  return sign ? (
    <Input {...common} onChange={({ target }) => take(target.value)} />
  ) : (
    <Textarea {...common} rows={rows ?? 3} onChange={({ target }) => take(target.value)} />
  );
}

type Sign = '#' | '@' | undefined;

const textOf = (words: readonly string[], sign: Sign) =>
  words.map((one) => `${sign ?? ''}${one}`).join(sign ? ' ' : '\n');

function wordsOf(text: string, sign: Sign): string[] {
  const words = text.split(sign ? /[\s,]+/ : '\n').map((one) => one.trim());
  return words.map((one) => (sign && one.startsWith(sign) ? one.slice(1) : one)).filter(Boolean);
}

const isSame = (some: readonly string[], others: readonly string[]) =>
  some.length === others.length && some.every((word, index) => word === others[index]);

/** The message of the list, or of the first text in it that is wrong, with which one that is. */
function anyErrorAt(form: DraftForm, name: Name): string | undefined {
  const own = errorAt(form, name);
  if (own) return own;
  const values = (form.getValues(name) ?? []) as readonly string[];
  const index = values.findIndex((_, at) => errorAt(form, `${name}.${at}`));
  return index < 0 ? undefined : `“${values[index]}” ${errorAt(form, `${name}.${index}`)}`;
}
