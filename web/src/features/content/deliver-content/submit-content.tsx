import { useState } from 'react';
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
import type { ContentView } from '../content-words.tsx';
import { UploadFiles } from './upload-files.tsx';

/** One piece for a deliverable: its files or where to see it, and its caption. */
export function SubmitContent(props: {
  contract: ContractView;
  deliverable: ContractView['terms']['deliverables'][number];
  /** The piece that waits for changes; what is handed in now is its next version. */
  revises?: ContentView | undefined;
  onDone: () => void;
}) {
  const { contract, deliverable, revises } = props;
  const [files, setFiles] = useState({ count: 0, busy: false });
  const start: z.input<typeof submitContent.body> = {
    contractId: contract.contractId,
    deliverableId: deliverable.deliverableId,
    uploadIds: [],
    mediaUrls: [''],
    caption: '',
    ...(revises ? { revises: revises.contentId } : {}),
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
      {revises && <p className="text-small text-soft">This is the next version of the piece that waits for changes.</p>}
      <UploadFiles
        error={errorAt(form, 'uploadIds')}
        onChange={(now) => {
          setFiles(now);
          form.setValue('uploadIds', now.ready);
          // A file is enough: the link is asked for only without one.
          if (now.count > 0 !== files.count > 0) form.setValue('mediaUrls', now.count > 0 ? [] : ['']);
        }}
      />
      {files.count === 0 && (
        <Field
          label="Where the brand can see it"
          error={errorAt(form, 'mediaUrls.0')}
          hint="Or a private link to the file or draft, beginning with https://"
        >
          <Input type="url" inputMode="url" placeholder="https://" {...form.register('mediaUrls.0')} />
        </Field>
      )}
      <Field label="Caption" optional error={errorAt(form, 'caption')}>
        <Textarea rows={3} {...form.register('caption')} />
      </Field>
      <FormError error={mutation.error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={mutation.isPending} disabled={files.busy}>
          Hand in
        </Button>
        <Button variant="ghost" onClick={props.onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
