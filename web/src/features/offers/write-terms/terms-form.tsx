import type { LinkProps } from '@tanstack/react-router';
import { type UseFormReturn, useFieldArray, useWatch } from 'react-hook-form';
import type * as z from 'zod/mini';
import { counterOffer } from '#contract/areas/offers.ts';
import { PLATFORMS } from '#contract/schemas.ts';
import { DELIVERABLE_TYPES } from '#domain/campaign.ts';
import type { Currency } from '#domain/currencies.ts';
import { OBJECTION_HOURS } from '#domain/objection.ts';
import type { Side } from '#domain/offer.ts';
import type { ApiError } from '@/api/problem.ts';
import { Button, ButtonLink, IconButton } from '@/ui/button.tsx';
import { Field, FieldError, Input, Select, Textarea } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { MoneyField } from '@/ui/money-field.tsx';
import { NumberField } from '@/ui/number-field.tsx';
import { platformName } from '@/ui/words.ts';
import { LiveQuote, type QuoteAbout, useTypedDue } from './live-quote.tsx';
import { Milestones } from './milestone-fields.tsx';
import { RightsFields } from './rights-fields.tsx';

export type TermsValues = z.input<typeof counterOffer.body>;
export type TermsBody = z.output<typeof counterOffer.body>;
export type TermsForm = UseFormReturn<TermsValues, unknown, TermsBody>;

const MOST = 20;

/** Milestones name only content that is still to be made; with fewer than two there are none. */
function withMilestones({ milestones = [], ...body }: TermsBody): TermsBody {
  if (milestones.length < 2) return body;
  const ids = body.deliverables.map(({ deliverableId }) => deliverableId);
  return {
    ...body,
    milestones: milestones.map((one) => ({
      ...one,
      deliverableIds: one.deliverableIds.filter((deliverableId) => ids.includes(deliverableId)),
    })),
  };
}

/** Terms as one side writes them: for a first offer and for every answer with other terms. */
export function WriteTerms(props: {
  defaults: TermsValues;
  currency: Currency;
  side: Side;
  about: QuoteAbout;
  error: ApiError | null;
  busy: boolean;
  sendLabel: string;
  cancel: Pick<LinkProps, 'to' | 'params' | 'search'>;
  onSend: (body: TermsBody) => Promise<void>;
}) {
  const form = useSchemaForm(counterOffer.body, props.defaults as never) as unknown as TermsForm;
  const submit = form.handleSubmit((body) =>
    props.onSend(withMilestones(body)).catch((error: unknown) => placeIssues(form, error)),
  );
  return (
    <form onSubmit={submit} noValidate className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <div className="grid min-w-0 gap-5">
        <Card title="Price">
          <div className="grid gap-5 sm:grid-cols-2">
            <MoneyField
              control={form.control}
              name="price.amountMinor"
              label="Price for everything below"
              currency={props.currency}
              error={errorAt(form, 'price.amountMinor')}
            />
          </div>
        </Card>
        <Preview {...props} form={form} className="lg:hidden" />
        <Pieces form={form} />
        <OtherTerms form={form} />
        <RightsFields form={form} />
        <Milestones form={form} currency={props.currency} about={props.about} />
        <FormError error={props.error} />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" variant="primary" busy={props.busy}>
            {props.sendLabel}
          </Button>
          <ButtonLink {...props.cancel} variant="ghost">
            Cancel
          </ButtonLink>
        </div>
      </div>
      <Preview {...props} form={form} className="hidden lg:sticky lg:top-6 lg:block" />
    </form>
  );
}

function Preview(props: { form: TermsForm; currency: Currency; side: Side; about: QuoteAbout; className: string }) {
  const { form, currency, side, about } = props;
  const typed = useWatch({ control: form.control, name: 'price.amountMinor' });
  const due = useTypedDue(form);
  const amountMinor = typed !== undefined && Number.isSafeInteger(typed) ? typed : 0;
  return (
    <Card title="What this price means" className={props.className}>
      <LiveQuote about={about} price={{ amountMinor, currency }} due={due} side={side} />
    </Card>
  );
}

function Pieces({ form }: { form: TermsForm }) {
  const rows = useFieldArray({ control: form.control, name: 'deliverables' });
  const isExtension = useWatch({ control: form.control, name: 'extends' }) !== undefined;
  return (
    <Card
      title="To be made"
      {...(isExtension && { lead: 'Nothing has to be made anew: this extends the use of what there is.' })}
    >
      <ol className="grid gap-4">
        {rows.fields.map((row, index) => (
          <li key={row.id} className="rounded-control border border-line bg-bg p-4">
            <div className="mb-3 flex items-center justify-between">
              <h3 className="text-small font-semibold">Content {index + 1}</h3>
              {(rows.fields.length > 1 || isExtension) && (
                <IconButton icon="trash" label={`Remove content ${index + 1}`} onClick={() => rows.remove(index)} />
              )}
            </div>
            <div className="grid gap-4 sm:grid-cols-3">
              <Field label="Platform" error={errorAt(form, `deliverables.${index}.platform`)}>
                <Select {...form.register(`deliverables.${index}.platform`)}>
                  {PLATFORMS.map((platform) => (
                    <option key={platform} value={platform}>
                      {platformName(platform)}
                    </option>
                  ))}
                </Select>
              </Field>
              <Field label="Type" error={errorAt(form, `deliverables.${index}.type`)}>
                <Select {...form.register(`deliverables.${index}.type`)}>
                  {DELIVERABLE_TYPES.map((type) => (
                    <option key={type} value={type}>
                      {type.charAt(0).toUpperCase() + type.slice(1)}
                    </option>
                  ))}
                </Select>
              </Field>
              <NumberField form={form} name={`deliverables.${index}.count`} label="How many" />
            </div>
          </li>
        ))}
      </ol>
      <FieldError message={rows.fields.length === 0 ? errorAt(form, 'deliverables') : undefined} />
      {rows.fields.length < MOST && (
        <Button
          icon="plus"
          className="mt-4"
          onClick={() =>
            rows.append({
              deliverableId: `d-${crypto.randomUUID().slice(0, 8)}`,
              type: 'post',
              platform: 'instagram',
              count: 1,
            })
          }
        >
          Add content
        </Button>
      )}
    </Card>
  );
}

function OtherTerms({ form }: { form: TermsForm }) {
  const isExtension = useWatch({ control: form.control, name: 'extends' }) !== undefined;
  return (
    <Card title="Terms">
      <div className="grid gap-5">
        <div className="grid gap-5 sm:grid-cols-3">
          <Field label={isExtension ? 'From' : 'All of it live by'} error={errorAt(form, 'dueOn')}>
            <Input type="date" {...form.register('dueOn')} />
          </Field>
          <NumberField form={form} name="revisionRounds" label="Rounds of changes" />
          <NumberField form={form} name="expiresInDays" label="Days to answer" />
        </div>
        <div className="grid gap-5 sm:grid-cols-2">
          <NumberField
            form={form}
            name="reviewDays"
            label="Days the brand has to answer content"
            optional
            hint="Content that is not answered by then counts as approved; pictures that nobody has looked at go to a moderator first. Empty: it waits for the answer."
          />
          <NumberField
            form={form}
            name="objectionHours"
            label="Hours the brand may object"
            hint={`From ${OBJECTION_HOURS.least} to ${OBJECTION_HOURS.most}, counted once the last piece is live. Then the money is paid out.`}
          />
        </div>
        <Field label="Message" optional error={errorAt(form, 'message')}>
          <Textarea rows={3} {...form.register('message')} />
        </Field>
      </div>
    </Card>
  );
}
