import { type Control, Controller, type FieldPath, type FieldValues } from 'react-hook-form';
import type { Currency } from '#domain/currencies.ts';
import { Field } from './field.tsx';
import { inMajorUnits } from './money.ts';
import { MoneyInput } from './money-view.tsx';

/** An amount in a form: shown in major units, held as whole minor units. */
export function MoneyField<V extends FieldValues, T>(props: {
  control: Control<V, unknown, T>;
  name: FieldPath<V>;
  label: string;
  currency: Currency;
  error: string | undefined;
  optional?: boolean;
  hint?: string;
}) {
  return (
    <Field
      label={props.label}
      error={inMajorUnits(props.error, props.currency)}
      optional={props.optional ?? false}
      hint={props.hint}
    >
      <Controller
        control={props.control}
        name={props.name}
        render={({ field }) => (
          <MoneyInput
            inputRef={field.ref}
            name={field.name}
            value={field.value}
            currency={props.currency}
            onChange={field.onChange}
            onBlur={field.onBlur}
          />
        )}
      />
    </Field>
  );
}
