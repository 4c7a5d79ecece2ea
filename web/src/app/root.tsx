import { createRootRoute, createRoute, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { may, type Permission } from '#contract/permissions.ts';
import { SITE_PATH } from '#domain/site-path.ts';
import { session } from '@/api/session.ts';
import { Toaster } from '@/ui/toast.tsx';
import { Crash, NotFound } from './dead-ends.tsx';
import { OfflineNotice } from './offline-notice.tsx';

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** Who may open the screen; the server decides again on every call. */
    permission?: Permission;
    /** It shows one thing of a campaign: who holds the permission on any campaign may look whether it is of that one. */
    byGrant?: true;
  }
}

export const rootRoute = createRootRoute({
  component: () => (
    <>
      <OfflineNotice />
      <Outlet />
      <Toaster />
    </>
  ),
  errorComponent: Crash,
  notFoundComponent: NotFound,
});

/** Only paths of this site are followed after log-in, never another address. */
export function safeNext(next: unknown): string | undefined {
  return typeof next === 'string' && SITE_PATH.test(next) ? next : undefined;
}

/** The first screen of the signed-in user. */
export function homePath(): string {
  const state = session.state();
  if (state.status !== 'signed-in') return '/log-in';
  const { role } = state.user;
  if (role === 'guest') return '/workspaces';
  const hasOverview = (['analytics:read', 'influencer:self', 'dispute:resolve'] as const).some((one) => may(role, one));
  if (hasOverview) return '/overview';
  return may(role, 'moderation:decide') ? '/moderation' : '/account';
}

/** Screens for people who are not signed in. */
export const guestRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'guest',
  beforeLoad: () => {
    if (session.state().status === 'signed-in') throw redirect({ to: homePath() });
  },
  component: lazyRouteComponent(() => import('./guest-layout.tsx'), 'GuestLayout'),
});

/** Screens for whoever has their link, signed in or not. */
export const openRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'open',
  component: lazyRouteComponent(() => import('./guest-layout.tsx'), 'GuestLayout'),
});

/** Screens for signed-in people, in the shell. */
export const memberRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'member',
  beforeLoad: ({ location }) => {
    if (session.state().status === 'signed-in') return;
    const next = location.href === '/' ? undefined : location.href;
    throw redirect({ to: '/log-in', search: next ? { next } : {} });
  },
  component: lazyRouteComponent(() => import('./shell.tsx'), 'Shell'),
  errorComponent: Crash,
  notFoundComponent: NotFound,
});

export const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: homePath(), replace: true });
  },
});
