import { Button, IconButton } from '@/ui/button.tsx';
import { Field, FieldError, Input } from '@/ui/field.tsx';
import { Card } from '@/ui/layout.tsx';
import { CountrySelect } from '@/ui/place-select.tsx';
import { problemOfRows, type ShareRow } from './profile-values.ts';

const MOST = 12;

/** Where the audience is, in percent. */
export function AudienceEditor({
  rows,
  onChange,
  showProblems,
}: {
  rows: readonly ShareRow[];
  onChange: (rows: ShareRow[]) => void;
  showProblems: boolean;
}) {
  const problem = showProblems ? problemOfRows(rows) : undefined;
  const change = (index: number, next: Partial<ShareRow>) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...next } : row)));
  return (
    <Card title="Audience" lead="The countries most of your audience is in. Optional, but many campaigns ask for it.">
      <ul className="grid gap-3">
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity of their own and are fully controlled
          <li key={index} className="flex items-end gap-3">
            <Field label="Country" className="flex-1">
              <CountrySelect
                autoComplete="off"
                value={row.key}
                onChange={(event) => change(index, { key: event.target.value })}
              />
            </Field>
            <Field label="Share, %" className="w-28">
              <Input
                type="number"
                inputMode="decimal"
                min={0}
                max={100}
                step={0.1}
                value={Number.isNaN(row.percent) ? '' : row.percent}
                onChange={(event) => change(index, { percent: event.target.valueAsNumber })}
              />
            </Field>
            <IconButton
              icon="trash"
              label={`Remove audience country ${index + 1}`}
              className="mb-0.5"
              onClick={() => onChange(rows.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ul>
      <FieldError message={problem} />
      {rows.length < MOST && (
        <Button
          icon="plus"
          className={rows.length > 0 ? 'mt-4' : ''}
          onClick={() => onChange([...rows, { key: '', percent: Number.NaN }])}
        >
          Add a country
        </Button>
      )}
    </Card>
  );
}
