import { Link } from '@tanstack/react-router';
import type * as z from 'zod/mini';
import type { FoundInfluencer } from '#contract/areas/search.ts';
import type { MatchedField } from '#domain/search.ts';
import { Icon } from '@/ui/icon.tsx';
import { Money } from '@/ui/money-view.tsx';
import { countryName } from '@/ui/places.ts';
import { compactNumber, nicheName, platformName } from '@/ui/words.ts';

type Found = z.output<typeof FoundInfluencer>;

const FIELD_NAMES: Record<MatchedField, string> = {
  handle: 'handle',
  name: 'name',
  niche: 'niche',
  place: 'city',
  bio: 'bio',
  platform: 'platform',
  followers: 'followers',
  country: 'country',
  language: 'language',
  price: 'price',
};

/** One influencer of a search; `asked` says whether anything was asked, so that the reasons mean something. */
export function FoundCard({ influencer, asked }: { influencer: Found; asked: boolean }) {
  const { influencerId, displayName, city, country, niches, priceFrom, matched } = influencer;
  return (
    <article className="relative rounded-card border border-line bg-surface p-5 shadow-card transition-colors hover:border-line-strong">
      <div className="flex items-start gap-4">
        <span
          aria-hidden="true"
          className="grid size-11 flex-none place-items-center rounded-full bg-accent-soft text-lead font-semibold text-accent-strong"
        >
          {displayName.charAt(0).toUpperCase()}
        </span>
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
            <h2 className="text-heading font-semibold wrap-anywhere">
              <Link
                to="/influencers/$influencerId"
                params={{ influencerId }}
                className="after:absolute after:inset-0 after:rounded-card hover:text-accent focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent"
              >
                {displayName}
              </Link>
            </h2>
            {priceFrom && (
              <p className="text-small text-soft">
                from <Money value={priceFrom} className="font-semibold text-ink" />
              </p>
            )}
          </div>
          <p className="mt-0.5 text-small text-faint">
            {[city, countryName(country)].filter(Boolean).join(', ')} · {niches.map(nicheName).join(', ')}
          </p>
        </div>
      </div>
      <p className="mt-3 line-clamp-2 max-w-2xl wrap-anywhere text-soft">{influencer.bio}</p>
      <Accounts accounts={influencer.accounts} />
      {asked && matched.length > 0 && (
        <p className="mt-3 text-tiny text-faint">Found by {matched.map((field) => FIELD_NAMES[field]).join(', ')}</p>
      )}
    </article>
  );
}

function Accounts({ accounts }: { accounts: Found['accounts'] }) {
  return (
    <ul aria-label="Accounts" className="mt-3 flex flex-wrap gap-2">
      {accounts.map(({ platform, handle, followers, verified }) => (
        <li
          key={`${platform} ${handle}`}
          className="inline-flex max-w-full items-center gap-1.5 rounded-full bg-sunken px-3 py-1 text-small"
        >
          <span className="text-soft">{platformName(platform)}</span>
          <span className="min-w-0 truncate text-faint">@{handle.replace(/^@/, '')}</span>
          <span className="font-semibold tabular-nums">{compactNumber(followers)}</span>
          {verified && (
            <>
              <Icon name="check" className="size-4 text-accent" />
              <span className="sr-only">, confirmed by the platform</span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
