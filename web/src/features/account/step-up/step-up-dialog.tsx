import { useEffect } from 'react';
import { listIdentities } from '#contract/areas/identities.ts';
import { mailStepUpCode, stepUp } from '#contract/areas/sessions.ts';
import { getSecondFactor, textStepUpCode } from '#contract/areas/two-factor.ts';
import type { OutputOf } from '@/api/client.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { ApiError } from '@/api/problem.ts';
import { settleStepUp } from '@/api/step-up.ts';
import { CodeField } from '@/features/auth/code-field.tsx';
import { PasswordInput } from '@/features/auth/password-input.tsx';
import { type FactorWays, isCodeProblem, SecondFactorField, TextCode } from '@/features/auth/second-factor-field.tsx';
import { Button } from '@/ui/button.tsx';
import { Dialog } from '@/ui/dialog.tsx';
import { Field } from '@/ui/field.tsx';
import { emptyIsAbsent, errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';

/** Asks for the password, or a mailed code of who has none, and the second factor of who has one, before something that a stolen session must not do; what was asked for goes on by itself afterwards. */
export function StepUpDialog() {
  const ways = useEndpoint(listIdentities, {});
  return (
    <Dialog open onClose={() => settleStepUp(false)} title="Confirm that it is you">
      {ways.data?.hasPassword === false ? <ByMailedCode /> : <Proof field="password" />}
    </Dialog>
  );
}

function ByMailedCode() {
  const mail = useEndpointMutation(mailStepUpCode);
  if (mail.isSuccess) return <Proof field="mailedCode" />;
  return (
    <div className="grid gap-5">
      <p className="text-soft">
        This step needs a fresh proof. You have no password, so we mail you a code; for ten minutes you will not be
        asked again.
      </p>
      <FormError error={mail.error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={() => settleStepUp(false)}>Cancel</Button>
        <Button variant="primary" busy={mail.isPending} onClick={() => mail.mutate({})}>
          Mail me a code
        </Button>
      </div>
    </div>
  );
}

const waysOf = ({ hasApp, phone, smsOffered }: OutputOf<typeof getSecondFactor>): FactorWays => ({
  hasApp,
  phoneEndsIn: phone && smsOffered ? phone.endsIn : null,
});

const REFUSED_PROOFS: readonly string[] = ['wrong_password', 'wrong_mailed_code', 'code_expired'];

function Proof({ field }: { field: 'password' | 'mailedCode' }) {
  const factor = useEndpoint(getSecondFactor, {});
  const form = useSchemaForm(stepUp.body, { [field]: '' });
  const { setFocus } = form;
  useEffect(() => setFocus(field), [setFocus, field]);
  const text = useEndpointMutation(textStepUpCode, {
    onSuccess: () => {
      form.clearErrors('code');
      setFocus('code');
    },
  });
  const mutation = useEndpointMutation(stepUp, { onSuccess: () => settleStepUp(true) });
  const refusal = mutation.error?.code ?? '';
  const isAtField = isCodeProblem(mutation.error) || REFUSED_PROOFS.includes(refusal);
  const submit = form.handleSubmit(async (said) => {
    const body = text.data ? { ...said, challenge: text.data.challenge } : said;
    await mutation.mutateAsync({ body }).catch((error: unknown) => {
      // What was sent is over; another code can be.
      if (error instanceof ApiError && error.code === 'challenge_expired') text.reset();
      if (error instanceof ApiError && REFUSED_PROOFS.includes(error.code))
        form.setError(field, { message: error.message }, { shouldFocus: true });
      else if (isCodeProblem(error)) form.setError('code', { message: error.message }, { shouldFocus: true });
      else placeIssues(form, error);
    });
  });
  return (
    <form
      onSubmit={(event) => {
        // A form of the screen below must not be sent as well.
        event.stopPropagation();
        void submit(event);
      }}
      noValidate
      className="grid gap-5"
    >
      <p className="text-soft">
        {field === 'password'
          ? 'This step needs a fresh proof. For ten minutes you will not be asked again.'
          : 'We sent six digits to your address. They are good for ten minutes.'}
      </p>
      {field === 'password' ? (
        <Field label="Your password" error={errorAt(form, 'password')}>
          <PasswordInput autoComplete="current-password" {...form.register('password')} />
        </Field>
      ) : (
        <CodeField {...form.register('mailedCode')} error={errorAt(form, 'mailedCode')} />
      )}
      {factor.data?.enabled && (
        <>
          <SecondFactorField
            {...form.register('code', emptyIsAbsent)}
            error={errorAt(form, 'code')}
            ways={waysOf(factor.data)}
          />
          <TextCode
            ways={waysOf(factor.data)}
            isSent={text.data !== undefined}
            busy={text.isPending}
            error={text.error}
            onSend={() => text.mutate({})}
          />
        </>
      )}
      <FormError error={isAtField ? null : mutation.error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={() => settleStepUp(false)}>Cancel</Button>
        <Button type="submit" variant="primary" busy={mutation.isPending}>
          Confirm
        </Button>
      </div>
    </form>
  );
}
