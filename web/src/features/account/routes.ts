import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { memberRoute } from '@/app/root.tsx';
import { findSocialResult, type SocialResult } from '../auth/social/social-result.ts';

export const securityRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/account/security',
  staticData: { permission: 'account:self' },
  /** The way back from a provider that is being linked says how the visit ended. */
  validateSearch: (search: Record<string, unknown>): { result?: SocialResult } => {
    const result = findSocialResult(search.result);
    return result ? { result } : {};
  },
  component: lazyRouteComponent(() => import('./security/view-security.tsx'), 'ViewSecurity'),
});

export const accountRoutes = [
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/account',
    staticData: { permission: 'account:self' },
    component: lazyRouteComponent(() => import('./edit-account/edit-account.tsx'), 'EditAccount'),
  }),
  securityRoute,
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/account/notifications',
    staticData: { permission: 'notification:self' },
    component: lazyRouteComponent(() => import('./notifications/edit-preferences.tsx'), 'EditPreferences'),
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
