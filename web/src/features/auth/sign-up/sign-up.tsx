import { Link, useNavigate } from '@tanstack/react-router';
import * as z from 'zod/mini';
import { signUp } from '#contract/areas/auth.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { Button } from '@/ui/button.tsx';
import { Field, Input } from '@/ui/field.tsx';
import { emptyIsAbsent, errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { browserCountry, browserTimezone } from '@/ui/places.ts';
import { AuthFrame, LINK } from '../auth-frame.tsx';
import { ConsentFields } from '../consent-fields.tsx';
import { handOn } from '../handed-on.ts';
import { PasswordInput, PasswordStrength } from '../password-input.tsx';
import { PlaceFields } from '../place-fields.tsx';
import { SideChoice } from '../side-choice.tsx';
import { ProviderButtons } from '../social/provider-buttons.tsx';

const schema = signUp.body.check(
  z.refine((body) => body.as !== 'brand' || Boolean(body.organisation), {
    path: ['organisation'],
    error: 'Name your organisation',
    when: () => true,
  }),
);

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
  const submit = form.handleSubmit(async ({ organisation, ...body }) => {
    await mutation
      .mutateAsync({ body: body.as === 'brand' && organisation ? { ...body, organisation } : body })
      .catch((error: unknown) => placeIssues(form, error));
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
        <PlaceFields
          country={form.register('country')}
          countryError={errorAt(form, 'country')}
          timezone={form.register('timezone')}
          timezoneError={errorAt(form, 'timezone')}
          current={timezone}
        />
        <ConsentFields
          terms={form.register('consents.terms')}
          termsError={errorAt(form, 'consents.terms')}
          marketing={form.register('consents.marketing')}
        />
        <FormError error={mutation.error} />
        <Button type="submit" variant="primary" busy={mutation.isPending}>
          Open account
        </Button>
      </form>
    </AuthFrame>
  );
}
