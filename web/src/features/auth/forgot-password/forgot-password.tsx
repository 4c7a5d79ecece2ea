import { Link, useNavigate } from '@tanstack/react-router';
import { forgotPassword } from '#contract/areas/auth.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { Button } from '@/ui/button.tsx';
import { Field, Input } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { AuthFrame, LINK } from '../auth-frame.tsx';
import { handedEmail, handOn } from '../handed-on.ts';

export function ForgotPassword() {
  const navigate = useNavigate();
  const form = useSchemaForm(forgotPassword.body, { email: handedEmail() });
  const mutation = useEndpointMutation(forgotPassword, {
    onSuccess: async (_, { body }) => {
      handOn(body.email);
      await navigate({ to: '/reset-password' });
    },
  });
  const submit = form.handleSubmit(async (body) => {
    await mutation.mutateAsync({ body }).catch((error: unknown) => placeIssues(form, error));
  });
  return (
    <AuthFrame
      title="Forgot your password?"
      lead="We mail you a code to set a new one."
      foot={
        <Link to="/log-in" className={LINK}>
          Back to log-in
        </Link>
      }
    >
      <form onSubmit={submit} noValidate className="grid gap-5">
        <Field label="E-mail" error={errorAt(form, 'email')}>
          <Input type="email" autoComplete="username" inputMode="email" {...form.register('email')} />
        </Field>
        <FormError error={mutation.error} />
        <Button type="submit" variant="primary" busy={mutation.isPending}>
          Send the code
        </Button>
      </form>
    </AuthFrame>
  );
}
