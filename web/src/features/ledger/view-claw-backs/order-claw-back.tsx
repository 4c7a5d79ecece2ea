import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { listClawBackOrders, listPaidOut, orderClawBack } from '#contract/areas/claw-backs.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { Button } from '@/ui/button.tsx';
import { Field, Select, Textarea } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { MoneyField } from '@/ui/money-field.tsx';
import { Money } from '@/ui/money-view.tsx';
import { toast } from '@/ui/toast.tsx';
import { ChooseInfluencer, ChoosePaidOut, type Paid } from './choose-paid-out.tsx';
import { ConfirmOrder } from './confirm-order.tsx';
import { nameOfOrder } from './name-of-order.ts';

/** Orders that money is taken back: from whom, of which payment, how much and why, and once more before it is ordered. */
export function OrderClawBack(props: {
  influencerId: string | undefined;
  contractId: string | undefined;
  onInfluencer: (influencerId: string | undefined) => void;
}) {
  const { influencerId, contractId, onInfluencer } = props;
  const [paid, setPaid] = useState<Paid>();
  return (
    <Card title="Take money back" lead="Of what was paid out for a contract. The influencer is told how much and why.">
      {influencerId === undefined ? (
        <ChooseInfluencer onChoose={onInfluencer} />
      ) : paid && paid.influencerId === influencerId ? (
        <OrderOf key={`${paid.contractId} ${paid.part}`} paid={paid} onBack={() => setPaid(undefined)} />
      ) : (
        <div className="grid gap-3">
          <ChoosePaidOut influencerId={influencerId} contractId={contractId} onChoose={setPaid} />
          <div>
            <Button size="small" onClick={() => onInfluencer(undefined)}>
              Somebody else
            </Button>
          </div>
        </div>
      )}
    </Card>
  );
}

function OrderOf({ paid, onBack }: { paid: Paid; onBack: () => void }) {
  const { workspaceId, campaignId, contractId, part, takenBack } = paid;
  const { currency } = paid.paid;
  const amountMinor = Math.max(1, paid.paid.amountMinor - takenBack.amountMinor);
  const form = useSchemaForm(orderClawBack.body, {
    ...{ workspaceId, campaignId, contractId, part, use: 'reserve' as const, reason: '' },
    amount: { amountMinor, currency },
  });
  const [isAsked, setAsked] = useState(false);
  const values = useWatch({ control: form.control });
  const mutation = useEndpointMutation(orderClawBack, {
    onSuccess: (order) => {
      noteAndFollow(listClawBackOrders, nameOfOrder(order), order);
      toast('Ordered; the influencer is told');
      onBack();
    },
    invalidates: [listClawBackOrders, listPaidOut],
  });
  const send = form.handleSubmit((body) =>
    mutation.mutateAsync({ body }).catch((error: unknown) => {
      setAsked(false);
      placeIssues(form, error);
    }),
  );
  return (
    <form onSubmit={form.handleSubmit(() => setAsked(true))} noValidate className="grid gap-4">
      <div>
        <p className="font-medium wrap-anywhere">
          <Money value={paid.paid} /> to {paid.influencerName}
        </p>
        <p className="text-small wrap-anywhere text-faint">
          {paid.campaignTitle}, {paid.brandName}
        </p>
      </div>
      <MoneyField
        control={form.control}
        name="amount.amountMinor"
        label="Amount"
        currency={currency}
        error={errorAt(form, 'amount.amountMinor')}
      />
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
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary">
          Take it back
        </Button>
        <Button onClick={onBack}>Another payment</Button>
      </div>
      <ConfirmOrder
        open={isAsked}
        onClose={() => setAsked(false)}
        amount={{ amountMinor: values.amount?.amountMinor ?? 0, currency }}
        use={values.use ?? 'reserve'}
        from={paid.influencerName}
        brand={paid.brandName}
        busy={mutation.isPending}
        onConfirm={send}
      />
    </form>
  );
}
