import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { memberRoute } from '@/app/root.tsx';

export const overviewRoutes = [
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/overview',
    component: lazyRouteComponent(() => import('./view-overview/view-overview.tsx'), 'ViewOverview'),
  }),
] as const;
