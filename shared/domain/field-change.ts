type Plain = string | number | boolean | null;

/** One field that changed; without values where they are nobody else's business. */
export interface FieldChange {
  field: string;
  from?: Plain | undefined;
  to?: Plain | undefined;
}

type Value = object | Plain | undefined;

const isPlain = (value: Value): value is Plain | undefined => typeof value !== 'object' || value === null;
const partsOf = (value: Value): object => (isPlain(value) ? {} : value);

/** The fields in which two states differ, old and new, with dots for what lies deeper; of a private field only that it changed. */
export function fieldChangesOf(before: object, after: object, isPrivate: (field: string) => boolean): FieldChange[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return fields.flatMap((field): FieldChange[] => {
    const [from, to] = [fieldOf(before, field), fieldOf(after, field)];
    if (JSON.stringify(from) === JSON.stringify(to)) return [];
    if (isPrivate(field)) return [{ field }];
    if (isPlain(from) && isPlain(to)) return [{ field, from: from ?? null, to: to ?? null }];
    return fieldChangesOf(partsOf(from), partsOf(to), () => false).map((change) => ({
      ...change,
      field: `${field}.${change.field}`,
    }));
  });
}

function fieldOf(value: object, field: string): Value {
  return (value as Record<string, Value>)[field];
}
