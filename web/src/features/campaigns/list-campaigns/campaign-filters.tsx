import { Link, useNavigate } from '@tanstack/react-router';
import { useId } from 'react';
import { CAMPAIGN_STATUSES } from '#domain/campaign.ts';
import { Select } from '@/ui/field.tsx';
import { STATUS_NAMES } from '../campaign-words.tsx';
import { listCampaignsRoute } from '../routes.ts';

/** Which campaigns are listed: by state, and by tag where there are any. */
export function CampaignFilters({ tags }: { tags: readonly string[] }) {
  return (
    <div className="mb-5 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <StatusFilter />
      {tags.length > 0 && <TagFilter tags={tags} />}
    </div>
  );
}

function StatusFilter() {
  const { tag } = listCampaignsRoute.useSearch();
  const options = [undefined, ...CAMPAIGN_STATUSES];
  return (
    <nav
      aria-label="Filter by status"
      className="-mx-4 flex max-w-[calc(100%+2rem)] gap-1.5 overflow-x-auto px-4 py-1 sm:mx-0 sm:flex-wrap sm:px-0"
    >
      {options.map((status) => (
        <Link
          key={status ?? 'all'}
          to="/campaigns"
          search={{ ...(status && { status }), ...(tag && { tag }) }}
          activeOptions={{ exact: true, includeSearch: true }}
          className="inline-flex min-h-11 flex-none items-center rounded-full px-3.5 text-small font-medium text-soft hover:bg-sunken hover:text-ink aria-[current=page]:bg-ink aria-[current=page]:text-bg md:min-h-8"
        >
          {status ? STATUS_NAMES[status] : 'All'}
        </Link>
      ))}
    </nav>
  );
}

function TagFilter({ tags }: { tags: readonly string[] }) {
  const { status, tag = '' } = listCampaignsRoute.useSearch();
  const navigate = useNavigate();
  const id = useId();
  return (
    <div className="flex items-center gap-2 text-small text-soft">
      <label htmlFor={id}>Tag</label>
      <Select
        id={id}
        className="min-w-40"
        value={tag}
        onChange={({ target: { value } }) =>
          void navigate({ to: '/campaigns', search: { ...(status && { status }), ...(value && { tag: value }) } })
        }
      >
        <option value="">Any</option>
        {tags.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </Select>
    </div>
  );
}
