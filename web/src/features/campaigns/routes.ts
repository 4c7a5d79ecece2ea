import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { CAMPAIGN_STATUSES, type CampaignStatus } from '#domain/campaign.ts';
import { memberRoute } from '@/app/root.tsx';

const getParentRoute = () => memberRoute;
const canRead = { permission: 'campaign:read' } as const;
const canWrite = { permission: 'campaign:write' } as const;

export const listCampaignsRoute = createRoute({
  getParentRoute,
  path: '/campaigns',
  staticData: canRead,
  validateSearch: (search: Record<string, unknown>): { status?: CampaignStatus } => {
    const status = CAMPAIGN_STATUSES.find((one) => one === search.status);
    return status ? { status } : {};
  },
  component: lazyRouteComponent(() => import('./list-campaigns/list-campaigns.tsx'), 'ListCampaigns'),
});

export const viewCampaignRoute = createRoute({
  getParentRoute,
  path: '/campaigns/$campaignId',
  staticData: canRead,
  component: lazyRouteComponent(() => import('./view-campaign/view-campaign.tsx'), 'ViewCampaign'),
});

export const editCampaignRoute = createRoute({
  getParentRoute,
  path: '/campaigns/$campaignId/edit',
  staticData: canWrite,
  component: lazyRouteComponent(() => import('./edit-campaign/edit-campaign.tsx'), 'EditCampaign'),
});

export const campaignRoutes = [
  listCampaignsRoute,
  createRoute({
    getParentRoute,
    path: '/campaigns/new',
    staticData: canWrite,
    component: lazyRouteComponent(() => import('./edit-campaign/create-campaign.tsx'), 'CreateCampaign'),
  }),
  viewCampaignRoute,
  editCampaignRoute,
] as const;
