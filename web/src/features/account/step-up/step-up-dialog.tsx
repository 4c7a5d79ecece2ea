import { useEffect } from 'react';
import { stepUp } from '#contract/areas/sessions.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { ApiError } from '@/api/problem.ts';
import { settleStepUp } from '@/api/step-up.ts';
import { PasswordInput } from '@/features/auth/password-input.tsx';
import { Button } from '@/ui/button.tsx';
import { Dialog } from '@/ui/dialog.tsx';
import { Field } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';

/** Asks for the password before something that a stolen session must not do; what was asked for goes on by itself afterwards. */
export function StepUpDialog() {
  const form = useSchemaForm(stepUp.body, { password: '' });
  const { setFocus } = form;
  useEffect(() => setFocus('password'), [setFocus]);
  const mutation = useEndpointMutation(stepUp, { onSuccess: () => settleStepUp(true) });
  const submit = form.handleSubmit(async (body) => {
    await mutation.mutateAsync({ body }).catch((error: unknown) => {
      if (error instanceof ApiError && error.code === 'wrong_password')
        form.setError('password', { message: error.message }, { shouldFocus: true });
      else placeIssues(form, error);
    });
  });
  return (
    <Dialog open onClose={() => settleStepUp(false)} title="Confirm that it is you">
      <form
        onSubmit={(event) => {
          // A form inside another one's screen must not send that one as well.
          event.stopPropagation();
          void submit(event);
        }}
        noValidate
        className="grid gap-5"
      >
        <p className="text-soft">This step needs your password. For ten minutes you will not be asked again.</p>
        <Field label="Your password" error={errorAt(form, 'password')}>
          <PasswordInput autoComplete="current-password" {...form.register('password')} />
        </Field>
        <FormError error={mutation.error?.code === 'wrong_password' ? null : mutation.error} />
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
