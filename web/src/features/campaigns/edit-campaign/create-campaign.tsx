import { useNavigate } from '@tanstack/react-router';
import * as z from 'zod/mini';
import { createCampaign, getCampaign, listCampaigns } from '#contract/areas/campaigns.ts';
import { getWorkspace, listBrands } from '#contract/areas/workspaces.ts';
import type { Currency } from '#domain/currencies.ts';
import { remember, useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { noteOwnWrite } from '@/api/own-writes.ts';
import { useUser } from '@/api/session.ts';
import { Button, ButtonLink } from '@/ui/button.tsx';
import { CurrencySelect } from '@/ui/currency-select.tsx';
import { Field, Input, Select } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { ChooseTemplate } from './choose-template.tsx';

const { title, brandId, currency, templateId } = createCampaign.body.shape;
const Start = z.strictObject({ title, brandId, currency, templateId });

/** Begins a draft: with its name and what cannot be changed later; the rest is written step by step. */
export function CreateCampaign() {
  const input = { params: { workspaceId: useUser().workspaceId ?? '' } };
  const workspace = useEndpoint(getWorkspace, input);
  const brands = useEndpoint(listBrands, input);
  return (
    <>
      <PageHeader
        title="New campaign"
        lead="Begin with a name. The rest is written in five steps and saved as you go; nobody outside your team sees it until you publish."
        back={{ label: 'Campaigns', to: '/campaigns' }}
      />
      <Loaded query={workspace}>
        {(own) => (
          <Loaded query={brands}>
            {({ items }) => (
              <StartForm
                currency={own.currency}
                brandId={own.defaultBrandId}
                brands={items.filter(({ archivedAt }) => archivedAt === null)}
              />
            )}
          </Loaded>
        )}
      </Loaded>
    </>
  );
}

function StartForm(props: {
  currency: Currency;
  brandId: string;
  brands: readonly { brandId: string; companyName: string }[];
}) {
  const navigate = useNavigate();
  const form = useSchemaForm(Start, { title: '', brandId: props.brandId, currency: props.currency });
  const mutation = useEndpointMutation(createCampaign, {
    onSuccess: async (campaign) => {
      const params = { campaignId: campaign.campaignId };
      noteOwnWrite(listCampaigns, campaign.campaignId, campaign);
      remember(getCampaign, { params }, campaign);
      await navigate({ to: '/campaigns/$campaignId/edit', params });
    },
    invalidates: [listCampaigns],
  });
  const submit = form.handleSubmit((body) =>
    mutation
      .mutateAsync({ body })
      .then(() => undefined)
      .catch((error: unknown) => placeIssues(form, error)),
  );
  return (
    <form onSubmit={submit} noValidate className="grid max-w-2xl gap-5">
      <Card>
        <div className="grid gap-5">
          <Field label="Title" error={errorAt(form, 'title')}>
            <Input {...form.register('title')} placeholder="e.g. Autumn launch: refillable bottles" />
          </Field>
          <div className="grid gap-5 sm:grid-cols-2">
            {props.brands.length > 1 && (
              <Field label="Brand" error={errorAt(form, 'brandId')}>
                <Select {...form.register('brandId')}>
                  {props.brands.map((one) => (
                    <option key={one.brandId} value={one.brandId}>
                      {one.companyName}
                    </option>
                  ))}
                </Select>
              </Field>
            )}
            <Field
              label="Currency"
              error={errorAt(form, 'currency')}
              hint="Of its budget and all its prices; it stays."
            >
              <CurrencySelect {...form.register('currency')} />
            </Field>
          </div>
        </div>
      </Card>
      <Card>
        <ChooseTemplate value={form.watch('templateId')} onChange={(chosen) => form.setValue('templateId', chosen)} />
      </Card>
      <FormError error={mutation.error} />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" variant="primary" busy={mutation.isPending}>
          Start draft
        </Button>
        <ButtonLink to="/campaigns" variant="ghost">
          Cancel
        </ButtonLink>
      </div>
    </form>
  );
}
