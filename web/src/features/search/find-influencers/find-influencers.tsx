import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type * as z from 'zod/mini';
import { searchInfluencers } from '#contract/areas/search.ts';
import { SEARCH_SORTS, type SearchSort } from '#domain/search.ts';
import { useEndpointPages } from '@/api/hooks.ts';
import { Button, ButtonLink } from '@/ui/button.tsx';
import { cx } from '@/ui/cx.ts';
import { Dialog } from '@/ui/dialog.tsx';
import { EmptyState } from '@/ui/feedback.tsx';
import { Select } from '@/ui/field.tsx';
import { PageHeader } from '@/ui/layout.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { countOf } from '@/ui/words.ts';
import { type FindSearch, findInfluencersRoute } from '../routes.ts';
import { filterCount, queryOf, withoutFilters } from './find-search.ts';
import { FoundCard } from './found-card.tsx';
import { SearchBox } from './search-box.tsx';
import { SearchFilters } from './search-filters.tsx';

type Found = z.output<(typeof searchInfluencers.responses)[200]>;

/** Changes the search in the address; what is undefined leaves it. */
export type ChangeSearch = (change: { [K in keyof FindSearch]?: FindSearch[K] | undefined }, replace?: boolean) => void;

function useFound(search: FindSearch) {
  return useEndpointPages(
    searchInfluencers,
    { query: queryOf(search) },
    { keyOf: (one) => one.influencerId },
    { keepPrevious: true },
  );
}
type FoundPages = ReturnType<typeof useFound>;

export function FindInfluencers() {
  const search = findInfluencersRoute.useSearch();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const found = useFound(search);
  const first = found.data?.pages[0] as Found | undefined;
  const change: ChangeSearch = (next, replace = false) => {
    const merged = Object.entries({ ...search, ...next }).filter(([, value]) => value !== undefined && value !== '');
    void navigate({
      to: '/influencers',
      search: Object.fromEntries(merged) as FindSearch,
      replace,
      resetScroll: false,
    });
  };
  const chosen = filterCount(search);
  const currency = search.currency ?? found.items?.find(({ priceFrom }) => priceFrom)?.priceFrom?.currency ?? 'USD';
  const filters = <SearchFilters search={search} facets={first?.facets} currency={currency} onChange={change} />;
  return (
    <>
      <PageHeader
        title="Find influencers"
        lead="Search profiles by what they say, whom they reach and what they ask."
      />
      <div className="grid items-start gap-x-8 gap-y-5 lg:grid-cols-[15rem_minmax(0,1fr)]">
        <aside aria-label="Filters" className="hidden lg:block">
          {filters}
        </aside>
        <div className="min-w-0">
          <SearchBox value={search.q ?? ''} onSearch={(q, replace) => change({ q: q || undefined }, replace)} />
          <div className="my-4 flex flex-wrap items-center justify-between gap-3">
            <p role="status" className="text-small text-soft">
              {first ? countOf(first.total, 'influencer') : found.isPending && 'Searching…'}
            </p>
            <div className="flex flex-wrap items-center gap-2">
              <Button className="lg:hidden" onClick={() => setOpen(true)} icon="filter">
                {chosen > 0 ? `Filters (${chosen})` : 'Filters'}
              </Button>
              <SortSelect
                sort={search.sort}
                onChange={(sort) => change({ sort, ...(sort === 'price' ? { currency } : {}) })}
              />
            </div>
          </div>
          <Results found={found} search={search} />
        </div>
      </div>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Filters"
        side="bottom"
        footer={
          <Button variant="primary" onClick={() => setOpen(false)}>
            {first ? `Show ${countOf(first.total, 'influencer')}` : 'Show'}
          </Button>
        }
      >
        {filters}
      </Dialog>
    </>
  );
}

function Results({ found, search }: { found: FoundPages; search: FindSearch }) {
  const asked = Boolean(search.q) || filterCount(search) > 0;
  if (found.error?.code === 'validation_failed') return <Misunderstood issues={found.error.issues} />;
  return (
    <div aria-busy={found.isPlaceholderData} className={cx(found.isPlaceholderData && 'opacity-60')}>
      <LoadedPages query={found} rows={4} empty={<NobodyFound search={search} />}>
        {(items) => (
          <ul className="grid gap-4">
            {items.map((influencer) => (
              <li key={influencer.influencerId}>
                <FoundCard influencer={influencer} asked={asked} />
              </li>
            ))}
          </ul>
        )}
      </LoadedPages>
    </div>
  );
}

const SORT_NAMES: Record<SearchSort, string> = {
  relevance: 'Best match first',
  followers: 'Most followers first',
  price: 'Lowest price first',
  newest: 'Newest first',
};

function SortSelect({ sort, onChange }: { sort: string | undefined; onChange: (sort: string | undefined) => void }) {
  return (
    <Select
      aria-label="Order"
      value={sort ?? 'relevance'}
      onChange={({ target }) => onChange(target.value === 'relevance' ? undefined : target.value)}
      className="w-auto"
    >
      {SEARCH_SORTS.map((one) => (
        <option key={one} value={one}>
          {SORT_NAMES[one]}
        </option>
      ))}
    </Select>
  );
}

/** An address that was written or bent by hand. */
function Misunderstood({ issues }: { issues: readonly { path: string; message: string }[] }) {
  return (
    <div role="alert">
      <EmptyState
        icon="alert"
        title="This address asks for something unknown"
        action={<ButtonLink to="/influencers">Show everyone</ButtonLink>}
      >
        {issues.map(({ path, message }) => `${path.split('.')[1] ?? path} ${message}`).join('; ')}
      </EmptyState>
    </div>
  );
}

function NobodyFound({ search }: { search: FindSearch }) {
  if (!search.q && filterCount(search) === 0)
    return (
      <EmptyState icon="search" title="Nobody to find yet">
        Influencers appear here as soon as they have filled in their profile.
      </EmptyState>
    );
  return (
    <EmptyState
      icon="search"
      title="Nobody answers all of this"
      action={
        filterCount(search) > 0 ? (
          <ButtonLink to="/influencers" search={withoutFilters(search)}>
            Clear the filters
          </ButtonLink>
        ) : (
          <ButtonLink to="/influencers">Show everyone</ButtonLink>
        )
      }
    >
      Fewer words or wider filters find more.
    </EmptyState>
  );
}
