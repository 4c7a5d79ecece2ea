import type { ReactNode } from 'react';
import type * as z from 'zod/mini';
import { getWorkspace, updateWorkspace } from '#contract/areas/workspaces.ts';
import { OBJECTION_HOURS, spanText } from '#domain/objection.ts';
import { SECOND_PERSON_DAYS } from '#domain/second-person.ts';
import { remember, useEndpointMutation } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { TaxFields, type TaxForm, taxValues } from '@/features/invoices/tax-fields.tsx';
import { VatCheckNotice } from '@/features/invoices/vat-check.tsx';
import { Button } from '@/ui/button.tsx';
import { CurrencySelect } from '@/ui/currency-select.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { Checkbox, Field, Input, Select } from '@/ui/field.tsx';
import { emptyIsNull, errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { MoneyField } from '@/ui/money-field.tsx';
import { NumberField } from '@/ui/number-field.tsx';
import { CountrySelect, TimezoneSelect } from '@/ui/place-select.tsx';
import { toast } from '@/ui/toast.tsx';
import { type Workspace, WorkspaceFrame } from '../workspace-frame.tsx';
import { LOCALES } from '../workspace-words.ts';
import { CloseWorkspace } from './close-workspace.tsx';

type Body = z.output<typeof updateWorkspace.body>;
type Form = ReturnType<typeof useSchemaForm<typeof updateWorkspace.body>>;

export function EditSettings() {
  const mayManage = useMay('workspace:manage');
  const mayReadTax = useMay('tax:read');
  return (
    <WorkspaceFrame>
      {(workspace) => (
        <div className="grid max-w-3xl gap-5">
          {!mayManage && <Notice>Your role may read these settings. Owners may change them.</Notice>}
          <General workspace={workspace} />
          <Branding workspace={workspace} />
          <Policies workspace={workspace} />
          <Limits workspace={workspace} />
          <Deals workspace={workspace} />
          {mayReadTax && <Tax workspace={workspace} />}
          {mayManage && <CloseWorkspace workspace={workspace} />}
        </div>
      )}
    </WorkspaceFrame>
  );
}

/** One part of the settings, saved on its own. */
function Section(props: {
  title: string;
  lead: string;
  workspace: Workspace;
  form: Form;
  save: string;
  bodyOf?: (body: Body) => Body;
  children: ReactNode;
}) {
  const { workspace, form, bodyOf = (body) => body } = props;
  const { workspaceId } = workspace;
  const mayManage = useMay('workspace:manage');
  const mutation = useEndpointMutation(updateWorkspace, {
    onSuccess: (saved) => {
      remember(getWorkspace, { params: { workspaceId } }, { ...workspace, ...saved });
      toast('Settings saved');
    },
  });
  const submit = form.handleSubmit(async (body) => {
    await mutation
      .mutateAsync({ params: { workspaceId }, body: bodyOf(body) })
      .catch((error: unknown) => placeIssues(form, error));
  });
  return (
    <Card title={props.title} lead={props.lead}>
      <form onSubmit={submit} noValidate>
        <fieldset disabled={!mayManage} className="grid gap-5">
          <legend className="sr-only">{props.title}</legend>
          {props.children}
          <FormError error={mutation.error} />
          {mayManage && (
            <div>
              <Button type="submit" variant="primary" busy={mutation.isPending}>
                {props.save}
              </Button>
            </div>
          )}
        </fieldset>
      </form>
    </Card>
  );
}

function General({ workspace }: { workspace: Workspace }) {
  const { name, kind, country, timezone, currency, locale } = workspace;
  const form = useSchemaForm(updateWorkspace.body, { name, kind, country, timezone, currency, locale });
  return (
    <Section
      title="General"
      lead="Country and time zone are used on invoices and for deadlines."
      workspace={workspace}
      form={form}
      save="Save settings"
    >
      <Field label="Name" error={errorAt(form, 'name')}>
        <Input autoComplete="organization" {...form.register('name')} />
      </Field>
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label="Works as" error={errorAt(form, 'kind')}>
          <Select {...form.register('kind')}>
            <option value="brand">Brand</option>
            <option value="agency">Agency</option>
          </Select>
        </Field>
        <Field label="Currency" error={errorAt(form, 'currency')} hint="What new campaigns begin with.">
          <CurrencySelect {...form.register('currency')} />
        </Field>
        <Field label="Country" error={errorAt(form, 'country')}>
          <CountrySelect {...form.register('country')} />
        </Field>
        <Field label="Time zone" error={errorAt(form, 'timezone')}>
          <TimezoneSelect current={timezone} {...form.register('timezone')} />
        </Field>
        <Field label="Language" error={errorAt(form, 'locale')}>
          <Select {...form.register('locale')}>
            {LOCALES.every(({ code }) => code !== locale) && <option>{locale}</option>}
            {LOCALES.map(({ code, name: called }) => (
              <option key={code} value={code}>
                {called}
              </option>
            ))}
          </Select>
        </Field>
      </div>
    </Section>
  );
}

function Branding({ workspace }: { workspace: Workspace }) {
  const { colour, logoUrl } = workspace.branding;
  const form = useSchemaForm(updateWorkspace.body, { branding: { colour: colour ?? '', logoUrl: logoUrl ?? '' } });
  return (
    <Section
      title="Branding"
      lead="How the workspace shows itself to others."
      workspace={workspace}
      form={form}
      save="Save branding"
    >
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label="Colour" optional error={errorAt(form, 'branding.colour')} hint="Six digits, like #14463c.">
          <Input placeholder="#14463c" spellCheck={false} {...form.register('branding.colour', emptyIsNull)} />
        </Field>
        <Field label="Logo" optional error={errorAt(form, 'branding.logoUrl')} hint="The https address of an image.">
          <Input
            type="url"
            inputMode="url"
            placeholder="https://"
            {...form.register('branding.logoUrl', emptyIsNull)}
          />
        </Field>
      </div>
    </Section>
  );
}

const RELEASE_RULE = `Counted for each contract. Whoever approves the last content begins the release; another owner or somebody of finance approves it. Contracts in another currency always need that. Once everything is delivered, the influencer is paid at most ${SECOND_PERSON_DAYS} days after the objection time, even if nobody answered: that is part of what you agreed with them.`;

function Policies({ workspace }: { workspace: Workspace }) {
  const { policies, currency } = workspace;
  const form = useSchemaForm(updateWorkspace.body, {
    policies: { ...policies, secondReleaserAboveMinor: policies.secondReleaserAboveMinor ?? undefined } as never,
  });
  return (
    <Section
      title="Rules of the team"
      lead="They hold for everybody here, owners too, from the moment you save them. Making one laxer asks for your password."
      workspace={workspace}
      form={form}
      save="Save rules"
      bodyOf={({ policies: said }) => ({
        policies: { ...said, secondReleaserAboveMinor: said?.secondReleaserAboveMinor ?? null },
      })}
    >
      <Checkbox {...form.register('policies.publishNeedsSecondMember')}>
        Publishing a campaign takes two: one member asks, and another owner or manager approves exactly that version.
      </Checkbox>
      <Checkbox {...form.register('policies.twoFactorRequired')}>
        Everybody here logs in with a second factor; who has none can only set one up.
      </Checkbox>
      <MoneyField
        control={form.control}
        name="policies.secondReleaserAboveMinor"
        label="Releases above this need a second person"
        currency={currency}
        error={errorAt(form, 'policies.secondReleaserAboveMinor')}
        hint={RELEASE_RULE}
        optional
      />
    </Section>
  );
}

function Limits({ workspace }: { workspace: Workspace }) {
  const { limits, currency } = workspace;
  const { yearMinor, campaignMinor, contractMinor } = limits;
  const form = useSchemaForm(updateWorkspace.body, {
    limits: {
      yearMinor: yearMinor ?? undefined,
      campaignMinor: campaignMinor ?? undefined,
      contractMinor: contractMinor ?? undefined,
    } as never,
  });
  const of = { control: form.control, currency, optional: true };
  return (
    <Section
      title="Spending limits"
      lead="What is left empty is not limited. Raising one asks for your password. Amounts in another currency do not fit into a limit."
      workspace={workspace}
      form={form}
      save="Save limits"
      bodyOf={({ limits: said }) => ({
        limits: {
          yearMinor: said?.yearMinor ?? null,
          campaignMinor: said?.campaignMinor ?? null,
          contractMinor: said?.contractMinor ?? null,
        },
      })}
    >
      <MoneyField
        {...of}
        name="limits.yearMinor"
        label="All campaigns of a calendar year"
        error={errorAt(form, 'limits.yearMinor')}
        hint="Counted when a campaign is published or its budget raised. What one did not use comes back when it ends."
      />
      <MoneyField
        {...of}
        name="limits.campaignMinor"
        label="One campaign"
        error={errorAt(form, 'limits.campaignMinor')}
      />
      <MoneyField
        {...of}
        name="limits.contractMinor"
        label="One contract, unless an owner agrees to it"
        error={errorAt(form, 'limits.contractMinor')}
      />
    </Section>
  );
}

function Deals({ workspace }: { workspace: Workspace }) {
  const { dealDefaults } = workspace;
  const form = useSchemaForm(updateWorkspace.body, { dealDefaults });
  const { least, most } = OBJECTION_HOURS;
  return (
    <Section
      title="What new offers begin with"
      lead="Each offer may say something else, and so may the answers to it. What is agreed on already stays as it is."
      workspace={workspace}
      form={form}
      save="Save for new offers"
    >
      <NumberField
        form={form}
        name="dealDefaults.objectionHours"
        label="Hours to object once all content is live"
        hint={`From ${least} (a day) to ${most} (${spanText(most)}). Then the money is paid out, unless you have opened a dispute. Creators see it in your offer.`}
      />
    </Section>
  );
}

function Tax({ workspace }: { workspace: Workspace }) {
  const { tax, country } = workspace;
  const form = useSchemaForm(updateWorkspace.body, { tax: taxValues(tax, country) });
  return (
    <Section
      title="Tax data"
      lead="Whom invoices are made out to. Owners and finance see it."
      workspace={workspace}
      form={form}
      save="Save tax data"
    >
      <VatCheckNotice check={workspace.vatCheck} />
      <TaxFields form={form as unknown as TaxForm} />
    </Section>
  );
}
