import type { ComponentProps } from 'react';
import type { FieldPath, FieldValues, UseFormReturn } from 'react-hook-form';
import { ApiError } from '@/api/problem.ts';
import { Field, Input } from '@/ui/field.tsx';
import { placeIssues } from '@/ui/form.tsx';

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

/** The sentence about the code itself, when that is what was refused. */
export function codeProblem(error: unknown): string | undefined {
  return error instanceof ApiError && (error.code === 'wrong_code' || error.code === 'code_expired')
    ? error.message
    : undefined;
}

/** Shows a refused code at its field, anything else as every form does. */
export function placeCodeProblem<V extends FieldValues & { code: string }>(
  form: Pick<UseFormReturn<V, unknown, V>, 'setError' | 'setFocus'>,
  error: unknown,
): void {
  const problem = codeProblem(error);
  if (problem) form.setError('code' as FieldPath<V>, { message: problem }, { shouldFocus: true });
  else placeIssues(form as never, error);
}
