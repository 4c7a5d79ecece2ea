import type { ComponentProps } from 'react';
import { CURRENCIES } from '#domain/currencies.ts';
import { Select } from './field.tsx';

/** A choice of one of the currencies that the platform can charge and pay. */
export function CurrencySelect(props: Omit<ComponentProps<typeof Select>, 'children'>) {
  return (
    <Select {...props}>
      {CURRENCIES.map((code) => (
        <option key={code}>{code}</option>
      ))}
    </Select>
  );
}
