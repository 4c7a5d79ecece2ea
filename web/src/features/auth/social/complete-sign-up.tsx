import { Link } from '@tanstack/react-router';
import { signUpSocially } from '#contract/areas/identities.ts';
import { LOG_IN_PROVIDER_NAMES, type LogInProvider } from '#domain/identity.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { Field, Input } from '@/ui/field.tsx';
import { emptyIsAbsent, errorAt, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { browserCountry, browserTimezone } from '@/ui/places.ts';
import { AuthFrame, LINK } from '../auth-frame.tsx';
import { accountBody, brandNamesOrganisation, OpenAccountEnd } from '../open-account.tsx';
import { SideChoice } from '../side-choice.tsx';

const schema = signUpSocially.body.check(brandNamesOrganisation);

/** What a new account needs besides what the provider says; no password. */
export function CompleteSignUp({
  offer,
  onOpened,
}: {
  offer: { provider: LogInProvider; email: string; name: string };
  onOpened: () => void;
}) {
  const timezone = browserTimezone();
  const form = useSchemaForm(schema, {
    as: 'brand',
    name: offer.name,
    country: browserCountry(),
    timezone,
    consents: { terms: false as never, marketing: false },
  });
  const mutation = useEndpointMutation(signUpSocially, { onSuccess: onOpened });
  const submit = form.handleSubmit(async (body) => {
    await mutation.mutateAsync({ body: accountBody(body) }).catch((error: unknown) => placeIssues(form, error));
  });
  const as = form.watch('as');
  return (
    <AuthFrame
      title="Open your account"
      lead={
        <>
          {LOG_IN_PROVIDER_NAMES[offer.provider]} vouches for{' '}
          <strong className="font-semibold break-all text-ink">{offer.email}</strong>. You need no password here.
        </>
      }
      foot={
        <>
          Have an account with another address?{' '}
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
          <Field label="Organisation" hint="Becomes your workspace." error={errorAt(form, 'organisation')}>
            <Input autoComplete="organization" {...form.register('organisation', emptyIsAbsent)} />
          </Field>
        )}
        <OpenAccountEnd form={form} timezone={timezone} request={mutation} action="Open account" />
      </form>
    </AuthFrame>
  );
}
