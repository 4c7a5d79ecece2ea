import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { memberRoute } from '@/app/root.tsx';

const getParentRoute = () => memberRoute;

export const viewContractRoute = createRoute({
  getParentRoute,
  path: '/contracts/$contractId',
  staticData: { permission: 'contract:read' },
  component: lazyRouteComponent(() => import('./view-contract/view-contract.tsx'), 'ViewContract'),
});

export const viewDeedRoute = createRoute({
  getParentRoute,
  path: '/contracts/$contractId/document',
  staticData: { permission: 'contract:read' },
  /** Another version than the newest. */
  validateSearch: ({ version }: Record<string, unknown>): { version?: number } => ({
    ...(Number.isSafeInteger(version) ? { version: version as number } : {}),
  }),
  component: lazyRouteComponent(() => import('./view-deed/view-deed.tsx'), 'ViewDeed'),
});

export const changeTermsRoute = createRoute({
  getParentRoute,
  path: '/contracts/$contractId/change',
  staticData: { permission: 'contract:sign', byGrant: true },
  component: lazyRouteComponent(() => import('./change-terms/change-terms.tsx'), 'ChangeTerms'),
});

export const contractRoutes = [
  createRoute({
    getParentRoute,
    path: '/contracts',
    staticData: { permission: 'influencer:self' },
    component: lazyRouteComponent(() => import('./list-contracts/list-own-contracts.tsx'), 'ListOwnContracts'),
  }),
  viewContractRoute,
  viewDeedRoute,
  changeTermsRoute,
] as const;
