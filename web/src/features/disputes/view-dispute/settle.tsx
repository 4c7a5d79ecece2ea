import { useState } from 'react';
import {
  acceptSettlement,
  getDispute,
  listDisputes,
  proposeSettlement,
  withdrawDispute,
} from '#contract/areas/disputes.ts';
import { noteAndFollow, readAgainSoon } from '@/api/follow-up.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { MONEY_READS } from '@/features/payments/money-reads.ts';
import { Button } from '@/ui/button.tsx';
import { ConfirmDialog } from '@/ui/dialog.tsx';
import { Field, Textarea } from '@/ui/field.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { toast } from '@/ui/toast.tsx';
import { authorName, type DisputeDetail, DivisionLines, type Reader } from '../dispute-words.tsx';
import { DivideField, partsOf } from '../divide-field.tsx';

const READS = [getDispute, listDisputes, ...MONEY_READS] as const;

/** What is on the table, and what the reader would put there. */
export function Settle({ dispute, reader }: { dispute: DisputeDetail; reader: Reader }) {
  const may = useMay('dispute:settle', dispute.campaignId);
  const [proposing, setProposing] = useState(false);
  const { proposal } = dispute;
  if (!proposal && !may) return null;
  return (
    <Card title="Settle it between you">
      {proposal ? (
        <div className="grid gap-3">
          <p className="text-small text-soft">
            {authorName(proposal.by, reader, dispute)} proposed to divide what is held like this:
          </p>
          <DivisionLines division={proposal.division} reader={reader} />
          {may && proposal.by !== reader && <Accept dispute={dispute} />}
        </div>
      ) : (
        <p className="text-small text-soft">
          Propose how to divide what is held. If the other side accepts, it is done.
        </p>
      )}
      {may &&
        (proposing ? (
          <Propose dispute={dispute} reader={reader} onDone={() => setProposing(false)} />
        ) : (
          <div className="mt-4">
            <Button onClick={() => setProposing(true)}>
              {proposal ? 'Propose something else' : 'Propose a division'}
            </Button>
          </div>
        ))}
    </Card>
  );
}

function Accept({ dispute }: { dispute: DisputeDetail }) {
  const [asking, setAsking] = useState(false);
  const mutation = useEndpointMutation(acceptSettlement, {
    onSuccess: (saved) => {
      setAsking(false);
      noteAndFollow(listDisputes, saved.disputeId, saved);
      readAgainSoon(...MONEY_READS);
      toast('Settled: the money goes as you agreed');
    },
    invalidates: READS,
  });
  const { proposal } = dispute;
  if (!proposal) return null;
  return (
    <div>
      <Button variant="primary" onClick={() => setAsking(true)}>
        Accept
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Accept this division?"
        confirmLabel="Accept it"
        busy={mutation.isPending}
        onConfirm={() =>
          mutation.mutate({
            params: { disputeId: dispute.disputeId },
            body: { entryNumber: proposal.entryNumber },
          })
        }
        error={<FormError error={mutation.error} />}
      >
        The dispute is over with that, and the money goes to each of you as agreed. It cannot be taken back.
      </ConfirmDialog>
    </div>
  );
}

function Propose(props: { dispute: DisputeDetail; reader: Reader; onDone: () => void }) {
  const { dispute, reader } = props;
  const [influencerMinor, setInfluencerMinor] = useState<number>();
  const [text, setText] = useState('');
  const mutation = useEndpointMutation(proposeSettlement, {
    onSuccess: (saved) => {
      props.onDone();
      noteAndFollow(listDisputes, saved.disputeId, saved);
      toast('Proposed; the other side was told');
    },
    invalidates: [getDispute, listDisputes],
  });
  const parts = partsOf(dispute.amount, influencerMinor);
  return (
    <form
      className="mt-4 grid gap-4 border-t border-line pt-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (parts) mutation.mutate({ params: { disputeId: dispute.disputeId }, body: { ...parts, text: text.trim() } });
      }}
    >
      <DivideField
        label={reader === 'influencer' ? 'For you' : 'For the creator'}
        amount={dispute.amount}
        lots={dispute.lots}
        reader={reader}
        value={influencerMinor}
        onChange={setInfluencerMinor}
      />
      <Field label="Why" optional>
        <Textarea rows={2} maxLength={4000} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <FormError error={mutation.error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={mutation.isPending} disabled={!parts}>
          Propose it
        </Button>
        <Button variant="ghost" onClick={props.onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

/** Takes the dispute back; what the release had been waiting for goes on. */
export function TakeBack({ dispute }: { dispute: DisputeDetail }) {
  const [asking, setAsking] = useState(false);
  const mutation = useEndpointMutation(withdrawDispute, {
    onSuccess: (saved) => {
      setAsking(false);
      noteAndFollow(listDisputes, saved.disputeId, saved);
      readAgainSoon(...MONEY_READS);
      toast('Taken back: the money is held as before');
    },
    invalidates: READS,
  });
  return (
    <div>
      <Button variant="ghost" onClick={() => setAsking(true)}>
        Take the dispute back
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Take the dispute back?"
        confirmLabel="Take it back"
        busy={mutation.isPending}
        onConfirm={() => mutation.mutate({ params: { disputeId: dispute.disputeId }, body: { text: '' } })}
        error={<FormError error={mutation.error} />}
      >
        The money is held as before, and the release goes on where it was.
      </ConfirmDialog>
    </div>
  );
}
