import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { memberRoute } from '@/app/root.tsx';

const getParentRoute = () => memberRoute;

export const createOfferRoute = createRoute({
  getParentRoute,
  path: '/campaigns/$campaignId/offers/new',
  staticData: { permission: 'offer:write' },
  /** Whom the offer is for, and the contract it extends. */
  validateSearch: (search: Record<string, unknown>): { influencer?: string; extends?: string } => ({
    ...(typeof search.influencer === 'string' ? { influencer: search.influencer } : {}),
    ...(typeof search.extends === 'string' ? { extends: search.extends } : {}),
  }),
  component: lazyRouteComponent(() => import('./write-terms/create-offer.tsx'), 'CreateOffer'),
});

export const viewOfferRoute = createRoute({
  getParentRoute,
  path: '/offers/$offerId',
  staticData: { permission: 'offer:read' },
  component: lazyRouteComponent(() => import('./view-offer/view-offer.tsx'), 'ViewOffer'),
});

export const counterOfferRoute = createRoute({
  getParentRoute,
  path: '/offers/$offerId/counter',
  staticData: { permission: 'offer:answer', byGrant: true },
  component: lazyRouteComponent(() => import('./write-terms/counter-offer.tsx'), 'CounterOffer'),
});

export const previewDeedRoute = createRoute({
  getParentRoute,
  path: '/offers/$offerId/contract',
  staticData: { permission: 'offer:read' },
  component: lazyRouteComponent(() => import('../contracts/view-deed/preview-deed.tsx'), 'PreviewDeed'),
});

export const offerRoutes = [
  createOfferRoute,
  createRoute({
    getParentRoute,
    path: '/offers',
    staticData: { permission: 'influencer:self' },
    component: lazyRouteComponent(() => import('./list-offers/list-own-offers.tsx'), 'ListOwnOffers'),
  }),
  viewOfferRoute,
  counterOfferRoute,
  previewDeedRoute,
] as const;
