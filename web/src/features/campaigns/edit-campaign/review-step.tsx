import { Link, useNavigate } from '@tanstack/react-router';
import { DRAFT_STEPS } from '#domain/draft.ts';
import { Notice } from '@/ui/feedback.tsx';
import { Icon } from '@/ui/icon.tsx';
import { Card, Facts } from '@/ui/layout.tsx';
import { ApplyingCard } from '../applying-card.tsx';
import { BudgetRange, deliverableText, OBJECTIVE_NAMES, runsText } from '../campaign-words.tsx';
import { GuidelinesCard } from '../guidelines-card.tsx';
import { MainCommand } from '../view-campaign/campaign-commands.tsx';
import { PublishingRequest } from '../view-campaign/publishing-request.tsx';
import { STEP_NAMES } from './draft-values.ts';
import type { Autosave } from './use-autosave.ts';

/** The draft as it was saved: what is missing, with the step it is written in, and then its publication. */
export function ReviewStep({ autosave: { saved, state } }: { autosave: Autosave }) {
  const navigate = useNavigate();
  const { campaignId, missing } = saved;
  const isSaved = state.kind === 'saved';
  return (
    <>
      <PublishingRequest campaign={saved} />
      {saved.warnings.map((one) => (
        <Notice key={one.path} tone="attention" title="The campaign is long for held money">
          {one.message}
        </Notice>
      ))}
      {missing.length === 0 ? (
        <Card title="Complete" lead="Everything needed for publishing is here.">
          {isSaved ? (
            <div className="flex flex-wrap gap-3">
              <MainCommand
                campaign={saved}
                onDone={() => void navigate({ to: '/campaigns/$campaignId', params: { campaignId } })}
              />
            </div>
          ) : (
            <p className="text-soft">It can be published once all of it is saved.</p>
          )}
        </Card>
      ) : (
        <Card title="Before you can publish" lead="Influencers see a campaign only when these are settled.">
          <ul className="grid gap-2.5">
            {missing.map((one) => (
              <li key={`${one.path} ${one.message}`} className="flex items-start gap-3">
                <Icon name="alert" className="mt-0.5 size-4.5 flex-none text-copper" />
                <span className="min-w-0">
                  {one.message}{' '}
                  <Link
                    to="/campaigns/$campaignId/edit"
                    params={{ campaignId }}
                    search={{ step: one.step }}
                    className="font-medium whitespace-nowrap text-accent underline"
                  >
                    {DRAFT_STEPS.indexOf(one.step) + 1}. {STEP_NAMES[one.step]}
                  </Link>
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Card title={saved.title}>
        <p className="mb-5 wrap-anywhere whitespace-pre-line">{saved.brief || 'No brief yet.'}</p>
        <Facts
          items={[
            { name: 'Objective', value: saved.objective ? OBJECTIVE_NAMES[saved.objective] : 'Not said' },
            { name: 'Runs', value: runsText(saved) },
            { name: 'Budget', value: <BudgetRange budget={saved.budget} /> },
            {
              name: 'Deliverables',
              value: saved.deliverables.length > 0 ? saved.deliverables.map(deliverableText).join(', ') : 'None yet',
            },
          ]}
        />
      </Card>
      <GuidelinesCard guidelines={saved.guidelines} terms={saved.terms} />
      <ApplyingCard applying={saved.applying} />
    </>
  );
}
