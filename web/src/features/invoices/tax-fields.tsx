import type { UseFormReturn } from 'react-hook-form';
import type * as z from 'zod/mini';
import type { TaxData } from '#contract/schemas.ts';
import { Field, Input } from '@/ui/field.tsx';
import { emptyIsNull, errorAt } from '@/ui/form.tsx';
import { CountrySelect } from '@/ui/place-select.tsx';

/** Any form that holds tax data under `tax`; forms of other bodies are given as this one. */
export type TaxForm = UseFormReturn<{ tax: z.input<typeof TaxData> }>;

/** What a form of tax data begins with. */
export function taxValues(tax: z.output<typeof TaxData> | null, country: string): z.input<typeof TaxData> {
  return tax
    ? { ...tax, number: tax.number ?? '' }
    : { legalName: '', street: '', postalCode: '', city: '', country, number: '' };
}

/** Legal name, address and tax number, as invoices show them. */
export function TaxFields({ form }: { form: TaxForm }) {
  const field = (name: 'legalName' | 'street' | 'postalCode' | 'city', label: string, autoComplete: string) => (
    <Field label={label} error={errorAt(form, `tax.${name}`)}>
      <Input autoComplete={autoComplete} {...form.register(`tax.${name}`)} />
    </Field>
  );
  return (
    <>
      {field('legalName', 'Legal name', 'organization')}
      <div className="grid gap-5 sm:grid-cols-2">
        {field('street', 'Street and number', 'street-address')}
        {field('city', 'City', 'address-level2')}
        {field('postalCode', 'Postal code', 'postal-code')}
        <Field label="Country" error={errorAt(form, 'tax.country')}>
          <CountrySelect {...form.register('tax.country')} />
        </Field>
        <Field
          label="VAT or tax number"
          optional
          error={errorAt(form, 'tax.number')}
          hint="With the letters of the country, e.g. ATU12345678. Those of the European Union are checked with its service VIES."
        >
          <Input spellCheck={false} {...form.register('tax.number', emptyIsNull)} />
        </Field>
      </div>
    </>
  );
}
