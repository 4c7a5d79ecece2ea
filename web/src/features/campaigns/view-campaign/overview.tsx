import { useState } from 'react';
import { getBudget } from '#contract/areas/contracts.ts';
import { pausedDays } from '#domain/campaign-pause.ts';
import { takes } from '#domain/lifecycle-table.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { serverNowMs } from '@/api/server-time.ts';
import { useMay } from '@/api/session.ts';
import { CampaignTags } from '@/features/tasks/campaign-tags.tsx';
import { Button, ButtonLink } from '@/ui/button.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { Icon } from '@/ui/icon.tsx';
import { Card, Facts } from '@/ui/layout.tsx';
import { MoneyRange } from '@/ui/money-view.tsx';
import { countryName } from '@/ui/places.ts';
import { formatDay } from '@/ui/relative-time.tsx';
import { compactNumber, countOf, nicheName, platformName } from '@/ui/words.ts';
import { ApplyingCard } from '../applying-card.tsx';
import { BudgetRange, type CampaignView, deliverableText, runsText } from '../campaign-words.tsx';
import { GuidelinesCard } from '../guidelines-card.tsx';
import { BudgetBar } from './budget-bar.tsx';
import { ChangeBudget } from './change-budget.tsx';
import { PlacesCard } from './places-card.tsx';

/** What the campaign is: its brief, what it wants, of whom, and where its budget is. */
export function Overview({ campaign }: { campaign: CampaignView }) {
  const editable = useMay('campaign:write', campaign.campaignId) && campaign.status === 'draft';
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid gap-5">
        {campaign.warnings.map((one) => (
          <Notice key={one.path} tone="attention" title="The campaign is long for held money">
            {one.message}
          </Notice>
        ))}
        {campaign.pausedAt && <Paused at={campaign.pausedAt} />}
        {campaign.status === 'draft' ? (
          <Readiness campaign={campaign} editable={editable} />
        ) : (
          <>
            <Budget campaign={campaign} />
            <PlacesCard campaign={campaign} />
          </>
        )}
        <Card title="Brief">
          <p className="whitespace-pre-line wrap-anywhere">{campaign.brief || 'Not written yet.'}</p>
        </Card>
        <Deliverables campaign={campaign} />
        <GuidelinesCard guidelines={campaign.guidelines} terms={campaign.terms} />
        <ApplyingCard applying={campaign.applying} />
      </div>
      <div className="grid gap-5">
        <Card title={campaign.status === 'draft' ? 'Budget' : 'Planned'}>
          <p className="text-lead font-semibold">
            <BudgetRange budget={campaign.budget} />
          </p>
          <p className="mt-3 flex items-center gap-2 text-small text-soft">
            <Icon name="calendar" className="size-4.5" />
            {runsText(campaign)}
          </p>
        </Card>
        <Audience campaign={campaign} />
        <CampaignTags campaignId={campaign.campaignId} />
      </div>
    </div>
  );
}

/** What stands still while it is paused, and what would be if it went on today. */
function Paused({ at }: { at: string }) {
  const today = new Date(serverNowMs()).toISOString().slice(0, 10);
  const days = pausedDays({ pausedAt: at }, today);
  return (
    <Notice tone="attention" title={`Paused on ${formatDay(at.slice(0, 10))}`}>
      Its own days stand still
      {days > 0 && `: resumed today, those that lay ahead are ${countOf(days, 'day')} later`}. Contracts go on as
      agreed, and so do the time to object before a payout and how long money may be held.
    </Notice>
  );
}

function Budget({ campaign }: { campaign: CampaignView }) {
  const { campaignId } = campaign;
  const budget = useEndpoint(getBudget, { params: { campaignId } });
  const mayChange = useMay('campaign:write', campaignId) && takes(campaign.status, 'change_budget');
  const [changing, setChanging] = useState(false);
  if (!budget.data) return null;
  return (
    <>
      <BudgetBar
        budget={budget.data}
        action={
          mayChange && (
            <Button size="small" onClick={() => setChanging(true)}>
              Change the budget
            </Button>
          )
        }
      />
      {changing && <ChangeBudget campaign={campaign} budget={budget.data} onClose={() => setChanging(false)} />}
    </>
  );
}

function Readiness({ campaign, editable }: { campaign: CampaignView; editable: boolean }) {
  const { missing } = campaign;
  if (missing.length === 0) {
    return (
      <Card className="border-accent!">
        <p className="flex items-center gap-3 font-medium">
          <span className="grid size-8 place-items-center rounded-full bg-accent-soft text-accent">
            <Icon name="check" />
          </span>
          Complete: everything needed for publishing is here.
        </p>
      </Card>
    );
  }
  return (
    <Card
      title="Before you can publish"
      lead="Influencers see a campaign only when these are settled."
      actions={
        editable && (
          <ButtonLink
            to="/campaigns/$campaignId/edit"
            params={{ campaignId: campaign.campaignId }}
            search={missing[0] ? { step: missing[0].step } : {}}
            size="small"
          >
            Complete it
          </ButtonLink>
        )
      }
    >
      <ul className="grid gap-2.5">
        {missing.map((one) => (
          <li key={`${one.path} ${one.message}`} className="flex items-start gap-3">
            <span aria-hidden="true" className="mt-1 size-4 flex-none rounded-full border-2 border-copper" />
            <span>{one.message.charAt(0).toUpperCase() + one.message.slice(1)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Deliverables({ campaign }: { campaign: CampaignView }) {
  return (
    <Card title="Deliverables">
      {campaign.deliverables.length === 0 ? (
        <p className="text-soft">Nothing asked for yet.</p>
      ) : (
        <ul className="divide-y divide-line">
          {campaign.deliverables.map((deliverable) => (
            <li
              key={deliverable.deliverableId}
              className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 py-3 first:pt-0 last:pb-0"
            >
              <span className="font-medium">{deliverableText(deliverable)}</span>
              <span className="flex flex-wrap gap-x-5 text-small text-soft">
                {deliverable.priceRange && (
                  <MoneyRange min={deliverable.priceRange.min} max={deliverable.priceRange.max} />
                )}
                <span>{deliverable.dueOn ? `Due ${formatDay(deliverable.dueOn)}` : 'No due date'}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Audience({ campaign }: { campaign: CampaignView }) {
  const { niches, platforms, countries, minFollowers, maxFollowers } = campaign.targetAudience;
  const followers =
    minFollowers !== undefined && maxFollowers !== undefined
      ? `${compactNumber(minFollowers)} – ${compactNumber(maxFollowers)}`
      : minFollowers !== undefined
        ? `At least ${compactNumber(minFollowers)}`
        : maxFollowers !== undefined
          ? `At most ${compactNumber(maxFollowers)}`
          : 'Any';
  const list = (names: readonly string[]) => (names.length === 0 ? 'Any' : names.join(', '));
  return (
    <Card title="Who should apply">
      <Facts
        items={[
          { name: 'Niches', value: list(niches.map(nicheName)) },
          { name: 'Platforms', value: list(platforms.map(platformName)) },
          { name: 'Countries', value: list(countries.map(countryName)) },
          { name: 'Followers', value: followers },
        ]}
      />
    </Card>
  );
}
