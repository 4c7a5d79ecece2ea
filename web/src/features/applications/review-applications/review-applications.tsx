import { useState } from 'react';
import type * as z from 'zod/mini';
import {
  DECIDED_AT_ONCE,
  decideApplication,
  decideApplications,
  listCampaignApplications,
} from '#contract/areas/applications.ts';
import { getPlaces } from '#contract/areas/lifecycle.ts';
import { type ApplicationDecision, isUndecided } from '#domain/application.ts';
import { ENDED_REASON } from '#domain/campaign.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
import { useEndpoint, useEndpointMutation, useEndpointPages } from '@/api/hooks.ts';
import type { ApiError } from '@/api/problem.ts';
import { useMay } from '@/api/session.ts';
import { placesText } from '@/features/campaigns/places-words.ts';
import { StartTalk } from '@/features/messages/start-talk.tsx';
import { Button } from '@/ui/button.tsx';
import { Dialog } from '@/ui/dialog.tsx';
import { EmptyState, Notice } from '@/ui/feedback.tsx';
import { Checkbox, Field, Textarea } from '@/ui/field.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { Money } from '@/ui/money-view.tsx';
import { countryName } from '@/ui/places.ts';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';
import { compactNumber, countOf, nicheName, platformName } from '@/ui/words.ts';
import { Answers } from '../answers.tsx';
import { ApplicationBadge, type ApplicationView, PortfolioLinks } from '../application-words.tsx';
import { NextStep } from './next-step.tsx';

interface CampaignNow {
  campaignId: string;
  /** Offers can be made. */
  isOpen: boolean;
  /** Nobody can join any more. */
  isOver: boolean;
}

/** Who wants to join a campaign; the brand decides on each. */
export function ReviewApplications(campaign: CampaignNow) {
  const { campaignId, isOpen } = campaign;
  const applications = useEndpointPages(
    listCampaignApplications,
    { params: { campaignId } },
    { keyOf: (one) => one.applicationId },
  );
  return (
    <div className="grid gap-4">
      <PlacesLine campaignId={campaignId} />
      <LoadedPages
        query={applications}
        empty={
          <EmptyState icon="inbox" title="Nobody has applied yet">
            {isOpen
              ? 'Influencers whose profile fits see this campaign now. Whoever applies appears here.'
              : 'Applications come in while the campaign is published or active.'}
          </EmptyState>
        }
      >
        {(items) => <Applicants campaign={campaign} applications={items} />}
      </LoadedPages>
    </div>
  );
}

/** How many places are taken, where the campaign has so many and no more. */
function PlacesLine({ campaignId }: { campaignId: string }) {
  const { data } = useEndpoint(getPlaces, { params: { campaignId } });
  if (!data || data.places === null) return null;
  if (!data.isFull) return <p className="text-soft">{placesText(data.places, data.takenCount)}</p>;
  return (
    <Notice tone="attention" title={placesText(data.places, data.takenCount)}>
      Nobody else can be approved. Raise the number under Overview, or keep people on the waiting list; who applies now
      is there already.
    </Notice>
  );
}

