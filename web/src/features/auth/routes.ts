import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { guestRoute, safeNext } from '@/app/root.tsx';
import { findSocialResult, type SocialResult } from './social/social-result.ts';

const getParentRoute = () => guestRoute;

/** Where to go on after the log-in. */
function nextIn(search: Record<string, unknown>): { next?: string } {
  const next = safeNext(search.next);
  return next ? { next } : {};
}

export const logInRoute = createRoute({
  getParentRoute,
  path: '/log-in',
  validateSearch: nextIn,
  component: lazyRouteComponent(() => import('./log-in/log-in.tsx'), 'LogIn'),
});

/** The way back from a provider says how the visit ended. */
export const socialLogInRoute = createRoute({
  getParentRoute,
  path: '/social-log-in',
  validateSearch: (search: Record<string, unknown>): { result?: SocialResult; next?: string } => {
    const result = findSocialResult(search.result);
    return { ...nextIn(search), ...(result ? { result } : {}) };
  },
  component: lazyRouteComponent(() => import('./social/social-log-in.tsx'), 'SocialLogIn'),
});

export const authRoutes = [
  logInRoute,
  socialLogInRoute,
  createRoute({
    getParentRoute,
    path: '/sign-up',
    component: lazyRouteComponent(() => import('./sign-up/sign-up.tsx'), 'SignUp'),
  }),
  createRoute({
    getParentRoute,
    path: '/confirm-email',
    component: lazyRouteComponent(() => import('./confirm-email/confirm-email.tsx'), 'ConfirmEmail'),
  }),
  createRoute({
    getParentRoute,
    path: '/forgot-password',
    component: lazyRouteComponent(() => import('./forgot-password/forgot-password.tsx'), 'ForgotPassword'),
  }),
  createRoute({
    getParentRoute,
    path: '/reset-password',
    component: lazyRouteComponent(() => import('./reset-password/reset-password.tsx'), 'ResetPassword'),
  }),
] as const;
