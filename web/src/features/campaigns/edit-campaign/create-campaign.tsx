import { useNavigate } from '@tanstack/react-router';
import { createCampaign, getCampaign, listCampaigns } from '#contract/areas/campaigns.ts';
import { getWorkspace, listBrands } from '#contract/areas/workspaces.ts';
import { remember, useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { noteOwnWrite } from '@/api/own-writes.ts';
import { useUser } from '@/api/session.ts';
import { PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { toast } from '@/ui/toast.tsx';
import { CampaignForm, emptyCampaign } from './campaign-form.tsx';

export function CreateCampaign() {
  const navigate = useNavigate();
  const input = { params: { workspaceId: useUser().workspaceId ?? '' } };
  const workspace = useEndpoint(getWorkspace, input);
  const brands = useEndpoint(listBrands, input);
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
      <Loaded query={workspace}>
        {({ currency, defaultBrandId }) => (
          <Loaded query={brands}>
            {({ items }) => (
              <CampaignForm
                defaults={{ ...emptyCampaign(), currency, brandId: defaultBrandId }}
                brands={items.filter(({ archivedAt }) => archivedAt === null)}
                error={mutation.error}
                busy={mutation.isPending}
                saveLabel="Save draft"
                cancel={{ to: '/campaigns' }}
                onSave={async (body) => void (await mutation.mutateAsync({ body }))}
              />
            )}
          </Loaded>
        )}
      </Loaded>
    </>
  );
}
