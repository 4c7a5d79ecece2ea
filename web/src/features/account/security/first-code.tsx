import type { ReactNode } from 'react';
import { listSessions } from '#contract/areas/sessions.ts';
import { getSecondFactor, verifySecondFactor } from '#contract/areas/two-factor.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { isCodeProblem } from '@/features/auth/second-factor-field.tsx';
import { Button } from '@/ui/button.tsx';
import { Field, Input } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';

/** Takes the first code of a new second factor, which turns it on; `children` stand below the field. */
export function FirstCode(props: {
  challenge: string;
  label: string;
  onCodes: (codes: readonly string[]) => void;
  onCancel: () => void;
  children?: ReactNode;
}) {
  const form = useSchemaForm(verifySecondFactor.body, { challenge: props.challenge, code: '' });
  const mutation = useEndpointMutation(verifySecondFactor, {
    onSuccess: (answer) => {
      if ('recoveryCodes' in answer) props.onCodes(answer.recoveryCodes);
    },
    invalidates: [getSecondFactor, listSessions],
  });
  const submit = form.handleSubmit(async (body) => {
    await mutation.mutateAsync({ body }).catch((error: unknown) => {
      if (isCodeProblem(error)) form.setError('code', { message: error.message }, { shouldFocus: true });
      else placeIssues(form, error);
    });
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <Field label={props.label} error={errorAt(form, 'code')}>
        <Input
          {...form.register('code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          className="tabular-nums"
        />
      </Field>
      {props.children}
      <FormError error={isCodeProblem(mutation.error) ? null : mutation.error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={mutation.isPending}>
          Turn on
        </Button>
        <Button variant="ghost" onClick={props.onCancel}>
          Not now
        </Button>
      </div>
    </form>
  );
}
