import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { memberRoute } from '@/app/root.tsx';

export const rightsRoutes = [
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/rights',
    staticData: { permission: 'contract:read' },
    component: lazyRouteComponent(() => import('./list-rights/list-rights.tsx'), 'ListRights'),
  }),
] as const;
