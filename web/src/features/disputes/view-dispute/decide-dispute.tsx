import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { getDispute, listDisputes, resolveDispute } from '#contract/areas/disputes.ts';
import { APPEAL_DAYS } from '#domain/dispute.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { Button } from '@/ui/button.tsx';
import { ConfirmDialog } from '@/ui/dialog.tsx';
import { Field, Textarea } from '@/ui/field.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { toast } from '@/ui/toast.tsx';
import type { DisputeDetail } from '../dispute-words.tsx';
import { DivideField, DivisionOf, partsOf } from '../divide-field.tsx';

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
    <Card
      title={dispute.appeal ? 'Decide the appeal' : 'Decide'}
      {...(dispute.appeal ? { lead: 'For good, and by somebody who has not decided it before.' } : {})}
    >
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
        <Field label="Reason" hint={`At least ${LEAST_REASON} characters; both sides read it.`}>
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
        backLabel="Back"
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
        <div className="grid gap-4">
          {parts && <DivisionOf amount={amount} parts={parts} lots={dispute.lots} reader="staff" />}
          <p className="whitespace-pre-line wrap-anywhere">“{reason.trim()}”</p>
          <p>
            {dispute.appeal
              ? 'It is final: the money moves by it at once, and it cannot be taken back.'
              : `No money moves for ${APPEAL_DAYS} days, in which either side may appeal, unless both accept it before. It cannot be changed.`}
          </p>
        </div>
      </ConfirmDialog>
    </Card>
  );
}
