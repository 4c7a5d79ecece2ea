import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { memberRoute } from '@/app/root.tsx';

const getParentRoute = () => memberRoute;

export const viewModerationItemRoute = createRoute({
  getParentRoute,
  path: '/moderation/$itemId',
  staticData: { permission: 'moderation:decide' },
  /** Whose it is. */
  validateSearch: (search: Record<string, unknown>): { workspace: string } => ({
    workspace: typeof search.workspace === 'string' ? search.workspace : '',
  }),
  component: lazyRouteComponent(() => import('./view-item/view-item.tsx'), 'ViewItem'),
});

export const moderationRoutes = [
  createRoute({
    getParentRoute,
    path: '/moderation',
    staticData: { permission: 'moderation:decide' },
    component: lazyRouteComponent(() => import('./list-queue/list-queue.tsx'), 'ListQueue'),
  }),
  viewModerationItemRoute,
  createRoute({
    getParentRoute,
    path: '/workspace/screening',
    staticData: { permission: 'workspace:read' },
    component: lazyRouteComponent(() => import('./edit-policy/edit-policy.tsx'), 'EditPolicy'),
  }),
] as const;
