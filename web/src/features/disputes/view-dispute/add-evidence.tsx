import { addEvidence, type appealDecision, getDispute, listDisputes } from '#contract/areas/disputes.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
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
  const isAnswer = dispute.answerBy === reader;
  return (
    <SayForm
      dispute={dispute}
      by={addEvidence}
      words={
        isAnswer
          ? { title: 'Your answer', label: 'What do you say to it?', button: 'Answer', done: 'Answered' }
          : { title: 'Add evidence', label: 'What do you want to add?', button: 'Add', done: 'Added' }
      }
      isMain={isAnswer}
    />
  );
}

/** A form for what a side says and shows, by one of the calls that take it. */
export function SayForm(props: {
  dispute: DisputeDetail;
  by: typeof addEvidence | typeof appealDecision;
  words: { title: string; lead?: string; label: string; button: string; done: string };
  isMain: boolean;
}) {
  const { dispute, words } = props;
  const { shown, fields, clear } = useShown();
  const mutation = useEndpointMutation(props.by, {
    onSuccess: (saved) => {
      clear();
      noteAndFollow(listDisputes, saved.disputeId, saved);
      toast(`${words.done}; the other side was told`);
    },
    invalidates: [getDispute, listDisputes],
  });
  return (
    <Card title={words.title} {...(words.lead ? { lead: words.lead } : {})}>
      <form
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (shown) mutation.mutate({ params: { disputeId: dispute.disputeId }, body: shown });
        }}
      >
        <ShownFields label={words.label} fields={fields} linkError={linkErrorOf(mutation.error)} />
        <p className="text-small text-faint">It cannot be changed or removed afterwards.</p>
        <FormError error={mutation.error} />
        <div>
          <Button
            type="submit"
            variant={props.isMain ? 'primary' : 'secondary'}
            busy={mutation.isPending}
            disabled={!shown}
          >
            {words.button}
          </Button>
        </div>
      </form>
    </Card>
  );
}
