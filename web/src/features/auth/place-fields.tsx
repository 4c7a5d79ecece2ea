import { Field } from '@/ui/field.tsx';
import { CountrySelect, TimezoneSelect } from '@/ui/place-select.tsx';

/** Where somebody new lives; `current` is the time zone of their browser. */
export function PlaceFields(props: {
  country: object;
  countryError: string | undefined;
  timezone: object;
  timezoneError: string | undefined;
  current: string;
}) {
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Field label="Country" error={props.countryError}>
        <CountrySelect {...props.country} />
      </Field>
      <Field label="Time zone" error={props.timezoneError}>
        <TimezoneSelect current={props.current} {...props.timezone} />
      </Field>
    </div>
  );
}
