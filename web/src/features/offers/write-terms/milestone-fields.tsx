import { useFieldArray, useWatch } from 'react-hook-form';
import type { Currency } from '#domain/currencies.ts';
import { MOST_MILESTONES, suggestMilestones } from '#domain/milestones.ts';
import { money, split } from '#domain/money.ts';
import { serverNowMs } from '@/api/server-time.ts';
import { Button, IconButton } from '@/ui/button.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { Checkbox, Field, FieldError, FieldGroup, Input } from '@/ui/field.tsx';
import { errorAt } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { formatMoney } from '@/ui/money.ts';
import { MoneyField } from '@/ui/money-field.tsx';
import { deliverablesText } from '../terms-text.ts';
import { type QuoteAbout, useTypedDue, useTypedQuote } from './live-quote.tsx';
import type { TermsForm } from './terms-form.tsx';

/** Parts of the price that are paid in and released on their own; none at first, and suggested where the money could not be held for so long. */
export function Milestones({ form, currency, about }: { form: TermsForm; currency: Currency; about: QuoteAbout }) {
  const rows = useFieldArray({ control: form.control, name: 'milestones' });
  const terms = useTyped(form, currency);
  const tooLong = useTooLong(terms, about);
  const suggested = tooLong && suggestMilestones(terms, serverNowMs(), tooLong.holdableDays);
  return (
    <Card
      title="Milestones"
      lead={
        rows.fields.length === 0
          ? 'The price is paid in and paid out as one. In milestones, each part is paid in, delivered and paid out on its own.'
          : 'Each is paid in, delivered and paid out on its own; together they are the price.'
      }
    >
      {tooLong && rows.fields.length === 0 && (
        <div className="mb-4">
          <Notice tone="attention" title="The money cannot be held for so long">
            {tooLong.reason}
            {suggested &&
              ` In ${suggested.length} milestones each fits: the next is paid in when the one before it is due.`}
          </Notice>
        </div>
      )}
      <ol className="grid gap-4">
        {rows.fields.map((row, index) => (
          <Row
            key={row.id}
            {...{ form, index, currency }}
            onRemove={() => (rows.fields.length > 2 ? rows.remove(index) : rows.replace([]))}
          />
        ))}
      </ol>
      {rows.fields.length > 0 && <Sum form={form} currency={currency} />}
      <div className="mt-4 flex flex-wrap gap-3">
        {rows.fields.length === 0 ? (
          <Button icon="plus" onClick={() => rows.replace(suggested ?? inTwo(terms))}>
            {suggested ? `Split into ${suggested.length} milestones that fit` : 'Split into milestones'}
          </Button>
        ) : (
          <>
            {rows.fields.length < MOST_MILESTONES && (
              <Button
                icon="plus"
                onClick={() =>
                  rows.append({ title: '', deliverableIds: [], dueOn: terms.dueOn, price: money(0, currency) })
                }
              >
                Add milestone
              </Button>
            )}
            <Button variant="ghost" onClick={() => rows.replace([])}>
              Pay it as one
            </Button>
          </>
        )}
      </div>
    </Card>
  );
}

interface Typed {
  price: { amountMinor: number; currency: Currency };
  deliverables: { deliverableId: string; count: number }[];
  dueOn: string;
  objectionHours: number;
}

/** The terms as far as they are typed. */
function useTyped(form: TermsForm, currency: Currency): Typed {
  const amount = useWatch({ control: form.control, name: 'price.amountMinor' });
  const deliverables = useWatch({ control: form.control, name: 'deliverables' });
  return { price: money(Number.isSafeInteger(amount) ? amount : 0, currency), deliverables, ...useTypedDue(form) };
}

/** Why the money of these terms cannot be held from now on, as the platform's quote says; undefined while it can, or is not known. */
function useTooLong(terms: Typed, about: QuoteAbout): { reason: string; holdableDays: number } | undefined {
  const { price, dueOn, objectionHours } = terms;
  const { reason, holdableDays } = useTypedQuote(about, price, { dueOn, objectionHours }).quote?.hold ?? {};
  return reason && holdableDays !== undefined ? { reason, holdableDays } : undefined;
}

/** Two halves to begin with: the first content, and the rest. */
function inTwo({ price, deliverables, dueOn }: Typed) {
  const ids = deliverables.map(({ deliverableId }) => deliverableId);
  const [first, second] = split(price, [1, 1]);
  return [
    { title: 'First part', deliverableIds: ids.slice(0, 1), dueOn, price: first ?? price },
    { title: 'Second part', deliverableIds: ids.slice(1), dueOn, price: second ?? price },
  ];
}

function Row(props: { form: TermsForm; index: number; currency: Currency; onRemove: () => void }) {
  const { form, index, currency, onRemove } = props;
  const deliverables = useWatch({ control: form.control, name: 'deliverables' });
  const at = `milestones.${index}` as const;
  const chosen = useWatch({ control: form.control, name: `${at}.deliverableIds` }) ?? [];
  return (
    <li className="rounded-control border border-line bg-bg p-4">
      <div className="mb-3 flex items-center justify-between">
        <h3 className="text-small font-semibold">Milestone {index + 1}</h3>
        <IconButton icon="trash" label={`Remove milestone ${index + 1}`} onClick={onRemove} />
      </div>
      <div className="grid gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)]">
        <Field label="Name" error={errorAt(form, `${at}.title`)}>
          <Input maxLength={100} {...form.register(`${at}.title`)} />
        </Field>
        <Field label="Due" error={errorAt(form, `${at}.dueOn`)}>
          <Input type="date" {...form.register(`${at}.dueOn`)} />
        </Field>
        <MoneyField
          control={form.control}
          name={`${at}.price.amountMinor`}
          label="Amount"
          currency={currency}
          error={errorAt(form, `${at}.price.amountMinor`)}
        />
      </div>
      <FieldGroup className="mt-3" legend="For this content" error={errorAt(form, `${at}.deliverableIds`)}>
        {deliverables.map((one) => (
          <Checkbox
            key={one.deliverableId}
            checked={chosen.includes(one.deliverableId)}
            onChange={(event) =>
              form.setValue(
                `${at}.deliverableIds`,
                event.target.checked
                  ? [...chosen, one.deliverableId]
                  : chosen.filter((deliverableId) => deliverableId !== one.deliverableId),
              )
            }
          >
            {deliverablesText([one])}
          </Checkbox>
        ))}
      </FieldGroup>
    </li>
  );
}

/** What the milestones come to, beside the price. */
function Sum({ form, currency }: { form: TermsForm; currency: Currency }) {
  const milestones = useWatch({ control: form.control, name: 'milestones' }) ?? [];
  const { price } = useTyped(form, currency);
  const typed = milestones.map((one) => (Number.isSafeInteger(one.price.amountMinor) ? one.price.amountMinor : 0));
  const total = typed.reduce((sum, amountMinor) => sum + amountMinor, 0);
  return (
    <div
      aria-live="polite"
      className={total === price.amountMinor ? 'mt-3 text-small text-soft' : 'mt-3 text-small text-danger'}
    >
      <p>
        Together {formatMoney(money(total, currency))} of {formatMoney(price)}
      </p>
      <FieldError message={errorAt(form, 'milestones')} />
    </div>
  );
}
