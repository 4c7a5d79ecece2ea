import { listContent, reportLive } from '#contract/areas/content.ts';
import { getContract } from '#contract/areas/contracts.ts';
import { objectionHoursOf, spanText } from '#domain/objection.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import type { ContractView } from '@/features/contracts/contract-words.tsx';
import { Button } from '@/ui/button.tsx';
import { Field, Input } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { toast } from '@/ui/toast.tsx';
import type { ContentView } from '../content-words.tsx';

/** Says where an approved piece is published; from then on the time to object runs. */
export function ReportLive({ piece, contract }: { piece: ContentView; contract: ContractView }) {
  const form = useSchemaForm(reportLive.body, { url: '' });
  const mutation = useEndpointMutation(reportLive, {
    onSuccess: (saved) => {
      noteAndFollow(listContent, saved.contentId, { ...saved, media: piece.media });
      toast('Reported: your content is live');
    },
    invalidates: [listContent, getContract],
  });
  const params = { campaignId: piece.campaignId, contentId: piece.contentId };
  const submit = form.handleSubmit((body) =>
    mutation
      .mutateAsync({ params, body })
      .then(() => undefined)
      .catch((error: unknown) => placeIssues(form, error)),
  );
  return (
    <form onSubmit={submit} noValidate className="mt-4 grid gap-4 rounded-control border border-line bg-bg p-4">
      <Field
        label="Where it is published"
        error={errorAt(form, 'url')}
        hint={`Publish it, then paste its public address here. Once everything is live, payment follows ${spanText(objectionHoursOf(contract.terms))} later.`}
      >
        <Input type="url" inputMode="url" placeholder="https://" {...form.register('url')} />
      </Field>
      <FormError error={mutation.error} />
      <div>
        <Button type="submit" variant="primary" busy={mutation.isPending}>
          Report as live
        </Button>
      </div>
    </form>
  );
}
