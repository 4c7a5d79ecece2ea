import { Link, useNavigate } from '@tanstack/react-router';
import { getCampaign } from '#contract/areas/campaigns.ts';
import { DRAFT_STEPS, type DraftStep } from '#domain/draft.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { Button, ButtonLink } from '@/ui/button.tsx';
import { cx } from '@/ui/cx.ts';
import { EmptyState } from '@/ui/feedback.tsx';
import { useSchemaForm } from '@/ui/form.tsx';
import { Icon } from '@/ui/icon.tsx';
import { PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import type { CampaignView } from '../campaign-words.tsx';
import { editCampaignRoute } from '../routes.ts';
import { BudgetOutlook } from './budget-outlook.tsx';
import { DraftFields, STEP_NAMES, valuesOf } from './draft-values.ts';
import { ReviewStep } from './review-step.tsx';
import { SaveNotice, SaveStatus } from './save-status.tsx';
import { BriefStep, BudgetStep, DeliverablesStep, GuidelinesStep } from './steps.tsx';
import { type Autosave, type DraftForm, useAutosave } from './use-autosave.ts';

export function EditCampaign() {
  const { campaignId } = editCampaignRoute.useParams();
  const campaign = useEndpoint(getCampaign, { params: { campaignId } });
  const back = { label: 'Campaign', to: '/campaigns/$campaignId', params: { campaignId } } as const;
  if (campaign.data?.status === 'draft') return <Wizard key={campaignId} campaign={campaign.data} back={back} />;
  return (
    <>
      <PageHeader title="Edit campaign" back={back} />
      <Loaded query={campaign} title="This campaign cannot be shown">
        {() => (
          <EmptyState
            icon="edit"
            title="Only drafts can be edited"
            action={
              <ButtonLink to="/campaigns/$campaignId" params={{ campaignId }}>
                Back to the campaign
              </ButtonLink>
            }
          >
            Influencers rely on what they have read.
          </EmptyState>
        )}
      </Loaded>
    </>
  );
}

function Wizard({
  campaign,
  back,
}: {
  campaign: CampaignView;
  back: Parameters<typeof PageHeader>[0]['back'] & object;
}) {
  const { step = 'brief' } = editCampaignRoute.useSearch();
  const form = useSchemaForm(DraftFields, valuesOf(campaign) as never) as unknown as DraftForm;
  const autosave = useAutosave(form, campaign);
  const { saved } = autosave;
  const title = form.watch('title') || saved.title;
  return (
    <>
      <PageHeader title={`Edit “${title}”`} back={back} lead={<SaveStatus autosave={autosave} />} />
      <Steps campaign={saved} step={step} />
      <SaveNotice autosave={autosave} step={step} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="grid min-w-0 gap-5">
          <h2 className="sr-only">{STEP_NAMES[step]}</h2>
          <Step form={form} autosave={autosave} step={step} />
          <Onwards campaignId={saved.campaignId} step={step} autosave={autosave} />
        </div>
        {step !== 'review' && (
          <BudgetOutlook
            form={form}
            currency={saved.budget.max.currency}
            className={cx('lg:sticky lg:top-6 lg:block', step !== 'deliverables' && step !== 'budget' && 'hidden')}
          />
        )}
      </div>
    </>
  );
}

function Step({ form, autosave, step }: { form: DraftForm; autosave: Autosave; step: DraftStep }) {
  const { currency } = autosave.saved.budget.max;
  switch (step) {
    case 'brief':
      return <BriefStep form={form} />;
    case 'deliverables':
      return <DeliverablesStep form={form} currency={currency} />;
    case 'guidelines':
      return <GuidelinesStep form={form} />;
    case 'budget':
      return <BudgetStep form={form} currency={currency} />;
    case 'review':
      return <ReviewStep autosave={autosave} />;
  }
}

/** The steps, each with its own address and whether something is missing in it. */
function Steps({ campaign, step }: { campaign: CampaignView; step: DraftStep }) {
  const { campaignId, missing } = campaign;
  return (
    <nav aria-label="Steps of the draft" className="mb-6">
      <ol className="grid grid-cols-5 gap-1.5">
        {DRAFT_STEPS.map((one, index) => {
          const lacks = one === 'review' ? missing.length > 0 : missing.some((issue) => issue.step === one);
          return (
            <li key={one} className="min-w-0">
              <Link
                to="/campaigns/$campaignId/edit"
                params={{ campaignId }}
                search={{ step: one }}
                aria-current={one === step ? 'step' : undefined}
                className={cx(
                  'flex min-h-11 flex-col gap-1 border-t-4 pt-2 text-small hover:text-ink',
                  one === step ? 'border-accent font-semibold text-ink' : 'border-line text-soft',
                )}
              >
                <span className="flex items-center gap-1.5">
                  {lacks ? (
                    <span className="grid size-5 flex-none place-items-center rounded-full border border-line-strong text-tiny">
                      {index + 1}
                    </span>
                  ) : (
                    <span className="grid size-5 flex-none place-items-center rounded-full bg-accent-soft text-accent-strong">
                      <Icon name="check" className="size-3.5" />
                    </span>
                  )}
                  <span className="sr-only min-w-0 md:not-sr-only">{STEP_NAMES[one]}</span>
                  <span className="sr-only">{lacks ? ', something is missing' : ', complete'}</span>
                </span>
              </Link>
            </li>
          );
        })}
      </ol>
      <p aria-hidden="true" className="mt-1 text-small font-semibold md:hidden">
        {DRAFT_STEPS.indexOf(step) + 1} of {DRAFT_STEPS.length}: {STEP_NAMES[step]}
      </p>
    </nav>
  );
}

function Onwards({ campaignId, step, autosave }: { campaignId: string; step: DraftStep; autosave: Autosave }) {
  const navigate = useNavigate();
  const index = DRAFT_STEPS.indexOf(step);
  const [previous, next] = [DRAFT_STEPS[index - 1], DRAFT_STEPS[index + 1]];
  const go = (to: DraftStep) => {
    void autosave.save();
    void navigate({ to: '/campaigns/$campaignId/edit', params: { campaignId }, search: { step: to } });
  };
  return (
    <div className="flex flex-wrap justify-between gap-3">
      {previous ? <Button onClick={() => go(previous)}>Back</Button> : <span />}
      {next && (
        <Button variant="primary" onClick={() => go(next)}>
          {next === 'review' ? 'Review' : `Next: ${STEP_NAMES[next]}`}
        </Button>
      )}
    </div>
  );
}
