import { useState } from 'react';
import { decideApplication, listCampaignApplications } from '#contract/areas/applications.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
import { useEndpointMutation, useEndpointPages } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { Button, ButtonLink } from '@/ui/button.tsx';
import { Dialog } from '@/ui/dialog.tsx';
import { EmptyState } from '@/ui/feedback.tsx';
import { Field, Textarea } from '@/ui/field.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { Money } from '@/ui/money-view.tsx';
import { countryName } from '@/ui/places.ts';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';
import { compactNumber, nicheName, platformName } from '@/ui/words.ts';
import { ApplicationBadge, type ApplicationView } from '../application-words.tsx';

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
      {(items) => (
        <ul className="grid gap-4">
          {items.map((application) => (
            <li key={application.applicationId}>
              <Applicant application={application} isOpen={isOpen} />
            </li>
          ))}
        </ul>
      )}
    </LoadedPages>
  );
}

function Applicant({ application, isOpen }: { application: ApplicationView; isOpen: boolean }) {
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
      {status === 'pending' && mayDecide && <Decide application={application} />}
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

function Decide({ application }: { application: ApplicationView }) {
  const [rejecting, setRejecting] = useState(false);
  const [reason, setReason] = useState('');
  const { displayName } = application.influencer;
  const mutation = useEndpointMutation(decideApplication, {
    onSuccess: (saved) => {
      noteAndFollow(listCampaignApplications, saved.applicationId, saved);
      setRejecting(false);
      toast(
        saved.status === 'approved' ? `${displayName} is approved` : `${displayName} is told that you chose others`,
      );
    },
    invalidates: [listCampaignApplications],
  });
  const params = { applicationId: application.applicationId };
  return (
    <div className="mt-4 grid gap-3 border-t border-line pt-4">
      {!rejecting && <FormError error={mutation.error} />}
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          icon="check"
          busy={mutation.isPending && !rejecting}
          onClick={() => mutation.mutate({ params, body: { status: 'approved' } })}
        >
          Approve<span className="sr-only"> {displayName}</span>
        </Button>
        <Button onClick={() => setRejecting(true)}>
          Reject<span className="sr-only"> {displayName}</span>
        </Button>
      </div>
      <Dialog
        open={rejecting}
        onClose={() => setRejecting(false)}
        title={`Reject ${displayName}?`}
        footer={
          <>
            <Button onClick={() => setRejecting(false)}>Back</Button>
            <Button
              variant="danger"
              busy={mutation.isPending}
              onClick={() =>
                mutation.mutate({
                  params,
                  body: { status: 'rejected', ...(reason.trim() ? { reason: reason.trim() } : {}) },
                })
              }
            >
              Reject application
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
