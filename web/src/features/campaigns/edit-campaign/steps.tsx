import { Controller } from 'react-hook-form';
import { NICHES, PLATFORMS } from '#contract/schemas.ts';
import type { Currency } from '#domain/currencies.ts';
import { CAMPAIGN_OBJECTIVES } from '#domain/draft.ts';
import { CountryPicker } from '@/ui/country-picker.tsx';
import { ChoicePills, Field, FieldGroup, Input, Select, Textarea } from '@/ui/field.tsx';
import { emptyIsAbsent, emptyIsNull, errorAt } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { MoneyField } from '@/ui/money-field.tsx';
import { NumberField } from '@/ui/number-field.tsx';
import { nicheName, platformName } from '@/ui/words.ts';
import { OBJECTIVE_NAMES } from '../campaign-words.tsx';
import { ApplyingFields } from './applying-fields.tsx';
import { DeliverablesEditor } from './deliverables-editor.tsx';
import type { DraftForm } from './use-autosave.ts';
import { WordsField } from './words-field.tsx';

/** What it is about and for whom. */
export function BriefStep({ form }: { form: DraftForm }) {
  return (
    <>
      <Card title="What it is about">
        <div className="grid gap-5">
          <Field label="Title" error={errorAt(form, 'title')}>
            <Input {...form.register('title')} placeholder="e.g. Autumn launch: refillable bottles" />
          </Field>
          <Field label="Objective" optional error={errorAt(form, 'objective')}>
            <Select {...form.register('objective', emptyIsNull)}>
              <option value="">Not said</option>
              {CAMPAIGN_OBJECTIVES.map((one) => (
                <option key={one} value={one}>
                  {OBJECTIVE_NAMES[one]}
                </option>
              ))}
            </Select>
          </Field>
          <Field
            label="Brief"
            error={errorAt(form, 'brief')}
            hint="What you sell and the story you want told. Influencers read this first."
          >
            <Textarea rows={7} {...form.register('brief')} />
          </Field>
        </div>
      </Card>
      <TargetAudienceFields form={form} />
      <ApplyingFields form={form} />
    </>
  );
}

/** What is to be made, and when. */
export function DeliverablesStep({ form, currency }: { form: DraftForm; currency: Currency }) {
  return (
    <>
      <Card title="When it runs">
        <div className="grid gap-5 sm:grid-cols-2">
          <Field label="First day" error={errorAt(form, 'startDate')}>
            <Input type="date" {...form.register('startDate', emptyIsNull)} />
          </Field>
          <Field label="Last day" error={errorAt(form, 'endDate')}>
            <Input type="date" {...form.register('endDate', emptyIsNull)} />
          </Field>
        </div>
      </Card>
      <DeliverablesEditor form={form} currency={currency} />
    </>
  );
}

/** What creators keep to. */
export function GuidelinesStep({ form }: { form: DraftForm }) {
  return (
    <Card title="Guidelines" lead="Influencers read them before they apply. All of it is optional.">
      <div className="grid gap-5">
        <div className="grid gap-5 sm:grid-cols-2">
          <WordsField form={form} name="guidelines.dos" label="Please do" hint="One per line" rows={4} />
          <WordsField form={form} name="guidelines.donts" label="Please don’t" hint="One per line" rows={4} />
        </div>
        <div className="grid gap-5 sm:grid-cols-2">
          <WordsField form={form} name="guidelines.hashtags" label="Hashtags" hint="With spaces between" sign="#" />
          <WordsField
            form={form}
            name="guidelines.mentions"
            label="Accounts to mention"
            hint="With spaces between"
            sign="@"
          />
        </div>
        <WordsField
          form={form}
          name="guidelines.references"
          label="Examples and material"
          hint="Addresses beginning with https://, one per line. Files belong in the campaign’s documents."
          rows={3}
        />
      </div>
    </Card>
  );
}

/** What it may cost, and what offers begin with. */
export function BudgetStep({ form, currency }: { form: DraftForm; currency: Currency }) {
  return (
    <>
      <Card title="Budget" lead="The whole of what you may spend, for all influencers together.">
        <div className="grid gap-5 sm:grid-cols-2">
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
      </Card>
      <Card
        title="Payment terms"
        lead="Every offer of this campaign begins with them; they may be negotiated. The price is held before work begins and paid out once all of it is approved and live."
      >
        <div className="grid gap-5">
          <div className="grid gap-5 sm:grid-cols-2">
            <NumberField form={form} name="terms.revisionRounds" label="Rounds of changes" optional />
            <NumberField
              form={form}
              name="terms.reviewDays"
              label="Days you have to answer content"
              optional
              hint="Content that is not answered by then counts as approved; pictures that nobody has looked at go to a moderator first."
            />
          </div>
          <Field
            label="How you may use the content"
            optional
            error={errorAt(form, 'terms.usageRights')}
            hint="Where, for how long, and whether as advertising."
          >
            <Textarea rows={3} {...form.register('terms.usageRights', emptyIsAbsent)} />
          </Field>
        </div>
      </Card>
    </>
  );
}

/** The contract speaks of its own field names; people know the labels. */
function budgetMaxError(message: string | undefined): string | undefined {
  return message === 'must not be below budgetMin' ? 'Must not be below “Budget from”' : message;
}

function TargetAudienceFields({ form }: { form: DraftForm }) {
  return (
    <Card title="Who should apply" lead="Platforms and a niche are needed; leave open what else does not matter.">
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
          <NumberField form={form} name="targetAudience.minFollowers" label="Followers, at least" optional />
          <NumberField form={form} name="targetAudience.maxFollowers" label="Followers, at most" optional />
        </div>
      </div>
    </Card>
  );
}
