import type * as z from 'zod/mini';
import { getOpenCampaign, type OpenCampaign } from '#contract/areas/applications.ts';
import { isClosedToApplicants } from '#domain/listing.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { useCampaignRoom } from '@/api/live-queries.ts';
import { serverNowMs } from '@/api/server-time.ts';
import { APPLICATION_NEXT, ApplicationBadge } from '@/features/applications/application-words.tsx';
import { deliverableText, runsText } from '@/features/campaigns/campaign-words.tsx';
import { GuidelinesCard } from '@/features/campaigns/guidelines-card.tsx';
import { placesText } from '@/features/campaigns/places-words.ts';
import { ButtonLink } from '@/ui/button.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { MoneyRange } from '@/ui/money-view.tsx';
import { formatDay, RelativeTime } from '@/ui/relative-time.tsx';
import { FitReasons, FitScore } from '../fit-reasons.tsx';
import { openCampaignRoute } from '../routes.ts';
import { ApplyForm } from './apply-form.tsx';

export type OpenCampaignView = z.output<typeof OpenCampaign>;

const BACK = { label: 'Discover', to: '/discover' } as const;

export function ViewOpenCampaign() {
  const { campaignId } = openCampaignRoute.useParams();
  useCampaignRoom(campaignId);
  const campaign = useEndpoint(getOpenCampaign, { params: { campaignId } });
  return (
    <>
      <PageHeader
        title={campaign.data?.title ?? 'Campaign'}
        back={BACK}
        lead={
          campaign.data && (
            <>
              {campaign.data.brandName} · published <RelativeTime at={campaign.data.listedAt} />
            </>
          )
        }
      />
      <Loaded query={campaign} title="This campaign is not open">
        {(data) => <Detail campaign={data} />}
      </Loaded>
    </>
  );
}

function Detail({ campaign }: { campaign: OpenCampaignView }) {
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid gap-5">
        <Card title="Brief">
          <p className="whitespace-pre-line wrap-anywhere">{campaign.brief}</p>
        </Card>
        <Card title="What the brand wants">
          {campaign.deliverables.length === 0 ? (
            <p className="text-soft">To be agreed in the offer.</p>
          ) : (
            <ul className="divide-y divide-line">
              {campaign.deliverables.map((one) => (
                <li
                  key={one.deliverableId}
                  className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 py-3 first:pt-0 last:pb-0"
                >
                  <span className="font-medium">{deliverableText(one)}</span>
                  <span className="flex flex-wrap gap-x-5 text-small text-soft">
                    {one.priceRange && <MoneyRange min={one.priceRange.min} max={one.priceRange.max} />}
                    {one.dueOn && <span>Due {formatDay(one.dueOn)}</span>}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Card>
        <GuidelinesCard guidelines={campaign.guidelines} terms={campaign.terms} />
        <Answer campaign={campaign} />
      </div>
      <div className="grid gap-5">
        <FitCard campaign={campaign} />
        <Card title="At a glance">
          <dl className="grid gap-4">
            <div>
              <dt className="text-small text-faint">Budget, for everyone together</dt>
              <dd className="mt-0.5">
                <MoneyRange min={campaign.budget.min} max={campaign.budget.max} />
              </dd>
            </div>
            <div>
              <dt className="text-small text-faint">Runs</dt>
              <dd className="mt-0.5">{runsText(campaign)}</dd>
            </div>
            {campaign.applying.places !== null && (
              <div>
                <dt className="text-small text-faint">Places</dt>
                <dd className="mt-0.5">{placesText(campaign.applying.places, campaign.takenCount)}</dd>
              </div>
            )}
            {campaign.applying.until && (
              <div>
                <dt className="text-small text-faint">Last day to apply</dt>
                <dd className="mt-0.5">{formatDay(campaign.applying.until)}</dd>
              </div>
            )}
          </dl>
        </Card>
      </div>
    </div>
  );
}

const MISFITS: Record<NonNullable<OpenCampaignView['misfit']>, string> = {
  no_profile: 'Set up your profile first; the brand decides by what it says about you.',
  ended: 'This campaign has ended.',
  niche: 'It looks for other niches than yours.',
  platform: 'It looks for platforms you have no account on.',
  followers: 'It looks for accounts of another size.',
  country: 'It looks for people in other countries.',
};

function FitCard({ campaign }: { campaign: OpenCampaignView }) {
  return (
    <Card title="Why it fits you" actions={campaign.fit && <FitScore score={campaign.fit.score} />}>
      {campaign.fit ? (
        <FitReasons reasons={campaign.fit.reasons} />
      ) : (
        <p className="text-soft">{campaign.misfit ? MISFITS[campaign.misfit] : 'It does not fit your profile.'}</p>
      )}
    </Card>
  );
}

function Answer({ campaign }: { campaign: OpenCampaignView }) {
  const { application, misfit } = campaign;
  if (application && application.status !== 'withdrawn') {
    return (
      <Card title="Your application" actions={<ApplicationBadge status={application.status} />}>
        <p className="text-soft">{APPLICATION_NEXT[application.status]}</p>
        <div className="mt-4">
          <ButtonLink to={application.status === 'approved' ? '/offers' : '/applications'}>
            {application.status === 'approved' ? 'See offers' : 'My applications'}
          </ButtonLink>
        </div>
      </Card>
    );
  }
  if (isClosedToApplicants(campaign, new Date(serverNowMs()).toISOString().slice(0, 10)))
    return (
      <Notice title="The time to apply is over">
        The last day to apply was {formatDay(campaign.applying.until ?? '')}. The brand may still send you an offer.
      </Notice>
    );
  if (misfit === 'no_profile') {
    return (
      <Notice
        tone="attention"
        title="Your profile is missing"
        action={
          <ButtonLink to="/profile/edit" size="small">
            Set it up
          </ButtonLink>
        }
      >
        {MISFITS.no_profile}
      </Notice>
    );
  }
  if (misfit === 'ended') return <Notice title="This campaign has ended">It takes no more applications.</Notice>;
  return (
    <>
      {campaign.isFull && (
        <Notice title="All places are taken">
          You can still apply: you are on the waiting list then, and hear when the brand has a place for you.
        </Notice>
      )}
      <ApplyForm campaign={campaign} />
    </>
  );
}
