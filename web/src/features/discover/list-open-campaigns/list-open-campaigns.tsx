import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type * as z from 'zod/mini';
import { type FittingCampaign, listOpenCampaigns } from '#contract/areas/applications.ts';
import { NICHES, PLATFORMS } from '#contract/schemas.ts';
import { useEndpointPages } from '@/api/hooks.ts';
import { deliverableText, runsText } from '@/features/campaigns/campaign-words.tsx';
import { ButtonLink } from '@/ui/button.tsx';
import { Choice } from '@/ui/choice.tsx';
import { EmptyState } from '@/ui/feedback.tsx';
import { Select } from '@/ui/field.tsx';
import { Icon } from '@/ui/icon.tsx';
import { PageHeader } from '@/ui/layout.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { MoneyRange } from '@/ui/money-view.tsx';
import { nicheName, platformName } from '@/ui/words.ts';
import { FitReasons, FitScore } from '../fit-reasons.tsx';
import { type DiscoverFilter, discoverRoute } from '../routes.ts';

export function ListOpenCampaigns() {
  const filter = discoverRoute.useSearch();
  const campaigns = useEndpointPages(listOpenCampaigns, { query: filter }, { keyOf: (one) => one.campaignId });
  const header = (
    <PageHeader title="Discover" lead="Open campaigns that fit your profile, the best fit first, and why they fit." />
  );
  if (campaigns.error?.code === 'profile_incomplete' && !campaigns.items) {
    return (
      <>
        {header}
        <EmptyState
          icon="profile"
          title="First, introduce yourself"
          action={
            <ButtonLink to="/profile/edit" variant="primary" icon="edit">
              Set up my profile
            </ButtonLink>
          }
        >
          Campaigns are matched with your niches, accounts and audience. Once your profile says them, you see what fits.
        </EmptyState>
      </>
    );
  }
  const filtered = Boolean(filter.niche || filter.platform);
  return (
    <>
      {header}
      <Filter filter={filter} />
      <LoadedPages
        query={campaigns}
        empty={
          filtered ? (
            <EmptyState
              icon="discover"
              title="Nothing fits this choice"
              action={<ButtonLink to="/discover">Show everything that fits</ButtonLink>}
            >
              Other niches or platforms may have open campaigns for you.
            </EmptyState>
          ) : (
            <EmptyState
              icon="discover"
              title="No open campaign fits you right now"
              action={<ButtonLink to="/profile/edit">Look over my profile</ButtonLink>}
            >
              New campaigns are published all the time. More niches and accounts in your profile widen what fits.
            </EmptyState>
          )
        }
      >
        {(items) => (
          <ul className="grid gap-4">
            {items.map((campaign) => (
              <li key={campaign.campaignId}>
                <FittingCard campaign={campaign} />
              </li>
            ))}
          </ul>
        )}
      </LoadedPages>
    </>
  );
}

function Filter({ filter }: { filter: DiscoverFilter }) {
  const navigate = useNavigate();
  const set = (next: { niche?: string | undefined; platform?: string | undefined }) => {
    const search = Object.fromEntries(Object.entries({ ...filter, ...next }).filter(([, value]) => value));
    void navigate({ to: '/discover', search: search as DiscoverFilter, replace: true });
  };
  return (
    <div className="mb-5 grid max-w-lg grid-cols-2 gap-3">
      <Choice label="Niche">
        <Select value={filter.niche ?? ''} onChange={(event) => set({ niche: event.target.value || undefined })}>
          <option value="">All niches</option>
          {NICHES.map((niche) => (
            <option key={niche} value={niche}>
              {nicheName(niche)}
            </option>
          ))}
        </Select>
      </Choice>
      <Choice label="Platform">
        <Select value={filter.platform ?? ''} onChange={(event) => set({ platform: event.target.value || undefined })}>
          <option value="">All platforms</option>
          {PLATFORMS.map((platform) => (
            <option key={platform} value={platform}>
              {platformName(platform)}
            </option>
          ))}
        </Select>
      </Choice>
    </div>
  );
}

function FittingCard({ campaign }: { campaign: z.output<typeof FittingCampaign> }) {
  return (
    <article className="relative rounded-card border border-line bg-surface p-5 shadow-card transition-colors hover:border-line-strong md:p-6">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-64">
          <p className="text-small font-medium text-copper">{campaign.brandName}</p>
          <h2 className="text-heading font-semibold wrap-anywhere">
            <Link
              to="/discover/$campaignId"
              params={{ campaignId: campaign.campaignId }}
              className="after:absolute after:inset-0 after:rounded-card hover:text-accent focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent"
            >
              {campaign.title}
            </Link>
          </h2>
        </div>
        <FitScore score={campaign.score} />
      </div>
      <p className="mt-3 line-clamp-2 max-w-2xl text-soft">{campaign.brief}</p>
      <div className="mt-4 grid gap-x-8 gap-y-4 md:grid-cols-[minmax(0,1fr)_17rem]">
        <FitReasons reasons={campaign.reasons} />
        <dl className="grid content-start gap-2 text-small">
          <Line icon="wallet" name="Budget of the campaign">
            <MoneyRange min={campaign.budget.min} max={campaign.budget.max} />
          </Line>
          <Line icon="calendar" name="Runs">
            {runsText(campaign)}
          </Line>
          <Line icon="campaigns" name="Wanted">
            {campaign.deliverables.map(deliverableText).join(', ') || 'To be agreed'}
          </Line>
        </dl>
      </div>
    </article>
  );
}

function Line(props: { icon: 'wallet' | 'calendar' | 'campaigns'; name: string; children: ReactNode }) {
  return (
    <div className="flex gap-2">
      <dt>
        <Icon name={props.icon} className="size-4.5 text-faint" />
        <span className="sr-only">{props.name}</span>
      </dt>
      <dd className="min-w-0">{props.children}</dd>
    </div>
  );
}
