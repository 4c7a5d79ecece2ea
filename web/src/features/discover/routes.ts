import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { NICHES } from '#domain/niches.ts';
import { SOCIAL_PLATFORMS } from '#domain/social.ts';
import { memberRoute } from '@/app/root.tsx';

const getParentRoute = () => memberRoute;
const self = { permission: 'influencer:self' } as const;

export interface DiscoverFilter {
  niche?: (typeof NICHES)[number];
  platform?: (typeof SOCIAL_PLATFORMS)[number];
}

export const discoverRoute = createRoute({
  getParentRoute,
  path: '/discover',
  staticData: self,
  validateSearch: (search: Record<string, unknown>): DiscoverFilter => {
    const niche = NICHES.find((one) => one === search.niche);
    const platform = SOCIAL_PLATFORMS.find((one) => one === search.platform);
    return { ...(niche ? { niche } : {}), ...(platform ? { platform } : {}) };
  },
  component: lazyRouteComponent(() => import('./list-open-campaigns/list-open-campaigns.tsx'), 'ListOpenCampaigns'),
});

export const openCampaignRoute = createRoute({
  getParentRoute,
  path: '/discover/$campaignId',
  staticData: self,
  component: lazyRouteComponent(() => import('./view-open-campaign/view-open-campaign.tsx'), 'ViewOpenCampaign'),
});

export const discoverRoutes = [discoverRoute, openCampaignRoute] as const;
