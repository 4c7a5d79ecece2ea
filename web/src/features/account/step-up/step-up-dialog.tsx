import { useEffect } from 'react';
import { stepUp } from '#contract/areas/sessions.ts';
import { getSecondFactor } from '#contract/areas/two-factor.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { ApiError } from '@/api/problem.ts';
import { settleStepUp } from '@/api/step-up.ts';
import { PasswordInput } from '@/features/auth/password-input.tsx';
import { isCodeProblem, SecondFactorField } from '@/features/auth/second-factor-field.tsx';
import { Button } from '@/ui/button.tsx';
import { Dialog } from '@/ui/dialog.tsx';
import { Field } from '@/ui/field.tsx';
import { emptyIsAbsent, errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';

/** Asks for the password, and the second factor of who has one, before something that a stolen session must not do; what was asked for goes on by itself afterwards. */
export function StepUpDialog() {
  const factor = useEndpoint(getSecondFactor, {});
  const form = useSchemaForm(stepUp.body, { password: '' });
  const { setFocus } = form;
  useEffect(() => setFocus('password'), [setFocus]);
  const mutation = useEndpointMutation(stepUp, { onSuccess: () => settleStepUp(true) });
  const code = mutation.error?.code;
  const isAtField = isCodeProblem(mutation.error) || code === 'wrong_password';
  const submit = form.handleSubmit(async (body) => {
    await mutation.mutateAsync({ body }).catch((error: unknown) => {
      if (isCodeProblem(error)) form.setError('code', { message: error.message }, { shouldFocus: true });
      else if (error instanceof ApiError && error.code === 'wrong_password')
        form.setError('password', { message: error.message }, { shouldFocus: true });
      else placeIssues(form, error);
    });
  });
  return (
    <Dialog open onClose={() => settleStepUp(false)} title="Confirm that it is you">
      <form
        onSubmit={(event) => {
          // A form of the screen below must not be sent as well.
          event.stopPropagation();
          void submit(event);
        }}
        noValidate
        className="grid gap-5"
      >
        <p className="text-soft">This step needs a fresh proof. For ten minutes you will not be asked again.</p>
        <Field label="Your password" error={errorAt(form, 'password')}>
          <PasswordInput autoComplete="current-password" {...form.register('password')} />
        </Field>
        {factor.data?.enabled && (
          <SecondFactorField {...form.register('code', emptyIsAbsent)} error={errorAt(form, 'code')} />
        )}
        <FormError error={isAtField ? null : mutation.error} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={() => settleStepUp(false)}>Cancel</Button>
          <Button type="submit" variant="primary" busy={mutation.isPending}>
            Confirm
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
