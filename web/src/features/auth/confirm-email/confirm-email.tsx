import { Link, useNavigate } from '@tanstack/react-router';
import { confirmSignUp, resendCode } from '#contract/areas/auth.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { Button } from '@/ui/button.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { Field, Input } from '@/ui/field.tsx';
import { errorAt, FormError, useSchemaForm } from '@/ui/form.tsx';
import { AuthFrame, LINK } from '../auth-frame.tsx';
import { CodeField, codeProblem, placeCodeProblem } from '../code-field.tsx';
import { handedEmail, handOn } from '../handed-on.ts';

export function ConfirmEmail() {
  const navigate = useNavigate();
  const email = handedEmail();
  const form = useSchemaForm(confirmSignUp.body, { email, code: '' });
  const mutation = useEndpointMutation(confirmSignUp, {
    onSuccess: async (_, { body }) => {
      handOn(body.email, 'Your e-mail address is confirmed. Log in to begin.');
      await navigate({ to: '/log-in' });
    },
  });
  const resend = useEndpointMutation(resendCode);
  const submit = form.handleSubmit(async (body) => {
    await mutation.mutateAsync({ body }).catch((error: unknown) => placeCodeProblem(form, error));
  });
  async function sendAgain() {
    if (await form.trigger('email')) resend.mutate({ body: { email: form.getValues('email') } });
  }
  return (
    <AuthFrame
      title="Confirm your e-mail"
      lead={
        email ? (
          <>
            We sent six digits to <strong className="font-semibold break-all text-ink">{email}</strong>.
          </>
        ) : (
          'Enter your address and the six digits we mailed you.'
        )
      }
      foot={
        <>
          Wrong address?{' '}
          <Link to="/sign-up" className={LINK}>
            Start again
          </Link>
        </>
      }
    >
      <form onSubmit={submit} noValidate className="grid gap-5">
        {!email && (
          <Field label="E-mail" error={errorAt(form, 'email')}>
            <Input type="email" autoComplete="username" inputMode="email" {...form.register('email')} />
          </Field>
        )}
        <CodeField {...form.register('code')} error={errorAt(form, 'code')} />
        <FormError error={(codeProblem(mutation.error) ? null : mutation.error) ?? resend.error} />
        {resend.isSuccess && !mutation.error && (
          <Notice tone="good">A new code is on its way. The old one no longer works.</Notice>
        )}
        <Button type="submit" variant="primary" busy={mutation.isPending}>
          Confirm
        </Button>
        <Button variant="ghost" busy={resend.isPending} onClick={() => void sendAgain()}>
          Send a new code
        </Button>
      </form>
    </AuthFrame>
  );
}
