import * as z from 'zod/mini';
import type { ApiError } from '@/api/problem.ts';
import { Button } from '@/ui/button.tsx';
import { Field } from '@/ui/field.tsx';
import { errorAt, FormError } from '@/ui/form.tsx';
import { CountrySelect, TimezoneSelect } from '@/ui/place-select.tsx';
import { ConsentFields } from './consent-fields.tsx';

/** Who opens an account for a brand names its organisation. */
export const brandNamesOrganisation = z.refine<{ as: string; organisation?: string | undefined }>(
  (body) => body.as !== 'brand' || Boolean(body.organisation),
  { path: ['organisation'], error: 'Name your organisation', when: () => true },
);

/** What is sent: an organisation only of a brand, whatever was typed before the side was chosen. */
export function accountBody<B extends { as: string; organisation?: string | undefined }>({
  organisation,
  ...body
}: B): Omit<B, 'organisation'> & { organisation?: string } {
  return body.as === 'brand' && organisation ? { ...body, organisation } : body;
}

/** The part of a form that every way of opening an account has. */
interface AccountForm {
  register(name: 'country' | 'timezone' | 'consents.terms' | 'consents.marketing'): object;
  formState: { errors: object };
}

/** How every way of opening an account ends: where somebody lives, what they agree to, and the button. `timezone` is that of their browser. */
export function OpenAccountEnd({
  form,
  timezone,
  request,
  action,
}: {
  form: AccountForm;
  timezone: string;
  request: { error: ApiError | null; isPending: boolean };
  action: string;
}) {
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label="Country" error={errorAt(form, 'country')}>
          <CountrySelect {...form.register('country')} />
        </Field>
        <Field label="Time zone" error={errorAt(form, 'timezone')}>
          <TimezoneSelect current={timezone} {...form.register('timezone')} />
        </Field>
      </div>
      <ConsentFields
        terms={form.register('consents.terms')}
        termsError={errorAt(form, 'consents.terms')}
        marketing={form.register('consents.marketing')}
      />
      <FormError error={request.error} />
      <Button type="submit" variant="primary" busy={request.isPending}>
        {action}
      </Button>
    </>
  );
}
