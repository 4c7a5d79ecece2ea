import { type UseFormReturn, useFieldArray, useWatch } from 'react-hook-form';
import type * as z from 'zod/mini';
import { getRateCard, putRateCard, type RateCard } from '#contract/areas/applications.ts';
import { PLATFORMS } from '#contract/schemas.ts';
import { DELIVERABLE_TYPES } from '#domain/campaign.ts';
import { remember, useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { Button, IconButton } from '@/ui/button.tsx';
import { CurrencySelect } from '@/ui/currency-select.tsx';
import { Field, FieldError, Select } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { MoneyField } from '@/ui/money-field.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';
import { platformName } from '@/ui/words.ts';

type Values = z.input<typeof putRateCard.body>;
type RateForm = UseFormReturn<Values, unknown, z.output<typeof putRateCard.body>>;

const MOST = 100;

export function EditRateCard() {
  const card = useEndpoint(getRateCard, {});
  return (
    <>
      <PageHeader
        title="Rate card"
        lead={
          <>
            Your usual price for one piece of each kind. Offers may differ.
            {card.data?.updatedAt && (
              <>
                {' '}
                Changed <RelativeTime at={card.data.updatedAt} />.
              </>
            )}
          </>
        }
      />
      <Loaded query={card}>{(data) => <Form card={data} />}</Loaded>
    </>
  );
}

function Form({ card }: { card: z.output<typeof RateCard> }) {
  const form = useSchemaForm(putRateCard.body, { lines: card.lines }) as unknown as RateForm;
  const rows = useFieldArray({ control: form.control, name: 'lines' });
  const mutation = useEndpointMutation(putRateCard, {
    onSuccess: (saved) => {
      remember(getRateCard, {}, saved);
      toast('Rate card saved');
    },
  });
  const submit = form.handleSubmit((body) =>
    mutation
      .mutateAsync({ body })
      .then(() => undefined)
      .catch((error: unknown) =>
        // A second price for the same kind is said at the row; its first field can show it.
        placeIssues(form, error, (path) => (/^lines\.\d+$/.test(path) ? `${path}.type` : path)),
      ),
  );
  const add = () => {
    const currency = form.getValues('lines').at(-1)?.price.currency ?? 'EUR';
    rows.append({ platform: 'instagram', type: 'post', price: { amountMinor: undefined as never, currency } });
  };
  return (
    <form onSubmit={submit} noValidate className="grid max-w-3xl gap-5">
      <Card>
        {rows.fields.length === 0 && (
          <p className="mb-4 text-soft">No prices yet. Add one for each kind of content you make.</p>
        )}
        <ul className="grid gap-4">
          {rows.fields.map((row, index) => (
            <li key={row.id} className="rounded-control border border-line bg-bg p-4">
              <div className="mb-3 flex items-center justify-between">
                <h2 className="text-small font-semibold">Price {index + 1}</h2>
                <IconButton icon="trash" label={`Remove price ${index + 1}`} onClick={() => rows.remove(index)} />
              </div>
              <Line form={form} index={index} />
            </li>
          ))}
        </ul>
        <FieldError
          message={rows.fields.length === 0 && errorAt(form, 'lines') ? 'Add at least one price' : undefined}
        />
        {rows.fields.length < MOST && (
          <Button icon="plus" className={rows.fields.length > 0 ? 'mt-4' : ''} onClick={add}>
            Add a price
          </Button>
        )}
      </Card>
      <FormError error={mutation.error} />
      <div>
        <Button type="submit" variant="primary" busy={mutation.isPending}>
          Save rate card
        </Button>
      </div>
    </form>
  );
}

function Line({ form, index }: { form: RateForm; index: number }) {
  const currency = useWatch({ control: form.control, name: `lines.${index}.price.currency` }) ?? 'EUR';
  const price = `lines.${index}.price.amountMinor` as const;
  // A new row is validated as soon as it is there; it says so only once its price was visited. Otherwise the message would go away under the
  // pointer when the price is left, and a press on the button below would miss it.
  const visited = form.getFieldState(price, form.formState).isTouched || form.formState.isSubmitted;
  return (
    <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-[1fr_1fr_7rem_1fr]">
      <Field label="Platform" error={errorAt(form, `lines.${index}.platform`)}>
        <Select {...form.register(`lines.${index}.platform`)}>
          {PLATFORMS.map((platform) => (
            <option key={platform} value={platform}>
              {platformName(platform)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Type" error={errorAt(form, `lines.${index}.type`)}>
        <Select {...form.register(`lines.${index}.type`)}>
          {DELIVERABLE_TYPES.map((type) => (
            <option key={type} value={type}>
              {type.charAt(0).toUpperCase() + type.slice(1)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Currency" error={errorAt(form, `lines.${index}.price.currency`)}>
        <CurrencySelect {...form.register(`lines.${index}.price.currency`)} />
      </Field>
      <MoneyField
        control={form.control}
        name={price}
        label="Price for one"
        currency={currency}
        error={visited ? errorAt(form, price) : undefined}
      />
    </div>
  );
}
