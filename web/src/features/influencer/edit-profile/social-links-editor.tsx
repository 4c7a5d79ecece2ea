import { useFieldArray } from 'react-hook-form';
import { PLATFORMS } from '#contract/schemas.ts';
import { Button, IconButton } from '@/ui/button.tsx';
import { Field, FieldError, Input, Select } from '@/ui/field.tsx';
import { errorAt } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { NumberField } from '@/ui/number-field.tsx';
import { platformName } from '@/ui/words.ts';
import type { ProfileForm } from './edit-profile.tsx';

const MOST = 10;

/** Where the influencer publishes, with followers as they state them. */
export function SocialLinksEditor({ form }: { form: ProfileForm }) {
  const rows = useFieldArray({ control: form.control, name: 'socialLinks' });
  return (
    <Card
      title="Accounts"
      lead="At least one. State today's followers; verified numbers replace them once an account is connected."
    >
      <ul className="grid gap-4">
        {rows.fields.map((row, index) => (
          <li key={row.id} className="rounded-control border border-line bg-bg p-4">
            <div className="mb-3 flex items-center justify-between">
              <h3 className="text-small font-semibold">Account {index + 1}</h3>
              <IconButton icon="trash" label={`Remove account ${index + 1}`} onClick={() => rows.remove(index)} />
            </div>
            <div className="grid gap-4 sm:grid-cols-3">
              <Field label="Platform" error={errorAt(form, `socialLinks.${index}.platform`)}>
                <Select {...form.register(`socialLinks.${index}.platform`)}>
                  {PLATFORMS.map((platform) => (
                    <option key={platform} value={platform}>
                      {platformName(platform)}
                    </option>
                  ))}
                </Select>
              </Field>
              <Field label="Handle" error={errorAt(form, `socialLinks.${index}.handle`)}>
                <Input
                  placeholder="@name"
                  autoCapitalize="none"
                  spellCheck={false}
                  {...form.register(`socialLinks.${index}.handle`)}
                />
              </Field>
              <NumberField form={form} name={`socialLinks.${index}.followers`} label="Followers" />
            </div>
          </li>
        ))}
      </ul>
      <FieldError
        message={
          rows.fields.length === 0 && errorAt(form, 'socialLinks')
            ? 'Add at least one account'
            : errorAt(form, 'socialLinks')
        }
      />
      {rows.fields.length < MOST && (
        <Button
          icon="plus"
          className="mt-4"
          onClick={() => rows.append({ platform: 'instagram', handle: '', followers: undefined as never })}
        >
          Add an account
        </Button>
      )}
    </Card>
  );
}
