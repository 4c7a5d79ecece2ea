import { useWatch } from 'react-hook-form';
import { listClawBackOrders, orderClawBack } from '#contract/areas/claw-backs.ts';
import { CURRENCIES } from '#domain/currencies.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { Button } from '@/ui/button.tsx';
import { Field, Input, Select, Textarea } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { MoneyField } from '@/ui/money-field.tsx';
import { toast } from '@/ui/toast.tsx';
import { nameOfOrder } from './name-of-order.ts';

const EMPTY = {
  ...{ workspaceId: '', campaignId: '', contractId: '', use: 'reserve' as const, reason: '' },
  amount: { amountMinor: undefined as never, currency: 'EUR' as const },
};

const IDS = [
  ['workspaceId', 'Workspace'],
  ['campaignId', 'Campaign'],
  ['contractId', 'Contract'],
] as const;

/** Orders that money of a released contract is taken back from its influencer. */
export function OrderClawBack() {
  const form = useSchemaForm(orderClawBack.body, EMPTY);
  const currency = useWatch({ control: form.control, name: 'amount.currency' });
  const mutation = useEndpointMutation(orderClawBack, {
    onSuccess: (order) => {
      noteAndFollow(listClawBackOrders, nameOfOrder(order), order);
      form.reset(EMPTY);
      toast('Ordered; the influencer is told');
    },
    invalidates: [listClawBackOrders],
  });
  const submit = form.handleSubmit((body) =>
    mutation
      .mutateAsync({ body })
      .then(() => undefined)
      .catch((error: unknown) => placeIssues(form, error)),
  );
  return (
    <Card
      title="Take money back"
      lead="For a contract whose money was paid out. The influencer is told how much and why."
    >
      <form onSubmit={submit} noValidate className="grid gap-4">
        {IDS.map(([name, label]) => (
          <Field key={name} label={`${label} id`} error={errorAt(form, name)}>
            <Input {...form.register(name)} autoComplete="off" spellCheck={false} />
          </Field>
        ))}
        <Field
          label="Part"
          optional
          hint="Where the contract was paid out in several, e.g. 2."
          error={errorAt(form, 'part')}
        >
          <Input {...form.register('part', { setValueAs: (value) => value || undefined })} autoComplete="off" />
        </Field>
        <div className="grid gap-4 sm:grid-cols-[7rem_1fr]">
          <Field label="Currency" error={errorAt(form, 'amount.currency')}>
            <Select {...form.register('amount.currency')}>
              {CURRENCIES.map((code) => (
                <option key={code}>{code}</option>
              ))}
            </Select>
          </Field>
          <MoneyField
            control={form.control}
            name="amount.amountMinor"
            label="Amount"
            currency={currency}
            error={errorAt(form, 'amount.amountMinor')}
          />
        </div>
        <Field label="What it is for" error={errorAt(form, 'use')}>
          <Select {...form.register('use')}>
            <option value="reserve">Keep it in reserve for the payment</option>
            <option value="refund">Pay it back to the brand</option>
          </Select>
        </Field>
        <Field label="Reason" hint="The influencer reads it." error={errorAt(form, 'reason')}>
          <Textarea rows={3} {...form.register('reason')} />
        </Field>
        <FormError error={mutation.error} />
        <div>
          <Button type="submit" variant="primary" busy={mutation.isPending}>
            Take it back
          </Button>
        </div>
      </form>
    </Card>
  );
}
