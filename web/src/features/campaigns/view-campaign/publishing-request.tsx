import { useState } from 'react';
import { getCampaign, listCampaigns } from '#contract/areas/campaigns.ts';
import { approvePublishing, declinePublishing, getTimeline, withdrawPublishing } from '#contract/areas/lifecycle.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
import { remember, useEndpointMutation } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { SayWhy } from '@/features/approvals/say-why.tsx';
import { useTeam } from '@/features/approvals/use-team.ts';
import { Button } from '@/ui/button.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { FormError } from '@/ui/form.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';
import type { CampaignView } from '../campaign-words.tsx';

/** A draft that somebody asked to have published: who asked, and what the reader can say to it. */
export function PublishingRequest({ campaign }: { campaign: CampaignView }) {
  const { publishing } = campaign;
  const { nameOf } = useTeam();
  if (!publishing) return null;
  const asker = `${nameOf(publishing.askedBy)}${publishing.keyId ? ' (with an API key)' : ''}`;
  if (publishing.state === 'declined')
    return (
      <div className="mb-5">
        <Notice tone="attention" title={`${nameOf(publishing.declinedBy)} declined to publish this`}>
          <p className="wrap-anywhere whitespace-pre-line">“{publishing.reason}”</p>
          <p className="mt-1">
            {asker} asked <RelativeTime at={publishing.askedAt} />. Change what is missing, then ask again.
          </p>
        </Notice>
      </div>
    );
  return (
    <div className="mb-5">
      <Notice tone="attention" title="Waits for approval by another member">
        {asker} asked to publish it <RelativeTime at={publishing.askedAt} />. An approval is for exactly what is here:
        an edit ends the request.
        <Answer campaign={campaign} isAsker={nameOf(publishing.askedBy) === 'You'} />
      </Notice>
    </div>
  );
}

function Answer({ campaign, isAsker }: { campaign: CampaignView; isAsker: boolean }) {
  const mayApprove = useMay('campaign:approve', campaign.campaignId);
  const [declining, setDeclining] = useState(false);
  const approve = useEndpointMutation(
    approvePublishing,
    answered(campaign, ({ status }) =>
      status === 'draft' ? 'Approved; a moderator of Accord looks at it first' : 'Approved: influencers can apply now',
    ),
  );
  const decline = useEndpointMutation(declinePublishing, answered(campaign, 'Declined, and the asker is told why'));
  const withdraw = useEndpointMutation(withdrawPublishing, answered(campaign, 'Taken back: it is a plain draft again'));
  const params = { campaignId: campaign.campaignId };
  const { version } = campaign;
  if (!mayApprove) return null;
  if (isAsker)
    return (
      <div className="mt-3 grid gap-3">
        <div>
          <Button size="small" busy={withdraw.isPending} onClick={() => withdraw.mutate({ params })}>
            Take the request back
          </Button>
        </div>
        <FormError error={withdraw.error} />
      </div>
    );
  return (
    <div className="mt-3 grid gap-3">
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          variant="primary"
          busy={approve.isPending}
          onClick={() => approve.mutate({ params, body: { version } })}
        >
          Approve and publish
        </Button>
        <Button size="small" onClick={() => setDeclining(true)}>
          Decline
        </Button>
      </div>
      <FormError error={approve.error} />
      {declining && (
        <SayWhy
          title="Decline to publish this?"
          onClose={() => setDeclining(false)}
          onSay={(reason) =>
            decline.mutate({ params, body: { version, reason } }, { onSuccess: () => setDeclining(false) })
          }
          busy={decline.isPending}
          error={decline.error}
        >
          It stays a draft. Whoever asked is told, and reads your reason.
        </SayWhy>
      )}
    </div>
  );
}

/** What every answer does once it is given. */
function answered({ campaignId }: CampaignView, done: string | ((saved: CampaignView) => string)) {
  return {
    onSuccess: (saved: CampaignView) => {
      remember(getCampaign, { params: { campaignId } }, saved);
      noteAndFollow(listCampaigns, campaignId, saved);
      toast(typeof done === 'string' ? done : done(saved));
    },
    invalidates: [listCampaigns, getTimeline],
  };
}
