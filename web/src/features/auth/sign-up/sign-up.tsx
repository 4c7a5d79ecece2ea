import { Link, useNavigate } from '@tanstack/react-router';
import { signUp } from '#contract/areas/auth.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { Field, Input } from '@/ui/field.tsx';
import { emptyIsAbsent, errorAt, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { browserCountry, browserTimezone } from '@/ui/places.ts';
import { AuthFrame, LINK } from '../auth-frame.tsx';
import { handOn } from '../handed-on.ts';
import { accountBody, brandNamesOrganisation, OpenAccountEnd } from '../open-account.tsx';
import { PasswordInput, PasswordStrength } from '../password-input.tsx';
import { SideChoice } from '../side-choice.tsx';
import { ProviderButtons } from '../social/provider-buttons.tsx';

const schema = signUp.body.check(brandNamesOrganisation);

export function SignUp() {
  const navigate = useNavigate();
  const timezone = browserTimezone();
  const form = useSchemaForm(schema, {
    as: 'brand',
    email: '',
    password: '',
    name: '',
    country: browserCountry(),
    timezone,
    consents: { terms: false as never, marketing: false },
  });
  const mutation = useEndpointMutation(signUp, {
    onSuccess: async (_, { body }) => {
      handOn(body.email);
      await navigate({ to: '/confirm-email' });
    },
  });
  const submit = form.handleSubmit(async (body) => {
    await mutation.mutateAsync({ body: accountBody(body) }).catch((error: unknown) => placeIssues(form, error));
  });
  const as = form.watch('as');
  return (
    <AuthFrame
      title="Open an account"
      foot={
        <>
          Have one already?{' '}
          <Link to="/log-in" className={LINK}>
            Log in
          </Link>
        </>
      }
    >
      <ProviderButtons />
      <form onSubmit={submit} noValidate className="grid gap-5">
        <SideChoice value={as} register={form.register('as')} />
        <Field label="Your name" error={errorAt(form, 'name')}>
          <Input autoComplete="name" {...form.register('name')} />
        </Field>
        {as === 'brand' && (
          <Field
            label="Organisation"
            hint="Becomes your workspace; you can invite others later."
            error={errorAt(form, 'organisation')}
          >
            <Input autoComplete="organization" {...form.register('organisation', emptyIsAbsent)} />
          </Field>
        )}
        <Field label={as === 'brand' ? 'Work e-mail' : 'E-mail'} error={errorAt(form, 'email')}>
          <Input type="email" autoComplete="username" inputMode="email" {...form.register('email')} />
        </Field>
        <Field
          label="Password"
          error={errorAt(form, 'password')}
          hint={
            <PasswordStrength
              password={form.watch('password') ?? ''}
              personal={form.watch(['name', 'email', 'organisation']).map((word) => String(word ?? ''))}
            />
          }
        >
          <PasswordInput autoComplete="new-password" {...form.register('password')} />
        </Field>
        <OpenAccountEnd form={form} timezone={timezone} request={mutation} action="Open account" />
      </form>
    </AuthFrame>
  );
}
