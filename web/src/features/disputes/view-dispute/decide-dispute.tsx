import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { getDispute, listDisputes, resolveDispute } from '#contract/areas/disputes.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { Button } from '@/ui/button.tsx';
import { ConfirmDialog } from '@/ui/dialog.tsx';
import { Field, Textarea } from '@/ui/field.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { toast } from '@/ui/toast.tsx';
import type { DisputeDetail } from '../dispute-words.tsx';
import { DivideField, partsOf } from '../divide-field.tsx';

/** The shortest reason that both sides can make something of, characters. */
const LEAST_REASON = 10;

/** Staff decides: all to one side, or a division; with the reason, which both sides read. */
export function DecideDispute({ dispute }: { dispute: DisputeDetail }) {
  const navigate = useNavigate();
  const [influencerMinor, setInfluencerMinor] = useState<number>();
  const [reason, setReason] = useState('');
  const [asking, setAsking] = useState(false);
  const mutation = useEndpointMutation(resolveDispute, {
    onSuccess: () => {
      setAsking(false);
      // It leaves the queue with the decision.
      noteAndFollow(listDisputes, dispute.disputeId, undefined);
      toast('Decided; both sides were told');
      void navigate({ to: '/disputes' });
    },
    invalidates: [getDispute, listDisputes],
  });
  const parts = partsOf(dispute.amount, influencerMinor);
  const { workspaceId, amount } = dispute;
  if (!workspaceId) return null;
  return (
    <Card title="Decide">
      <form
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setAsking(true);
        }}
      >
        <div className="flex flex-wrap gap-2">
          <Button size="small" onClick={() => setInfluencerMinor(amount.amountMinor)}>
            All to the creator
          </Button>
          <Button size="small" onClick={() => setInfluencerMinor(0)}>
            All back to the brand
          </Button>
        </div>
        <DivideField
          label="For the creator"
          amount={amount}
          lots={dispute.lots}
          reader="staff"
          value={influencerMinor}
          onChange={setInfluencerMinor}
        />
        <Field label="Reason" hint="Both sides read it.">
          <Textarea rows={4} maxLength={4000} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <FormError error={asking ? null : mutation.error} />
        <div>
          <Button type="submit" variant="primary" disabled={!parts || reason.trim().length < LEAST_REASON}>
            Decide
          </Button>
        </div>
      </form>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Decide like this?"
        confirmLabel="Decide"
        busy={mutation.isPending}
        onConfirm={() =>
          parts &&
          mutation.mutate({
            params: { disputeId: dispute.disputeId },
            body: { workspaceId, ...parts, reason: reason.trim() },
          })
        }
        error={<FormError error={mutation.error} />}
      >
        The money moves by it at once, and it cannot be taken back.
      </ConfirmDialog>
    </Card>
  );
}
