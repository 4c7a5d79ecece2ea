import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { getOpenCampaign, listOwnApplications, withdrawApplication } from '#contract/areas/applications.ts';
import { isUndecided } from '#domain/application.ts';
import { ENDED_REASON } from '#domain/campaign.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
import { useEndpointMutation, useEndpointPages } from '@/api/hooks.ts';
import { StartTalk } from '@/features/messages/start-talk.tsx';
import { Button, ButtonLink } from '@/ui/button.tsx';
import { ConfirmDialog } from '@/ui/dialog.tsx';
import { EmptyState } from '@/ui/feedback.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { Money } from '@/ui/money-view.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';
import { Answers } from '../answers.tsx';
import { APPLICATION_NEXT, ApplicationBadge, type ApplicationView, PortfolioLinks } from '../application-words.tsx';

export function ListOwnApplications() {
  const applications = useEndpointPages(listOwnApplications, {}, { keyOf: (one) => one.applicationId });
  return (
    <>
      <PageHeader title="Applications" lead="Campaigns you asked to join, and what the brands said." />
      <LoadedPages
        query={applications}
        empty={
          <EmptyState
            icon="inbox"
            title="You have not applied anywhere yet"
            action={
              <ButtonLink to="/discover" variant="primary" icon="discover">
                Find campaigns
              </ButtonLink>
            }
          >
            Pick a campaign that fits, say what you would make and what it would cost.
          </EmptyState>
        }
      >
        {(items) => (
          <ul className="grid gap-4">
            {items.map((application) => (
              <li key={application.applicationId}>
                <ApplicationCard application={application} />
              </li>
            ))}
          </ul>
        )}
      </LoadedPages>
    </>
  );
}

function ApplicationCard({ application }: { application: ApplicationView }) {
  const { status, reason, proposedPrice } = application;
  return (
    <Card>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="text-heading font-semibold wrap-anywhere">
            <Link
              to="/discover/$campaignId"
              params={{ campaignId: application.campaignId }}
              className="hover:text-accent hover:underline hover:underline-offset-4"
            >
              {application.campaignTitle}
            </Link>
          </h2>
          <p className="text-small text-faint">
            {application.brandName} · applied <RelativeTime at={application.createdAt} />
          </p>
        </div>
        <ApplicationBadge status={status} />
      </div>
      <p className="mt-4 whitespace-pre-line wrap-anywhere">{application.proposalDetails}</p>
      <Answers answers={application.answers} />
      <PortfolioLinks links={application.portfolioLinks} />
      {proposedPrice && (
        <p className="mt-2 text-soft">
          Your price: <Money value={proposedPrice} className="font-medium text-ink" />
        </p>
      )}
      <div className="mt-4 flex flex-wrap items-center justify-between gap-3 border-t border-line pt-4">
        <p className="text-small text-soft">
          {reason === ENDED_REASON ? reason : APPLICATION_NEXT[status]}
          {reason && reason !== ENDED_REASON && <span className="mt-1 block">They wrote: “{reason}”</span>}
        </p>
        <div className="flex flex-wrap gap-2">
          {(isUndecided(status) || status === 'approved') && (
            <StartTalk
              on={{ campaignId: application.campaignId, about: application.applicationId }}
              name={application.brandName}
              size="small"
            />
          )}
          {isUndecided(status) && <Withdraw application={application} />}
          {status === 'approved' && (
            <ButtonLink to="/offers" size="small">
              See offers
            </ButtonLink>
          )}
        </div>
      </div>
    </Card>
  );
}

function Withdraw({ application }: { application: ApplicationView }) {
  const [asking, setAsking] = useState(false);
  const mutation = useEndpointMutation(withdrawApplication, {
    onSuccess: (saved) => {
      noteAndFollow(listOwnApplications, saved.applicationId, saved);
      setAsking(false);
      toast('Application withdrawn');
    },
    invalidates: [listOwnApplications, getOpenCampaign],
  });
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)}>
        Withdraw
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Withdraw this application?"
        confirmLabel="Withdraw it"
        busy={mutation.isPending}
        onConfirm={() => mutation.mutate({ params: { applicationId: application.applicationId } })}
        error={
          <div className="mt-4 empty:hidden">
            <FormError error={mutation.error} />
          </div>
        }
      >
        {application.brandName} will no longer consider you for “{application.campaignTitle}”. You may apply again
        later.
      </ConfirmDialog>
    </>
  );
}
