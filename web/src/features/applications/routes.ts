import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { memberRoute } from '@/app/root.tsx';

export const applicationRoutes = [
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/applications',
    staticData: { permission: 'application:write' },
    component: lazyRouteComponent(
      () => import('./list-own-applications/list-own-applications.tsx'),
      'ListOwnApplications',
    ),
  }),
] as const;
