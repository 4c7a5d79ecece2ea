import type { ComponentProps } from 'react';
import { Field, Input } from '@/ui/field.tsx';

/** The six digits from the mail. */
export function CodeField({ error, ...props }: ComponentProps<typeof Input> & { error: string | undefined }) {
  return (
    <Field label="Code from the e-mail" error={error}>
      <Input
        {...props}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        className="text-lead! tracking-[0.35em] tabular-nums"
      />
    </Field>
  );
}
