import { useFieldArray } from 'react-hook-form';
import { PLATFORMS } from '#contract/schemas.ts';
import { Button, IconButton } from '@/ui/button.tsx';
import { Field, FieldError, Input, Select } from '@/ui/field.tsx';
import { emptyIsAbsent, errorAt } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { NumberField } from '@/ui/number-field.tsx';
import { platformName } from '@/ui/words.ts';
import type { ProfileForm } from './edit-profile.tsx';

const MOST = 24;

/** What the influencer has made for brands elsewhere. */
export function PastWorkEditor({ form }: { form: ProfileForm }) {
  const rows = useFieldArray({ control: form.control, name: 'pastWork' });
  return (
    <Card
      title="Past work"
      lead="What you have made for brands outside of Accord. Optional; brands see it marked as told by you."
    >
      <ul className="grid gap-4">
        {rows.fields.map((row, index) => (
          <li key={row.id} className="rounded-control border border-line bg-bg p-4">
            <div className="mb-3 flex items-center justify-between">
              <h3 className="text-small font-semibold">Piece {index + 1}</h3>
              <IconButton icon="trash" label={`Remove piece ${index + 1}`} onClick={() => rows.remove(index)} />
            </div>
            <div className="grid gap-4 sm:grid-cols-2">
              <Field label="Brand" error={errorAt(form, `pastWork.${index}.brandName`)}>
                <Input autoComplete="off" {...form.register(`pastWork.${index}.brandName`)} />
              </Field>
              <Field label="What it was" error={errorAt(form, `pastWork.${index}.title`)}>
                <Input autoComplete="off" {...form.register(`pastWork.${index}.title`)} />
              </Field>
              <Field label="Platform" error={errorAt(form, `pastWork.${index}.platform`)}>
                <Select {...form.register(`pastWork.${index}.platform`)}>
                  {PLATFORMS.map((platform) => (
                    <option key={platform} value={platform}>
                      {platformName(platform)}
                    </option>
                  ))}
                </Select>
              </Field>
              <Field label="Published on" error={errorAt(form, `pastWork.${index}.publishedOn`)}>
                <Input type="date" {...form.register(`pastWork.${index}.publishedOn`)} />
              </Field>
              <Field label="Address" optional error={errorAt(form, `pastWork.${index}.url`)}>
                <Input
                  type="url"
                  inputMode="url"
                  placeholder="https://"
                  {...form.register(`pastWork.${index}.url`, emptyIsAbsent)}
                />
              </Field>
              <NumberField form={form} name={`pastWork.${index}.views`} label="Views" optional />
            </div>
          </li>
        ))}
      </ul>
      <FieldError message={errorAt(form, 'pastWork')} />
      {rows.fields.length < MOST && (
        <Button
          icon="plus"
          className={rows.fields.length > 0 ? 'mt-4' : ''}
          onClick={() => rows.append({ brandName: '', title: '', platform: 'instagram', publishedOn: '' })}
        >
          Add a piece of work
        </Button>
      )}
    </Card>
  );
}
