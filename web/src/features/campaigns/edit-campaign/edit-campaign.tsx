import { useNavigate } from '@tanstack/react-router';
import { getCampaign, listCampaigns, updateCampaign } from '#contract/areas/campaigns.ts';
import { remember, useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { noteOwnWrite } from '@/api/own-writes.ts';
import { ButtonLink } from '@/ui/button.tsx';
import { EmptyState, ErrorPanel, SkeletonRows } from '@/ui/feedback.tsx';
import { PageHeader } from '@/ui/layout.tsx';
import { toast } from '@/ui/toast.tsx';
import type { CampaignView } from '../campaign-words.tsx';
import { editCampaignRoute } from '../routes.ts';
import { CampaignForm, valuesOf } from './campaign-form.tsx';

export function EditCampaign() {
  const { campaignId } = editCampaignRoute.useParams();
  const campaign = useEndpoint(getCampaign, { params: { campaignId } });
  const header = (
    <PageHeader
      title={campaign.data ? `Edit “${campaign.data.title}”` : 'Edit campaign'}
      back={{ label: 'Campaign', to: '/campaigns/$campaignId', params: { campaignId } }}
    />
  );
  if (campaign.isPending) {
    return (
      <>
        {header}
        <SkeletonRows rows={3} />
      </>
    );
  }
  if (!campaign.data) {
    return (
      <>
        {header}
        <ErrorPanel
          error={campaign.error}
          onRetry={() => void campaign.refetch()}
          title="This campaign cannot be shown"
        />
      </>
    );
  }
  if (campaign.data.status !== 'draft') {
    return (
      <>
        {header}
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
      </>
    );
  }
  return (
    <>
      {header}
      <EditForm campaign={campaign.data} />
    </>
  );
}

function EditForm({ campaign }: { campaign: CampaignView }) {
  const navigate = useNavigate();
  const { campaignId } = campaign;
  const mutation = useEndpointMutation(updateCampaign, {
    onSuccess: async (saved) => {
      noteOwnWrite(listCampaigns, campaignId, saved);
      remember(getCampaign, { params: { campaignId } }, saved);
      await navigate({ to: '/campaigns/$campaignId', params: { campaignId } });
      toast('Changes saved');
    },
    invalidates: [listCampaigns],
  });
  return (
    <CampaignForm
      defaults={valuesOf(campaign)}
      fixedCurrency
      error={mutation.error}
      busy={mutation.isPending}
      saveLabel="Save changes"
      cancel={{ to: '/campaigns/$campaignId', params: { campaignId } }}
      onSave={async ({ currency: _, ...fields }) =>
        void (await mutation.mutateAsync({ params: { campaignId }, body: { ...fields, version: campaign.version } }))
      }
    />
  );
}
