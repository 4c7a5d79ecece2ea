import type * as z from 'zod/mini';
import { listContent, submitContent } from '#contract/areas/content.ts';
import { getContract } from '#contract/areas/contracts.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import type { ContractView } from '@/features/contracts/contract-words.tsx';
import { Button } from '@/ui/button.tsx';
import { Field, Input, Textarea } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { toast } from '@/ui/toast.tsx';

/** One piece for a deliverable: where to see it, and its caption. */
export function SubmitContent(props: {
  contract: ContractView;
  deliverable: ContractView['terms']['deliverables'][number];
  onDone: () => void;
}) {
  const { contract, deliverable } = props;
  const start: z.input<typeof submitContent.body> = {
    contractId: contract.contractId,
    deliverableId: deliverable.deliverableId,
    mediaUrls: [''],
    caption: '',
  };
  const form = useSchemaForm(submitContent.body, start);
  const mutation = useEndpointMutation(submitContent, {
    onSuccess: (saved) => {
      noteAndFollow(listContent, saved.contentId, saved);
      props.onDone();
      toast('Handed in: the brand looks at it now');
    },
    invalidates: [listContent, getContract],
  });
  const submit = form.handleSubmit((body) =>
    mutation
      .mutateAsync({ params: { campaignId: contract.campaignId }, body })
      .then(() => undefined)
      .catch((error: unknown) => placeIssues(form, error)),
  );
  return (
    <form onSubmit={submit} noValidate className="grid gap-4 rounded-control border border-line bg-bg p-4">
      <Field
        label="Where the brand can see it"
        error={errorAt(form, 'mediaUrls.0')}
        hint="A private link to the file or draft, beginning with https://"
      >
        <Input type="url" inputMode="url" placeholder="https://" {...form.register('mediaUrls.0')} />
      </Field>
      <Field label="Caption" optional error={errorAt(form, 'caption')}>
        <Textarea rows={3} {...form.register('caption')} />
      </Field>
      <FormError error={mutation.error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={mutation.isPending}>
          Hand in
        </Button>
        <Button variant="ghost" onClick={props.onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
