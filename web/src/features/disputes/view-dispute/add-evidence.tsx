import { addEvidence, getDispute, listDisputes } from '#contract/areas/disputes.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { Button } from '@/ui/button.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { toast } from '@/ui/toast.tsx';
import type { DisputeDetail, Reader } from '../dispute-words.tsx';
import { linkErrorOf } from '../open-dispute/open-dispute.tsx';
import { ShownFields, useShown } from '../shown-fields.tsx';

/** Answers a dispute, or adds to it. */
export function AddEvidence({ dispute, reader }: { dispute: DisputeDetail; reader: Reader }) {
  const { shown, fields, clear } = useShown();
  const isAnswer = dispute.answerBy === reader;
  const mutation = useEndpointMutation(addEvidence, {
    onSuccess: () => {
      clear();
      toast(isAnswer ? 'Answered; the other side was told' : 'Added; the other side was told');
    },
    invalidates: [getDispute, listDisputes],
  });
  return (
    <Card title={isAnswer ? 'Your answer' : 'Add evidence'}>
      <form
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (shown) mutation.mutate({ params: { disputeId: dispute.disputeId }, body: shown });
        }}
      >
        <ShownFields
          label={isAnswer ? 'What do you say to it?' : 'What do you want to add?'}
          fields={fields}
          mayUpload={reader === 'influencer'}
          linkError={linkErrorOf(mutation.error)}
        />
        <p className="text-small text-faint">It cannot be changed or removed afterwards.</p>
        <FormError error={mutation.error} />
        <div>
          <Button
            type="submit"
            variant={isAnswer ? 'primary' : 'secondary'}
            busy={mutation.isPending}
            disabled={!shown}
          >
            {isAnswer ? 'Answer' : 'Add'}
          </Button>
        </div>
      </form>
    </Card>
  );
}
