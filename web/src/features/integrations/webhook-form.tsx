import type * as z from 'zod/mini';
import { createWebhook } from '#contract/areas/webhooks-out.ts';
import { WEBHOOK_EVENT_TYPES, WEBHOOK_EVENTS } from '#contract/webhook-events.ts';
import type { ApiError } from '@/api/problem.ts';
import { Button } from '@/ui/button.tsx';
import { Checkbox, Field, FieldGroup, Input } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';

type Body = z.output<typeof createWebhook.body>;

/** Where events go and which; for a new webhook and for one that is changed. */
export function WebhookForm(props: {
  start: Body;
  submitLabel: string;
  busy: boolean;
  error: ApiError | null;
  onSubmit: (body: Body) => Promise<unknown>;
  onCancel: () => void;
}) {
  const form = useSchemaForm(createWebhook.body, props.start);
  const submit = form.handleSubmit(async (body) => {
    await props.onSubmit(body).catch((error: unknown) => placeIssues(form, error));
  });
  return (
    <form onSubmit={submit} noValidate className="grid max-w-3xl gap-5">
      <Field
        label="Address"
        hint="An https:// address on the public internet that answers 2xx within ten seconds."
        error={errorAt(form, 'url')}
      >
        <Input type="url" autoComplete="off" placeholder="https://" {...form.register('url')} />
      </Field>
      <Field label="Description" error={errorAt(form, 'description')} optional>
        <Input autoComplete="off" {...form.register('description')} />
      </Field>
      <FieldGroup legend="Events" hint="What is sent there." error={errorAt(form, 'events')}>
        <div className="grid gap-x-6 sm:grid-cols-2">
          {WEBHOOK_EVENT_TYPES.map((type) => (
            <Checkbox key={type} value={type} {...form.register('events')}>
              <code className="font-semibold text-ink">{type}</code>
              <span className="block">{WEBHOOK_EVENTS[type].summary}</span>
            </Checkbox>
          ))}
        </div>
      </FieldGroup>
      <FormError error={props.error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={props.busy}>
          {props.submitLabel}
        </Button>
        <Button onClick={props.onCancel}>Cancel</Button>
      </div>
    </form>
  );
}
