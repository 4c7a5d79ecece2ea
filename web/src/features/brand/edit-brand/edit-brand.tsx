import { useWatch } from 'react-hook-form';
import type * as z from 'zod/mini';
import { getBrandVerification } from '#contract/areas/moderation.ts';
import { type BrandProfile, getBrandProfile, putBrandProfile } from '#contract/areas/profiles.ts';
import type { Currency } from '#domain/currencies.ts';
import { remember, useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { useMay, useUser } from '@/api/session.ts';
import { Button } from '@/ui/button.tsx';
import { CurrencySelect } from '@/ui/currency-select.tsx';
import { ErrorPanel, Notice, SkeletonRows } from '@/ui/feedback.tsx';
import { Field, Input, Textarea } from '@/ui/field.tsx';
import { emptyIsAbsent, errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { MoneyInput } from '@/ui/money-view.tsx';
import { toast } from '@/ui/toast.tsx';

type Profile = z.output<typeof BrandProfile>;
type Values = z.input<typeof putBrandProfile.body>;

export function EditBrand() {
  const profile = useEndpoint(getBrandProfile, {});
  const user = useUser();
  const missing = profile.error?.code === 'not_found';
  return (
    <>
      <PageHeader title="Brand profile" lead="What influencers see beside your campaigns." />
      {profile.isPending ? (
        <SkeletonRows rows={3} />
      ) : profile.data ? (
        <>
          <Verification brandId={profile.data.brandId} />
          <BrandForm key={profile.data.version} values={valuesOf(profile.data)} />
        </>
      ) : missing ? (
        <BrandForm values={{ companyName: '', industry: '', contactInfo: { name: user.name, email: user.email } }} />
      ) : (
        <ErrorPanel error={profile.error} onRetry={() => void profile.refetch()} />
      )}
    </>
  );
}

/** Whether people of Accord know the brand, and what it means for its campaigns. */
function Verification({ brandId }: { brandId: string }) {
  const { data } = useEndpoint(getBrandVerification, { params: { brandId } });
  if (!data) return null;
  const isVerified = data.state === 'verified';
  return (
    <div className="mb-5 max-w-3xl">
      <Notice tone={isVerified ? 'good' : 'info'} title={isVerified ? 'Verified' : 'Not verified yet'}>
        {data.reason && <p className="wrap-anywhere">“{data.reason}”</p>}
        <p>
          {isVerified
            ? 'It holds for this company name: under another one we look again.'
            : data.nextCampaignWaits
              ? 'You can do everything here. Your first campaign is looked at by a moderator before influencers see it.'
              : 'A moderator has let your first campaign through, so that later ones do not wait for that.'}
        </p>
      </Notice>
    </div>
  );
}

function valuesOf({ companyName, industry, budgetRange, contactInfo, website, description }: Profile): Values {
  return { companyName, industry, budgetRange, contactInfo, website, description };
}

function BrandForm({ values }: { values: Values }) {
  const mayWrite = useMay('brand:write');
  const form = useSchemaForm(putBrandProfile.body, values as never);
  const mutation = useEndpointMutation(putBrandProfile, {
    onSuccess: (saved) => {
      remember(getBrandProfile, {}, saved);
      toast('Brand profile saved');
    },
    invalidates: [getBrandVerification],
  });
  const submit = form.handleSubmit(async (body) => {
    await mutation.mutateAsync({ body }).catch((error: unknown) => placeIssues(form, error));
  });
  return (
    <form onSubmit={submit} noValidate className="max-w-3xl">
      {!mayWrite && (
        <div className="mb-5">
          <Notice>Your role may read this profile. Owners and managers may change it.</Notice>
        </div>
      )}
      <fieldset disabled={!mayWrite} className="grid gap-5">
        <legend className="sr-only">Brand profile</legend>
        <Card title="Company">
          <div className="grid gap-5">
            <div className="grid gap-5 sm:grid-cols-2">
              <Field label="Company name" error={errorAt(form, 'companyName')}>
                <Input autoComplete="organization" {...form.register('companyName')} />
              </Field>
              <Field label="Industry" error={errorAt(form, 'industry')}>
                <Input {...form.register('industry')} placeholder="e.g. Outdoor equipment" />
              </Field>
            </div>
            <Field label="Website" optional error={errorAt(form, 'website')}>
              <Input
                type="url"
                inputMode="url"
                autoComplete="url"
                placeholder="https://"
                {...form.register('website', emptyIsAbsent)}
              />
            </Field>
            <Field label="About the brand" optional error={errorAt(form, 'description')}>
              <Textarea rows={4} {...form.register('description', emptyIsAbsent)} />
            </Field>
          </div>
        </Card>
        <Card title="Contact" lead="Shown to influencers you have a contract with.">
          <div className="grid gap-5 sm:grid-cols-2">
            <Field label="Name" error={errorAt(form, 'contactInfo.name')}>
              <Input autoComplete="name" {...form.register('contactInfo.name')} />
            </Field>
            <Field label="E-mail" error={errorAt(form, 'contactInfo.email')}>
              <Input type="email" autoComplete="email" {...form.register('contactInfo.email')} />
            </Field>
            <Field label="Telephone" optional error={errorAt(form, 'contactInfo.phone')}>
              <Input type="tel" autoComplete="tel" {...form.register('contactInfo.phone', emptyIsAbsent)} />
            </Field>
          </div>
        </Card>
        <BudgetRange form={form} />
        <FormError error={mutation.error} />
        {mayWrite && (
          <div>
            <Button type="submit" variant="primary" busy={mutation.isPending}>
              Save profile
            </Button>
          </div>
        )}
      </fieldset>
    </form>
  );
}

function BudgetRange({ form }: { form: ReturnType<typeof useSchemaForm<typeof putBrandProfile.body>> }) {
  const range = useWatch({ control: form.control, name: 'budgetRange' }) as Values['budgetRange'];
  const currency: Currency = range?.min.currency ?? 'USD';
  function set(next: { min?: number | undefined; max?: number | undefined; currency?: Currency }) {
    const min = 'min' in next ? next.min : range?.min.amountMinor;
    const max = 'max' in next ? next.max : range?.max.amountMinor;
    const code = next.currency ?? currency;
    const both =
      min === undefined && max === undefined
        ? undefined
        : { min: { amountMinor: min ?? 0, currency: code }, max: { amountMinor: max ?? min ?? 0, currency: code } };
    form.setValue('budgetRange', both, { shouldDirty: true, shouldValidate: form.formState.isSubmitted });
  }
  return (
    <Card
      title="Usual budget"
      lead="What you spend on a campaign, roughly. Leave it empty if you would rather not say."
    >
      <div className="grid gap-5 sm:grid-cols-[7.5rem_1fr_1fr]">
        <Field label="Currency">
          <CurrencySelect
            value={currency}
            onChange={(event) => set({ min: range?.min.amountMinor ?? 0, currency: event.target.value as Currency })}
          />
        </Field>
        <Field label="From" optional error={errorAt(form, 'budgetRange.min.amountMinor')}>
          <MoneyInput value={range?.min.amountMinor} currency={currency} onChange={(min) => set({ min })} />
        </Field>
        <Field
          label="Up to"
          optional
          error={errorAt(form, 'budgetRange.max.amountMinor') ?? errorAt(form, 'budgetRange')}
        >
          <MoneyInput value={range?.max.amountMinor} currency={currency} onChange={(max) => set({ max })} />
        </Field>
      </div>
    </Card>
  );
}
