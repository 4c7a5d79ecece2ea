import type { FieldPath, UseFormReturn } from 'react-hook-form';
import type { DraftField, DraftValues } from './draft-values.ts';

/**
 * Puts what somebody else wrote into fields of a form that is being typed in; every other field stays as it is, with its focus. Each part of a field is put by itself: what
 * is shown of a part hears of no other, and of a part that is gone not at all.
 */
export function putValues(
  form: Pick<UseFormReturn<DraftValues>, 'getValues' | 'setValue'>,
  fields: readonly DraftField[],
  values: DraftValues,
): void {
  for (const field of fields) {
    const parts = new Set([form.getValues(field), values[field]].flatMap(partsOf));
    for (const part of parts)
      form.setValue(
        `${field}.${part}` as FieldPath<DraftValues>,
        (values[field] as Parts | undefined)?.[part] as never,
      );
    form.setValue(field, values[field] as never);
  }
}

type Parts = Record<string, unknown>;

/** What a field consists of; nothing for a text, a number and a list. */
function partsOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}
