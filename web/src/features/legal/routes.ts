import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '@/app/root.tsx';

const getParentRoute = () => rootRoute;
const pages = () => import('./legal-pages.tsx');

/** Readable without an account. */
export const legalRoutes = [
  createRoute({ getParentRoute, path: '/terms', component: lazyRouteComponent(pages, 'ViewTerms') }),
  createRoute({ getParentRoute, path: '/privacy', component: lazyRouteComponent(pages, 'ViewPrivacy') }),
  createRoute({ getParentRoute, path: '/cookies', component: lazyRouteComponent(pages, 'ViewCookies') }),
] as const;
