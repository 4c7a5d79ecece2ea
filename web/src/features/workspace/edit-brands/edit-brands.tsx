import { useState } from 'react';
import type * as z from 'zod/mini';
import type { BrandProfile } from '#contract/areas/profiles.ts';
import {
  archiveBrand,
  createBrand,
  getWorkspace,
  listBrands,
  updateBrand,
  updateWorkspace,
} from '#contract/areas/workspaces.ts';
import { remember, useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { useMay, useUser } from '@/api/session.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog } from '@/ui/dialog.tsx';
import { Badge } from '@/ui/feedback.tsx';
import { Field, Input } from '@/ui/field.tsx';
import { emptyIsAbsent, emptyIsNull, errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { toast } from '@/ui/toast.tsx';
import { type Workspace, WorkspaceFrame } from '../workspace-frame.tsx';

type Brand = z.output<typeof BrandProfile>;

export function EditBrands() {
  return <WorkspaceFrame>{(workspace) => <Brands workspace={workspace} />}</WorkspaceFrame>;
}

function Brands({ workspace }: { workspace: Workspace }) {
  const { workspaceId } = workspace;
  const brands = useEndpoint(listBrands, { params: { workspaceId } });
  const mayWrite = useMay('brand:write');
  const [edited, setEdited] = useState<Brand | 'new' | undefined>();
  return (
    <div className="grid gap-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <p className="max-w-2xl text-soft">
          Campaigns are for a brand. The default one is used when none is chosen; an archived one takes no new
          campaigns.
        </p>
        {mayWrite && (
          <Button variant="primary" icon="plus" onClick={() => setEdited('new')}>
            Add a brand
          </Button>
        )}
      </div>
      <Loaded query={brands}>
        {({ items }) => (
          <ul className="grid gap-3 md:grid-cols-2">
            {items.map((brand) => (
              <li key={brand.brandId}>
                <BrandCard workspace={workspace} brand={brand} onEdit={() => setEdited(brand)} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <Dialog
        open={edited !== undefined}
        onClose={() => setEdited(undefined)}
        title={edited === 'new' ? 'Add a brand' : 'Change this brand'}
      >
        {edited && (
          <BrandForm
            workspace={workspace}
            brand={edited === 'new' ? undefined : edited}
            onDone={() => setEdited(undefined)}
          />
        )}
      </Dialog>
    </div>
  );
}

function BrandCard({ workspace, brand, onEdit }: { workspace: Workspace; brand: Brand; onEdit: () => void }) {
  const mayWrite = useMay('brand:write');
  const mayManage = useMay('workspace:manage');
  const { workspaceId, defaultBrandId } = workspace;
  const { brandId, companyName, clientName, industry, archivedAt } = brand;
  const isDefault = brandId === defaultBrandId;
  const invalidates = [listBrands];
  const archive = useEndpointMutation(archiveBrand, {
    onSuccess: () => toast(`${companyName} is archived`),
    invalidates,
  });
  const change = useEndpointMutation(updateBrand, { onSuccess: () => toast(`${companyName} is back`), invalidates });
  const choose = useEndpointMutation(updateWorkspace, {
    onSuccess: (saved) => {
      remember(getWorkspace, { params: { workspaceId } }, { ...workspace, ...saved });
      toast(`${companyName} is the default brand`);
    },
  });
  const params = { workspaceId, brandId };
  return (
    <Card
      title={companyName}
      lead={clientName ? `${industry} · for ${clientName}` : industry}
      actions={isDefault ? <Badge tone="good">Default</Badge> : archivedAt ? <Badge>Archived</Badge> : undefined}
      className="h-full"
    >
      <div className="grid gap-3">
        <FormError error={archive.error ?? change.error ?? choose.error} />
        {mayWrite && (
          <div className="flex flex-wrap gap-2">
            <Button size="small" icon="edit" aria-label={`Change ${companyName}`} onClick={onEdit}>
              Change
            </Button>
            {archivedAt ? (
              <Button
                size="small"
                busy={change.isPending}
                aria-label={`Take ${companyName} back`}
                onClick={() => change.mutate({ params, body: { archived: false } })}
              >
                Take back
              </Button>
            ) : (
              !isDefault && (
                <>
                  {mayManage && (
                    <Button
                      size="small"
                      busy={choose.isPending}
                      aria-label={`Make ${companyName} the default`}
                      onClick={() => choose.mutate({ params: { workspaceId }, body: { defaultBrandId: brandId } })}
                    >
                      Make default
                    </Button>
                  )}
                  <Button
                    size="small"
                    variant="danger"
                    busy={archive.isPending}
                    aria-label={`Archive ${companyName}`}
                    onClick={() => archive.mutate({ params })}
                  >
                    Archive
                  </Button>
                </>
              )
            )}
          </div>
        )}
      </div>
    </Card>
  );
}

function BrandForm({
  workspace,
  brand,
  onDone,
}: {
  workspace: Workspace;
  brand: Brand | undefined;
  onDone: () => void;
}) {
  const { workspaceId } = workspace;
  const { name, email } = useUser();
  const form = useSchemaForm(createBrand.body, {
    companyName: brand?.companyName ?? '',
    industry: brand?.industry ?? '',
    contactInfo: brand?.contactInfo ?? { name, email },
    website: brand?.website,
    clientName: brand?.clientName ?? '',
  });
  const settled = {
    onSuccess: () => {
      onDone();
      toast('Brand saved');
    },
    invalidates: [listBrands],
  };
  const create = useEndpointMutation(createBrand, settled);
  const update = useEndpointMutation(updateBrand, settled);
  const submit = form.handleSubmit(async (body) => {
    const sent = brand
      ? update.mutateAsync({ params: { workspaceId, brandId: brand.brandId }, body })
      : create.mutateAsync({ params: { workspaceId }, body });
    await sent.catch((error: unknown) => placeIssues(form, error));
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <Field label="Name" error={errorAt(form, 'companyName')}>
        <Input autoComplete="off" {...form.register('companyName')} />
      </Field>
      <Field label="Industry" error={errorAt(form, 'industry')}>
        <Input {...form.register('industry')} placeholder="e.g. Outdoor equipment" />
      </Field>
      {(workspace.kind === 'agency' || brand?.clientName) && (
        <Field label="Client" optional hint="Whom you act for." error={errorAt(form, 'clientName')}>
          <Input {...form.register('clientName', emptyIsNull)} />
        </Field>
      )}
      <Field label="Website" optional error={errorAt(form, 'website')}>
        <Input type="url" inputMode="url" placeholder="https://" {...form.register('website', emptyIsAbsent)} />
      </Field>
      <Field label="Contact" error={errorAt(form, 'contactInfo.name')}>
        <Input {...form.register('contactInfo.name')} />
      </Field>
      <Field label="Contact’s e-mail" error={errorAt(form, 'contactInfo.email')}>
        <Input type="email" inputMode="email" {...form.register('contactInfo.email')} />
      </Field>
      <FormError error={create.error ?? update.error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" variant="primary" busy={create.isPending || update.isPending}>
          Save brand
        </Button>
      </div>
    </form>
  );
}
