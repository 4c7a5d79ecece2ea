import { useMemo } from 'react';
import { Field, Select } from './field.tsx';
import { Icon } from './icon.tsx';
import { countries, countryName } from './places.ts';

/** Several countries: choosing one adds it, a press on a chosen one takes it away. */
export function CountryPicker(props: {
  label: string;
  value: readonly string[];
  onChange: (next: string[]) => void;
  error: string | undefined;
  max: number;
}) {
  const options = useMemo(countries, []);
  const { value } = props;
  return (
    <div>
      <Field label={props.label} optional error={props.error}>
        <Select
          value=""
          disabled={value.length >= props.max}
          onChange={(event) => event.target.value && props.onChange([...value, event.target.value])}
          className="max-w-sm"
        >
          <option value="">{value.length === 0 ? 'Anywhere' : 'Add another country'}</option>
          {options
            .filter((country) => !value.includes(country.code))
            .map((country) => (
              <option key={country.code} value={country.code}>
                {country.name}
              </option>
            ))}
        </Select>
      </Field>
      {value.length > 0 && (
        <ul className="mt-2.5 flex flex-wrap gap-2">
          {value.map((code) => (
            <li key={code}>
              <button
                type="button"
                aria-label={`Remove ${countryName(code)}`}
                onClick={() => props.onChange(value.filter((one) => one !== code))}
                className="inline-flex min-h-11 items-center gap-1.5 rounded-full bg-accent-soft px-3.5 text-small font-medium text-accent-strong hover:bg-line md:min-h-8"
              >
                {countryName(code)}
                <Icon name="close" className="size-3.5" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
