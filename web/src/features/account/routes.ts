import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { memberRoute } from '@/app/root.tsx';

export const accountRoutes = [
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/account',
    staticData: { permission: 'account:self' },
    component: lazyRouteComponent(() => import('./edit-account/edit-account.tsx'), 'EditAccount'),
  }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/account/security',
    staticData: { permission: 'account:self' },
    component: lazyRouteComponent(() => import('./security/view-security.tsx'), 'ViewSecurity'),
  }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/account/privacy',
    staticData: { permission: 'account:self' },
    component: lazyRouteComponent(() => import('./privacy/view-privacy.tsx'), 'ViewPrivacyChoices'),
  }),
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/account/activity',
    staticData: { permission: 'account:self' },
    component: lazyRouteComponent(() => import('./activity/view-activity.tsx'), 'ViewActivity'),
  }),
] as const;
