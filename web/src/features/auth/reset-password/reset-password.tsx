import { Link, useNavigate } from '@tanstack/react-router';
import { resetPassword } from '#contract/areas/auth.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { Button } from '@/ui/button.tsx';
import { Field, Input } from '@/ui/field.tsx';
import { errorAt, FormError, useSchemaForm } from '@/ui/form.tsx';
import { AuthFrame, LINK } from '../auth-frame.tsx';
import { CodeField, codeProblem, placeCodeProblem } from '../code-field.tsx';
import { handedEmail, handOn } from '../handed-on.ts';
import { PasswordInput, PasswordStrength } from '../password-input.tsx';

export function ResetPassword() {
  const navigate = useNavigate();
  const email = handedEmail();
  const form = useSchemaForm(resetPassword.body, { email, code: '', password: '' });
  const mutation = useEndpointMutation(resetPassword, {
    onSuccess: async (_, { body }) => {
      handOn(body.email, 'Your new password is set, and every other session has ended. Log in with it.');
      await navigate({ to: '/log-in' });
    },
  });
  const submit = form.handleSubmit(async (body) => {
    await mutation.mutateAsync({ body }).catch((error: unknown) => placeCodeProblem(form, error));
  });
  return (
    <AuthFrame
      title="Set a new password"
      lead="If there is an account with this address, a code of six digits is in its inbox."
      foot={
        <Link to="/forgot-password" className={LINK}>
          Send another code
        </Link>
      }
    >
      <form onSubmit={submit} noValidate className="grid gap-5">
        <Field label="E-mail" error={errorAt(form, 'email')}>
          <Input type="email" autoComplete="username" inputMode="email" {...form.register('email')} />
        </Field>
        <CodeField {...form.register('code')} error={errorAt(form, 'code')} />
        <Field
          label="New password"
          error={errorAt(form, 'password')}
          hint={<PasswordStrength password={form.watch('password') ?? ''} personal={[form.watch('email')]} />}
        >
          <PasswordInput autoComplete="new-password" {...form.register('password')} />
        </Field>
        <FormError error={codeProblem(mutation.error) ? null : mutation.error} />
        <Button type="submit" variant="primary" busy={mutation.isPending}>
          Set password
        </Button>
      </form>
    </AuthFrame>
  );
}
