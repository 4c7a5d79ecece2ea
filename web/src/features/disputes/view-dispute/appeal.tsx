import { useState } from 'react';
import { appealDecision, getDispute, listDisputes, waiveAppeal } from '#contract/areas/disputes.ts';
import { APPEAL_ANSWER_DAYS } from '#domain/dispute.ts';
import { noteAndFollow, readAgainSoon } from '@/api/follow-up.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { MONEY_READS } from '@/features/payments/money-reads.ts';
import { Button } from '@/ui/button.tsx';
import { ConfirmDialog } from '@/ui/dialog.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { toast } from '@/ui/toast.tsx';
import type { DisputeDetail, Reader } from '../dispute-words.tsx';
import { SayForm } from './add-evidence.tsx';

const READS = [getDispute, listDisputes, ...MONEY_READS] as const;

/** Appeals against the decision, once, with what speaks for it. */
export function Appeal({ dispute }: { dispute: DisputeDetail }) {
  return (
    <SayForm
      dispute={dispute}
      by={appealDecision}
      words={{
        title: 'Appeal',
        lead: `Once, and with what was not shown before. Both of you may then add to it for ${APPEAL_ANSWER_DAYS} days; somebody else at Accord decides, for good.`,
        label: 'Why is the decision wrong?',
        button: 'Appeal',
        done: 'Appealed',
      }}
      isMain={false}
    />
  );
}

/** Accepts the decision; when the other side has as well, the money goes at once. */
export function AcceptDecision({ dispute, reader }: { dispute: DisputeDetail; reader: Reader }) {
  const may = useMay('dispute:settle', dispute.campaignId);
  const [asking, setAsking] = useState(false);
  const mutation = useEndpointMutation(waiveAppeal, {
    onSuccess: (saved) => {
      setAsking(false);
      noteAndFollow(listDisputes, saved.disputeId, saved);
      readAgainSoon(...MONEY_READS);
      toast(saved.outcome ? 'Accepted by both: the money goes as decided' : 'Accepted; the other side was told');
    },
    invalidates: READS,
  });
  if (!may || reader === 'staff' || dispute.waivedBy.includes(reader)) return null;
  return (
    <Card title="Do you agree with it?" lead="When both of you accept the decision, the money goes at once.">
      <Button variant="primary" onClick={() => setAsking(true)}>
        Accept the decision
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Accept the decision?"
        confirmLabel="Accept it"
        backLabel="Back"
        busy={mutation.isPending}
        onConfirm={() => mutation.mutate({ params: { disputeId: dispute.disputeId } })}
        error={<FormError error={mutation.error} />}
      >
        You can then no longer appeal. It cannot be taken back.
      </ConfirmDialog>
    </Card>
  );
}
