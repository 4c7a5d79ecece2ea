import { type ReactNode, useState } from 'react';
import type * as z from 'zod/mini';
import type { searchInfluencers } from '#contract/areas/search.ts';
import { PLATFORMS } from '#contract/schemas.ts';
import type { Currency } from '#domain/currencies.ts';
import { Button } from '@/ui/button.tsx';
import { Choice } from '@/ui/choice.tsx';
import { CurrencySelect } from '@/ui/currency-select.tsx';
import { FieldGroup, Input, Select } from '@/ui/field.tsx';
import { MoneyInput } from '@/ui/money-view.tsx';
import { parseWhole } from '@/ui/number-field.tsx';
import { countryName, LANGUAGE_CODES, languageName } from '@/ui/places.ts';
import { nicheName, platformName } from '@/ui/words.ts';
import type { FindSearch } from '../routes.ts';
import type { ChangeSearch } from './find-influencers.tsx';
import { filterCount, toggled, valuesOf, withoutFilters } from './find-search.ts';

type Facets = z.output<(typeof searchInfluencers.responses)[200]>['facets'];

/** Values of a filter that are shown before someone asks for all. */
const FIRST_SHOWN = 7;

const NO_FILTERS = {
  niche: undefined,
  platform: undefined,
  country: undefined,
  language: undefined,
  minFollowers: undefined,
  maxFollowers: undefined,
  minPriceMinor: undefined,
  maxPriceMinor: undefined,
  currency: undefined,
};

/** What a search is narrowed by; each choice says how many it would leave. */
export function SearchFilters(props: {
  search: FindSearch;
  facets: Facets | undefined;
  /** What prices are in until someone chooses another. */
  currency: string;
  onChange: ChangeSearch;
}) {
  const { search, facets, onChange } = props;
  const press = (name: 'niche' | 'platform' | 'country') => (value: string) =>
    onChange({ [name]: toggled(search[name], value) });
  return (
    <div className="grid gap-6">
      {filterCount(search) > 0 && (
        <Button size="small" icon="close" onClick={() => onChange({ ...NO_FILTERS, ...withoutFilters(search) })}>
          Clear the filters
        </Button>
      )}
      <Choices
        legend="Platform"
        values={PLATFORMS.map((value) => ({ value, count: countIn(facets?.platforms, value) }))}
        chosen={valuesOf(search.platform)}
        nameOf={platformName}
        onPress={press('platform')}
      />
      <Choices
        legend="Niche"
        values={facets?.niches ?? []}
        chosen={valuesOf(search.niche)}
        nameOf={nicheName}
        onPress={press('niche')}
      />
      <FollowersRange key={`${search.minFollowers} ${search.maxFollowers}`} search={search} onChange={onChange} />
      <PriceRange
        key={`${search.minPriceMinor} ${search.maxPriceMinor} ${search.currency}`}
        search={search}
        usual={props.currency}
        onChange={onChange}
      />
      <Choices
        legend="Country"
        values={facets?.countries ?? []}
        chosen={valuesOf(search.country)}
        nameOf={countryName}
        onPress={press('country')}
      />
      <Choice label="Language">
        <Select
          value={search.language ?? ''}
          onChange={({ target }) => onChange({ language: target.value || undefined })}
        >
          <option value="">Any language</option>
          {LANGUAGE_CODES.map((code) => (
            <option key={code} value={code}>
              {languageName(code)}
            </option>
          ))}
        </Select>
      </Choice>
    </div>
  );
}

function countIn(facet: readonly { value: string; count: number }[] | undefined, value: string): number {
  return facet?.find((one) => one.value === value)?.count ?? 0;
}

