import { Link } from '@tanstack/react-router';
import { type ChangeEvent, useId, useState } from 'react';
import { useWatch } from 'react-hook-form';
import type * as z from 'zod/mini';
import { getInvoiceTemplate, type InvoiceTemplate, putInvoiceTemplate } from '#contract/areas/invoices.ts';
import { percentText, splitTax } from '#domain/invoice-tax.ts';
import { templateNumber } from '#domain/invoice-template.ts';
import { money } from '#domain/money.ts';
import { remember, useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { Button } from '@/ui/button.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { Field, FieldError, Input, Textarea } from '@/ui/field.tsx';
import { emptyIsNull, errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { Money } from '@/ui/money-view.tsx';
import { countryName } from '@/ui/places.ts';
import { toast } from '@/ui/toast.tsx';
import { type Workspace, WorkspaceFrame } from '../workspace-frame.tsx';
import { shrinkLogo } from './shrink-logo.ts';

type Template = z.output<typeof InvoiceTemplate>;
type Shown = Pick<Template, 'prefix' | 'footer' | 'logo'>;

/** How the workspace's invoices look and are numbered from now on. */
export function EditInvoiceTemplate() {
  return <WorkspaceFrame>{(workspace) => <Found workspace={workspace} />}</WorkspaceFrame>;
}

function Found({ workspace }: { workspace: Workspace }) {
  const { workspaceId } = workspace;
  const template = useEndpoint(getInvoiceTemplate, { params: { workspaceId } });
  return (
    <Loaded query={template}>{(data) => <Form key={data.version} workspace={workspace} template={data} />}</Loaded>
  );
}

function Form({ workspace, template }: { workspace: Workspace; template: Template }) {
  const { workspaceId } = workspace;
  const mayManage = useMay('workspace:manage');
  const form = useSchemaForm(putInvoiceTemplate.body, {
    prefix: template.prefix ?? '',
    footer: template.footer ?? '',
    logo: template.logo,
  });
  const mutation = useEndpointMutation(putInvoiceTemplate, {
    onSuccess: (saved) => {
      remember(getInvoiceTemplate, { params: { workspaceId } }, saved);
      toast('Template saved');
    },
  });
  const submit = form.handleSubmit((body) =>
    mutation
      .mutateAsync({ params: { workspaceId }, body })
      .then(() => undefined)
      .catch((error: unknown) => placeIssues(form, error)),
  );
  const shown = useWatch({ control: form.control }) as Shown;
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <Card title="Template" lead="For invoices from now on. Issued ones stay as they are.">
        <form onSubmit={submit} noValidate>
          <fieldset disabled={!mayManage} className="grid gap-5">
            <legend className="sr-only">Template</legend>
            {!mayManage && <Notice>Your role may read this. Owners may change it.</Notice>}
            <Logo logo={shown.logo} error={errorAt(form, 'logo')} onChange={(logo) => form.setValue('logo', logo)} />
            <Field
              label="Numbers begin with"
              optional
              error={errorAt(form, 'prefix')}
              hint="2 to 10 capital letters and digits. A new one begins a series of its own at 1; without one, invoices are numbered in Accord's."
            >
              <Input spellCheck={false} autoComplete="off" {...form.register('prefix', emptyIsNull)} />
            </Field>
            <Field
              label="Footer"
              optional
              error={errorAt(form, 'footer')}
              hint="Register, bank or contact, for example."
            >
              <Textarea rows={3} {...form.register('footer', emptyIsNull)} />
            </Field>
            <FormError error={mutation.error} />
            {mayManage && (
              <div>
                <Button type="submit" variant="primary" busy={mutation.isPending}>
                  Save template
                </Button>
              </div>
            )}
          </fieldset>
        </form>
      </Card>
      <Preview workspace={workspace} shown={shown} />
    </div>
  );
}

function Logo(props: { logo: string | null; error: string | undefined; onChange: (logo: string | null) => void }) {
  const id = useId();
  const [problem, setProblem] = useState<string>();
  async function choose({ target }: ChangeEvent<HTMLInputElement>) {
    const file = target.files?.[0];
    target.value = '';
    if (!file) return;
    const logo = await shrinkLogo(file);
    setProblem(logo ? undefined : 'This file could not be read as an image. Choose a PNG, JPEG or WebP.');
    if (logo) props.onChange(logo);
  }
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-small font-medium">
        Logo <span className="font-normal text-faint">(optional)</span>
      </label>
      <input
        id={id}
        type="file"
        accept="image/*"
        className="block w-full text-small file:mr-3 file:rounded-control file:border file:border-line-strong file:bg-surface file:px-3 file:py-2 file:font-medium"
        onChange={(event) => void choose(event)}
      />
      <FieldError message={problem ?? props.error} />
      {props.logo && (
        <Button size="small" className="mt-3" icon="trash" onClick={() => props.onChange(null)}>
          Remove logo
        </Button>
      )}
    </div>
  );
}

/** The price and rate the example shows. */
const EXAMPLE = { price: 95_000, rateBps: 1900 };

function Preview({ workspace, shown }: { workspace: Workspace; shown: Shown }) {
  const { tax, workspaceId, name, country, currency } = workspace;
  const { taxable, tax: contained } = splitTax(money(EXAMPLE.price, currency), EXAMPLE.rateBps);
  const year = workspace.createdAt.slice(0, 4);
  const number = shown.prefix ? templateNumber(shown.prefix, workspaceId, year, 1) : `ACC-${year}-000001`;
  const customer = tax
    ? [tax.legalName, tax.street, `${tax.postalCode} ${tax.city}`, countryName(tax.country), tax.number]
    : [name, countryName(country)];
  const amounts = [
    ['Influencer content for “Example”', taxable],
    [`USt ${percentText(EXAMPLE.rateBps)} (DE)`, contained],
    ['Total', money(EXAMPLE.price, currency)],
  ] as const;
  return (
    <Card title="Preview" lead="An example; influencer, price and tax are made up.">
      <div className="grid gap-5 rounded-control border border-line bg-bg p-5 text-small">
        <div className="flex items-start justify-between gap-4">
          <p className="min-w-0 font-semibold break-all">Invoice {number}</p>
          {shown.logo && (
            <img src={`data:image/jpeg;base64,${shown.logo}`} alt="Your logo" className="max-h-12 max-w-36" />
          )}
        </div>
        <div>
          <p className="text-faint">Customer</p>
          {customer.map((line) => line && <p key={line}>{line}</p>)}
        </div>
        <dl className="grid gap-1 border-t border-line pt-3">
          {amounts.map(([text, amount]) => (
            <div key={text} className="flex justify-between gap-4 last:font-semibold">
              <dt>{text}</dt>
              <dd>
                <Money value={amount} />
              </dd>
            </div>
          ))}
        </dl>
        {shown.footer && <p className="wrap-anywhere whitespace-pre-line text-faint">{shown.footer}</p>}
      </div>
      <p className="mt-4 text-small text-faint">
        Name, address and tax number come from{' '}
        <Link to="/workspace/settings" className="underline underline-offset-4">
          your tax data
        </Link>
        .
      </p>
    </Card>
  );
}