/** The applicants, and what is decided about several of them at once. */
function Applicants(props: { campaign: CampaignNow; applications: readonly ApplicationView[] }) {
  const { campaign, applications } = props;
  const { campaignId } = campaign;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [refused, setRefused] = useState<readonly Refusal[]>([]);
  const mayDecide = useMay('application:decide', campaignId);
  const undecided = applications.filter(({ status }) => isUndecided(status));
  const several = undecided.filter(({ applicationId }) => chosen.includes(applicationId));
  const choosable = undecided.slice(0, DECIDED_AT_ONCE);
  const isAll = choosable.length > 0 && several.length === choosable.length;
  return (
    <>
      {mayDecide && undecided.length > 1 && (
        <Card className="mb-4">
          <div className="grid gap-3">
            <Checkbox
              checked={isAll}
              onChange={() => setChosen(isAll ? [] : choosable.map(({ applicationId }) => applicationId))}
            >
              {several.length > 0
                ? `${countOf(several.length, 'application')} chosen`
                : `Choose all ${countOf(choosable.length, 'application')} that wait`}
            </Checkbox>
            {several.length > 0 && (
              <DecideSeveral
                campaign={campaign}
                applications={several}
                onDone={(left) => {
                  setRefused(left);
                  setChosen(left.map(({ applicationId }) => applicationId));
                }}
              />
            )}
            {refused.length > 0 && <Refusals refused={refused} applications={applications} />}
          </div>
        </Card>
      )}
      <ul className="grid gap-4">
        {applications.map((application) => (
          <li key={application.applicationId}>
            <Applicant
              application={application}
              campaign={campaign}
              isChosen={several.includes(application)}
              {...(undecided.length > 1 && {
                onChoose: (is: boolean) =>
                  setChosen((before) => [
                    ...before.filter((one) => one !== application.applicationId),
                    ...(is ? [application.applicationId] : []),
                  ]),
              })}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

type Told = z.output<(typeof decideApplications)['responses'][200]>['decisions'][number];
type Refusal = Pick<Told, 'applicationId' | 'code'>;

const WHY: Record<NonNullable<Told['code']>, string> = {
  not_found: 'is no longer there',
  application_not_pending: 'was decided on already, or withdrew',
  campaign_full: 'finds no place: all are taken',
  campaign_over: 'cannot join any more: the campaign is over',
  too_busy: 'was not come to; press again',
};

/** Who of several was not decided on, each with why; the others are. */
function Refusals(props: { refused: readonly Refusal[]; applications: readonly ApplicationView[] }) {
  return (
    <Notice tone="attention" title={`${countOf(props.refused.length, 'application')} could not be decided`}>
      <ul className="grid gap-1">
        {props.refused.map(({ applicationId, code }) => (
          <li key={applicationId}>
            {props.applications.find((one) => one.applicationId === applicationId)?.influencer.displayName ?? 'One'}{' '}
            {code ? WHY[code] : ''}.
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Applicant(props: {
  application: ApplicationView;
  campaign: CampaignNow;
  isChosen: boolean;
  /** Without it there is nobody else to decide about at the same time. */
  onChoose?: (is: boolean) => void;
}) {
  const { application, campaign, onChoose } = props;
  const { influencer, status } = application;
  const mayDecide = useMay('application:decide', application.campaignId);
  return (
    <Card>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="text-heading font-semibold wrap-anywhere">{influencer.displayName}</h2>
          <p className="text-small text-faint">
            {compactNumber(influencer.followers)} followers on {influencer.platforms.map(platformName).join(', ')} ·{' '}
            {countryName(influencer.country)} · {influencer.niches.map(nicheName).join(', ')}
          </p>
        </div>
        <ApplicationBadge status={status} forBrand />
      </div>
      <p className="mt-4 whitespace-pre-line wrap-anywhere">{application.proposalDetails}</p>
      <Answers answers={application.answers} />
      <PortfolioLinks links={application.portfolioLinks} />
      <p className="mt-3 text-soft">
        {application.proposedPrice ? (
          <>
            Asks for <Money value={application.proposedPrice} className="font-semibold text-ink" />
          </>
        ) : (
          'Named no price'
        )}
        <span className="text-small text-faint">
          {' '}
          · applied <RelativeTime at={application.createdAt} />
        </span>
      </p>
      {application.reason && (
        <p className="mt-2 text-small text-soft">
          {application.reason === ENDED_REASON ? ENDED_REASON : `You wrote: “${application.reason}”`}
        </p>
      )}
      {(isUndecided(status) || status === 'approved') && (
        <div className="mt-4">
          <StartTalk
            on={{ campaignId: application.campaignId, about: application.applicationId }}
            name={influencer.displayName}
            size="small"
          />
        </div>
      )}
      {isUndecided(status) && mayDecide && (
        <div className="mt-4 grid gap-3 border-t border-line pt-4">
          {!props.isChosen && <Decide application={application} isOver={campaign.isOver} />}
          {onChoose && (
            <Checkbox checked={props.isChosen} onChange={(event) => onChoose(event.target.checked)}>
              Decide together with others<span className="sr-only">: {influencer.displayName}</span>
            </Checkbox>
          )}
        </div>
      )}
      {status === 'approved' && <NextStep application={application} isOpen={campaign.isOpen} />}
    </Card>
  );
}

const TOLD: Record<ApplicationDecision, string> = {
  approved: 'approved',
  waitlisted: 'on the waiting list',
  rejected: 'told that you chose others',
};

type Decision = { status: ApplicationDecision; reason?: string };

/** Decides about one applicant. */
function Decide({ application, isOver }: { application: ApplicationView; isOver: boolean }) {
  const { applicationId, influencer, status } = application;
  const mutation = useEndpointMutation(decideApplication, {
    onSuccess: (saved) => noteAndFollow(listCampaignApplications, saved.applicationId, saved),
    invalidates: [listCampaignApplications],
  });
  return (
    <Decisions
      who={influencer.displayName}
      isOver={isOver}
      mayWait={status === 'pending'}
      error={mutation.error}
      onDecide={async (body) => {
        await mutation.mutateAsync({ params: { applicationId }, body });
        toast(`${influencer.displayName} is ${TOLD[body.status]}`);
      }}
    />
  );
}

/** Decides about several applicants in one request; each stands by itself, and `onDone` hears of those that were refused. */
function DecideSeveral(props: {
  campaign: CampaignNow;
  applications: readonly ApplicationView[];
  onDone: (refused: readonly Refusal[]) => void;
}) {
  const { campaign, applications } = props;
  const { campaignId, isOver } = campaign;
  const mutation = useEndpointMutation(decideApplications, {
    onSuccess: ({ decisions }) => {
      for (const { applicationId, application } of decisions)
        if (application) noteAndFollow(listCampaignApplications, applicationId, application);
    },
    invalidates: [listCampaignApplications],
  });
  return (
    <Decisions
      who={countOf(applications.length, 'applicant')}
      isOver={isOver}
      mayWait={applications.every(({ status }) => status === 'pending')}
      isSeveral
      error={mutation.error}
      onDecide={async (decision) => {
        const decisions = applications.map(({ applicationId }) => ({ applicationId, ...decision }));
        const told = await mutation.mutateAsync({ params: { campaignId }, body: { decisions } });
        if (told.decidedCount > 0) {
          const verb = told.decidedCount === 1 ? 'is' : 'are';
          toast(`${countOf(told.decidedCount, 'applicant')} ${verb} ${TOLD[decision.status]}`);
        }
        props.onDone(told.decisions.filter(({ outcome }) => outcome === 'refused' || outcome === 'not_reached'));
      }}
    />
  );
}

/** The three decisions there are, the last of them with a reason; in a campaign that is over there is only that one. */
function Decisions(props: {
  who: string;
  isOver: boolean;
  mayWait: boolean;
  isSeveral?: boolean;
  error: ApiError | null;
  onDecide: (decision: Decision) => Promise<void>;
}) {
  const { who, error } = props;
  const [rejecting, setRejecting] = useState(false);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState<ApplicationDecision>();
  async function decide(status: ApplicationDecision) {
    setBusy(status);
    try {
      const why = status === 'rejected' && reason.trim() ? { reason: reason.trim() } : {};
      await props.onDecide({ status, ...why });
      setRejecting(false);
    } catch {
      // The form shows it.
    } finally {
      setBusy(undefined);
    }
  }
  return (
    <div className="grid gap-3">
      {!rejecting && <FormError error={error} />}
      <div className="flex flex-wrap gap-2">
        {!props.isOver && (
          <Button variant="primary" icon="check" busy={busy === 'approved'} onClick={() => void decide('approved')}>
            Approve<span className="sr-only"> {who}</span>
          </Button>
        )}
        {!props.isOver && props.mayWait && (
          <Button icon="clock" busy={busy === 'waitlisted'} onClick={() => void decide('waitlisted')}>
            Waiting list<span className="sr-only"> for {who}</span>
          </Button>
        )}
        <Button onClick={() => setRejecting(true)}>
          Reject<span className="sr-only"> {who}</span>
        </Button>
      </div>
      <Dialog
        open={rejecting}
        onClose={() => setRejecting(false)}
        title={`Reject ${who}?`}
        footer={
          <>
            <Button onClick={() => setRejecting(false)}>Back</Button>
            <Button variant="danger" busy={busy === 'rejected'} onClick={() => void decide('rejected')}>
              Reject {props.isSeveral ? 'applications' : 'application'}
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          <Field label="Reason" optional hint="They read this. A sentence helps them more than silence.">
            <Textarea rows={3} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
          </Field>
          <FormError error={error} />
        </div>
      </Dialog>
    </div>
  );
}
