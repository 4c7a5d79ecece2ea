import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { memberRoute } from '@/app/root.tsx';

const getParentRoute = () => memberRoute;

export const viewDisputeRoute = createRoute({
  getParentRoute,
  path: '/disputes/$disputeId',
  staticData: { permission: 'dispute:read' },
  /** People of the platform name whose it is. */
  validateSearch: (search: Record<string, unknown>): { workspace?: string } =>
    typeof search.workspace === 'string' ? { workspace: search.workspace } : {},
  component: lazyRouteComponent(() => import('./view-dispute/view-dispute.tsx'), 'ViewDispute'),
});

export const openDisputeRoute = createRoute({
  getParentRoute,
  path: '/contracts/$contractId/dispute',
  staticData: { permission: 'contract:read' },
  component: lazyRouteComponent(() => import('./open-dispute/open-dispute.tsx'), 'OpenDispute'),
});

export const disputeRoutes = [
  createRoute({
    getParentRoute,
    path: '/disputes',
    staticData: { permission: 'dispute:read' },
    component: lazyRouteComponent(() => import('./list-disputes/list-disputes.tsx'), 'ListDisputes'),
  }),
  viewDisputeRoute,
  openDisputeRoute,
] as const;
