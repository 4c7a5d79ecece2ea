import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '@/app/root.tsx';

/** Readable without an account. */
export const developerRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/developers',
    component: lazyRouteComponent(() => import('./view-api/view-api.tsx'), 'ViewApi'),
  }),
] as const;
