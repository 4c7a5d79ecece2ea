import { useState } from 'react';
import type * as z from 'zod/mini';
import { type CampaignTemplate, deleteTemplate, listTemplates } from '#contract/areas/templates.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { IconButton } from '@/ui/button.tsx';
import { cx } from '@/ui/cx.ts';
import { ConfirmDialog } from '@/ui/dialog.tsx';
import { FieldGroup } from '@/ui/field.tsx';
import { FormError } from '@/ui/form.tsx';
import { toast } from '@/ui/toast.tsx';
import { deliverableText } from '../campaign-words.tsx';

type TemplateView = z.output<typeof CampaignTemplate>;

/** What a new campaign begins with: nothing, a template of the workspace, or a ready-made one. */
export function ChooseTemplate(props: {
  value: string | undefined;
  onChange: (templateId: string | undefined) => void;
}) {
  const templates = useEndpoint(listTemplates, {});
  const [deleting, setDeleting] = useState<TemplateView>();
  return (
    <FieldGroup
      legend="Begin with"
      hint="It fills in brief, deliverables, guidelines and terms; you may change all of it."
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <Option {...props} templateId={undefined} name="An empty draft" about="Write all of it yourself." />
        {templates.data?.items.map((one) => (
          <Option
            key={one.templateId}
            {...props}
            templateId={one.templateId}
            name={one.name}
            about={one.deliverables.map(deliverableText).join(', ') || 'No deliverables'}
            origin={one.origin === 'own' ? 'Yours' : 'Ready-made'}
            {...(one.origin === 'own' ? { onDelete: () => setDeleting(one) } : {})}
          />
        ))}
      </div>
      {deleting && (
        <DeleteTemplate
          template={deleting}
          onClose={() => setDeleting(undefined)}
          onDone={() => {
            if (props.value === deleting.templateId) props.onChange(undefined);
            setDeleting(undefined);
          }}
        />
      )}
    </FieldGroup>
  );
}

function Option(props: {
  templateId: string | undefined;
  value: string | undefined;
  onChange: (templateId: string | undefined) => void;
  name: string;
  about: string;
  origin?: string;
  onDelete?: () => void;
}) {
  const isChosen = props.templateId === props.value;
  return (
    <div
      className={cx(
        'flex items-start gap-2 rounded-control border p-4',
        isChosen ? 'border-accent bg-accent-soft' : 'border-line bg-bg',
      )}
    >
      <label className="flex min-w-0 flex-1 gap-3">
        <input
          type="radio"
          name="templateId"
          className="tick rounded-full"
          checked={isChosen}
          onChange={() => props.onChange(props.templateId)}
        />
        <span className="min-w-0">
          <span className="block font-medium wrap-anywhere text-ink">{props.name}</span>
          <span className="mt-0.5 block text-small text-soft">{props.about}</span>
          {props.origin && <span className="mt-1 block text-tiny text-soft">{props.origin}</span>}
        </span>
      </label>
      {props.onDelete && (
        <IconButton icon="trash" label={`Delete the template ${props.name}`} onClick={props.onDelete} />
      )}
    </div>
  );
}

function DeleteTemplate(props: { template: TemplateView; onClose: () => void; onDone: () => void }) {
  const { templateId, name } = props.template;
  const mutation = useEndpointMutation(deleteTemplate, {
    onSuccess: () => {
      props.onDone();
      toast(`Template “${name}” deleted`);
    },
    invalidates: [listTemplates],
  });
  return (
    <ConfirmDialog
      open
      onClose={props.onClose}
      title="Delete this template?"
      confirmLabel="Delete template"
      busy={mutation.isPending}
      onConfirm={() => mutation.mutate({ params: { templateId } })}
      error={
        <div className="mt-4 empty:hidden">
          <FormError error={mutation.error} />
        </div>
      }
    >
      Campaigns that began with “{name}” stay as they are.
    </ConfirmDialog>
  );
}
