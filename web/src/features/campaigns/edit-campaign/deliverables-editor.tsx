import { useFieldArray, useWatch } from 'react-hook-form';
import { PLATFORMS } from '#contract/schemas.ts';
import { DELIVERABLE_TYPES } from '#domain/campaign.ts';
import type { Currency } from '#domain/currencies.ts';
import { Button, IconButton } from '@/ui/button.tsx';
import { Field, FieldError, Input, Select } from '@/ui/field.tsx';
import { emptyIsAbsent, errorAt } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { MoneyInput } from '@/ui/money-view.tsx';
import { NumberField } from '@/ui/number-field.tsx';
import { platformName } from '@/ui/words.ts';
import type { DraftForm } from './use-autosave.ts';

const MOST = 30;

/** A short name that is free in this list; people never see it. */
function freshId(): string {
  return `d-${crypto.randomUUID().slice(0, 8)}`;
}

/** What the campaign wants made, row by row. */
export function DeliverablesEditor({ form, currency }: { form: DraftForm; currency: Currency }) {
  const rows = useFieldArray({ control: form.control, name: 'deliverables' });
  return (
    <Card title="Deliverables" lead="Each row is a kind of content you want from one influencer.">
      <ol className="grid gap-4">
        {rows.fields.map((row, index) => (
          <li key={row.id} className="rounded-control border border-line bg-bg p-4">
            <div className="mb-3 flex items-center justify-between">
              <h3 className="text-small font-semibold">Deliverable {index + 1}</h3>
              <IconButton icon="trash" label={`Remove deliverable ${index + 1}`} onClick={() => rows.remove(index)} />
            </div>
            <DeliverableRow form={form} index={index} currency={currency} />
          </li>
        ))}
      </ol>
      <FieldError message={errorAt(form, 'deliverables')} />
      {rows.fields.length < MOST && (
        <Button
          icon="plus"
          className={rows.fields.length > 0 ? 'mt-4' : ''}
          onClick={() => rows.append({ deliverableId: freshId(), type: 'post', platform: 'instagram', count: 1 })}
        >
          Add a deliverable
        </Button>
      )}
    </Card>
  );
}

function DeliverableRow({ form, index, currency }: { form: DraftForm; index: number; currency: Currency }) {
  const at = <F extends string>(field: F) => `deliverables.${index}.${field}` as const;
  return (
    <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
      <Field label="Platform" error={errorAt(form, at('platform'))}>
        <Select {...form.register(at('platform'))}>
          {PLATFORMS.map((platform) => (
            <option key={platform} value={platform}>
              {platformName(platform)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Type" error={errorAt(form, at('type'))}>
        <Select {...form.register(at('type'))}>
          {DELIVERABLE_TYPES.map((type) => (
            <option key={type} value={type}>
              {type.charAt(0).toUpperCase() + type.slice(1)}
            </option>
          ))}
        </Select>
      </Field>
      <NumberField form={form} name={at('count')} label="How many" />
      <Field label="Due" optional error={errorAt(form, at('dueOn'))}>
        <Input type="date" {...form.register(at('dueOn'), emptyIsAbsent)} />
      </Field>
      <PriceRange form={form} index={index} currency={currency} />
    </div>
  );
}

/** Both ends or none: one typed amount alone counts for both until the other is typed. */
function PriceRange({ form, index, currency }: { form: DraftForm; index: number; currency: Currency }) {
  const path = `deliverables.${index}.priceRange` as const;
  const range = useWatch({ control: form.control, name: path });
  function set(end: 'min' | 'max', amountMinor: number | undefined) {
    const other = range?.[end === 'min' ? 'max' : 'min'].amountMinor;
    const next =
      amountMinor === undefined
        ? undefined
        : {
            min: { amountMinor, currency },
            max: { amountMinor: other ?? amountMinor, currency },
            ...(end === 'max'
              ? { min: { amountMinor: other ?? amountMinor, currency }, max: { amountMinor, currency } }
              : {}),
          };
    form.setValue(path, next, { shouldDirty: true, shouldValidate: form.formState.isSubmitted });
  }
  const ends = [
    { end: 'min', label: 'Price from' },
    { end: 'max', label: 'Price up to' },
  ] as const;
  return ends.map(({ end, label }) => (
    <Field
      key={end}
      label={label}
      optional
      className="lg:col-span-2"
      error={errorAt(form, `${path}.${end}.amountMinor`) ?? (end === 'max' ? errorAt(form, path) : undefined)}
    >
      <MoneyInput
        value={range?.[end].amountMinor}
        currency={currency}
        onChange={(amountMinor) => set(end, amountMinor)}
      />
    </Field>
  ));
}
