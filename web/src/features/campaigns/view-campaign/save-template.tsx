import * as z from 'zod/mini';
import { listTemplates, saveTemplate } from '#contract/areas/templates.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { Field, Input } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { FormDialog } from '@/ui/form-dialog.tsx';
import { toast } from '@/ui/toast.tsx';
import type { CampaignView } from '../campaign-words.tsx';

const Named = z.strictObject({ name: saveTemplate.body.shape.name });

/** Keeps what a campaign asks for as a beginning for others. */
export function SaveTemplate({ campaign, onClose }: { campaign: CampaignView; onClose: () => void }) {
  const form = useSchemaForm(Named, { name: campaign.title.slice(0, 80) });
  const mutation = useEndpointMutation(saveTemplate, {
    onSuccess: ({ name }) => {
      onClose();
      toast(`Template “${name}” saved`);
    },
    invalidates: [listTemplates],
  });
  const submit = form.handleSubmit(({ name }) =>
    mutation
      .mutateAsync({ body: { campaignId: campaign.campaignId, name } })
      .then(() => undefined)
      .catch((error: unknown) => placeIssues(form, error)),
  );
  return (
    <FormDialog
      onClose={onClose}
      title="Save as template"
      submitLabel="Save"
      busy={mutation.isPending}
      onSubmit={submit}
    >
      <p className="text-soft">
        Brief, deliverables with their prices, guidelines, terms, audience and budget are kept as they are now; brand,
        title, days and documents are not. Everybody in your workspace may begin campaigns with it.
      </p>
      <Field label="Name of the template" error={errorAt(form, 'name')}>
        <Input {...form.register('name')} />
      </Field>
      <FormError error={mutation.error} />
    </FormDialog>
  );
}