function Choices(props: {
  legend: string;
  values: readonly { value: string; count: number }[];
  chosen: readonly string[];
  nameOf: (value: string) => string;
  onPress: (value: string) => void;
}) {
  const [all, setAll] = useState(false);
  const { chosen } = props;
  const missing = chosen.filter((value) => !props.values.some((one) => one.value === value));
  const values = [...props.values, ...missing.map((value) => ({ value, count: 0 }))];
  if (values.length === 0) return null;
  const shown = all ? values : values.filter(({ value }, index) => index < FIRST_SHOWN || chosen.includes(value));
  return (
    <FieldGroup legend={props.legend}>
      <ul className="grid">
        {shown.map(({ value, count }) => (
          <li key={value}>
            <label className="flex min-h-11 items-center gap-3 rounded-control px-1 text-small hover:bg-sunken lg:min-h-8">
              <input
                type="checkbox"
                className="tick"
                checked={chosen.includes(value)}
                onChange={() => props.onPress(value)}
              />
              <span className="min-w-0 flex-1 truncate">{props.nameOf(value)}</span>
              <span className="text-faint tabular-nums">
                {new Intl.NumberFormat().format(count)}
                <span className="sr-only"> found</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      {values.length > shown.length && (
        <Button size="small" variant="ghost" className="mt-1" onClick={() => setAll(true)}>
          Show all {values.length}
        </Button>
      )}
    </FieldGroup>
  );
}

/** A range is searched when it is left, or on Enter, and only when it is one. */
function Range(props: {
  legend: string;
  min: number | undefined;
  max: number | undefined;
  control: (value: number | undefined, onChange: (next: number | undefined) => void) => ReactNode;
  onRange: (min: number | undefined, max: number | undefined) => void;
  children?: ReactNode;
}) {
  const [min, setMin] = useState(props.min);
  const [max, setMax] = useState(props.max);
  const broken = Number.isNaN(min) || Number.isNaN(max);
  const upsideDown = min !== undefined && max !== undefined && min > max;
  const error = broken ? 'Enter a number' : upsideDown ? 'The first must not be more than the second' : undefined;
  const take = () => {
    if (!error && (min !== props.min || max !== props.max)) props.onRange(min, max);
  };
  return (
    <FieldGroup legend={props.legend} error={error}>
      <form
        className="grid gap-2"
        onBlur={take}
        onSubmit={(event) => {
          event.preventDefault();
          take();
        }}
      >
        {props.children}
        <div className="grid grid-cols-2 gap-2">
          <Choice label="From">{props.control(min, setMin)}</Choice>
          <Choice label="To">{props.control(max, setMax)}</Choice>
        </div>
        <button type="submit" className="sr-only" tabIndex={-1}>
          Search {props.legend.toLowerCase()}
        </button>
      </form>
    </FieldGroup>
  );
}

function FollowersRange({ search, onChange }: { search: FindSearch; onChange: ChangeSearch }) {
  return (
    <Range
      legend="Followers of one account"
      min={search.minFollowers}
      max={search.maxFollowers}
      onRange={(minFollowers, maxFollowers) => onChange({ minFollowers, maxFollowers })}
      control={(value, set) => (
        <Input
          inputMode="numeric"
          autoComplete="off"
          defaultValue={value ?? ''}
          onChange={({ target }) => set(parseWhole(target.value))}
          className="tabular-nums"
        />
      )}
    />
  );
}

function PriceRange({ search, usual, onChange }: { search: FindSearch; usual: string; onChange: ChangeSearch }) {
  const [picked, setPicked] = useState(search.currency);
  const currency = (picked ?? usual) as Currency;
  return (
    <Range
      legend="Lowest price"
      min={search.minPriceMinor}
      max={search.maxPriceMinor}
      onRange={(minPriceMinor, maxPriceMinor) => onChange({ minPriceMinor, maxPriceMinor, currency })}
      control={(value, set) => <MoneyInput value={value} currency={currency} onChange={set} />}
    >
      <Choice label="Currency">
        <CurrencySelect
          value={currency}
          onChange={({ target }) => {
            setPicked(target.value);
            const isUsed =
              search.minPriceMinor !== undefined || search.maxPriceMinor !== undefined || search.sort === 'price';
            if (isUsed) onChange({ currency: target.value });
          }}
        />
      </Choice>
    </Range>
  );
}
