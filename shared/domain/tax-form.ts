/**
 * The form by which somebody who is paid by a business in the United States says whether tax of theirs is due there. The payment provider collects it, and
 * what is in it stays there. Sources: IRS, Instructions for Form W-9 and Instructions for Form W-8BEN ("Period of validity"), Internal Revenue Code § 3406.
 */
export const TAX_FORMS = ['W-9', 'W-8BEN'] as const;
export type TaxForm = (typeof TAX_FORMS)[number];

export const TAX_FORM_STATES = ['missing', 'given', 'expired'] as const;
export type TaxFormState = (typeof TAX_FORM_STATES)[number];

/** What is kept back of payments to somebody in the United States whose number is missing, hundredths of a percent. */
export const BACKUP_WITHHOLDING_BPS = 2400;

/** When somebody is reminded that their form ends, days before it. */
export const TAX_FORM_REMINDER_DAYS = [60, 14, 3] as const;

/** What the provider asks for by that form: a number, or a document about tax. */
const ASKED_BY_FORM = /(^|\.)(id_number|ssn_last_4|tax_id|tax_id_registrar|vat_id)$|(^|[._])tax(_|\.|$)/;

/** What of an account says something about the form. */
export interface FormFacts {
  detailsSubmitted: boolean;
  requirementsDue: readonly string[];
}

/** Whether the provider has what the form asks for. */
export function hasTaxForm({ detailsSubmitted, requirementsDue }: FormFacts): boolean {
  return detailsSubmitted && !requirementsDue.some((wanted) => ASKED_BY_FORM.test(wanted));
}

/** The day on which the form was given: kept while it is there, new when it was given anew, none while it is missing. */
export function givenOnAfter(
  before: (FormFacts & { taxFormOn?: string | undefined }) | undefined,
  facts: FormFacts,
  todayOn: string,
): string | undefined {
  if (!hasTaxForm(facts)) return undefined;
  return (before && hasTaxForm(before) && before.taxFormOn) || todayOn;
}

/** Which form somebody in a country gives. */
export function formOf(country: string): TaxForm {
  return country === 'US' ? 'W-9' : 'W-8BEN';
}

/** The last day of a form that was given on a day (YYYY-MM-DD): of a W-8 the last one of the third calendar year after that; a W-9 has none. */
export function lastDayOf(form: TaxForm, givenOn: string): string | null {
  return form === 'W-9' ? null : `${Number(givenOn.slice(0, 4)) + 3}-12-31`;
}

/** How it stands about the form of somebody. */
export interface TaxFormStatus {
  form: TaxForm;
  state: TaxFormState;
  givenOn: string | null;
  /** Its last day; null for one that has none, or that is missing. */
  validUntil: string | null;
  /** Payments may have to be cut by the backup withholding: a W-9 is missing. */
  backupWithholding: boolean;
}

/** How it stands on a day about the form of somebody with an account in that country. */
export function taxFormStatus(
  account: { country: string; taxFormOn?: string | undefined },
  todayOn: string,
): TaxFormStatus {
  const form = formOf(account.country);
  const { taxFormOn } = account;
  if (taxFormOn === undefined)
    return { form, state: 'missing', givenOn: null, validUntil: null, backupWithholding: form === 'W-9' };
  const validUntil = lastDayOf(form, taxFormOn);
  const isOver = validUntil !== null && todayOn > validUntil;
  return { form, state: isOver ? 'expired' : 'given', givenOn: taxFormOn, validUntil, backupWithholding: false };
}

const DAY_MS = 86_400_000;

/** The reminder of the end of a form that is due, days before it; undefined for none. A missed one is not caught up on. */
export function dueTaxFormReminder(
  { endMs, remindedDays }: { endMs: number | null; remindedDays: number | null },
  nowMs: number,
): number | undefined {
  if (endMs === null || nowMs >= endMs) return undefined;
  const due = TAX_FORM_REMINDER_DAYS.findLast((days) => nowMs >= endMs - days * DAY_MS);
  return due === undefined || (remindedDays !== null && remindedDays <= due) ? undefined : due;
}
