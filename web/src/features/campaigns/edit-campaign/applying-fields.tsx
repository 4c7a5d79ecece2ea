import { useFieldArray } from 'react-hook-form';
import { MOST_QUESTIONS } from '#domain/applying.ts';
import { Button, IconButton } from '@/ui/button.tsx';
import { Checkbox, Field, FieldError, Input } from '@/ui/field.tsx';
import { emptyIsNull, errorAt } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { parseWhole } from '@/ui/number-field.tsx';
import type { DraftForm } from './use-autosave.ts';

/** A number of places as it is typed; an empty field is no limit. */
const wholeOrNull = {
  setValueAs: (value: unknown) => (typeof value === 'string' ? (parseWhole(value) ?? null) : value),
};

/** How many it takes, until when one may apply, and what everybody who does is asked. */
export function ApplyingFields({ form }: { form: DraftForm }) {
  const rows = useFieldArray({ control: form.control, name: 'applying.questions' });
  return (
    <Card title="Applications" lead="All of it is optional. The answers stand with each application.">
      <div className="grid gap-5">
        <div className="grid gap-5 sm:grid-cols-2">
          <Field
            label="How many influencers it takes"
            optional
            hint="Empty: as many as the budget reaches for. Who applies when all places are taken is on the waiting list."
            error={errorAt(form, 'applying.places')}
          >
            <Input inputMode="numeric" autoComplete="off" {...form.register('applying.places', wholeOrNull)} />
          </Field>
          <Field
            label="Last day to apply"
            optional
            hint="Empty: as long as the campaign is open."
            error={errorAt(form, 'applying.until')}
          >
            <Input type="date" {...form.register('applying.until', emptyIsNull)} />
          </Field>
        </div>
        {rows.fields.length > 0 && (
          <ol aria-label="Questions" className="grid gap-4">
            {rows.fields.map((row, index) => (
              <li key={row.id} className="rounded-control border border-line bg-bg p-4">
                <div className="flex items-start gap-2">
                  <div className="min-w-0 flex-1">
                    <Field label={`Question ${index + 1}`} error={errorAt(form, `applying.questions.${index}.text`)}>
                      <Input maxLength={300} {...form.register(`applying.questions.${index}.text`)} />
                    </Field>
                  </div>
                  <IconButton icon="trash" label={`Remove question ${index + 1}`} onClick={() => rows.remove(index)} />
                </div>
                <div className="mt-3">
                  <Checkbox {...form.register(`applying.questions.${index}.required`)}>
                    Has to be answered<span className="sr-only">: question {index + 1}</span>
                  </Checkbox>
                </div>
              </li>
            ))}
          </ol>
        )}
        <FieldError message={rows.fields.length === 0 ? errorAt(form, 'applying.questions') : undefined} />
        {rows.fields.length < MOST_QUESTIONS && (
          <div>
            <Button
              icon="plus"
              onClick={() =>
                rows.append({ questionId: `q-${crypto.randomUUID().slice(0, 8)}`, text: '', required: false })
              }
            >
              Add a question
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}
