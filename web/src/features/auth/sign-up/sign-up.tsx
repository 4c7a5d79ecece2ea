import { Link, useNavigate } from '@tanstack/react-router';
import * as z from 'zod/mini';
import { signUp } from '#contract/areas/auth.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { Button } from '@/ui/button.tsx';
import { cx } from '@/ui/cx.ts';
import { Field, Input } from '@/ui/field.tsx';
import { emptyIsAbsent, errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { Icon, type IconName } from '@/ui/icon.tsx';
import { CountrySelect, TimezoneSelect } from '@/ui/place-select.tsx';
import { browserCountry, browserTimezone } from '@/ui/places.ts';
import { AuthFrame, LINK } from '../auth-frame.tsx';
import { ConsentFields } from '../consent-fields.tsx';
import { handOn } from '../handed-on.ts';
import { PasswordInput, PasswordStrength } from '../password-input.tsx';

const schema = signUp.body.check(
  z.refine((body) => body.as !== 'brand' || Boolean(body.organisation), {
    path: ['organisation'],
    error: 'Name your organisation',
    when: () => true,
  }),
);

const SIDES: readonly { value: 'brand' | 'influencer'; title: string; text: string; icon: IconName }[] = [
  { value: 'brand', title: 'Brand or agency', text: 'I run campaigns', icon: 'brand' },
  { value: 'influencer', title: 'Influencer', text: 'I make content', icon: 'profile' },
];

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
        <div className="grid gap-5 sm:grid-cols-2">
          <Field label="Country" error={errorAt(form, 'country')}>
            <CountrySelect {...form.register('country')} />
          </Field>
          <Field label="Time zone" error={errorAt(form, 'timezone')}>
            <TimezoneSelect current={timezone} {...form.register('timezone')} />
          </Field>
        </div>
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

function SideChoice({ value, register }: { value: string; register: object }) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-small font-medium">I am here as</legend>
      <div className="grid grid-cols-2 gap-3">
        {SIDES.map((side) => (
          <label
            key={side.value}
            className={cx(
              'flex flex-col gap-2 rounded-card border p-4 transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
              value === side.value
                ? 'border-accent bg-accent-soft shadow-[inset_0_0_0_1px_var(--accent)]'
                : 'border-line-strong bg-surface hover:border-ink',
            )}
          >
            <input type="radio" value={side.value} {...register} className="sr-only" />
            <Icon name={side.icon} className={value === side.value ? 'text-accent' : 'text-faint'} />
            <span>
              <span className="block font-semibold">{side.title}</span>
              <span className="block text-small text-soft">{side.text}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
