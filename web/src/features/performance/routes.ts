import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { memberRoute } from '@/app/root.tsx';

export const performanceRoutes = [
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/performance',
    staticData: { permission: 'influencer:self' },
    component: lazyRouteComponent(() => import('./view-performance/view-own-performance.tsx'), 'ViewOwnPerformance'),
  }),
] as const;
