import { useNavigate } from '@tanstack/react-router';
import { logIn } from '#contract/areas/auth.ts';
import { signUpInvited } from '#contract/areas/members.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { api, queryClient } from '@/api/index.ts';
import { session } from '@/api/session.ts';
import { homePath } from '@/app/root.tsx';
import { handOn } from '@/features/auth/handed-on.ts';
import { OpenAccountEnd } from '@/features/auth/open-account.tsx';
import { PasswordInput, PasswordStrength } from '@/features/auth/password-input.tsx';
import { Field, Input } from '@/ui/field.tsx';
import { errorAt, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { browserCountry, browserTimezone } from '@/ui/places.ts';
import { dropToken } from '../held-token.ts';

/** Opens an account with the invited address, which the link has proven, and logs in. */
export function SignUpInvited({ token, email }: { token: string; email: string }) {
  const navigate = useNavigate();
  const timezone = browserTimezone();
  const form = useSchemaForm(signUpInvited.body, {
    token,
    name: '',
    password: '',
    country: browserCountry(),
    timezone,
    consents: { terms: false as never, marketing: false },
  });
  const mutation = useEndpointMutation(signUpInvited, {
    onSuccess: async ({ email: opened }, { body }) => {
      dropToken();
      try {
        const answer = await api.call(logIn, { body: { email: opened, password: body.password } });
        // A new account asks for no second factor; should one be asked for, the log-in screen does it.
        if (!('accessToken' in answer)) throw new Error('a second factor is needed');
        queryClient.clear();
        session.begin(answer);
        await navigate({ href: homePath(), replace: true });
      } catch {
        handOn(opened, 'Your account is open. Log in to begin.');
        await navigate({ to: '/log-in', replace: true });
      }
    },
  });
  const submit = form.handleSubmit(async (body) => {
    await mutation.mutateAsync({ body }).catch((error: unknown) => placeIssues(form, error));
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      {/* For password managers, which keep the password with it. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <Field label="Your name" error={errorAt(form, 'name')}>
        <Input autoComplete="name" {...form.register('name')} />
      </Field>
      <Field
        label="Password"
        error={errorAt(form, 'password')}
        hint={<PasswordStrength password={form.watch('password') ?? ''} />}
      >
        <PasswordInput autoComplete="new-password" {...form.register('password')} />
      </Field>
      <OpenAccountEnd form={form} timezone={timezone} request={mutation} action="Open account and join" />
    </form>
  );
}
