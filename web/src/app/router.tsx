import { createRouter } from '@tanstack/react-router';
import { accountRoutes } from '@/features/account/routes.ts';
import { authRoutes } from '@/features/auth/routes.ts';
import { brandRoutes } from '@/features/brand/routes.ts';
import { campaignRoutes } from '@/features/campaigns/routes.ts';
import { influencerRoutes } from '@/features/influencer/routes.ts';
import { workspaceRoutes } from '@/features/workspace/routes.ts';
import { guestRoute, homeRoute, memberRoute, rootRoute } from './root.tsx';

const routeTree = rootRoute.addChildren([
  homeRoute,
  guestRoute.addChildren([...authRoutes]),
  memberRoute.addChildren([
    ...campaignRoutes,
    ...brandRoutes,
    ...workspaceRoutes,
    ...influencerRoutes,
    ...accountRoutes,
  ]),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultPendingMs: 300,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
