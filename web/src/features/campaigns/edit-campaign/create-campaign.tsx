import { useNavigate } from '@tanstack/react-router';
import { createCampaign, getCampaign, listCampaigns } from '#contract/areas/campaigns.ts';
import { remember, useEndpointMutation } from '@/api/hooks.ts';
import { noteOwnWrite } from '@/api/own-writes.ts';
import { PageHeader } from '@/ui/layout.tsx';
import { toast } from '@/ui/toast.tsx';
import { CampaignForm, emptyCampaign } from './campaign-form.tsx';

export function CreateCampaign() {
  const navigate = useNavigate();
  const mutation = useEndpointMutation(createCampaign, {
    onSuccess: async (campaign) => {
      noteOwnWrite(listCampaigns, campaign.campaignId, campaign);
      remember(getCampaign, { params: { campaignId: campaign.campaignId } }, campaign);
      await navigate({ to: '/campaigns/$campaignId', params: { campaignId: campaign.campaignId } });
      toast('Draft saved');
    },
    invalidates: [listCampaigns],
  });
  return (
    <>
      <PageHeader
        title="New campaign"
        lead="Saved as a draft. Nobody outside your team sees it until you publish."
        back={{ label: 'Campaigns', to: '/campaigns' }}
      />
      <CampaignForm
        defaults={emptyCampaign()}
        error={mutation.error}
        busy={mutation.isPending}
        saveLabel="Save draft"
        cancel={{ to: '/campaigns' }}
        onSave={async (body) => void (await mutation.mutateAsync({ body }))}
      />
    </>
  );
}
