import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { CAMPAIGN_STATUSES, type CampaignStatus } from '#domain/campaign.ts';
import { DRAFT_STEPS, type DraftStep } from '#domain/draft.ts';
import { memberRoute } from '@/app/root.tsx';

const getParentRoute = () => memberRoute;
const canRead = { permission: 'campaign:read' } as const;
const canWrite = { permission: 'campaign:write' } as const;

export const listCampaignsRoute = createRoute({
  getParentRoute,
  path: '/campaigns',
  staticData: canRead,
  validateSearch: (search: Record<string, unknown>): { status?: CampaignStatus; tag?: string } => {
    const status = CAMPAIGN_STATUSES.find((one) => one === search.status);
    const { tag } = search;
    return { ...(status && { status }), ...(typeof tag === 'string' && tag !== '' && { tag }) };
  },
  component: lazyRouteComponent(() => import('./list-campaigns/list-campaigns.tsx'), 'ListCampaigns'),
});

/** Parts of a campaign's screen, in the order of a deal. */
export const CAMPAIGN_TABS = [
  'overview',
  'applications',
  'offers',
  'contracts',
  'content',
  'messages',
  'documents',
  'performance',
  'payments',
  'timeline',
  'access',
] as const;
/** Before it is published there is nothing yet for the others. */
export const DRAFT_TABS = ['overview', 'documents', 'access'] as const satisfies readonly CampaignTab[];
export type CampaignTab = (typeof CAMPAIGN_TABS)[number];

export const viewCampaignRoute = createRoute({
  getParentRoute,
  path: '/campaigns/$campaignId',
  staticData: canRead,
  validateSearch: (search: Record<string, unknown>): { tab?: CampaignTab } => {
    const tab = CAMPAIGN_TABS.find((one) => one === search.tab && one !== 'overview');
    return tab ? { tab } : {};
  },
  component: lazyRouteComponent(() => import('./view-campaign/view-campaign.tsx'), 'ViewCampaign'),
});

export const editCampaignRoute = createRoute({
  getParentRoute,
  path: '/campaigns/$campaignId/edit',
  staticData: canWrite,
  validateSearch: (search: Record<string, unknown>): { step?: DraftStep } => {
    const step = DRAFT_STEPS.find((one) => one === search.step);
    return step ? { step } : {};
  },
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
