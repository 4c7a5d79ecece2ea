import type { ComponentProps } from 'react';
import { ApiError } from '@/api/problem.ts';
import { Field, Input } from '@/ui/field.tsx';

/** A code of the authenticator app, or a recovery code. */
export function SecondFactorField({ error, ...props }: ComponentProps<typeof Input> & { error: string | undefined }) {
  return (
    <Field
      label="Code from your authenticator app"
      hint="Without the app, enter one of your recovery codes."
      error={error}
    >
      <Input
        {...props}
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={32}
        className="tabular-nums"
      />
    </Field>
  );
}

/** Whether it is the code of the second factor that was refused, or that is missing. */
export function isCodeProblem(error: unknown): error is ApiError {
  return error instanceof ApiError && ['wrong_code', 'code_used', 'second_factor_required'].includes(error.code);
}
