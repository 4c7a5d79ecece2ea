import { useState } from 'react';
import * as z from 'zod/mini';
import { listAdjustments, listReconciliations, proposeAdjustment } from '#contract/areas/payments.ts';
import type { Currency } from '#domain/currencies.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { Field, Input, Select, Textarea } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { FormDialog } from '@/ui/form-dialog.tsx';
import { toast } from '@/ui/toast.tsx';
import { AdjustmentLines } from './adjustment-lines.tsx';
import { type DriftView, differencesOf, linesFor, REST_ACCOUNTS, type RestAccount } from './lines-for.ts';

export const ADJUSTMENT_READS = [listReconciliations, listAdjustments];

const { workspaceId, paymentId, reason } = proposeAdjustment.body.shape;
const Said = z.strictObject({ workspaceId, paymentId, reason });

/** Proposes entries for what an object differs by; another admin has to approve them. */
export function ProposeAdjustment({ day, item, onClose }: { day: string; item: DriftView; onClose: () => void }) {
  const differences = differencesOf(item);
  const [restTo, setRestTo] = useState<Partial<Record<Currency, RestAccount>>>({});
  const accountFor = (currency: Currency) => restTo[currency] ?? (differences.length > 1 ? 'fx' : 'credit');
  const lines = linesFor(differences, accountFor);
  const form = useSchemaForm(Said, {
    ...{ workspaceId: item.workspaceId ?? '', paymentId: item.paymentId ?? '', reason: '' },
  });
  const { register } = form;
  const propose = useEndpointMutation(proposeAdjustment, {
    onSuccess: () => {
      toast('Proposed: another admin has to approve it within 7 days');
      onClose();
    },
    invalidates: ADJUSTMENT_READS,
  });
  const submit = form.handleSubmit((said) =>
    propose
      .mutateAsync({ body: { day, objectId: item.objectId, lines, ...said } })
      .then(() => undefined)
      .catch((error: unknown) => placeIssues(form, error)),
  );
  return (
    <FormDialog
      onClose={onClose}
      title="Put the ledger right"
      submitLabel="Propose"
      busy={propose.isPending}
      onSubmit={submit}
    >
      <p className="text-small text-soft">
        These entries make up for exactly what differs about <span className="wrap-anywhere">{item.objectId}</span>.
        Nothing is posted before another admin has approved it.
      </p>
      {differences
        .filter(({ amountMinor }) => amountMinor !== 0)
        .map(({ currency }) => (
          <Field
            key={currency}
            label={differences.length > 1 ? `What becomes of the ${currency}?` : 'What becomes of it?'}
          >
            <Select
              value={accountFor(currency)}
              onChange={({ target }) => setRestTo({ ...restTo, [currency]: target.value as RestAccount })}
            >
              {Object.entries(REST_ACCOUNTS).map(([account, words]) => (
                <option key={account} value={account}>
                  {words}
                </option>
              ))}
            </Select>
          </Field>
        ))}
      <AdjustmentLines lines={lines} />
      {item.paymentId === null && (
        <>
          <Field label="Workspace" hint="Its id, wsp_…" error={errorAt(form, 'workspaceId')}>
            <Input {...register('workspaceId')} autoComplete="off" />
          </Field>
          <Field label="Payment that it belongs to" hint="Its id, pay_…" error={errorAt(form, 'paymentId')}>
            <Input {...register('paymentId')} autoComplete="off" />
          </Field>
        </>
      )}
      <Field label="Why is this right?" error={errorAt(form, 'reason')}>
        <Textarea rows={3} maxLength={1000} {...register('reason')} />
      </Field>
      <FormError error={propose.error} />
    </FormDialog>
  );
}
