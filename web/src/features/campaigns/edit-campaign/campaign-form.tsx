import type { LinkProps } from '@tanstack/react-router';
import { Controller, type UseFormReturn } from 'react-hook-form';
import type * as z from 'zod/mini';
import { createCampaign } from '#contract/areas/campaigns.ts';
import { NICHES, PLATFORMS } from '#contract/schemas.ts';
import type { ApiError } from '@/api/problem.ts';
import { Button, ButtonLink } from '@/ui/button.tsx';
import { CountryPicker } from '@/ui/country-picker.tsx';
import { CurrencySelect } from '@/ui/currency-select.tsx';
import { ChoicePills, Field, FieldGroup, Input, Select, Textarea } from '@/ui/field.tsx';
import { emptyIsAbsent, errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { MoneyField } from '@/ui/money-field.tsx';
import { NumberField } from '@/ui/number-field.tsx';
import { nicheName, platformName } from '@/ui/words.ts';
import type { CampaignView } from '../campaign-words.tsx';
import { DeliverablesEditor } from './deliverables-editor.tsx';

export type CampaignValues = z.input<typeof createCampaign.body>;
export type CampaignBody = z.output<typeof createCampaign.body>;
export type CampaignFormHandle = UseFormReturn<CampaignValues, unknown, CampaignBody>;

/** The start of a new draft; amounts are still missing, which the types of a finished form do not allow. */
export function emptyCampaign(): CampaignValues {
  const start = {
    title: '',
    brief: '',
    currency: 'USD',
    deliverables: [],
    targetAudience: { niches: [], platforms: [], countries: [] },
  } as const;
  return structuredClone(start) as unknown as CampaignValues;
}

/** A saved draft as the values of the form. */
export function valuesOf(campaign: CampaignView): CampaignValues {
  const { title, brief, budget, startDate, endDate, deliverables, targetAudience } = campaign;
  return {
    title,
    brief,
    budgetMin: budget.min.amountMinor,
    budgetMax: budget.max.amountMinor,
    currency: budget.min.currency,
    startDate: startDate ?? undefined,
    endDate: endDate ?? undefined,
    deliverables,
    targetAudience,
  };
}

/** A price range is in the currency of the campaign, whatever it was when its row was added. */
function inOneCurrency(body: CampaignBody): CampaignBody {
  const { currency } = body;
  return {
    ...body,
    deliverables: body.deliverables.map(({ priceRange, ...rest }) =>
      priceRange
        ? { ...rest, priceRange: { min: { ...priceRange.min, currency }, max: { ...priceRange.max, currency } } }
        : rest,
    ),
  };
}

/** The form of a draft, for a new one and for changes. */
export function CampaignForm(props: {
  defaults: CampaignValues;
  fixedCurrency?: boolean;
  /** Brands to choose from; only a new campaign has the choice. */
  brands?: readonly { brandId: string; companyName: string }[];
  error: ApiError | null;
  busy: boolean;
  saveLabel: string;
  cancel: Pick<LinkProps, 'to' | 'params'>;
  onSave: (body: CampaignBody) => Promise<void>;
}) {
  const form = useSchemaForm(createCampaign.body, props.defaults as never) as unknown as CampaignFormHandle;
  const submit = form.handleSubmit(async (body) => {
    await props.onSave(inOneCurrency(body)).catch((error: unknown) => placeIssues(form, error));
  });
  return (
    <form onSubmit={submit} noValidate className="grid max-w-3xl gap-5">
      <Card title="What it is about">
        <div className="grid gap-5">
          <Field label="Title" error={errorAt(form, 'title')}>
            <Input {...form.register('title')} placeholder="e.g. Autumn launch: refillable bottles" />
          </Field>
          {props.brands && props.brands.length > 1 && (
            <Field label="Brand" error={errorAt(form, 'brandId')}>
              <Select {...form.register('brandId')}>
                {props.brands.map(({ brandId, companyName }) => (
                  <option key={brandId} value={brandId}>
                    {companyName}
                  </option>
                ))}
              </Select>
            </Field>
          )}
          <Field
            label="Brief"
            error={errorAt(form, 'brief')}
            hint="What you sell, the story you want told, do's and don'ts. Influencers read this first."
          >
            <Textarea rows={7} {...form.register('brief')} />
          </Field>
        </div>
      </Card>
      <BudgetAndDates form={form} fixedCurrency={props.fixedCurrency ?? false} />
      <DeliverablesEditor form={form} />
      <TargetAudienceFields form={form} />
      <FormError error={props.error} />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" variant="primary" busy={props.busy}>
          {props.saveLabel}
        </Button>
        <ButtonLink {...props.cancel} variant="ghost">
          Cancel
        </ButtonLink>
      </div>
    </form>
  );
}

function BudgetAndDates({ form, fixedCurrency }: { form: CampaignFormHandle; fixedCurrency: boolean }) {
  const currency = form.watch('currency') ?? 'USD';
  return (
    <Card title="Budget and dates" lead="The whole of what you may spend, for all influencers together.">
      <div className="grid gap-5">
        <div className="grid gap-5 sm:grid-cols-[7.5rem_1fr_1fr]">
          <Field label="Currency" error={errorAt(form, 'currency')}>
            {fixedCurrency ? (
              <Input value={currency} readOnly disabled />
            ) : (
              <CurrencySelect {...form.register('currency')} />
            )}
          </Field>
          <MoneyField
            control={form.control}
            name="budgetMin"
            label="Budget from"
            currency={currency}
            error={errorAt(form, 'budgetMin')}
          />
          <MoneyField
            control={form.control}
            name="budgetMax"
            label="Budget up to"
            currency={currency}
            error={budgetMaxError(errorAt(form, 'budgetMax'))}
          />
        </div>
        <div className="grid gap-5 sm:grid-cols-2">
          <Field label="First day" optional error={errorAt(form, 'startDate')}>
            <Input type="date" {...form.register('startDate', emptyIsAbsent)} />
          </Field>
          <Field label="Last day" optional error={errorAt(form, 'endDate')}>
            <Input type="date" {...form.register('endDate', emptyIsAbsent)} />
          </Field>
        </div>
      </div>
    </Card>
  );
}

/** The contract speaks of its own field names; people know the labels. */
function budgetMaxError(message: string | undefined): string | undefined {
  return message === 'must not be below budgetMin' ? 'Must not be below “Budget from”' : message;
}

function TargetAudienceFields({ form }: { form: CampaignFormHandle }) {
  return (
    <Card title="Who should apply" lead="Leave open whatever does not matter.">
      <div className="grid gap-6">
        <FieldGroup legend="Platforms" error={errorAt(form, 'targetAudience.platforms')}>
          <Controller
            control={form.control}
            name="targetAudience.platforms"
            render={({ field }) => (
              <ChoicePills
                options={PLATFORMS}
                labelOf={platformName}
                value={field.value ?? []}
                onChange={field.onChange}
              />
            )}
          />
        </FieldGroup>
        <FieldGroup legend="Niches, up to ten" error={errorAt(form, 'targetAudience.niches')}>
          <Controller
            control={form.control}
            name="targetAudience.niches"
            render={({ field }) => (
              <ChoicePills
                options={NICHES}
                labelOf={nicheName}
                value={field.value ?? []}
                onChange={field.onChange}
                max={10}
              />
            )}
          />
        </FieldGroup>
        <Controller
          control={form.control}
          name="targetAudience.countries"
          render={({ field }) => (
            <CountryPicker
              label="Countries"
              value={field.value ?? []}
              onChange={field.onChange}
              error={errorAt(form, 'targetAudience.countries')}
              max={60}
            />
          )}
        />
        <div className="grid gap-5 sm:grid-cols-2">
          <NumberField
            control={form.control}
            name="targetAudience.minFollowers"
            label="Followers, at least"
            optional
            error={errorAt(form, 'targetAudience.minFollowers')}
          />
          <NumberField
            control={form.control}
            name="targetAudience.maxFollowers"
            label="Followers, at most"
            optional
            error={errorAt(form, 'targetAudience.maxFollowers')}
          />
        </div>
      </div>
    </Card>
  );
}
