import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { memberRoute } from '@/app/root.tsx';

const getParentRoute = () => memberRoute;

export const viewContractRoute = createRoute({
  getParentRoute,
  path: '/contracts/$contractId',
  staticData: { permission: 'contract:read' },
  component: lazyRouteComponent(() => import('./view-contract/view-contract.tsx'), 'ViewContract'),
});

export const contractRoutes = [
  createRoute({
    getParentRoute,
    path: '/contracts',
    staticData: { permission: 'influencer:self' },
    component: lazyRouteComponent(() => import('./list-contracts/list-own-contracts.tsx'), 'ListOwnContracts'),
  }),
  viewContractRoute,
] as const;
