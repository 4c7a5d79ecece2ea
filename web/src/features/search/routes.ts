import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { memberRoute } from '@/app/root.tsx';

const getParentRoute = () => memberRoute;

/** Values of a filter, joined by commas, and bounds as whole numbers: the search in the address is the one that is sent. */
const TEXTS = ['q', 'niche', 'platform', 'country', 'language', 'currency', 'sort'] as const;
const BOUNDS = ['minFollowers', 'maxFollowers', 'minPriceMinor', 'maxPriceMinor'] as const;

export type FindSearch = { [K in (typeof TEXTS)[number]]?: string } & { [K in (typeof BOUNDS)[number]]?: number };

export const findInfluencersRoute = createRoute({
  getParentRoute,
  path: '/influencers',
  staticData: { permission: 'influencer:search' },
  validateSearch: (search: Record<string, unknown>): FindSearch => {
    const texts = TEXTS.filter((name) => search[name] !== undefined && search[name] !== '');
    const bounds = BOUNDS.filter((name) => Number.isSafeInteger(search[name]));
    return Object.fromEntries([
      ...texts.map((name) => [name, String(search[name])]),
      ...bounds.map((name) => [name, search[name]]),
    ]);
  },
  component: lazyRouteComponent(() => import('./find-influencers/find-influencers.tsx'), 'FindInfluencers'),
});

export const viewInfluencerRoute = createRoute({
  getParentRoute,
  path: '/influencers/$influencerId',
  staticData: { permission: 'influencer:read' },
  component: lazyRouteComponent(() => import('./view-influencer/view-influencer.tsx'), 'ViewInfluencer'),
});

export const searchRoutes = [findInfluencersRoute, viewInfluencerRoute] as const;
