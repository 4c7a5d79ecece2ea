import type * as z from 'zod/mini';
import { getTaxData, type InfluencerTaxData, putTaxData } from '#contract/areas/invoices.ts';
import { remember, useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { Button } from '@/ui/button.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { toast } from '@/ui/toast.tsx';
import { TaxFields, type TaxForm, taxValues } from '../tax-fields.tsx';
import { VatCheckNotice } from '../vat-check.tsx';

/** What invoices in the influencer's name say of them. */
export function EditTaxData() {
  const data = useEndpoint(getTaxData, {});
  return (
    <>
      <PageHeader
        title="Tax data"
        lead="What invoices in your name say of you from now on. Issued ones stay as they are."
        back={{ label: 'Invoices', to: '/invoices' }}
      />
      <Loaded query={data}>{(loaded) => <Form data={loaded} />}</Loaded>
    </>
  );
}

function Form({ data }: { data: z.output<typeof InfluencerTaxData> }) {
  const form = useSchemaForm(putTaxData.body, { tax: taxValues(data.tax, '') });
  const mutation = useEndpointMutation(putTaxData, {
    onSuccess: (saved) => {
      remember(getTaxData, {}, saved);
      toast('Tax data saved');
    },
  });
  const submit = form.handleSubmit((body) =>
    mutation
      .mutateAsync({ body })
      .then(() => undefined)
      .catch((error: unknown) => placeIssues(form, error)),
  );
  return (
    <div className="grid max-w-3xl gap-5">
      <Notice title="Your price contains the tax">
        With a VAT number on file, invoices show the VAT that is in the agreed price, or that the brand accounts for it
        when it is in another country. Without one they show no tax. What you are paid stays the same.
      </Notice>
      <VatCheckNotice check={data.vatCheck} />
      <Card>
        <form onSubmit={submit} noValidate className="grid gap-5">
          <TaxFields form={form as unknown as TaxForm} />
          <FormError error={mutation.error} />
          <div>
            <Button type="submit" variant="primary" busy={mutation.isPending}>
              Save tax data
            </Button>
          </div>
        </form>
      </Card>
    </div>
  );
}
