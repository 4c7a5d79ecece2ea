import { Controller, useWatch } from 'react-hook-form';
import { CHANNEL_NAMES, MOST_TERRITORIES, RIGHTS_CHANNELS, rightsWarnings } from '#domain/usage-rights.ts';
import { Button } from '@/ui/button.tsx';
import { CountryPicker } from '@/ui/country-picker.tsx';
import { Checkbox, ChoicePills, Field, FieldGroup, Input, Select, Textarea } from '@/ui/field.tsx';
import { errorAt } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { NumberField } from '@/ui/number-field.tsx';
import { RightsWarnings } from '../rights-warnings.tsx';
import { sentence, termText } from '../terms-text.ts';
import type { TermsForm, TermsValues } from './terms-form.tsx';

/** What most deals begin with. */
export const USUAL_RIGHTS: NonNullable<TermsValues['rights']> = {
  channels: ['brand_social'],
  territories: [],
  termDays: 180,
  paidAds: false,
  whitelisting: false,
};

const USUAL_TERMS: readonly (number | null)[] = [30, 90, 180, 365, 730, null];

/** The use of the content: channels, places, time and advertising, and what is left to words. */
export function RightsFields({ form }: { form: TermsForm }) {
  const rights = useWatch({ control: form.control, name: 'rights' });
  const usageRights = useWatch({ control: form.control, name: 'usageRights' }) ?? '';
  return (
    <Card title="Use of the content" lead="What is not named here stays with the creator.">
      <div className="grid gap-5">
        {rights ? (
          <Named form={form} termDays={rights.termDays ?? null} />
        ) : (
          <div>
            <Button onClick={() => form.setValue('rights', USUAL_RIGHTS)}>Name channels, places and days</Button>
          </div>
        )}
        <Field
          label={rights ? 'Anything else about its use' : 'How the brand may use the content'}
          optional={Boolean(rights)}
          error={errorAt(form, 'usageRights') ?? (rights ? undefined : errorAt(form, 'rights'))}
          hint={rights ? undefined : 'Where, for how long, and whether as advertising.'}
        >
          <Textarea rows={rights ? 2 : 3} {...form.register('usageRights')} />
        </Field>
        <RightsWarnings warnings={rightsWarnings({ rights, usageRights })} />
        <ExclusivityFields form={form} />
      </div>
    </Card>
  );
}

function Named({ form, termDays }: { form: TermsForm; termDays: number | null }) {
  const terms = USUAL_TERMS.includes(termDays) ? USUAL_TERMS : [termDays, ...USUAL_TERMS];
  return (
    <>
      <FieldGroup
        legend="Besides the creator’s own posts, the brand may show it on"
        error={errorAt(form, 'rights.channels')}
      >
        <Controller
          control={form.control}
          name="rights.channels"
          render={({ field }) => (
            <ChoicePills
              options={RIGHTS_CHANNELS}
              labelOf={(channel) => sentence(CHANNEL_NAMES[channel])}
              value={field.value ?? []}
              onChange={field.onChange}
            />
          )}
        />
      </FieldGroup>
      <Controller
        control={form.control}
        name="rights.territories"
        render={({ field }) => (
          <CountryPicker
            label="Only in these countries"
            value={field.value ?? []}
            onChange={field.onChange}
            error={errorAt(form, 'rights.territories')}
            max={MOST_TERRITORIES}
          />
        )}
      />
      <Field label="How long, after all of it is live" error={errorAt(form, 'rights.termDays')}>
        <Controller
          control={form.control}
          name="rights.termDays"
          render={({ field }) => (
            <Select
              value={String(field.value)}
              onBlur={field.onBlur}
              onChange={({ target }) => field.onChange(target.value === 'null' ? null : Number(target.value))}
              className="max-w-sm"
            >
              {terms.map((days) => (
                <option key={String(days)} value={String(days)}>
                  {termText(days)}
                </option>
              ))}
            </Select>
          )}
        />
      </Field>
      <div>
        <Checkbox {...form.register('rights.paidAds')}>The brand may pay to show it as advertising</Checkbox>
        <Checkbox {...form.register('rights.whitelisting')}>
          … also under the creator’s name (partnership ads, whitelisting)
        </Checkbox>
      </div>
    </>
  );
}

function ExclusivityFields({ form }: { form: TermsForm }) {
  const exclusivity = useWatch({ control: form.control, name: 'exclusivity' });
  return (
    <div className="grid gap-4 border-t border-line pt-4">
      <Checkbox
        checked={exclusivity !== undefined}
        onChange={({ target }) =>
          form.setValue('exclusivity', target.checked ? { category: '', days: 30 } : undefined, { shouldDirty: true })
        }
      >
        For a time the creator advertises nothing like it for others
      </Checkbox>
      {exclusivity && (
        <div className="grid gap-5 sm:grid-cols-2">
          <Field label="What they do not advertise" error={errorAt(form, 'exclusivity.category')}>
            <Input placeholder="Skin care" {...form.register('exclusivity.category')} />
          </Field>
          <NumberField form={form} name="exclusivity.days" label="Days after all of it is live" />
        </div>
      )}
    </div>
  );
}
