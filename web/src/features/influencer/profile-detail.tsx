import type { ComponentProps, ReactNode } from 'react';
import type * as z from 'zod/mini';
import type { InfluencerProfile } from '#contract/areas/profiles.ts';
import { Icon } from '@/ui/icon.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { countryName, languageName } from '@/ui/places.ts';
import { formatDay } from '@/ui/relative-time.tsx';
import { compactNumber, nicheName, platformName } from '@/ui/words.ts';

type Profile = z.output<typeof InfluencerProfile>;

/** A profile as brands and its owner see it. */
export function ProfileDetail({
  profile,
  actions,
  back,
}: {
  profile: Profile;
  actions?: ReactNode;
  back?: ComponentProps<typeof PageHeader>['back'];
}) {
  const { city, country } = profile.geoLocation;
  const followers = profile.socialLinks.reduce((total, link) => total + link.followers, 0);
  return (
    <>
      <PageHeader
        title={profile.displayName}
        lead={
          <span className="flex flex-wrap gap-x-5 gap-y-1">
            <span className="inline-flex items-center gap-1.5">
              <Icon name="pin" className="size-4.5" />
              {[city, countryName(country)].filter(Boolean).join(', ')}
            </span>
            <span>{compactNumber(followers)} followers in all</span>
          </span>
        }
        actions={actions}
        {...(back ? { back } : {})}
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid gap-5">
          <Card title="About">
            <p className="whitespace-pre-line wrap-anywhere">{profile.bio}</p>
            <ul aria-label="Niches" className="mt-4 flex flex-wrap gap-2">
              {profile.niche.map((niche) => (
                <li
                  key={niche}
                  className="rounded-full bg-accent-soft px-3 py-1 text-small font-medium text-accent-strong"
                >
                  {nicheName(niche)}
                </li>
              ))}
            </ul>
          </Card>
          <Accounts profile={profile} />
          <PastWork profile={profile} />
        </div>
        <div className="grid gap-5">
          <AudienceCountries profile={profile} />
          <Card title="Good to know">
            <dl className="grid gap-4">
              <div>
                <dt className="text-small text-faint">Languages</dt>
                <dd>{profile.languages.length === 0 ? 'Not given' : profile.languages.map(languageName).join(', ')}</dd>
              </div>
              <div>
                <dt className="text-small text-faint">Media kit</dt>
                <dd className="min-w-0">
                  {profile.mediaKitUrl ? (
                    <a
                      href={profile.mediaKitUrl}
                      rel="noreferrer"
                      target="_blank"
                      className="font-medium break-all text-accent underline underline-offset-4"
                    >
                      {new URL(profile.mediaKitUrl).host}
                      <span className="sr-only"> (opens in a new tab)</span>
                    </a>
                  ) : (
                    'Not given'
                  )}
                </dd>
              </div>
            </dl>
          </Card>
        </div>
      </div>
    </>
  );
}

function Accounts({ profile }: { profile: Profile }) {
  return (
    <Card title="Accounts">
      <ul className="divide-y divide-line">
        {profile.socialLinks.map((link) => (
          <li
            key={`${link.platform} ${link.handle}`}
            className="flex flex-wrap items-baseline justify-between gap-x-6 py-3 first:pt-0 last:pb-0"
          >
            <span className="min-w-0">
              <span className="font-medium">{platformName(link.platform)}</span>{' '}
              <span className="text-soft break-all">{link.handle}</span>
              {link.verified && (
                <span className="ml-2 inline-flex items-center gap-1 text-small text-accent">
                  <Icon name="check" className="size-4" />
                  Confirmed
                </span>
              )}
            </span>
            <span className="tabular-nums">
              {new Intl.NumberFormat().format(link.followers)} <span className="text-small text-faint">followers</span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function PastWork({ profile: { pastWork } }: { profile: Profile }) {
  if (pastWork.length === 0) return null;
  return (
    <Card
      title="Past work"
      lead="Work for brands outside of Accord, as the influencer tells it; nobody has verified these numbers."
    >
      <ul className="divide-y divide-line">
        {pastWork.map(({ brandName, title, platform, publishedOn, url, views }) => (
          <li
            key={`${publishedOn} ${brandName} ${title}`}
            className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 py-3 first:pt-0 last:pb-0"
          >
            <span className="min-w-0">
              <span className="block font-medium wrap-anywhere">
                {url ? (
                  <a href={url} rel="noreferrer" target="_blank" className="text-accent underline underline-offset-4">
                    {title}
                    <span className="sr-only"> (opens in a new tab)</span>
                  </a>
                ) : (
                  title
                )}
              </span>
              <span className="text-small text-soft wrap-anywhere">
                For {brandName}, {platformName(platform)}, {formatDay(publishedOn)}
              </span>
            </span>
            {views !== undefined && (
              <span className="tabular-nums">
                {new Intl.NumberFormat().format(views)} <span className="text-small text-faint">views</span>
              </span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function AudienceCountries({ profile }: { profile: Profile }) {
  const shares = Object.entries(profile.audienceDemographics?.countries ?? {}).sort(([, a], [, b]) => b - a);
  return (
    <Card title="Audience">
      {shares.length === 0 ? (
        <p className="text-soft">Not given yet.</p>
      ) : (
        <ul className="grid gap-3">
          {shares.map(([code, share]) => (
            <li key={code}>
              <span className="flex justify-between gap-4 text-small">
                <span>{countryName(code)}</span>
                <span className="tabular-nums text-soft">
                  {new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 }).format(share)}
                </span>
              </span>
              <span aria-hidden="true" className="mt-1 block h-1.5 rounded-full bg-sunken">
                <span className="block h-full rounded-full bg-accent" style={{ width: `${share * 100}%` }} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
