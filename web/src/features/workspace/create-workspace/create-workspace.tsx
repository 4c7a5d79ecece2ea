import { useNavigate } from '@tanstack/react-router';
import { createWorkspace } from '#contract/areas/workspaces.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { takePlace } from '@/api/place.ts';
import { Button, ButtonLink } from '@/ui/button.tsx';
import { CurrencySelect } from '@/ui/currency-select.tsx';
import { Field, Input, Select } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { CountrySelect, TimezoneSelect } from '@/ui/place-select.tsx';
import { browserCountry, browserTimezone } from '@/ui/places.ts';
import { toast } from '@/ui/toast.tsx';

export function CreateWorkspace() {
  const navigate = useNavigate();
  const timezone = browserTimezone();
  const form = useSchemaForm(createWorkspace.body, {
    name: '',
    kind: 'brand',
    country: browserCountry(),
    timezone,
    currency: 'USD',
  });
  const mutation = useEndpointMutation(createWorkspace, {
    onSuccess: async (me, { body }) => {
      takePlace(me);
      await navigate({ to: '/workspace' });
      toast(`“${body.name}” is ready; you work in it now`);
    },
  });
  const submit = form.handleSubmit(async (body) => {
    await mutation.mutateAsync({ body }).catch((error: unknown) => placeIssues(form, error));
  });
  return (
    <>
      <PageHeader
        title="New workspace"
        lead="Apart from your others in everything: campaigns, money, team. You own it."
        back={{ label: 'Your workspaces', to: '/workspaces' }}
      />
      <Card className="max-w-3xl">
        <form onSubmit={submit} noValidate className="grid gap-5">
          <Field label="Name" error={errorAt(form, 'name')}>
            <Input autoComplete="organization" {...form.register('name')} />
          </Field>
          <div className="grid gap-5 sm:grid-cols-2">
            <Field label="Works as" error={errorAt(form, 'kind')} hint="An agency keeps brands of its clients.">
              <Select {...form.register('kind')}>
                <option value="brand">Brand</option>
                <option value="agency">Agency</option>
              </Select>
            </Field>
            <Field label="Currency" error={errorAt(form, 'currency')}>
              <CurrencySelect {...form.register('currency')} />
            </Field>
            <Field label="Country" error={errorAt(form, 'country')}>
              <CountrySelect {...form.register('country')} />
            </Field>
            <Field label="Time zone" error={errorAt(form, 'timezone')}>
              <TimezoneSelect current={timezone} {...form.register('timezone')} />
            </Field>
          </div>
          <FormError error={mutation.error} />
          <div className="flex flex-wrap gap-3">
            <Button type="submit" variant="primary" busy={mutation.isPending}>
              Create workspace
            </Button>
            <ButtonLink to="/workspaces" variant="ghost">
              Cancel
            </ButtonLink>
          </div>
        </form>
      </Card>
    </>
  );
}
