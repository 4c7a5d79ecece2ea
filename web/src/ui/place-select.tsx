import { type ComponentProps, useMemo } from 'react';
import { Select } from './field.tsx';
import { countries, timezones } from './places.ts';

/** A country. */
export function CountrySelect(props: ComponentProps<typeof Select>) {
  const options = useMemo(countries, []);
  return (
    <Select autoComplete="country" {...props}>
      <option value="">Choose a country</option>
      {options.map((country) => (
        <option key={country.code} value={country.code}>
          {country.name}
        </option>
      ))}
    </Select>
  );
}

/** A time zone; `current` is offered even when this browser does not know it. */
export function TimezoneSelect({ current, ...props }: ComponentProps<typeof Select> & { current?: string }) {
  const options = useMemo(() => timezones(current), [current]);
  return (
    <Select {...props}>
      {options.map((zone) => (
        <option key={zone} value={zone}>
          {zone.replaceAll('_', ' ')}
        </option>
      ))}
    </Select>
  );
}
