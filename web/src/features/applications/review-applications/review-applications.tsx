import { useState } from 'react';
import { decideApplication, listCampaignApplications } from '#contract/areas/applications.ts';
import { type ApplicationDecision, isUndecided } from '#domain/application.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
import { useEndpointMutation, useEndpointPages } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { StartTalk } from '@/features/messages/start-talk.tsx';
import { Button, ButtonLink } from '@/ui/button.tsx';
import { Dialog } from '@/ui/dialog.tsx';
import { EmptyState } from '@/ui/feedback.tsx';
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

/** Who wants to join a campaign; the brand decides on each. */
export function ReviewApplications({ campaignId, isOpen }: { campaignId: string; isOpen: boolean }) {
  const applications = useEndpointPages(
    listCampaignApplications,
    { params: { campaignId } },
    { keyOf: (one) => one.applicationId },
  );
  return (
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
      {(items) => <Applicants applications={items} isOpen={isOpen} />}
    </LoadedPages>
  );
}

/** The applicants, and what is decided about several of them at once. */
function Applicants({ applications, isOpen }: { applications: readonly ApplicationView[]; isOpen: boolean }) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const isChosen = ({ applicationId, status }: ApplicationView) =>
    chosen.includes(applicationId) && isUndecided(status);
  const several = applications.filter(isChosen);
  const undecided = applications.filter(({ status }) => isUndecided(status));
  return (
    <>
      {several.length > 0 && (
        <Card title={`${countOf(several.length, 'application')} chosen`} className="mb-4">
          <Decide applications={several} onDone={() => setChosen([])} />
        </Card>
      )}
      <ul className="grid gap-4">
        {applications.map((application) => (
          <li key={application.applicationId}>
            <Applicant
              application={application}
              isOpen={isOpen}
              isChosen={isChosen(application)}
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

function Applicant(props: {
  application: ApplicationView;
  isOpen: boolean;
  isChosen: boolean;
  /** Without it there is nobody else to decide about at the same time. */
  onChoose?: (is: boolean) => void;
}) {
  const { application, isOpen, onChoose } = props;
  const { influencer, status } = application;
  const mayDecide = useMay('application:decide', application.campaignId);
  const mayOffer = useMay('offer:write', application.campaignId);
  return (
    <Card>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="text-heading font-semibold break-words">{influencer.displayName}</h2>
          <p className="text-small text-faint">
            {compactNumber(influencer.followers)} followers on {influencer.platforms.map(platformName).join(', ')} ·{' '}
            {countryName(influencer.country)} · {influencer.niches.map(nicheName).join(', ')}
          </p>
        </div>
        <ApplicationBadge status={status} forBrand />
      </div>
      <p className="mt-4 whitespace-pre-line break-words">{application.proposalDetails}</p>
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
      {application.reason && <p className="mt-2 text-small text-soft">You wrote: “{application.reason}”</p>}
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
          {!props.isChosen && <Decide applications={[application]} />}
          {onChoose && (
            <Checkbox checked={props.isChosen} onChange={(event) => onChoose(event.target.checked)}>
              Decide together with others<span className="sr-only">: {influencer.displayName}</span>
            </Checkbox>
          )}
        </div>
      )}
      {status === 'approved' && mayOffer && isOpen && (
        <div className="mt-4 border-t border-line pt-4">
          <ButtonLink
            to="/campaigns/$campaignId/offers/new"
            params={{ campaignId: application.campaignId }}
            search={{ influencer: application.influencerId }}
            variant="primary"
            icon="offer"
          >
            Make an offer
          </ButtonLink>
        </div>
      )}
    </Card>
  );
}

const TOLD: Record<ApplicationDecision, string> = {
  approved: 'approved',
  waitlisted: 'on the waiting list',
  rejected: 'told that you chose others',
};

/** Decides about one applicant, or about several one after the other; what went through before a refusal stays. */
function Decide(props: { applications: readonly ApplicationView[]; onDone?: () => void }) {
  const { applications } = props;
  const [rejecting, setRejecting] = useState(false);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState<ApplicationDecision>();
  const [first] = applications;
  const who =
    applications.length === 1 && first ? first.influencer.displayName : countOf(applications.length, 'applicant');
  const mutation = useEndpointMutation(decideApplication, {
    onSuccess: (saved) => noteAndFollow(listCampaignApplications, saved.applicationId, saved),
    invalidates: [listCampaignApplications],
  });
  async function decide(status: ApplicationDecision) {
    setBusy(status);
    try {
      for (const { applicationId } of applications) {
        const why = status === 'rejected' && reason.trim() ? { reason: reason.trim() } : {};
        await mutation.mutateAsync({ params: { applicationId }, body: { status, ...why } });
      }
      setRejecting(false);
      toast(`${who} ${applications.length === 1 ? 'is' : 'are'} ${TOLD[status]}`);
      props.onDone?.();
    } catch {
      // The form shows it; those before it are decided, and leave the choice by themselves.
    } finally {
      setBusy(undefined);
    }
  }
  return (
    <div className="grid gap-3">
      {!rejecting && <FormError error={mutation.error} />}
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" icon="check" busy={busy === 'approved'} onClick={() => void decide('approved')}>
          Approve<span className="sr-only"> {who}</span>
        </Button>
        {applications.every(({ status }) => status === 'pending') && (
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
              Reject {applications.length === 1 ? 'application' : 'applications'}
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          <Field label="Reason" optional hint="They read this. A sentence helps them more than silence.">
            <Textarea rows={3} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
          </Field>
          <FormError error={mutation.error} />
        </div>
      </Dialog>
    </div>
  );
}
