import { useNavigate } from '@tanstack/react-router';
import type { UseFormReturn } from 'react-hook-form';
import type * as z from 'zod/mini';
import { getAmendment, proposeAmendment } from '#contract/areas/amendments.ts';
import { getDeed } from '#contract/areas/deeds.ts';
import { severalOf } from '#domain/milestones.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { RightsFields } from '@/features/offers/write-terms/rights-fields.tsx';
import type { TermsForm } from '@/features/offers/write-terms/terms-form.tsx';
import { Button, ButtonLink } from '@/ui/button.tsx';
import { Field, Input, Textarea } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { NumberField } from '@/ui/number-field.tsx';
import { toast } from '@/ui/toast.tsx';
import { changeTermsRoute } from '../routes.ts';
import type { DeedView } from '../view-deed/deed-text.tsx';

type Body = typeof proposeAmendment.body;
type ChangeForm = UseFormReturn<z.input<Body>, unknown, z.output<Body>>;

/** Other terms for a running contract, which the other side then accepts or declines; the price stays. */
export function ChangeTerms() {
  const { contractId } = changeTermsRoute.useParams();
  const deed = useEndpoint(getDeed, { params: { contractId }, query: {} });
  return (
    <>
      <PageHeader
        title="Propose a change"
        lead="Change what should be different. Once the other side accepts, it is the next version of the contract; the price stays."
        back={{ label: 'Contract', to: '/contracts/$contractId/document', params: { contractId } }}
      />
      <Loaded query={deed} title="This contract cannot be shown">
        {(data) => <Form deed={data} contractId={contractId} />}
      </Loaded>
    </>
  );
}

function Form({ deed, contractId }: { deed: DeedView; contractId: string }) {
  const navigate = useNavigate();
  const { version, terms } = deed;
  const { dueOn, usageRights, rights, exclusivity, revisionRounds, reviewDays } = terms;
  const milestones = severalOf(terms)?.map((one, index) => ({ number: index + 1, dueOn: one.dueOn }));
  const form: ChangeForm = useSchemaForm(proposeAmendment.body, {
    ...{ version, dueOn, usageRights, revisionRounds, message: '' },
    ...(milestones && { milestones }),
    ...(rights && { rights }),
    ...(exclusivity && { exclusivity }),
    ...(reviewDays !== undefined && { reviewDays }),
  });
  const mutation = useEndpointMutation(proposeAmendment, {
    onSuccess: async () => {
      await navigate({ to: '/contracts/$contractId/document', params: { contractId } });
      toast('The other side has your proposal');
    },
    invalidates: [getAmendment],
  });
  const send = form.handleSubmit((body) => {
    // What was emptied in the form is to be taken away.
    const whole = { ...body, exclusivity: body.exclusivity ?? null, reviewDays: body.reviewDays ?? null };
    return mutation
      .mutateAsync({ params: { contractId }, body: whole })
      .then(() => undefined)
      .catch((error: unknown) => placeIssues(form, error));
  });
  return (
    <form onSubmit={send} noValidate className="grid max-w-3xl gap-5">
      <Days form={form} deed={deed} />
      <RightsFields form={form as unknown as TermsForm} />
      <Card title="Why">
        <Field label="Message" optional error={errorAt(form, 'message')}>
          <Textarea rows={3} {...form.register('message')} />
        </Field>
      </Card>
      <FormError error={mutation.error} />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" variant="primary" busy={mutation.isPending}>
          Send the proposal
        </Button>
        <ButtonLink to="/contracts/$contractId/document" params={{ contractId }} variant="ghost">
          Cancel
        </ButtonLink>
      </div>
    </form>
  );
}

function Days({ form, deed }: { form: ChangeForm; deed: DeedView }) {
  const several = severalOf(deed.terms) ?? [];
  return (
    <Card title="Days and changes">
      <div className="grid gap-5 sm:grid-cols-3">
        <Field label="All of it live by" error={errorAt(form, 'dueOn')}>
          <Input type="date" {...form.register('dueOn')} />
        </Field>
        <NumberField form={form} name="revisionRounds" label="Rounds of changes" />
        <NumberField form={form} name="reviewDays" label="Days to answer content" optional />
        {several.map((one, index) => (
          <Field
            // biome-ignore lint/suspicious/noArrayIndexKey: their order is what names them
            key={index}
            label={`${one.title}, due`}
            error={errorAt(form, `milestones.${index}.dueOn`)}
          >
            <Input type="date" {...form.register(`milestones.${index}.dueOn`)} />
          </Field>
        ))}
      </div>
    </Card>
  );
}
