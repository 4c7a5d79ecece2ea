import { type Control, Controller, type FieldPath, type FieldValues } from 'react-hook-form';
import { CURRENCY_EXPONENTS, type Currency } from '#domain/currencies.ts';
import { Field } from './field.tsx';
import { formatMoney } from './money.ts';
import { MoneyInput } from './money-view.tsx';

/** Rules speak in minor units; people do not. */
function inMajorUnits(error: string | undefined, currency: Currency): string | undefined {
  if (error === undefined) return undefined;
  const bound = /^Must be (at least|more than|at most) (\d+)$/.exec(error);
  if (bound) return `Must be ${bound[1]} ${formatMoney({ amountMinor: Number(bound[2]), currency })}`;
  if (error !== 'Enter a number') return error;
  const places = CURRENCY_EXPONENTS[currency];
  return places === 0
    ? `Enter a whole amount; ${currency} has no smaller unit`
    : `Enter an amount with at most ${places} decimal places`;
}

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
