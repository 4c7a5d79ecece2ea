import { useState } from 'react';
import { getMe, updateMe } from '#contract/areas/auth.ts';
import { remember, useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { leave } from '@/api/index.ts';
import { session, type User } from '@/api/session.ts';
import { applyTheme, chooseTheme, chosenTheme, THEMES, type Theme } from '@/app/theme.ts';
import { Button } from '@/ui/button.tsx';
import { cx } from '@/ui/cx.ts';
import { ErrorPanel, SkeletonRows } from '@/ui/feedback.tsx';
import { Field, Input } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { Card, Facts, PageHeader } from '@/ui/layout.tsx';
import { CountrySelect, TimezoneSelect } from '@/ui/place-select.tsx';
import { formatDay } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';
import { ROLE_NAMES } from '@/ui/words.ts';
import { AccountTabs } from '../account-tabs.tsx';

export function EditAccount() {
  const me = useEndpoint(getMe, {});
  return (
    <>
      <PageHeader title="Account" lead="You, on Accord." />
      <AccountTabs />
      {me.data ? (
        <div className="grid max-w-3xl gap-5">
          <Person user={me.data} />
          <Appearance />
          <Card title="Sign-in">
            <Facts
              items={[
                { name: 'E-mail', value: me.data.email },
                { name: 'Role', value: ROLE_NAMES[me.data.role] },
                { name: 'Account opened', value: formatDay(me.data.createdAt.slice(0, 10)) },
              ]}
            />
            <Button icon="leave" className="mt-5" onClick={() => void leave().catch(() => undefined)}>
              Log out
            </Button>
          </Card>
        </div>
      ) : me.isPending ? (
        <SkeletonRows rows={2} />
      ) : (
        <ErrorPanel error={me.error} onRetry={() => void me.refetch()} />
      )}
    </>
  );
}

function Person({ user }: { user: User }) {
  const { name, country, timezone } = user;
  const form = useSchemaForm(updateMe.body, { name, country, timezone });
  const mutation = useEndpointMutation(updateMe, {
    onSuccess: (saved) => {
      remember(getMe, {}, saved);
      session.update(saved);
      toast('Account saved');
    },
  });
  const submit = form.handleSubmit(async (body) => {
    await mutation.mutateAsync({ body }).catch((error: unknown) => placeIssues(form, error));
  });
  return (
    <Card title="Personal">
      <form onSubmit={submit} noValidate className="grid gap-5">
        <Field label="Name" error={errorAt(form, 'name')}>
          <Input autoComplete="name" {...form.register('name')} />
        </Field>
        <div className="grid gap-5 sm:grid-cols-2">
          <Field label="Country" error={errorAt(form, 'country')}>
            <CountrySelect {...form.register('country')} />
          </Field>
          <Field label="Time zone" error={errorAt(form, 'timezone')}>
            <TimezoneSelect current={timezone} {...form.register('timezone')} />
          </Field>
        </div>
        <FormError error={mutation.error} />
        <div>
          <Button type="submit" variant="primary" busy={mutation.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Card>
  );
}

const THEME_NAMES: Record<Theme, string> = { system: 'As this device', light: 'Light', dark: 'Dark' };

function Appearance() {
  const [theme, setTheme] = useState(chosenTheme);
  function choose(next: Theme) {
    chooseTheme(next);
    applyTheme();
    setTheme(next);
  }
  return (
    <Card title="Appearance" lead="Kept in this browser only.">
      <fieldset className="inline-flex flex-wrap gap-1 rounded-control bg-sunken p-1">
        <legend className="sr-only">Colours</legend>
        {THEMES.map((one) => (
          <label
            key={one}
            className={cx(
              'flex min-h-10 items-center rounded-md px-4 text-small font-medium has-focus-visible:outline-2 has-focus-visible:outline-accent md:min-h-8',
              one === theme ? 'bg-surface text-ink shadow-card' : 'text-soft hover:text-ink',
            )}
          >
            <input
              type="radio"
              name="theme"
              value={one}
              checked={one === theme}
              onChange={() => choose(one)}
              className="sr-only"
            />
            {THEME_NAMES[one]}
          </label>
        ))}
      </fieldset>
    </Card>
  );
}
